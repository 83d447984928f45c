// Random draws: WIDE blocks of Philox at a time, one block in each 64-bit lane.

/// The two 64-bit words of the blocks `index`.
INLINE void philox_blocks(uint64_t key, uint64_t stream, words index, words *first, words *second) {
  const words low = (words)(uint64_t)0xffffffff;
  words c0 = index & low, c1 = index >> 32, c2 = (words)(stream & 0xffffffff), c3 = (words)(stream >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  // The upper halves of the lanes hold rubbish between rounds: the multiplication of lower halves ignores it, and the end clears it.
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    words p0 = (c0 & low) * (words)(uint64_t)0xD2511F53, p1 = (c2 & low) * (words)(uint64_t)0xCD9E8D57;
    c0 = (p1 >> 32) ^ c1 ^ (words)(uint64_t)k0, c2 = (p0 >> 32) ^ c3 ^ (words)(uint64_t)k1;
    c1 = p1, c3 = p0;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  *first = c1 << 32 | (c0 & low);
  *second = c3 << 32 | (c2 & low);
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

/// 2 WIDE draws from block `block` on, as 64-bit patterns in order.
INLINE void draw_chunk(draw_kind kind, uint64_t key, uint64_t stream, uint64_t block, uint64_t *out) {
  words index, first, second;
#pragma clang loop unroll(full)
  for (int i = 0; i < WIDE; i++) index[i] = (uint64_t)i;
  index += block;
  philox_blocks(key, stream, index, &first, &second);
  if (kind == DRAW_UNIFORM) first = (words)unit_interval(first), second = (words)unit_interval(second);
  if (kind == DRAW_NORMAL) {
    doubles a, b;
    box_muller(unit_interval(first), unit_interval(second), &a, &b);
    first = (words)a, second = (words)b;
  }
  uint64_t pairs __attribute__((ext_vector_type(2 * WIDE))) = INTERLEAVED(first, second);
  memcpy(out, &pairs, sizeof pairs);
}

/// Draws first … first + count - 1; chunks that the ends cut go through a buffer.
INLINE void draw(draw_kind kind, int narrow, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  uint64_t block = first / 2;
  size_t skipped = (size_t)(first % 2), done = 0;
  while (done < count) {
    uint64_t chunk[2 * WIDE];
    if (!narrow && skipped == 0 && count - done >= 2 * WIDE) {
      draw_chunk(kind, key, stream, block, (uint64_t *)y + done);
      done += 2 * WIDE;
    } else {
      draw_chunk(kind, key, stream, block, chunk);
      size_t some = 2 * WIDE - skipped < count - done ? 2 * WIDE - skipped : count - done;
      if (narrow) {
        doubles a, b;
        memcpy(&a, chunk, sizeof a), memcpy(&b, chunk + WIDE, sizeof b);
        float narrowed[2 * WIDE];
        store_narrowed(narrowed, a), store_narrowed(narrowed + WIDE, b);
        memcpy((float *)y + done, narrowed + skipped, some * sizeof(float));
      } else {
        memcpy((uint64_t *)y + done, chunk + skipped, some * sizeof(uint64_t));
      }
      done += some, skipped = 0;
    }
    block += WIDE;
  }
}

static void draw_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y) {
  draw(DRAW_WORDS, 0, key, stream, first, count, y);
}
static void draw_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  precision == RAVINE_FLOAT32 ? draw(DRAW_UNIFORM, 1, key, stream, first, count, y) : draw(DRAW_UNIFORM, 0, key, stream, first, count, y);
}
static void draw_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  precision == RAVINE_FLOAT32 ? draw(DRAW_NORMAL, 1, key, stream, first, count, y) : draw(DRAW_NORMAL, 0, key, stream, first, count, y);
}
