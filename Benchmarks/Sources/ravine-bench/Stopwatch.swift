import Foundation

/// Seconds on the wall and of the processor, all threads of this process together.
struct Moment {
  let wall: Double
  let processor: Double

  static func now() -> Moment { Moment(wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID)) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The times of some runs of one thing.
struct Timings {
  var wall: [Double] = []
  var processor: [Double] = []

  /// Runs it once at least and `most` times at most, until the seconds are over.
  static func of(seconds: Double, most: Int = 1000, _ body: () async throws -> Void) async rethrows -> Timings {
    var timings = Timings()
    let end = Moment.now().wall + seconds
    repeat {
      let start = Moment.now()
      try await body()
      let stop = Moment.now()
      timings.wall.append(stop.wall - start.wall)
      timings.processor.append(stop.processor - start.processor)
    } while timings.wall.count < most && Moment.now().wall < end
    return timings
  }

  var json: String { "{\"wall\": \(timesList(wall)), \"cpu\": \(timesList(processor))}" }

  private func timesList(_ times: [Double]) -> String { "[\(times.map { String(format: "%.9f", $0) }.joined(separator: ", "))]" }
}
