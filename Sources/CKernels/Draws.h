// Random draws: several registers of Philox blocks at a time, one block in each 64-bit lane.

/// Registers of blocks that go through the rounds together: a round waits for its multiplications, and the other registers fill the wait.
/// Four need more than 16 registers.
enum { GROUPS = VECTOR_BYTES == 64 ? 4 : 2 };

/// Philox's four words of the blocks `block`, `block` + 1, …, in the lower halves of the lanes; the upper halves hold rubbish.
INLINE void philox_blocks(uint64_t key, uint64_t stream, uint64_t block, words c[4][GROUPS]) {
  const words low = (words)(uint64_t)0xffffffff;
  words lane;
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE; i++) lane[i] = (uint64_t)i;
#pragma clang loop unroll(full)
  for (int g = 0; g < GROUPS; g++) {
    words index = lane + (block + (uint64_t)(g * WIDE));
    c[0][g] = index, c[1][g] = index >> 32, c[2][g] = (words)(stream & 0xffffffff), c[3][g] = (words)(stream >> 32);
  }
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  // The multiplication of lower halves ignores the upper ones.
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
#pragma clang loop unroll(full)
    for (int g = 0; g < GROUPS; g++) {
      words p0 = (c[0][g] & low) * (words)(uint64_t)0xD2511F53, p1 = (c[2][g] & low) * (words)(uint64_t)0xCD9E8D57;
      c[0][g] = (p1 >> 32) ^ c[1][g] ^ (words)(uint64_t)k0, c[2][g] = (p0 >> 32) ^ c[3][g] ^ (words)(uint64_t)k1;
      c[1][g] = p1, c[3][g] = p0;
    }
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
}

/// The lower halves of `low` and `high`, each pair in one lane.
INLINE words packed(words low, words high) { return (low & (uint64_t)0xffffffff) | high << 32; }

// a[0], b[0], a[1], b[1], … of two registers; of doubles, and of floats.
#define INTERLEAVED_2(a, b) __builtin_shufflevector(a, b, 0, 2, 1, 3)
#define INTERLEAVED_4(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5, 2, 6, 3, 7)
#define INTERLEAVED_8(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15)
#if VECTOR_BYTES == 64
#define INTERLEAVED INTERLEAVED_8
#define INTERLEAVED_32(a, b)                                                                                                       \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13,  \
                          29, 14, 30, 15, 31)
#elif VECTOR_BYTES == 32
#define INTERLEAVED INTERLEAVED_4
#define INTERLEAVED_32 INTERLEAVED_8
#else
#define INTERLEAVED INTERLEAVED_2
#define INTERLEAVED_32 INTERLEAVED_4
#endif

/// Writes a vector and moves on behind it.
#define STORE(out, vector_value)           \
  do {                                     \
    __typeof__(vector_value) y = vector_value; \
    memcpy(out, &y, sizeof y);             \
    out += sizeof y;                       \
  } while (0)

/// ((w >> 12) + ½) 2^-52.
INLINE doubles unit_interval(words w) { return ((doubles)((w >> 12) | (uint64_t)0x3ff0000000000000) - 1) + 0x1p-53; }

typedef enum draw_kind { DRAW_WORDS, DRAW_UNIFORM, DRAW_NORMAL } draw_kind;

/// The normal draws of a register of blocks, four a block: scale · draw + offset, rounded once.
INLINE char *store_normals(int narrow, narrow_words w, narrow_words a, double scale, double offset, char *out) {
  if (narrow) {
    floats first, second;
    box_muller_f32(w, a, &first, &second);
    first = FMA(first, EACH(scale), EACH(offset)), second = FMA(second, EACH(scale), EACH(offset));
    STORE(out, INTERLEAVED_32(first, second));
    return out;
  }
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    doubles first, second;
    words wide_w = __builtin_convertvector(half ? HIGH_HALF(w) : LOW_HALF(w), words);
    words wide_a = __builtin_convertvector(half ? HIGH_HALF(a) : LOW_HALF(a), words);
    box_muller_f64(wide_w, wide_a, &first, &second);
    first = FMA(first, EVERY(scale), EVERY(offset)), second = FMA(second, EVERY(scale), EVERY(offset));
    STORE(out, INTERLEAVED(first, second));
  }
  return out;
}

/// The words or uniform draws of a register of blocks, two a block.
INLINE char *store_words(draw_kind kind, int narrow, words first, words second, double scale, double offset, char *out) {
  if (kind == DRAW_UNIFORM) {
    first = (words)(unit_interval(first) * scale + offset), second = (words)(unit_interval(second) * scale + offset);
    if (narrow) {
      STORE(out, INTERLEAVED(NARROWED((doubles)first), NARROWED((doubles)second)));
      return out;
    }
  }
  STORE(out, INTERLEAVED(first, second));
  return out;
}

/// Blocks of one call of `draw_chunk`.
enum { CHUNK = WIDE * GROUPS };

/// The draws of CHUNK blocks from `block` on, in order.
INLINE void draw_chunk(draw_kind kind, int narrow, uint64_t key, uint64_t stream, uint64_t block, double scale, double offset, char *out) {
  words c[4][GROUPS];
  philox_blocks(key, stream, block, c);
#pragma clang loop unroll(full)
  for (int g = 0; g < GROUPS; g++) {
    if (kind == DRAW_NORMAL) {
      narrow_words w = (narrow_words)packed(c[0][g], c[2][g]), a = (narrow_words)packed(c[1][g], c[3][g]);
      out = store_normals(narrow, w, a, scale, offset, out);
    } else {
      words first = packed(c[0][g], c[1][g]), second = packed(c[2][g], c[3][g]);
      out = store_words(kind, narrow, first, second, scale, offset, out);
    }
  }
}

/// Draws first … first + count - 1; chunks that the ends cut go through a buffer.
INLINE void draw(draw_kind kind, int narrow, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale, double offset,
                 char *y) {
  const size_t bytes = narrow ? sizeof(float) : sizeof(double), per_block = kind == DRAW_NORMAL ? 4 : 2, whole = CHUNK * per_block;
  uint64_t block = first / per_block;
  size_t skipped = (size_t)(first % per_block), done = 0;
  while (done < count) {
    if (skipped == 0 && count - done >= whole) {
      draw_chunk(kind, narrow, key, stream, block, scale, offset, y + done * bytes);
      done += whole;
    } else {
      char chunk[CHUNK * 4 * sizeof(double)];
      draw_chunk(kind, narrow, key, stream, block, scale, offset, chunk);
      size_t some = whole - skipped < count - done ? whole - skipped : count - done;
      memcpy(y + done * bytes, chunk + skipped * bytes, some * bytes);
      done += some, skipped = 0;
    }
    block += CHUNK;
  }
}

static void draw_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y) {
  draw(DRAW_WORDS, 0, key, stream, first, count, 1, 0, (char *)y);
}
static void draw_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale,
                         double offset, void *y) {
  if (precision == RAVINE_FLOAT32) draw(DRAW_UNIFORM, 1, key, stream, first, count, scale, offset, y);
  else draw(DRAW_UNIFORM, 0, key, stream, first, count, scale, offset, y);
}
static void draw_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale,
                        double offset, void *y) {
  if (precision == RAVINE_FLOAT32) draw(DRAW_NORMAL, 1, key, stream, first, count, scale, offset, y);
  else draw(DRAW_NORMAL, 0, key, stream, first, count, scale, offset, y);
}
