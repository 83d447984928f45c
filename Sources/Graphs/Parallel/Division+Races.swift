extension Division {
  /// Two calls of one phase, run by different parts, of which one writes what the other touches.
  package struct Race: CustomStringConvertible {
    let phase: Int
    let writer: KernelCall
    let other: KernelCall

    package var description: String { "phase \(phase): \(writer) writes what another part touches in \(other)" }
  }

  /// The proof that a division is sound: compares the bytes that the parts touch in each phase, whatever led to it.
  func races(elementBytes: Int, _ chains: ChainBuilder) -> [Race] {
    (0..<phases).flatMap { phase in
      var touched: [(region: Region, part: Int, writes: Bool, call: KernelCall)] = []
      for part in 0..<parts {
        for call in calls(phase: phase, part: part) {
          let footprint = call.footprint(elementBytes: elementBytes, chains)
          touched += footprint.reads.map { ($0, part, false, call) } + footprint.writes.map { ($0, part, true, call) }
        }
      }
      touched.sort { $0.region.start < $1.region.start }
      var races: [Race] = []
      // Those that may still reach what comes.
      var open: [Int] = []
      for (index, now) in touched.enumerated() {
        open.removeAll { touched[$0].region.end <= now.region.start }
        for earlier in open.map({ touched[$0] }) where earlier.part != now.part && (earlier.writes || now.writes) {
          if earlier.region.overlaps(now.region) {
            races.append(
              now.writes
                ? Race(phase: phase, writer: now.call, other: earlier.call)
                : Race(phase: phase, writer: earlier.call, other: now.call))
          }
        }
        open.append(index)
      }
      return races
    }
  }
}

extension Program {
  /// What its threads could do to each other: nothing, if the division is sound.
  package var races: [Division.Race] { divisions.flatMap { $0.races(elementBytes: precision.bytes, chains) } }
}
