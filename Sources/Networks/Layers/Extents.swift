import Catalogues
import Documents
import Graphs

/// An extent down and one to the right, in pixels: a number for both, or `[height, width]`.
struct Extents: SettingValue, Equatable {
  var height: Int
  var width: Int

  init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

  var both: [Int] { [height, width] }

  static var expectation: String { "a whole number of at least 1, or [height, width]" }

  static func decode(_ json: JSON, _ problems: inout Problems) -> Extents? { decode(json, atLeast: 1) ?? refuse(json, &problems) }

  fileprivate static func decode(_ json: JSON, atLeast least: Int) -> Extents? {
    var ignored = Problems()
    let numbers = (json.items ?? [json, json]).compactMap { Int.decode($0, &ignored) }
    guard numbers.count == 2, json.items.map({ $0.count == 2 }) ?? true, numbers.allSatisfy({ $0 >= least }) else { return nil }
    return Extents(numbers[0], numbers[1])
  }

  static func schema(_ definitions: inout SchemaDefinitions) -> JSON { schema(&definitions, atLeast: 1) }

  fileprivate static func schema(_ definitions: inout SchemaDefinitions, atLeast least: Int) -> JSON {
    let number: JSON = ["type": "integer", "minimum": .number(least)]
    return ["anyOf": [number, ["type": "array", "minItems": 2, "maxItems": 2, "items": definitions.orFactor(number)]]]
  }

  /// One number where both are equal.
  var json: JSON { height == width ? .number(height) : [.number(height), .number(width)] }
}

/// The zeros around an image.
enum Padding: SettingValue, Equatable {
  /// As many windows as pixels, ⌈extent / stride⌉: (windows - 1) · stride + kernel - extent zeros, half of them before, the odd one behind.
  case same
  /// None: every window lies inside.
  case valid
  /// So many on both sides.
  case zeros(Extents)

  static var expectation: String { "'same', 'valid', a whole number of at least 0, or [height, width]" }

  static func decode(_ json: JSON, _ problems: inout Problems) -> Padding? {
    switch json.string {
    case "same": return .same
    case "valid": return .valid
    case .some: return refuse(json, &problems)
    case nil: return Extents.decode(json, atLeast: 0).map { extents in Padding.zeros(extents) } ?? refuse(json, &problems)
    }
  }

  static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ["anyOf": [["enum": ["same", "valid"]], Extents.schema(&definitions, atLeast: 0)]]
  }

  var json: JSON {
    switch self {
    case .same: "same"
    case .valid: "valid"
    case .zeros(let extents): extents.json
    }
  }

  /// The window over images [height, width, …].
  func window(over image: Shape, kernel: Extents, stride: Extents) -> Window {
    switch self {
    case .same: Window.same([image[0], image[1]], kernel: kernel.both, strides: stride.both)
    case .valid: Window(strides: stride.both)
    case .zeros(let zeros):
      Window(strides: stride.both, top: zeros.height, bottom: zeros.height, left: zeros.width, right: zeros.width)
    }
  }
}

/// Reports what is no image, or has no room for a window; nil then. Else how many windows there are, down and to the right.
func windows(
  of layer: String, over input: Shape, kernel: Extents, stride: Extents, padding: Padding, at location: Location?,
  _ problems: inout Problems
) -> [Int]? {
  guard isImage(input, for: layer, at: location, &problems) else { return nil }
  let window = padding.window(over: input, kernel: kernel, stride: stride)
  let rest = [
    input[0] + window.top + window.bottom - kernel.height, input[1] + window.left + window.right - kernel.width,
  ]
  guard rest.allSatisfy({ $0 >= 0 }) else {
    let zeros = padding == .valid ? "" : ", zeros around them included"
    problems.report(
      "a window of \(kernel.height) × \(kernel.width) does not fit into images of \(input[0]) × \(input[1])\(zeros)", at: location
    )
    return nil
  }
  return [rest[0] / stride.height + 1, rest[1] / stride.width + 1]
}

/// Whether examples are images; reports what they are when not.
func isImage(_ input: Shape, for layer: String, at location: Location?, _ problems: inout Problems) -> Bool {
  if input.rank == 3 { return true }
  problems.report("'\(layer)' needs images [height, width, channels], \(input) comes in", at: location)
  return false
}
