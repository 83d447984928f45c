import Foundation
import Records
import Synchronization

/// What the program says: results on standard output, everything else on standard error.
enum Output {
  /// The first thing that went wrong with standard output; a reader who has seen enough (`| head`) is nothing wrong.
  private static let failure = Mutex<FileError?>(nil)

  /// A closed pipe and a file at its limit shall be errors to tell, or to pass over, not signals that end the program in the middle of its work.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Started without one of the three standard files, the next file that is opened would take its number, and what is printed with it.
    var file: Int32
    repeat { file = open("/dev/null", O_RDWR) } while (0...STDERR_FILENO).contains(file)
    close(file)
  }

  fileprivate static func show(_ text: String) {
    failure.withLock { failure in
      guard failure == nil, let code = write(text, to: STDOUT_FILENO) else { return }
      failure = FileError(.write, "standard output", code: code)
    }
  }

  /// A line on standard error. When nobody can read it, the work goes on.
  static func say(_ text: String) { tell(text + "\n") }

  /// The same, without the end of the line.
  static func tell(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// The status to end with: that of the work, unless it is fine and its results could not be shown.
  static func closing(_ status: Int32) -> Int32 {
    guard status == 0, let error = failure.withLock({ $0 }), error.code != EPIPE else { return status }
    say("error: \(error)")
    return Ending.outsidePart.rawValue
  }

  /// Writes all of a text; returns an errno when it could not.
  private static func write(_ text: String, to file: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

/// In this program `print` notices when standard output does not take the text, a full disk for one: the exit status tells.
func print(_ text: String, terminator: String = "\n") { Output.show(text + terminator) }
