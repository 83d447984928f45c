// One instruction set's kernels: the same source for all. The including file defines SET (the table's name), SET_NAME, VECTOR_BYTES and the
// tile's shape, and wraps this file in `#pragma clang attribute push(__attribute__((target(…))), apply_to = function)` and its `pop`.
#include "Asked.h"
#include "KernelTable.h"
#include "KnownChains.h"

#pragma clang fp contract(off)

#include "Vectors.h"
#include "Exponential.h"
#include "Logarithm.h"
#include "Trigonometric.h"
#include "ErrorFunction.h"
#include "NarrowExponential.h"
#include "NarrowLogarithm.h"
#include "Power.h"
#include "BoxMuller.h"
#include "Draws.h"

/// The 16 virtual lanes of a reduction in float64.
typedef double sixteen __attribute__((ext_vector_type(16)));

#define NAME(function) function##_f64
#define REAL double
#define LANES WIDE
#define vector doubles
#define mask integers
#include "Elementwise.h"
#include "KnownLoops.h"
#include "Fused.h"
#include "Reductions.h"
#include "Softmax.h"
#include "Tiles.h"
#include "Matmul.h"
#include "Convolution.h"
#undef NAME
#undef REAL
#undef LANES
#undef vector
#undef mask

#define NAME(function) function##_f32
#define REAL float
#define LANES NARROW
#define vector floats
#define mask narrow_integers
#include "Elementwise.h"
#include "KnownLoops.h"
#include "Fused.h"
#include "Reductions.h"
#include "Softmax.h"
#include "Tiles.h"
#include "Matmul.h"
#include "Convolution.h"

#define ROW(P) \
  {unary_##P, binary_##P, select_##P, chain_##P, fill_##P, sum_##P, maximum_over_##P, variance_##P, softmax_##P, log_softmax_##P, log_sum_exp_##P, matmul_##P, sum_of_squares_##P, sum_of_magnitudes_##P, \
   sum_of_values_##P, dot_##P, maximum_magnitude_##P, norm_##P, sample_variance_##P, count_at_least_##P, count_not_finite_##P, \
   convolve2d_##P, convolve2d_input_gradient_##P, convolve2d_weight_gradient_##P}

const ravine_kernels SET = {SET_NAME, ROW(f64), ROW(f32), draw_words, draw_uniform, draw_normal};
