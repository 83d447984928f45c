/// Canonical JSON (RFC 8785) under way, as bytes: documents of many numbers are written without a value for each of them.
///
/// ```swift
/// var writer = CanonicalWriter()
/// writer.append(verbatim: "{\"values\":")
/// writer.append(readings: [0.5, .nan])
/// writer.append(verbatim: "}")                // {"values":[0.5,"nan"]}
/// ```
public struct CanonicalWriter {
  public private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: how many bytes are expected.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// What was written, as a text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Punctuation, or what is canonical already.
  public mutating func append(verbatim text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func put(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  // MARK: Texts

  /// A text, in quotes.
  public mutating func append(_ text: String) {
    put("\"")
    defer { put("\"") }
    // Nearly every text is taken as it is; identities hold them by the million.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      return append(verbatim: text)
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append(verbatim: "\\\"")
      case "\\": append(verbatim: "\\\\")
      case "\u{8}": append(verbatim: "\\b")
      case "\u{C}": append(verbatim: "\\f")
      case "\n": append(verbatim: "\\n")
      case "\r": append(verbatim: "\\r")
      case "\t": append(verbatim: "\\t")
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        append(verbatim: "\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: append(verbatim: String(scalar))
      }
    }
  }

  // MARK: Numbers

  /// Numbers of a record, as an array: see `JSON.reading`.
  public mutating func append(readings numbers: [Double]) {
    put("[")
    for (index, number) in numbers.enumerated() {
      if index > 0 { put(",") }
      if let word = JSON.word(of: number) { append(word) } else { append(number) }
    }
    put("]")
  }

  /// The shortest decimal that reads back as the same float64, laid out as ECMAScript's Number::toString.
  public mutating func append(_ number: Double) {
    precondition(number.isFinite, "JSON has no number for \(number)")
    // Coordinates, counts and steps: whole, and their digits need no search.
    if number.magnitude < 0x1p53, let whole = Int(exactly: number) { return append(whole) }
    if number < 0 { put("-") }
    let start = bytes.count
    // Swift's description has the shortest digits; what remains is the layout.
    var description = number.magnitude.description
    description.withUTF8 { bytes.append(contentsOf: $0) }
    // An exponent has three digits and a sign at most.
    guard let e = bytes.suffix(5).firstIndex(of: UInt8(ascii: "e")), e > start else {
      if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
      return
    }
    let isNegative = bytes[e + 1] == UInt8(ascii: "-")
    let magnitude = bytes[(e + 1)...].reduce(0) { value, byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? 10 * value + Int(byte - UInt8(ascii: "0")) : value
    }
    lay(from: start, to: e, power: isNegative ? -magnitude : magnitude)
  }

  /// Lays out a mantissa that stands in the last bytes, d.ddd × 10^power.
  private mutating func lay(from start: Int, to end: Int, power: Int) {
    bytes.removeSubrange(end...)
    if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
    if power < -6 || power > 20 {
      append(verbatim: power < 0 ? "e" : "e+")
      return append(power)
    }
    // The point goes, and comes again behind `power + 1` digits.
    if bytes.count > start + 1 { bytes.remove(at: start + 1) }
    let (count, whole) = (bytes.count - start, power + 1)
    if whole <= 0 {
      bytes.insert(contentsOf: ("0." + String(repeating: "0", count: -whole)).utf8, at: start)
    } else if whole >= count {
      append(verbatim: String(repeating: "0", count: whole - count))
    } else {
      bytes.insert(UInt8(ascii: "."), at: start + whole)
    }
  }

  /// A whole number.
  public mutating func append(_ number: Int) {
    if number < 0 { put("-") }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
