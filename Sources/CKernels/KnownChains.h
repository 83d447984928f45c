// The chains that training spends its time in, each compiled as one loop: what one instruction gives the next one finds in a register. The others
// run instruction by instruction, block by block (`Fused.h`), with the same bits.
//
// A listed chain is a constant that the loop over its instructions is unrolled by (`KnownLoops.h`); a chain of a program that does the same gets its
// number (`KnownChains.c`).
#pragma once
#include "CKernels.h"

#define UNARY(OPERATION, A, Y) {RAVINE_##OPERATION, A, 0, 0, Y}
#define BINARY(OPERATION, A, B, Y) {RAVINE_CHAIN_BINARY + RAVINE_##OPERATION, A, B, 0, Y}
#define PAIR(FIRST, SECOND, A, B, C, Y) {RAVINE_CHAIN_PAIR + 4 * RAVINE_##FIRST + RAVINE_##SECOND, A, B, C, Y}
/// c - f(a, b)
#define FROM(FIRST, A, B, C, Y) {RAVINE_CHAIN_PAIR + 4 * RAVINE_##FIRST + 3, A, B, C, Y}

/// The most slots of a known chain, operands and registers together.
enum { RAVINE_KNOWN_CHAIN_SLOTS = 48 };

/// KNOWN(name, kinds of operands, instructions): S is an operand of one element, F any other. Slots as in a `ravine_chain`: operands in the order
/// in which they are first met, then registers, each written once.
#define KNOWN_CHAINS(KNOWN)                                                                                                                  \
  /* A layer: tanh(z + b), and with an elementwise sum before. */                                                                            \
  KNOWN(tanh_of_sum, "FFF", BINARY(ADD, 0, 1, 3), UNARY(TANH, 3, 2))                                                                         \
  KNOWN(tanh_of_sums, "FFFF", PAIR(ADD, ADD, 0, 1, 2, 4), UNARY(TANH, 4, 3))                                                                 \
  /* The first layer of a network whose weights move along a line: tanh(z + t dz + b). */                                                    \
  KNOWN(tanh_of_moved_sum, "SFFFF", PAIR(MULTIPLY, ADD, 0, 1, 2, 5), BINARY(ADD, 5, 3, 6), UNARY(TANH, 6, 4))                               \
  KNOWN(relu_of_sum, "FFF", BINARY(ADD, 0, 1, 3), UNARY(RELU, 3, 2))                                                                         \
  KNOWN(sigmoid_of_sum, "FFF", BINARY(ADD, 0, 1, 3), UNARY(SIGMOID, 3, 2))                                                                   \
  /* Its delta: (1 - y²) dy, and step(y) dy. */                                                                                              \
  KNOWN(tanh_delta, "FSFF", FROM(MULTIPLY, 0, 0, 1, 4), BINARY(MULTIPLY, 2, 4, 3))                                                           \
  KNOWN(relu_delta, "FFF", UNARY(STEP, 0, 3), BINARY(MULTIPLY, 1, 3, 2))                                                                     \
  /* Adam (Kingma & Ba 2015, algorithm 1). */                                                                                                \
  KNOWN(adam, "SFSFFSSFFSSSSFF", BINARY(MULTIPLY, 0, 1, 15), PAIR(MULTIPLY, ADD, 2, 3, 15, 4), PAIR(MULTIPLY, MULTIPLY, 1, 1, 5, 16),         \
        PAIR(MULTIPLY, ADD, 6, 7, 16, 8), BINARY(DIVIDE, 4, 9, 17), BINARY(DIVIDE, 8, 10, 18), UNARY(SQRT, 18, 19), BINARY(ADD, 19, 11, 20),  \
        BINARY(DIVIDE, 17, 20, 21), FROM(MULTIPLY, 12, 21, 13, 14))                                                                          \
  /* A time step of an LSTM: gates, state and output. */                                                                                     \
  KNOWN(lstm, "FFFFFFFFFFFFFFFFFFFF", PAIR(ADD, ADD, 0, 1, 2, 20), PAIR(ADD, ADD, 3, 4, 5, 21), PAIR(ADD, ADD, 6, 7, 8, 22),                \
        PAIR(ADD, ADD, 9, 10, 11, 23), UNARY(SIGMOID, 20, 12), UNARY(SIGMOID, 21, 13), UNARY(TANH, 22, 14), UNARY(SIGMOID, 23, 15),          \
        BINARY(MULTIPLY, 12, 14, 24), PAIR(MULTIPLY, ADD, 13, 16, 24, 17), UNARY(TANH, 17, 18), BINARY(MULTIPLY, 15, 18, 19))                \
  /* Its deltas. */                                                                                                                          \
  KNOWN(lstm_delta, "FFFFFSFFFFFFFFFFF", PAIR(ADD, ADD, 0, 1, 2, 17), BINARY(ADD, 17, 3, 18), FROM(MULTIPLY, 4, 4, 5, 19),                   \
        PAIR(MULTIPLY, MULTIPLY, 18, 6, 19, 20), BINARY(ADD, 7, 20, 21), BINARY(MULTIPLY, 21, 8, 9), PAIR(SUBTRACT, MULTIPLY, 5, 6, 6, 22),  \
        PAIR(MULTIPLY, MULTIPLY, 18, 4, 22, 10), FROM(MULTIPLY, 11, 11, 5, 23), PAIR(MULTIPLY, MULTIPLY, 21, 12, 23, 13),                    \
        PAIR(SUBTRACT, MULTIPLY, 5, 8, 8, 24), PAIR(MULTIPLY, MULTIPLY, 21, 14, 24, 15), PAIR(SUBTRACT, MULTIPLY, 5, 12, 12, 25),            \
        PAIR(MULTIPLY, MULTIPLY, 21, 11, 25, 16))                                                                                            \
  /* Batch normalization, with ReLU, with what goes past, and its delta. */                                                                  \
  KNOWN(normalized_relu, "FFFFFF", BINARY(SUBTRACT, 0, 1, 2), PAIR(MULTIPLY, ADD, 2, 3, 4, 6), UNARY(RELU, 6, 5))                            \
  KNOWN(normalized_residual_relu, "FFFFFFF", BINARY(SUBTRACT, 0, 1, 2), PAIR(MULTIPLY, ADD, 2, 3, 4, 7), BINARY(ADD, 5, 7, 8),               \
        UNARY(RELU, 8, 6))                                                                                                                   \
  KNOWN(normalization_delta, "FFFFFFF", PAIR(SUBTRACT, MULTIPLY, 0, 1, 2, 7), PAIR(MULTIPLY, ADD, 3, 4, 7, 8), BINARY(ADD, 8, 5, 6))         \
  KNOWN(normalized_relu_delta, "FFFFF", UNARY(STEP, 0, 5), BINARY(MULTIPLY, 1, 5, 2), BINARY(MULTIPLY, 2, 3, 4))                             \
  KNOWN(normalized_residual_relu_delta, "FFFFFF", UNARY(STEP, 0, 6), PAIR(ADD, MULTIPLY, 1, 2, 6, 3), BINARY(MULTIPLY, 3, 4, 5))             \
  /* Directional derivatives of a layer with tanh, forward and back. */                                                                      \
  KNOWN(tanh_tangent, "FFFSFFFFFF", BINARY(ADD, 0, 1, 10), UNARY(TANH, 10, 2), FROM(MULTIPLY, 2, 2, 3, 4), PAIR(ADD, ADD, 5, 6, 7, 8),       \
        BINARY(MULTIPLY, 8, 4, 9))                                                                                                           \
  KNOWN(tanh_first_tangent, "FFFSFFFFF", BINARY(ADD, 0, 1, 9), UNARY(TANH, 9, 2), FROM(MULTIPLY, 2, 2, 3, 4), BINARY(ADD, 5, 6, 7),          \
        BINARY(MULTIPLY, 7, 4, 8))                                                                                                           \
  KNOWN(tanh_delta_tangent, "FFSFFFFF", BINARY(MULTIPLY, 0, 1, 8), UNARY(NEGATE, 8, 9), PAIR(MULTIPLY, MULTIPLY, 2, 3, 9, 10),               \
        PAIR(ADD, ADD, 10, 4, 5, 11), BINARY(MULTIPLY, 11, 6, 7))

/// The numbers of the known chains; 0 is none of them.
enum {
  RAVINE_UNKNOWN_CHAIN,
#define KNOWN(name, ...) RAVINE_CHAIN_##name,
  KNOWN_CHAINS(KNOWN)
#undef KNOWN
  RAVINE_KNOWN_CHAIN_END
};
