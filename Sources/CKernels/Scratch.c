// Memory for packed panels: one buffer a thread, grown as needed, freed when the thread ends.
#include <pthread.h>
#include <stdlib.h>
#include "KernelTable.h"

typedef struct scratch { void *memory; size_t bytes; } scratch;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local scratch *own;

static void release(void *value) {
  scratch *s = value;
  free(s->memory);
  free(s);
}
static void make_key(void) {
  if (pthread_key_create(&key, release) != 0) abort();
}

void *ravine_scratch(size_t bytes) {
  if (own == NULL) {
    pthread_once(&once, make_key);
    own = calloc(1, sizeof *own);
    if (own == NULL || pthread_setspecific(key, own) != 0) abort();
  }
  if (own->bytes < bytes) {
    free(own->memory);
    own->bytes = (bytes + 63) / 64 * 64;
    own->memory = aligned_alloc(64, own->bytes);
    if (own->memory == NULL) abort();
  }
  return own->memory;
}
