import Records
import SampleProjects
import Studies
import Testing

@Suite struct BitsTests {
  @Test("The release program and the library of this build give the same records, data and pictures")
  func builds() async throws {
    guard Files.exists(Command.releaseProgram) else {
      Issue.record("there is no release program to compare with; `make test` builds it first: .build/release/ravine")
      return
    }
    let (ours, released) = (try SampleProject(["small": SampleStudies.small]), try SampleProject(["small": SampleStudies.small]))
    defer {
      ours.remove()
      released.remove()
    }
    let study = try Study(named: "small", in: Project(root: ours.path))
    let workshop = try Workshop(study.project, threads: 1)
    _ = try await workshop.run(study)
    for figure in study.figures { _ = try workshop.draw(figure, of: study) }

    let drawn = try released.ravine("draw", "--threads", "2", program: Command.releaseProgram)
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(ours.records.count == 20)
    #expect(differences(ours.results, released.results) == [], "is .build/release/ravine up to date? `make build`")
  }

  @Test("With one thread and with two the program gives the same bytes, results as a table included")
  func threads() throws {
    try withProject(["small": SampleStudies.small]) { one throws in
      #expect(try one.ravine("draw", "--threads", "1").status == 0)
      let table = try one.ravine("results", "small", "--experiment", "network", "--csv")
      #expect(table.output.split(separator: "\n").count == 1 + 16 * (5 + 4))
      try withProject(["small": SampleStudies.small]) { two throws in
        #expect(try two.ravine("draw", "--threads", "2").status == 0)
        #expect(differences(one.results, two.results) == [])
        #expect(try two.ravine("results", "small", "--experiment", "network", "--csv") == table)
      }
    }
  }
}
