import Records
import SampleProjects
import TemporaryFolders

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A command's end.
struct Ending: Equatable {
  /// The exit status; nil when a signal ended it.
  let status: Int32?
  let signal: Int32?
  let output: String
  let errors: String
}

/// The built program, and a shell around it where a test needs one.
enum Command {
  #if DEBUG
    private static let build = "debug"
  #else
    private static let build = "release"
  #endif

  /// The program as the tests were built: never older than the sources.
  static let program = "\(Repository.path)/.build/\(build)/ravine"
  static let releaseProgram = "\(Repository.path)/.build/release/ravine"

  /// Runs `ravine` to its end.
  static func ravine(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], program: String = program
  ) throws -> Ending {
    try start([program] + arguments, in: folder, environment: environment).wait()
  }

  /// Runs a line of bash in which `ravine` is the program.
  static func shell(_ line: String, in folder: String, environment: [String: String] = [:]) throws -> Ending {
    let preamble = "set -o pipefail; ravine() { '\(program)' \"$@\"; }; "
    return try start(["/bin/bash", "-c", preamble + line], in: folder, environment: environment).wait()
  }

  /// Starts a program with all signals as they are by default, whatever the test runner does with them, and nothing to read.
  static func start(_ command: [String], in folder: String, environment: [String: String] = [:]) throws -> RunningCommand {
    let output = try Capture(), errors = try Capture()
    var files = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&files, output.file, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&files, errors.file, STDERR_FILENO)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let path = String(cString: getenv("PATH"))
    let variables = ["PATH": path, "HOME": "/tmp", "LC_ALL": "C"].merging(environment) { $1 }.map { "\($0)=\($1)" }
    var process: pid_t = 0
    let shell = ["/bin/bash", "-c", "cd -- \"$0\" && exec \"$@\"", folder]
    let code = withStrings(shell + command) { arguments in
      withStrings(variables) { posix_spawn(&process, shell[0], &files, &attributes, arguments, $0) }
    }
    guard code == 0 else { throw FileError(.read, shell[0], code: code) }
    return RunningCommand(process: process, output: output, errors: errors)
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return (copies + [nil]).withUnsafeBufferPointer { pointers in
      guard let base = pointers.baseAddress else { preconditionFailure("an array of one at least") }
      return body(base)
    }
  }
}

/// A command that was started.
struct RunningCommand: ~Copyable {
  private let process: pid_t
  private let output: Capture
  private let errors: Capture

  fileprivate init(process: pid_t, output: Capture, errors: Capture) {
    (self.process, self.output, self.errors) = (process, output, errors)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  consuming func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Ending(
      status: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal, output: output.text,
      errors: errors.text)
  }
}

/// A file without a name that a command writes into.
private final class Capture {
  let file: Int32

  init() throws {
    var template = Array((TemporaryFolder.parent + "/ravine-output-XXXXXX").utf8CString)
    file = mkstemp(&template)
    guard file >= 0 else { throw FileError(.write, TemporaryFolder.parent) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(template)
  }

  deinit { close(file) }

  var text: String {
    var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
    let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
