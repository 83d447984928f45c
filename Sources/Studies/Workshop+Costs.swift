import Claims
import Documents
import Manifests
import Measurements
import Records

/// What the results behind a claim take.
public struct ClaimCost: Sendable {
  public let claim: String
  /// The cells of its experiment that its `where` leaves.
  public let cells: Int
  /// Seconds on one thread of this machine, from cells that were run for it.
  public let seconds: Double
  /// Whether every combination of levels was run, or some were taken to cost what the others do on average.
  public let isSampled: Bool
  /// Bytes of the cells' records, as they are on the disk.
  public let bytes: Int
}

extension Workshop {
  /// The costs of a study's claims; all cells have run.
  ///
  /// A record holds no time: what it says must not depend on the machine. So the time is measured now, on one thread: of each combination of
  /// levels the program is compiled and one replicate run, without recording it, for about a second an experiment; where that does not reach
  /// all combinations, the rest is estimated from those run.
  public func costs(of study: Study) throws -> [ClaimCost] {
    let times = try study.manifest.experiments.map { try combinationTimes($0, study) }
    return study.claims.filter { $0.basis != .quotation }.compactMap { claim in
      var problems = Problems()
      guard let outline = claim.outline(among: study.outlines, &problems),
        let index = study.outlines.firstIndex(where: { $0.experiment == outline.experiment })
      else { return nil }
      let experiment = study.manifest.experiments[index]
      let chosen = experiment.combinations.indices.filter { combination in
        zip(study.outlines[index].factors, experiment.combinations[combination].levels).allSatisfy { factor, level in
          claim.scope.filter.term(for: factor.name)?.accepts(factor.levels[level]) ?? true
        }
      }
      let cells = study.plan.cells.filter { $0.experiment == index && chosen.contains($0.combination) }
      let bytes = Set(cells.map(\.key)).reduce(0) { $0 + (Files.stamp(project.records.file(of: $1))?.size ?? 0) }
      return ClaimCost(
        claim: claim.name, cells: cells.count, seconds: chosen.reduce(0) { $0 + times[index].seconds[$1] },
        isSampled: times[index].isSampled, bytes: bytes)
    }
  }

  /// For every combination the time of its compilation and of all its replicates.
  private func combinationTimes(_ experiment: Experiment, _ study: Study) throws -> (seconds: [Double], isSampled: Bool) {
    let (clock, count) = (ContinuousClock(), experiment.combinations.count)
    let began = clock.now
    var found: [Int: Double] = [:]
    // Spread over the combinations, whose costs differ from end to end: 0, then the middle, then the quarters.
    for combination in Self.spread(count) {
      if !found.isEmpty && clock.now - began > .seconds(1) { break }
      let settings = experiment.combinations[combination].settings
      var runner: CellRunner?
      let compiling = try clock.measure {
        runner = try CellRunner(
          subject: settings.subject.value, measurements: settings.measurements, training: settings.training,
          precision: settings.precision)
      }
      let running = clock.measure {
        _ = runner?.run(namespace: study.plan.namespace, seed: experiment.seed, replicate: 0)
      }
      found[combination] = compiling.inSeconds + Double(experiment.replicates) * running.inSeconds
    }
    let mean = found.values.sorted().reduce(0, +) / Double(max(found.count, 1))
    return ((0..<count).map { found[$0] ?? mean }, found.count < count)
  }

  /// 0 ..< count, each once, in an order whose beginnings are spread evenly.
  private static func spread(_ count: Int) -> [Int] {
    var (order, seen, parts) = ([Int](), Set<Int>(), 1)
    while order.count < count {
      for part in 0..<parts where seen.insert(part * count / parts).inserted { order.append(part * count / parts) }
      parts *= 2
    }
    return order
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// Costs as text.
public enum CostTable {
  public static let explanation =
    "Time: measured now on one thread of this machine, one replicate of each combination times the replicates; with ~, of some combinations only.\n"
    + "Disk: the records of the cells. Cells that several claims share are counted with each; a second run takes none of it."

  public static func render(_ study: String, _ costs: [ClaimCost]) -> String {
    let names = costs.map(\.claim.count).max() ?? 0
    let lines = costs.map { cost in
      let cells = "\(cost.cells) \(cost.cells == 1 ? "cell" : "cells")"
      let time = (cost.isSampled ? "~" : "") + self.time(cost.seconds)
      return "  \(cost.claim.padded(names))  \(left(cells, 12))  \(left(time, 9))  \(left(size(cost.bytes), 9))\n"
    }
    return "\(study)\n" + lines.joined()
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func time(_ seconds: Double) -> String {
    let text = RoundedNumber.text
    return seconds < 1
      ? "\(text(seconds * 1000, 2)) ms" : seconds < 120 ? "\(text(seconds, 2)) s" : "\(text(seconds / 60, 2)) min"
  }

  private static func size(_ bytes: Int) -> String {
    let text = RoundedNumber.text
    let size = Double(bytes)
    return bytes < 1000 ? "\(bytes) B" : bytes < 1_000_000 ? "\(text(size / 1000, 3)) kB" : "\(text(size / 1_000_000, 3)) MB"
  }
}
