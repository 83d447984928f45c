/// A JSON value that remembers where it was written.
///
/// Equality and identity are those of the value; the location only serves messages. A value that a program made has none.
public struct JSON: Sendable {
  public enum Content: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])
  }

  /// A key and its value, in the order written.
  public struct Member: Sendable, Equatable {
    public var key: String
    public var keyLocation: Location?
    public var value: JSON

    public init(_ key: String, _ value: JSON, keyLocation: Location? = nil) {
      self.key = key
      self.value = value
      self.keyLocation = keyLocation
    }

    public static func == (a: Member, b: Member) -> Bool { a.key == b.key && a.value == b.value }
  }

  public var content: Content
  public var location: Location?

  public init(_ content: Content, at location: Location? = nil) {
    self.content = content
    self.location = location
  }
}

extension JSON: Equatable {
  public static func == (a: JSON, b: JSON) -> Bool { a.content == b.content }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self.init(.string(value)) }
  public init(floatLiteral value: Double) { self.init(.number(value)) }
  public init(integerLiteral value: Int) { self.init(.number(Double(value))) }
  public init(booleanLiteral value: Bool) { self.init(.bool(value)) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: JSON...) { self.init(.array(elements)) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(.object(elements.map { Member($0.0, $0.1) })) }
}

extension JSON {
  public static func string(_ text: String) -> JSON { JSON(.string(text)) }
  public static func number(_ value: Double) -> JSON { JSON(.number(value)) }
  public static func number(_ value: Int) -> JSON { JSON(.number(Double(value))) }
  public static func bool(_ value: Bool) -> JSON { JSON(.bool(value)) }
  public static func array(_ items: [JSON]) -> JSON { JSON(.array(items)) }
  public static func object(_ members: [Member]) -> JSON { JSON(.object(members)) }
  public static var null: JSON { JSON(.null) }

  public var string: String? { if case .string(let text) = content { text } else { nil } }
  public var number: Double? { if case .number(let number) = content { number } else { nil } }
  public var bool: Bool? { if case .bool(let flag) = content { flag } else { nil } }
  public var items: [JSON]? { if case .array(let items) = content { items } else { nil } }
  public var members: [Member]? { if case .object(let members) = content { members } else { nil } }
  public var isNull: Bool { content == .null }

  /// The value of a key of an object; nil for another kind of value or a key that is not there.
  public subscript(key: String) -> JSON? { members?.first { $0.key == key }?.value }

  /// The value in words for a message: short values whole, long ones by their kind.
  public var inWords: String {
    switch content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number: canonical
    case .string(let text): "'\(text.count > 40 ? text.prefix(40) + "…" : text[...])'"
    case .array(let items): items.isEmpty ? "an empty array" : "an array"
    case .object: "an object"
    }
  }

  /// The value in words, a short array whole: for messages about what stands in it.
  public var whole: String {
    guard let items, !items.isEmpty, canonical.count <= 40 else { return inWords }
    return "[\(items.map(\.canonical).joined(separator: ", "))]"
  }
}

/// Where a value stands in a document.
public struct Location: Sendable, Hashable {
  public var pointer: JSONPointer
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in Unicode code points.
  public var column: Int

  public init(pointer: JSONPointer, line: Int, column: Int) {
    self.pointer = pointer
    self.line = line
    self.column = column
  }

  /// The same place, some code points further right: for positions inside a string value.
  public func advanced(by columns: Int) -> Location { Location(pointer: pointer, line: line, column: column + columns) }
}

/// A path into a document (RFC 6901), `/subject/layers/0`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  public private(set) var description: String

  public init() { description = "" }

  public func appending(_ key: String) -> JSONPointer {
    var next = self
    next.description += "/"
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": next.description += "~0"
      case "/": next.description += "~1"
      default: next.description.unicodeScalars.append(scalar)
      }
    }
    return next
  }

  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}
