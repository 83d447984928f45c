import Foundation
import Statistics
import Testing

/// A line of `Tests/SciPy/distributions.tsv`.
struct SciPyValue: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: [Double]
  let value: Double
  var testDescription: String { "\(name)\(arguments)" }

  static let table: [SciPyValue] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/SciPy/distributions.tsv"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let fields = line.split(separator: "\t")
      let numbers = fields.dropFirst().map { Double($0) ?? .nan }
      return SciPyValue(name: String(fields[0]), arguments: Array(numbers.dropLast()), value: numbers.last ?? .nan)
    }
  }()
}

@Suite("Distributions agree with SciPy's table to 1e-10")
struct SciPyTests {
  static let names = Set(SciPyValue.table.map(\.name)).sorted()

  private func ours(_ name: String, _ a: [Double]) throws -> Double? {
    switch name {
    case "student.cdf": StudentT(degreesOfFreedom: a[1]).cdf(a[0])
    case "student.upper": StudentT(degreesOfFreedom: a[1]).upperTail(a[0])
    case "student.quantile": StudentT(degreesOfFreedom: a[1]).quantile(a[0])
    case "normal.cdf": Normal.cdf(a[0])
    case "normal.upper": Normal.upperTail(a[0])
    case "normal.quantile": Normal.quantile(a[0])
    case "beta.cdf": Beta(a[1], a[2]).cdf(a[0])
    case "beta.upper": Beta(a[1], a[2]).upperTail(a[0])
    case "beta.quantile": Beta(a[1], a[2]).quantile(a[0])
    case "beta.upperQuantile": Beta(a[1], a[2]).upperQuantile(a[0])
    case "binomial.atMost": Binomial(trials: Int(a[1]), probability: a[2]).atMost(Int(a[0]))
    case "binomial.atLeast": Binomial(trials: Int(a[1]), probability: a[2]).atLeast(Int(a[0]))
    case "proportion.low": try ConfidenceInterval.proportion(successes: Int(a[0]), of: Int(a[1]), level: 0.95).low
    case "proportion.high": try ConfidenceInterval.proportion(successes: Int(a[0]), of: Int(a[1]), level: 0.95).high
    default: nil
    }
  }

  @Test("Every value of the table, function by function", arguments: names)
  func agree(name: String) throws {
    for row in SciPyValue.table where row.name == name {
      let found = try #require(try ours(name, row.arguments), "\(name) is not tested")
      let isEqual = abs(found - row.value) <= 1e-10 * abs(row.value)
      #expect(isEqual, "\(row.testDescription): \(found), SciPy \(row.value)")
    }
  }

  @Test("The table is there")
  func complete() {
    #expect(SciPyValue.table.count > 600 && Self.names.count == 14)
    #expect(SciPyValue.table.allSatisfy { !$0.value.isNaN })
  }
}
