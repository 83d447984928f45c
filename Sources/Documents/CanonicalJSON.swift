/// Canonical JSON (RFC 8785): one text for one value, so that its digest is an identity.
extension JSON {
  /// Keys sorted by UTF-16 code units, numbers as ECMAScript prints them, no white space.
  public var canonical: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch content {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += Self.ecmaScript(number)
    case .string(let string): Self.write(string, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  static func write(_ string: String, to text: inout String) {
    text += "\""
    defer { text += "\"" }
    // Nearly every string is taken as it is; identities hold them by the million.
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The shortest decimal that reads back as the same float64, laid out as ECMAScript's Number::toString.
  ///
  /// JSON has no NaN and infinities: a document writes them as the strings "nan", "inf" and "-inf" (`JSON.reading`).
  public static func ecmaScript(_ number: Double) -> String {
    precondition(number.isFinite, "JSON has no number for \(number)")
    if number == 0 { return "0" }
    if number < 0 { return "-" + ecmaScript(-number) }
    // Swift's description has the shortest digits. Records hold numbers by the million, so where its layout is nearly
    // ECMAScript's (no exponent, or one that both write) it is not taken apart.
    let description = number.description
    guard let e = description.utf8.lastIndex(of: UInt8(ascii: "e")) else {
      return description.utf8.suffix(2).elementsEqual(".0".utf8) ? String(description.dropLast(2)) : description
    }
    if let power = Int(description[description.utf8.index(after: e)...]), power < -6 || power > 20 {
      return description[..<e] + (power < 0 ? "e" : "e+") + String(power)
    }
    let (digits, exponent) = decimal(description)
    let count = digits.count
    if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + digits }
    if exponent >= count { return digits + String(repeating: "0", count: exponent - count) }
    return "\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
  }

  /// A positive number's description as 0.DIGITS × 10^exponent.
  private static func decimal(_ description: String) -> (digits: String, exponent: Int) {
    let parts = description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count
    var digits = Substring(whole + fraction)
    while digits.first == "0" {
      digits = digits.dropFirst()
      exponent -= 1
    }
    while digits.last == "0" { digits = digits.dropLast() }
    return (String(digits), exponent)
  }

  /// A number of a record: NaN, infinities and -0 (which RFC 8785 prints as 0) become the strings "nan", "inf", "-inf", "-0".
  public static func reading(_ number: Double) -> JSON {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if number == 0, number.sign == .minus { return "-0" }
    return .number(number)
  }

  /// The number that `reading` wrote.
  public var readingValue: Double? {
    switch content {
    case .number(let number): number
    case .string("nan"): .nan
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .string("-0"): -0.0
    default: nil
    }
  }
}
