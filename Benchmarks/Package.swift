// swift-tools-version: 6.1
import PackageDescription

/// What times the engine: a package of its own, so that the project needs none of it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Ravine", path: ".."),
    // Without traits: the default ones replace malloc.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "CReference", cSettings: [.unsafeFlags(["-O2"])]),
    .executableTarget(
      name: "ravine-bench", dependencies: ["CReference", .product(name: "RavineEngine", package: "Ravine")],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    // Single kernels: `swift package benchmark`. The folder's name is what the plugin asks for.
    .executableTarget(
      name: "Kernels",
      dependencies: [.product(name: "Benchmark", package: "benchmark"), .product(name: "RavineEngine", package: "Ravine")],
      path: "Benchmarks/Kernels", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
