import AirlockTestSupport
import Foundation
import Testing

/// Archives on disk and elsewhere that something other than the command line makes pip build while it resolves.
@Suite("pip, archives by address")
struct PipLocalArchiveTests {
    /// Writes a flagged sdist whose build leaves the marker, and tells its path.
    private static func writeArchive(_ user: ThrowawayUser) throws -> String {
        let members = [
            "setup.py": Fixtures.actingSetup(name: "stowaway", marker: user.marker),
            "PKG-INFO": "Metadata-Version: 2.1\nName: stowaway\nVersion: 1.0.0\n",
        ]
        .sorted { $0.key < $1.key }.map { ArchiveBuilder.TarMember("stowaway-1.0.0/\($0.key)", $0.value) }
        try user.scratch.write(ArchiveBuilder.gzip(ArchiveBuilder.tar(members)), to: "stowaway-1.0.0.tar.gz")
        return user.scratch.file("stowaway-1.0.0.tar.gz")
    }

    private static func expectRefused(
        status: Int32, _ words: [String], adding extra: [String: String] = [:], user: ThrowawayUser,
        registry: LoopbackRegistry
    ) async throws {
        let environment = try await VirtualEnvironment(for: user)
        let before = PipInstallTests.installed(environment)
        let run = try await user.guarded(
            words: ["pip", "install"] + words, adding: environment.path(user).merging(extra) { _, new in new })
        #expect(run.status == status, "\(run.errors)\(run.output)")
        #expect(!FileManager.default.fileExists(atPath: user.marker))
        #expect(PipInstallTests.installed(environment) == before)
        await registry.stop()
    }

    @Test("an index package whose metadata requires an archive by address", arguments: ["", " ; python_version > '3'"])
    func metadata(marker: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let archive = try Self.writeArchive(user)
        registry.addWheel("carrier", requires: ["stowaway @ file://\(archive)\(marker)"])
        try await Self.expectRefused(status: 77, ["carrier"], user: user, registry: registry)
    }

    @Test(
        "an archive behind percent signs, a constraint, an encoding or the configuration",
        arguments: [
            "argument", "named argument", "requirement", "constraint", "PIP_CONSTRAINT", "PIP_REQUIREMENT",
            "PIP_EDITABLE", "encoding",
        ])
    func hidden(way: String) async throws {
        let registry = try await LoopbackRegistry.start()
        registry.addWheel("stowaway")
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let address = "file://" + (try Self.writeArchive(user)).replacingOccurrences(of: ".tar.gz", with: "%2Etar%2Egz")
        try user.write("stowaway @ \(address)\n", to: "project/list.txt")
        var (words, extra): ([String], [String: String]) = (["stowaway"], [:])
        switch way {
        case "argument": words = [address]
        case "named argument": words = ["stowaway @ \(address)"]
        case "requirement": words = ["-r", "list.txt"]
        case "constraint": words = ["-c", "list.txt", "stowaway"]
        case "PIP_EDITABLE": extra = [way: address]
        case "encoding":
            try user.write("# -*- coding: utf-7 -*-\n#+AAo-stowaway @ \(address)\n", to: "project/list.txt")
            words = ["-r", "list.txt"]
        default: extra = [way: "list.txt"]
        }
        let isUnread = ["PIP_EDITABLE", "encoding"].contains(way)
        try await Self.expectRefused(
            status: isUnread ? 64 : 77, words, adding: extra, user: user, registry: registry)
    }

    @Test("the user's own project whose build or run needs an archive by address", arguments: ["build", "run"])
    func ownProject(need: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let requirement = "\"stowaway @ file://\(try Self.writeArchive(user))\""
        try user.write(
            """
            [build-system]
            requires = [\(need == "build" ? requirement : "")]
            build-backend = "backend"
            [project]
            name = "own"
            version = "1"
            dependencies = [\(need == "run" ? requirement : "")]

            """, to: "project/pyproject.toml")
        try await Self.expectRefused(status: 64, ["."], user: user, registry: registry)
    }
}
