import Documents
import Manifests
import Testing

@Suite struct ProblemTests {
  @Test("A report has file, line, column, pointer, what was found, what was expected and the nearest name; all problems at once")
  func report() throws {
    let text = """
      {
        "experiments": {
          "main": {
            "subject": {"kind": "network", "input": {"kind": "gaussian", "features": -1}, "layers": [
              {"kind": "activation", "function": "tahn"}]},
            "measurements": ["forwardMoment"]
          }
        }
      }
      """
    let error = DocumentError(file: "Notebooks/width/manifest.json", problems: try read(text).problems)
    #expect(
      error.description == """
        Notebooks/width/manifest.json has 2 problems
          4:80  /experiments/main/subject/input/features     expected a whole number of at least 1, found -1
          5:44  /experiments/main/subject/layers/0/function  no activation is called 'tahn'. Did you mean 'tanh'?
        """)
  }

  @Test("One mistake in a level that many cells use is told once, where the level stands")
  func once() throws {
    let text = study(
      #""factors": {"activation": ["relu", "tahn"], "n": {"range": [1, 100]}}, "replicates": 7"#, features: #"{"factor": "n"}"#,
      function: #"{"factor": "activation"}"#)
    let found = try read(text).problems
    #expect(found.map(\.message) == ["no activation is called 'tahn'. Did you mean 'tanh'?"])
    #expect(
      found.first?.location
        == Location(pointer: JSONPointer().appending("factors").appending("activation").appending(1), line: 1, column: 38))
  }

  @Test("A mistake whose sentence differs from level to level is told for a few of them")
  func few() throws {
    // A residual body of four units does not fit any other width.
    let text = #"""
      {"factors": {"n": {"range": [5, 1000]}},
       "subject": {"kind": "network", "input": {"kind": "gaussian", "features": {"factor": "n"}}, "layers": [
        {"kind": "residual", "layers": [{"kind": "dense", "width": 4}]}]}, "measurements": ["forwardMoment"]}
      """#
    let found = try problems(text)
    #expect(found.count == 3)
    #expect(found.allSatisfy { $0.hasPrefix("/subject/layers/0: a residual block adds its body's output to its input: ") })
  }

  @Test(
    "Mistakes about factors",
    arguments: [
      (
        study(#""factors": {"n": [1, 2], "m": [3]}"#),
        [
          "/factors/n: the factor 'n' is never used; write {\"factor\": \"n\"} where it belongs",
          "/factors/m: the factor 'm' is never used; write {\"factor\": \"m\"} where it belongs",
        ]
      ),
      (
        study(#""factors": {"depth": [1]}"#, features: #"{"factor": "dpeth"}"#),
        ["/subject/input/features/factor: no factor is called 'dpeth'. Did you mean 'depth'?"]
      ),
      (study(features: #"{"factor": 3}"#), ["/subject/input/features/factor: expected the name of a factor, found 3"]),
      (study(#""factors": [1]"#), ["/factors: expected an object of factors and their levels, found an array"]),
      (study(#""factors": {"n": []}"#, features: #"{"factor": "n"}"#), ["/factors/n: the factor 'n' has no levels"]),
      (
        study(#""factors": {"n": 3}"#, features: #"{"factor": "n"}"#),
        ["/factors/n: expected an array of levels, or {\"range\": [first, last]}; found 3"]
      ),
      (
        study(#""factors": {"n": {"range": [3, 1]}}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/range: expected two numbers, the first not above the last; found [3,1]"]
      ),
      (
        study(#""factors": {"n": {"range": [1, 3], "stpe": 1}}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/stpe: a range has 'range' and 'step', not 'stpe'"]
      ),
      (
        study(#""factors": {"n": {"range": [1, 3], "step": 0}}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/step: expected a number above 0, found 0"]
      ),
      (
        study(#""factors": {"n": {"range": [1, 3], "step": "x"}}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/step: expected a number above 0, found 'x'"]
      ),
      (
        study(#""factors": {"n": {"range": [1, 1e9]}}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/range: a range of more than 100000 levels"]
      ),
      (
        study(#""factors": {"n": [1, 1.0]}"#, features: #"{"factor": "n"}"#),
        ["/factors/n/1: the factor 'n' has two levels called '1'; write {\"label\": …, \"value\": …}"]
      ),
      (
        study(#""factors": {"n": [{"label": "a"}]}"#, features: #"{"factor": "n"}"#),
        [
          "/factors/n/0: a labeled level needs 'value' too", "/factors/n/0: expected a whole number, found an object",
        ]
      ),
      (
        study(#""factors": {"n": [{"label": 1, "value": 1, "vaule": 2}]}"#, features: #"{"factor": "n"}"#),
        [
          "/factors/n/0/label: expected a text as label, found 1",
          "/factors/n/0/vaule: a labeled level has 'label' and 'value', not 'vaule'",
        ]
      ),
      (
        study(#""factors": {"my factor": [1], "step": [1]}"#),
        [
          "/factors/my factor: 'my factor' is no name for a factor: letters and digits, beginning with a letter, as in camelCase",
          "/factors/step: 'step' is a word of the language; a factor needs another name",
        ]
      ),
      (
        study(#""factors": {"layer": [1, 2]}"#, features: #"{"factor": "layer"}"#),
        ["/factors/layer: 'layer' is an axis of 'forwardMoment'; call the factor something else"]
      ),
      (
        study(#""factors": {"a": [{"kind": "constant", "value": {"factor": "a"}}]}"#, initializer: #"{"factor": "a"}"#),
        ["/factors/a/0/value/factor: a level of the factor 'a' uses the factor itself"]
      ),
      (
        study(#""factors": {"n": [1]}, "seed": {"factor": "n"}"#, features: #"{"factor": "n"}"#),
        ["/seed: 'seed' holds for a whole experiment; a factor cannot vary it"]
      ),
    ])
  func factors(text: String, expected: [String]) throws { #expect(try problems(text) == expected) }

  @Test(
    "Mistakes about arms",
    arguments: [
      (#"3"#, ["/arms: expected an array of arms, each an object with a label and its settings, found 3"]),
      (#"[]"#, ["/arms: expected an array of arms, each an object with a label and its settings, found an empty array"]),
      (#"[{"label": "a"}]"#, ["/arms/0: an arm needs settings besides its label"]),
      (
        #"[{"n": 1}, 3]"#,
        [
          "/arms: the factor 'arm' has no levels", "/arms/0: an arm is an object and needs 'label', a text",
          "/arms/1: an arm is an object and needs 'label', a text",
        ]
      ),
      (
        #"[{"label": "a", "n": 1}, {"label": "b", "m": 2}]"#,
        [
          "/arms/1: the arm 'b' does not say 'n', which the first arm has",
          "/arms/1/m: the first arm does not say 'm'; every arm has the same settings.",
          "/subject/input/features: expected a whole number, found an object",
        ]
      ),
      (
        #"[{"label": "a", "n": 1}, {"label": "a", "n": 2}]"#,
        ["/arms/1: the factor 'arm' has two levels called 'a'; write {\"label\": …, \"value\": …}"]
      ),
      (#"[{"label": "a", "n": 1, "b": 2}]"#, ["/arms: the arms' 'b' is never used; write {\"factor\": \"b\"} where it belongs"]),
      (#"[{"label": "a", "n": 1}], "factors": {"n": [2]}"#, ["/arms: two factors are called 'n'"]),
    ])
  func arms(arms: String, expected: [String]) throws {
    let features = arms == #"3"# || arms == "[]" || arms == #"[{"label": "a"}]"# ? "4" : #"{"factor": "n"}"#
    #expect(try problems(study("\"arms\": \(arms)", features: features)) == expected)
  }

  @Test(
    "Mistakes in only and except",
    arguments: [
      (#""only": 3"#, ["/only: expected an array of objects, each of factors and their levels, found 3"]),
      (#""except": [3]"#, ["/except/0: expected an object, found 3"]),
      (
        #""except": [{"activatoin": "relu"}]"#,
        ["/except/0/activatoin: no factor is called 'activatoin'. Did you mean 'activation'?"]
      ),
      (
        #""except": [{"activation": ["rleu", "tanh"]}]"#,
        ["/except/0/activation/0: the factor 'activation' has no level 'rleu'. Did you mean 'relu'?"]
      ),
      (#""only": []"#, [": 'only' and 'except' leave no combination of the factors"]),
    ])
  func thinning(rule: String, expected: [String]) throws {
    let text = study(#""factors": {"activation": ["relu", "tanh"]}, \#(rule)"#, function: #"{"factor": "activation"}"#)
    #expect(try problems(text) == expected)
  }

  @Test(
    "Mistakes about measurements",
    arguments: [
      (#"[]"#, ["/measurements: expected at least one, found an empty array"]),
      (
        #"["forwardMoment", "forwardMoment"]"#,
        ["/measurements/1: two measurements are called 'forwardMoment'; give one of them another \"name\""]
      ),
      (#"["forwardMomnet"]"#, ["/measurements/0: no measurement is called 'forwardMomnet'. Did you mean 'forwardMoment'?"]),
      (
        #"[{"kind": "forwardMoment", "name": "a-b"}]"#,
        [
          "/measurements/0/name: 'a-b' is no name for a measurement: letters and digits, beginning with a letter, as in camelCase"
        ]
      ),
      (#"[{"kind": "forwardMoment", "name": 3}]"#, ["/measurements/0/name: expected a text as name, found 3"]),
      (#"[{"kind": "forwardMoment", "name": "n"}]"#, ["/measurements/0/name: 'n' is both a factor and a measurement"]),
      (
        #"[{"kind": "forwardMoment", "name": "layer"}]"#,
        ["/measurements/0/name: 'layer' is an axis of 'layer'; give the measurement another \"name\""]
      ),
      (#"["loss"]"#, ["/measurements/0: 'loss' is measured, but the subject has no 'loss'"]),
      (
        #"{"factor": "n"}"#,
        [
          "/factors/n/0: expected an array, found 4",
          "/measurements: a factor may stand for a measurement's kind or settings, not for the whole list",
        ]
      ),
    ])
  func measurements(measurements: String, expected: [String]) throws {
    #expect(
      try problems(study(#""factors": {"n": [4]}"#, features: #"{"factor": "n"}"#, measurements: measurements)) == expected)
  }

  @Test("A measurement of several kinds needs a name, and kinds that read by the same axes")
  func kinds() throws {
    func text(_ kinds: String, _ measurement: String) -> String {
      study(#""factors": {"kind": \#(kinds)}"#, measurements: "[\(measurement)]")
    }
    #expect(
      try problems(text(#"["forwardMoment"]"#, #"{"kind": {"factor": "kind"}}"#)) == [
        "/measurements/0: a measurement of several kinds needs a name: {\"kind\": {\"factor\": …}, \"name\": …}"
      ])
    let loss = study(
      #""factors": {"kind": ["forwardMoment", "loss"]}"#, measurements: #"[{"kind": {"factor": "kind"}, "name": "m"}]"#
    )
    .replacing(#""layers""#, with: #""loss": "meanSquaredError", "layers""#)
    #expect(
      try problems(loss) == [
        "/measurements/0/name: 'm' is read by layer at one level and by nothing at another; make it two measurements"
      ])
  }

  @Test(
    "Mistakes of a manifest as a whole",
    arguments: [
      (
        #"{"tilte": "x"}"#,
        [
          ": an experiment needs 'subject': a subject", ": an experiment needs 'measurements': at least one",
          "/tilte: a manifest has no key 'tilte'. Did you mean 'title'?",
        ]
      ),
      (
        study(#""title": 3, "references": "he2015""#),
        ["/title: expected a text in quotes, found 3", "/references: expected an array, found 'he2015': write [\"he2015\"]"]
      ),
      (
        study(#""seed": -1, "replicates": 0"#),
        ["/seed: expected a whole number of at least 0, found -1", "/replicates: expected a whole number of at least 1, found 0"]
      ),
      (
        study(#""seed": 0.5, "replicates": "3""#),
        [
          "/seed: expected a whole number, found 0.5",
          "/replicates: expected a whole number, found '3' (a text; leave out the quotes)",
        ]
      ),
      (#"{"experiments": {}}"#, ["/experiments: expected an object of experiments by name, found an object"]),
      (#"{"experiments": {"$comment": "!"}}"#, ["/experiments: expected an object of experiments by name, found an object"]),
      (
        #"{"seed": 3, "experiments": {"a b": 3}}"#,
        [
          "/seed: 'seed' belongs into one of the 'experiments'",
          "/experiments/a b: 'a b' is no name for an experiment: letters and digits, beginning with a letter, as in camelCase",
          "/experiments/a b: expected an object, found 3",
        ]
      ),
      (
        #"{"experiments": {"a": \#(study(#""figures": []"#))}}"#,
        [
          "/experiments/a/figures: an experiment has no key 'figures'. Known: factors, arms, only, except, seed, replicates, subject, training, measurements, precision."
        ]
      ),
    ])
  func whole(text: String, expected: [String]) throws { #expect(try problems(text) == expected) }

  @Test(
    "What is no JSON object is refused at once",
    arguments: [
      ("[1]", "a manifest is a JSON object, found an array"), ("{", "expected a key in double quotes, found the end of the file"),
    ])
  func noObject(text: String, message: String) throws {
    let error = #expect(throws: DocumentError.self) { try read(text) }
    #expect(error?.problems.map(\.message) == [message])
  }

  @Test("Mistakes in a factor, in the subject, in a measurement and in a figure's neighbor are told together")
  func together() throws {
    let text = study(
      #""factors": {"n": {"range": [2, 1]}, "unused": [1]}, "figures": 3"#, features: #"{"factor": "n"}"#, function: #""tahn""#,
      measurements: #"["lsos"]"#)
    #expect(
      try problems(text) == [
        "/factors/n/range: expected two numbers, the first not above the last; found [2,1]",
        "/factors/unused: the factor 'unused' is never used; write {\"factor\": \"unused\"} where it belongs",
        "/figures: expected an array, found 3",
        "/subject/layers/1/function: no activation is called 'tahn'. Did you mean 'tanh'?",
        "/measurements/0: no measurement is called 'lsos'. Did you mean 'loss'?",
      ])
  }

  @Test("An experiment with a mistake in its subject is outlined all the same, so that figures and claims are judged")
  func outlined() throws {
    let (manifest, problems) = try read(study(#""factors": {"n": [1, 2]}"#, features: #"{"factor": "n"}"#, function: #""tahn""#))
    #expect(problems.count == 1)
    #expect(manifest.isOutlined)
    #expect(manifest.experiments.first?.measurements.map(\.axes) == [["layer"]])
    #expect(manifest.experiments.first?.factors.map(\.name) == ["n"])
    #expect(try read(study(measurements: #"["lsos"]"#)).manifest.isOutlined == false)
  }

  @Test(
    "A sweep of a million cells is refused before it is laid out",
    arguments: [
      (#""factors": {"a": {"range": [1, 1000]}}, "replicates": 1000"#, "the factors and replicates make 1000000 cells"),
      (#""factors": {"a": {"range": [1, 1000]}, "b": {"range": [1, 1000]}}"#, "the levels of the factors make 1000000 cells"),
      (
        #""factors": {"a": {"range": [1, 100000]}, "b": {"range": [1, 100000]}, "c": {"range": [1, 100000]}, "d": {"range": [1, 100000]}}"#,
        "the levels of the factors make 100000000000000000000 cells"
      ),
      (#""replicates": 9000000000000000, "factors": {"a": [1]}"#, "the factors and replicates make 9000000000000000 cells"),
    ])
  func million(top: String, made: String) throws {
    var value = "0"
    for name in ["d", "c", "b", "a"] where top.contains("\"\(name)\":") {
      value = #"{"factor": "\#(name)"}"# + (value == "0" ? "" : ", \(value)")
    }
    // Every factor is used, in a constant of its own.
    let layers =
      value == "0"
      ? ""
      : value.split(separator: ", ").map {
        #", {"kind": "dense", "width": 1, "initializer": {"kind": "constant", "value": \#($0)}}"#
      }.joined()
    let text = study(top).replacing(#""function": "tanh"}"#, with: #""function": "tanh"}\#(layers)"#)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try problems(text) == [": \(made); one experiment may have 200000"])
    #expect(clock.now - start < .seconds(20))
  }
}
