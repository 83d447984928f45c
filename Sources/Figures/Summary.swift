import Catalogues
import Documents
import Expressions
import Statistics

/// How the values of the replicates at one point become one number.
public enum Summary: String, Keyword {
  case mean, geometricMean, median, minimum, maximum

  func of(_ sample: Sample) -> Double {
    switch self {
    case .mean: sample.mean
    case .geometricMean: sample.geometricMean
    case .median: sample.median
    case .minimum: sample.minimum
    case .maximum: sample.maximum
    }
  }

  var inWords: String {
    switch self {
    case .mean: "mean"
    case .geometricMean: "geometric mean"
    case .median: "median"
    case .minimum: "minimum"
    case .maximum: "maximum"
    }
  }
}

/// What is shown around a summary, always over replicates: never over layers, steps or examples.
public enum Band: SettingValue, Hashable {
  case none
  /// From one quantile to another.
  case quantiles(Double, Double)
  /// Student's confidence interval on the scale of the summary.
  case interval(Double)
  /// From the least to the greatest.
  case range

  public static let expectation = "'none', 'range', 'quantiles(0.1, 0.9)' or 'interval(0.95)'"

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Band? {
    guard let text = json.string else { return refuse(json, &problems) }
    switch text {
    case "none": return Band.none
    case "range": return .range
    default: break
    }
    guard let root = try? Expression(text).root, case .call(let name, let arguments) = root.kind else {
      return refuse(json, &problems)
    }
    let numbers = arguments.compactMap { if case .literal(.number(let number)) = $0.kind { number } else { nil } }
    switch (name, numbers.count, arguments.count) {
    case ("quantiles", 2, 2) where 0 <= numbers[0] && numbers[0] < numbers[1] && numbers[1] <= 1:
      return .quantiles(numbers[0], numbers[1])
    case ("interval", 1, 1) where 0 < numbers[0] && numbers[0] < 1: return .interval(numbers[0])
    case ("quantiles", 2, 2), ("interval", 1, 1):
      // 95 for 95% is the usual slip.
      let rule =
        name == "interval" ? "a level is a fraction, above 0 and below 1" : "quantiles are fractions from 0 to 1, the lower first"
      problems.report("expected \(expectation), found '\(text)': \(rule)", at: json.location)
      return nil
    default: return refuse(json, &problems)
    }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    let number = "\\s*[0-9.]+(?:[eE][-+]?[0-9]+)?\\s*"
    let call = "^\\s*(?:quantiles\\s*\\(\(number),\(number)\\)|interval\\s*\\(\(number)\\))\\s*$"
    return [
      "anyOf": [
        ["enum": ["none", "range", "quantiles(0.1, 0.9)", "interval(0.95)"]], ["type": "string", "pattern": .string(call)],
      ]
    ]
  }

  public var json: JSON {
    switch self {
    case .none: "none"
    case .range: "range"
    case .quantiles(let low, let high): .string("quantiles(\(JSON.ecmaScript(low)), \(JSON.ecmaScript(high)))")
    case .interval(let level): .string("interval(\(JSON.ecmaScript(level)))")
    }
  }

  /// The ends; nil where there is no band.
  func ends(_ sample: Sample, around summary: Summary) -> (low: Double, high: Double)? {
    switch self {
    case .none: return nil
    case .range: return (sample.minimum, sample.maximum)
    case .quantiles(let low, let high): return (sample.quantile(low), sample.quantile(high))
    case .interval(let level):
      let interval =
        try? summary == .geometricMean
        ? ConfidenceInterval.geometricMean(of: sample.values, level: level)
        : ConfidenceInterval.mean(of: sample.values, level: level)
      return interval.map { ($0.low, $0.high) } ?? (.nan, .nan)
    }
  }

  var inWords: String? {
    func percent(_ part: Double) -> String { JSON.ecmaScript((part * 1000).rounded() / 10) + "%" }
    switch self {
    case .none: return nil
    case .range: return "band: all replicates"
    case .quantiles(let low, let high): return "band: \(percent(low)) to \(percent(high)) of replicates"
    case .interval(let level): return "band: \(percent(level)) Student interval"
    }
  }
}
