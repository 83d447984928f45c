// Chains of elementwise operations, one precision at a time (parameters as for `Elementwise.h`): a chain runs block by block, so that what
// one instruction writes the next one finds in the first-level cache, and what no one else reads never reaches memory.
//
// An instruction is the loop of the unfused operation over a block: the same function, hence the same bits.

/// Elements `start` … of an operand, as they stand in the result: y[j] = x[i / inner * row_stride + i % inner * element_stride], i = start + j.
static void NAME(gather)(const ravine_chain_operand *o, const REAL *x, size_t start, size_t count, REAL *y) {
  size_t row = start / o->inner, column = start % o->inner;
  while (count > 0) {
    size_t some = o->inner - column < count ? o->inner - column : count;
    const REAL *from = x + row * o->row_stride + column * o->element_stride;
    if (o->element_stride == 1) memcpy(y, from, some * sizeof(REAL));
    else for (size_t j = 0; j < some; j++) y[j] = from[j * o->element_stride];
    y += some, count -= some, row++, column = 0;
  }
}

/// As many elements as keep a chain's blocks together in the first-level cache, and whole rows of an operand that repeats.
static size_t NAME(block)(const ravine_chain *chain) {
  enum { budget = 24576 / sizeof(REAL), least = 256, most = 4096 / sizeof(REAL) };
  size_t streams = chain->operand_count + chain->register_count, block = budget / (streams ? streams : 1) / 64 * 64;
  block = block < least ? least : block > most ? most : block;
  for (size_t s = 0; s < chain->operand_count; s++) {
    const ravine_chain_operand *o = &chain->operands[s];
    if (o->mode == RAVINE_OPERAND_PATTERN && o->row_stride == 0 && o->element_stride == 1 && o->inner <= block) return block - block % o->inner;
  }
  return block;
}

static void NAME(chain)(const ravine_chain *chain, size_t first, size_t count, char *memory) {
  REAL *place[RAVINE_CHAIN_SLOTS];
  size_t step[RAVINE_CHAIN_SLOTS];
  // How many elements of a repeating operand stand ready since the first block, and from which column on.
  size_t ready[RAVINE_CHAIN_SLOTS], from[RAVINE_CHAIN_SLOTS];
  const size_t block = NAME(block)(chain), operands = chain->operand_count, end = first + count;
  REAL *registers = ravine_scratch(block * chain->register_count * sizeof(REAL));
  for (size_t s = 0; s < operands; s++) {
    const ravine_chain_operand *o = &chain->operands[s];
    place[s] = (REAL *)(memory + o->offset), step[s] = o->mode != RAVINE_OPERAND_SCALAR, ready[s] = 0, from[s] = 0;
  }
  for (size_t r = 0; r < chain->register_count; r++) place[operands + r] = registers + r * block, step[operands + r] = 1;

  for (size_t start = first; start < end; start += block) {
    const size_t length = end - start < block ? end - start : block;
    for (size_t s = 0; s < operands; s++) {
      const ravine_chain_operand *o = &chain->operands[s];
      REAL *x = (REAL *)(memory + o->offset);
      if (o->mode == RAVINE_OPERAND_FULL) place[s] = x + start;
      if (o->mode != RAVINE_OPERAND_PATTERN) continue;
      const size_t column = start % o->inner;
      if (o->element_stride == 1 && column + length <= o->inner) {
        place[s] = x + start / o->inner * o->row_stride + column;
        continue;
      }
      place[s] = registers + o->buffer * block;
      if (o->row_stride == 0 && length <= ready[s] && (o->element_stride == 0 || column == from[s])) continue;
      NAME(gather)(o, x, start, length, place[s]);
      ready[s] = length, from[s] = column;
    }
    for (size_t k = 0; k < chain->instruction_count; k++) {
      const ravine_chain_instruction *t = &chain->instructions[k];
      REAL *y = place[t->y];
      if (t->operation < RAVINE_UNARY_COUNT)
        NAME(unary)((ravine_unary_operation)t->operation, length, place[t->a], y);
      else if (t->operation < RAVINE_CHAIN_SELECT)
        NAME(binary)((ravine_binary_operation)(t->operation - RAVINE_CHAIN_BINARY), length, place[t->a], step[t->a], place[t->b], step[t->b], y);
      else
        NAME(select)(length, place[t->a], place[t->b], place[t->c], y);
    }
  }
}
