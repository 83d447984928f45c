#ifndef CGNUPLOT_H
#define CGNUPLOT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A table of numbers, row after row. A number that is not finite is a gap.
typedef struct {
  const double *values;
  size_t rows;
  size_t columns;
  /// After how many rows an empty line stands, between the rows of a grid; 0 for never.
  size_t blockRows;
} CGnuplotTable;

/// What one gnuplot process reads on its standard input, in this order.
typedef struct {
  /// The program: a path, or a name that is looked up in `PATH`.
  const char *executable;
  /// Commands that come before the data.
  const char *settings;
  /// The name of the data block, such as `$series`; NULL sends no data.
  const char *dataBlock;
  /// The data block's tables; table number i is the block's `index i`.
  const CGnuplotTable *tables;
  size_t tableCount;
  /// Commands that come after the data.
  const char *commands;
} CGnuplotRequest;

typedef enum {
  /// gnuplot ended by itself; `code` is its exit status.
  CGNUPLOT_EXITED,
  /// A signal ended gnuplot; `code` is the signal's number.
  CGNUPLOT_KILLED,
  /// gnuplot could not be started; `code` is an errno, ENOENT when there is no such program.
  CGNUPLOT_NOT_STARTED,
  /// Something on our own side failed (no pipe, no temporary file, no memory); `code` is an errno.
  CGNUPLOT_FAILED
} CGnuplotOutcome;

/// How it went, with the bytes that gnuplot wrote. Give it back with `cgnuplot_release`.
typedef struct {
  CGnuplotOutcome outcome;
  int code;
  char *output;
  size_t outputSize;
  char *messages;
  size_t messagesSize;
} CGnuplotReply;

/// Starts gnuplot, pipes the request to it, waits for its end and returns everything that it said.
///
/// gnuplot reads no user's settings (`--default-settings`), writes into unnamed temporary files and has a process
/// group of its own, so that an interrupt typed at the terminal reaches the caller, who decides, and not gnuplot.
/// A gnuplot that goes away early does not raise SIGPIPE in the caller. May be called from several threads at once.
CGnuplotReply cgnuplot_run(const CGnuplotRequest *request);

/// Frees what a reply holds.
void cgnuplot_release(CGnuplotReply *reply);

#ifdef __cplusplus
}
#endif

#endif
