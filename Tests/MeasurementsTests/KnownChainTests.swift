import CKernels
import Graphs
import Networks
import Testing
import Training

@testable import Measurements

/// The names of the chains that the kernels have as one loop.
private var knownChains: Set<String> {
  var names: Set<String> = []
  while let next = ravine_known_chain_at(names.count + 1) { names.insert(String(cString: next.pointee.name)) }
  return names
}

private func dense(_ activation: String) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "features": 24, "examples": 8}, "loss": "meanSquaredError",
   "layers": [{"kind": "repeat", "times": 3, "layers": [{"kind": "dense", "width": 24}, {"kind": "activation", "function": "\(activation)"}]}]}
  """
}

private let classifier = """
  {"kind": "network", "input": {"kind": "gaussian", "features": 24, "examples": 8},
   "loss": {"kind": "softmaxCrossEntropy", "target": "randomClasses"},
   "layers": [{"kind": "repeat", "times": 4, "layers": [{"kind": "dense", "width": 24}, {"kind": "activation", "function": "tanh"}]},
    {"kind": "dense", "width": 10}]}
  """

private func recurrent(_ kind: String) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "shape": [12, 8], "examples": 8}, "loss": "halfSquaredError",
   "layers": [{"kind": "\(kind)", "units": 16, "initializer": "lecunNormal", "recurrentInitializer": "lecunNormal"}]}
  """
}

private let residual = """
  {"kind": "network", "input": {"kind": "gaussian", "shape": [8, 8, 3], "examples": 8}, "loss": "halfSquaredError",
   "layers": [{"kind": "conv2d", "channels": 4, "bias": false}, "batchNorm", {"kind": "activation", "function": "relu"},
    {"kind": "repeat", "times": 3, "layers": [{"kind": "residual", "layers": [
      {"kind": "conv2d", "channels": 4, "bias": false}, "batchNorm", {"kind": "activation", "function": "relu"},
      {"kind": "conv2d", "channels": 4, "bias": false}, "batchNorm"]}, {"kind": "activation", "function": "relu"}]}]}
  """

@Suite("Chains that are compiled as one loop") struct KnownChainTests {
  private func step(_ subject: String, _ optimizer: String) throws -> Set<String> {
    let subject = try decode(Subjects.catalogue, subject).build(for: .operation)
    let settings = try settings(#"{"optimizer": "\#(optimizer)", "steps": 1}"#)
    return try StepProgram(subject, settings.optimizer, .float32, keepsUpdates: false).program.knownChains
  }

  private func hessianProduct(_ subject: String) throws -> Set<String> {
    let subject = try decode(Subjects.catalogue, subject).build(for: .operation)
    let directions = subject.parameters.map { subject.graph.input("direction \($0.name)", $0.shape) }
    let products = subject.graph.hessianVectorProducts(
      of: try #require(subject.loss), along: directions, withRespectTo: subject.parameters.map(\.tensor))
    return try Program(outputs: products, precision: .float32).knownChains
  }

  private func surface(_ subject: String) throws -> Set<String> {
    let surface = try decode(Measurements.catalogue, #"{"kind": "lossSurface", "plane": "filterNormalized"}"#)
    let plan = try CellPlan(try decode(Subjects.catalogue, subject), [ScheduledMeasurement(surface)], nil, .float32)
    return plan.groups[0].auxiliaries[0].program.knownChains
  }

  // A change of graphs or of their fusion that no longer meets a listed chain costs time without a word.
  @Test("Networks meet each of them")
  func met() throws {
    var met = try hessianProduct(classifier).union(surface(classifier))
    for activation in ["tanh", "relu", "sigmoid"] { met.formUnion(try step(dense(activation), "adam")) }
    for kind in ["recurrent", "lstm"] { met.formUnion(try step(recurrent(kind), "gradientDescent")) }
    met.formUnion(try step(residual, "gradientDescent"))
    #expect(met == knownChains)
  }
}
