import Claims
import Documents
import Figures
import Manifests
import Plans
import Records
import Selections

/// One study, checked: its plan, its figures and its claims. The face that the command line and every other front speak to.
///
/// ```swift
/// let study = try Study(named: "he-vs-xavier", in: project)        // throws DocumentError with every problem
/// let workshop = try Workshop(project)
/// try await workshop.run(study)
/// ```
public struct Study: Sendable {
  public let project: Project
  public let name: String
  public let manifest: Manifest
  public let plan: Plan
  /// What the results of each experiment will hold.
  public let outlines: [Outline]
  public let figures: [FigureSettings]
  public let claims: [Claim]

  /// Reads and checks a study by its name or its path.
  ///
  /// - Throws: `DocumentError` with every problem of the manifest; `StudyError` when there is no such study.
  public init(named given: String, in project: Project) throws {
    let (name, path) = try project.manifestPath(given)
    var (manifest, problems) = try Manifest.read(try Files.read(path), study: name, file: path)
    self.project = project
    self.name = name
    self.manifest = manifest
    outlines = manifest.experiments.map(\.outline)
    figures = Self.figures(manifest, outlines, project, &problems)
    claims = Self.claims(manifest, outlines, &problems)
    guard problems.isEmpty else { throw DocumentError(file: path, problems: problems.list) }
    plan = Plan(manifest)
  }

  /// The same study with replicates from pilot streams, which never meet those that claims are judged by, and with fewer of them.
  ///
  /// - Parameter limit: how many replicates an experiment has at most, 2 or more.
  public func pilot(replicates limit: Int) -> Study { Study(pilotOf: self, replicates: max(limit, 2)) }

  private init(pilotOf study: Study, replicates limit: Int) {
    (project, name, manifest) = (study.project, study.name, study.manifest)
    (figures, claims) = (study.figures, study.claims)
    plan = Plan(study.manifest, namespace: .pilot, replicates: limit)
    outlines = study.outlines.map { outline in
      Outline(
        experiment: outline.experiment, factors: outline.factors, measurements: outline.measurements,
        replicates: min(outline.replicates, limit))
    }
  }

  private static func figures(
    _ manifest: Manifest, _ outlines: [Outline], _ project: Project, _ problems: inout Problems
  ) -> [FigureSettings] {
    let figures = manifest.figures.compactMap { FigureSettings.decode($0, &problems) }
    var names: Set<String> = []
    for figure in figures {
      if !names.insert(figure.name.text).inserted {
        problems.report("two figures are called '\(figure.name.text)'", at: figure.name.location)
      }
      if figure.curves.allSatisfy({ isJudgeable($0.from, manifest) }) { figure.check(outlines, &problems) }
      do {
        _ = try project.script(figure.script.text, of: manifest.study)
      } catch {
        problems.report("\(error)", at: figure.script.location)
      }
    }
    return figures
  }

  private static func claims(_ manifest: Manifest, _ outlines: [Outline], _ problems: inout Problems) -> [Claim] {
    let claims = Claim.decodeAll(manifest.claims, &problems)
    for claim in claims where isJudgeable(claim.from, manifest) { claim.check(among: outlines, &problems) }
    return claims
  }

  /// Whether the columns of an experiment's results are known; where they are not, nothing reliable can be said of a figure or a claim.
  private static func isJudgeable(_ experiment: Name?, _ manifest: Manifest) -> Bool {
    experiment.map { !manifest.unreadExperiments.contains($0.text) } ?? manifest.isOutlined
  }
}

extension Experiment {
  /// What its results will hold.
  var outline: Outline {
    Outline(
      experiment: name,
      factors: factors.map { factor in
        Outline.Factor(name: factor.name, levels: factor.levels.map { Frame.Level($0.label, number: $0.number) })
      },
      measurements: measurements.enumerated().map { index, measurement in
        Outline.Measurement(name: measurement.name, axes: measurement.axes, extents: extents[index])
      }, replicates: replicates)
  }

  /// More combinations than these are not all looked at, and nothing is said of what their axes may be.
  private static let mostInspected = 500

  /// For every measurement the ends of its axes and of the steps, over all combinations.
  private var extents: [[String: ClosedRange<Double>]] {
    var found = [[String: ClosedRange<Double>]](repeating: [:], count: measurements.count)
    var unknown = [Set<String>](repeating: [], count: measurements.count)
    guard combinations.count <= Self.mostInspected else { return found }
    for settings in combinations.map(\.settings) {
      let subject = settings.subject.value.build(for: .inspection)
      let last = settings.training?.stepCount(examples: subject.network?.input.shape[0]) ?? 0
      for (index, measurement) in settings.measurements.enumerated() where found.indices.contains(index) {
        for axis in measurement.value.axes + ["step"] {
          let own = axis == "step" ? 0...Double(last) : measurement.value.extent(of: axis, in: subject)
          guard let own else {
            unknown[index].insert(axis)
            continue
          }
          let before = found[index][axis] ?? own
          found[index][axis] = min(before.lowerBound, own.lowerBound)...max(before.upperBound, own.upperBound)
        }
      }
    }
    return zip(found, unknown).map { extents, unknown in extents.filter { !unknown.contains($0.key) } }
  }
}

extension Project {
  /// The path of a figure script: the study's own file when the name ends in `.gp`, else the common one of that name.
  func script(_ name: String, of study: String) throws -> String {
    if name.hasSuffix(".gp") {
      let own = notebooks + "/" + study + "/" + name
      guard Files.exists(own) else { throw StudyError.noScript(name: name, folder: notebooks + "/" + study, known: []) }
      return own
    }
    let common = scripts + "/" + name + ".gp"
    guard Files.exists(common) else {
      let files = ((try? Files.list(scripts)) ?? []).filter { $0.hasSuffix(".gp") && $0 != "style.gp" }
      throw StudyError.noScript(name: name, folder: scripts, known: files.map { String($0.dropLast(3)) })
    }
    return common
  }
}
