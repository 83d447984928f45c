// Every processor: on x86-64 without FMA instructions, where the C library's exact fma() is called for each element. Slow but right.
#if 1
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "KernelTable.h"

#define SET ravine_baseline_kernels
#define SET_NAME "baseline"
#define VECTOR_BYTES 16
#define TILE_ROWS 4
#define SLIM_ROWS 4
#define TILE_VECTORS 1
#include "Set.h"
#endif
