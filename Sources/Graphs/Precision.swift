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

  package var kernel: ravine_precision {
    switch self {
    case .float64: RAVINE_FLOAT64
    case .float32: RAVINE_FLOAT32
    }
  }

  /// Writes values, rounded to this precision.
  package func store(_ values: [Double], at place: UnsafeMutableRawPointer) {
    switch self {
    case .float64:
      values.withUnsafeBytes { source in
        if let start = source.baseAddress { place.copyMemory(from: start, byteCount: source.count) }
      }
    case .float32:
      let elements = place.assumingMemoryBound(to: Float.self)
      for (index, value) in values.enumerated() { elements[index] = Float(value) }
    }
  }

  /// Writes one value, rounded to this precision, to some neighbors.
  package func store(_ value: Double, count: Int, at place: UnsafeMutableRawPointer) {
    ravine_fill(kernel, count, value, place)
  }
}
