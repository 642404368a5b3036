import AirlockTestSupport
import Foundation
import Synchronization
import Testing

/// `#subdirectory=` of an archive, by address or on this machine: pip builds that folder in place of the root.
@Suite("pip, folders inside archives")
struct PipArchiveFolderTests {
    /// Whose setup.py runs, and how the archive is named.
    static let folders = [
        ("inner", "remote", "#"), ("inner", "local", "#"), ("inner", "remote", "#egg=x&"), ("above", "remote", "#"),
        ("link", "remote", "#"),
    ]

    @Test("a folder inside an archive, whose own setup.py would run", arguments: folders)
    func subdirectory(way: String, place: String, separator: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let setup = PipAddressBypassTests.flagged(user)["setup.py"] ?? ""
        var files = Fixtures.plainSdist(name: "host", marker: user.scratch.file("own-code-ran"))
        var members: [ArchiveBuilder.TarMember] = []
        switch way {
        case "inner": files["inner/setup.py"] = setup
        case "link":
            files["data/setup.py"] = setup
            members = [ArchiveBuilder.TarMember("host-1.0.0/inner", type: "2", linkTarget: "data")]
        default:
            files["above.py"] = setup
            files["inner/setup.py"] =
                "import sys, os\nsys.path.insert(0, os.path.abspath('..'))\nimport above\n"
        }
        members =
            files.sorted { $0.key < $1.key }.map { ArchiveBuilder.TarMember("host-1.0.0/\($0.key)", $0.value) }
            + members
        let bytes = ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
        registry.server.setRoute("/files/host-1.0.0.tar.gz", LoopbackServer.Answer(body: bytes))
        try user.scratch.write(bytes, to: "project/host-1.0.0.tar.gz")
        let address =
            place == "local" ? "file://\(user.project)/host-1.0.0.tar.gz" : "\(registry.url)/files/host-1.0.0.tar.gz"
        try await PipAddressBypassTests.expectNothing(
            ["--no-build-isolation", "\(address)\(separator)subdirectory=inner"], status: 77, user: user)
        #expect(!user.exists("own-code-ran"))
        await registry.stop()
    }

    @Test(
        "folders inside an archive that are refused",
        arguments: [
            ("#subdirectory=../other", Int32(64)), ("#subdirectory=a&subdirectory=b", 64), ("#subdirectory=a%2Fb", 64),
            ("#subdirectory=", 64), ("#subdirectory=a#b", 64), ("?x&subdirectory=a#egg=x", 64),
            ("#subdirectory=absent", 65),
        ])
    func subdirectoryRefused(fragment: String, status: Int32) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let files = Fixtures.plainSdist(name: "host", marker: user.marker)
        registry.server.setRoute(
            "/files/host-1.0.0.tar.gz", LoopbackServer.Answer(body: PipAddressBypassTests.sdist("host", files: files)))
        try await PipAddressBypassTests.expectNothing(
            ["\(registry.url)/files/host-1.0.0.tar.gz\(fragment)"], status: status, user: user)
        await registry.stop()
    }

    @Test("two folders of one archive, which the server gives in two versions, each with one honest folder")
    func changingFolders() async throws {
        let asked = Mutex(0)
        let user = try ThrowawayUser()
        let server = try await LoopbackServer.start { request in
            guard request.path == "/x/host-1.0.0.tar.gz" else { return nil }
            let number = asked.withLock { count -> Int in
                count += 1
                return count
            }
            let honest = number == 1 ? "a" : "b"
            var files: [String: String] = [:]
            for folder in ["a", "b"] {
                for (name, text) in Fixtures.plainSdist(name: folder, marker: user.scratch.file("own-code-ran")) {
                    files["\(folder)/\(name)"] = text
                }
                if folder != honest { files["\(folder)/backend.py"] = PipAddressBypassTests.flagged(user)["setup.py"] }
            }
            return LoopbackServer.Answer(body: PipAddressBypassTests.sdist("host", files: files))
        }
        let address = "\(server.url)/x/host-1.0.0.tar.gz#subdirectory="
        try await PipAddressBypassTests.expectNothing(
            [address + "a", address + "b"], adding: ["PIP_INDEX_URL": "\(server.url)/simple/"], user: user)
        #expect(!user.exists("own-code-ran"))
        await server.stop()
    }
}
