// Memory of programs, and scratch memory for packed panels: one buffer a thread, grown as needed, freed when the thread ends.
#if defined(__linux__)
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#endif
#include <pthread.h>
#include <stdlib.h>
#include "KernelTable.h"

enum { line = 64, huge_page = 1 << 21 };

// Matrices are walked by columns, a page or more apart: with pages of 4 kB the addresses of a program's memory do not fit the processor's table
// of them, and behind a hypervisor a miss is dear.
void *ravine_allocate(size_t bytes) {
  size_t alignment = bytes >= huge_page ? huge_page : line;
  size_t whole = (bytes + alignment - 1) / alignment * alignment;
  void *memory = whole < bytes ? NULL : aligned_alloc(alignment, whole > 0 ? whole : alignment);
  if (memory == NULL) abort();
#if defined(MADV_HUGEPAGE)
  // Advice: where it is refused nothing is lost but time.
  if (alignment == huge_page) (void)madvise(memory, whole, MADV_HUGEPAGE);
#endif
  return memory;
}

void ravine_deallocate(void *memory) { free(memory); }

typedef struct scratch { void *memory; size_t bytes; } scratch;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local scratch *own;

static void release(void *value) {
  scratch *s = value;
  ravine_deallocate(s->memory);
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
    ravine_deallocate(own->memory);
    own->bytes = bytes;
    own->memory = ravine_allocate(bytes);
  }
  return own->memory;
}
