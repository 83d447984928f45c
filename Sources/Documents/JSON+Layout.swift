extension JSON {
  /// The value laid out for people, a line feed at the end: two spaces a level, members in their order, and on one line whatever fits there.
  ///
  /// The same value gives the same bytes, so a file written this way can be committed and compared.
  public func laidOut(width: Int = 120) -> String {
    var text = ""
    write(to: &text, indent: 0, used: 0, width)
    return text + "\n"
  }

  /// - Parameter used: columns that are taken on this line already, by the indent and the key.
  private func write(to text: inout String, indent: Int, used: Int, _ width: Int) {
    let line = oneLine
    // One more for the comma that may follow.
    if used + line.count < width {
      text += line
      return
    }
    let margin = String(repeating: " ", count: indent + 2)
    switch content {
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + margin
        item.write(to: &text, indent: indent + 2, used: indent + 2, width)
      }
      text += "\n" + margin.dropLast(2) + "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        let key = JSON.string(member.key).canonical + ": "
        text += (index == 0 ? "\n" : ",\n") + margin + key
        member.value.write(to: &text, indent: indent + 2, used: indent + 2 + key.count, width)
      }
      text += "\n" + margin.dropLast(2) + "}"
    default: text += line
    }
  }

  private var oneLine: String {
    switch content {
    case .array(let items): items.isEmpty ? "[]" : "[" + items.map(\.oneLine).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}" : "{ " + members.map { JSON.string($0.key).canonical + ": " + $0.value.oneLine }.joined(separator: ", ") + " }"
    default: canonical
    }
  }
}
