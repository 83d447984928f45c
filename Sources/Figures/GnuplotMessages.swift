import Foundation

/// What gnuplot wrote to standard error, taken apart.
///
/// An error is `"FILE" line N: MESSAGE`, or `line 0: MESSAGE` below the command when it came through the pipe; what is
/// marked `warning:`, and everything else, is a warning.
struct GnuplotMessages {
  struct Failure {
    var path: String?
    var line: Int
    /// The piped command, when gnuplot repeated it.
    var command: String
    var message: String
  }

  private(set) var error: Failure?
  private(set) var warnings: [String] = []

  init(_ text: String) {
    var command = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line == "^" { continue }
      if line.hasPrefix("gnuplot> ") {
        command = String(line.dropFirst("gnuplot> ".count))
      } else if let failure = Self.failure(line) {
        if failure.message.hasPrefix("warning:") {
          warnings.append(line)
        } else if error == nil {
          error = Failure(path: failure.path, line: failure.line, command: command, message: failure.message)
        }
      } else {
        warnings.append(line)
      }
    }
  }

  /// Reads `"FILE" line N: MESSAGE`; newer gnuplots set a comma after the file.
  private static func failure(_ line: String) -> (path: String?, line: Int, message: String)? {
    var rest = line[...]
    var path: String?
    if rest.first == "\"" {
      guard let mark = line.range(of: "\" line ") ?? line.range(of: "\", line ") else { return nil }
      path = String(line[..<mark.lowerBound].dropFirst())
      rest = line[mark.upperBound...]
    } else {
      guard rest.hasPrefix("line ") else { return nil }
      rest = rest.dropFirst("line ".count)
    }
    guard let colon = rest.firstIndex(of: ":"), let number = Int(rest[..<colon]) else { return nil }
    return (path, number, String(rest[rest.index(after: colon)...].drop(while: \.isWhitespace)))
  }
}

extension GnuplotMessages.Failure {
  func asDrawingError(figure: String, status: Int32) -> DrawingError {
    if let path { return .scriptFailed(path: path, line: line, message: message) }
    if !command.isEmpty { return .settingsFailed(figure: figure, command: command, message: message) }
    return .gnuplotFailed(figure: figure, status: status, message: message)
  }
}
