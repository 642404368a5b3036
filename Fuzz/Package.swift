// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets (libFuzzer, AddressSanitizer). A package of its own, since the shipped manifest carries no unsafe flags;
// the modules under test are links to the product's sources.

let sanitized: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address"])]

func fuzzTarget(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["FuzzDriver"] + dependencies, swiftSettings: sanitized, linkerSettings: linked)
}

func underTest(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: [
            .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
            // The shell reader is internal to its module: its target imports it for testing.
            .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
        ])
}

/// System libraries; libcurl, libarchive and zlib are fuzzed as they are installed.
func systemLibrary(_ name: String, _ pkgConfig: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig)
}

let package = Package(
    name: "fuzz",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    ],
    targets: [
        underTest("SourceSyntax"),
        underTest("Packages", ["CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        underTest("Behaviors", ["SourceSyntax", "Packages"]),
        .target(name: "CProcess"),
        underTest("Interception", ["CProcess"]),
        systemLibrary("CCurl", "libcurl"),
        systemLibrary("CArchive", "libarchive"),
        systemLibrary("CZlib", "zlib"),
        underTest("Transfer", ["CCurl"]),
        underTest("Quarantine", ["Packages", "Transfer", "CArchive"]),
        underTest("Resolution", ["Packages", "Transfer"]),
        underTest(
            "Gateway",
            [
                "Packages", "Transfer", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .target(name: "FuzzDriver", swiftSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]),
        fuzzTarget("FuzzPython", ["SourceSyntax"]),
        fuzzTarget("FuzzJavaScript", ["SourceSyntax"]),
        fuzzTarget("FuzzBehaviors", ["Behaviors", "Packages"]),
        fuzzTarget("FuzzShell", ["Behaviors"]),
        fuzzTarget("FuzzCommandLines", ["Interception"]),
        fuzzTarget("FuzzArchives", ["Quarantine", "Packages"]),
        fuzzTarget("FuzzDocuments", ["Gateway", "Resolution"]),
    ]
)
