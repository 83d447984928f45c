import CKernels

/// The operators of one operand; the raw value is the spelling.
public enum UnaryOperator: String, Sendable, CaseIterable {
  case minus = "-"
  case plus = "+"
  case not

  /// How tightly it binds: see `BinaryOperator.precedence`.
  var precedence: Int { self == .not ? 3 : 7 }

  func apply(_ x: Double) -> Double {
    switch self {
    case .minus: -x
    case .plus: x
    case .not: isTrue(x) ? 0 : 1
    }
  }
}

/// The operators of two operands; the raw value is the spelling.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case or
  case and
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "^"

  /// How tightly it binds; a greater number binds tighter.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 4
    case .plus, .minus: 5
    case .times, .divided: 6
    case .power: 8
    }
  }

  var isComparison: Bool { precedence == 4 }
  /// Whether it compares texts too.
  var takesTexts: Bool { self == .equal || self == .notEqual }

  func apply(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .or: isTrue(a) || isTrue(b) ? 1 : 0
    case .and: isTrue(a) && isTrue(b) ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .divided: a / b
    case .power: ravine_power(a, b)
    }
  }
}

/// Whether a number, read as a condition, holds: neither 0 nor NaN.
public func isTrue(_ x: Double) -> Bool { x != 0 && !x.isNaN }
