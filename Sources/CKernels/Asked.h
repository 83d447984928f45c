// What a thread's products ask the memory for while they work, beside what they read themselves. Private to this module.
#pragma once
#include "CKernels.h"

enum { RAVINE_MOST_ASKED = 64 };

/// What is still to be fetched of a region.
typedef struct ravine_asked_region { const char *next; size_t bytes; } ravine_asked_region;

/// A ring of regions in the order in which they were asked for.
typedef struct ravine_asked {
  ravine_asked_region regions[RAVINE_MOST_ASKED];
  size_t first, count;
} ravine_asked;

extern _Thread_local ravine_asked ravine_own_asked;

/// Where the next lines lie that are to be fetched, of 64 bytes each, one after the other; NULL where nothing is left. The last ones may lie
/// behind what was asked for, for a tile does not stop there.
static inline const char *ravine_take_asked(size_t lines) {
  ravine_asked *asked = &ravine_own_asked;
  if (asked->count == 0) return NULL;
  ravine_asked_region *region = asked->regions + asked->first;
  const char *next = region->next;
  if (64 * lines < region->bytes) region->next += 64 * lines, region->bytes -= 64 * lines;
  else asked->first = (asked->first + 1) % RAVINE_MOST_ASKED, asked->count--;
  return next;
}
