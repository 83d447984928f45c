import Benchmark
import CKernels

// One thread, float32 and float64, sizes of the networks that are studied. Scaled to single elements where that says more: a run of
// 4096 elements stays in the first cache.

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .instructions], maxDuration: .milliseconds(300))
  for precision in [RAVINE_FLOAT32, RAVINE_FLOAT64] {
    products(precision)
    elementwise(precision)
    draws(precision)
    reductions(precision)
    convolutions(precision)
  }
}

/// A kernel on buffers of its own, timed in batches so long that the clock's grain does not show.
func kernel(
  _ name: String, _ precision: ravine_precision, sizes: [Int], runs: Int, _ body: @escaping ([UnsafeMutableRawPointer]) -> Void
) {
  let bytes = precision == RAVINE_FLOAT64 ? 8 : 4
  let title = "\(name), \(precision == RAVINE_FLOAT64 ? "float64" : "float32")"
  Benchmark(title) { benchmark in
    let buffers = sizes.map { count in
      let buffer = UnsafeMutableRawPointer.allocate(byteCount: count * bytes, alignment: 64)
      ravine_normal(precision, 1, UInt64(count), 0, count, buffer)
      return buffer
    }
    benchmark.startMeasurement()
    for _ in 0..<runs { body(buffers) }
    benchmark.stopMeasurement()
    for buffer in buffers { buffer.deallocate() }
  }
}
