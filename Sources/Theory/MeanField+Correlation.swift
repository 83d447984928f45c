extension MeanField {
  /// The correlation map at a length q: c → (σ_w² E φ(z₁) φ(z₂) + σ_b²) / q, z₁ and z₂ normal with variance q and correlation c
  /// (Poole et al. 2016, equation 5).
  ///
  /// A sum over two dimensions: about 1e-9, and slow beside the rest, some milliseconds.
  public func correlationMap(_ c: Double, q: Double, weightVariance: Double, biasVariance: Double) -> Double {
    (weightVariance * product(q, correlation: min(max(c, -1), 1)) + biasVariance) / q
  }

  /// The correlation of two inputs' pre-activations after some layers, from correlation c0, both at the fixed point's length.
  public func correlation(weightVariance: Double, biasVariance: Double, c0: Double, layers: Int) -> Double {
    let q = fixedPoint(weightVariance: weightVariance, biasVariance: biasVariance)
    guard q > 0, q.isFinite, layers >= 0 else { return .nan }
    return (0..<layers).reduce(c0) { c, _ in
      correlationMap(c, q: q, weightVariance: weightVariance, biasVariance: biasVariance)
    }
  }

  /// E φ(z₁) φ(z₂): the outer sum over z₁ = √q g, the inner one over z₂ = √q (c g + √(1 - c²) g').
  func product(_ q: Double, correlation c: Double) -> Double {
    let deviation = max(q, 1e-60).squareRoot()
    let rest = (1 - c * c).squareRoot()
    let scaledKinks = kinks.map { $0 / deviation }
    let width = min(1, 2 / deviation) / refinement
    // Where z₁ meets a kink, and where the middle of z₂'s distribution does.
    let outer = Quadrature.gaussian(width: width, splits: scaledKinks + (c == 0 ? [] : scaledKinks.map { $0 / c }))
    let first = values(at: outer.nodes.map { deviation * $0 }).value
    guard rest > 0 else {
      let second = values(at: outer.nodes.map { c * deviation * $0 }).value
      return outer.nodes.indices.reduce(0) { $0 + outer.weights[$1] * first[$1] * second[$1] }
    }
    // Every inner grid's points together, in one call; without kinks the grids are one.
    let smooth = kinks.isEmpty ? Quadrature.gaussian(width: width, splits: []) : nil
    let inner = outer.nodes.map { g in
      smooth ?? Quadrature.gaussian(width: width, splits: scaledKinks.map { ($0 - c * g) / rest })
    }
    var points: [Double] = []
    for (g, grid) in zip(outer.nodes, inner) {
      for node in grid.nodes { points.append(deviation * (c * g + rest * node)) }
    }
    let second = values(at: points).value
    var (sum, place) = (0.0, 0)
    for (index, grid) in inner.enumerated() {
      var mean = 0.0
      for weight in grid.weights {
        mean += weight * second[place]
        place += 1
      }
      sum += outer.weights[index] * first[index] * mean
    }
    return sum
  }
}
