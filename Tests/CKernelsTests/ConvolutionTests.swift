import CKernels
import Testing

/// A convolution with operands drawn for it.
struct ConvolutionProblem {
  var extents: ravine_convolution
  let precision: ravine_precision, examples: Int
  var x: Buffer, w: Buffer, dy: Buffer

  init(_ precision: ravine_precision, examples: Int, _ extents: ravine_convolution) {
    (self.precision, self.examples, self.extents) = (precision, examples, extents)
    func drawn(_ count: Int, _ stream: UInt64) -> Buffer {
      var x = Buffer(precision, count: count)
      ravine_normal(precision, 6, stream, 0, count, &x.bytes)
      return x
    }
    x = drawn(examples * extents.height * extents.width * extents.in, 1)
    w = drawn(extents.kernel_height * extents.kernel_width * extents.in * extents.out, 2)
    dy = drawn(examples * extents.out_height * extents.out_width * extents.out, 3)
  }

  var weightRows: Int { extents.kernel_height * extents.kernel_width * extents.in }

  /// The values in some parts, as threads would share them.
  func forward(parts: Int = 1) -> Buffer {
    byExamples(x, w, perOperand: x.count, perResult: dy.count, parts: parts, ravine_convolve2d)
  }
  func inputGradient(parts: Int = 1) -> Buffer {
    byExamples(dy, w, perOperand: dy.count, perResult: x.count, parts: parts, ravine_convolve2d_input_gradient)
  }
  func weightGradient(parts: Int = 1) -> Buffer {
    var (dw, extents) = (Buffer(precision, count: w.count), extents)
    for part in 0..<parts {
      let (from, to) = (weightRows * part / parts, weightRows * (part + 1) / parts)
      ravine_convolve2d_weight_gradient(precision, &extents, examples, x.bytes, dy.bytes, from, to - from, &dw.bytes)
    }
    return dw
  }

  private func byExamples(
    _ operand: Buffer, _ w: Buffer, perOperand: Int, perResult: Int, parts: Int,
    _ function: (
      ravine_precision, UnsafePointer<ravine_convolution>, Int, UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer
    ) -> Void
  ) -> Buffer {
    var (result, extents) = (Buffer(precision, count: perResult), extents)
    operand.bytes.withUnsafeBytes { operand in
      w.bytes.withUnsafeBytes { w in
        result.bytes.withUnsafeMutableBytes { result in
          guard let operand = operand.baseAddress, let w = w.baseAddress, let result = result.baseAddress else { return }
          for part in 0..<parts {
            let (from, to) = (examples * part / parts, examples * (part + 1) / parts)
            let (read, written) = (perOperand / examples * from, perResult / examples * from)
            function(
              precision, &extents, to - from, operand + read * precision.bytes, w, result + written * precision.bytes)
          }
        }
      }
    }
    return result
  }

  // The definitions, pixel by pixel.

  private func chain(_ products: some Sequence<(Double, Double)>) -> Double {
    var (wide, narrow) = (0.0, Float(0))
    for (a, b) in products {
      if precision == RAVINE_FLOAT64 { wide = ravine_fma(a, b, wide) } else { narrow.addProduct(Float(a), Float(b)) }
    }
    return precision == RAVINE_FLOAT64 ? wide : Double(narrow)
  }

  func forwardChains() -> [Double] {
    let (x, w, e) = (x.values, w.values, extents)
    var result: [Double] = []
    for n in 0..<examples {
      for oy in 0..<e.out_height {
        for ox in 0..<e.out_width {
          for co in 0..<e.out {
            var products: [(Double, Double)] = []
            for ky in 0..<e.kernel_height {
              for kx in 0..<e.kernel_width {
                for ci in 0..<e.in {
                  products.append((pixel(x, n, oy, ky, ox, kx, ci), w[((ky * e.kernel_width + kx) * e.in + ci) * e.out + co]))
                }
              }
            }
            result.append(chain(products))
          }
        }
      }
    }
    return result
  }

  func inputGradientChains() -> [Double] {
    let (dy, w, e) = (dy.values, w.values, extents)
    // Every window that could reach an image: its first row or column may lie far outside.
    let windowRows = -e.kernel_height...(e.height + e.top), windowColumns = -e.kernel_width...(e.width + e.left)
    var result: [Double] = []
    for n in 0..<examples {
      for iy in 0..<e.height {
        for ix in 0..<e.width {
          for ci in 0..<e.in {
            var products: [(Double, Double)] = []
            for oy in windowRows {
              let ky = iy + e.top - oy * e.stride_y
              for ox in windowColumns where ky >= 0 && ky < e.kernel_height {
                let kx = ix + e.left - ox * e.stride_x
                guard kx >= 0 && kx < e.kernel_width else { continue }
                let inside = oy >= 0 && oy < e.out_height && ox >= 0 && ox < e.out_width
                for co in 0..<e.out {
                  products.append(
                    (
                      inside ? dy[((n * e.out_height + oy) * e.out_width + ox) * e.out + co] : 0,
                      w[((ky * e.kernel_width + kx) * e.in + ci) * e.out + co]
                    ))
                }
              }
            }
            result.append(chain(products))
          }
        }
      }
    }
    return result
  }

  func weightGradientChains() -> [Double] {
    let (x, dy, e) = (x.values, dy.values, extents)
    var result: [Double] = []
    for row in 0..<weightRows {
      let (place, ci) = row.quotientAndRemainder(dividingBy: e.in)
      let (ky, kx) = place.quotientAndRemainder(dividingBy: e.kernel_width)
      for co in 0..<e.out {
        var products: [(Double, Double)] = []
        for n in 0..<examples {
          for oy in 0..<e.out_height {
            for ox in 0..<e.out_width {
              products.append((pixel(x, n, oy, ky, ox, kx, ci), dy[((n * e.out_height + oy) * e.out_width + ox) * e.out + co]))
            }
          }
        }
        result.append(chain(products))
      }
    }
    return result
  }

  /// The pixel of x that a window meets, 0 outside.
  private func pixel(_ x: [Double], _ n: Int, _ oy: Int, _ ky: Int, _ ox: Int, _ kx: Int, _ ci: Int) -> Double {
    let e = extents
    let (iy, ix) = (oy * e.stride_y + ky - e.top, ox * e.stride_x + kx - e.left)
    guard iy >= 0 && iy < e.height && ix >= 0 && ix < e.width else { return 0 }
    return x[((n * e.height + iy) * e.width + ix) * e.in + ci]
  }
}

/// Extents drawn at random: every remainder of a tile, strides beyond the kernel, images that are cut, padded on one side, or empty.
let convolutionExtents: [ravine_convolution] = {
  var draws = [UInt64](repeating: 0, count: 60 * 12), next = 0
  ravine_words(4, 0, 0, draws.count, &draws)
  func draw(_ range: ClosedRange<Int>) -> Int {
    defer { next += 1 }
    return range.lowerBound + Int(draws[next] % UInt64(range.count))
  }
  let channels = [1, 2, 3, 4, 7, 8, 15, 16, 17, 33]
  var list = (0..<50).map { _ in
    var e = ravine_convolution()
    (e.height, e.width, e.in, e.out) = (draw(1...6), draw(1...18), channels[draw(0...9)], channels[draw(0...9)])
    (e.kernel_height, e.kernel_width, e.stride_y, e.stride_x) = (draw(1...3), draw(1...4), draw(1...3), draw(1...3))
    (e.top, e.left) = (draw(0...e.kernel_height), draw(0...(e.kernel_width + 1)))
    e.out_height = draw(1...((e.height + e.top) / e.stride_y + 1))
    e.out_width = draw(1...((e.width + e.left) / e.stride_x + 1))
    return e
  }
  for (index, extent) in [\ravine_convolution.in, \.out, \.height, \.out_width].enumerated() { list[index][keyPath: extent] = 0 }
  return list
}()

@Test("A convolution and its gradients are the chains that they are defined as, shared out or not", arguments: precisions)
func convolutionsAreChains(precision: ravine_precision) {
  for (index, extents) in convolutionExtents.enumerated() {
    let problem = ConvolutionProblem(precision, examples: 1 + index % 3, extents)
    let chains = [problem.forwardChains(), problem.inputGradientChains(), problem.weightGradientChains()]
    for parts in [1, 2] {
      let values = [problem.forward(parts: parts), problem.inputGradient(parts: parts), problem.weightGradient(parts: parts)]
      let equal = zip(values, chains).map { $0.values == $1 }  // apart from #expect, which would print every value
      #expect(equal == [true, true, true], "\(extents)")
    }
  }
}

/// 3 × 3 windows over 4 × 4 images, as many as pixels.
private let same = ravine_convolution(
  height: 4, width: 4, in: 2, kernel_height: 3, kernel_width: 3, out: 3, out_height: 4, out_width: 4, stride_y: 1, stride_x: 1,
  top: 1, left: 1)

@Test("The gradient of no examples is zero")
func noExamples() {
  let problem = ConvolutionProblem(RAVINE_FLOAT32, examples: 0, same)
  #expect(problem.weightGradient().values.allSatisfy { $0 == 0 })
}

@Test("A NaN in the weights reaches the edges too, because zeros outside take part", arguments: precisions)
func paddingTakesPart(precision: ravine_precision) {
  var problem = ConvolutionProblem(precision, examples: 1, same)
  var w = problem.w.values
  w[0] = .nan  // above and to the left, of channel 0
  problem.w = Buffer(precision, w)
  for (i, value) in problem.forward().values.enumerated() { #expect(value.isNaN == (i % 3 == 0)) }
}

@Test("An infinite pixel reaches the windows over it and nothing else", arguments: precisions)
func pixelsStayApart(precision: ravine_precision) {
  var problem = ConvolutionProblem(precision, examples: 2, same)
  var x = problem.x.values
  x[0] = .infinity
  problem.x = Buffer(precision, x)
  for (i, value) in problem.forward().values.enumerated() {
    let (row, column) = (i / 3 / 4, i / 3 % 4)
    #expect(value.isFinite == (row > 1 || column > 1))
  }
}

extension InstructionSetTests {
  @Test("Convolutions and their gradients", arguments: precisions)
  func convolutions(precision: ravine_precision) {
    for extents in convolutionExtents {
      let problem = ConvolutionProblem(precision, examples: 2, extents)
      compare("\(extents)") {
        problem.forward().canonicalBytes + problem.inputGradient().canonicalBytes + problem.weightGradient().canonicalBytes
      }
    }
  }
}
