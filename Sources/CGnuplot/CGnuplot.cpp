// gnuplot-iostream formats and sends the data; the process is our own, because the library's `popen` loses gnuplot's
// exit status and standard error, and lets a missing gnuplot kill the caller by SIGPIPE.

#include "CGnuplot.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <vector>

#include <gnuplot-iostream.h>

extern "C" char **environ;

namespace {

/// A row of a table, or an empty line between two tables or two rows of a grid.
struct Row {
  const double *values;
  size_t count;
};

}  // namespace

namespace gnuplotio {

/// gnuplot-iostream asks this how a row is written: 17 digits bring back every double exactly.
template <>
struct TextSender<Row> {
  static void send(std::ostream &stream, const Row &row) {
    char digits[40];
    for (size_t i = 0; i < row.count; ++i) {
      if (i > 0) stream << ' ';
      if (std::isfinite(row.values[i])) {
        std::snprintf(digits, sizeof digits, "%.17g", row.values[i]);
        stream << digits;
      } else {
        stream << "NaN";
      }
    }
  }
};

}  // namespace gnuplotio

namespace {

/// gnuplot counts tables (`index`) by pairs of empty lines, and parts a grid's rows by single ones.
std::vector<Row> rowsOf(const CGnuplotTable *tables, size_t count) {
  std::vector<Row> rows;
  for (size_t t = 0; t < count; ++t) {
    if (t > 0) rows.insert(rows.end(), 2, Row{nullptr, 0});
    for (size_t r = 0; r < tables[t].rows; ++r) {
      if (r > 0 && tables[t].blockRows > 0 && r % tables[t].blockRows == 0) rows.push_back(Row{nullptr, 0});
      rows.push_back(Row{tables[t].values + r * tables[t].columns, tables[t].columns});
    }
  }
  return rows;
}

/// SIGPIPE kept from this thread while it writes. A disposition would hold for the whole program, which is not ours.
class BrokenPipesIgnored {
  sigset_t before;
  bool wasPending;

  static sigset_t pipeSignal() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
  }

  static bool isPending() {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
  }

 public:
  BrokenPipesIgnored() : wasPending(isPending()) {
    sigset_t set = pipeSignal();
    pthread_sigmask(SIG_BLOCK, &set, &before);
  }

  ~BrokenPipesIgnored() {
    if (!wasPending && isPending()) {
      sigset_t set = pipeSignal();
      int taken = 0;
      sigwait(&set, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
};

/// An unnamed file that gnuplot writes into: unlike a pipe it never fills up while we are still sending.
class Capture {
  FILE *file;

 public:
  Capture() : file(std::tmpfile()) {
    if (file) fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
  }
  ~Capture() {
    if (file) std::fclose(file);
  }
  Capture(const Capture &) = delete;
  Capture &operator=(const Capture &) = delete;

  bool isOpen() const { return file != nullptr; }
  int descriptor() const { return fileno(file); }

  /// All bytes, on the heap, with a closing zero; false without memory or after a failed read.
  bool take(char **bytes, size_t *size) {
    if (std::fseek(file, 0, SEEK_END) != 0) return false;
    long length = std::ftell(file);
    if (length < 0) return false;
    std::rewind(file);
    *bytes = static_cast<char *>(std::malloc(static_cast<size_t>(length) + 1));
    if (!*bytes) return false;
    *size = std::fread(*bytes, 1, static_cast<size_t>(length), file);
    (*bytes)[*size] = 0;
    return *size == static_cast<size_t>(length);
  }
};

/// A pipe that no other child inherits: a write end held by a sibling would keep gnuplot waiting for ever.
int closedOnExec(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

/// Our environment with one locale for everybody, from which gnuplot takes letters, decimal signs and warnings, and one time zone: a PDF
/// tells when it was made, and the same picture must give the same bytes.
class Environment {
  std::vector<char *> variables;

 public:
  Environment() {
    static char locale[] = "LC_ALL=C.UTF-8";
    static char zone[] = "TZ=UTC0";
    for (char **variable = environ; variable && *variable; ++variable) {
      bool replaced = std::strncmp(*variable, "LC_ALL=", 7) == 0 || std::strncmp(*variable, "TZ=", 3) == 0;
      if (!replaced) variables.push_back(*variable);
    }
    variables.push_back(locale);
    variables.push_back(zone);
    variables.push_back(nullptr);
  }

  char *const *pointers() const { return variables.data(); }
};

/// Starts gnuplot; returns 0 or an errno.
int start(const char *executable, int input, int output, int messages, pid_t *child) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, messages, STDERR_FILENO);

  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  // Ignored, both would be inherited, and gnuplot passes over a write that fails: better that the signal ends it, which is told.
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGXFSZ);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  const char *arguments[] = {executable, "--default-settings", "-", nullptr};
  int failure = posix_spawnp(child, executable, &files, &attributes, const_cast<char **>(arguments), Environment().pointers());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failure;
}

CGnuplotReply replying(CGnuplotOutcome outcome, int code) { return CGnuplotReply{outcome, code, nullptr, 0, nullptr, 0}; }

/// Sends the request; when gnuplot goes away the stream turns bad and the rest is dropped: the exit status will tell.
void send(FILE *pipe, const CGnuplotRequest &request) {
  Gnuplot gnuplot(pipe);
  gnuplot << request.settings;
  if (request.dataBlock) {
    // The library closes its data with the line `e`, so that is the data block's end mark.
    gnuplot << request.dataBlock << " << e\n";
    gnuplot.send1d(rowsOf(request.tables, request.tableCount));
  }
  gnuplot << request.commands;
}

CGnuplotReply run(const CGnuplotRequest &request) {
  Capture output, messages;
  if (!output.isOpen() || !messages.isOpen()) return replying(CGNUPLOT_FAILED, errno);

  int ends[2];
  if (closedOnExec(ends) != 0) return replying(CGNUPLOT_FAILED, errno);

  pid_t child = 0;
  int failure = start(request.executable, ends[0], output.descriptor(), messages.descriptor(), &child);
  close(ends[0]);
  if (failure != 0) {
    close(ends[1]);
    return replying(CGNUPLOT_NOT_STARTED, failure);
  }

  int sendingFailure = 0;
  FILE *pipe = fdopen(ends[1], "w");
  if (pipe) {
    BrokenPipesIgnored ignored;
    try {
      send(pipe, request);  // closes the pipe
    } catch (const std::bad_alloc &) {
      sendingFailure = ENOMEM;
    } catch (...) {
      sendingFailure = EIO;
    }
  } else {
    sendingFailure = errno;
    close(ends[1]);
  }

  // Half a request must not be drawn, and a pipe that could not be closed must not be waited for.
  if (sendingFailure != 0) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return replying(CGNUPLOT_FAILED, errno);
  }
  if (sendingFailure != 0) return replying(CGNUPLOT_FAILED, sendingFailure);

  CGnuplotReply reply = WIFSIGNALED(status) ? replying(CGNUPLOT_KILLED, WTERMSIG(status))
                                            : replying(CGNUPLOT_EXITED, WEXITSTATUS(status));
  if (!output.take(&reply.output, &reply.outputSize) || !messages.take(&reply.messages, &reply.messagesSize)) {
    cgnuplot_release(&reply);
    return replying(CGNUPLOT_FAILED, ENOMEM);
  }
  return reply;
}

}  // namespace

extern "C" CGnuplotReply cgnuplot_run(const CGnuplotRequest *request) {
  try {
    return run(*request);
  } catch (const std::bad_alloc &) {
    return replying(CGNUPLOT_FAILED, ENOMEM);
  } catch (...) {
    return replying(CGNUPLOT_FAILED, EIO);
  }
}

extern "C" void cgnuplot_release(CGnuplotReply *reply) {
  std::free(reply->output);
  std::free(reply->messages);
  reply->output = reply->messages = nullptr;
  reply->outputSize = reply->messagesSize = 0;
}
