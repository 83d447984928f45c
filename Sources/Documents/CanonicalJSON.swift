/// Canonical JSON (RFC 8785): one text for one value, so that its digest is an identity.
extension JSON {
  /// Keys sorted by UTF-16 code units, numbers as ECMAScript prints them, no white space.
  public var canonical: String {
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.text
  }

  private func write(to writer: inout CanonicalWriter) {
    switch content {
    case .null: writer.append(verbatim: "null")
    case .bool(let flag): writer.append(verbatim: flag ? "true" : "false")
    case .number(let number): writer.append(number)
    case .string(let string): writer.append(string)
    case .array(let items):
      writer.append(verbatim: "[")
      for (index, item) in items.enumerated() {
        if index > 0 { writer.append(verbatim: ",") }
        item.write(to: &writer)
      }
      writer.append(verbatim: "]")
    case .object(let members):
      writer.append(verbatim: "{")
      for (index, member) in Self.inOrder(members).enumerated() {
        if index > 0 { writer.append(verbatim: ",") }
        writer.append(member.key)
        writer.append(verbatim: ":")
        member.value.write(to: &writer)
      }
      writer.append(verbatim: "}")
    }
  }

  private static func inOrder(_ members: [Member]) -> [Member] {
    let isSorted = zip(members, members.dropFirst()).allSatisfy { !precedes($1.key, $0.key) }
    return isSorted ? members : members.sorted { precedes($0.key, $1.key) }
  }

  /// The order of UTF-16 code units. It is that of the bytes of UTF-8 but for what begins with the largest of them.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    var rest = b.utf8.makeIterator()
    for byte in a.utf8 {
      guard let other = rest.next() else { return false }
      if byte == other { continue }
      return max(byte, other) < 0xEE ? byte < other : a.utf16.lexicographicallyPrecedes(b.utf16)
    }
    return rest.next() != nil
  }

  /// The shortest decimal that reads back as the same float64, laid out as ECMAScript's Number::toString.
  ///
  /// JSON has no NaN and infinities: a document writes them as the strings "nan", "inf" and "-inf" (`JSON.reading`).
  public static func ecmaScript(_ number: Double) -> String {
    var writer = CanonicalWriter()
    writer.append(number)
    return writer.text
  }

  /// A number of a record: NaN, infinities and -0 (which RFC 8785 prints as 0) become the strings "nan", "inf", "-inf", "-0".
  public static func reading(_ number: Double) -> JSON { word(of: number).map(JSON.string) ?? .number(number) }

  /// What a record says for a number that JSON's cannot say; nil for any other.
  static func word(of number: Double) -> String? {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return number == 0 && number.sign == .minus ? "-0" : nil
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
