// x86-64 with AVX-512 F, DQ, BW, VL: 32 registers of 64 bytes.
#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "KernelTable.h"

#define SET ravine_avx512_kernels
#define SET_NAME "avx512"
#define VECTOR_BYTES 64
#define TILE_ROWS 12
#define SLIM_ROWS 16
#define TILE_VECTORS 2
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#include "Set.h"
#pragma clang attribute pop
#endif
