import Foundation
import Runs
import Synchronization

/// One live line on a terminal, plain lines now and then elsewhere: done, cached, left, time.
final class ProgressLine: Sendable {
  private struct State {
    var shown: ContinuousClock.Instant?
    var isLineOpen = false
    var last: Scheduler.Progress?
  }

  private let study: String
  private let started = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  /// Shows the progress of a run, and at its end, whichever that is, what was done.
  static func following(
    _ study: String, _ body: (@escaping @Sendable (Scheduler.Progress) -> Void) async throws -> Scheduler.Report
  ) async throws -> Scheduler.Report {
    let line = ProgressLine(study)
    defer { line.finish() }
    return try await body { line.show($0) }
  }

  private init(_ study: String) { self.study = study }

  private func show(_ progress: Scheduler.Progress) {
    state.withLock { state in
      state.last = progress
      let now = ContinuousClock.now
      let pause = Duration.seconds(isTerminal ? 0.1 : 10)
      // Somewhere that is no terminal the first line would only say that nothing is done yet.
      if !isTerminal && state.last?.finished == 0 { state.shown = now }
      guard progress.left > 0 else { return }
      if let shown = state.shown, now - shown < pause { return }
      state.shown = now
      let text = "\(study)  \(words(progress, now))"
      if isTerminal {
        Output.tell("\r\u{1B}[K\(text)")
        state.isLineOpen = true
      } else {
        Output.say(text)
      }
    }
  }

  /// Clears the live line and says what was done; nothing when all was there already.
  private func finish() {
    state.withLock { state in
      if state.isLineOpen { Output.tell("\r\u{1B}[K") }
      guard let last = state.last, last.finished > 0 else { return }
      let cached = last.cached > 0 ? ", \(last.cached) cached" : ""
      let elapsed = Self.words(ContinuousClock.now - started)
      Output.say("\(study)  \(Words.count(last.finished, "cell")) run\(cached) in \(elapsed)")
    }
  }

  private func words(_ progress: Scheduler.Progress, _ now: ContinuousClock.Instant) -> String {
    let done = progress.cached + progress.finished
    var parts = ["\(done)/\(progress.total) cells"]
    if progress.cached > 0 { parts.append("\(progress.cached) cached") }
    if progress.finished > 0 {
      let left = (now - started) / progress.finished * progress.left
      parts.append("\(Self.words(left)) left")
    }
    return parts.joined(separator: " · ")
  }

  private static func words(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    if seconds >= 60, seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    let (unit, name) = seconds < 60 ? (Duration.seconds(1), "s") : (.seconds(3600), "h")
    let tenths = Int((duration / unit * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }
}
