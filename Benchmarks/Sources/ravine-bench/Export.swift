import Foundation
import Graphs
import Measurements
import Networks
import Random

/// What a workload computes at its first values, for a comparison with another implementation: every leaf, the loss, its gradients, the
/// Hessian's product with a direction for a network without training, and the readings of a cell.
struct Export {
  private let workload: Workload
  private let precision: Precision
  private var tensors: [(name: String, shape: Shape, values: [Double])] = []

  init(_ workload: Workload, _ precision: Precision) throws {
    self.workload = workload
    self.precision = precision
    let subject = workload.settings.subject.value.build(for: .operation)
    guard let loss = subject.loss else { throw BenchError("the workload has no loss") }
    let (graph, parameters) = (subject.graph, subject.parameters.map(\.tensor))
    let gradients = graph.gradients(of: loss, withRespectTo: parameters)
    var outputs = [("loss", loss)] + zip(subject.parameters, gradients).map { ("gradient \($0.name)", $1) }
    var draws = workload.draws(for: subject)
    let shapes = Dictionary(uniqueKeysWithValues: subject.feeds.map { ($0.name, $0.shape) })
    for draw in draws { tensors.append((draw.name, shapes[draw.name] ?? [], draw.values)) }
    if workload.settings.training == nil {
      let directions = subject.parameters.map { graph.input("direction \($0.name)", $0.shape) }
      let products = graph.hessianVectorProducts(of: loss, along: directions, withRespectTo: parameters)
      outputs += zip(subject.parameters, products).map { ("product \($0.name)", $1) }
      for direction in workload.directions(for: subject) {
        draws.append(direction)
        tensors.append((direction.name, shapes[String(direction.name.dropFirst("direction ".count))] ?? [], direction.values))
      }
    }
    let evaluator = Evaluator(try Program(outputs: outputs.map(\.1), precision: precision))
    for (name, values) in draws where evaluator.hasInput(name) { evaluator.setInput(name, values) }
    evaluator.run()
    for (index, (name, tensor)) in outputs.enumerated() { tensors.append((name, tensor.shape, evaluator.output(index))) }
  }

  /// Writes `index.json` and a file of float64 numbers for each tensor and each measurement.
  func write(to folder: String) throws {
    let home = URL(filePath: folder, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    var entries: [[String: Any]] = []
    for (index, tensor) in (tensors + (try readings())).enumerated() {
      let file = "\(index).f64"
      try tensor.values.withUnsafeBytes { Data($0) }.write(to: home.appending(path: file))
      entries.append(["name": tensor.name, "shape": tensor.shape.dimensions, "file": file])
    }
    try JSONSerialization.data(withJSONObject: entries).write(to: home.appending(path: "index.json"))
  }

  /// What the measurements of a cell read; nothing of a training, which moves on.
  private func readings() throws -> [(name: String, shape: Shape, values: [Double])] {
    let settings = workload.settings
    guard settings.training == nil else { return [] }
    let runner = try CellRunner(
      subject: settings.subject.value, measurements: settings.measurements, training: nil, precision: precision)
    let result = runner.run(namespace: .confirm, seed: workload.seed, replicate: 0)
    let names = workload.plan.manifest.experiments[0].measurementNames
    return result.readings.map { ("reading \(names[$0.measurement])", Shape([$0.values.count]), $0.values) }
  }
}
