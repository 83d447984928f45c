/// The name that somebody probably meant: the nearest by edits, when it is near enough to be a slip.
public func nearestName(to written: String, among names: some Sequence<String>) -> String? {
  var best: (distance: Int, name: String)?
  for name in names {
    let distance = editDistance(Array(written.lowercased()), Array(name.lowercased()))
    let shorter = min(written.count, name.count)
    // Two slips are many in a short name: 'one' is not what 'nope' meant, nor is '4' what '9' did.
    if distance <= max(min(shorter / 2, 2), shorter / 3), distance < best?.distance ?? .max { best = (distance, name) }
  }
  return best?.name
}

/// " Did you mean 'tanh'?", or the names there are when none is near and they are few.
public func nameHint(for written: String, among names: [String]) -> String {
  nearestName(to: written, among: names).map { " Did you mean '\($0)'?" } ?? listHint(names)
}

/// " Known: 4, 8.", the first of them when they are many: where nothing is a slip of the pen, as among numbers.
public func listHint(_ names: [String]) -> String {
  if names.isEmpty { return "" }
  let shown = names.prefix(12).joined(separator: ", ")
  return " Known: \(shown)\(names.count > 12 ? ", …" : "")."
}

/// Insertions, deletions, substitutions and swaps of neighbors (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
