import Records
import SampleProjects
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the exit status tells a script: 0 fine, 1 a verdict, 2 the input, 3 something outside.
@Suite struct StatusTests {
  @Test("A whole way: check, plan, run, draw, verify, and then all is there")
  func fine() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      #expect(try project.ravine("check").output == "small  fine: 20 cells, 3 figures, 2 claims\n")
      let plan = """
        small  20 cells: 0 cached, 20 to run
          network: activation (2) × precision (2) × 4 replicates = 16 cells
          chain: depth (4) × 1 replicate = 4 cells
          20 cells to run: never run
          moments to draw: not drawn here yet
          gradients to draw: not drawn here yet
          chain to draw: not drawn here yet

        """
      let planned = try project.ravine("plan").output
      #expect(planned == plan, "\(planned)")
      let run = try project.ravine("run")
      #expect(run.status == 0 && run.output.isEmpty && run.errors.hasPrefix("small  20 cells run in "), "\(run)")
      let drawn = try project.ravine("draw")
      #expect(drawn.output == ["moments", "gradients", "chain"].map { "drew Figures/small/\($0).svg\n" }.joined())
      #expect(drawn.status == 0 && drawn.errors.isEmpty)
      let verdicts = try project.ravine("verify")
      #expect(verdicts.status == 0 && verdicts.output.hasSuffix("\n2 verdicts: 2 as expected, 0 unexpected.\n"), "\(verdicts)")
      let again = try project.ravine("draw", "--no-run")
      #expect(
        again
          == Ending(
            status: 0, signal: nil,
            output: "small  cached: 20 cells, 3 figures\nAll is cached: nothing to run, nothing to draw.\n", errors: ""))
    }
  }

  @Test("A verdict that is not the expected one ends with 1 and stands again at the end, with the command that repeats it")
  func verdict() throws {
    let manifest = SampleStudies.small.replacing("\"target\": \"0.25 ^ depth\"", with: "\"target\": \"0.26 ^ depth\"")
    try withProject(["small": manifest]) { project throws in
      let end = try project.ravine("verify")
      #expect(end.status == 1)
      #expect(end.output.contains("\n  FAIL  refuted       chain-is-exact  "), "\(end.output)")
      #expect(end.output.contains("First unexpected: small, chain-is-exact is refuted, expected to hold."), "\(end.output)")
      #expect(end.output.hasSuffix("  To repeat it: ravine verify --claim small/chain-is-exact\n"), "\(end.output)")
    }
  }

  @Test("Manifests with problems end with 2, all of them told, and nothing runs")
  func manifests() throws {
    let broken = [
      "one": SampleStudies.plain("\"tanh\"", "\"tahn\""), "two": "{",
      "three": SampleStudies.plain("\"width\": 8", "\"width\": 9"), "sound": SampleStudies.plain,
    ]
    try withProject(broken) { project throws in
      let expected = """
        error: Notebooks/one/manifest.json has 1 problem
          9:43  /subject/layers/1/function  no activation is called 'tahn'. Did you mean 'tanh'?
        error: Notebooks/three/manifest.json has 1 problem
          16:39  /claims/0/where/width  the factor 'width' has no level 9. Known: 4, 8.
        error: Notebooks/two/manifest.json has 1 problem
          1:2  /  expected a key in double quotes, found the end of the file

        """
      for verb in ["check", "plan", "run", "draw", "verify"] {
        let end = try project.ravine(verb)
        #expect(end.status == 2 && end.output.isEmpty)
        #expect(end.errors == expected)
      }
      #expect(!Files.exists(project.path + "/.ravine"))
    }
  }

  @Test("Without gnuplot drawing ends with 3 and says what to install; the results are kept")
  func gnuplotMissing() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.ravine("draw", environment: ["PATH": "/nowhere"])
      #expect(end.status == 3 && end.output.isEmpty)
      let said = "error: there is no program 'gnuplot', which draws the figures. Install it: apt-get install gnuplot-nox\n"
      #expect(end.errors.hasSuffix(said), "\(end.errors)")
      #expect(project.records.count == 20 && project.files(below: "Figures/small").isEmpty)
      #expect(try project.ravine("draw", "--no-run").status == 0)
    }
  }

  @Test("A figure that fails by its own fault ends with 2, and the others are drawn")
  func script() throws {
    let manifest = SampleStudies.small.replacing(
      "\"name\": \"gradients\", \"script\": \"points-with-errorbars\"", with: "\"name\": \"gradients\", \"script\": \"own.gp\"")
    try withProject(["small": manifest]) { project throws in
      try project.write("\nplot $nothing\n", to: "Notebooks/small/own.gp")
      let end = try project.ravine("draw")
      #expect(end.status == 2)
      #expect(end.output == "drew Figures/small/moments.svg\ndrew Figures/small/chain.svg\n")
      #expect(
        end.errors.hasSuffix("error: Notebooks/small/own.gp:2: gnuplot says: no datablock named $nothing\n"), "\(end.errors)")
    }
  }

  @Test("A file where a folder belongs ends with 3", arguments: ["Figures/small", ".ravine"])
  func fileForFolder(_ place: String) throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      try project.write("mine", to: place)
      let end = try project.ravine("draw")
      #expect(end.status == 3 && end.output.isEmpty)
      let said = [
        "Figures/small": "error: Figures/small is not a folder; the figures are to be written into it. Move it away\n",
        ".ravine":
          "error: cannot create the folder .ravine: File exists. A file stands where a folder is needed: move it away, then run the same command again.\n",
      ]
      #expect(end.errors.hasSuffix(said[place] ?? "?"), "\(end.errors)")
      #expect(try project.read(place) == "mine")
    }
  }

  @Test("A damaged record is told by --no-run as missing, and mended without it")
  func damagedRecord() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      #expect(try project.ravine("draw").status == 0)
      let sound = project.results
      let record = project.records[0]
      try project.write("{\"key\"", to: record)
      let told = "note: \(record) is damaged: it is not whole JSON: expected ':' after the key 'key', found the end of the file. "
      let refused = try project.ravine("verify", "--no-run")
      #expect(refused.status == 2)
      #expect(
        refused.errors.hasPrefix(told + "It was set aside as \(record).damaged; its cell has to run again.\n"),
        "\(refused.errors)")
      #expect(
        refused.errors.hasSuffix(
          "error: small: 1 cell has no result yet, and --no-run forbids running. Without it they are run.\n"))
      #expect(try project.ravine("verify").status == 0)
      #expect(differences(project.results.filter { !$0.key.hasSuffix(".damaged") }, sound) == [])
    }
  }

  @Test("Results that may not be written end with 3", .enabled(if: geteuid() != 0, "root may write everywhere"))
  func readOnly() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      try Files.createFolder(project.path + "/.ravine")
      chmod(project.path + "/.ravine", 0o555)
      let end = try project.ravine("run")
      chmod(project.path + "/.ravine", 0o755)
      #expect(end.status == 3)
      #expect(end.errors.contains("Check who owns it and whether it may be written"), "\(end.errors)")
    }
  }

  @Test("A figure's program redraws its picture with gnuplot alone")
  func redrawn() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      #expect(try project.ravine("draw").status == 0)
      for name in ["moments", "gradients", "chain"] {
        let again = try project.shell("cd / && LC_ALL=C.UTF-8 gnuplot '\(project.path)/Figures/small/\(name).gp'")
        #expect(again.status == 0 && again.errors.isEmpty)
        #expect(try project.read("Figures/small/\(name).svg") == again.output)
      }
    }
  }

  @Test("Diverged cells are told; the verdict that they leave open ends with 1")
  func diverged() throws {
    try withProject(["diverging": SampleStudies.diverging]) { project throws in
      let note =
        "note: 3 cells of diverging diverged: deviation 1e+200 · replicate 0; deviation 1e+200 · replicate 1; deviation 1e+200 · replicate 2\n"
      let verdicts = try project.ravine("verify")
      #expect(verdicts.status == 1)
      #expect(verdicts.errors.hasSuffix(note + "wrote CLAIMS.md\n"), "\(verdicts.errors)")
      #expect(verdicts.output.contains("  FAIL  inconclusive  mean-holds (deviation 1e+200)   3 of 3 replicates diverged\n"))
      let drawn = try project.ravine("draw")
      #expect(drawn.status == 2 && drawn.output == "drew Figures/diverging/both.svg\n")
      #expect(drawn.errors.hasPrefix("error: figure 'nothing' has nothing to plot"), "\(drawn.errors)")
    }
  }
}
