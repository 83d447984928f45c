import Claims
import Documents
import Testing

private func verdicts() throws -> [Verdict] {
  let lab = Lab(
    moment: { _, layer, _ in (0..<layer).reduce(1.0) { value, _ in value * 0.25 } },
    loss: { _, _, noise in 0.25 + 0.01 * noise.normal() })
  let other = Lab(replicates: 4, outcome: { _, replicate in replicate == 1 ? .diverged(step: 3) : .finished })
  func findings(_ name: String, _ says: String, _ rest: String, _ lab: Lab, _ study: String) throws -> [Finding] {
    let text = #"{"name": "\#(name)", "says": "\#(says)", "# + rest
    return try named(text).judge(lab.frame, lab.outline, of: study)
  }
  return Verdicts.decide(
    try findings(
      "chain", "Every layer multiplies by a quarter.",
      #""kind": "exact", "of": "moment", "target": "0.25 ^ layer", "by": ["arm"]}"#, lab, "decay")
      + findings(
        "third", "The loss is a third.",
        #""kind": "equals", "of": "loss", "target": "1/3", "margin": 0.01, "where": {"arm": "plain"}, "expectation": "fails"}"#,
        lab, "decay")
      + findings(
        "quarter", "The loss is a quarter, said at some length so that it must be wrapped.",
        #""kind": "equals", "of": "loss", "target": "1/4", "margin": 0.0001, "where": {"arm": "plain"}}"#, lab, "decay")
      + findings(
        "open-question", "Who knows.",
        #""kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "where": {"arm": "plain"}, "expectation": "open"}"#,
        other, "training"))
}

private func named(_ text: String) throws -> Claim {
  var problems = Problems()
  return try #require(Claim.decode(try JSONParser.parse(text), &problems))
}

@Suite struct VerdictTableTests {
  @Test("A wide table has a line a verdict, a tally, and the first unexpected one again with its command")
  func wide() throws {
    let table = VerdictTable.render(VerdictReport(try verdicts()), width: 120)
    #expect(
      table == """
        decay
          ok    supported     chain (plain)   504 samples agree to the last bit
          ok    supported     chain (double)  504 samples agree to the last bit
          ok    refuted       third           mean 0.2508, 98.3% interval 0.2455 to 0.2561, claimed 0.3333 (0.3233 to 0.3433),
                                              24 replicates
          FAIL  inconclusive  quarter         mean 0.2508, 97.5% interval 0.2459 to 0.2557, claimed 0.25 (0.2499 to 0.2501), 24
                                              replicates, about 3700 would decide

        training
          open  inconclusive  open-question   1 of 4 replicates diverged

        5 verdicts: 3 as expected, 1 open, 1 unexpected.

        First unexpected: decay, quarter is inconclusive, expected to hold.
          The loss is a quarter, said at some length so that it must be wrapped.
          mean 0.2508, 97.5% interval 0.2459 to 0.2557, claimed 0.25 (0.2499 to 0.2501), 24 replicates, about 3700 would decide
          To repeat it: ravine verify --claim decay/quarter

        """)
  }

  @Test("A narrow terminal has the numbers under the name")
  func narrow() throws {
    let table = VerdictTable.render(VerdictReport(try verdicts()), width: 60)
    #expect(
      table == """
        decay
          ok    supported     chain (plain)
                504 samples agree to the last bit
          ok    supported     chain (double)
                504 samples agree to the last bit
          ok    refuted       third
                mean 0.2508, 98.3% interval 0.2455 to 0.2561,
                claimed 0.3333 (0.3233 to 0.3433), 24 replicates
          FAIL  inconclusive  quarter
                mean 0.2508, 97.5% interval 0.2459 to 0.2557,
                claimed 0.25 (0.2499 to 0.2501), 24 replicates,
                about 3700 would decide

        training
          open  inconclusive  open-question
                1 of 4 replicates diverged

        5 verdicts: 3 as expected, 1 open, 1 unexpected.

        First unexpected: decay, quarter is inconclusive, expected
        to hold.
          The loss is a quarter, said at some length so that it must
          be wrapped.
          mean 0.2508, 97.5% interval 0.2459 to 0.2557, claimed 0.25
          (0.2499 to 0.2501), 24 replicates, about 3700 would decide
          To repeat it: ravine verify --claim decay/quarter

        """)
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test("Colors only repeat what words say")
  func colors() throws {
    let colored = VerdictTable.render(VerdictReport(try verdicts()), width: 120, color: true)
    #expect(
      colored.contains("\u{1B}[31mFAIL\u{1B}[0m") && colored.contains("\u{1B}[32mok\u{1B}[0m")
        && colored.contains("\u{1B}[33mopen\u{1B}[0m"))
    let plain = ["31", "32", "33", "0"].reduce(colored) { $0.replacing("\u{1B}[\($1)m", with: "") }
    #expect(plain == VerdictTable.render(VerdictReport(try verdicts()), width: 120))
  }

  @Test("Nothing is truncated: at any width the words are the same")
  func widths() throws {
    let list = try verdicts()
    func words(_ width: Int) -> [String] {
      VerdictTable.render(VerdictReport(list), width: width).split { $0 == " " || $0 == "\n" }.map(String.init).sorted()
    }
    let all = words(1000)
    for width in [0, 30, 40, 80, 95, 96, 97, 100, 150] { #expect(words(width) == all) }
    for width in [60, 80, 96, 140] {
      #expect(VerdictTable.render(VerdictReport(list), width: width).split(separator: "\n").allSatisfy { $0.count <= width })
    }
  }

  @Test("Without claims there is only the tally")
  func none() {
    #expect(VerdictTable.render(VerdictReport([Verdict]())) == "0 verdicts: 0 as expected, 0 unexpected.\n")
  }
}
