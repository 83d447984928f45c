import Catalogues

/// The number of units that a variance is divided by.
enum Fan: String, Keyword {
  case `in`, out, average

  func count(fanIn: Int, fanOut: Int) -> Double {
    switch self {
    case .in: Double(fanIn)
    case .out: Double(fanOut)
    case .average: (Double(fanIn) + Double(fanOut)) / 2
    }
  }
}

enum Distribution: String, Keyword {
  case normal, uniform
}

/// The rule behind Xavier, He and LeCun: independent elements of mean 0 and variance scale / fan.
struct VarianceScaling: Initializer {
  static let name = "varianceScaling"
  static let summary = "mean 0 and variance scale / fan; Xavier, He and LeCun are settings of it"
  var scale = 1.0
  var fan = Fan.in
  var distribution = Distribution.normal
  static var settings: [Setting<Self>] {
    [
      Setting("scale", \.scale, "the variance times the fan", .atLeast(0)),
      Setting("fan", \.fan, "the units coming in, going out, or the average of both"),
      Setting("distribution", \.distribution, "its shape"),
    ]
  }

  func filling(fanIn: Int, fanOut: Int) -> Filling {
    let variance = scale / fan.count(fanIn: fanIn, fanOut: fanOut)
    switch distribution {
    case .normal: return .normal(mean: 0, standardDeviation: variance.squareRoot())
    case .uniform:
      // A uniform variable on [-a, a] has variance a² / 3.
      let limit = (3 * variance).squareRoot()
      return .uniform(low: -limit, high: limit)
    }
  }
}

/// A famous name for a setting of `VarianceScaling`.
protocol ScalingName: Sendable {
  static var name: String { get }
  static var summary: String { get }
  static var scale: Double { get }
  static var fan: Fan { get }
  static var distribution: Distribution { get }
}

/// An initializer by its famous name, with a gain on the standard deviation.
struct Scaled<Name: ScalingName>: Initializer {
  static var name: String { Name.name }
  static var summary: String { Name.summary }
  var gain = 1.0
  static var settings: [Setting<Self>] { [Setting("gain", \.gain, "a factor on every element", .atLeast(0))] }
  func filling(fanIn: Int, fanOut: Int) -> Filling {
    VarianceScaling(scale: gain * gain * Name.scale, fan: Name.fan, distribution: Name.distribution)
      .filling(fanIn: fanIn, fanOut: fanOut)
  }
}

enum XavierNormal: ScalingName {
  static let (name, scale, fan, distribution) = ("xavierNormal", 1.0, Fan.average, Distribution.normal)
  static let summary = "N(0, 2 / (fanIn + fanOut)) (Glorot & Bengio 2010, equation 12)"
}

enum XavierUniform: ScalingName {
  static let (name, scale, fan, distribution) = ("xavierUniform", 1.0, Fan.average, Distribution.uniform)
  static let summary = "uniform within ±√(6 / (fanIn + fanOut)) (Glorot & Bengio 2010, equation 16)"
}

enum HeNormal: ScalingName {
  static let (name, scale, fan, distribution) = ("heNormal", 2.0, Fan.in, Distribution.normal)
  static let summary = "N(0, 2 / fanIn) (He et al. 2015, equation 10)"
}

enum HeUniform: ScalingName {
  static let (name, scale, fan, distribution) = ("heUniform", 2.0, Fan.in, Distribution.uniform)
  static let summary = "uniform within ±√(6 / fanIn), the variance of heNormal"
}

enum LecunNormal: ScalingName {
  static let (name, scale, fan, distribution) = ("lecunNormal", 1.0, Fan.in, Distribution.normal)
  static let summary = "N(0, 1 / fanIn) (LeCun et al. 1998, equation 16)"
}

enum LecunUniform: ScalingName {
  static let (name, scale, fan, distribution) = ("lecunUniform", 1.0, Fan.in, Distribution.uniform)
  static let summary = "uniform within ±√(3 / fanIn), the variance of lecunNormal"
}
