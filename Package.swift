// swift-tools-version: 6.1
import PackageDescription

/// The modules, low to high: each may depend on rows above it and on nothing below (`ARCHITECTURE.md`).
/// A module's tests stand in `Tests/<module>Tests`, the program's in `Tests/CommandLineTests`.
struct Module {
  var name: String
  var needs: [Target.Dependency] = []
  var tested = true
  /// What its tests need besides.
  var testedWith: [Target.Dependency] = []
}

extension Target.Dependency {
  static let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
  static let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
}

let modules: [Module] = [
  Module(name: "Random", needs: ["CKernels"]),
  Module(name: "Documents", needs: ["CCrypto"]),
  Module(name: "Catalogues", needs: ["Documents"]),
  Module(name: "Graphs", needs: ["CKernels"], testedWith: ["AllocationProbe"]),
  Module(name: "Datasets", needs: ["CKernels", "Random", "Documents", "Catalogues"]),
  Module(name: "Networks", needs: ["Random", "Documents", "Catalogues", "Graphs", "Datasets"]),
  Module(
    name: "Training", needs: ["CKernels", "Random", "Documents", "Catalogues", "Graphs", "Networks"],
    testedWith: ["AllocationProbe"]),
  Module(name: "Measurements", needs: ["CKernels", "Random", "Documents", "Catalogues", "Graphs", "Networks", "Training"]),
  Module(name: "Theory", needs: ["CKernels", "Catalogues", "Graphs", "Networks"]),
  Module(name: "Expressions", needs: ["CKernels", "Documents", "Theory"]),
  Module(name: "Records", needs: ["Documents"], testedWith: ["TemporaryFolders"]),
  Module(
    name: "Bits", needs: ["Random", "Graphs", "Networks", "Training", "Records"],
    testedWith: ["SampleProjects"]),
  Module(name: "Manifests", needs: ["Documents", "Catalogues", "Graphs", "Networks", "Training", "Measurements"]),
  Module(name: "Plans", needs: ["Random", "Documents", "Graphs", "Records", "Manifests"]),
  Module(name: "Store", needs: ["Documents", "Records", .grdb], testedWith: ["TemporaryFolders"]),
  Module(name: "Runs", needs: ["Graphs", "Measurements", "Manifests", "Plans", "Records"]),
  Module(name: "Statistics", needs: ["CKernels", "CStatistics"]),
  Module(name: "Selections", needs: ["Documents", "Catalogues", "Expressions", "Records"]),
  Module(name: "Figures", needs: ["CGnuplot", "Documents", "Catalogues", "Expressions", "Records", "Statistics", "Selections"]),
  Module(
    name: "Claims", needs: ["CKernels", "Documents", "Catalogues", "Expressions", "Records", "Statistics", "Selections"],
    testedWith: ["Random"]),
  Module(
    name: "Studies",
    needs: [
      "Documents", "Catalogues", "Graphs", "Datasets", "Networks", "Training", "Measurements", "Expressions", "Records",
      "Manifests", "Plans", "Store", "Runs", "Selections", "Figures", "Claims",
    ],
    testedWith: ["SampleProjects"]),
]

/// Warnings are errors in continuous integration.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]

let package = Package(
  name: "Ravine",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ravine", targets: ["ravine"]),
    // What `Benchmarks/`, a package of its own, times.
    .library(
      name: "RavineEngine",
      targets: [
        "CKernels", "Random", "Documents", "Graphs", "Networks", "Training", "Measurements", "Records", "Manifests", "Plans",
        "Runs",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // The arithmetic is optimized in debug builds too: the tests run it by the gigaflop, and its bits do not depend on it.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CStatistics"),
    .target(
      name: "CGnuplot",
      linkerSettings: [.linkedLibrary("boost_iostreams"), .linkedLibrary("boost_system"), .linkedLibrary("boost_filesystem")]),
  ]
    + modules.map { .target(name: $0.name, dependencies: $0.needs, swiftSettings: strict) }
    + [.testTarget(name: "CKernelsTests", dependencies: ["CKernels"], swiftSettings: strict)]
    + [.testTarget(name: "ArchitectureTests", swiftSettings: strict)]
    + [
      .executableTarget(
        name: "ravine",
        dependencies: [
          "Documents", "Catalogues", "Graphs", "Measurements", "Records", "Bits", "Runs", "Figures", "Claims", "Studies",
          .argumentParser,
        ],
        swiftSettings: strict)
    ]
    + [
      .target(name: "AllocationProbe", path: "Tests/AllocationProbe", swiftSettings: strict),
      .target(name: "TemporaryFolders", dependencies: ["Records"], path: "Tests/TemporaryFolders", swiftSettings: strict),
      .target(
        name: "SampleProjects", dependencies: ["Records", "TemporaryFolders"], path: "Tests/SampleProjects",
        swiftSettings: strict),
      .testTarget(
        name: "CommandLineTests", dependencies: ["Records", "Studies", "ravine", "SampleProjects", "TemporaryFolders"],
        swiftSettings: strict),
    ]
    + modules.filter(\.tested).map {
      .testTarget(
        name: $0.name + "Tests", dependencies: [.byName(name: $0.name)] + $0.needs + $0.testedWith, swiftSettings: strict)
    },
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
