// Products, and the same elements elsewhere.

extension Tensor {
  /// The matrix product [m, k] · [k, n] = [m, n], either operand read transposed at no cost.
  public func matmul(_ other: Tensor, transposingFirst: Bool = false, transposingSecond: Bool = false) -> Tensor {
    graph.apply(Matmul(transposesFirst: transposingFirst, transposesSecond: transposingSecond), to: [self, other])
  }

  /// The inverse of a square matrix of up to 512 rows, by elimination with row exchanges; not finite where there is none.
  public func inverse() -> Tensor { graph.apply(Inverse(), to: [self]) }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Tensor { permuted([1, 0]) }

  /// Axis i of the result is axis `order[i]`.
  public func permuted(_ order: [Int]) -> Tensor {
    order == Array(0..<shape.rank) ? self : graph.apply(Permute(order: order), to: [self])
  }

  /// The same elements, row-major, under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Tensor {
    shape == self.shape ? self : graph.apply(Reshape(target: shape), to: [self])
  }

  /// Spread over a larger shape by NumPy's rule. `[3, 1]` broadcasts to `[2, 3, 4]`.
  public func broadcast(to shape: Shape) -> Tensor {
    shape == self.shape ? self : graph.apply(Broadcast(target: shape), to: [self])
  }

  /// A range of one axis.
  public func sliced(_ range: Range<Int>, along axis: Int = 0) -> Tensor {
    let axis = shape.axis(axis)
    return range == 0..<shape[axis] ? self : graph.apply(Slice(axis: axis, range: range), to: [self])
  }

  /// Zeros before and after, along one axis.
  public func padded(before: Int, after: Int, along axis: Int = 0) -> Tensor {
    if before == 0 && after == 0 { return self }
    return graph.apply(Pad(axis: shape.axis(axis), before: before, after: after), to: [self])
  }

  /// Rows by number: y[i…, :] = x[index[i…], :], rows lying along the first axis. Indices are real values; one that is not an integer in range
  /// gives a row of NaN.
  public func gathered(at index: Tensor) -> Tensor { graph.apply(Gather(), to: [self, index]) }

  /// The transpose of `gathered(at:)`: the sums of the x[i…, :] with one index, as rows of a tensor of `rows` rows. An index that is not an
  /// integer in range makes all of it NaN.
  public func scattered(to index: Tensor, rows: Int) -> Tensor { graph.apply(Scatter(rows: rows), to: [self, index]) }
}

/// Tensors one after the other along an axis; the other dimensions are equal.
public func concatenate(_ tensors: [Tensor], along axis: Int = 0) -> Tensor {
  precondition(!tensors.isEmpty, "concatenating needs a tensor")
  if tensors.count == 1 { return tensors[0] }
  return tensors[0].graph.apply(Concatenate(axis: tensors[0].shape.axis(axis)), to: tensors)
}
