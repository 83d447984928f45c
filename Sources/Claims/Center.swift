import Catalogues
import Expressions
import Selections
import Statistics

/// The scale on which values are averaged and compared.
enum Scale: String, Keyword {
  case linear, log
}

/// How the values of the replicates become one.
enum Center: String, Keyword {
  /// On the log scale, the geometric mean. Student's t; a replicate that diverged leaves it open.
  case mean
  /// An exact sign test, which supposes nothing of the distribution: a divergence counts as evidence for nothing, an infinite value on its side.
  case median

  static let setting = "the mean, by Student's t, or the median, by an exact sign test that bears divergences and infinite values"

  /// "mean", "geometric mean", "median".
  func name(_ scale: Scale) -> String { self == .mean && scale == .log ? "geometric mean" : rawValue }

  /// A test of values that already are on the scale.
  func test(_ values: [Double], in region: TargetRegion) throws -> any RegionTest {
    switch self {
    case .mean: try EquivalenceTest(values, in: region)
    case .median: try MedianTest(values, in: region)
    }
  }

  /// Whether the center of values lies within a margin of a target.
  func measured(
    _ values: [Double], _ scale: Scale, _ what: String = "", target: Double, margin: Margin, details: String? = nil
  ) throws -> Measured {
    let quantity = what.isEmpty ? name(scale) : "\(name(scale)) \(what)"
    switch scale {
    case .linear:
      let test = try test(values, in: margin.region(around: target))
      return Measured(quantity, test, target: target, details: details)
    case .log:
      let test = try test(onLogScale(values), in: margin.logarithmicRegion(around: target))
      return Measured(quantity, test, scale: .logarithmic, target: target, details: details)
    }
  }

  /// a over b on the log scale, a less b on the linear one, replicate by replicate.
  func contrast(_ a: [Double], _ b: [Double], _ scale: Scale) throws -> [Double] {
    switch (scale, self) {
    case (.linear, _): try differences(a, minus: b)
    case (.log, .mean): try logRatios(a, to: b)
    case (.log, .median): try differences(onLogScale(a), minus: onLogScale(b))
    }
  }

  /// A median bears what has no logarithm, as evidence for nothing.
  private func onLogScale(_ values: [Double]) throws -> [Double] {
    self == .mean ? try logarithms(of: values) : values.map { $0 < 0 ? .nan : ln($0) }
  }
}

/// The fluctuation of a multiplicative quantity: β, the variance of its logarithm over replicates.
///
/// A Student's t interval of the arithmetic mean of a log-normal quantity covers at its level while β ≤ 0.1; at β = 2 and 30 replicates an interval
/// of 95% covers 81%, at β = 5, 59%. So beyond β = 0.25 a test of it is refused, unless the values are skewed less than their logarithms are the
/// other way: then they are no multiplicative quantity but one that happens to lie above 0.
enum Fluctuation {
  static let greatest = 0.25

  /// Throws the refusal where values above 0 fluctuate too much.
  static func check(_ values: [Double], _ formula: Formula, _ outline: Outline, _ center: Center, _ scale: Scale) throws {
    guard center == .mean, scale == .linear, !formula.isLogarithmic(outline), values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      return
    }
    let beta = Sample(values).logVariance
    // Of two symmetric samples the sum is 0 to rounding.
    guard beta > greatest, Sample(values).skewness + Sample(values.map(ln)).skewness > 1e-6 else { return }
    throw Undecidable(
      "refused: the variance of ln(\(formula.expression.text)) over the replicates is \(RoundedNumber.text(beta)), above "
        + "\(RoundedNumber.text(greatest)), where an interval of the arithmetic mean covers too seldom; "
        + "state it of the geometric mean, \"scale\": \"log\", or of the median, \"summary\": \"median\"")
  }
}

extension Formula {
  /// Whether every measurement in it stands below a logarithm, so that its values are on the log scale already.
  fileprivate func isLogarithmic(_ outline: Outline) -> Bool {
    func isBare(_ node: Node) -> Bool {
      switch node.kind {
      case .variable(let name): outline.measurement(named: name) != nil
      case .call(let name, _) where ["log", "log2", "log10"].contains(name): false
      default: node.children.contains(where: isBare)
      }
    }
    return !isBare(expression.root)
  }
}
