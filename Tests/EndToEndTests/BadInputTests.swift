import AirlockTestSupport
import Foundation
import Packages
import Testing

/// Each kind of bad input: a one-sentence error with the thing's name, nothing installed, the documented status.
@Suite("Bad input, end to end")
struct BadInputTests {
    /// A way in which a registry fails on one of its addresses.
    enum Trouble: String, CaseIterable, Sendable {
        case unauthorized, failing, garbage, truncated, redirectToHTTP, closed

        var answer: LoopbackServer.Answer {
            switch self {
            case .unauthorized: .json("{\"error\":\"unauthorized\"}", status: 401)
            case .failing: .json("{\"error\":\"internal\"}", status: 500)
            case .garbage: .text("<html>maintenance</html>", type: "text/html")
            case .truncated:
                LoopbackServer.Answer(body: Array(repeating: 32, count: 5_000), delivery: .truncated(afterBytes: 100))
            case .redirectToHTTP: .redirect(to: "http://elsewhere.invalid/file")
            case .closed: LoopbackServer.Answer(delivery: .nothing)
            }
        }
    }

    private func project(_ registry: LoopbackRegistry) throws -> ThrowawayUser {
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        return user
    }

    private func expectUntouched(_ user: ThrowawayUser) {
        #expect(ScratchDirectory.files(below: user.project) == ["package.json"])
    }

    @Test(
        "a registry document that cannot be had ends with status 69 and names the package", arguments: Trouble.allCases)
    func document(trouble: Trouble) async throws {
        let registry = try await LoopbackRegistry.start()
        registry.server.setRoute("/wanted", trouble.answer)
        let user = try project(registry)
        let run = try await user.guarded("npm", "install", "wanted")
        #expect(run.status == 69, "\(run.errors)")
        #expect(run.errors.contains("airlock: error: 'wanted'"), "\(run.errors)")
        expectUntouched(user)
        await registry.stop()
    }

    @Test("a tarball that cannot be had ends with status 69 or 65 and names the package", arguments: Trouble.allCases)
    func tarball(trouble: Trouble) async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("wanted"))
        registry.server.setRoute("/wanted/-/wanted-1.0.0.tgz", trouble.answer)
        let user = try project(registry)
        let run = try await user.guarded("npm", "install", "wanted")
        // Garbage arrives whole, but has not the stated digest.
        #expect(run.status == (trouble == .garbage ? 65 : 69), "\(run.errors)")
        #expect(run.errors.contains("airlock: error: 'wanted' 1.0.0"), "\(run.errors)")
        expectUntouched(user)
        await registry.stop()
    }

    @Test("an unknown package ends as with the bare tool")
    func notFound() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try project(registry)
        let run = try await user.guarded("npm", "install", "wanted")
        #expect(run.status == 1)
        #expect(run.errors.contains("E404"))
        expectUntouched(user)
        await registry.stop()
    }

    /// A tarball with the right digest and hostile content.
    enum Hostile: String, CaseIterable, Sendable {
        case corrupt, bomb, absolutePath, parentPath, duplicate, manyEntries

        var bytes: [UInt8] {
            let manifest = ArchiveBuilder.TarMember(
                "package/package.json", "{\"name\":\"wanted\",\"version\":\"1.0.0\"}")
            func tarball(_ members: [ArchiveBuilder.TarMember]) -> [UInt8] {
                ArchiveBuilder.gzip(ArchiveBuilder.tar([manifest] + members))
            }
            switch self {
            case .corrupt: return Array("this is no archive".utf8)
            case .bomb:
                let zeros = ArchiveBuilder.deflatedZeros(400 << 20)
                return ArchiveBuilder.gzip(deflated: zeros.deflated, checksum: 0, byteCount: zeros.count)
            case .absolutePath: return tarball([ArchiveBuilder.TarMember("/etc/cron.d/x", "x")])
            case .parentPath: return tarball([ArchiveBuilder.TarMember("package/../../x", "x")])
            case .duplicate:
                return tarball([
                    ArchiveBuilder.TarMember("package/index.js", "1"),
                    ArchiveBuilder.TarMember("package/index.js", "2"),
                ])
            case .manyEntries:
                return tarball((0..<200_000).map { ArchiveBuilder.TarMember("package/f\($0)") })
            }
        }
    }

    @Test("a hostile tarball is refused with status 65 or 77 and nothing is installed", arguments: Hostile.allCases)
    func hostileTarball(hostile: Hostile) async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("wanted"), tarball: hostile.bytes)
        let user = try project(registry)
        let run = try await user.guarded("npm", "install", "wanted")
        #expect([65, 77].contains(run.status), "\(run.status) \(run.errors)")
        #expect(run.errors.contains("'wanted' 1.0.0"), "\(run.errors)")
        expectUntouched(user)
        await registry.stop()
    }

    @Test("an sdist whose link leads out of its folder is blocked")
    func escapingLink() async throws {
        let registry = try await LoopbackRegistry.start()
        let members = [
            ArchiveBuilder.TarMember("wanted-1.0.0/PKG-INFO", "Metadata-Version: 2.1\nName: wanted\nVersion: 1.0.0\n"),
            ArchiveBuilder.TarMember("wanted-1.0.0/setup.py", "from setuptools import setup\nsetup(name='wanted')\n"),
            ArchiveBuilder.TarMember("wanted-1.0.0/out", type: "2", linkTarget: "../../.."),
        ]
        let bytes = ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
        registry.add(pythonFile: "wanted-1.0.0.tar.gz", of: "wanted", bytes: bytes)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let run = try await user.guarded("pip", "install", "--target", user.scratch.file("target"), "wanted")
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("unsafe-path"))
        #expect(!user.exists("target"))
        await registry.stop()
    }

    @Test("a malformed lockfile is an error that names the file")
    func malformedLockfile() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try project(registry)
        try user.write("{\"lockfileVersion\": 3, \"packages\": []}", to: "project/package-lock.json")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 65)
        #expect(run.errors.contains("package-lock.json"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test("a malformed requirements file is an error that names file and line")
    func malformedRequirements() async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try user.write("-r requirements.txt\n", to: "project/requirements.txt")
        let run = try await user.guarded("pip", "install", "-r", "requirements.txt")
        #expect(run.status == 64)
        #expect(run.errors.contains("requirements.txt"))
        #expect(run.errors.contains("line 1"))
    }

    @Test(
        "a repository or tarball that cannot be had is named, with the documented status",
        arguments: [
            ("git+https://host.invalid/x.git", 64 as Int32), ("git+http://host.invalid/x.git", 64),
            ("git://host.invalid/x.git", 64), ("git+file:///nonexistent-airlock", 64),
            ("https://host.invalid/x.tgz", 69),
        ])
    func unreachableSource(spec: String, status: Int32) async throws {
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", spec)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains("airlock: error:"))
        #expect(run.errors.contains("nothing was installed"))
        expectUntouched(user)
    }

    @Test(
        "specs that cannot be judged in their place are refused with a hint, never passed through",
        arguments: [
            ["npm", "pack", "git+https://host.invalid/x.git"], ["npm", "install", "-g", "./x.tgz"],
            ["pip", "install", "hg+https://host.invalid/x"], ["pip", "install", "git+https://host.invalid/x@a..b"],
            ["pip", "install", "http://host.invalid/x-1.0.tar.gz"], ["pip", "install", "https://host.invalid/x"],
            ["pip", "install", "https://host.invalid/x-1.0.tar.gz#subdirectory=../y"],
            ["pip", "install", "https://host.invalid/x-1.0-py3-none-any.WHL"],
        ])
    func refusedForms(command: [String]) async throws {
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded(words: command)
        #expect(run.status == 64)
        #expect(run.errors.contains("airlock: error:"))
        #expect(run.errors.contains("airlock: hint:"))
    }
}
