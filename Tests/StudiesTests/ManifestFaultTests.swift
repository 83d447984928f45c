import Documents
import Networks
import SampleProjects
import Studies
import Testing

/// Every mistake is told at once, where it stands and with what was probably meant, before anything has run.
@Suite struct ManifestFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let manifest: String
    /// The report below its heading.
    let problems: [String]

    init(_ description: String, _ manifest: String, _ problems: String...) {
      testDescription = description
      self.manifest = manifest
      self.problems = problems
    }

    static let all = [
      Fault("nothing at all", "", "1:1  /  expected a value, found the end of the file"),
      Fault(
        "an experiment that cannot be read, and mistakes in what speaks of another",
        SampleStudies.small.replacing("\"replicates\": 4", with: "\"replicates\": -4")
          .replacing("\"target\": \"0.25 ^ depth\"", with: "\"target\": \"0.25 ^ dpeth\"")
          .replacing("\"x\": \"depth\"", with: "\"x\": \"dept\""),
        "6:21   /experiments/network/replicates  expected a whole number of at least 1, found -4",
        "46:64  /figures/2/x                     in 'dept': no variable is called 'dept'. Did you mean 'depth'?",
        "51:43  /claims/0/target                 in '0.25 ^ dpeth': no variable is called 'dpeth'. Did you mean 'depth'?"),
      Fault("no object", "[]", "1:1  /  a manifest is a JSON object, found an empty array"),
      Fault(
        "a comma forgotten", SampleStudies.plain(#""replicates": 2,"#, #""replicates": 2"#),
        #"4:3  /  expected ',' or '}', found '"'"#),
      Fault(
        "cut off", String(SampleStudies.plain.prefix(380)),
        "12:55  /measurements/0/name  the text that begins here has no closing quote"),
      Fault(
        "a key written twice", SampleStudies.plain(#""replicates": 2,"#, #""replicates": 2, "replicates": 3,"#),
        "3:20  /replicates  the key 'replicates' stands twice, first on line 3"),
      Fault(
        "an unknown key of the study", SampleStudies.plain(#""figures""#, #""figurs""#),
        "13:3  /figurs  a manifest has no key 'figurs'. Did you mean 'figures'?"),
      Fault(
        "an unknown setting of a kind", SampleStudies.plain(#""examples""#, #""exmples""#),
        "6:51  /subject/input/exmples  'gaussian' has no setting 'exmples'. Did you mean 'examples'?"),
      Fault(
        "an unknown kind", SampleStudies.plain(#""tanh""#, #""tahn""#),
        "9:43  /subject/layers/1/function  no activation is called 'tahn'. Did you mean 'tanh'?"),
      Fault(
        "no kind", SampleStudies.plain(#""kind": "dense", "#, ""),
        "8:7  /subject/layers/0  a layer needs 'kind', one of \(Layers.catalogue.names.joined(separator: ", "))"),
      Fault(
        "a text for a number", SampleStudies.plain(#""features": 4"#, #""features": "four""#),
        "6:48  /subject/input/features  expected a whole number, found 'four'"),
      Fault(
        "an array for a number", SampleStudies.plain(#""replicates": 2"#, #""replicates": [2]"#),
        "3:17  /replicates  expected a whole number, found an array"),
      Fault(
        "a number too small", SampleStudies.plain(#""replicates": 2"#, #""replicates": 0"#),
        "3:17  /replicates  expected a whole number of at least 1, found 0"),
      Fault(
        "shapes that cannot fit",
        SampleStudies.plain(
          #"{ "kind": "activation", "function": "tanh" }"#,
          #"{ "kind": "residual", "layers": [{ "kind": "dense", "width": 5 }] }"#),
        "9:7  /subject/layers/1  a residual block adds its body's output to its input: 4 features come in, 5 features come out of the body",
        "9:7  /subject/layers/1  a residual block adds its body's output to its input: 8 features come in, 5 features come out of the body"
      ),
      Fault(
        "an unused factor", SampleStudies.plain(#"{ "factor": "width" }"#, "8"),
        #"2:16  /factors/width  the factor 'width' is never used; write {"factor": "width"} where it belongs"#),
      Fault(
        "an unknown factor", SampleStudies.plain(#""factor": "width""#, #""factor": "widht""#),
        "8:47  /subject/layers/0/width/factor  no factor is called 'widht'. Did you mean 'width'?"),
      Fault(
        "a level that is not there", SampleStudies.plain(#""width": 8"#, #""width": 9"#),
        "16:39  /claims/0/where/width  the factor 'width' has no level 9. Known: 4, 8."),
      Fault(
        "a figure of a measurement not taken", SampleStudies.plain(#""y": "moment""#, #""y": "momnt""#),
        "13:42  /figures/0/y  in 'momnt': no variable is called 'momnt'. Did you mean 'moment'?"),
      Fault(
        "a claim of a measurement not taken", SampleStudies.plain(#""of": "moment""#, #""of": "momnt""#),
        "15:70  /claims/0/of  in 'momnt': no variable is called 'momnt'. Did you mean 'moment'?"),
      Fault(
        "a misspelled axis of a figure", SampleStudies.plain(#""x": "layer""#, #""x": "layr""#),
        "13:57  /figures/0/x  in 'layr': no variable is called 'layr'. Did you mean 'layer'?"),
      Fault(
        "a misspelled factor of a figure", SampleStudies.plain(#""by": ["width"]"#, #""by": ["widht"]"#),
        "13:72  /figures/0/by/0  there is no factor and no axis 'widht'. Did you mean 'width'?"),
      Fault(
        "a misspelled axis of a claim",
        SampleStudies.plain(
          #""equals", "of": "moment","#, #""slope", "of": "log(moment) + layer - layer", "along": "layr","#
        ).replacing(#""layer": 1, "#, with: ""),
        "15:109  /claims/0/along  in 'layr': no variable is called 'layr'. Did you mean 'layer'?"),
      Fault(
        "a logarithmic axis from 0",
        SampleStudies.plain(#""x": "layer""#, #""x": "layer", "logScale": "xy", "xRange": [1, 2], "yRange": [0, 10]"#),
        "13:111  /figures/0/yRange  a logarithmic axis needs ends above 0, found [0, 10]"),
      Fault(
        "an axis upside down", SampleStudies.plain(#""x": "layer""#, #""x": "layer", "yRange": [10, 1]"#),
        "13:75  /figures/0/yRange  expected two numbers, the lower first, found [10, 1]"),
      Fault(
        "a number in quotes", SampleStudies.plain(#""replicates": 2"#, #""replicates": "12""#),
        "3:17  /replicates  expected a whole number, found '12' (a text; leave out the quotes)"),
      Fault(
        "a text for a list", SampleStudies.plain(#""by": ["width"]"#, #""by": "width""#),
        #"13:71  /figures/0/by  expected an array, found 'width': write ["width"]"#),
      Fault(
        "percent for a level", SampleStudies.plain(#""x": "layer""#, #""x": "layer", "band": "interval(95)""#),
        "13:73  /figures/0/band  expected 'none', 'range', 'quantiles(0.1, 0.9)' or 'interval(0.95)', found 'interval(95)': "
          + "a level is a fraction, above 0 and below 1"),
      Fault(
        "a number that is no level but looks like one",
        SampleStudies.plain(#"[4, 8]"#, #"[32, 64, 512]"#).replacing(#""width": 8"#, with: #""width": 128"#),
        "16:39  /claims/0/where/width  the factor 'width' has no level 128. Known: 32, 64, 512."),
      Fault(
        "a factor left open", SampleStudies.plain(#", "by": ["width"]"#, ""),
        "13:41  /figures/0/y  the factor 'width' has 2 levels here: fix it in 'where' or name it in 'by'"),
      Fault(
        "an expression that ends early", SampleStudies.plain(#""x": "layer""#, #""x": "layer +""#),
        "13:64  /figures/0/x  in 'layer +': the expression ends where a number, a name or '(' should follow."),
      Fault(
        "a script that is not there", SampleStudies.plain(#""x": "layer""#, #""x": "layer", "script": "line""#),
        "13:75  /figures/0/script  no figure script is called 'line' in FOLDER/Figures/Scripts. Did you mean 'lines'?"),
      Fault(
        "an own script that is not there", SampleStudies.plain(#""x": "layer""#, #""x": "layer", "script": "mine.gp""#),
        "13:75  /figures/0/script  no figure script is called 'mine.gp' in FOLDER/Notebooks/broken."),
      Fault(
        "a statistical claim over one replicate", SampleStudies.plain(#""replicates": 2"#, #""replicates": 1"#),
        "15:5  /claims/0  a claim of the kind 'equals' needs replicates, 2 or more: the experiment 'main' has 1"),
      Fault(
        "a claim without its sentence", SampleStudies.plain(#""says": "It holds.", "#, ""),
        "15:5  /claims/0  a claim needs 'says': a sentence"),
    ]
  }

  @Test("A mistake is told with line, column, pointer and remedy", arguments: Fault.all)
  func told(_ fault: Fault) async throws {
    try await withProject(["broken": fault.manifest]) { project throws in
      let error = #expect(throws: DocumentError.self) { try project.study("broken") }
      let count = fault.problems.count == 1 ? "1 problem" : "\(fault.problems.count) problems"
      let expected = ["\(project.path)/Notebooks/broken/manifest.json has \(count)"] + fault.problems.map { "  " + $0 }
      #expect(error?.description == expected.joined(separator: "\n").replacing("FOLDER", with: project.path))
    }
  }

  @Test("Mistakes all over a manifest are told together, in the order of their places")
  func together() async throws {
    var manifest = SampleStudies.plain
    for (old, new) in [
      ("\"features\": 4", "\"features\": \"four\""), ("\"tanh\"", "\"tahn\""), ("\"says\": \"It holds.\", ", ""),
      ("\"figures\": [", "\"figurs\": 1, \"figures\": [{ \"name\": \"again\", \"y\": \"moment\", \"w\": 1 }, "),
    ] { manifest = manifest.replacing(old, with: new) }
    try await withProject(["broken": manifest]) { project throws in
      let error = #expect(throws: DocumentError.self) { try project.study("broken") }
      #expect(
        error?.description == """
          \(project.path)/Notebooks/broken/manifest.json has 6 problems
            6:48   /subject/input/features     expected a whole number, found 'four'
            9:43   /subject/layers/1/function  no activation is called 'tahn'. Did you mean 'tanh'?
            13:3   /figurs                     a manifest has no key 'figurs'. Did you mean 'figures'?
            13:28  /figures/0                  a curve needs 'x': an expression: a text, or a number
            13:62  /figures/0/w                a figure has no setting 'w'. Known: name, script, title, xLabel, yLabel, zLabel, logScale, \
          xRange, yRange, zRange, series, theory, ….
            15:5   /claims/0                   a claim needs 'says': a sentence
          """)
    }
  }

  @Test("A study that is not there is told with the nearest name")
  func absent() async throws {
    try await withProject(["small": SampleStudies.small, "plain": SampleStudies.plain]) { project throws in
      #expect(try project.opened.studies() == ["plain", "small"])
      let error = #expect(throws: StudyError.self) { try project.study("smal") }
      #expect(
        error?.description
          == "no study is called 'smal'. Did you mean 'small'? A study is a folder below Notebooks with a manifest.json.")
    }
  }

  @Test("A folder without a manifest is told as such, a manifest in capitals too")
  func noManifest() throws {
    let project = try SampleProject(["small": SampleStudies.small])
    defer { project.remove() }
    try project.write("", to: "Notebooks/empty/notes")
    try project.write(SampleStudies.small, to: "Notebooks/shouting/Manifest.json")
    for name in ["empty", "Notebooks/empty/", project.path + "/Notebooks/empty"] {
      let error = #expect(throws: StudyError.self) { try project.study(name) }
      #expect(error?.description == "\(project.path)/Notebooks/empty is there, but has no manifest.json")
    }
    let error = #expect(throws: StudyError.self) { try project.study("shouting") }
    #expect(
      error?.description
        == "\(project.path)/Notebooks/shouting is there, but has no manifest.json; its Manifest.json must be called so, in small letters"
    )
  }

  @Test(
    "A study is found by its name, its folder and its manifest",
    arguments: ["deep/small", "Notebooks/deep/small/", "Notebooks/deep/small/manifest.json"])
  func found(_ name: String) async throws {
    try await withProject(["deep/small": SampleStudies.small]) { project throws in
      #expect(try project.study(name).name == "deep/small")
    }
  }
}
