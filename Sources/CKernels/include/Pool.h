// Threads that work on one task together.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The work of one part in one phase. Within a phase the parts run side by side and in any order; no phase begins before all parts of the one
/// before it are done.
typedef void (*ravine_work)(size_t phase, size_t part, void *context);

/// Runs a task of `parts` parts over as many threads, of which the caller is one (part 0). Part i is always given to the same thread.
///
/// The process has one pool. While another thread uses it, the caller runs all parts of a phase itself, one after the other, and so it does
/// where no thread can be started: no number may depend on which of the two happened, and the threads are never more than were asked for.
/// Allocates nothing once the threads have been started.
void ravine_run_parts(size_t phases, size_t parts, ravine_work work, void *context);

/// Starts the threads that a task of so many parts needs, so that its first run need not.
void ravine_prepare_parts(size_t parts);

/// How many tasks had threads of their own so far, and how many were run by their caller alone because the pool was in use. For tests.
void ravine_pool_counts(size_t *together, size_t *alone);

#ifdef __cplusplus
}
#endif
