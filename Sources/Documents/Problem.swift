/// Something wrong in a document that a user wrote: what was found, what was expected, and where.
public struct Problem: Error, Sendable, Hashable {
  public var message: String
  public var location: Location?

  public init(_ message: String, at location: Location?) {
    self.message = message
    self.location = location
  }
}

/// All problems of one document, gathered on the way.
public struct Problems: Sendable {
  public private(set) var list: [Problem] = []
  private var known: Set<Problem> = []

  public init() {}

  public var isEmpty: Bool { list.isEmpty }

  public mutating func report(_ message: String, at location: Location?) {
    let problem = Problem(message, at: location)
    // One mistake in a factor's level is met again in every cell that uses it: say it once.
    if known.insert(problem).inserted { list.append(problem) }
  }

  public mutating func report(_ problem: Problem) { report(problem.message, at: problem.location) }
}

/// The problems of one file, as an error with a report for people.
public struct DocumentError: Error, Sendable, CustomStringConvertible {
  public let file: String
  public let problems: [Problem]

  public init(file: String, problems: [Problem]) {
    self.file = file
    self.problems = problems.enumerated().sorted { a, b in
      let (x, y) = (a.element.location, b.element.location)
      return (x?.line ?? 0, x?.column ?? 0, a.offset) < (y?.line ?? 0, y?.column ?? 0, b.offset)
    }.map(\.element)
  }

  /// A heading, then a line a problem: `line:column  /json/pointer  sentence`, in columns.
  public var description: String {
    let rows = problems.map { problem in
      (
        problem.location.map { "\($0.line):\($0.column)" } ?? "",
        problem.location.map { $0.pointer.description.isEmpty ? "/" : $0.pointer.description } ?? "",
        problem.message
      )
    }
    let widths = (rows.map(\.0.count).max() ?? 0, min(rows.map(\.1.count).max() ?? 0, 56))
    let heading = "\(file) has \(problems.count == 1 ? "1 problem" : "\(problems.count) problems")"
    return ([heading] + rows.map { "  " + $0.0.padded(widths.0) + "  " + $0.1.padded(widths.1) + "  " + $0.2 })
      .joined(separator: "\n")
  }
}

extension String {
  /// The text followed by spaces up to a width.
  public func padded(_ width: Int) -> String { count < width ? self + String(repeating: " ", count: width - count) : self }
}
