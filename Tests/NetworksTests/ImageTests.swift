import Catalogues
import Documents
import Graphs
import Testing

@testable import Networks

private func network(_ layers: String, _ shape: String = "[6, 5, 2]", _ more: String = "") -> String {
  #"{"kind": "network", "input": {"kind": "gaussian", "shape": \#(shape), "examples": 3}, "layers": [\#(layers)]\#(more)}"#
}

private func build(_ layers: String, _ shape: String = "[6, 5, 2]") throws -> SubjectGraph {
  try decode(Subjects.catalogue, network(layers, shape)).build(for: .operation)
}

@Suite("Images") struct ImageTests {
  @Test(
    "Shapes follow from kernel, stride and padding",
    arguments: [
      (#"{"kind": "conv2d", "channels": 4}"#, [6, 5, 4]),
      (#"{"kind": "conv2d", "channels": 4, "kernel": [2, 4], "padding": "valid"}"#, [5, 2, 4]),
      (#"{"kind": "conv2d", "channels": 4, "kernel": 4, "stride": 2}"#, [3, 3, 4]),
      (#"{"kind": "conv2d", "channels": 4, "kernel": 3, "stride": [1, 2], "padding": 2}"#, [8, 4, 4]),
      (#"{"kind": "conv2d", "channels": 4, "kernel": 1, "padding": [0, 1]}"#, [6, 7, 4]),
      (#"{"kind": "conv2d", "channels": 1, "kernel": 9}"#, [6, 5, 1]),
      (#""maxPooling""#, [3, 2, 2]), (#"{"kind": "averagePooling", "size": [6, 1]}"#, [1, 5, 2]),
      (#"{"kind": "maxPooling", "size": 3, "stride": 2}"#, [2, 2, 2]),
      (#""globalAveragePooling""#, [2]), (#""flatten""#, [60]), (#"{"kind": "groupNorm", "groups": 2}"#, [6, 5, 2]),
    ])
  func shapes(layer: String, expected: [Int]) throws {
    var problems = Problems()
    let chosen = try decode(Layers.catalogue, layer)
    #expect(chosen.outputShape(for: [6, 5, 2], at: nil, &problems)?.dimensions == expected)
    #expect(try build(layer).output.shape.dimensions == [3] + expected)
  }

  @Test("The fans of a convolution are the weights that meet in a pixel, and those that a pixel meets")
  func fans() throws {
    func filling(_ initializer: String) throws -> Filling {
      try build(#"{"kind": "conv2d", "channels": 8, "kernel": [3, 5], "initializer": "\#(initializer)"}"#).parameters[0].filling
    }
    #expect(try filling("heNormal") == .normal(mean: 0, standardDeviation: (2.0 / 30).squareRoot()))
    #expect(try filling("xavierNormal") == .normal(mean: 0, standardDeviation: (2.0 / (30 + 120)).squareRoot()))
  }

  @Test("An orthogonal kernel has orthonormal columns: one for each channel that comes out")
  func orthogonal() throws {
    let subject = try build(#"{"kind": "conv2d", "channels": 4, "initializer": "orthogonal", "bias": false}"#)
    let kernel = try #require(draws(subject)["conv2d-1/kernel"])
    #expect(kernel.count == 72)
    for a in 0..<4 {
      for b in 0..<4 {
        let product = (0..<18).reduce(0.0) { $0 + kernel[$1 * 4 + a] * kernel[$1 * 4 + b] }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-14)
      }
    }
  }

  @Test("Windows side by side and overlapping ones agree where both can be")
  func pooling() throws {
    for kind in ["maxPooling", "averagePooling"] {
      let side = try build(#"{"kind": "\#(kind)", "size": [3, 1]}"#)
      let moving = try build(#"{"kind": "\#(kind)", "size": [3, 1], "stride": 1}"#)
      let (few, many) = (try evaluate([side.output], draws(side))[0], try evaluate([moving.output], draws(moving))[0])
      // Of the four rows of windows with stride 1, the first and the last lie side by side.
      for example in 0..<3 {
        for (a, b) in [(0, 0), (1, 3)] {
          for pixel in 0..<10 { #expect(abs(few[(example * 2 + a) * 10 + pixel] - many[(example * 4 + b) * 10 + pixel]) < 1e-15) }
        }
      }
    }
  }

  @Test("A residual block around convolutions adds its shortcut, whose layers are counted behind the body's")
  func shortcut() throws {
    let subject = try build(
      """
      {"kind": "conv2d", "channels": 3},
      {"kind": "residual", "layers": [
         {"kind": "conv2d", "channels": 4, "stride": 2}, "batchNorm", {"kind": "activation", "function": "relu"},
         {"kind": "conv2d", "channels": 4}],
       "shortcut": [{"kind": "conv2d", "channels": 4, "kernel": 1, "stride": 2}]},
      {"kind": "activation", "function": "relu"}, "globalAveragePooling", {"kind": "dense", "width": 2}
      """)
    #expect(
      subject.layers.map(\.path) == [
        "conv2d-1", "residual-1/conv2d-1", "residual-1/conv2d-2", "residual-1/shortcut/conv2d-1", "dense-1",
      ])
    #expect(subject.layers.map(\.operation) == [.convolution, .convolution, .convolution, .convolution, .dense])
    let values = try evaluate(subject.layers.map(\.activation) + subject.layers.map(\.preActivation), draws(subject))
    let (h, z) = (Array(values[..<5]), Array(values[5...]))
    // Into the body go the block's input and its inner activation, out of the last convolution the sum behind it.
    #expect(h[0] == z[0] && h[1].allSatisfy { $0 >= 0 } && h[3] == z[3])
    let sums = zip(z[2], z[3]).map { max(0, $0 + $1) }
    for example in 0..<3 {
      for channel in 0..<4 {
        let mean = (0..<9).reduce(0.0) { $0 + sums[(example * 9 + $1) * 4 + channel] } / 9
        #expect(abs(h[2][example * 4 + channel] - mean) < 1e-14)
      }
    }
    // The activation behind the sum belongs to the body's last convolution, not to the shortcut.
    #expect(subject.layers.map { $0.nonlinearity == nil } == [true, false, false, true, true])
  }

  @Test("A centered bias brings the mean of every channel, over examples and pixels, to its value")
  func centered() throws {
    let initialization = try decode(
      Subjects.catalogue, network(#"{"kind": "conv2d", "channels": 3, "biasInitializer": {"kind": "centered", "at": 0.7}}"#)
    ).build(for: .initialization)
    let means = try evaluate([initialization.layers[0].preActivation.mean(over: [0, 1, 2])], draws(initialization))[0]
    #expect(means.allSatisfy { abs($0 - 0.7) < 1e-14 })
  }

  @Test(
    "What cannot fit is told with its place",
    arguments: [
      (
        #"{"kind": "dense", "width": 2}"#,
        "/layers/0 a dense layer needs a vector of features, [6, 5, 2] comes in; 'flatten' makes one of it"
      ),
      (
        #""flatten", {"kind": "conv2d", "channels": 1}"#,
        "/layers/1 'conv2d' needs images [height, width, channels], [60] comes in"
      ),
      (
        #""flatten", "globalAveragePooling""#,
        "/layers/1 'globalAveragePooling' needs images [height, width, channels], [60] comes in"
      ),
      (
        #"{"kind": "conv2d", "channels": 1, "kernel": [3, 6], "padding": "valid"}"#,
        "/layers/0 a window of 3 × 6 does not fit into images of 6 × 5"
      ),
      (
        #"{"kind": "conv2d", "channels": 1, "kernel": 9, "padding": 1}"#,
        "/layers/0 a window of 9 × 9 does not fit into images of 6 × 5, zeros around them included"
      ),
      (#"{"kind": "maxPooling", "size": 6}"#, "/layers/0 a window of 6 × 6 does not fit into images of 6 × 5"),
      (
        #"{"kind": "conv2d", "channels": 1, "kernel": 0}"#,
        "/layers/0/kernel expected a whole number of at least 1, or [height, width], found 0"
      ),
      (
        #"{"kind": "conv2d", "channels": 1, "padding": "sama"}"#,
        "/layers/0/padding expected 'same', 'valid', a whole number of at least 0, or [height, width], found 'sama'"
      ),
      (
        #"{"kind": "conv2d", "channels": 1, "initializer": "identity"}"#,
        "/layers/0/initializer 'identity' cannot fill the kernel of a layer: it is not one matrix"
      ),
      (#"{"kind": "groupNorm", "groups": 4}"#, "/layers/0 4 groups do not divide 2 channels"),
      (
        #"{"kind": "residual", "layers": [{"kind": "conv2d", "channels": 4}], "shortcut": [{"kind": "conv2d", "channels": 3}]}"#,
        "/layers/0 a residual block adds its body's output to its shortcut's: [6, 5, 3] features come out of the shortcut, "
          + "[6, 5, 4] features come out of the body"
      ),
      (#"{"kind": "recurrent", "units": 2}"#, "/layers/0 'recurrent' needs sequences [steps, features], [6, 5, 2] comes in"),
    ])
  func misfits(layers: String, message: String) throws {
    #expect(try problems(network(layers)) == [message])
  }

  @Test(
    "An input has features or a shape",
    arguments: [
      (
        #"{"kind": "gaussian"}"#,
        " 'gaussian' needs 'features', or 'shape' for images [height, width, channels] and sequences [steps, features]"
      ),
      (#"{"kind": "uniform", "features": 2, "shape": [2]}"#, " 'uniform' takes either 'features' or 'shape', not both"),
      (#"{"kind": "constant", "shape": [2, 0]}"#, "/shape expected one to three whole numbers of at least 1, found [2, 0]"),
      (#"{"kind": "constant", "shape": []}"#, "/shape expected one to three whole numbers of at least 1, found an empty array"),
      (#"{"kind": "gaussian", "features": 0}"#, "/features expected a whole number of at least 1, found 0"),
    ])
  func inputs(input: String, message: String) throws {
    let text = #"{"kind": "network", "input": \#(input), "layers": ["flatten"]}"#
    #expect(try problems(text) == ["/input" + message])
  }

  @Test("Classes can be drawn for any input: each is in one column, and all of them come up")
  func randomClasses() throws {
    let loss = #"{"kind": "softmaxCrossEntropy", "target": "randomClasses"}"#
    let text = network(#""flatten", {"kind": "dense", "width": 5}"#, "[6, 5, 2]", #", "loss": \#(loss)"#)
    let subject = try decode(Subjects.catalogue, text.replacing("\"examples\": 3", with: "\"examples\": 1000"))
      .build(for: .operation)
    let target = try #require(draws(subject)["target"])
    #expect(target.count == 5000 && target.allSatisfy { $0 == 0 || $0 == 1 })
    for example in 0..<1000 { #expect(target[(example * 5)..<(example * 5 + 5)].reduce(0, +) == 1) }
    // Five standard deviations of a binomial count.
    let bound = 5 * (1000 * 0.2 * 0.8).squareRoot()
    for column in 0..<5 {
      let count = (0..<1000).reduce(0.0) { $0 + target[$1 * 5 + column] }
      #expect(abs(count - 200) < bound)
    }
    #expect(subject.network?.labels != nil)
    #expect(
      try problems(network(#""globalAveragePooling", {"kind": "dense", "width": 1}"#, "[6, 5, 2]", #", "loss": \#(loss)"#))
        == ["/loss 'softmaxCrossEntropy' needs an output for each class: the network has 1 output"])
    #expect(
      try problems(network(#"{"kind": "scale", "factor": 1}"#, "[6, 5, 2]", #", "loss": \#(loss)"#))
        == ["/loss 'softmaxCrossEntropy' needs a vector of outputs, [6, 5, 2] comes out; 'flatten' makes one of it"])
  }
}
