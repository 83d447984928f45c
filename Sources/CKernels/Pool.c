// The pool of threads: each worker waits for a task on a word of its own; the phases of a task are separated by one barrier of a counter and
// an epoch. Whoever waits spins for a moment, because the next phase or the next step is usually microseconds away, then sleeps, because a
// thread that only spins takes the core from whoever it waits for.
#if defined(__linux__)
#define _GNU_SOURCE
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#endif
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "Pool.h"

/// More parts than this are run by fewer threads; no machine of ours has as many.
enum { most_workers = 255 };

/// How long a thread spins before it sleeps. Waking one that sleeps takes 5 to 60 µs; between two training steps pass a few.
enum { spin_nanoseconds = 30000 };

/// After a wait that was spun in vain, so many waits only spin for about a microsecond. Beside busy processes the system may put two of our
/// threads on one core, where whoever spins keeps the other from what it waits for: 70 µs for a barrier, and 4 to 6 when both sleep at once.
enum { short_waits = 15 };

/// A word that threads wait on, on a cache line of its own.
typedef struct signal {
  _Alignas(64) _Atomic uint32_t value;
  _Atomic uint32_t sleepers;
} signal;

static signal tickets[most_workers];
static signal epoch;
static _Alignas(64) _Atomic size_t arrived;

// The task, written by the caller before the tickets, read by those who got one.
static struct { size_t phases, parts; ravine_work work; void *context; } task;

static atomic_flag in_use = ATOMIC_FLAG_INIT;
// What follows is touched by whoever holds `in_use`.
static size_t workers;
static int64_t cores;
static int callers;
static _Atomic size_t together, alone;

// MARK: Waiting

#if defined(__linux__)
static void sleep_while(signal *s, uint32_t old) { syscall(SYS_futex, &s->value, FUTEX_WAIT_PRIVATE, old, NULL, NULL, 0); }
static void wake(signal *s) { syscall(SYS_futex, &s->value, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0); }
#else
// One lock for all signals: it is only met by those who have spun in vain.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static void sleep_while(signal *s, uint32_t old) {
  pthread_mutex_lock(&lock);
  while (atomic_load(&s->value) == old) pthread_cond_wait(&changed, &lock);
  pthread_mutex_unlock(&lock);
}
static void wake(signal *s) {
  (void)s;
  pthread_mutex_lock(&lock);
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}
#endif

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/// Returns when the value is no longer `old`.
///
/// - shortened: how many of this thread's next waits of this kind are short; -1 where spinning never pays.
static void await(signal *s, uint32_t old, int *shortened) {
  int64_t end = 0;
  while (*shortened >= 0) {
    for (int i = 0; i < 32; i++) {
      if (atomic_load_explicit(&s->value, memory_order_acquire) != old) {
        *shortened = 0;
        return;
      }
      relax();
    }
    if (*shortened > 0) {
      --*shortened;
      break;
    }
    int64_t t = now();
    if (end == 0) end = t + spin_nanoseconds;
    if (t > end) {
      *shortened = short_waits;
      break;
    }
  }
  // Sequentially consistent, as in `raise`: either the riser sees the sleeper or the sleeper the new value.
  atomic_fetch_add(&s->sleepers, 1);
  while (atomic_load(&s->value) == old) sleep_while(s, old);
  atomic_fetch_sub(&s->sleepers, 1);
}

static void raise_signal(signal *s) {
  atomic_fetch_add(&s->value, 1);
  if (atomic_load(&s->sleepers) > 0) wake(s);
}

// MARK: Working

/// Notes that this thread is done with a phase; the last one lets the others go on. Whether it was the last.
static int arrive(size_t threads) {
  if (atomic_fetch_add_explicit(&arrived, 1, memory_order_acq_rel) + 1 < threads) return 0;
  atomic_store_explicit(&arrived, 0, memory_order_relaxed);
  raise_signal(&epoch);
  return 1;
}

/// One thread's share of the task: every `threads`-th part, from its own on. The caller stays for the end, the workers go when they are done.
static void take_part(size_t self, size_t threads, int *shortened) {
  size_t phases = task.phases, parts = task.parts;
  ravine_work work = task.work;
  void *context = task.context;
  for (size_t phase = 0; phase < phases; phase++) {
    uint32_t before = atomic_load_explicit(&epoch.value, memory_order_relaxed);
    for (size_t part = self; part < parts; part += threads) work(phase, part, context);
    int was_last = arrive(threads);
    if (!was_last && (phase + 1 < phases || self == 0)) await(&epoch, before, shortened);
  }
}

static size_t thread_count(size_t parts) { return parts - 1 < workers ? parts : workers + 1; }

/// `cores` is written before the first worker is started, and never again.
static int patience(size_t threads) { return (int64_t)threads <= cores ? 0 : -1; }

static void *serve(void *argument) {
  size_t index = (size_t)argument;
  uint32_t seen = 0;
  int idle = patience(2), busy = 0;
  for (;;) {
    await(&tickets[index], seen, &idle);
    seen++;
    size_t threads = thread_count(task.parts);
    if (patience(threads) < 0 || busy < 0) busy = patience(threads);
    take_part(index + 1, threads, &busy);
  }
  return NULL;
}

static int64_t available_cores(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  return sysconf(_SC_NPROCESSORS_ONLN);
}

/// Called by who holds `in_use`.
static void start_workers(size_t parts) {
  if (cores == 0) cores = available_cores();
  for (; workers < most_workers && workers + 1 < parts; workers++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)workers) != 0) return;
    pthread_detach(thread);
  }
}

void ravine_prepare_parts(size_t parts) {
  if (parts < 2 || atomic_flag_test_and_set_explicit(&in_use, memory_order_acquire)) return;
  start_workers(parts);
  atomic_flag_clear_explicit(&in_use, memory_order_release);
}

void ravine_run_parts(size_t phases, size_t parts, ravine_work work, void *context) {
  if (phases == 0 || parts == 0) return;
  if (parts == 1 || atomic_flag_test_and_set_explicit(&in_use, memory_order_acquire)) {
    if (parts > 1) atomic_fetch_add_explicit(&alone, 1, memory_order_relaxed);
    for (size_t phase = 0; phase < phases; phase++)
      for (size_t part = 0; part < parts; part++) work(phase, part, context);
    return;
  }
  start_workers(parts);
  atomic_fetch_add_explicit(&together, 1, memory_order_relaxed);
  task.phases = phases, task.parts = parts, task.work = work, task.context = context;
  size_t threads = thread_count(parts);
  for (size_t i = 0; i + 1 < threads; i++) raise_signal(&tickets[i]);
  if (patience(threads) < 0 || callers < 0) callers = patience(threads);
  take_part(0, threads, &callers);
  atomic_flag_clear_explicit(&in_use, memory_order_release);
}

void ravine_pool_counts(size_t *with_threads, size_t *by_caller) {
  *with_threads = atomic_load_explicit(&together, memory_order_relaxed);
  *by_caller = atomic_load_explicit(&alone, memory_order_relaxed);
}
