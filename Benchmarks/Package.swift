// swift-tools-version: 6.2
import PackageDescription

// Measurements and the oracles' Swift side. A package of its own, so that the shipped manifest stays lean; the modules
// are links to the product's sources, built with the product's settings.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func measured(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "benchmarks",
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.0")],
    targets: [
        measured("SourceSyntax"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        measured("Packages", ["CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        measured("Behaviors", ["SourceSyntax", "Packages"]),
        .target(name: "CProcess"),
        .executableTarget(
            name: "SpeedBenchmark", dependencies: ["SourceSyntax", "Behaviors", "Packages", "CProcess"],
            swiftSettings: strict),
        .target(name: "CModelWeights"),
        measured("Classification", ["Packages", "Behaviors", "CModelWeights"]),
        .executableTarget(
            name: "ScoringBenchmark", dependencies: ["Behaviors", "Classification"], swiftSettings: strict),
        .executableTarget(name: "SyntaxFacts", dependencies: ["SourceSyntax"], swiftSettings: strict),
    ]
)
