import Catalogues
import Documents
import Graphs

/// How the numbers of a window become one.
protocol Pool: Sendable {
  static var name: String { get }
  static var summary: String { get }
  /// Over two axes.
  static func reduce(_ x: Tensor, over axes: [Int]) -> Tensor
  /// Of tensors, element by element.
  static func reduce(_ tensors: [Tensor]) -> Tensor
}

enum MaximumPool: Pool {
  static let name = "maxPooling"
  static let summary = "the largest of every window, channel by channel; equal ones share the gradient"
  static func reduce(_ x: Tensor, over axes: [Int]) -> Tensor { x.maximum(over: axes) }
  static func reduce(_ tensors: [Tensor]) -> Tensor { tensors.dropFirst().reduce(tensors[0]) { maximum($0, $1) } }
}

enum AveragePool: Pool {
  static let name = "averagePooling"
  static let summary = "the mean of every window, channel by channel"
  static func reduce(_ x: Tensor, over axes: [Int]) -> Tensor { x.mean(over: axes) }
  static func reduce(_ tensors: [Tensor]) -> Tensor {
    tensors.dropFirst().reduce(tensors[0]) { $0 + $1 } * (1 / Double(tensors.count))
  }
}

/// Windows inside of images [height, width, channels], what is left at the ends being left out.
struct Pooling<Rule: Pool>: Layer {
  static var name: String { Rule.name }
  static var summary: String { Rule.summary }
  var size = Extents(2, 2)
  var stride: Extents?
  static var settings: [Setting<Self>] {
    [
      Setting("size", \.size, "the window's height and width"),
      Setting("stride", \.stride, "from window to window; the size when null: windows side by side"),
    ]
  }

  static var sample: LayerSample { LayerSample(Pooling(size: Extents(2, 2), stride: Extents(1, 2)), on: [3, 5, 2]) }

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    windows(of: Self.name, over: input, kernel: size, stride: stride ?? size, padding: .valid, at: location, &problems)
      .map { Shape($0 + [input[2]]) }
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let stride = stride ?? size
    let (rows, columns) = ((x.shape[1] - size.height) / stride.height + 1, (x.shape[2] - size.width) / stride.width + 1)
    if stride == size {
      let inside = x.sliced(0..<(rows * size.height), along: 1).sliced(0..<(columns * size.width), along: 2)
      return Rule.reduce(inside.reshaped([x.shape[0], rows, size.height, columns, size.width, x.shape[3]]), over: [2, 4])
    }
    // For every place in a window, its pixels of all windows.
    return Rule.reduce(
      (0..<size.height).flatMap { row in
        (0..<size.width).map { column in
          x.everyNth(stride.height, from: row, count: rows, along: 1)
            .everyNth(stride.width, from: column, count: columns, along: 2)
        }
      })
  }
}

extension Tensor {
  /// The elements first, first + step, … along an axis.
  fileprivate func everyNth(_ step: Int, from first: Int, count: Int, along axis: Int) -> Tensor {
    let end = first + step * count
    // The last step may reach beyond the end.
    let whole = padded(before: 0, after: max(0, end - shape[axis]), along: axis).sliced(first..<end, along: axis)
    if step == 1 { return whole }
    var split = shape.dimensions
    split.replaceSubrange(axis...axis, with: [count, step])
    var kept = shape.dimensions
    kept[axis] = count
    return whole.reshaped(Shape(split)).sliced(0..<1, along: axis + 1).reshaped(Shape(kept))
  }
}

struct GlobalAveragePooling: Layer {
  static let name = "globalAveragePooling"
  static let summary =
    "the mean of every channel over height and width: an image becomes a vector of its channels (Lin et al. 2014)"
  static let sample = LayerSample(GlobalAveragePooling(), on: [3, 2, 4])

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    isImage(input, for: Self.name, at: location, &problems) ? [input[2]] : nil
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor { x.mean(over: [1, 2]) }
}
