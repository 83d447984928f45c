/// Why a program cannot be made.
public enum ProgramError: Error, Equatable, CustomStringConvertible {
  /// The result of a primitive, or memory up to and with it, cannot be counted in bytes.
  case tooLarge(primitive: String, shape: Shape)
  /// An evaluator would take more memory than it may.
  case overLimit(bytes: Int, limit: Int)

  public var description: String {
    switch self {
    case .overLimit(let bytes, let limit): "the program is too large for memory: it needs \(bytes) bytes, and may take \(limit)"
    case .tooLarge(let primitive, let shape):
      "the program is too large for memory: \(primitive) of shape \(shape) needs more bytes than can be counted"
    }
  }
}
