/// Numbers for people, rounded to a few significant digits in decimal, so that a text does not depend on a machine's last bits.
public enum RoundedNumber {
  /// `0.6931`, `9.095e-13`, `123500`, `inf`: no trailing zeros; an exponent below 0.0001 and from ten million.
  public static func text(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    var (figures, exponent) = decimal(value.magnitude)
    if figures.count > digits {
      let roundsUp = figures[digits] >= 5
      figures.removeLast(figures.count - digits)
      if roundsUp {
        var place = digits - 1
        while place >= 0 && figures[place] == 9 {
          figures[place] = 0
          place -= 1
        }
        if place >= 0 {
          figures[place] += 1
        } else {
          figures = [1]
          exponent += 1
        }
      }
    }
    while figures.count > 1 && figures.last == 0 { figures.removeLast() }
    return (value < 0 ? "-" : "") + layout(figures, exponent)
  }

  /// 100 × a probability, with as many digits as its distance from 1 needs: `95%`, `99.83%`, `99.9967%`.
  static func percent(_ level: Double) -> String {
    guard let rest = Double(text(100 * (1 - level), digits: 2)) else { return "\(level)" }
    return text(100 - rest, digits: 9) + "%"
  }

  /// The shortest digits d₀d₁…, and the exponent: d₀.d₁… × 10^exponent.
  private static func decimal(_ value: Double) -> (figures: [Int], exponent: Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var figures = mantissa.joined().compactMap(\.wholeNumberValue)
    var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count - 1
    while figures.count > 1 && figures[0] == 0 {
      figures.removeFirst()
      exponent -= 1
    }
    return (figures, exponent)
  }

  private static func layout(_ figures: [Int], _ exponent: Int) -> String {
    let text = figures.map(String.init).joined()
    switch exponent {
    case 0..<7:
      let whole = exponent + 1
      if text.count <= whole { return text + String(repeating: "0", count: whole - text.count) }
      return text.prefix(whole) + "." + text.dropFirst(whole)
    case -4..<0: return "0." + String(repeating: "0", count: -exponent - 1) + text
    default: return text.prefix(1) + (text.count > 1 ? "." + text.dropFirst() : "") + "e\(exponent)"
    }
  }
}
