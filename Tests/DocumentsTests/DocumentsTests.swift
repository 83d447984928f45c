import Documents
import Testing

@Suite struct JSONParserTests {
  @Test("A value remembers its line, its column in code points, and its pointer")
  func locations() throws {
    let document = try JSONParser.parse("{\n  \"é\": [1, {\"a/b\": \"ü\", \"c\": true}]\n}")
    let inner = try #require(document["é"]?.items?[1])
    #expect(
      inner["c"]?.location == Location(pointer: JSONPointer().appending("é").appending(1).appending("c"), line: 2, column: 30))
    #expect(inner["a/b"]?.location?.pointer.description == "/é/1/a~1b")
  }

  @Test(
    "A malformed document is refused where it goes wrong",
    arguments: [
      ("", 1, 1, "expected a value, found the end of the file"),
      ("{\"a\": 1,}", 1, 9, "expected a key in double quotes, found '}' (a comma too many before it?)"),
      ("[1, 2", 1, 6, "expected ',' or ']', found the end of the file"),
      ("[1 2]", 1, 4, "expected ',' or ']', found '2'"),
      ("{\"a\": 1,\n \"a\": 2}", 2, 2, "the key 'a' stands twice, first on line 1"),
      ("[01]", 1, 2, "a number may not begin with 0"),
      ("[1.]", 1, 2, "a number may not be written like that"),
      ("[1e999]", 1, 2, "the number 1e999 is too large for float64"),
      ("[\"abc]", 1, 2, "the text that begins here has no closing quote"),
      ("[\"\\x\"]", 1, 3, "an escape that JSON does not know"),
      ("[\"\\ud800\"]", 1, 3, "an escape that JSON does not know"),
      ("[1] // x", 1, 5, "JSON has no comments; write a \"$comment\" key, it is ignored"),
      ("[1] x", 1, 5, "expected the end of the file, found 'x'"),
      ("{'a': 1}", 1, 2, "expected a key in double quotes, found '''"),
    ])
  func malformed(text: String, line: Int, column: Int, message: String) {
    #expect { try JSONParser.parse(text) } throws: { error in
      let problem = error as? Problem
      return problem?.message == message && problem?.location?.line == line && problem?.location?.column == column
    }
  }

  @Test("Nesting without end is refused, not a crash")
  func nesting() {
    #expect(throws: Problem.self) { try JSONParser.parse(String(repeating: "[", count: 100_000)) }
  }

  @Test("Bytes that are not UTF-8 are refused")
  func encoding() {
    #expect(throws: Problem.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }
}

@Suite struct CanonicalJSONTests {
  /// The table of RFC 8785, appendix B.
  @Test(
    "Numbers are printed as RFC 8785 prints them",
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
      (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
      (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0x41b3_de43_5555_5557, "333333333.33333343"), (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
      (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func numbers(bits: UInt64, text: String) {
    #expect(JSON.ecmaScript(Double(bitPattern: bits)) == text)
  }

  @Test("Keys are sorted by UTF-16 code units and strings escaped as little as may be")
  func layout() throws {
    // RFC 8785, section 3.2.3
    let document = try JSONParser.parse(
      #"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}"#
    )
    let keys = try JSONParser.parse(document.canonical).members?.map(\.key)
    #expect(keys == ["\r", "1", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1F600}", "\u{fb33}"])
    #expect(JSON.string("\u{20ac}$\u{F}\nA'\u{42}\"\\/").canonical == #""€$\u000f\nA'B\"\\/""#)
  }

  @Test("What is canonical reads back as the same value")
  func roundTrip() throws {
    let value: JSON = ["b": [1, 2.5, .null, true], "a": ["x": "\u{1}"]]
    #expect(try JSONParser.parse(value.canonical) == ["a": ["x": "\u{1}"], "b": [1, 2.5, .null, true]])
  }

  @Test("NaN and infinities are words in a record", arguments: [Double.infinity, -.infinity, 1.5, .leastNonzeroMagnitude])
  func readings(number: Double) { #expect(JSON.reading(number).readingValue == number) }
}

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples.
  @Test(
    "The published digests come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
  func published(text: String, digest: String) { #expect(SHA256Digest(of: text).description == digest) }
}

@Suite struct NearestNameTests {
  @Test(
    "A slip finds the name that was meant; a stranger finds none",
    arguments: [("tahn", "tanh"), ("Relu", "relu"), ("heNromal", "heNormal"), ("quaternion", nil)])
  func nearest(written: String, meant: String?) {
    #expect(nearestName(to: written, among: ["relu", "tanh", "heNormal", "heUniform"]) == meant)
  }
}
