// From layer to layer: the length map, its fixed point, and what a gradient loses.

extension MeanField {
  /// The length map q → σ_w² E φ(√q g)² + σ_b² (Poole et al. 2016, equation 3).
  public func lengthMap(_ q: Double, weightVariance: Double, biasVariance: Double) -> Double {
    weightVariance * moments(q).m2 + biasVariance
  }

  /// q_l = E z_l² at a layer from 1, when the input has mean square q0: q_1 = σ_w² q0 + σ_b². At layer 0, q0; NaN before it.
  public func length(weightVariance: Double, biasVariance: Double, q0: Double, layer: Int) -> Double {
    layer < 0 ? .nan : lengths(weightVariance, biasVariance, q0: q0, through: layer).last ?? q0
  }

  /// E h_l² at a layer: E φ(√q_l g)²; the input's mean square q0 at layer 0.
  public func activationLength(weightVariance: Double, biasVariance: Double, q0: Double, layer: Int) -> Double {
    let q = length(weightVariance: weightVariance, biasVariance: biasVariance, q0: q0, layer: layer)
    return layer < 1 ? q : moments(q).m2
  }

  /// E |δ_layer|² / E |δ_depth|², δ_l the gradient with respect to z_l: the product over layer ≤ k < depth of σ_w² E φ'(z_k)², all layers
  /// of one width. 1 where layer = depth; layers from 1.
  public func gradient(weightVariance: Double, biasVariance: Double, q0: Double, layer: Int, depth: Int) -> Double {
    guard layer >= 1, layer <= depth else { return .nan }
    // q_1 … q_depth; the layers from `layer` to the one before the last count.
    return lengths(weightVariance, biasVariance, q0: q0, through: depth).dropFirst(layer - 1).dropLast()
      .reduce(1) { $0 * weightVariance * moments($1).d2 }
  }

  /// q_1 … q_layer; empty at layer 0.
  private func lengths(_ weightVariance: Double, _ biasVariance: Double, q0: Double, through layer: Int) -> [Double] {
    guard layer >= 1 else { return [] }
    var lengths = [weightVariance * q0 + biasVariance]
    while lengths.count < layer {
      lengths.append(lengthMap(lengths[lengths.count - 1], weightVariance: weightVariance, biasVariance: biasVariance))
    }
    return lengths
  }

  /// The largest q* = σ_w² E φ(√q* g)² + σ_b², to which every larger q falls; infinite when lengths grow without end.
  ///
  /// Where every q is fixed (ReLU at σ_w² = 2, σ_b = 0) it is 1: nothing that follows depends on it.
  public func fixedPoint(weightVariance: Double, biasVariance: Double) -> Double {
    func excess(_ q: Double) -> Double { lengthMap(q, weightVariance: weightVariance, biasVariance: biasVariance) - q }
    if [0.5, 1, 2].allSatisfy({ Swift.abs(excess($0)) <= 1e-12 * $0 }) { return 1 }
    var high = 1.0
    while excess(high) > 0 {
      high *= 4
      if high > 1e7 { return .infinity }
    }
    // Down to where lengths grow. At a hair above 0 they do not when 0 itself is the fixed point.
    var low = high
    while excess(low) <= 0 {
      high = low
      low /= 4
      if low < 1e-30 { return 0 }
    }
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if excess(middle) > 0 { low = middle } else { high = middle }
    }
  }

  /// χ₁ = σ_w² E φ'(√q* g)²: what the squared norm of a gradient gains at each layer, at the fixed point (Schoenholz et al. 2017,
  /// equation 5).
  public func chi(weightVariance: Double, biasVariance: Double) -> Double {
    weightVariance * moments(fixedPoint(weightVariance: weightVariance, biasVariance: biasVariance)).d2
  }

  /// The weight variance at which χ₁ = 1 for a bias variance: the line between order and chaos. NaN where there is none.
  ///
  /// On the line σ_w² = 1 / d2(q) and σ_b² = q - m2(q) / d2(q), for some q.
  public func criticalWeightVariance(biasVariance: Double) -> Double {
    func bias(_ q: Double) -> Double {
      let moments = moments(q)
      return q - moments.m2 / moments.d2
    }
    // Up to rounding: for ReLU the bias variance is 0 at every q, for tanh it is of the order of q³.
    func isReached(_ q: Double) -> Bool { bias(q) >= biasVariance - 1e-12 * q }
    var (low, high) = (0.0, 1e-6)
    while !isReached(high) {
      (low, high) = (high, 2 * high)
      if high > 1e6 { return .nan }
    }
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high || high < 1e-15 { return 1 / moments(high).d2 }
      if isReached(middle) { high = middle } else { low = middle }
    }
  }
}
