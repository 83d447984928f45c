// What a matrix product is measured against: the multiply-adds that this processor can do at most, and a BLAS library.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Runs `rounds` rounds of independent fused multiply-adds on registers, with the widest vectors that the processor has.
///
/// Returns the floating-point operations that were done (two for each lane's multiply-add); 0 on a processor without the instruction.
int64_t peak_float32(int64_t rounds);
int64_t peak_float64(int64_t rounds);
/// The vectors that they used: "avx512", "avx2", "neon" or "none".
const char *peak_vectors(void);

/// Loads a shared library that has `cblas_sgemm` and `cblas_dgemm`, with whole numbers of 32 or 64 bits. False when it cannot.
bool blas_load(const char *path);
/// C = A B, all row-major n × n, by the library that was loaded.
void blas_float32(int64_t n, const float *a, const float *b, float *c);
void blas_float64(int64_t n, const double *a, const double *b, double *c);
