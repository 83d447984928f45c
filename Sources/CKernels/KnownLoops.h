// The loops of the known chains, one precision at a time (parameters as for `Elementwise.h`).

/// Of numbers 0 to 2 the binary operations that are so numbered; 3 is a subtraction from the second operand.
INLINE vector NAME(simple)(const int operation, vector u, vector v) {
  return operation == RAVINE_ADD        ? NAME(add)(u, v)
         : operation == RAVINE_SUBTRACT ? NAME(subtract)(u, v)
         : operation == RAVINE_MULTIPLY ? NAME(multiply)(u, v)
                                        : NAME(subtract)(v, u);
}

/// The result of an instruction in one register.
INLINE vector NAME(result)(const unsigned operation, vector a, vector b, vector c) {
#define RESULT_UNARY(OPERATION, FUNCTION) if (operation == OPERATION) return NAME(FUNCTION)(a);
#define RESULT_BINARY(OPERATION, FUNCTION) if (operation == RAVINE_CHAIN_BINARY + OPERATION) return NAME(FUNCTION)(a, b);
  UNARY_FUNCTIONS(RESULT_UNARY)
  BINARY_FUNCTIONS(RESULT_BINARY)
#undef RESULT_UNARY
#undef RESULT_BINARY
  if (operation == RAVINE_CHAIN_SELECT) return NAME(chosen)(a, b, c);
  return NAME(simple)((operation - RAVINE_CHAIN_PAIR) % 4, NAME(simple)((operation - RAVINE_CHAIN_PAIR) / 4, a, b), c);
}

/// One register's worth of all operands, from element i on, through all of a chain's instructions, which are constants after inlining.
INLINE void NAME(through)(const ravine_chain_instruction *instructions, const size_t count, const char *kinds, const size_t operands,
                          REAL *const *place, size_t i, size_t some) {
  vector value[RAVINE_KNOWN_CHAIN_SLOTS];
  uint64_t has = 0;
#pragma clang loop unroll(full)
  for (size_t k = 0; k < count; k++) {
    const ravine_chain_instruction *t = &instructions[k];
    const size_t slots[3] = {t->a, t->b, t->c};
#pragma clang loop unroll(full)
    for (size_t s = 0; s < 3; s++) {
      if (slots[s] >= operands || (has >> slots[s] & 1)) continue;
      value[slots[s]] = kinds[slots[s]] == 'S' ? NAME(load_some)(place[slots[s]], 0, some) : NAME(load_some)(place[slots[s]] + i, 1, some);
      has |= (uint64_t)1 << slots[s];
    }
    value[t->y] = NAME(result)(t->operation, value[t->a], value[t->b], value[t->c]);
    has |= (uint64_t)1 << t->y;
    if (t->y < operands) memcpy(place[t->y] + i, &value[t->y], some * sizeof(REAL));
  }
}

INLINE void NAME(loop)(const ravine_chain_instruction *instructions, const size_t count, const char *kinds, const size_t operands,
                       REAL *const *place, size_t length) {
  size_t i = 0;
  for (; i + LANES <= length; i += LANES) NAME(through)(instructions, count, kinds, operands, place, i, LANES);
  if (i < length) NAME(through)(instructions, count, kinds, operands, place, i, length - i);
}

#define KNOWN(name, kinds, ...)                                                                                    \
  static void NAME(run_##name)(REAL *const *place, size_t length) {                                               \
    static const ravine_chain_instruction instructions[] = {__VA_ARGS__};                                         \
    _Static_assert(sizeof kinds - 1 + sizeof instructions / sizeof *instructions <= RAVINE_KNOWN_CHAIN_SLOTS,     \
                   "a known chain has more slots than that");                                                     \
    NAME(loop)(instructions, sizeof instructions / sizeof *instructions, kinds, sizeof kinds - 1, place, length); \
  }
KNOWN_CHAINS(KNOWN)
#undef KNOWN

static void (*const NAME(known)[])(REAL *const *, size_t) = {
  NULL,
#define KNOWN(name, ...) NAME(run_##name),
  KNOWN_CHAINS(KNOWN)
#undef KNOWN
};
