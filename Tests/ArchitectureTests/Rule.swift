/// One rule of the house: what it finds wrong, and ways of breaking it that it must find.
///
/// The list below is the test plan: every rule is asked about the repository, and about each of its own violations.
struct Rule: Sendable, CustomStringConvertible {
  var says: String
  var problems: @Sendable (Project) -> [String]
  var violations: [Violation]

  var description: String { says }

  /// A change to `Project.sound`, and the one problem that it must lead to.
  struct Violation: Sendable {
    var problem: String
    var commit: @Sendable (inout Project) -> Void
  }
}

/// Outside packages and C faces that stay behind one module each, so that replacing one touches one room.
let guarded = ["ArgumentParser", "CCrypto", "CGnuplot", "CStatistics", "GRDB"]

/// Modules whose numbers must have the same bits everywhere, and what would bring the system's `exp`, which has not, within reach.
let numeric = ["Random", "Graphs", "Datasets", "Networks", "Training", "Measurements", "Theory", "Expressions", "Statistics"]
let portable = numeric + ["Documents", "Catalogues"]
let systemLibraries = ["Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Bionic"]

/// A file holds one idea; one that is longer than this holds several.
let longest = 400

let rules: [Rule] = [
  Rule(
    says: "The table of ARCHITECTURE.md and the folders of Sources name the same modules",
    problems: { project in
      let rows = project.rows.map(\.name)
      return project.folders.filter { !rows.contains($0) }.map { "Sources/\($0) is not a row of the table" }
        + rows.filter { !project.folders.contains($0) }.map { "the table has a row \($0), but there is no Sources/\($0)" }
    },
    violations: [
      .init(problem: "Sources/Clocks is not a row of the table") { $0.write("Sources/Clocks/Clock.swift", "let hour = 3600") },
      .init(problem: "the table has a row Clocks, but there is no Sources/Clocks") {
        $0.architecture += "| `Clocks` | time | — |\n"
      },
    ]),

  Rule(
    says: "A module imports only rows above it",
    problems: { project in
      let rows = project.rows
      return rows.indices.flatMap { index in
        rows[index...].map(\.name).filter(rows[index].imports.contains).map {
          "\(rows[index].name) imports \($0), which is no row above it"
        }
      }
    },
    violations: [
      .init(problem: "Graphs imports Figures, which is no row above it") {
        $0.architecture.replace("| graphs | `CKernels` |", with: "| graphs | `CKernels`, `Figures` |")
      },
      .init(problem: "Graphs imports Graphs, which is no row above it") {
        $0.architecture.replace("| graphs | `CKernels` |", with: "| graphs | `Graphs` |")
      },
    ]),

  Rule(
    says: "The import lines of a module are those that the table names",
    problems: { project in
      let rows = project.rows
      return rows.compactMap { row in
        let files = project.sources(of: row.name).filter { $0.isSwift && !$0.isEmpty }
        let imported = Set(files.flatMap(\.imports))
        // A module that holds nothing yet owes nothing.
        guard !files.isEmpty, imported != Set(row.imports) else { return nil }
        let inOrder = rows.map(\.name).filter(imported.contains)
        let outside = imported.subtracting(inOrder).sorted()
        let names = (inOrder + outside).map { "`\($0)`" }.joined(separator: ", ")
        return "the row of \(row.name) should name \(names.isEmpty ? "—" : names)"
      }
    },
    violations: [
      .init(problem: "the row of Graphs should name `CKernels`, `Synchronization`") {
        $0.prepend("public import struct Synchronization.Mutex\n", to: "Sources/Graphs/Graph.swift")
      },
      .init(problem: "the row of Figures should name `CGnuplot`, `Graphs`") {
        $0.write("Sources/Figures/Figure.swift", "import CGnuplot\nimport Graphs\n")
      },
      .init(problem: "the row of Graphs should name —") { $0.write("Sources/Graphs/Graph.swift", "let graph = 1\n") },
    ]),

  Rule(
    says: "Package.swift has the table's modules in its order, each with what its files import",
    problems: { project in
      let rows = project.rows
      let modules = project.modules
      let shared = rows.map(\.name).filter { name in modules.contains { $0.name == name } }
      var problems: [String] = []
      if modules.map(\.name) != shared {
        problems.append("Package.swift lists \(modules.map(\.name)), the table \(shared)")
      }
      for module in modules {
        let own = Set(project.sources(of: module.name).flatMap(\.imports))
        let used = own.union(project.tests(of: module.name).flatMap(\.imports))
        let known = Set(rows.map(\.name) + guarded)
        problems += own.intersection(known).subtracting(module.imports).sorted().map {
          "\(module.name) imports \($0), which its row in Package.swift does not name"
        }
        guard project.sources(of: module.name).contains(where: { !$0.isEmpty }) else { continue }
        problems += module.imports.filter { !used.contains($0) }.map {
          "Package.swift says that \(module.name) needs \($0), and neither it nor its tests import it"
        }
      }
      return problems
    },
    violations: [
      .init(problem: #"Package.swift lists ["Figures", "Graphs", "ravine"], the table ["Graphs", "Figures", "ravine"]"#) {
        let graphs = #"Module(name: "Graphs", needs: ["CKernels"]),"#
        $0.package.replace(graphs, with: "")
        $0.package.replace("// the modules end here", with: graphs)
      },
      .init(problem: "ravine imports Graphs, which its row in Package.swift does not name") {
        $0.prepend("import Graphs\n", to: "Sources/ravine/main.swift")
      },
      .init(problem: "Package.swift says that Graphs needs GRDB, and neither it nor its tests import it") {
        $0.package.replace(#"needs: ["CKernels"]"#, with: #"needs: ["CKernels", .grdb]"#)
      },
    ]),

  Rule(
    says: "A guarded package has one importer",
    problems: { project in
      guarded.compactMap { package in
        let importers = project.folders.filter { project.sources(of: $0).contains { $0.imports.contains(package) } }
        return importers.count > 1 ? "\(package) is imported by \(importers)" : nil
      }
    },
    violations: [
      .init(problem: #"CGnuplot is imported by ["Figures", "ravine"]"#) {
        $0.prepend("import CGnuplot\n", to: "Sources/ravine/main.swift")
      }
    ]),

  Rule(
    says: "The system's elementary functions are out of reach of the numeric modules",
    problems: { project in
      let imports = portable.flatMap { module in
        project.sources(of: module).flatMap { file in
          file.imports.filter(systemLibraries.contains).map { "\(file.path) imports \($0)" }
        }
      }
      // A C header hands on whatever it includes.
      let includes = project.files.filter { $0.path.hasPrefix("Sources/CKernels/include/") }.flatMap { header in
        header.text.matches(of: /(?m)^\s*#\s*include\s*<([^>]+)>/).map { String($0.output.1) }
          .filter { !["stddef.h", "stdint.h", "stdbool.h"].contains($0) }.map { "\(header.path) includes \($0)" }
      }
      return imports + includes
    },
    violations: [
      .init(problem: "Sources/Graphs/Graph.swift imports Foundation") {
        $0.prepend("import Foundation\n", to: "Sources/Graphs/Graph.swift")
      },
      .init(problem: "Sources/Graphs/Graph.swift imports Glibc") {
        $0.prepend("#if canImport(Glibc)\n  @preconcurrency import Glibc\n#endif\n", to: "Sources/Graphs/Graph.swift")
      },
      .init(problem: "Sources/CKernels/include/CKernels.h includes math.h") {
        $0.prepend("#include <math.h>\n", to: "Sources/CKernels/include/CKernels.h")
      },
    ]),

  Rule(
    says: "Every module has tests",
    problems: { project in
      (["CKernels"] + project.modules.map(\.name)).compactMap { module in
        // The program is tested from outside, as its users meet it.
        let tests = module == "ravine" ? "CommandLine" : module
        guard project.sources(of: module).contains(where: { !$0.isEmpty }) else { return nil }
        let isTested = project.tests(of: tests).contains { $0.code.contains("@Test") }
        return isTested ? nil : "\(module) has no test in Tests/\(tests)Tests"
      }
    },
    violations: [
      .init(problem: "Figures has no test in Tests/FiguresTests") {
        $0.write("Tests/FiguresTests/FiguresTests.swift", "// @Test, one day\n")
      },
      .init(problem: "ravine has no test in Tests/CommandLineTests") {
        $0.write("Tests/CommandLineTests/CommandLineTests.swift", "")
      },
    ]),

  Rule(
    says: "A file holds one idea",
    problems: { project in
      project.files.filter { $0.lines > longest }.map { "\($0.path) has \($0.lines) lines, more than \(longest)" }
    },
    violations: [
      .init(problem: "Sources/Graphs/Graph.swift has 401 lines, more than 400") {
        $0.write("Sources/Graphs/Graph.swift", "import CKernels\n" + String(repeating: "\n", count: 400))
      }
    ]),

  Rule(
    says: "No mistake of the world stops the program",
    problems: { project in
      project.files.filter { $0.path.hasPrefix("Sources/") && $0.isSwift }.flatMap { file in
        file.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
          line.matches(of: /\b(?:try!|as!|fatalError\b)/).map { "\(file.path):\(index + 1) has \($0.output)" }
        }
      }
    },
    violations: [
      .init(problem: "Sources/ravine/main.swift:2 has try!") {
        $0.write("Sources/ravine/main.swift", "// try!\nlet a = try! b()\n")
      },
      .init(problem: "Sources/ravine/main.swift:1 has as!") { $0.write("Sources/ravine/main.swift", "let a = b as! Int\n") },
      .init(problem: "Sources/ravine/main.swift:1 has fatalError") {
        $0.write("Sources/ravine/main.swift", #"fatalError("as!")"# + "\n")
      },
    ]),
]
