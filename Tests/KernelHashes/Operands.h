// Operands that end where their memory does, with plain or wild values, and the hashes of results.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "CKernels.h"

#define COUNT(array) (sizeof array / sizeof *array)
#define EACH(type, name, array) for (const type *name = array; name < array + COUNT(array); name++)

static const ravine_precision precisions[] = {RAVINE_FLOAT64, RAVINE_FLOAT32};
static const char *const precision_names[] = {"float64", "float32"};
static const size_t counts[] = {0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 64, 129, 1000};

static size_t bytes_of(ravine_precision precision) { return precision == RAVINE_FLOAT64 ? 8 : 4; }

// Operands

/// Elements of one precision that begin anywhere and end where their memory does.
typedef struct buffer { ravine_precision precision; size_t count; char *memory, *data; } buffer;

static buffer empty(ravine_precision precision, size_t count) {
  // A slice of a tensor begins at any element: every second buffer does not begin where malloc likes it.
  size_t before = count % 2 * bytes_of(precision);
  char *memory = malloc(before + count * bytes_of(precision));
  if (memory == NULL && before + count > 0) abort();
  return (buffer){precision, count, memory, memory + before};
}
static void done(buffer b) { free(b.memory); }

static void set(buffer b, size_t index, double value) {
  if (b.precision == RAVINE_FLOAT64) memcpy(b.data + 8 * index, &value, 8);
  else { float narrow = (float)value; memcpy(b.data + 4 * index, &narrow, 4); }
}

static uint64_t mixed(uint64_t seed) {  // SplitMix64
  uint64_t z = seed * 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/// Uniform in (-1, 1).
static double draw(uint64_t seed, size_t index) { return (double)(int64_t)mixed(seed << 32 | index) * 0x1p-63; }

static buffer plain(ravine_precision precision, size_t count, uint64_t seed) {
  buffer b = empty(precision, count);
  for (size_t i = 0; i < count; i++) set(b, i, draw(seed, i));
  return b;
}

static const double special[] = {
  0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 1e-3, -1e-3, 1 / 0.0, -1 / 0.0, 0 / 0.0, 0x1p-1074, -0x1p-1074, 0x1p-1030, -0x1.8p-1030, 1e-310,
  0x1p-1022, 0x1p-149, -0x1p-149, 0x1.8p-140, 0x1p-126, 0x1.fffffep127, -0x1.fffffep127, 0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023,
  1e-20, -1e-20, 1e20, -1e20, 709.7, 709.8, -708.5, -745.2, 88.7, 88.8, -87.4, -103.5, -104, 36.5, -36.5, 20, 9.1, 5.9, 1e5, -1e5, 1e15,
  0x1p45, 0x1p53, 0x1p53 - 1, 1 - 0x1p-53, 1 + 0x1p-52, -1 + 0x1p-53, 0x1.fffffep-1, 0x1.000002p0, 3.141592653589793, 1.5707963267948966,
};

/// The special values, then draws of every size: powers of two between 2^-1074 and 2^1023, and values around 1.
static buffer wild(ravine_precision precision, size_t count, uint64_t seed) {
  buffer b = empty(precision, count);
  int span = precision == RAVINE_FLOAT64 ? 2098 : 280;
  for (size_t i = 0; i < count; i++) {
    double value = draw(seed, i);
    if (i % 2 == seed % 2 && i / 2 < COUNT(special)) value = special[i / 2];
    else if (i % 3 == 0) value = __builtin_ldexp(value, (int)(mixed(seed + i) % (uint64_t)span) - span / 2);
    else if (i % 3 == 1) value *= 40;
    set(b, i, value);
  }
  return b;
}

// Hashes: FNV-1a over the bytes, every NaN being the canonical one

static uint64_t hash;
static void begin(void) { hash = 0xcbf29ce484222325u; }
static void add(const void *data, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) hash = (hash ^ ((const unsigned char *)data)[i]) * 0x100000001b3u;
}
static void add_and_free(buffer b) {
  ravine_canonicalize(b.precision, b.count, b.data);
  add(b.data, b.count * bytes_of(b.precision));
  done(b);
}
static void add_double(double value) {
  ravine_canonicalize(RAVINE_FLOAT64, 1, &value);
  add(&value, 8);
}
static void end(const char *name, size_t number, ravine_precision precision) {
  printf("%s %zu %s %016llx\n", name, number, precision_names[precision], (unsigned long long)hash);
}
