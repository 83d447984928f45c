// swift-tools-version: 6.1
import PackageDescription

/// What times the engine: a package of its own, so that the project needs none of it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Ravine", path: "..")],
  targets: [
    .target(name: "CReference", cSettings: [.unsafeFlags(["-O2"])]),
    .executableTarget(
      name: "ravine-bench", dependencies: ["CReference", .product(name: "RavineEngine", package: "Ravine")],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
  ],
  swiftLanguageModes: [.v6]
)
