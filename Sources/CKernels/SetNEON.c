// arm64, whose baseline has vectors with fused multiply-add: 32 registers of 16 bytes.
#if defined(__aarch64__)
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "KernelTable.h"

#define SET ravine_neon_kernels
#define SET_NAME "neon"
#define VECTOR_BYTES 16
#define TILE_ROWS 6
#define SLIM_ROWS 16
#define TILE_VECTORS 4
#include "Set.h"
#endif
