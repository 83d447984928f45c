/// How a cell ended. A divergence is a result like any other: it is recorded, never an error and never dropped.
///
/// As text: `finished`, `diverged at step 3`.
public enum Outcome: Sendable, Hashable, CustomStringConvertible {
  case finished
  /// The loss or a parameter was no longer finite after this step.
  case diverged(step: Int)

  public var description: String {
    switch self {
    case .finished: "finished"
    case .diverged(let step): "diverged at step \(step)"
    }
  }

  /// The outcome that `description` wrote; nil for any other text.
  public init?(_ text: String) {
    let start = "diverged at step "
    if text == "finished" {
      self = .finished
    } else if text.hasPrefix(start), let step = Int(text.dropFirst(start.count)), step >= 0 {
      self = .diverged(step: step)
      if description != text { return nil }
    } else {
      return nil
    }
  }
}
