extension Label {
  /// The label over as few lines as its width allows, all about equally long; markup in braces stays in one piece.
  func wrapped(to width: Int) -> Label {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { Self.balanced(words(of: $0), width) }
    return Label(text: lines.joined(separator: "\n"), isEnhanced: isEnhanced)
  }

  /// What may not be broken: runs between spaces, and in enhanced text whole groups of braces.
  private func words(of line: Substring) -> [String] {
    var words = [""]
    var depth = 0
    for character in line {
      if isEnhanced { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
      if character == " " && depth <= 0 { words.append("") } else { words[words.count - 1].append(character) }
    }
    return words
  }

  /// The narrowest filling that needs no more lines than the widest one.
  private static func balanced(_ words: [String], _ width: Int) -> [String] {
    let fewest = filled(words, width).count
    let narrow = (0...width).first { filled(words, $0).count <= fewest } ?? width
    return filled(words, narrow)
  }

  private static func filled(_ words: [String], _ width: Int) -> [String] {
    words.dropFirst().reduce(into: [words.first ?? ""]) { lines, word in
      if lines[lines.count - 1].count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
  }
}
