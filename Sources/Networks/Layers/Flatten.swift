import Catalogues
import Documents
import Graphs

struct Flatten: Layer {
  static let name = "flatten"
  static let summary = "the numbers of an example, row-major, as one vector of features"
  static let sample = LayerSample(Flatten(), on: [3, 2, 2])

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? { [input.count] }
  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor { x.reshaped([x.shape[0], x.shape.ofExample.count]) }
}
