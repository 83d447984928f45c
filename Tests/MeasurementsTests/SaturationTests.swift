import Testing

private func subject(_ activation: String, _ weight: Double, _ bias: Double) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "features": 1, "examples": 400}, "layers": [
    {"kind": "dense", "width": 1, "initializer": {"kind": "constant", "value": \(weight)},
     "biasInitializer": {"kind": "constant", "value": \(bias)}},
    {"kind": "activation", "function": "\(activation)"}]}
  """
}

@Suite struct SaturationTests {
  @Test("A sigmoid at twice the scale saturates exactly where tanh does")
  func alike() throws {
    let (sigmoid, tanh) = (
      try run(subject("sigmoid", 6, 0), ["\"saturation\""])[0], try run(subject("tanh", 3, 0), ["\"saturation\""])[0]
    )
    #expect(sigmoid == tanh)
    // |3 g| > 2.178, where 1 - tanh² = 0.05: |g| > 0.726, 46.8% of a normal.
    #expect(abs(tanh[0] - 0.468) < 0.1)
  }

  @Test(
    "Saturation is 0 in a linear network and 1 far out",
    arguments: [("identity", 0.0, 0.0), ("sigmoid", 40, 1), ("relu", -40, 1)])
  func ends(activation: String, bias: Double, share: Double) throws {
    #expect(try run(subject(activation, 1, bias), ["\"saturation\""])[0] == [share])
  }

  @Test(
    "A unit is dead when its slope is 0 on every example",
    arguments: [("relu", 1.0, -40.0, 1.0), ("relu", 1, 0, 0), ("leakyRelu", 1, -40, 0), ("sigmoid", 1, -40, 0)])
  func dead(activation: String, weight: Double, bias: Double, share: Double) throws {
    #expect(try run(subject(activation, weight, bias), ["\"deadUnits\""])[0] == [share])
  }
}
