// Random draws: several registers of Philox blocks at a time, one block in each 64-bit lane.

/// Registers of blocks that go through the rounds together: a round waits for its multiplications, and the other registers fill the wait.
/// Four need more than 16 registers.
enum { GROUPS = VECTOR_BYTES == 64 ? 4 : 2 };

/// The two 64-bit words of the blocks `block`, `block` + 1, …
INLINE void philox_blocks(uint64_t key, uint64_t stream, uint64_t block, words *first, words *second) {
  const words low = (words)(uint64_t)0xffffffff;
  words c0[GROUPS], c1[GROUPS], c2[GROUPS], c3[GROUPS], lane;
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE; i++) lane[i] = (uint64_t)i;
#pragma clang loop unroll(full)
  for (int g = 0; g < GROUPS; g++) {
    words index = lane + (block + (uint64_t)(g * WIDE));
    c0[g] = index & low, c1[g] = index >> 32, c2[g] = (words)(stream & 0xffffffff), c3[g] = (words)(stream >> 32);
  }
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  // The upper halves of the lanes hold rubbish between rounds: the multiplication of lower halves ignores it, and the end clears it.
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
#pragma clang loop unroll(full)
    for (int g = 0; g < GROUPS; g++) {
      words p0 = (c0[g] & low) * (words)(uint64_t)0xD2511F53, p1 = (c2[g] & low) * (words)(uint64_t)0xCD9E8D57;
      c0[g] = (p1 >> 32) ^ c1[g] ^ (words)(uint64_t)k0, c2[g] = (p0 >> 32) ^ c3[g] ^ (words)(uint64_t)k1;
      c1[g] = p1, c3[g] = p0;
    }
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
#pragma clang loop unroll(full)
  for (int g = 0; g < GROUPS; g++) first[g] = c1[g] << 32 | (c0[g] & low), second[g] = c3[g] << 32 | (c2[g] & low);
}

// a[0], b[0], a[1], b[1], …
#if VECTOR_BYTES == 64
#define INTERLEAVED(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15)
#elif VECTOR_BYTES == 32
#define INTERLEAVED(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5, 2, 6, 3, 7)
#else
#define INTERLEAVED(a, b) __builtin_shufflevector(a, b, 0, 2, 1, 3)
#endif

/// ((w >> 12) + ½) 2^-52.
INLINE doubles unit_interval(words w) { return ((doubles)((w >> 12) | (uint64_t)0x3ff0000000000000) - 1) + 0x1p-53; }

/// r cos 2πv and r sin 2πv, r = sqrt(-2 log u). The quarter turns of v are removed exactly.
INLINE void box_muller(doubles u, doubles v, doubles *first, doubles *second) {
  doubles t = FMA(v, EVERY(4), EVERY(ROUNDING)), turn = FMA(t - ROUNDING, EVERY(-0.25), v);
  pair angle = product_exact(turn, EVERY(4 * HALF_PI_1));
  angle.lo = FMA(turn, EVERY(4 * HALF_PI_2), angle.lo);
  doubles k, f = mantissa(u, &k) - 1;
  pair log = logarithm_pair(k, f, EVERY(0));
  doubles r = SQRT(-2 * (log.hi + log.lo));
  doubles s = sine_of_reduced(angle), c = cosine_of_reduced(angle);
  integers q = (integers)t, odd = (q & 1) != 0;
  words flip_sine = ((words)q & 2) << 62, flip_cosine = ((words)(q + 1) & 2) << 62;
  *first = r * (doubles)((words)(odd ? s : c) ^ flip_cosine);
  *second = r * (doubles)((words)(odd ? c : s) ^ flip_sine);
}

typedef enum draw_kind { DRAW_WORDS, DRAW_UNIFORM, DRAW_NORMAL } draw_kind;

/// Draws of one call of `draw_chunk`.
enum { CHUNK = 2 * WIDE * GROUPS };

/// The CHUNK draws from block `block` on, in order: words as 64-bit patterns, else numbers of the precision.
INLINE void draw_chunk(draw_kind kind, int narrow, uint64_t key, uint64_t stream, uint64_t block, char *out) {
  words first[GROUPS], second[GROUPS];
  philox_blocks(key, stream, block, first, second);
#pragma clang loop unroll(full)
  for (int g = 0; g < GROUPS; g++) {
    if (kind == DRAW_UNIFORM) first[g] = (words)unit_interval(first[g]), second[g] = (words)unit_interval(second[g]);
    if (kind == DRAW_NORMAL) {
      doubles a, b;
      box_muller(unit_interval(first[g]), unit_interval(second[g]), &a, &b);
      first[g] = (words)a, second[g] = (words)b;
    }
    if (narrow) {
      float pairs __attribute__((ext_vector_type(2 * WIDE))) = INTERLEAVED(NARROWED((doubles)first[g]), NARROWED((doubles)second[g]));
      memcpy(out + (size_t)g * sizeof pairs, &pairs, sizeof pairs);
    } else {
      uint64_t pairs __attribute__((ext_vector_type(2 * WIDE))) = INTERLEAVED(first[g], second[g]);
      memcpy(out + (size_t)g * sizeof pairs, &pairs, sizeof pairs);
    }
  }
}

/// Draws first … first + count - 1; chunks that the ends cut go through a buffer.
INLINE void draw(draw_kind kind, int narrow, uint64_t key, uint64_t stream, uint64_t first, size_t count, char *y) {
  const size_t bytes = narrow ? sizeof(float) : sizeof(double);
  uint64_t block = first / 2;
  size_t skipped = (size_t)(first % 2), done = 0;
  while (done < count) {
    if (skipped == 0 && count - done >= CHUNK) {
      draw_chunk(kind, narrow, key, stream, block, y + done * bytes);
      done += CHUNK;
    } else {
      char chunk[CHUNK * sizeof(double)];
      draw_chunk(kind, narrow, key, stream, block, chunk);
      size_t some = CHUNK - skipped < count - done ? CHUNK - skipped : count - done;
      memcpy(y + done * bytes, chunk + skipped * bytes, some * bytes);
      done += some, skipped = 0;
    }
    block += CHUNK / 2;
  }
}

static void draw_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y) {
  draw(DRAW_WORDS, 0, key, stream, first, count, (char *)y);
}
static void draw_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  precision == RAVINE_FLOAT32 ? draw(DRAW_UNIFORM, 1, key, stream, first, count, y) : draw(DRAW_UNIFORM, 0, key, stream, first, count, y);
}
static void draw_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  precision == RAVINE_FLOAT32 ? draw(DRAW_NORMAL, 1, key, stream, first, count, y) : draw(DRAW_NORMAL, 0, key, stream, first, count, y);
}
