import SampleProjects
import Testing

/// Where results are written to: full disks, limits, readers who leave.
@Suite struct OutputTests {
  /// What running and drawing the large study leaves: its record has 100 kB, its picture 80, its data 170.
  private func sound() throws -> [String: [UInt8]] {
    var results: [String: [UInt8]] = [:]
    try withProject(["large": SampleStudies.large]) { project throws in
      #expect(try project.ravine("draw").status == 0)
      results = project.results
    }
    return results
  }

  @Test("A record that outgrows a limit is told and leaves nothing behind")
  func record() throws {
    try withProject(["large": SampleStudies.large]) { project throws in
      let end = try project.shell("ulimit -f 80; ravine draw")
      #expect(end.status == 3 && end.output.isEmpty)
      #expect(end.errors.hasPrefix("error: cannot write .ravine/records/"), "\(end.errors)")
      let remedy = ".json: File too large. Raise the limit on the size of a file (ulimit -f), then run the same command again.\n"
      #expect(end.errors.hasSuffix(remedy), "\(end.errors)")
      #expect(project.records == [] && project.leftovers == [])
      #expect(try project.ravine("draw").status == 0)
      #expect(differences(project.results, try sound()) == [])
    }
  }

  @Test("An index that outgrows a limit is told; the records are kept")
  func index() throws {
    try withProject(["large": SampleStudies.large]) { project throws in
      let end = try project.shell("ulimit -f 150; ravine draw")
      #expect(end.status == 3 && end.output.isEmpty)
      let said =
        "error: cannot use the results index .ravine/index.sqlite: disk I/O error. Check the disk and the limit on the size of a file (ulimit -f), then run the same command again.\n"
      #expect(end.errors.hasSuffix(said), "\(end.errors)")
      #expect(project.records.count == 1)
      let again = try project.ravine("draw", "--no-run")
      #expect(again.status == 0 && again.errors.isEmpty)
      #expect(differences(project.results, try sound()) == [])
    }
  }

  @Test("A figure's file that outgrows a limit is told, and the figure that was there stays whole")
  func figure() throws {
    try withProject(["large": SampleStudies.large]) { project throws in
      #expect(try project.ravine("draw").status == 0)
      let drawn = project.results
      try project.edit("Notebooks/large/manifest.json", "\"logScale\": \"y\"", "\"logScale\": \"y\", \"title\": \"Another\"")
      let end = try project.shell("ulimit -f 100; ravine draw")
      #expect(end.status == 3 && end.output.isEmpty)
      #expect(end.errors == "error: Figures/large/gradients.tsv cannot be written: File too large\n")
      #expect(differences(project.results, drawn) == [])
      #expect(project.leftovers == [])
    }
  }

  @Test("gnuplot ended by a limit is told")
  func gnuplot() throws {
    try withProject(["large": SampleStudies.large]) { project throws in
      #expect(try project.ravine("run").status == 0)
      let end = try project.shell("ulimit -f 50; ravine draw")
      #expect(end.status == 3 && end.output.isEmpty)
      #expect(
        end.errors == "error: gnuplot was ended by signal 25 (File size limit exceeded) before the figure was finished\n")
      #expect(project.files(below: "Figures/large").isEmpty)
    }
  }

  @Test("A full disk under standard output ends with 3", arguments: ["draw", "verify", "check", "catalogue", "--help"])
  func fullDisk(_ verb: String) throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.shell("ravine \(verb) >/dev/full")
      #expect(end.status == 3)
      let said =
        "error: cannot write standard output: No space left on device. Free some space, then run the same command again.\n"
      #expect(end.errors.hasSuffix(said), "\(end.errors)")
      #expect(project.files(below: "Figures/small").count == (verb == "draw" ? 9 : 0))
    }
  }

  @Test("A reader who has seen enough is no error, and the work goes on")
  func earlyEnd() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.shell("{ ravine draw --threads 1; } 2>&1 | head -n 0")
      #expect(end == Ending(status: 0, signal: nil, output: "", errors: ""))
      #expect(project.records.count == 20 && project.files(below: "Figures/small").count == 9)
      let table = try project.shell("ravine results small --experiment network --csv | head -n 1")
      #expect(
        table
          == Ending(
            status: 0, signal: nil, output: "activation,precision,replicate,outcome,step,measurement,layer,value\n", errors: ""))
    }
  }

  @Test("Without any standard file the results are the same")
  func closed() throws {
    try withProject(["small": SampleStudies.small]) { usual throws in
      #expect(try usual.ravine("draw").status == 0)
      try withProject(["small": SampleStudies.small]) { project throws in
        #expect(try project.shell("ravine draw <&- >&- 2>&-").status == 0)
        #expect(differences(usual.results, project.results) == [])
      }
    }
  }
}
