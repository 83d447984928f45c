// The arithmetic of Ravine: every number of a study comes from these functions.
//
// The bit contract (ARCHITECTURE.md, "The same bits everywhere"):
//  1. an element of a matrix product or a convolution is one chain of fused multiply-adds in a stated order, from 0;
//  2. a reduction runs over 16 virtual lanes (element i goes to lane i mod 16, in order), combined as a fixed tree:
//     lane[i] += lane[i + 8] for i < 8, then 4, 2, 1;
//  3. elementary functions are IEEE operations and fused multiply-adds only;
//  4. no implicit contraction, no fast-math, no flush-to-zero;
//  5. random numbers are Philox4x32-10;
//  6. a NaN that is hashed or recorded has one bit pattern (ravine_canonicalize);
//  7. the instruction set, the number of threads and the optimizer of the compiler never reach a bit.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "Pool.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The precision of the buffers that a kernel works on.
typedef enum ravine_precision { RAVINE_FLOAT64 = 0, RAVINE_FLOAT32 = 1 } ravine_precision;

/// Elementwise functions of one operand. The elementary ones are within 1 ulp of the exact value, each precision by its own arithmetic; the
/// bound of each stands with its source (`Exponential.h`, `NarrowExponential.h` and beside).
typedef enum ravine_unary_operation {
  RAVINE_NEGATE, RAVINE_ABS, RAVINE_SIGN /* -1, 0, 1; NaN stays */, RAVINE_SQRT, RAVINE_RECIPROCAL, RAVINE_SQUARE,
  RAVINE_RELU /* max(x, 0), NaN stays */, RAVINE_STEP /* x > 0 ? 1 : 0, NaN stays */,
  RAVINE_EXP, RAVINE_EXPM1, RAVINE_LOG, RAVINE_LOG1P, RAVINE_TANH, RAVINE_SIGMOID, RAVINE_SOFTPLUS, RAVINE_ERF,
  RAVINE_SIN, RAVINE_COS,
  RAVINE_UNARY_COUNT
} ravine_unary_operation;

/// Elementwise functions of two operands. Minimum and maximum are IEEE 754-2019's: NaN propagates and -0 < +0. GREATER gives 1 or 0; POWER's
/// special values are those of C's pow.
typedef enum ravine_binary_operation {
  RAVINE_ADD, RAVINE_SUBTRACT, RAVINE_MULTIPLY, RAVINE_DIVIDE, RAVINE_MAXIMUM, RAVINE_MINIMUM, RAVINE_GREATER, RAVINE_POWER,
  RAVINE_BINARY_COUNT
} ravine_binary_operation;

/// y[i] = operation(x[i]); x and y may be the same buffer, but may not overlap otherwise. (For all functions here.)
void ravine_unary(ravine_precision precision, ravine_unary_operation operation, size_t count, const void *x, void *y);

/// y[i] = operation(a[i * a_step], b[i * b_step]); a step is 1, or 0 for a scalar operand. y may be a or b.
void ravine_binary(ravine_precision precision, ravine_binary_operation operation, size_t count,
                   const void *a, size_t a_step, const void *b, size_t b_step, void *y);

/// y[i] = condition[i] > 0 ? a[i] : b[i].
void ravine_select(ravine_precision precision, size_t count, const void *condition, const void *a, const void *b, void *y);

/// How a chain reads an operand: element i of the result meets element i, the only element, or element
/// i / inner * row_stride + i % inner * element_stride: a row that repeats (0, 1), a column (1, 0), a part of wider rows (their width, 1).
typedef enum ravine_operand_mode { RAVINE_OPERAND_FULL, RAVINE_OPERAND_SCALAR, RAVINE_OPERAND_PATTERN } ravine_operand_mode;

/// A place that a chain reads or writes (results are FULL), in bytes from the start of memory; a pattern has a register to be gathered in.
typedef struct ravine_chain_operand { size_t offset, inner, row_stride, element_stride; uint16_t mode, buffer; } ravine_chain_operand;

/// y = operation(a, b, c): a ravine_unary_operation; or RAVINE_CHAIN_BINARY + a ravine_binary_operation; or RAVINE_CHAIN_SELECT; or
/// RAVINE_CHAIN_PAIR + 4 f + s, which is s(f(a, b), c), rounded twice, f and s being ADD, SUBTRACT, MULTIPLY, and s also 3: c - f(a, b).
/// Slots are the chain's operands, then its registers. Only operands of binary operations and of pairs may be a SCALAR.
typedef struct ravine_chain_instruction { uint16_t operation, a, b, c, y; } ravine_chain_instruction;
enum { RAVINE_CHAIN_BINARY = 64, RAVINE_CHAIN_SELECT = 128, RAVINE_CHAIN_PAIR = 192, RAVINE_CHAIN_SLOTS = 256 };

typedef struct ravine_chain {
  const ravine_chain_operand *operands;
  const ravine_chain_instruction *instructions;
  size_t operand_count, register_count, instruction_count;
  size_t known;  // `ravine_known_chain` of it, or 0
} ravine_chain;

/// A chain that is compiled as one loop: the kinds of its operands, S for a SCALAR and F for the others, and its instructions, whose registers are
/// numbered after the operands, each written once.
typedef struct ravine_known {
  const char *name, *kinds;
  const ravine_chain_instruction *instructions;
  size_t count;
} ravine_known;

/// Number 1, 2, … of the known chains; NULL past the end.
const ravine_known *ravine_known_chain_at(size_t number);
/// The number of the known chain that does the same, or 0. A chain that says its number runs faster, with the same bits.
size_t ravine_known_chain(const ravine_chain *chain);

/// Runs elementwise operations one after the other over elements first … first + count - 1 of results that all have as many elements; the bits
/// are those of one function call an operation. A result may lie where a FULL operand lies that no later instruction reads.
void ravine_run_chain(ravine_precision precision, const ravine_chain *chain, size_t first, size_t count, void *memory);

/// y[i] = value, rounded to the precision.
void ravine_fill(ravine_precision precision, size_t count, double value, void *y);

/// A strided copy, row-major in y: y[i0, i1, …] = x[i0 * strides[0] + i1 * strides[1] + …]. A stride of 0 broadcasts; permuted strides
/// transpose. `rank` is at most 8.
void ravine_copy(ravine_precision precision, size_t rank, const size_t *shape, const size_t *strides, const void *x, void *y);

/// Rows of `count` neighbors, one after the other in x, to places `row` elements apart: y[i * row + j] = x[i * count + j].
void ravine_place(ravine_precision precision, size_t rows, size_t count, const void *x, void *y, size_t row);

/// Sums over the middle axis: x is [outer, axis, stride], of which the first `inner` columns are summed; y is [outer, inner]. (The stride is
/// `inner`, unless the columns are shared out.)
void ravine_sum(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y);

/// Maxima over the middle axis, NaN propagating; -inf over an empty axis. Shapes as for sums.
void ravine_maximum_over(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y);

/// Variances over the middle axis in two passes: the sum of (x - mean)², each lane a chain of fused multiply-adds, divided by the axis's
/// extent; NaN over an empty axis. Shapes as for sums.
void ravine_variance(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y);

/// Memory aligned to 64 bytes, in large pages where it is long; the process ends where there is none. Undone by `ravine_deallocate`.
void *ravine_allocate(size_t bytes);
void ravine_deallocate(void *memory);

/// Rows shifted by their maximum m, s = the sum of exp(x - m): exp(x - m) / s, (x - m) - log(s), and m + log(s), one element a row. Where m is
/// not finite the first two are NaN, and the last is m. y may be x in the first two.
void ravine_softmax(ravine_precision precision, size_t rows, size_t count, const void *x, void *y);
void ravine_log_softmax(ravine_precision precision, size_t rows, size_t count, const void *x, void *y);
void ravine_log_sum_exp(ravine_precision precision, size_t rows, size_t count, const void *x, void *y);

/// y[i, :] = x[index[i], :]: `count` rows of y, taken from `rows` rows of x, of `width` elements each. Where an index is not an integer in
/// range, the row is NaN.
void ravine_gather(ravine_precision precision, size_t count, size_t rows, size_t width, const void *index, const void *x, void *y);

/// y[index[i] - first, :] += x[i, :] from zeros, in order of i: the transpose of the gathering. y holds the rows first ..< first + some of the
/// `rows` that an index may name. Where any index is not an integer in range, all of y is NaN.
void ravine_scatter(ravine_precision precision, size_t count, size_t rows, size_t width, const void *index, const void *x,
                    size_t first, size_t some, void *y);

/// C = A B: c[i, j] = sum over k of a[i * a_row + k * a_column] * b[k * b_row + j * b_column]; c is row-major m × n, contiguous.
/// All transposes are strides. Its scratch memory belongs to the thread and is kept between calls.
void ravine_matmul(ravine_precision precision, size_t m, size_t n, size_t k,
                   const void *a, size_t a_row, size_t a_column, const void *b, size_t b_row, size_t b_column, void *c);

/// Has this thread's next products and convolutions fetch bytes into the caches while they work, for a call that comes later. What was asked for
/// first is fetched first; of more than 64 regions that wait the oldest is forgotten. Reaches no bit, and may name memory that is gone.
void ravine_ask(const void *first, size_t bytes);

/// How many bytes this thread was asked for and has not fetched: for tests.
size_t ravine_asked_bytes(void);

/// The extents of a 2-D convolution of images whose channels lie side by side: x [examples, height, width, in],
/// w [kernel_height, kernel_width, in, out], y [examples, out_height, out_width, out]. Beyond its edges an image is 0, as far as the kernel
/// reaches: `top` and `left` say how far the first window stands outside, out_height and out_width how many windows there are.
typedef struct ravine_convolution {
  size_t height, width, in, kernel_height, kernel_width, out, out_height, out_width;
  size_t stride_y, stride_x, top, left;
} ravine_convolution;

/// y[n, oy, ox, co] = sum of x[n, oy * stride_y + ky - top, ox * stride_x + kx - left, ci] * w[ky, kx, ci, co]: one chain of fused
/// multiply-adds from 0 in the order (ky, kx, ci). What lies outside of the image takes part in the chain as 0 * w.
/// The examples are independent: threads share them by moving x and y.
void ravine_convolve2d(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *x, const void *w, void *y);

/// dx[n, iy, ix, ci] = sum of dy[n, oy, ox, co] * w[ky, kx, ci, co] over the windows that reach the pixel: one chain in the order
/// (oy, ox, co), over all oy and ox, outside of y's extents too, with oy * stride_y + ky - top = iy for a ky of the kernel, and so for x.
/// What lies outside takes part as 0 * w. The examples are independent.
void ravine_convolve2d_input_gradient(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *dy,
                                      const void *w, void *dx);

/// dw[ky, kx, ci, co] = sum of x[n, oy * stride_y + ky - top, ox * stride_x + kx - left, ci] * dy[n, oy, ox, co]: one chain in the order
/// (n, oy, ox), what lies outside of the image taking part as 0 * dy. Only the rows first … first + rows - 1 of dw, seen as a matrix
/// [kernel_height * kernel_width * in, out], are computed and written: threads share the rows, dw stays where it is.
void ravine_convolve2d_weight_gradient(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *x,
                                       const void *dy, size_t first, size_t rows, void *dw);

/// The inverse of an n × n matrix by Gauss and Jordan's elimination with row exchanges; not finite where there is none. y may be x.
void ravine_inverse(ravine_precision precision, size_t n, const void *x, void *y);
/// The largest n.
#define RAVINE_INVERSE_LIMIT 512

/// Reductions for measurements: they read a buffer of either precision and reduce in float64 over the virtual lanes
/// (sum of squares: lane = fma(x, x, lane)). The scaled norm neither overflows nor underflows: m * sqrt(sum((x / m)²)), m = max|x|.
double ravine_sum_of_squares(ravine_precision precision, size_t count, const void *x);
double ravine_sum_of_magnitudes(ravine_precision precision, size_t count, const void *x);
double ravine_sum_of_values(ravine_precision precision, size_t count, const void *x);
/// sum(x[i] y[i]), lane = fma(x, y, lane).
double ravine_dot(ravine_precision precision, size_t count, const void *x, const void *y);
double ravine_maximum_magnitude(ravine_precision precision, size_t count, const void *x);
double ravine_norm(ravine_precision precision, size_t count, const void *x);
/// The sum of (x - mean)² divided by count - 1, in two passes; NaN of fewer than two elements.
double ravine_sample_variance(ravine_precision precision, size_t count, const void *x);
/// How many |x[i]| are at least `threshold`; NaN counts.
size_t ravine_count_at_least(ravine_precision precision, size_t count, const void *x, double threshold);
/// How many x[i] are NaN or infinite.
size_t ravine_count_not_finite(ravine_precision precision, size_t count, const void *x);
/// Turns every NaN into the canonical quiet NaN (0x7ff8000000000000, 0x7fc00000).
void ravine_canonicalize(ravine_precision precision, size_t count, void *x);

/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): one block of four words.
void ravine_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/// Draws number first … first + count - 1 of a stream. Block b of a stream is Philox with counter (b low, b high, stream low, stream high);
/// its four words w0 … w3 give
///  - two 64-bit words, number 2b and 2b + 1: w0 and w1, low word first, then w2 and w3. A uniform draw is ((w >> 12) + ½) · 2^-52 of such a
///    word, exact and strictly inside (0, 1); a float32 buffer receives it rounded (above 1 - 2^-25 it becomes 1 there);
///  - or four normal draws, number 4b … 4b + 3: the Box–Muller pair r·cos(2πv), r·sin(2πv), r = sqrt(-2 log u), of u = (w0 + ½) · 2^-32 and
///    v = (w1 + ½) · 2^-32, then that of w2 and w3. None is 0, and none is beyond 6.77. They are computed in the buffer's precision,
///    within 4 ulp of this formula, so that both precisions see the same numbers up to a float32's rounding.
void ravine_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y);
void ravine_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y);
/// scale · draw + offset: of a uniform draw in float64, two roundings, then rounded to the precision; of a normal draw in the buffer's
/// precision, rounded once.
void ravine_scaled_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale,
                           double offset, void *y);
void ravine_scaled_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale,
                          double offset, void *y);
/// The raw 64-bit words of a stream.
void ravine_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y);

/// One float64 value, the same bits as the kernels: for closed forms.
double ravine_scalar(ravine_unary_operation operation, double x);
double ravine_power(double base, double exponent);
double ravine_fma(double a, double b, double c);

/// The instruction sets that this processor has, "baseline" first; NULL past the end.
const char *ravine_instruction_set_name(size_t index);
/// The set in use. The environment's RAVINE_ISA chooses it; without, the best one.
const char *ravine_instruction_set(void);
/// Switches the whole process to a set by name; 0, or -1 when this processor has none of that name. For tests.
int ravine_use_instruction_set(const char *name);
/// The value of RAVINE_ISA that named no set of this processor, or NULL.
const char *ravine_unknown_instruction_set(void);

#ifdef __cplusplus
}
#endif
