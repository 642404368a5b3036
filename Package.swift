// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func systemLibrary(_ name: String, _ pkgConfig: String, _ debianPackage: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debianPackage])])
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]

let package = Package(
    name: "airlock",
    products: [
        // The front decides pass-through in a millisecond and links nothing heavy; the guard does the rest.
        .executable(name: "airlock", targets: ["AirlockFront"]),
        .executable(name: "airlock-guard", targets: ["AirlockGuard"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .executableTarget(
            name: "AirlockFront", dependencies: ["Interception"], path: "Sources/airlock-front", swiftSettings: strict),
        .executableTarget(
            name: "AirlockGuard",
            dependencies: [
                "CProcess", "Interception", "Gateway", "Resolution", "Quarantine", "Behaviors", "Classification",
                "Verdicts",
                "Packages", "Transfer", "CSandbox", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            path: "Sources/airlock", swiftSettings: strict),

        library("Interception", ["CProcess"]),
        library("Gateway", ["Packages", "Transfer"] + nio),
        library("Resolution", ["Packages", "Transfer"]),
        library("Quarantine", ["Packages", "Transfer", "CArchive"]),
        library("Behaviors", ["SourceSyntax", "Packages"]),
        library("Classification", ["Packages", "Behaviors", "CModelWeights"]),
        library(
            "Verdicts",
            [
                "Packages", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        library("Packages", ["CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        library("Transfer", ["CCurl"]),
        library("SourceSyntax"),

        systemLibrary("CCurl", "libcurl", "libcurl4-openssl-dev"),
        systemLibrary("CArchive", "libarchive", "libarchive-dev"),
        systemLibrary("CZlib", "zlib", "zlib1g-dev"),
        .target(name: "CModelWeights", exclude: ["weights.bin"]),
        .target(name: "CProcess"),
        .target(name: "CSandbox"),

        .target(
            name: "AirlockTestSupport", dependencies: ["Packages"] + nio, path: "Tests/Support", swiftSettings: strict),
        tests("PackagesTests", ["Packages"]),
        tests("TransferTests", ["Transfer", "AirlockTestSupport"]),
        tests("InterceptionTests", ["Interception", "AirlockTestSupport"]),
        tests("ResolutionTests", ["Resolution", "Packages", "AirlockTestSupport"]),
        tests("QuarantineTests", ["Quarantine", "Packages", "Transfer", "AirlockTestSupport"]),
        tests("GatewayTests", ["Gateway", "Packages", "Transfer", "AirlockTestSupport"]),
        tests("SourceSyntaxTests", ["SourceSyntax"]),
        .testTarget(
            name: "BehaviorsTests", dependencies: ["Behaviors", "Packages"], exclude: ["Cases"], swiftSettings: strict),
        .testTarget(
            name: "ClassificationTests", dependencies: ["Classification", "Behaviors", "Packages"],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        tests(
            "VerdictsTests",
            [
                "Verdicts", "Packages", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        .target(name: "CSandboxAttempts", path: "Tests/CSandboxAttempts"),
        .executableTarget(
            name: "SandboxProbe", dependencies: ["CSandbox", "CSandboxAttempts"], path: "Tests/SandboxProbe",
            swiftSettings: strict),
        .testTarget(
            name: "GuardTests",
            dependencies: [
                "AirlockGuard", "Behaviors", "Packages", "Quarantine", "Verdicts", "CSandbox", "CSandboxAttempts",
                "SandboxProbe", "AirlockTestSupport",
            ],
            exclude: ["Schemas"], swiftSettings: strict),
        tests("EndToEndTests", ["AirlockTestSupport", "AirlockFront", "AirlockGuard"]),
    ]
)
