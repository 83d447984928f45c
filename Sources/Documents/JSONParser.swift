/// Reads JSON (RFC 8259) and remembers where every value stands.
///
/// Stricter than the grammar in one point: a key may stand only once in an object, because a second one would silently win.
public struct JSONParser {
  /// Deeper nesting is refused instead of exhausting the stack.
  public static let deepestNesting = 200

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  /// Bytes on this line that continue a code point: they take no column.
  private var continuations = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Parses a whole document of UTF-8 text; throws the first `Problem`.
  public static func parse(_ bytes: [UInt8]) throws(Problem) -> JSON {
    var parser = JSONParser(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      parser.index = 3
      parser.lineStart = 3
    }
    if String(validating: bytes, as: UTF8.self) == nil { throw Problem("the file is not UTF-8 text", at: nil) }
    try parser.skipSpace()
    let value = try parser.parseValue(JSONPointer(), depth: 0)
    try parser.skipSpace()
    if parser.index < bytes.count { throw parser.problem("expected the end of the file, found \(parser.found)", JSONPointer()) }
    return value
  }

  public static func parse(_ text: String) throws(Problem) -> JSON { try parse(Array(text.utf8)) }

  // MARK: Values

  private mutating func parseValue(_ pointer: JSONPointer, depth: Int) throws(Problem) -> JSON {
    let start = location(pointer)
    guard depth < Self.deepestNesting else { throw problem("nested deeper than \(Self.deepestNesting) levels", pointer) }
    switch peek {
    case UInt8(ascii: "{"): return JSON(.object(try parseObject(pointer, depth)), at: start)
    case UInt8(ascii: "["): return JSON(.array(try parseArray(pointer, depth)), at: start)
    case UInt8(ascii: "\""): return JSON(.string(try parseString(pointer)), at: start)
    case UInt8(ascii: "t"): return JSON(try parseWord("true", .bool(true), pointer), at: start)
    case UInt8(ascii: "f"): return JSON(try parseWord("false", .bool(false), pointer), at: start)
    case UInt8(ascii: "n"): return JSON(try parseWord("null", .null, pointer), at: start)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return JSON(.number(try parseNumber(pointer)), at: start)
    default: throw problem("expected a value, found \(found)", pointer)
    }
  }

  private mutating func parseObject(_ pointer: JSONPointer, _ depth: Int) throws(Problem) -> [JSON.Member] {
    var members: [JSON.Member] = []
    var lines: [String: Int] = [:]
    index += 1
    try skipSpace()
    if take("}") { return members }
    while true {
      guard peek == UInt8(ascii: "\"") else {
        let hint = peek == UInt8(ascii: "}") ? " (a comma too many before it?)" : ""
        throw problem("expected a key in double quotes, found \(found)\(hint)", pointer)
      }
      var keyLocation = location(pointer)
      let key = try parseString(pointer)
      keyLocation.pointer = pointer.appending(key)
      if let line = lines.updateValue(keyLocation.line, forKey: key) {
        throw Problem("the key '\(key)' stands twice, first on line \(line)", at: keyLocation)
      }
      try skipSpace()
      guard take(":") else { throw problem("expected ':' after the key '\(key)', found \(found)", pointer) }
      try skipSpace()
      members.append(JSON.Member(key, try parseValue(pointer.appending(key), depth: depth + 1), keyLocation: keyLocation))
      try skipSpace()
      if take("}") { return members }
      guard take(",") else { throw problem("expected ',' or '}', found \(found)", pointer) }
      try skipSpace()
    }
  }

  private mutating func parseArray(_ pointer: JSONPointer, _ depth: Int) throws(Problem) -> [JSON] {
    var items: [JSON] = []
    index += 1
    try skipSpace()
    if take("]") { return items }
    while true {
      if peek == UInt8(ascii: "]") { throw problem("expected a value, found ']' (a comma too many before it?)", pointer) }
      items.append(try parseValue(pointer.appending(items.count), depth: depth + 1))
      try skipSpace()
      if take("]") { return items }
      guard take(",") else { throw problem("expected ',' or ']', found \(found)", pointer) }
      try skipSpace()
    }
  }

  private mutating func parseWord(_ word: String, _ value: JSON.Content, _ pointer: JSONPointer) throws(Problem) -> JSON.Content {
    guard bytes[index...].starts(with: word.utf8) else { throw problem("expected a value, found \(found)", pointer) }
    index += word.utf8.count
    return value
  }

  private mutating func parseNumber(_ pointer: JSONPointer) throws(Problem) -> Double {
    let start = location(pointer)
    let from = index
    func wrong() -> Problem { Problem("a number may not be written like that", at: start) }
    if peek == UInt8(ascii: "-") { index += 1 }
    if take("0") {
      if let next = peek, isDigit(next) { throw Problem("a number may not begin with 0", at: start) }
    } else if !skipDigits() {
      throw wrong()
    }
    if take(".") && !skipDigits() { throw wrong() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if !skipDigits() { throw wrong() }
    }
    let text = String(decoding: bytes[from..<index], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw Problem("the number \(text) is too large for float64", at: start)
    }
    return value
  }

  private mutating func parseString(_ pointer: JSONPointer) throws(Problem) -> String {
    let start = location(pointer)
    index += 1
    if let plain = parsePlainString() { return plain }
    var scalars = String.UnicodeScalarView()
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(scalars)
      case UInt8(ascii: "\\"):
        scalars.append(try parseEscape(pointer))
      case 0..<0x20:
        throw problem("a text may not run over the end of a line; write \\n", pointer)
      default:
        var end = index + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        scalars.append(contentsOf: String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars)
        continuations += end - index - 1
        index = end
      }
    }
    throw Problem("the text that begins here has no closing quote", at: start)
  }

  /// A text of ASCII without escapes, as nearly all are; nil, and nothing taken, of any other.
  private mutating func parsePlainString() -> String? {
    var end = index
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard (0x20..<0x80).contains(bytes[end]), bytes[end] != UInt8(ascii: "\\") else { return nil }
      end += 1
    }
    guard end < bytes.count else { return nil }
    defer { index = end + 1 }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }

  private mutating func parseEscape(_ pointer: JSONPointer) throws(Problem) -> Unicode.Scalar {
    let start = location(pointer)
    index += 1
    defer { index += 1 }
    switch peek {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let first = hexadecimal(at: index + 1) else { break }
      index += 4
      if let scalar = Unicode.Scalar(first) { return scalar }
      // A surrogate: the second half must follow.
      if (0xD800..<0xDC00).contains(first), index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "\\"),
        bytes[index + 2] == UInt8(ascii: "u"), let second = hexadecimal(at: index + 3), (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        index += 6
        return scalar
      }
    default: break
    }
    throw Problem("an escape that JSON does not know", at: start)
  }

  private func hexadecimal(at from: Int) -> UInt32? {
    guard from + 4 <= bytes.count, bytes[from..<from + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    return UInt32(String(decoding: bytes[from..<from + 4], as: UTF8.self), radix: 16)
  }

  // MARK: Characters

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var found: String {
    guard index < bytes.count else { return "the end of the file" }
    let rest = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
    return rest.first.map { "'\($0)'" } ?? "nothing"
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipDigits() -> Bool {
    let from = index
    while let byte = peek, isDigit(byte) { index += 1 }
    return index > from
  }

  private mutating func skipSpace() throws(Problem) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "\n"):
        index += 1
        line += 1
        lineStart = index
        continuations = 0
      case UInt8(ascii: "/"):
        throw problem("JSON has no comments; write a \"$comment\" key, it is ignored", JSONPointer())
      default: return
      }
    }
  }

  private func location(_ pointer: JSONPointer) -> Location {
    Location(pointer: pointer, line: line, column: index - lineStart - continuations + 1)
  }

  private func problem(_ message: String, _ pointer: JSONPointer) -> Problem { Problem(message, at: location(pointer)) }
}
