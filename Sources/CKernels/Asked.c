// What a thread's products are to fetch for later calls: filled by `ravine_ask`, emptied tile by tile.
#include "Asked.h"

_Thread_local ravine_asked ravine_own_asked;

void ravine_ask(const void *first, size_t bytes) {
  if (bytes == 0) return;
  ravine_asked *asked = &ravine_own_asked;
  if (asked->count == RAVINE_MOST_ASKED) asked->first = (asked->first + 1) % RAVINE_MOST_ASKED, asked->count--;
  asked->regions[(asked->first + asked->count++) % RAVINE_MOST_ASKED] = (ravine_asked_region){first, bytes};
}

size_t ravine_asked_bytes(void) {
  const ravine_asked *asked = &ravine_own_asked;
  size_t bytes = 0;
  for (size_t i = 0; i < asked->count; i++) bytes += asked->regions[(asked->first + i) % RAVINE_MOST_ASKED].bytes;
  return bytes;
}
