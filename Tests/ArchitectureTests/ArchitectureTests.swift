import Testing

@Suite("Architecture") struct ArchitectureTests {
  @Test("The repository keeps every rule", arguments: rules)
  func kept(_ rule: Rule) throws {
    let project = try Project.repository.get()
    #expect(project.rows.count > 10 && project.modules.count > 10, "the tables were not understood")
    for problem in rule.problems(project) { Issue.record("\(problem)") }
  }

  @Test("A sound project keeps every rule", arguments: rules)
  func sound(_ rule: Rule) {
    #expect(rule.problems(.sound) == [])
  }

  @Test("Every rule finds its own violations", arguments: rules)
  func violated(_ rule: Rule) {
    #expect(!rule.violations.isEmpty)
    for violation in rule.violations {
      var project = Project.sound
      violation.commit(&project)
      #expect(rule.problems(project) == [violation.problem])
    }
  }

  @Test("Import lines are read past attributes, access and kinds, and not in comments or strings")
  func imports() {
    let file = File(
      path: "Sources/A/A.swift",
      text: """
        import B  // import C
        /* import D
        import E */
        @testable import F
        public import struct G.H
          @preconcurrency internal import I
        let text = "import J"
        let importance = 1
        """)
    #expect(file.imports == ["B", "F", "G", "I"])
  }
}

extension Project {
  /// A house of four modules, with nothing wrong.
  static let sound = Project(
    architecture: """
      | another | table |
      |---|---|
      | `Decoy` | `Foundation` |

      | module | what lives there | imports |
      |---|---|---|
      | `CKernels` (C) | arithmetic | — |
      | `CGnuplot` (C++) | pictures | — |
      | `Graphs` | graphs | `CKernels` |
      | `Figures` | figures | `CGnuplot`, `Graphs`, `Foundation` |
      | `ravine` | the program | `Figures`, `ArgumentParser` |

      """,
    package: """
      static let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
      static let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
      let modules: [Module] = [
        Module(name: "Graphs", needs: ["CKernels"]),
        Module(
          name: "Figures",
          needs: [
            "CGnuplot", "Graphs",
          ]),
        // the modules end here
      ]
      .executableTarget(name: "ravine", dependencies: ["Figures", .argumentParser], swiftSettings: strict)
      """,
    files: [
      File(path: "Sources/CKernels/CKernels.c", text: "#include <math.h>\n"),
      File(path: "Sources/CKernels/include/CKernels.h", text: "#include <stddef.h>\n"),
      File(path: "Sources/CGnuplot/CGnuplot.cpp", text: "int x;\n"),
      File(path: "Sources/Graphs/Graph.swift", text: "import CKernels\n\nlet graph = 1\n"),
      File(path: "Sources/Figures/Figure.swift", text: "import CGnuplot\nimport Foundation\nimport Graphs\n"),
      File(path: "Sources/ravine/main.swift", text: "import ArgumentParser\nimport Figures\n\nprint(\"try!\")  // as!\n"),
      File(path: "Tests/CKernelsTests/CKernelsTests.swift", text: "@Test func a() {}\n"),
      File(path: "Tests/GraphsTests/GraphsTests.swift", text: "@Test func a() {}\n"),
      File(path: "Tests/FiguresTests/FiguresTests.swift", text: "@Test func a() {}\n"),
      File(path: "Tests/CommandLineTests/CommandLineTests.swift", text: "@Test func a() {}\n"),
    ])

  /// Writes a file anew.
  mutating func write(_ path: String, _ text: String) {
    files.removeAll { $0.path == path }
    files.append(File(path: path, text: text))
  }

  /// Puts text before what a file holds.
  mutating func prepend(_ text: String, to path: String) {
    for index in files.indices where files[index].path == path {
      files[index] = File(path: path, text: text + files[index].text)
    }
  }
}
