import SampleProjects
import Testing

/// The program finds its project from anywhere below it, or by -C, and shows paths as they are from where it was called.
@Suite struct PlacesTests {
  @Test(
    "Paths are shown as they are from where the program was called",
    arguments: [
      (".", [], "Figures"), ("Notebooks/plain", [], "../../Figures"), ("Figures", [], "../Figures"),
      ("/", ["-C", "ROOT"], "ROOT/Figures"),
      ("/", ["-C", "ROOT/Notebooks/plain/"], "ROOT/Figures"), ("Notebooks", ["--project", ".."], "../Figures"),
      ("elsewhere", ["-C", "../Notebooks/plain"], "../Figures"),
    ])
  func places(_ folder: String, _ options: [String], _ figures: String) throws {
    try withProject(["plain": SampleStudies.plain]) { project throws in
      try project.write("", to: "elsewhere/file")
      // From "/" the way to the project leads through its whole path.
      let root = folder == "/" ? String(project.path.dropFirst()) : project.path
      let place = folder == "/" ? "/" : project.path + "/" + folder
      let end = try Command.ravine(["draw", "plain"] + options.map { $0.replacing("ROOT", with: project.path) }, in: place)
      #expect(end.status == 0 && end.output == "drew \(figures.replacing("ROOT", with: root))/plain/moments.svg\n", "\(end)")
      #expect(project.files(below: "Figures/plain").count == 3 && project.records.count == 4)
      try project.edit("Notebooks/plain/manifest.json", "\"tanh\"", "\"tahn\"")
      let told = try Command.ravine(["check"] + options.map { $0.replacing("ROOT", with: project.path) }, in: place)
      let manifest = figures.replacing("ROOT", with: root).replacing("Figures", with: "Notebooks/plain/manifest.json")
      #expect(told.errors.hasPrefix("error: \(manifest) has 1 problem\n"), "\(told)")
    }
  }

  @Test(
    "A study may be given by the path of its folder",
    arguments: [("Notebooks/plain", "."), ("Notebooks/other", "../plain"), (".", "./Notebooks/plain")])
  func paths(_ folder: String, _ path: String) throws {
    try withProject(["plain": SampleStudies.plain]) { project throws in
      try project.write("", to: "Notebooks/other/file")
      let end = try Command.ravine(["check", path], in: project.path + "/" + folder)
      #expect(end.status == 0 && end.output.hasPrefix("plain  fine: "), "\(end)")
    }
  }

  @Test("Where no folder upward is a project, that is told")
  func nowhere() throws {
    let end = try Command.ravine(["draw"], in: "/")
    #expect(end.status == 2 && end.output.isEmpty)
    #expect(end.errors == "error: no project here: neither / nor a folder above it has a folder 'Notebooks'\n")
  }

  @Test("A project without a study is told")
  func empty() throws {
    try withProject([:]) { project throws in
      let end = try project.ravine("draw")
      #expect(end.status == 2)
      #expect(end.errors == "error: Notebooks holds no study yet: `ravine new NAME` makes one\n")
    }
  }
}
