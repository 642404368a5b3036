import Foundation
import Interception
import Packages
import Testing

@testable import AirlockGuard

@Suite("lock files that pip installs from")
struct PipLockFileTests {
    static let digest = String(repeating: "ab", count: 32)

    private static func lock(_ text: String, as argument: String = "pylock.toml") throws -> PipLockFile {
        try PipLockFile(parsing: Array(text.utf8), argument: argument, folder: "/project")
    }

    private static func package(_ fields: String) -> String {
        "lock-version = '1.0'\ncreated-by = 'x'\n[[packages]]\nname = 'One.Two'\n\(fields)\n"
    }

    @Test("the copy has the gateway's addresses in place of the lock's, and all else")
    func copy() throws {
        let text = """
            lock-version = "1.0"
            created-by = "a \\"quoted\\" \\\\ name\\twith a tab"
            extras = ["more"]
            [[packages]]
            name = "One.Two"
            version = "1.0"
            marker = "python_version > '3'"
            [[packages.wheels]]
            name = "one_two-1.0-py3-none-any.whl"
            url = "https://files.invalid/one_two-1.0-py3-none-any.whl#fragment"
            upload-time = 2025-01-02T03:04:05Z
            size = 12
            hashes = { sha256 = "\(Self.digest)" }
            [packages.sdist]
            url = "https://files.invalid/one_two-1.0.tar.gz"
            hashes = { sha256 = "\(Self.digest)" }
            [[packages]]
            name = "own"
            directory = { path = "./own", editable = true }
            """
        let lock = try Self.lock(text)
        var asked: [PipLockFile.File] = []
        let copy = try lock.copy {
            asked.append($0)
            return "http://127.0.0.1:9/\(asked.count)"
        }
        #expect(
            asked.sorted { $0.filename < $1.filename }.map(\.filename) == [
                "one_two-1.0-py3-none-any.whl", "one_two-1.0.tar.gz",
            ])
        #expect(asked.allSatisfy { $0.project == "one-two" && $0.digests.map(\.hexadecimal) == [Self.digest] })
        #expect(lock.localFolders == ["/project/./own"])
        #expect(!copy.contains("files.invalid"))
        // Read once more, everything but the addresses is what it was.
        let served = "http://127.0.0.1:9/one_two-1.0-py3-none-any.whl"
        #expect(
            try Self.lock(
                lock.copy { _ in served }.replacing("\"name\" = \"one_two-1.0-py3-none-any.whl\", ", with: "")
            )
            .copy { _ in served }.contains("2025-01-02T03:04:05Z"))
        for kept in [
            #""lock-version" = "1.0""#, #""created-by" = "a \"quoted\" \\ name\u0009with a tab""#,
            #""extras" = ["more"]"#,
            #""marker" = "python_version > '3'""#, "2025-01-02T03:04:05Z", #""size" = 12"#, #""editable" = true"#,
            #""path" = "/project/./own""#,
        ] {
            #expect(copy.contains(kept), "\(kept) in \(copy)")
        }
    }

    @Test("archives and repositories are what a requirements file would name")
    func references() throws {
        let archive = try Self.lock(
            Self.package(
                "archive = {url = 'https://h.invalid/a-1.tar.gz', subdirectory = 'in', hashes = {sha256 = '\(Self.digest)'}}"
            ))
        #expect(archive.references.map(\.text) == ["One.Two @ https://h.invalid/a-1.tar.gz#subdirectory=in"])
        #expect(archive.references.first?.hashes == ["sha256:\(Self.digest)"])
        let repository = try Self.lock(
            Self.package("vcs = {type = 'git', url = 'https://h.invalid/r.git', commit-id = 'c0ffee'}"))
        #expect(repository.references.map(\.text) == ["One.Two @ git+https://h.invalid/r.git@c0ffee"])
        #expect(repository.references.first?.kind == .versionControl)
    }

    @Test(
        "a source that no gateway can serve is refused",
        arguments: [
            "wheels = [{path = 'one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{path = 'x.whl', url = 'https://h.invalid/one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{url = 'file:///tmp/one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{url = 'ftp://h.invalid/one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{url = 'https://u:p@h.invalid/one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{name = 'other-1.0-py3-none-any.whl', url = 'https://h.invalid/one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "wheels = [{url = 'https://h.invalid/a/../one_two-1.0-py3-none-any.whl', hashes = {}}]",
            "sdist = {path = 'one_two-1.0.tar.gz', hashes = {}}",
            "archive = {path = 'one_two-1.0.tar.gz', hashes = {}}",
            "vcs = {type = 'git', path = 'r', commit-id = 'c'}",
            "directory = {path = 'file:///elsewhere'}",
            "directory = {editable = true}",
        ])
    func refused(fields: String) {
        #expect(throws: GuardError.self) { try Self.lock(Self.package(fields)) }
    }

    @Test("a file that is none of the package's is refused when the copy is made")
    func foreignFile() throws {
        let lock = try Self.lock(
            Self.package("wheels = [{url = 'https://h.invalid/x-1.0-py3-none-any.whl', hashes = {}}]"))
        #expect(throws: GuardError.self) { try lock.copy { _ in nil } }
    }

    @Test(
        "text that is no TOML, or that readers could take in two ways",
        arguments: ["[[packages]", "a = \"\\u0000\"", "a = '\u{0}'", "a = 1\na = 2", "\u{FFFE}= 1"])
    func text(text: String) {
        #expect(throws: GuardError.self) { try Self.lock(text) }
    }

    @Test("a lock without packages stays one", arguments: ["", "packages = 1", "packages = [1, 'x']"])
    func empty(text: String) throws {
        #expect(try Self.lock(text).copy { _ in nil } == "packages = [\n\n]\n")
    }

    @Test(
        "names that pip takes for locks",
        arguments: [
            ("pylock.toml", true), ("a/pylock.dev.toml", true), ("pylock.toml[more]", true), ("pylock..toml", false),
            ("pylock.a.b.toml", false), ("Pylock.toml", false),
        ])
    func names(argument: String, isProper: Bool) {
        #expect(((try? Self.lock("", as: argument)) != nil) == isProper)
    }
}
