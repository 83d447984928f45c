extension Graph {
  /// The gradients of a scalar, as nodes that can be differentiated again; zeros where it does not depend on a tensor.
  ///
  /// - Parameter xs: inputs or any other nodes; a gradient with respect to an inner node holds the rest fixed.
  public func gradients(of y: Tensor, withRespectTo xs: [Tensor]) -> [Tensor] {
    precondition(y.shape == [], "a gradient is taken of a scalar, not of a tensor of shape \(y.shape)")
    return vectorJacobianProducts(of: [y], cotangents: [constant(1)], withRespectTo: xs)
  }

  /// For every x, the sum over y of (∂y/∂x)ᵀ · cotangent, by reverse accumulation: one sweep from the last node to the first.
  ///
  /// A cotangent that is absent stays absent; zeros are built only for an x that no y depends on.
  public func vectorJacobianProducts(of ys: [Tensor], cotangents: [Tensor], withRespectTo xs: [Tensor]) -> [Tensor] {
    precondition(ys.count == cotangents.count, "\(ys.count) tensors with \(cotangents.count) cotangents")
    let end = (ys.map(\.id).max() ?? -1) + 1
    let depends = dependents(of: xs, before: end)
    var parts = [[Tensor]](repeating: [], count: end)
    // The one place where cotangents meet: what an operand's broadcasting spread is summed back.
    func accumulate(_ cotangent: Tensor, at id: Int) { parts[id].append(cotangent.summed(to: nodes[id].shape)) }

    for (y, cotangent) in zip(ys, cotangents) {
      precondition(y.shape == cotangent.shape, "a cotangent of shape \(cotangent.shape) for a tensor of shape \(y.shape)")
      accumulate(cotangent, at: y.id)
    }
    for id in (0..<end).reversed() {
      let node = nodes[id]
      guard node.operands.contains(where: { depends[$0] }), let cotangent = accumulated(parts[id]) else { continue }
      let result = Tensor(graph: self, id: id)
      let pulled = node.primitive.pullback(cotangent, operands: result.operands, result: result)
      precondition(pulled.count == node.operands.count, "\(node.primitive.name) has a cotangent for each operand")
      for (operand, cotangent) in zip(node.operands, pulled) where depends[operand] {
        if let cotangent { accumulate(cotangent, at: operand) }
      }
    }
    return xs.map { x in (x.id < end ? accumulated(parts[x.id]) : nil) ?? constant(0, x.shape) }
  }

  /// The product of the Hessian of a scalar with a direction, by differentiating ⟨gradient, direction⟩.
  ///
  /// - Parameter directions: one for each x, of its shape, held fixed.
  public func hessianVectorProducts(of y: Tensor, along directions: [Tensor], withRespectTo xs: [Tensor]) -> [Tensor] {
    precondition(xs.count == directions.count, "\(xs.count) tensors with \(directions.count) directions")
    let products = zip(gradients(of: y, withRespectTo: xs), directions).map { ($0 * $1.stoppingGradient()).sum() }
    guard let first = products.first else { return [] }
    return gradients(of: products.dropFirst().reduce(first, +), withRespectTo: xs)
  }

  /// For every y, the sum over x of (∂y/∂x) · direction: the derivative along a direction, without a second set of rules.
  ///
  /// A vector-Jacobian product is linear in its cotangent; the transpose of that linear map is this product (J. Townsend, "A new trick for
  /// calculating Jacobian vector products", 2017). The cotangent itself does not appear in the result, so it never has to be bound.
  public func jacobianVectorProducts(of ys: [Tensor], along directions: [Tensor], withRespectTo xs: [Tensor]) -> [Tensor] {
    precondition(xs.count == directions.count, "\(xs.count) tensors with \(directions.count) directions")
    let cotangents = ys.map { input("cotangent \(nodes.count)", $0.shape) }
    let pulled = vectorJacobianProducts(of: ys, cotangents: cotangents, withRespectTo: xs)
    return vectorJacobianProducts(of: pulled, cotangents: directions, withRespectTo: cotangents)
  }

  /// Which of the first nodes depend on some tensors (these included).
  private func dependents(of xs: [Tensor], before end: Int) -> [Bool] {
    var depends = [Bool](repeating: false, count: end)
    for x in xs where x.id < end { depends[x.id] = true }
    for id in 0..<end where nodes[id].operands.contains(where: { depends[$0] }) { depends[id] = true }
    return depends
  }
}
