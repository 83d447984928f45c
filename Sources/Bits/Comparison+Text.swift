import Graphs

extension Comparison {
  /// A line a table, a column a way: ✓, or how many hashes differ; then every difference with its hashes.
  ///
  ///                hashes  baseline ×1  baseline ×2  avx2 ×1  avx2 ×2
  ///     primitives    226  ✓            ✓            ✓        1 differs
  public var summary: String {
    let tables = PinTable.all.map(\.name)
    var cells = [[""] + ["hashes"] + ways.map(\.title)]
    for table in tables {
      let rows = rows.filter { $0.table == table }
      let marks = ways.indices.map { way in
        let different = rows.count { $0.hashes.isEmpty || $0.hashes[way] != $0.pinned }
        return different == 0 ? "✓" : "\(different) differ\(different == 1 ? "s" : "")"
      }
      cells.append([table, "\(rows.count)"] + marks)
    }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    var lines = cells.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 1 ? space + row[column] : row[column] + space
      }.joined(separator: "  ").trimmedAtEnd
    }
    let different = rows.filter { !$0.agrees }
    if !different.isEmpty { lines.append("") }
    lines += different.flatMap(difference)
    return lines.joined(separator: "\n")
  }

  /// One sentence: whether all agree.
  public var verdict: String {
    let different = rows.count { !$0.agrees }
    if different == 0 { return "All \(rows.count) hashes agree with \(folder), in \(ways.count) ways." }
    return "\(different) of \(rows.count) hashes \(different == 1 ? "does" : "do") not agree with \(folder)."
  }

  /// A line a pin with its hash, every way's where they differ.
  public var listing: String {
    rows.map { row in
      let hashes = row.agrees ? [row.pinned ?? ""] : zip(ways, row.hashes).map { "\($0.title): \($1)" }
      return "\(row.table)  \(row.name)  \(row.precision.rawValue)  \(hashes.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  /// What was pinned, and each other hash with the ways that gave it.
  private func difference(_ row: Row) -> [String] {
    let heading = "\(row.table): \(row.name), \(row.precision.rawValue)"
    guard !row.hashes.isEmpty else { return [heading, "  \(row.pinned ?? "")  pinned, but nothing of this name is computed"] }
    var lines = [heading, row.pinned.map { "  \($0)  pinned" } ?? "  not pinned"]
    var seen: [String] = []
    for hash in row.hashes where hash != row.pinned && !seen.contains(hash) {
      seen.append(hash)
      let sources = zip(ways, row.hashes).filter { $1 == hash }.map(\.0.title)
      lines.append("  \(hash)  \(sources.count == ways.count ? "computed in every way" : sources.joined(separator: ", "))")
    }
    return lines
  }
}

extension Way {
  /// "avx2 ×2": the instruction set and the number of threads.
  public var title: String { "\(instructionSet) ×\(threads)" }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
