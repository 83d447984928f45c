import SampleProjects
import Testing

/// Help and mistakes in the arguments.
@Suite struct UsageTests {
  @Test("Help is no error, and every verb's shows an example")
  func help() throws {
    let all = try Command.ravine(["--help"], in: "/")
    #expect(all.status == 0 && all.errors.isEmpty)
    #expect(all.output.contains("Examples:"))
    #expect(try Command.ravine([], in: "/") == all)
    #expect(try Command.ravine(["help"], in: "/") == all)

    // A verb's line begins with two spaces and its name; the next line of its meaning stands farther right.
    let list = try #require(all.output.split(separator: "SUBCOMMANDS:\n").last).split(separator: "\n")
    let verbs = list.prefix { $0.hasPrefix("  ") }.filter { $0.dropFirst(2).first?.isLetter == true }
      .map { String($0.dropFirst(2).prefix { $0 != " " }) }.filter { $0 != "See" }
    #expect(verbs.count >= 7 && verbs.contains("draw"), "\(verbs)")
    for verb in verbs {
      let own = try Command.ravine([verb, "--help"], in: "/")
      #expect(own.status == 0 && own.errors.isEmpty)
      #expect(own.output.contains("Example") && own.output.contains("  ravine \(verb)"), "\(verb) --help")
      #expect(try Command.ravine(["help", verb], in: "/") == own)
    }
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let says: String

    init(_ arguments: String..., says: String) {
      self.arguments = arguments
      self.says = says
    }

    var testDescription: String { arguments.joined(separator: " ") }

    static let all = [
      Mistake("drwa", says: "error: There is no verb 'drwa'. Did you mean 'draw'?"),
      Mistake("help", "drwa", says: "error: There is no verb 'drwa'. Did you mean 'draw'?"),
      Mistake(
        "paint",
        says: "error: There is no verb 'paint'. "
          + "Known: new, check, plan, run, draw, verify, pilot, power, catalogue, schema, results, explain, …."),
      Mistake("--frobnicate", says: "error: Unknown option '--frobnicate'"),
      Mistake("draw", "--thread", "2", says: "error: Unknown option '--thread'. Did you mean '--threads'?"),
      Mistake("draw", "--threads", "0", says: "error: --threads must be at least 1, found 0."),
      Mistake("draw", "--threads", "many", says: "error: The value 'many' is invalid for '--threads <threads>'"),
      Mistake("draw", "--threads", says: "error: Missing value for '--threads <threads>'"),
      Mistake("results", says: "error: Missing expected argument '<study>'"),
      Mistake(
        "check", "smal",
        says: "error: no study is called 'smal'. Did you mean 'small'? A study is a folder below Notebooks with a manifest.json."),
      Mistake("verify", "--claim", "relu-hold", says: "error: no claim is called 'relu-hold'. Did you mean 'relu-holds'?"),
      Mistake("results", "small", says: "error: small: --experiment must say which: network, chain"),
      Mistake(
        "results", "small", "--experiment", "chian",
        says: "error: small: no experiment is called 'chian'. Did you mean 'chain'?"),
      Mistake("catalogue", "activaton", says: "error: the catalogue has nothing called 'activaton'. Did you mean 'activation'?"),
      Mistake(
        "check", "-C", "nowhere",
        says: "error: no project here: neither nowhere nor a folder above it has a folder 'Notebooks'"),
      Mistake(
        "draw", "--no-run",
        says: "error: small: 20 cells have no result yet, and --no-run forbids running. Without it they are run."),
    ]
  }

  @Test("A mistake in the arguments is told with what was meant, and ends with 2", arguments: Mistake.all)
  func mistake(_ mistake: Mistake) throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try Command.ravine(mistake.arguments, in: project.path)
      #expect(end.status == 2)
      #expect(end.errors.split(separator: "\n").first.map(String.init) == mistake.says)
      #expect(end.output.isEmpty)
      #expect(project.results.keys.allSatisfy { $0.hasPrefix("Figures/Scripts/") })
    }
  }
}
