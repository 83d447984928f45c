import Claims
import Documents
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A report of two studies with every sort of verdict, and texts that must be escaped.
private func report() throws -> VerdictReport {
  func findings(_ text: String, _ study: String) throws -> [Finding] {
    var problems = Problems()
    let list = try JSONParser.parse(Array("[\n  \(text)]".utf8)).items ?? []
    let claim = try #require(Claim.decodeAll(list, &problems).first, "\(problems.list)")
    if let quotation = claim.quotation(of: study) { return [quotation] }
    return claim.judge(Lab().frame, Lab().outline, of: study)
  }
  let verdicts = Verdicts.decide(
    try findings(
      #"""
      {"name": "one", "kind": "equals", "says": "a < b & \"c\", 100% [*] of it", "of": "loss", "target": 1, "margin": 0.1, "by": ["arm"],
       "source": "he2015, eq. 10"}
      """#, "decay")
      + findings(
        #"{"name": "two", "kind": "exact", "says": "It is 2.\u0001\u001b", "of": "loss | 0", "target": 2, "where": {"arm": "plain"}}"#
          .replacing(" | 0", with: ""), "decay")
      + findings(
        #"{"name": "three", "kind": "equals", "says": "Open.", "of": "loss", "target": 3, "margin": 1, "where": {"arm": "plain"}, "expectation": "open"}"#,
        "other/study")
      + findings(
        #"{"name": "four", "kind": "cite", "says": "It is told.", "value": "77.8% | top-1", "source": "a table"}"#, "other/study")
  )
  return VerdictReport([
    .init(
      name: "decay", title: "Decay & <co>", file: "Notebooks/decay/manifest.json",
      digest: String(repeating: "0af", count: 21) + "1",
      verdicts: verdicts.filter { $0.study == "decay" }, figures: ["one": "Figures/decay/loss.svg"]),
    .init(
      name: "other/study", title: "Other", file: "N,1:2.json", digest: "ff", verdicts: verdicts.filter { $0.study != "decay" }),
  ])
}

@Suite struct ReportTests {
  @Test("JUnit XML is well formed, counts as it should, and shows failures with their numbers and quotations as skipped")
  func junit() throws {
    let text = JUnitReport.render(try report())
    let reader = CaseReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.suites == ["ravine verify 5 1 1", "decay 3 1 0", "other/study 2 0 1"])
    #expect(reader.cases == ["decay one (plain)", "decay one (double)", "decay two", "other/study three", "other/study four"])
    #expect(reader.verdicts == ["supported", "supported", "refuted", "refuted", "cited"])
    #expect(reader.failures == ["refuted, expected to hold"] && reader.skipped == ["cited, not reproduced: 77.8% | top-1"])
    #expect(reader.text.contains("a < b & \"c\", 100% [*] of it\nmean 1"))
    #expect(reader.text.contains("It is 2.\u{FFFD}\u{FFFD}\n24 of 24 samples differ"))
    #expect(reader.text.contains("To repeat it: ravine verify --claim decay/two"))
  }

  @Test("JSON says the same verdicts, with rounded numbers")
  func json() throws {
    let text = JSONReport.render(try report())
    let json = try JSONParser.parse(text)
    let verdicts = (json["studies"]?.items ?? []).flatMap { $0["verdicts"]?.items ?? [] }
    #expect(verdicts.map { $0["verdict"]?.string } == ["supported", "supported", "refuted", "refuted", "cited"])
    #expect(verdicts.map { $0["slice"]?.string } == ["plain", "double", "", "", ""])
    #expect(
      verdicts[0]["region"]?.items?.map(\.number) == [0.9, 1.1] && verdicts[0]["figure"]?.string == "Figures/decay/loss.svg")
    #expect(verdicts[2]["interval"]?.isNull == true && verdicts[2]["isExpected"]?.content == .bool(false))
    #expect(json["studies"]?.items?.first?["sha256"]?.string?.count == 64)
    #expect(json["tally"]?.string == "4 verdicts: 2 as expected, 1 open, 1 unexpected; 1 cited, not reproduced.")
  }

  @Test("GitHub gets a line an unexpected verdict, at the claim, with what its commands would read escaped")
  func annotations() throws {
    let text = GitHubAnnotations.render(try report())
    #expect(
      text == "::error file=Notebooks/decay/manifest.json,line=2,col=3,title=two is refuted%2C expected to hold::"
        + "It is 2.\u{1}\u{1B}%0A24 of 24 samples differ, at worst by 1 (1 for 2) at arm plain, width 64, replicate 0%0A"
        + "To repeat it: ravine verify --claim decay/two\n")
  }

  @Test(
    "The page has every claim with its sentence, source, statement, verdicts, figure and command, and nothing of it is markup by chance"
  )
  func page() throws {
    let text = ClaimsPage.render(try report())
    #expect(text == ClaimsPage.render(try report()))
    let expected = #"""
      ## decay

      Decay & \<co\>

      Manifest: [Notebooks/decay/manifest.json](Notebooks/decay/manifest.json), SHA-256 `0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af0af1`.

      ### one

      > a \< b & "c", 100% \[\*\] of it

      - Expected to hold.
      - Source: he2015, eq. 10.
      - Stated as equals: by `arm`, of `loss`, scale `linear`, summary `mean`, target `1`, margin `0.1`.
      - Figure: [Figures/decay/loss.svg](Figures/decay/loss.svg).

      | | verdict | numbers |
      |---|---|---|
      | plain | **supported** | mean 1, 96.7% interval 1 to 1, claimed 1 (0.9 to 1.1), 24 replicates |
      | double | **supported** | mean 1, 95% interval 1 to 1, claimed 1 (0.9 to 1.1), 24 replicates |

          .build/release/ravine verify --claim decay/one

      """#
    #expect(text.contains(expected), "\(text)")
    #expect(text.contains("**refuted**, not as expected: 24 of 24 samples differ"))
    #expect(text.contains("> It is told.\n\n- Source: a table.\n\n**cited**: cited, not reproduced: 77.8% | top-1\n"))
    #expect(!text.contains("decay/four"))
  }

  @Test("The table has the manifest's digest beside the study, and tells what is cited apart")
  func table() throws {
    let text = VerdictTable.render(try report(), width: 120)
    #expect(text.hasPrefix("decay  manifest 0af0af0af0af\n  ok    supported     one (plain)   mean 1"))
    #expect(text.contains("\n  cite  cited         four          cited, not reproduced: 77.8% | top-1\n"))
    #expect(
      text.contains("\n4 verdicts: 2 as expected, 1 open, 1 unexpected; 1 cited, not reproduced.\n\nFirst unexpected: decay, two")
    )
    let one = VerdictTable.render(try report().only("decay/one"), width: 120)
    #expect(
      one.hasPrefix("decay  manifest") && one.hasSuffix("\n2 verdicts: 2 as expected, 0 unexpected.\n") && !one.contains("four"))
  }
}

/// What a JUnit reader sees.
private final class CaseReader: NSObject, XMLParserDelegate {
  var suites: [String] = []
  var cases: [String] = []
  var verdicts: [String] = []
  var failures: [String] = []
  var skipped: [String] = []
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    func values(_ names: String...) -> String { names.map { attributes[$0] ?? "?" }.joined(separator: " ") }
    switch element {
    case "testsuites", "testsuite": suites.append(values("name", "tests", "failures", "skipped"))
    case "testcase": cases.append(values("classname", "name"))
    case "property" where attributes["name"] == "verdict": verdicts.append(values("value"))
    case "failure": failures.append(values("message"))
    case "skipped": skipped.append(values("message"))
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
