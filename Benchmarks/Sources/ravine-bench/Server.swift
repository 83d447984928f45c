import Foundation

/// Answers the runner's requests, a line each, with a line of JSON: the contestants take turns, and none is set up twice.
///
///     prepare MODE          {"seconds": …}                    sets up and runs twice
///     time MODE SECONDS     {"wall": […], "cpu": […]}          the times of single runs
struct Server {
  let workload: Workload
  let kind: any Operation.Type
  let threads: Int

  func serve() throws {
    var operation: (any Operation)?
    while let line = readLine() {
      let words = line.split(separator: " ")
      switch (words.first, words.count) {
      case ("prepare", 2):
        let start = Moment.now()
        var new = try kind.init(workload, threads: threads)
        try new.run()
        try new.run()
        operation = new
        say("{\"seconds\": \(Moment.now().wall - start.wall)}")
      case ("time", 3):
        guard var current = operation, let seconds = Double(words[2]) else {
          throw BenchError("not prepared, or no number of seconds: \(line)")
        }
        say(try Timings.of(seconds: seconds) { try current.run() }.json)
        operation = current
      default: throw BenchError("no such request: \(line)")
      }
    }
    operation?.tidy()
  }

  private func say(_ text: String) {
    print(text)
    fflush(nil)
  }
}
