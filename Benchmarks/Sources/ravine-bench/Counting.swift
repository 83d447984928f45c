import CReference

/// Sets an operation up, runs it once, and then so often inside of `counted`, where a profiler counts instructions.
struct Counting {
  private let body: () throws -> Void

  init(_ operation: any Operation, runs: Int) throws {
    var operation = operation
    try operation.run()
    body = { for _ in 0..<runs { try operation.run() } }
  }

  func run() throws {
    let call = Call(body)
    counted(
      { context in context.map { Unmanaged<Call>.fromOpaque($0).takeUnretainedValue().run() } },
      Unmanaged.passUnretained(call).toOpaque())
    if let error = call.error { throw error }
  }

  /// C calls no closures: it is handed this.
  private final class Call {
    private let body: () throws -> Void
    private(set) var error: (any Error)?

    init(_ body: @escaping () throws -> Void) { self.body = body }

    func run() {
      do { try body() } catch { self.error = error }
    }
  }
}
