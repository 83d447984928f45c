import Graphs

/// A layer to try, with layers inside it where its kind has some, and the shape of an example that goes in.
///
/// Every kind of layer names one: to be listed is to have its training steps pinned in `Tests/Golden/layers.tsv`.
public struct LayerSample: Sendable {
  public let layer: any Layer
  public let input: Shape

  public init(_ layer: any Layer, on input: Shape) {
    self.layer = layer
    self.input = input
  }

  /// The layer as a subject: an offset that is trained goes before it, so that a layer without parameters hands gradients back too;
  /// half the squared error against random targets stands behind it.
  public func subject(examples: Int) -> SubjectGraph {
    let builder = NetworkBuilder(stage: .operation)
    let filling = Filling.normal(mean: 0, standardDeviation: 1)
    let shape = Shape([examples] + input.dimensions)
    let x = builder.leaf("input", shape, purpose: "input", position: "input", filling)
    let offset = builder.within("offset") { builder.parameter(.bias, input, filling, before: nil) }
    let output = LayerList([layer]).apply(to: x + offset.tensor, builder)
    let target = builder.leaf("target", output.shape, purpose: "target", position: "output", filling)
    return builder.finish(input: x, output: output, loss: HalfSquaredError()(output, target))
  }
}
