import Claims
import Testing

/// Claims that a mean is 0 ± 1, of replicates that lie `spread` above and below each offset by turns.
private func means(_ offsets: [Double], spread: Double, replicates: Int = 24) throws -> [Finding] {
  try offsets.flatMap { offset in
    let lab = Lab(replicates: replicates, loss: { _, replicate, _ in offset + (replicate % 2 == 0 ? spread : -spread) })
    return try claim(#"{"kind": "equals", "of": "loss", "target": 0, "margin": 1, "where": {"arm": "plain"}}"#)
      .judge(lab.frame, lab.outline, of: "lab")
  }
}

@Suite struct VerdictsTests {
  @Test("A ruling that stands alone may fall among many: Holm's levels are shared over the run")
  func holm() throws {
    // Half a margin off, with an interval that just fits.
    let border = try means([0.5], spread: 1)
    let alone = Verdicts.decide(border)
    #expect(alone.map(\.ruling) == [.supported])
    #expect(alone[0].adjustedLevel == 0.05)
    // Twenty that nobody can decide take their shares.
    let noise = try means([Double](repeating: 0.9, count: 20), spread: 3)
    let among = Verdicts.decide(border + noise)
    #expect(among.map(\.ruling) == [Ruling](repeating: .inconclusive, count: 21))
    #expect(among[0].adjustedLevel == 0.05 / 21)
    #expect(try #require(among[0].interval).level == 1 - 2 * (0.05 / 21 / 2))
    // Twenty that are plainly true do not: they are rejected first and leave the level to the rest.
    let plain = try means([Double](repeating: 0, count: 20), spread: 0.01)
    #expect(Verdicts.decide(border + plain).map(\.ruling) == [Ruling](repeating: .supported, count: 21))
    #expect(Verdicts.decide(plain + border).last?.adjustedLevel == 0.05)
  }

  @Test("Claims on every sample carry no share of the level; ones that cannot be judged do")
  func family() throws {
    let border = try means([0.5], spread: 1)
    let lab = Lab()
    let exact = try claim(#"{"kind": "exact", "of": "loss", "target": 1, "where": {"arm": "plain"}}"#).judge(
      lab.frame, lab.outline)
    let lost = try claim(#"{"kind": "equals", "of": "loss", "target": "0/0", "margin": 1, "where": {"arm": "plain"}}"#)
      .judge(lab.frame, lab.outline)
    let beside = Verdicts.decide([Finding](repeating: exact[0], count: 30) + border)
    #expect(beside.allSatisfy { $0.ruling == .supported })
    #expect(beside[0].adjustedLevel == nil && beside[30].adjustedLevel == 0.05)
    let among = Verdicts.decide([Finding](repeating: lost[0], count: 20) + border)
    #expect(among.last?.ruling == .inconclusive)
    #expect(among.last?.adjustedLevel == 0.05 / 21)
  }

  @Test("The interval shows the ruling: inside the region, outside it, or across a bound")
  func intervals() throws {
    var seen: Set<Ruling> = []
    for count in [1, 3, 17] {
      for tenth in 0..<40 {
        let offsets = (0..<count).map { Double(tenth) / 10 - Double($0 % 5) * 0.3 }
        for verdict in Verdicts.decide(try means(offsets, spread: 0.8, replicates: 9)) {
          let (interval, region) = (try #require(verdict.interval), try #require(verdict.region))
          seen.insert(verdict.ruling)
          let isInside = region.contains(interval.low) && region.contains(interval.high)
          let isOutside = interval.high < region.lowerBound || interval.low > region.upperBound
          #expect(isInside == (verdict.ruling == .supported), "\(verdict.summary)")
          #expect(isOutside == (verdict.ruling == .refuted), "\(verdict.summary)")
          #expect(interval.low <= verdict.estimate ?? .nan && verdict.estimate ?? .nan <= interval.high)
        }
      }
    }
    #expect(seen == [.supported, .refuted, .inconclusive])
  }

  @Test("At the margin's edge a false claim is supported, and a true one refuted, in at most 5% of runs")
  func size() throws {
    // A quantity whose mean lies on the upper bound: supporting it and refuting it are both mistakes.
    let claim = try claim(#"{"kind": "equals", "of": "loss", "target": 0, "margin": 1, "where": {"arm": "plain"}}"#)
    var rulings: [Ruling: Int] = [:]
    for run in 0..<600 {
      let lab = Lab(
        arms: ["plain"], replicates: 12, layers: [],
        loss: { _, replicate, _ in
          var noise = Noise(UInt64(run * 12 + replicate) &* 0x2545_F491_4F6C_DD1D)
          return 1 + 0.5 * noise.normal()
        })
      for verdict in Verdicts.decide(claim.judge(lab.frame, lab.outline)) { rulings[verdict.ruling, default: 0] += 1 }
    }
    // 5% of 600 and, with one bound of two, 2.5%: four standard deviations to spare.
    #expect((9...51).contains(rulings[.supported] ?? 0), "\(rulings)")
    #expect((1...30).contains(rulings[.refuted] ?? 0), "\(rulings)")
  }

  @Test(
    "What is expected of a claim",
    arguments: [
      (Claim.Expectation.holds, [true, false, false, true]), (.fails, [false, true, false, true]),
      (.open, [true, true, true, true]),
    ])
  func expectations(expectation: Claim.Expectation, met: [Bool]) {
    #expect(Ruling.allCases.map { expectation.isMet(by: $0) } == met)
  }

  @Test("An inconclusive verdict says how many replicates would decide it, and that many do")
  func replicates() throws {
    let few = try #require(Verdicts.decide(try means([0.5], spread: 1, replicates: 6)).first)
    #expect(few.ruling == .inconclusive)
    let needed = try #require(few.replicatesNeeded)
    #expect(needed > 6 && needed < 400)
    #expect(few.summary.hasSuffix("6 replicates, about \(RoundedNumber.text(Double(needed), digits: 2)) would decide"))
    let many = try #require(Verdicts.decide(try means([0.5], spread: 1, replicates: needed)).first)
    #expect(many.ruling == .supported && many.replicatesNeeded == nil)
  }

  @Test("The same findings give the same verdicts to the letter")
  func same() throws {
    func summaries() throws -> [String] { Verdicts.decide(try means([0, 0.5, 3], spread: 1)).map(\.summary) }
    #expect(try summaries() == summaries())
  }
}

@Suite struct RoundedNumberTests {
  @Test(
    "Numbers for people have four significant digits",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-0.69314718, "-0.6931"), (9.094947017729282e-13, "9.095e-13"),
      (0.00012344, "0.0001234"),
      (0.000099999, "0.0001"), (0.00009, "9e-5"), (123456, "123500"), (99999, "100000"), (9_999_999, "1e7"),
      (12345678, "1.235e7"),
      (0.5, "0.5"), (0.99996, "1"), (2.0049999, "2.005"), (1e22, "1e22"), (1.7976931348623157e308, "1.798e308"),
      (.leastNonzeroMagnitude, "5e-324"), (1234.5, "1235"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (100, "100"),
    ])
  func rounding(value: Double, text: String) {
    #expect(RoundedNumber.text(value) == text)
  }

  @Test("A rounded number reads back within half a unit of its last place")
  func readBack() throws {
    var noise = Noise(3)
    for _ in 0..<2000 {
      let value = (noise.uniform() + 1e-9) * exponential(60 * (noise.uniform() - 0.5))
      let read = try #require(Double(RoundedNumber.text(value)))
      #expect(abs(read - value) <= 0.000501 * value)
    }
  }
}
