// One hash for every kernel, precision and case over fixed inputs: run on two processors, the lines must be the same.
//
//     kernel-hashes          the hashes of the instruction set in use (RAVINE_ISA), a line each
//     kernel-hashes --sets   the instruction sets of this processor
//
// Extents are small and odd, and every operand has a piece of the heap to itself that ends with its last element: a sanitizer or Valgrind
// sees a kernel that reads or writes one element further. Outputs are not initialized: Valgrind sees a kernel that leaves one out.
#include "Operands.h"

static void elementwise(ravine_precision p) {
  for (unsigned operation = 0; operation < RAVINE_UNARY_COUNT; operation++) {
    begin();
    EACH(size_t, count, counts) {
      buffer x = wild(p, *count, operation), y = empty(p, *count);
      ravine_unary(p, operation, *count, x.data, y.data);
      ravine_unary(p, operation, *count, x.data, x.data);
      add_and_free(y), add_and_free(x);
    }
    end("unary", operation, p);
  }
  for (unsigned operation = 0; operation < RAVINE_BINARY_COUNT; operation++) {
    begin();
    EACH(size_t, count, counts)
      for (unsigned steps = 0; steps < 4; steps++) {
        buffer a = wild(p, steps & 1 ? *count : 1, operation), b = wild(p, steps & 2 ? *count : 1, 77), y = empty(p, *count);
        ravine_binary(p, operation, *count, a.data, steps & 1, b.data, steps >> 1, y.data);
        add_and_free(y), done(a), done(b);
      }
    end("binary", operation, p);
  }
  begin();
  EACH(size_t, count, counts) {
    buffer condition = wild(p, *count, 1), a = wild(p, *count, 2), b = wild(p, *count, 3), y = empty(p, *count), z = empty(p, *count);
    ravine_select(p, *count, condition.data, a.data, b.data, y.data);
    ravine_fill(p, *count, 1 / 3.0, z.data);
    add_and_free(y), add_and_free(z), done(condition), done(a), done(b);
  }
  end("select and fill", 0, p);
}

/// z = tanh(x + row) > 0 ? wide : x + row - scalar and y = tanh(x + row) * column, in two parts.
static void chains(ravine_precision p) {
  enum { x, row, column, wide, scalar, y, z, operands, sum = operands + 3, bent, slots };
  static const size_t shapes[][2] = {{1, 1}, {1, 5}, {3, 5}, {7, 33}, {40, 17}, {2, 1000}, {900, 3}, {0, 4}};
  static const ravine_chain_instruction instructions[] = {
    {RAVINE_CHAIN_BINARY + RAVINE_ADD, x, row, 0, sum}, {RAVINE_TANH, sum, 0, 0, bent},
    {RAVINE_CHAIN_BINARY + RAVINE_MULTIPLY, bent, column, 0, y}, {RAVINE_CHAIN_BINARY + RAVINE_SUBTRACT, sum, scalar, 0, sum},
    {RAVINE_CHAIN_SELECT, bent, wide, sum, z},
  };
  begin();
  for (size_t i = 0; i < COUNT(shapes); i++) {
    size_t m = shapes[i][0], n = shapes[i][1], all = m * n;
    buffer b[operands] = {
      [x] = wild(p, all, 1), [row] = wild(p, n, 2), [column] = wild(p, m, 3), [wide] = wild(p, m ? (m - 1) * (n + 3) + n : 0, 4),
      [scalar] = wild(p, 1, 5), [y] = empty(p, all), [z] = empty(p, all),
    };
    ravine_chain_operand places[operands] = {
      [row] = {.inner = n, .element_stride = 1, .mode = RAVINE_OPERAND_PATTERN, .buffer = 0},
      [column] = {.inner = n, .row_stride = 1, .mode = RAVINE_OPERAND_PATTERN, .buffer = 1},
      [wide] = {.inner = n, .row_stride = n + 3, .element_stride = 1, .mode = RAVINE_OPERAND_PATTERN, .buffer = 2},
      [scalar] = {.mode = RAVINE_OPERAND_SCALAR},
    };
    char *memory = b[0].data;
    for (size_t o = 0; o < operands; o++) memory = b[o].data < memory ? b[o].data : memory;
    for (size_t o = 0; o < operands; o++) places[o].offset = (size_t)(b[o].data - memory);
    ravine_chain chain = {places, instructions, operands, slots - operands, COUNT(instructions), 0};
    ravine_run_chain(p, &chain, 0, all / 3, memory);
    ravine_run_chain(p, &chain, all / 3, all - all / 3, memory);
    add_and_free(b[y]), add_and_free(b[z]);
    for (size_t o = 0; o < y; o++) done(b[o]);
  }
  end("chain", 0, p);
}

/// y = s(f(a, b), c) for every f and s, one of the operands being a scalar or none.
static void pairs(ravine_precision p) {
  begin();
  for (uint16_t pair = 0; pair < 12; pair++)
    for (size_t scalar = 0; scalar < 4; scalar++)
      EACH(size_t, count, counts) {
        buffer b[4];
        ravine_chain_operand places[4] = {{0}};
        for (size_t o = 0; o < 4; o++) {
          b[o] = o == 3 ? empty(p, *count) : wild(p, o == scalar ? 1 : *count, o);
          places[o].mode = o == scalar && o < 3 ? RAVINE_OPERAND_SCALAR : RAVINE_OPERAND_FULL;
        }
        char *memory = b[0].data;
        for (size_t o = 0; o < 4; o++) memory = b[o].data < memory ? b[o].data : memory;
        for (size_t o = 0; o < 4; o++) places[o].offset = (size_t)(b[o].data - memory);
        ravine_chain_instruction instruction = {RAVINE_CHAIN_PAIR + pair, 0, 1, 2, 3};
        ravine_chain chain = {places, &instruction, 4, 0, 1, 0};
        ravine_run_chain(p, &chain, 0, *count, memory);
        add_and_free(b[3]), done(b[0]), done(b[1]), done(b[2]);
      }
  end("pair", 0, p);
}

/// Every known chain, as one loop and instruction by instruction.
static void known_chains(ravine_precision p) {
  begin();
  const ravine_known *known;
  for (size_t number = 1; (known = ravine_known_chain_at(number)) != NULL; number++)
    for (size_t as = 0; as < 2; as++)
      EACH(size_t, count, counts) {
        enum { most = 64 };
        buffer b[most];
        ravine_chain_operand places[most] = {{0}};
        int is_result[most] = {0};
        const size_t operands = strlen(known->kinds);
        for (size_t i = 0; i < known->count; i++) is_result[known->instructions[i].y] = 1;
        char *memory = NULL;
        for (size_t o = 0; o < operands; o++) {
          b[o] = is_result[o] ? empty(p, *count) : wild(p, known->kinds[o] == 'S' ? 1 : *count, o);
          places[o].mode = known->kinds[o] == 'S' ? RAVINE_OPERAND_SCALAR : RAVINE_OPERAND_FULL;
          memory = memory == NULL || b[o].data < memory ? b[o].data : memory;
        }
        for (size_t o = 0; o < operands; o++) places[o].offset = (size_t)(b[o].data - memory);
        ravine_chain chain = {places, known->instructions, operands, known->count, known->count, as ? number : 0};
        if (ravine_known_chain(&chain) != number) abort();
        ravine_run_chain(p, &chain, 0, *count, memory);
        for (size_t o = 0; o < operands; o++)
          if (is_result[o]) add_and_free(b[o]); else done(b[o]);
      }
  end("known chain", 0, p);
}

static void copies(ravine_precision p) {
  static const struct { size_t rank, shape[4], strides[4]; } walks[] = {
    {1, {0}, {1}}, {1, {7}, {1}}, {1, {7}, {0}}, {1, {7}, {3}}, {2, {5, 7}, {7, 1}}, {2, {7, 5}, {1, 7}}, {2, {33, 65}, {1, 33}},
    {2, {5, 3}, {0, 1}}, {2, {5, 3}, {1, 0}}, {3, {3, 1, 5}, {5, 9, 1}}, {3, {4, 3, 2}, {1, 4, 12}}, {4, {2, 3, 4, 5}, {1, 40, 10, 2}},
    {4, {3, 2, 5, 1}, {0, 5, 1, 4}}, {3, {3, 0, 4}, {4, 4, 1}}, {0, {1}, {1}},
  };
  begin();
  for (size_t i = 0; i < COUNT(walks); i++) {
    size_t last = 0, count = 1;
    for (size_t axis = 0; axis < walks[i].rank; axis++) {
      count *= walks[i].shape[axis];
      if (walks[i].shape[axis] > 0) last += (walks[i].shape[axis] - 1) * walks[i].strides[axis];
    }
    buffer x = wild(p, count == 0 ? 0 : last + 1, i), y = empty(p, count);
    ravine_copy(p, walks[i].rank, walks[i].shape, walks[i].strides, x.data, y.data);
    add_and_free(y), done(x);
  }
  end("copy", 0, p);
  begin();
  static const size_t places[][3] = {{0, 3, 4}, {3, 0, 2}, {1, 5, 5}, {4, 3, 3}, {4, 3, 7}, {2, 17, 40}};
  for (size_t i = 0; i < COUNT(places); i++) {
    size_t rows = places[i][0], count = places[i][1], row = places[i][2], all = rows ? (rows - 1) * row + count : 0;
    buffer x = wild(p, rows * count, i), y = plain(p, all, i);
    ravine_place(p, rows, count, x.data, y.data, row);
    add_and_free(y), done(x);
  }
  end("place", 0, p);
}

static void reductions(ravine_precision p) {
  static const size_t shapes[][3] = {
    {1, 0, 1}, {0, 3, 2}, {2, 3, 0}, {1, 1, 1}, {3, 5, 1}, {2, 1000, 1}, {7, 16, 1}, {5, 17, 1}, {1, 33, 40}, {2, 17, 3}, {3, 64, 16},
    {1, 16, 9}, {2, 31, 33}, {1, 5, 130},
  };
  // Without special values too: one infinity or NaN hides all else in a sum.
  for (int is_wild = 0; is_wild < 2; is_wild++) {
    begin();
    for (size_t i = 0; i < COUNT(shapes); i++) {
      size_t outer = shapes[i][0], axis = shapes[i][1], inner = shapes[i][2], all = outer * axis * inner;
      // The first columns of wider rows, too.
      for (size_t part = inner > 2 ? 0 : 1; part < 2; part++) {
        size_t columns = part ? inner : inner / 2, end = outer * axis == 0 ? 0 : all - inner + columns;
        buffer x = is_wild ? wild(p, end, i) : plain(p, end, i), y[3];
        for (int k = 0; k < 3; k++) y[k] = empty(p, outer * columns);
        ravine_sum(p, outer, axis, columns, inner, x.data, y[0].data);
        ravine_maximum_over(p, outer, axis, columns, inner, x.data, y[1].data);
        ravine_variance(p, outer, axis, columns, inner, x.data, y[2].data);
        add_and_free(y[0]), add_and_free(y[1]), add_and_free(y[2]), done(x);
      }
    }
    end("sum, maximum and variance", (size_t)is_wild, p);
    begin();
    static const size_t rows[][2] = {{0, 3}, {3, 0}, {1, 1}, {3, 5}, {7, 16}, {2, 33}, {5, 130}};
    for (size_t i = 0; i < COUNT(rows); i++) {
      size_t all = rows[i][0] * rows[i][1];
      buffer x = is_wild ? wild(p, all, i) : plain(p, all, i), y[3] = {empty(p, all), empty(p, all), empty(p, rows[i][0])};
      ravine_softmax(p, rows[i][0], rows[i][1], x.data, y[0].data);
      ravine_log_softmax(p, rows[i][0], rows[i][1], x.data, y[1].data);
      ravine_log_sum_exp(p, rows[i][0], rows[i][1], x.data, y[2].data);
      ravine_softmax(p, rows[i][0], rows[i][1], x.data, x.data);
      add_and_free(y[0]), add_and_free(y[1]), add_and_free(y[2]), add_and_free(x);
    }
    end("softmax", (size_t)is_wild, p);
    begin();
    EACH(size_t, count, counts) {
      buffer x = is_wild ? wild(p, *count, 5) : plain(p, *count, 5);
      add_double(ravine_sum_of_squares(p, *count, x.data)), add_double(ravine_sum_of_magnitudes(p, *count, x.data));
      add_double(ravine_sum_of_values(p, *count, x.data)), add_double(ravine_maximum_magnitude(p, *count, x.data));
      add_double(ravine_sample_variance(p, *count, x.data)), add_double(ravine_norm(p, *count, x.data));
      add_double(ravine_dot(p, *count, x.data, x.data));
      add_double((double)ravine_count_at_least(p, *count, x.data, 0.25)), add_double((double)ravine_count_not_finite(p, *count, x.data));
      done(x);
    }
    end("measurement", (size_t)is_wild, p);
  }
}

static void rows_by_index(ravine_precision p) {
  static const size_t shapes[][3] = {{0, 3, 2}, {4, 1, 1}, {5, 7, 3}, {17, 4, 16}, {3, 40, 33}, {6, 5, 0}};
  begin();
  for (size_t i = 0; i < COUNT(shapes); i++)
    for (int is_sound = 0; is_sound < 2; is_sound++) {  // an index out of range, and one that is no integer, make NaN
      size_t count = shapes[i][0], rows = shapes[i][1], width = shapes[i][2], part = rows / 2;
      buffer index = empty(p, count), x = wild(p, rows * width, i), taken = empty(p, count * width), y = empty(p, part * width),
             z = empty(p, (rows - part) * width);
      for (size_t k = 0; k < count; k++) set(index, k, (double)(mixed(k + i) % rows) + (is_sound || k != 1 ? 0 : i % 2 ? 0.5 : 1e9));
      ravine_gather(p, count, rows, width, index.data, x.data, taken.data);
      ravine_scatter(p, count, rows, width, index.data, taken.data, 0, part, y.data);
      ravine_scatter(p, count, rows, width, index.data, taken.data, part, rows - part, z.data);
      add_and_free(taken), add_and_free(y), add_and_free(z), done(index), done(x);
    }
  end("gather and scatter", 0, p);
}

/// Short and long memory, of which the last byte is ours too.
static void memory(ravine_precision p) {
  begin();
  static const size_t sizes[] = {0, 1, 64, 1000, (1 << 21) + 1};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    buffer b = {p, 1, NULL, ravine_allocate(sizes[i] + 8)};
    memset((char *)b.data + sizes[i], 0, 8);
    set(b, 0, (double)((uintptr_t)b.data % 64));
    add(b.data, bytes_of(p)), ravine_deallocate(b.data);
  }
  end("memory", 0, p);
}

static void products(ravine_precision p) {
  static const size_t shapes[][3] = {
    {0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {1, 1, 1}, {1, 7, 5}, {7, 1, 5}, {5, 7, 1}, {2, 3, 4}, {6, 16, 9}, {7, 17, 8}, {13, 33, 31}, {12, 32, 64},
    {25, 47, 65}, {3, 5, 600}, {150, 9, 3}, {4, 530, 3}, {150, 530, 9}, {200, 40, 1100},
  };
  for (unsigned transposes = 0; transposes < 4; transposes++) {
    begin();
    for (size_t i = 0; i < COUNT(shapes); i++) {
      size_t m = shapes[i][0], n = shapes[i][1], k = shapes[i][2];
      buffer a = plain(p, m * k, i), b = plain(p, k * n, i + 50), c = empty(p, m * n);
      ravine_matmul(p, m, n, k, a.data, transposes & 1 ? 1 : k, transposes & 1 ? m : 1, b.data, transposes & 2 ? 1 : n,
                    transposes & 2 ? k : 1, c.data);
      add_and_free(c), done(a), done(b);
    }
    end("matmul", transposes, p);
  }
  begin();
  for (size_t i = 1; i < 5; i++) {  // rows and columns apart, subnormal and special values
    buffer a = wild(p, 7 * 9 * i, i), b = wild(p, 9 * 5 * i, i), c = empty(p, 35);
    ravine_matmul(p, 7, 5, 9, a.data, 9 * i, i, b.data, 5 * i, i, c.data);
    add_and_free(c), done(a), done(b);
  }
  end("matmul of strided and special values", 0, p);
  begin();
  static const size_t sizes[] = {0, 1, 2, 3, 8, 17, 33};
  EACH(size_t, n, sizes) {
    buffer x = plain(p, *n * *n, *n), y = empty(p, *n * *n);
    ravine_inverse(p, *n, x.data, y.data);
    ravine_inverse(p, *n, x.data, x.data);
    add_and_free(y), add_and_free(x);
  }
  end("inverse", 0, p);
}

/// Products that fetch, for others, memory that is theirs, that is gone, and more regions than they remember.
static void asking(ravine_precision p) {
  begin();
  buffer a = plain(p, 40 * 50, 1), b = plain(p, 50 * 70, 2), c = empty(p, 40 * 70);
  for (size_t i = 0; i < 70; i++) {
    buffer gone = empty(p, 100 * i);
    ravine_ask(gone.data, 100 * i * bytes_of(p)), done(gone);
  }
  ravine_ask(b.data, 50 * 70 * bytes_of(p));
  do ravine_matmul(p, 40, 70, 50, a.data, 50, 1, b.data, 70, 1, c.data);
  while (ravine_asked_bytes() > 0);
  add_and_free(c), done(a), done(b);
  end("asking", 0, p);
}

static void convolutions(ravine_precision p) {
  // height, width, in, kernel_height, kernel_width, out, out_height, out_width, stride_y, stride_x, top, left
  static const ravine_convolution shapes[] = {
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, {5, 7, 3, 3, 3, 4, 5, 7, 1, 1, 1, 1}, {5, 7, 3, 3, 3, 4, 3, 5, 1, 1, 0, 0},
    {8, 8, 2, 3, 3, 17, 4, 4, 2, 2, 0, 0}, {7, 6, 1, 2, 5, 3, 3, 2, 2, 3, 1, 2}, {4, 4, 5, 1, 1, 33, 4, 4, 1, 1, 0, 0},
    {6, 5, 16, 3, 3, 16, 6, 5, 1, 1, 1, 1}, {3, 3, 2, 5, 5, 2, 3, 3, 1, 1, 2, 2}, {9, 9, 1, 3, 3, 1, 2, 2, 4, 4, 0, 0},
  };
  static const size_t examples[] = {0, 1, 3};
  static const char *const names[] = {"convolution", "its input's gradient", "its weights' gradient"};
  for (unsigned kernel = 0; kernel < 3; kernel++) {
    begin();
    EACH(ravine_convolution, s, shapes)
      EACH(size_t, n, examples) {
        buffer x = plain(p, *n * s->height * s->width * s->in, 1);
        buffer w = plain(p, s->kernel_height * s->kernel_width * s->in * s->out, 2);
        buffer y = plain(p, *n * s->out_height * s->out_width * s->out, 3);
        ravine_ask(x.data, x.count * bytes_of(p));
        buffer *const results[] = {&y, &x, &w};
        buffer result = empty(p, results[kernel]->count);
        size_t rows = s->kernel_height * s->kernel_width * s->in;
        if (kernel == 0) ravine_convolve2d(p, s, *n, x.data, w.data, result.data);
        if (kernel == 1) ravine_convolve2d_input_gradient(p, s, *n, y.data, w.data, result.data);
        if (kernel == 2)
          for (size_t part = 0; part < 2; part++)
            ravine_convolve2d_weight_gradient(p, s, *n, x.data, y.data, part * (rows / 2), part ? rows - rows / 2 : rows / 2, result.data);
        add_and_free(result), done(x), done(w), done(y);
      }
    end(names[kernel], 0, p);
  }
}

static void draws(ravine_precision p) {
  static const uint64_t firsts[] = {0, 1, 1ull << 32, (1ull << 40) + 3};
  begin();
  EACH(uint64_t, first, firsts)
    EACH(size_t, count, counts) {
      buffer uniform = empty(p, *count), normal = empty(p, *count), stretched[2] = {empty(p, *count), empty(p, *count)};
      ravine_uniform(p, 11, 22, *first, *count, uniform.data);
      ravine_normal(p, 11, 22, *first, *count, normal.data);
      ravine_scaled_uniform(p, 11, 22, *first, *count, 1 / 3.0, 0.1, stretched[0].data);
      ravine_scaled_normal(p, 11, 22, *first, *count, 1 / 3.0, 0.1, stretched[1].data);
      add_and_free(stretched[0]), add_and_free(stretched[1]);
      uint64_t *words = malloc(8 * *count);
      if (words == NULL && *count > 0) abort();
      ravine_words(11, 22, *first, *count, words);
      add(words, 8 * *count), free(words);
      add_and_free(uniform), add_and_free(normal);
    }
  end("draws", 0, p);
}

static void scalars(void) {
  begin();
  for (size_t i = 0; i < COUNT(special); i++) {
    for (unsigned operation = 0; operation < RAVINE_UNARY_COUNT; operation++) add_double(ravine_scalar(operation, special[i]));
    for (size_t j = 0; j < COUNT(special); j++) {
      add_double(ravine_power(special[i], special[j]));
      add_double(ravine_fma(special[i], special[j], draw(i, j)));
    }
  }
  uint32_t counter[4] = {1, 2, 3, 4}, key[2] = {5, 6}, block[4];
  ravine_philox(counter, key, block);
  add(block, sizeof block);
  end("scalars", 0, RAVINE_FLOAT64);
}

/// Phases that each add to what all parts of the one before have written.
typedef struct task { size_t parts; uint64_t values[2][5]; } task;
static void work(size_t phase, size_t part, void *context) {
  task *t = context;
  uint64_t sum = part;
  for (size_t i = 0; i < t->parts; i++) sum += t->values[phase % 2][i];
  t->values[(phase + 1) % 2][part] = mixed(sum);
}
static void pool(void) {
  begin();
  for (size_t parts = 1; parts <= 5; parts++) {
    task t = {.parts = parts};
    ravine_prepare_parts(parts);
    ravine_run_parts(9, parts, work, &t);
    add(t.values, sizeof t.values);
  }
  size_t together, alone;
  ravine_pool_counts(&together, &alone);
  end("pool", 0, RAVINE_FLOAT64);
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "--sets") == 0) {
    for (size_t i = 0; ravine_instruction_set_name(i) != NULL; i++) puts(ravine_instruction_set_name(i));
    return 0;
  }
  if (count > 1 || ravine_unknown_instruction_set() != NULL) {
    fprintf(stderr, "kernel-hashes: no argument but --sets, and RAVINE_ISA one of those\n");
    return 2;
  }
  fprintf(stderr, "%s\n", ravine_instruction_set());
  EACH(ravine_precision, p, precisions) {
    elementwise(*p), chains(*p), pairs(*p), known_chains(*p), copies(*p), reductions(*p), rows_by_index(*p), memory(*p),
      products(*p), asking(*p), convolutions(*p), draws(*p);
  }
  scalars();
  pool();
  return 0;
}
