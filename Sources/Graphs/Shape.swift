/// The extents of a tensor, outermost first: `[]` is a scalar, `[128, 64]` a matrix of 128 rows. Elements lie row-major.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The largest rank; the strided copy of the kernels holds as many axes.
  public static let maximumRank = 8

  public let dimensions: [Int]

  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "a shape has no negative dimensions: \(dimensions)")
    precondition(dimensions.count <= Shape.maximumRank, "a shape has at most \(Shape.maximumRank) axes: \(dimensions)")
    self.dimensions = dimensions
  }

  public init(arrayLiteral dimensions: Int...) { self.init(dimensions) }

  public var rank: Int { dimensions.count }

  /// The number of elements, the product of the dimensions; `Int.max` when it does not fit, which `Program.init` refuses.
  public var count: Int {
    if dimensions.contains(0) { return 0 }
    var product = 1
    for dimension in dimensions {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      if overflow { return Int.max }
      product = next
    }
    return product
  }

  public subscript(axis: Int) -> Int { dimensions[axis] }

  public var description: String { "[" + dimensions.map(String.init).joined(separator: ", ") + "]" }

  /// The shape that two shapes broadcast to by NumPy's rule: aligned at the last axis, where dimensions are equal or one of them is 1;
  /// `nil` when they do not fit. `[3, 1]` and `[4]` give `[3, 4]`.
  public static func broadcasting(_ a: Shape, _ b: Shape) -> Shape? {
    if a == b { return a }
    let rank = max(a.rank, b.rank)
    let (x, y) = (a.aligned(to: rank), b.aligned(to: rank))
    var result: [Int] = []
    for axis in 0..<rank {
      guard x[axis] == y[axis] || x[axis] == 1 || y[axis] == 1 else { return nil }
      result.append(x[axis] == 1 ? y[axis] : x[axis])
    }
    return Shape(result)
  }

  /// The dimensions with ones in front, up to a rank.
  func aligned(to rank: Int) -> [Int] { Array(repeating: 1, count: rank - self.rank) + dimensions }

  /// The distance between neighbors along each axis, in elements. Saturates like `count`.
  var strides: [Int] {
    var strides = Array(repeating: 1, count: rank)
    for axis in (0..<rank).dropLast().reversed() {
      let (stride, overflow) = strides[axis + 1].multipliedReportingOverflow(by: dimensions[axis + 1])
      strides[axis] = overflow ? Int.max : stride
    }
    return strides
  }

  /// The number of elements before, along, and after a run of neighboring axes: the three extents of a reduction.
  func extents(around axes: Range<Int>) -> (outer: Int, axis: Int, inner: Int) {
    (
      Shape(Array(dimensions[..<axes.lowerBound])).count, Shape(Array(dimensions[axes])).count,
      Shape(Array(dimensions[axes.upperBound...])).count
    )
  }

  /// An axis counted from the front; negative ones count from the end, -1 being the last.
  func axis(_ axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    precondition(index >= 0 && index < rank, "axis \(axis) of a tensor of shape \(self)")
    return index
  }

  /// The shape with the dimensions of some axes replaced by 1.
  func keeping(_ axes: [Int]) -> Shape { Shape(dimensions.enumerated().map { axes.contains($0.offset) ? 1 : $0.element }) }
}
