import CKernels

/// The floating-point format that a program computes in.
public enum Precision: String, Sendable, CaseIterable, Codable {
  case float64, float32

  /// The size of one element.
  public var bytes: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    }
  }

  var kernel: ravine_precision {
    switch self {
    case .float64: RAVINE_FLOAT64
    case .float32: RAVINE_FLOAT32
    }
  }
}
