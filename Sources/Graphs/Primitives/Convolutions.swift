import CKernels

// Images lie as [examples, height, width, channels], weights as [height, width, channels in, channels out].

/// How the window of a convolution moves over an image: its strides, and the zeros around the image.
///
///     x.convolved(with: w)                                        // every window inside: [n, h - kh + 1, w - kw + 1, out]
///     x.convolved(with: w, over: .same([8, 8], kernel: [3, 3]))   // as many windows as pixels: [n, 8, 8, out]
public struct Window: Hashable, Sendable {
  /// Down and to the right, in pixels.
  public var strides: [Int]
  /// Rows of zeros above and below the image, columns to the left and to the right.
  public var top: Int, bottom: Int, left: Int, right: Int

  public init(strides: [Int] = [1, 1], top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    precondition(strides.count == 2 && strides.allSatisfy { $0 > 0 }, "a window has two positive strides, not \(strides)")
    precondition([top, bottom, left, right].allSatisfy { $0 >= 0 }, "an image is not padded by a negative number")
    (self.strides, self.top, self.bottom, self.left, self.right) = (strides, top, bottom, left, right)
  }

  /// One window for every stride-th pixel, ⌈extent / stride⌉ of them; where the zeros do not divide evenly, the last side has one more.
  public static func same(_ image: [Int], kernel: [Int], strides: [Int] = [1, 1]) -> Window {
    precondition(image.count == 2 && kernel.count == 2 && strides.count == 2, "an image has two extents")
    let zeros = (0..<2).map { axis -> Int in
      let windows = (image[axis] + strides[axis] - 1) / strides[axis]
      return max(0, (windows - 1) * strides[axis] + kernel[axis] - image[axis])
    }
    return Window(
      strides: strides, top: zeros[0] / 2, bottom: (zeros[0] + 1) / 2, left: zeros[1] / 2, right: (zeros[1] + 1) / 2)
  }

  /// How many windows fit, down and across.
  func count(of kernel: [Int], over image: [Int]) -> [Int] {
    let rest = [image[0] + top + bottom - kernel[0], image[1] + left + right - kernel[1]]
    precondition(
      kernel.allSatisfy { $0 > 0 } && rest.allSatisfy { $0 >= 0 }, "a kernel of \(kernel) over images of \(image), \(summary)")
    return zip(rest, strides).map { $0 / $1 + 1 }
  }

  /// The extents of a convolution for the kernels.
  func extents(x: Shape, w: Shape, y: Shape) -> ravine_convolution {
    ravine_convolution(
      height: x[1], width: x[2], in: x[3], kernel_height: w[0], kernel_width: w[1], out: w[3], out_height: y[1], out_width: y[2],
      stride_y: strides[0], stride_x: strides[1], top: top, left: left)
  }

  /// The shape of y, having checked that x and w fit.
  func result(x: Shape, w: Shape) -> Shape {
    precondition(x.rank == 4 && w.rank == 4 && x[3] == w[2], "a convolution of images of shape \(x) with weights of shape \(w)")
    let windows = count(of: [w[0], w[1]], over: [x[1], x[2]])
    return [x[0], windows[0], windows[1], w[3]]
  }

  /// A product and a sum for each weight, at each element of y.
  func operations(w: Shape, y: Shape) -> Int { 2 &* y.count &* Shape(Array(w.dimensions[..<3])).count }

  fileprivate static let samples: [(x: Shape, w: Shape, window: Window)] = [
    ([2, 3, 2, 2], [2, 2, 2, 3], Window()),
    ([1, 3, 4, 1], [3, 3, 1, 2], .same([3, 4], kernel: [3, 3])),
    ([2, 5, 4, 2], [3, 2, 2, 1], .same([5, 4], kernel: [3, 2], strides: [2, 2])),
    ([1, 4, 5, 1], [1, 2, 1, 2], Window(strides: [2, 1], top: 1, bottom: 0, left: 0, right: 2)),
    ([1, 4, 4, 2], [1, 1, 2, 2], Window(strides: [3, 2])),
  ]
  fileprivate static func samples(_ sample: (_ x: Shape, _ w: Shape, _ y: Shape, Window) -> Sample) -> [Sample] {
    samples.map { sample($0.x, $0.w, $0.window.result(x: $0.x, w: $0.w), $0.window) }
  }
}

/// The convolution (as is usual, the kernel not flipped) of images [n, h, w, in] with weights [kh, kw, in, out]: [n, h′, w′, out].
struct Convolution: Primitive {
  let window: Window

  var name: String { "convolution \(window.summary)" }
  static var samples: [Sample] {
    Window.samples { x, w, _, window in Sample(Convolution(window: window), [.init(x), .init(w)]) }
  }
  var isProduct: Bool { true }
  func shape(of operands: [Shape]) -> Shape { window.result(x: operands[0], w: operands[1]) }

  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [
      .convolution(
        window.extents(x: operands[0].shape, w: operands[1].shape, y: result.shape), examples: result.shape[0],
        x: operands[0].offset, w: operands[1].offset, y: result.offset)
    ]
  }

  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let (x, w) = (operands[0], operands[1])
    return [
      g.graph.apply(ConvolutionInputGradient(window: window, image: [x.shape[1], x.shape[2]]), to: [g, w]),
      g.graph.apply(ConvolutionWeightGradient(window: window, kernel: [w.shape[0], w.shape[1]]), to: [x, g]),
    ]
  }

  func operations(operands: [Shape], result: Shape) -> Int { window.operations(w: operands[1], y: result) }
}

/// The transpose of a convolution in its images: from dy [n, h′, w′, out] and weights [kh, kw, in, out], dx [n, h, w, in].
struct ConvolutionInputGradient: Primitive {
  let window: Window
  /// Height and width of an image: several may give as many windows.
  let image: [Int]

  var name: String { "convolution's input gradient \(window.summary) \(image)" }
  static var samples: [Sample] {
    Window.samples { x, w, y, window in
      Sample(ConvolutionInputGradient(window: window, image: [x[1], x[2]]), [.init(y), .init(w)])
    }
  }

  var isProduct: Bool { true }
  func shape(of operands: [Shape]) -> Shape {
    let (dy, w) = (operands[0], operands[1])
    precondition(dy.rank == 4 && w.rank == 4, "\(name) of shapes \(dy) and \(w)")
    let dx: Shape = [dy[0], image[0], image[1], w[2]]
    precondition(window.result(x: dx, w: w) == dy, "\(name) of shapes \(dy) and \(w)")
    return dx
  }

  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [
      .convolutionInputGradient(
        window.extents(x: result.shape, w: operands[1].shape, y: operands[0].shape), examples: result.shape[0],
        dy: operands[0].offset, w: operands[1].offset, dx: result.offset)
    ]
  }

  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let (dy, w) = (operands[0], operands[1])
    return [
      g.graph.apply(Convolution(window: window), to: [g, w]),
      g.graph.apply(ConvolutionWeightGradient(window: window, kernel: [w.shape[0], w.shape[1]]), to: [g, dy]),
    ]
  }

  func operations(operands: [Shape], result: Shape) -> Int { window.operations(w: operands[1], y: operands[0]) }
}

/// The transpose of a convolution in its weights: from images [n, h, w, in] and dy [n, h′, w′, out], dw [kh, kw, in, out].
struct ConvolutionWeightGradient: Primitive {
  let window: Window
  /// Height and width of the kernel.
  let kernel: [Int]

  var name: String { "convolution's weight gradient \(window.summary) \(kernel)" }
  static var samples: [Sample] {
    Window.samples { x, w, y, window in
      Sample(ConvolutionWeightGradient(window: window, kernel: [w[0], w[1]]), [.init(x), .init(y)])
    }
  }

  var isProduct: Bool { true }
  func shape(of operands: [Shape]) -> Shape {
    let (x, dy) = (operands[0], operands[1])
    precondition(x.rank == 4 && dy.rank == 4, "\(name) of shapes \(x) and \(dy)")
    let dw: Shape = [kernel[0], kernel[1], x[3], dy[3]]
    precondition(window.result(x: x, w: dw) == dy, "\(name) of shapes \(x) and \(dy)")
    return dw
  }

  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let extents = window.extents(x: operands[0].shape, w: result.shape, y: operands[1].shape)
    return [
      .convolutionWeightGradient(
        extents, examples: operands[0].shape[0], x: operands[0].offset, dy: operands[1].offset,
        rows: 0..<(kernel[0] * kernel[1] * extents.in), dw: result.offset)
    ]
  }

  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let (x, dy) = (operands[0], operands[1])
    return [
      g.graph.apply(ConvolutionInputGradient(window: window, image: [x.shape[1], x.shape[2]]), to: [dy, g]),
      g.graph.apply(Convolution(window: window), to: [x, g]),
    ]
  }

  func operations(operands: [Shape], result: Shape) -> Int { window.operations(w: result, y: operands[1]) }
}

extension Window {
  /// For the names of the primitives.
  fileprivate var summary: String { "\(strides), zeros \([top, bottom, left, right])" }
}

extension Tensor {
  /// The convolution of images [n, h, w, in] with weights [kh, kw, in, out], images being 0 beyond their edges:
  /// y[n, i, j, o] = Σ x[n, i·s + ky - top, j·s + kx - left, c] w[ky, kx, c, o].
  public func convolved(with weights: Tensor, over window: Window = Window()) -> Tensor {
    graph.apply(Convolution(window: window), to: [self, weights])
  }
}
