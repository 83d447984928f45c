extension Graph {
  /// The sum of the cotangents that one tensor got, `nil` of none.
  ///
  /// A tensor that is used many times, a weight at every step of a recurrent network, gets as many cotangents. Those of one kind are put one
  /// after the other instead of being added: then the whole costs one operation on long operands, and programs compute the parts in place.
  ///
  /// - Parameter parts: in the order in which they came, from the last use to the first.
  func accumulated(_ parts: [Tensor]) -> Tensor? {
    guard parts.count > 1 else { return parts.first }
    var (joined, rest) = joiningSlices(parts)
    for join in [joiningProducts, joiningSums] {
      let (sum, others) = join(rest)
      joined += sum
      rest = others
    }
    let terms = joined + rest
    return terms.dropFirst().reduce(terms[0], +)
  }

  /// The fewest sums that are worth their concatenation. An addition reads two results and writes one; a concatenation at worst copies the
  /// operands, which may be larger: with two uses there is one addition to save, from three on additions are in the majority.
  private static var fewest: Int { 3 }

  /// Zeros around disjoint ranges of one axis: their concatenation, with zeros in the gaps. Adding them would write all of it for every range.
  private func joiningSlices(_ parts: [Tensor]) -> (joined: [Tensor], rest: [Tensor]) {
    func pad(_ part: Tensor) -> Pad? { part.node.primitive as? Pad }
    guard let axis = parts.compactMap(pad).first?.axis else { return ([], parts) }
    let pads = parts.indices.filter { pad(parts[$0])?.axis == axis }
      .sorted { (pad(parts[$0])?.before ?? 0, $0) < (pad(parts[$1])?.before ?? 0, $1) }
    var (pieces, isJoined, end): ([Tensor], [Bool], Int) = ([], Array(repeating: false, count: parts.count), 0)
    let shape = parts[0].shape
    func addZeros(until start: Int) {
      if start == end { return }
      var dimensions = shape.dimensions
      dimensions[axis] = start - end
      pieces.append(constant(0, Shape(dimensions)))
    }
    for index in pads {
      guard let pad = pad(parts[index]), pad.before >= end else { continue }
      addZeros(until: pad.before)
      pieces += parts[index].operands
      end = shape[axis] - pad.after
      isJoined[index] = true
    }
    guard isJoined.count(where: { $0 }) > 1 else { return ([], parts) }
    addZeros(until: shape[axis])
    return ([concatenate(pieces, along: axis)], parts.indices.filter { !isJoined[$0] }.map { parts[$0] })
  }

  /// Products AᵀG, the cotangents of a weight: Σ AₜᵀGₜ is one product of the A's and the G's, each one below the other.
  private func joiningProducts(_ parts: [Tensor]) -> (joined: [Tensor], rest: [Tensor]) {
    join(parts, where: { ($0.node.primitive as? Matmul).map { $0.transposesFirst && !$0.transposesSecond } ?? false }) {
      products in
      concatenate(products.map { $0.operands[0] }).matmul(concatenate(products.map { $0.operands[1] }), transposingFirst: true)
    }
  }

  /// Sums over rows, the cotangents of a bias: the sum over all rows together.
  private func joiningSums(_ parts: [Tensor]) -> (joined: [Tensor], rest: [Tensor]) {
    join(parts, where: { ($0.node.primitive as? Sum)?.axes == 0..<1 }) { concatenate($0.map { $0.operands[0] }).sum(over: 0) }
  }

  private func join(
    _ parts: [Tensor], where isOfKind: (Tensor) -> Bool, _ sum: ([Tensor]) -> Tensor
  ) -> (joined: [Tensor], rest: [Tensor]) {
    let ofKind = parts.filter(isOfKind)
    if ofKind.count < Self.fewest { return ([], parts) }
    // From the first use to the last, so that what was sliced from one tensor is put together in its order.
    return ([sum(ofKind.reversed())], parts.filter { !isOfKind($0) })
  }
}
