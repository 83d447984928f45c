import Foundation

/// Why a figure was not drawn. Whatever the reason, the files of an earlier drawing are as they were.
public enum DrawingError: Error, Hashable, Sendable {
  /// There is no such program.
  case gnuplotMissing(executable: String)
  /// gnuplot is there but does not start, or our own side of the pipe failed.
  case gnuplotUnusable(executable: String, reason: String)
  /// A signal ended gnuplot: an interrupt, a lack of memory, a `kill`.
  case gnuplotKilled(signal: Int32)
  /// A script has an error; `line` counts from 1.
  case scriptFailed(path: String, line: Int, message: String)
  /// A command of the figure's own settings has an error.
  case settingsFailed(figure: String, command: String, message: String)
  /// gnuplot ended with an error that names no script.
  case gnuplotFailed(figure: String, status: Int32, message: String)
  /// The scripts ran to their end, and yet there is no whole picture.
  case pictureIncomplete(figure: String, script: String)
  /// No series has a point that its axes can show.
  case nothingToPlot(figure: String)
  /// No curve selects a reading.
  case nothingSelected(figure: String, reason: String)
  /// A figure's name cannot be a file's name.
  case unusableName(figure: String)
  case unreadableScript(path: String, reason: String)
  /// Something that is no folder stands where the pictures go.
  case notAFolder(path: String)
  case cannotWrite(path: String, reason: String)
}

extension DrawingError {
  /// Whether something outside failed: gnuplot itself, or the place where the files go. Else what was asked for is at fault: a script,
  /// a setting, a name, numbers that cannot be shown.
  public var isOutside: Bool {
    switch self {
    case .gnuplotMissing, .gnuplotUnusable, .gnuplotKilled, .gnuplotFailed, .notAFolder, .cannotWrite: true
    case .scriptFailed, .settingsFailed, .pictureIncomplete, .nothingToPlot, .nothingSelected, .unusableName, .unreadableScript:
      false
    }
  }
}

extension DrawingError: CustomStringConvertible {
  /// One sentence that says what happened, where, and what to do.
  public var description: String {
    switch self {
    case .gnuplotMissing(let executable):
      "there is no program '\(executable)', which draws the figures. Install it: apt-get install gnuplot-nox"
    case .gnuplotUnusable(let executable, let reason): "'\(executable)' could not be used: \(reason)"
    case .gnuplotKilled(let signal):
      "gnuplot was ended by signal \(signal) (\(String(cString: strsignal(signal)))) before the figure was finished"
    case .scriptFailed(let path, let line, let message): "\(path):\(line): gnuplot says: \(message)"
    case .settingsFailed(let figure, let command, let message):
      "figure '\(figure)': gnuplot refuses the setting '\(command)': \(message)"
    case .gnuplotFailed(let figure, let status, ""):
      "figure '\(figure)': gnuplot stopped with status \(status) and no message; was it interrupted?"
    case .gnuplotFailed(let figure, let status, let message):
      "figure '\(figure)': gnuplot stopped with status \(status): \(message)"
    case .pictureIncomplete(let figure, let script):
      "figure '\(figure)': gnuplot read \(script) to its end without finishing a picture; "
        + "does the script plot something, and is the disk full?"
    case .nothingToPlot(let figure):
      "figure '\(figure)' has nothing to plot: no series has a point that its axes can show "
        + "(a logarithmic axis shows numbers above 0 only)"
    case .nothingSelected(let figure, let reason): "figure '\(figure)' has nothing to plot: its selection is empty: \(reason)"
    case .unusableName(let figure): "'\(figure)' cannot be a figure's name: it becomes the name of its files"
    case .unreadableScript(let path, let reason): "the gnuplot script \(path) cannot be read: \(reason)"
    case .notAFolder(let path): "\(path) is not a folder; the figures are to be written into it. Move it away"
    case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
    }
  }
}

/// The system's own word for an error, without Foundation's wrapping where there is an errno below.
func sentence(of error: any Error) -> String {
  let error = error as NSError
  let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
  return cause.domain == NSPOSIXErrorDomain ? reason(errno: Int32(cause.code)) : error.localizedDescription
}

func reason(errno code: Int32) -> String { String(cString: strerror(code)) }
