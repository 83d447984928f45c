// x86-64 with AVX2 and FMA (2013 on): 16 registers of 32 bytes.
#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "KernelTable.h"

#define SET ravine_avx2_kernels
#define SET_NAME "avx2"
#define VECTOR_BYTES 32
#define TILE_ROWS 6
#define SLIM_ROWS 12
#define TILE_VECTORS 2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "Set.h"
#pragma clang attribute pop
#endif
