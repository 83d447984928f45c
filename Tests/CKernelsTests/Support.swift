import CKernels

/// What the kernels' tests share: the list of operations, values to try them on, and buffers of either precision.

let precisions = [RAVINE_FLOAT64, RAVINE_FLOAT32]

extension ravine_precision {
  var bytes: Int { self == RAVINE_FLOAT64 ? 8 : 4 }
}

let unaryOperations = (0..<RAVINE_UNARY_COUNT.rawValue).map { ravine_unary_operation(rawValue: $0) }
let binaryOperations = (0..<RAVINE_BINARY_COUNT.rawValue).map { ravine_binary_operation(rawValue: $0) }

/// The sets this processor has, "baseline" first.
let instructionSets: [String] = {
  var names: [String] = []
  while let name = ravine_instruction_set_name(names.count) { names.append(String(cString: name)) }
  return names
}()

let specialValues: [Double] = [
  0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 1e-3, -1e-3, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
  0x1p-1030,
  -0x1p-1030, .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e-20, -1e-20, 1e20, -1e20, 709.7,
  709.8, -708.5,
  -745.2, -36.5, 36.5, 20, 1e5, 1e15, 0x1p45, 0x1p53, 0x1p53 - 1, 1 - 0x1p-53, 1 + 0x1p-52, -1 + 0x1p-53, 6, 5.9999, 40, 88.7,
  -103.5,
]

/// The special values, then uniform draws in growing ranges about 0: what every function is tried on.
func trialValues(_ count: Int, stream: UInt64 = 1) -> [Double] {
  var draws = [Double](repeating: 0, count: count)
  ravine_uniform(RAVINE_FLOAT64, 7, stream, 0, count, &draws)
  let ranges = [0.01, 1, 4, 40, 800, 1e6]
  return (specialValues + draws.indices.map { (draws[$0] - 0.5) * 2 * ranges[$0 % ranges.count] }).prefix(count).map { $0 }
}

/// Untyped memory holding values of one precision.
struct Buffer {
  let precision: ravine_precision
  var bytes: [UInt8]

  init(_ precision: ravine_precision, count: Int) {
    self.precision = precision
    bytes = [UInt8](repeating: 0xAB, count: count * precision.bytes)
  }

  init(_ precision: ravine_precision, _ values: [Double]) {
    self.init(precision, count: values.count)
    bytes.withUnsafeMutableBytes { raw in
      for (i, value) in values.enumerated() {
        if precision == RAVINE_FLOAT64 {
          raw.storeBytes(of: value, toByteOffset: i * 8, as: Double.self)
        } else {
          raw.storeBytes(of: Float(value), toByteOffset: i * 4, as: Float.self)
        }
      }
    }
  }

  var count: Int { bytes.count / precision.bytes }

  var values: [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<count).map {
        precision == RAVINE_FLOAT64
          ? raw.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self)
          : Double(raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self))
      }
    }
  }

  /// The bits, every NaN in its one pattern.
  var canonicalBytes: [UInt8] {
    var copy = bytes
    ravine_canonicalize(precision, count, &copy)
    return copy
  }
}

func applied(_ operation: ravine_unary_operation, to x: Buffer) -> Buffer {
  var y = Buffer(x.precision, count: x.count)
  ravine_unary(x.precision, operation, x.count, x.bytes, &y.bytes)
  return y
}

func applied(_ operation: ravine_binary_operation, to a: Buffer, _ b: Buffer) -> Buffer {
  var y = Buffer(a.precision, count: max(a.count, b.count))
  ravine_binary(a.precision, operation, y.count, a.bytes, a.count == 1 ? 0 : 1, b.bytes, b.count == 1 ? 0 : 1, &y.bytes)
  return y
}

/// FNV-1a, 64 bits: enough to pin many results in one number.
func fingerprint(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// Bit equality, with every NaN equal to every other.
func same(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }
