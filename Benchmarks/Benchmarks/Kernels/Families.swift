import CKernels

/// Matrix products: the layers' shapes forward, for deltas and for weight gradients, and squares.
func products(_ precision: ravine_precision) {
  for (m, n, k) in [(64, 64, 64), (128, 64, 64), (64, 128, 128), (256, 512, 512), (128, 10, 64), (512, 512, 256)] {
    let runs = max(1, 20_000_000 / (m * n * k))
    kernel("product \(m)×\(k)·\(k)×\(n), \(runs) times", precision, sizes: [m * k, k * n, m * n], runs: runs) {
      ravine_matmul(precision, m, n, k, $0[0], k, 1, $0[1], n, 1, $0[2])
    }
    kernel("product \(m)×\(k)·(\(n)×\(k))ᵀ, \(runs) times", precision, sizes: [m * k, k * n, m * n], runs: runs) {
      ravine_matmul(precision, m, n, k, $0[0], k, 1, $0[1], 1, k, $0[2])
    }
    kernel("product (\(k)×\(m))ᵀ·\(k)×\(n), \(runs) times", precision, sizes: [m * k, k * n, m * n], runs: runs) {
      ravine_matmul(precision, m, n, k, $0[0], 1, m, $0[1], n, 1, $0[2])
    }
  }
}

/// Elementary functions and plain arithmetic, 4096 elements.
func elementwise(_ precision: ravine_precision) {
  let functions: [(String, ravine_unary_operation)] = [
    ("relu", RAVINE_RELU), ("sqrt", RAVINE_SQRT), ("exp", RAVINE_EXP), ("expm1", RAVINE_EXPM1), ("log1p", RAVINE_LOG1P),
    ("tanh", RAVINE_TANH), ("sigmoid", RAVINE_SIGMOID), ("softplus", RAVINE_SOFTPLUS), ("erf", RAVINE_ERF), ("sin", RAVINE_SIN),
  ]
  for (name, function) in functions {
    kernel("\(name) of 4096, 100 times", precision, sizes: [4096, 4096], runs: 100) {
      ravine_unary(precision, function, 4096, $0[0], $0[1])
    }
  }
  kernel("sum of two times 4096, 100 times", precision, sizes: [4096, 4096, 4096], runs: 100) {
    ravine_binary(precision, RAVINE_ADD, 4096, $0[0], 1, $0[1], 1, $0[2])
  }
}

func draws(_ precision: ravine_precision) {
  kernel("4096 normal draws, 100 times", precision, sizes: [4096], runs: 100) { ravine_normal(precision, 1, 2, 0, 4096, $0[0]) }
  kernel("4096 uniform draws, 100 times", precision, sizes: [4096], runs: 100) { ravine_uniform(precision, 1, 2, 0, 4096, $0[0]) }
}

/// Sums over rows and columns of a batch, and what measurements take of a buffer.
func reductions(_ precision: ravine_precision) {
  kernel("sums of the rows of 256×64, 100 times", precision, sizes: [256 * 64, 256], runs: 100) {
    ravine_sum(precision, 256, 64, 1, 1, $0[0], $0[1])
  }
  kernel("sums of the columns of 256×64, 100 times", precision, sizes: [256 * 64, 64], runs: 100) {
    ravine_sum(precision, 1, 256, 64, 64, $0[0], $0[1])
  }
  kernel("sum of squares of 8192, 100 times", precision, sizes: [8192, 100], runs: 100) {
    $0[1].storeBytes(of: ravine_sum_of_squares(precision, 8192, $0[0]), as: Double.self)
  }
}

/// A 3×3 convolution of a residual network and both its transposes: 8 images of 16×16, 16 channels in and out.
func convolutions(_ precision: ravine_precision) {
  let (examples, side, channels) = (8, 16, 16)
  let pixels = examples * side * side * channels
  let sizes = [pixels, 9 * channels * channels, pixels]
  let shape = ravine_convolution(
    height: side, width: side, in: channels, kernel_height: 3, kernel_width: 3, out: channels, out_height: side, out_width: side,
    stride_y: 1, stride_x: 1, top: 1, left: 1)
  kernel("convolution 3×3, 10 times", precision, sizes: sizes, runs: 10) { buffers in
    var shape = shape
    ravine_convolve2d(precision, &shape, examples, buffers[0], buffers[1], buffers[2])
  }
  kernel("gradient of a convolution's input, 10 times", precision, sizes: sizes, runs: 10) { buffers in
    var shape = shape
    ravine_convolve2d_input_gradient(precision, &shape, examples, buffers[2], buffers[1], buffers[0])
  }
  kernel("gradient of a convolution's weights, 10 times", precision, sizes: sizes, runs: 10) { buffers in
    var shape = shape
    ravine_convolve2d_weight_gradient(precision, &shape, examples, buffers[0], buffers[2], 0, 9 * channels, buffers[1])
  }
}
