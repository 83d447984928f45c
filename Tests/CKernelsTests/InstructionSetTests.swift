import CKernels
import Testing

/// The heart of the contract: whatever the processor, the same bits. Each test runs all sets that this processor has.
/// Serialized, because the set in use belongs to the whole process.
@Suite("Every instruction set gives the same bits", .serialized)
struct InstructionSetTests {
  /// `body`'s bytes under every set; the set in use is put back.
  func compare(_ comment: Comment, _ body: () -> [UInt8]) {
    let inUse = String(cString: ravine_instruction_set())
    defer { _ = ravine_use_instruction_set(inUse) }
    var reference: [UInt8]?
    for name in instructionSets {
      #expect(ravine_use_instruction_set(name) == 0)
      let bytes = body()
      let equal = bytes == reference ?? bytes  // apart from #expect, which would print every byte
      #expect(equal, "\(comment), \(name)")
      reference = bytes
    }
  }

  @Test("A processor of the last decade has at least two sets")
  func thereAreTwoSets() {
    #expect(instructionSets.first == "baseline")
    #expect(instructionSets.count >= 2)
    #expect(ravine_use_instruction_set("none such") == -1)
  }

  @Test("Functions of one operand", arguments: precisions, unaryOperations)
  func unary(precision: ravine_precision, operation: ravine_unary_operation) {
    for count in [0, 1, 2, 3, 7, 8, 9, 17, 3000] {
      let x = Buffer(precision, trialValues(count))
      compare("count \(count)") { applied(operation, to: x).canonicalBytes }
    }
  }

  @Test("Functions of two operands", arguments: precisions, binaryOperations)
  func binary(precision: ravine_precision, operation: ravine_binary_operation) {
    for count in [1, 5, 16, 19, 2000] {
      let a = Buffer(precision, trialValues(count)), b = Buffer(precision, trialValues(count + 5, stream: 2).suffix(count))
      compare("count \(count)") { applied(operation, to: a, b).canonicalBytes }
      compare("count \(count), a scalar") { applied(operation, to: Buffer(precision, [1.5]), b).canonicalBytes }
    }
  }

  @Test("Matrix products", arguments: precisions, matmulShapes)
  func matmul(precision: ravine_precision, shape: MatmulShape) {
    for transposes in MatmulShape.transposes {
      let problem = MatmulProblem(precision, shape, transposes)
      compare("\(shape) \(transposes)") { problem.product().canonicalBytes }
    }
  }

  @Test("Reductions", arguments: precisions)
  func reductions(precision: ravine_precision) {
    for (outer, axis, inner) in [
      (1, 0, 1), (3, 5, 1), (2, 1000, 1), (1, 33, 40), (2, 17, 3), (3, 64, 16), (1, 16, 9), (70, 10, 1),
    ] {
      let x = Buffer(precision, trialValues(outer * axis * inner + 50).suffix(outer * axis * inner).map { $0 })
      compare("[\(outer), \(axis), \(inner)]") {
        var sum = Buffer(precision, count: outer * inner), most = sum, variances = sum, rows = x, logarithms = x
        var totals = Buffer(precision, count: outer * axis)
        ravine_sum(precision, outer, axis, inner, inner, x.bytes, &sum.bytes)
        ravine_maximum_over(precision, outer, axis, inner, inner, x.bytes, &most.bytes)
        ravine_variance(precision, outer, axis, inner, inner, x.bytes, &variances.bytes)
        ravine_softmax(precision, outer * axis, inner, x.bytes, &rows.bytes)
        ravine_log_softmax(precision, outer * axis, inner, x.bytes, &logarithms.bytes)
        ravine_log_sum_exp(precision, outer * axis, inner, x.bytes, &totals.bytes)
        let scalars = [
          ravine_sample_variance(precision, x.count, x.bytes),
          ravine_sum_of_squares(precision, x.count, x.bytes), ravine_sum_of_magnitudes(precision, x.count, x.bytes),
          ravine_sum_of_values(precision, x.count, x.bytes), ravine_maximum_magnitude(precision, x.count, x.bytes),
          ravine_norm(precision, x.count, x.bytes), ravine_dot(precision, x.count, x.bytes, x.bytes),
          Double(ravine_count_at_least(precision, x.count, x.bytes, 0.5)),
          Double(ravine_count_not_finite(precision, x.count, x.bytes)),
        ]
        return [sum, most, variances, rows, logarithms, totals, Buffer(RAVINE_FLOAT64, scalars)].flatMap(\.canonicalBytes)
      }
    }
  }

  @Test("Random draws", arguments: precisions)
  func draws(precision: ravine_precision) {
    for (first, count) in [(0, 1), (0, 1000), (3, 77), (1 << 40, 33)] as [(UInt64, Int)] {
      compare("\(count) from \(first)") {
        var uniform = Buffer(precision, count: count), normal = uniform, words = Buffer(RAVINE_FLOAT64, count: count)
        ravine_uniform(precision, 11, 22, first, count, &uniform.bytes)
        ravine_normal(precision, 11, 22, first, count, &normal.bytes)
        words.bytes.withUnsafeMutableBytes {
          ravine_words(11, 22, first, count, $0.assumingMemoryBound(to: UInt64.self).baseAddress)
        }
        return uniform.bytes + normal.bytes + words.bytes
      }
    }
  }
}
