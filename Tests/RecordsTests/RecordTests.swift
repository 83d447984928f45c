import Documents
import Records
import Testing

@Suite struct RecordTests {
  @Test("A record's document, to the byte")
  func golden() {
    let record = Record(
      settings: ["b": 1, "a": ["x"]], revision: 2, outcome: .diverged(step: 3),
      tables: [
        ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0, 1])], values: [0.5, .infinity]),
        ReadingTable(measurement: 1, step: 3, values: [-0.0]),
      ])
    #expect(record.key == SHA256Digest(of: #"{"revision":2,"settings":{"a":["x"],"b":1}}"#).description)
    #expect(
      record.text == """
        {"key":"\(record.key)","outcome":"diverged at step 3","readings":[\
        {"axes":[{"name":"layer","values":[0,1]}],"measurement":0,"step":0,"values":[0.5,"inf"]},\
        {"axes":[],"measurement":1,"step":3,"values":["-0"]}],"revision":2,"settings":{"a":["x"],"b":1}}

        """)
  }

  @Test("A record reads back equal, and writes the same bytes again")
  func roundTrip() throws {
    let record = sampleRecord(outcome: .diverged(step: 7))
    let again = try Record(bytes: record.bytes)
    #expect(again == record)
    #expect(again.bytes == record.bytes)
  }

  @Test("The order of the settings' members changes neither key nor bytes")
  func order() {
    let one = Record(settings: ["a": 1, "b": ["c": 2, "d": 3]], revision: 1, outcome: .finished, tables: [])
    let other = Record(settings: ["b": ["d": 3, "c": 2], "a": 1], revision: 1, outcome: .finished, tables: [])
    #expect(one == other)
    #expect(one.bytes == other.bytes)
    #expect(one.key != CellKey.of(settings: one.settings, revision: 2))
  }

  @Test("Every float64 keeps its bits in a record", arguments: awkwardValues)
  func bits(value: Double) throws {
    let table = ReadingTable(measurement: 0, step: 0, axes: [.init("x", [value])], values: [value])
    let record = Record(settings: [:], revision: 1, outcome: .finished, tables: [table])
    let read = try Record(bytes: record.bytes).tables[0]
    if value.isNaN {
      #expect(read.values[0].isNaN && read.axes[0].values[0].isNaN)
    } else {
      #expect(read.values[0].bitPattern == value.bitPattern)
      #expect(read.axes[0].values[0].bitPattern == value.bitPattern)
    }
  }

  @Test("Random bit patterns keep their bits in a record")
  func randomBits() throws {
    var state: UInt64 = 1
    let values = (0..<2000).compactMap { _ -> Double? in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      return value.isNaN ? nil : value
    }
    let record = Record(
      settings: [:], revision: 1, outcome: .finished, tables: [ReadingTable(measurement: 0, step: 0, values: values)])
    #expect(try Record(bytes: record.bytes).tables[0].values.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test("A record cut off after any byte is damaged")
  func truncation() {
    let bytes = sampleRecord().bytes
    for count in 0..<bytes.count {
      #expect(throws: RecordDamage.self, "cut after \(count) bytes") { try Record(bytes: Array(bytes[..<count])) }
    }
  }

  @Test("A record with any one bit of its key, revision or settings flipped is damaged")
  func flippedBits() throws {
    let bytes = sampleRecord().bytes
    let text = String(decoding: bytes, as: UTF8.self)
    let keys = 0..<80
    let settings = text.utf8.distance(from: text.startIndex, to: text.firstRange(of: "\"revision\"")!.lowerBound)..<bytes.count
    for index in [keys, settings].joined() {
      for bit in 0..<8 {
        var altered = bytes
        altered[index] ^= 1 << UInt8(bit)
        #expect(throws: RecordDamage.self, "bit \(bit) of byte \(index)") { try Record(bytes: altered) }
      }
    }
  }

  @Test(
    "An altered record says what is wrong with it",
    arguments: [
      (#""key":""#, #""key":"0"#, "its key is not the digest of its settings and revision"),
      (#""seed":0"#, #""seed":1"#, "its key is not the digest of its settings and revision"),
      (#""revision":1"#, #""revision":2"#, "its key is not the digest of its settings and revision"),
      (#""revision":1"#, #""revision":1.5"#, "its revision is 1.5"),
      ("finished", "diverged at step 03", "its outcome is 'diverged at step 03'"),
      ("[0,1,2]", "[0,1]", "axis 'layer' has 2 coordinates for 3 values"),
      (#""step":3"#, #""step":-3"#, "a step is -3"),
      ("5e-324", "true", "a table holds true among its values"),
      ("5e-324", "5.0e-324", "it is not in canonical form"),
      ("5e-324", #""NaN""#, "a table holds 'NaN' among its values"),
      (
        #","revision""#, #","host":"h","revision""#,
        "the record has the members key, outcome, readings, host, revision, settings, not key, outcome, readings, revision, settings"
      ),
      ("}\n", "} \n", "it is not in canonical form"),
    ])
  func altered(part: String, by other: String, message: String) throws {
    var text = sampleRecord().text
    text.replaceSubrange(try #require(text.firstRange(of: part)), with: other)
    let damage = #expect(throws: RecordDamage.self) { try Record(bytes: Array(text.utf8)) }
    #expect(damage?.description == message)
  }

  @Test("Only an outcome's own text reads back", arguments: ["finished", "diverged at step 0", "diverged at step 12"])
  func outcome(text: String) {
    #expect(Outcome(text)?.description == text)
    #expect(Outcome(text + " ") == nil)
  }
}
