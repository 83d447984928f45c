import Documents
import Graphs
import Records

/// What a study's plan was when it last ran to its end: `.ravine/plans/<study>.json`.
///
/// It holds a key for every combination of factors, the first replicate's; the settings behind it stand in that cell's record. So `plan` can say
/// which setting has changed since, and how.
struct PlanLog {
  struct Arm {
    /// The factors' levels, by their labels.
    let levels: [String]
    /// Of replicate 0.
    let key: String
  }

  struct Past {
    let replicates: Int
    let arms: [Arm]
  }

  let experiments: [String: Past]

  /// - Returns: nil when the study has not run here, or the log cannot be read: it only serves explanations.
  init?(_ study: Study) {
    guard let bytes = try? Files.read(Self.path(study)), let json = try? JSONParser.parse(bytes),
      let members = json["experiments"]?.members
    else { return nil }
    // Loops: nested closures over optionals make the optimizer of Swift 6.3.1 crash.
    var experiments: [String: Past] = [:]
    for member in members {
      var arms: [Arm] = []
      for arm in member.value["arms"]?.items ?? [] {
        guard let key = arm["key"]?.string, CellKey.isKey(key) else { continue }
        let levels = arm["levels"]?.items ?? []
        arms.append(Arm(levels: levels.map { $0.string ?? "" }, key: key))
      }
      let replicates = member.value["replicates"]?.number ?? 0
      experiments[member.key] = Past(replicates: Int(exactly: replicates) ?? 0, arms: arms)
    }
    self.experiments = experiments
  }

  /// Remembers the plan of a study all of whose cells have run.
  static func write(_ study: Study) throws {
    let experiments = study.manifest.experiments.enumerated().map { index, experiment in
      let arms = study.arms(index).map { arm -> JSON in
        ["levels": .array(arm.levels.map { .string($0) }), "key": .string(arm.key)]
      }
      return JSON.Member(experiment.name, ["replicates": .number(experiment.replicates), "arms": .array(arms)])
    }
    let bytes = Array((JSON.object([.init("experiments", .object(experiments))]).canonical + "\n").utf8)
    let path = path(study)
    if (try? Files.read(path)) != bytes { try AtomicFile.write(bytes, to: path) }
  }

  private static func path(_ study: Study) -> String { study.project.results + "/plans/" + study.name + ".json" }
}

extension Study {
  /// The combinations of an experiment, in their order.
  func arms(_ experiment: Int) -> [PlanLog.Arm] {
    let definition = manifest.experiments[experiment]
    return plan.cells.filter { $0.experiment == experiment && $0.replicate == 0 }.map { cell in
      let levels = zip(definition.factors, definition.combinations[cell.combination].levels).map { $0.levels[$1].label }
      return PlanLog.Arm(levels: levels, key: cell.key)
    }
  }
}
