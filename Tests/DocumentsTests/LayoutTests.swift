import Documents
import Testing

@Suite struct LayoutTests {
  @Test("What fits stays on a line, what does not is broken at its members; it reads back as the same value")
  func layout() throws {
    let text =
      #"{"name":"a","empty":[],"none":{},"list":[1,[2,3]],"long":["aaaaaaaaaa","bbbbbbbbbb"],"π":{"k":"éééééééééééééé"}}"#
    let json = try JSONParser.parse(text)
    let laidOut = json.laidOut(width: 28)
    #expect(
      laidOut == """
        {
          "name": "a",
          "empty": [],
          "none": {},
          "list": [1, [2, 3]],
          "long": [
            "aaaaaaaaaa",
            "bbbbbbbbbb"
          ],
          "π": {
            "k": "éééééééééééééé"
          }
        }

        """)
    #expect(try JSONParser.parse(laidOut) == json)
    #expect(json.laidOut(width: 200).split(separator: "\n").count == 1)
  }

  @Test("A line is never wider than asked for when it could be broken, the comma after it included")
  func width() throws {
    let json: JSON = ["a": ["b": [1, 2, 3], "c": [1, 2, 3]], "d": [10, 20, 30]]
    for width in 1...60 {
      for line in json.laidOut(width: width).split(separator: "\n") where line.contains("{ ") || line.contains("[1") {
        #expect(line.count <= width)
      }
    }
  }
}

@Suite struct DifferenceTests {
  @Test(
    "Differences are told by their pointers, old and new",
    arguments: [
      (#"{"a":1,"b":[1,2]}"#, #"{"b":[1,2],"a":1}"#, []),
      (#"{"a":{"times":50}}"#, #"{"a":{"times":40}}"#, ["/a/times 50 → 40"]),
      (#"{"a":[{"w":1},{"w":2}]}"#, #"{"a":[{"w":1},{"w":3}]}"#, ["/a/1/w 2 → 3"]),
      (#"{"a":[1,2]}"#, #"{"a":[1]}"#, ["/a 2 elements → 1 element"]),
      (#"{"f":{"kind":"relu"}}"#, #"{"f":{"kind":"elu","alpha":1}}"#, ["/f relu → elu"]),
      (#"{"f":{"kind":"elu","alpha":1}}"#, #"{"f":{"kind":"elu","alpha":2}}"#, ["/f/alpha 1 → 2"]),
      (#"{"old":true}"#, #"{"new":"x"}"#, ["/new nothing → x", "/old true → nothing"]),
      (#"{"a":null}"#, #"{"a":{"b":1}}"#, ["/a null → an object"]),
      ("1", "2", [" 1 → 2"]),
    ])
  func differences(old: String, new: String, expected: [String]) throws {
    let (before, after) = (try JSONParser.parse(old), try JSONParser.parse(new))
    #expect(after.differences(from: before).map(\.description) == expected)
    #expect(before.differences(from: after).count == expected.count, "there and back they are as many")
  }
}
