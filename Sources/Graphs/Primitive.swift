/// An operation of the graph: its shape, its value and the rule of its derivative side by side.
///
/// The parameters of a primitive (axes, ranges) are stored properties; two equal primitives on the same operands are one node.
package protocol Primitive: Hashable, Sendable {
  /// What a program's description calls it, with its parameters.
  var name: String { get }
  /// Applications to try, inside the domain and away from kinks: the test plan.
  static var samples: [Sample] { get }
  /// The shape of the result. Operands that do not fit are a programmer's mistake.
  func shape(of operands: [Shape]) -> Shape
  /// Where the result lives.
  var placement: Placement { get }
  /// The operation of each element, if an element of the result depends on nothing but the elements of the operands at its place: programs
  /// fuse such primitives.
  var elementwise: ElementwiseOperation? { get }
  /// Whether each element of the result is a sum of products of elements of its two operands: linear in either of them.
  var isProduct: Bool { get }
  /// Where the result's elements stand in the operand, if they are nothing but elements of it: programs read them there.
  func selection(from operand: Shape, result: Shape) -> Selection?
  /// The value: kernel calls that fill `result`.
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall]
  /// The derivative, written in nodes so that it can be differentiated again: the cotangents of the operands from that of the result;
  /// `nil` where it is zero. A cotangent may have the result's shape where the operand was broadcast: the engine sums it back.
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?]
  /// Another node with the same value, bit for bit, that costs less; `nil` when there is none.
  ///
  /// Programs compute it instead. A graph never does so by itself: a gradient with respect to the node that was passed over would vanish.
  func simplified(operands: [Tensor]) -> Tensor?
  /// Floating-point operations, an elementary function counting as one.
  func operations(operands: [Shape], result: Shape) -> Int
}

/// Where the result of a primitive lives.
package enum Placement: Sendable {
  /// In a place for the whole life of the evaluator: leaves.
  case fixed
  /// In a place apart from the operands.
  case fresh
  /// In a fresh place, or in that of an operand of the same size that is not needed afterwards.
  case inPlace
}

/// A place in an evaluator's memory.
package struct Buffer: Sendable {
  let shape: Shape
  /// In bytes from the start of the arena.
  let offset: Int
  let precision: Precision

  /// The place some elements further.
  func offset(advancedBy elements: Int) -> Int { offset + elements * precision.bytes }
}

/// One application of a primitive to try: its operands are drawn from intervals, spread so that no two values nearly meet.
///
/// For a domain that is symmetric about a kink at 0, an even number of elements stays clear of it.
package struct Sample: Sendable {
  package struct Operand: Sendable {
    package let shape: Shape
    package let domain: ClosedRange<Double>
    /// The values of an operand that is no variable, such as an index.
    package let held: [Double]?

    package init(_ shape: Shape, _ domain: ClosedRange<Double> = -2...2) {
      (self.shape, self.domain, held) = (shape, domain, nil)
    }

    package init(_ shape: Shape, holding values: [Double]) {
      (self.shape, domain, held) = (shape, 0...0, values)
    }
  }

  package let primitive: any Primitive
  package let operands: [Operand]

  init(_ primitive: any Primitive, _ operands: [Operand]) {
    self.primitive = primitive
    self.operands = operands
  }

  /// "tanh of [[2, 3]]"
  package var title: String { "\(primitive.name) of \(operands.map(\.shape))" }
}

extension Primitive {
  /// The primitive as one of a kind, if it is one. Types are compared first: a cast asks the runtime, and nearly all are of another kind.
  @inline(__always)
  func of<P: Primitive>(_ kind: P.Type) -> P? { Self.self == kind ? self as? P : nil }

  package var placement: Placement { .fresh }
  package var elementwise: ElementwiseOperation? { nil }
  package var isProduct: Bool { false }
  package func selection(from operand: Shape, result: Shape) -> Selection? { nil }
  package func simplified(operands: [Tensor]) -> Tensor? { nil }
  package func operations(operands: [Shape], result: Shape) -> Int { 0 }
}

/// Every primitive. To be listed is to be tested: shapes, derivatives to third order, both precisions, buffers.
package let primitives: [any Primitive.Type] = [
  Input.self, Constant.self, StopGradient.self,
  Negate.self, Abs.self, Sign.self, Sqrt.self, Reciprocal.self, Square.self, Relu.self, Step.self,
  Exp.self, Expm1.self, Log.self, Log1p.self, Tanh.self, Sigmoid.self, Softplus.self, Erf.self, Sin.self, Cos.self,
  Add.self, Subtract.self, Multiply.self, Divide.self, Maximum.self, Minimum.self, Greater.self, Power.self,
  Select.self,
  Matmul.self,
  Convolution.self, ConvolutionInputGradient.self, ConvolutionWeightGradient.self,
  Sum.self, MaximumOver.self, Variance.self,
  Softmax.self, LogSoftmax.self, LogSumExp.self,
  Reshape.self, Permute.self, Broadcast.self, Slice.self, Pad.self, Concatenate.self,
  Gather.self, Scatter.self,
  Inverse.self,
]
