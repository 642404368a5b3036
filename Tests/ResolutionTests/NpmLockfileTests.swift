import Packages
import Testing

@testable import Resolution

@Suite("npm lockfiles")
struct NpmLockfileTests {
    private let linux = NpmPlatform(operatingSystem: "linux", processor: "x64", library: "glibc")

    @Test("each package is a node with address, digest and who asked for it")
    func nodes() throws {
        let plan = try lockfile(modern).plan(for: linux)
        #expect(
            plan.nodes.map(\.artifact.identity.description) == [
                "@s/scoped@3.0.0", "deep@4.0.0", "dev-tool@7.0.0", "left@1.0.0", "left@2.0.0", "linux-only@1.0.0",
                "real@1.1.0", "right@1.0.0", "ws-dep@1.0.0",
            ])
        let deep = try #require(plan.nodes.first { $0.artifact.identity.name.written == "deep" })
        #expect(deep.artifact.url == "https://r.invalid/deep/-/deep-4.0.0.tgz")
        #expect(deep.artifact.filename == "deep-4.0.0.tgz")
        #expect(deep.artifact.kind == .npmTarball)
        #expect(deep.artifact.expectedDigests.map(\.algorithm) == [.sha512])
        #expect(deep.requiredBy == ["right", "@s/scoped"])
        #expect(!deep.isDirect)
        #expect(deep.hasInstallScript)
        #expect(deep.notes.isEmpty)
    }

    @Test("a nested package is asked for by the one above it, the outer one by the project")
    func nestedPackage() throws {
        let plan = try lockfile(modern).plan(for: linux)
        let lefts = plan.nodes.filter { $0.artifact.identity.name.written == "left" }
        #expect(lefts.map(\.requiredBy) == [[], ["right"]])
        #expect(lefts.map(\.isDirect) == [true, false])
    }

    @Test("an alias has the real package's name")
    func alias() throws {
        let node = try lockfile(modern).plan(for: linux).nodes.first { $0.artifact.identity.name.written == "real" }
        #expect(node?.artifact.url == "https://r.invalid/real/-/real-1.1.0.tgz")
        #expect(node?.notes == [])
    }

    @Test(
        "scripts of an entry are refused, wherever it stands",
        arguments: [
            "{\"lockfileVersion\":3,\"packages\":{\"node_modules/a\":{\"version\":\"1.0.0\",\"scripts\":{}}}}",
            "{\"lockfileVersion\":3,\"packages\":{\"sub/a\":{\"scripts\":{\"install\":\"x\"}}}}",
            "{\"lockfileVersion\":1,\"dependencies\":{\"a\":{\"version\":\"1.0.0\",\"scripts\":{\"install\":\"x\"}}}}",
        ])
    func scripts(text: String) {
        #expect(throws: ResolutionError.self) { try lockfile(text) }
    }

    @Test("a project's own scripts in its root entry, and a package called scripts, are none of an entry")
    func harmlessScripts() throws {
        let text = """
            {"lockfileVersion":3,"packages":{"":{"scripts":{"test":"x"},"dependencies":{"scripts":"1"}},
             "node_modules/scripts":{"version":"1.0.0","dependencies":{"scripts":"1"}}}}
            """
        #expect(throws: Never.self) { try lockfile(text) }
    }

    @Test("a workspace's dependency is direct")
    func workspaceDependency() throws {
        let plan = try lockfile(modern).plan(for: linux)
        #expect(plan.nodes.first { $0.artifact.identity.name.written == "ws-dep" }?.isDirect == true)
    }

    @Test("optional packages of other platforms are left out, negations included")
    func platformFilter() throws {
        let names = { (platform: NpmPlatform) in
            try lockfile(modern).plan(for: platform).nodes.map(\.artifact.identity.name.written)
        }
        let darwin = NpmPlatform(operatingSystem: "darwin", processor: "arm64", library: nil)
        let musl = NpmPlatform(operatingSystem: "linux", processor: "x64", library: "musl")
        #expect(try !names(darwin).contains("linux-only"))
        #expect(try names(darwin).contains("not-linux"))
        #expect(try !names(linux).contains("not-linux"))
        #expect(try !names(musl).contains("linux-only"))
    }

    @Test("development packages are left out when they are omitted")
    func omits() throws {
        let plan = try lockfile(modern).plan(for: linux, omitting: ["dev"])
        #expect(!plan.nodes.contains { $0.artifact.identity.name.written == "dev-tool" })
    }

    @Test("version 1 is read with nested packages, aliases and bundled ones")
    func firstVersion() throws {
        let lockfile = try NpmLockfile(parsing: Array(first.utf8), path: "package-lock.json")
        let plan = try lockfile.plan(for: linux)
        #expect(plan.nodes.map(\.artifact.identity.description) == ["b@1.0.0", "b@2.0.0", "real@1.0.0", "top@1.0.0"])
        let nested = try #require(plan.nodes.first { $0.artifact.identity.description == "b@2.0.0" })
        #expect(nested.requiredBy == ["top"])
        #expect(plan.nodes.first { $0.artifact.identity.description == "top@1.0.0" }?.isDirect == true)
        #expect(plan.refused.map(\.kind) == [.git])
    }

    @Test(
        "an address that cannot be judged yet refuses the plan",
        arguments: [
            ("git+ssh://git@h.invalid/o/n.git#0123", PlanRefusal.Kind.git), ("github:o/n", .git),
            ("file:../x.tgz", .localArchive), ("ftp://h.invalid/x.tgz", .unknownAddress),
            ("javascript:1", .unknownAddress),
        ])
    func refusedAddresses(address: String, kind: PlanRefusal.Kind) throws {
        let plan = try lockfile(single(resolved: address)).plan(for: linux)
        #expect(plan.refused == [PlanRefusal(name: "a", address: address, kind: kind)])
        #expect(plan.nodes.isEmpty)
    }

    @Test("a package without an address is named, one without a version too is an error")
    func missingAddress() throws {
        let plan = try lockfile(#"{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}"#).plan()
        #expect(plan.unlocated.map(\.description) == ["a@1.0.0"])
        #expect(throws: ResolutionError.self) {
            try lockfile(#"{"lockfileVersion":3,"packages":{"node_modules/a":{}}}"#).plan()
        }
    }

    @Test(
        "an address that names another package is noted",
        arguments: [
            ("a", "https://r.invalid/a/-/a-1.0.0.tgz", true), ("a", "https://r.invalid/b/-/b-1.0.0.tgz", false),
            ("@s/a", "https://r.invalid/@s/a/-/a-1.0.0.tgz", true),
            ("@s/a", "https://r.invalid/@s%2fa/-/a-1.0.0.tgz", true),
            ("@s/a", "https://r.invalid/a/-/a-1.0.0.tgz", false), ("a", "https://r.invalid/xa/-/a-1.0.0.tgz", false),
            ("a", "https://r.invalid/base/path/a/-/a-1.0.0.tgz", true),
            ("a", "https://r.invalid/a/-/b-1.0.0.tgz", false), ("a", "https://h.invalid/download/a/1.0.0/00ff", true),
            ("a", "https://h.invalid/other.tgz", false),
        ])
    func nameMismatch(name: String, address: String, fits: Bool) {
        #expect(npmAddress(address, fitsName: name) == fits)
    }

    @Test("a package without a digest is noted")
    func missingDigest() throws {
        let plan = try lockfile(single(resolved: "https://r.invalid/a/-/a-1.0.0.tgz")).plan(for: linux)
        #expect(plan.nodes.map(\.notes) == [[.digestMissing]])
    }

    @Test("a folder that a killed npm left half made is no release in npm's own list, and a fault in a lockfile")
    func halfMadeFolder() throws {
        let text =
            #"{"lockfileVersion":3,"packages":{"node_modules/a":{"#
            + #""version":"1.0.0","resolved":"https://r.invalid/a/-/a-1.0.0.tgz"},"node_modules/b":{}}}"#
        let lockfile = try lockfile(text)
        #expect(try lockfile.plan(for: linux, isOfInstalled: true).nodes.map(\.artifact.identity.version) == ["1.0.0"])
        #expect(throws: ResolutionError.self) { try lockfile.plan(for: linux) }
    }

    @Test("a lockfile is up to date when its root asks for what the manifest asks for")
    func upToDate() throws {
        let lockfile = try lockfile(modern)
        let same =
            #"{"dependencies":{"left":"^1","right":"1","alias":"npm:real@1"},"devDependencies":{"dev-tool":"7"}}"#
        let other =
            #"{"dependencies":{"left":"^2","right":"1","alias":"npm:real@1"},"devDependencies":{"dev-tool":"7"}}"#
        #expect(lockfile.isUpToDate(with: try JSONValue.parse(Array(same.utf8), path: "package.json")))
        #expect(!lockfile.isUpToDate(with: try JSONValue.parse(Array(other.utf8), path: "package.json")))
        #expect(!lockfile.isUpToDate(with: .object([:])))
    }

    @Test(
        "a malformed lockfile is an error that names it",
        arguments: [
            "", "[]", "null", "{", #"{"packages":[]}"#, #"{"packages":{"":1}}"#, #"{"lockfileVersion":"3"}"#,
            #"{"lockfileVersion":4,"packages":{}}"#, #"{"lockfileVersion":1e300,"packages":{}}"#,
            #"{"packages":{"node_modules/a":{"resolved":5}}}"#, #"{"packages":{"node_modules/a":{"version":{}}}}"#,
            #"{"dependencies":[]}"#, #"{"dependencies":{"a":"1"}}"#, "<<<<<<< HEAD\n{}",
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: ResolutionError.self) { try lockfile(text) }
        #expect(error?.description.contains("'package-lock.json'") == true)
    }

    @Test("every truncation is an error or a plan, never a trap", arguments: [modern, first])
    func truncations(_ text: String) {
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            _ = try? NpmLockfile(parsing: Array(bytes[..<length]), path: "package-lock.json").plan(for: linux)
        }
    }

    @Test(
        "a changed byte is an error or a plan, never a trap",
        arguments: [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "/"), 0, 0xff])
    func changedBytes(_ byte: UInt8) {
        let bytes = Array(modern.utf8)
        for index in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[index] = byte
            _ = try? NpmLockfile(parsing: changed, path: "package-lock.json").plan(for: linux)
        }
    }

    private func lockfile(_ text: String) throws(ResolutionError) -> NpmLockfile {
        try NpmLockfile(parsing: Array(text.utf8), path: "package-lock.json")
    }

    private func single(resolved: String) -> String {
        #"{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0","resolved":"\#(resolved)"}}}"#
    }
}

private let digest = "sha512-" + String(repeating: "A", count: 86) + "=="

private func entry(_ name: String, _ version: String, _ more: String = "") -> String {
    let base = name.split(separator: "/").last ?? ""
    let address = "https://r.invalid/\(name)/-/\(base)-\(version).tgz"
    return #"{"version":"\#(version)","resolved":"\#(address)","integrity":"\#(digest)"\#(more)}"#
}

private let modern = """
    {"name":"project","lockfileVersion":3,"requires":true,"packages":{
    "":{"name":"project","workspaces":["packages/*"],
      "dependencies":{"left":"^1","right":"1","alias":"npm:real@1"},"devDependencies":{"dev-tool":"7"}},
    "packages/w":{"name":"w","version":"1.0.0","dependencies":{"ws-dep":"1"}},
    "node_modules/w":{"resolved":"packages/w","link":true},
    "node_modules/left":\(entry("left", "1.0.0")),
    "node_modules/right":\(entry("right", "1.0.0", #","dependencies":{"left":"2","@s/scoped":"3"}"#)),
    "node_modules/right/node_modules/left":\(entry("left", "2.0.0")),
    "node_modules/@s/scoped":\(entry("@s/scoped", "3.0.0", #","dependencies":{"deep":"4"}"#)),
    "node_modules/deep":\(entry("deep", "4.0.0", #","hasInstallScript":true"#)),
    "node_modules/deep/node_modules/bundled":{"version":"1.0.0","inBundle":true},
    "node_modules/alias":{"name":"real","version":"1.1.0","resolved":"https://r.invalid/real/-/real-1.1.0.tgz",
      "integrity":"\(digest)"},
    "node_modules/linux-only":\(entry("linux-only", "1.0.0", #","optional":true,"os":["linux"],"libc":["glibc"]"#)),
    "node_modules/not-linux":\(entry("not-linux", "1.0.0", #","optional":true,"os":"!linux","cpu":["x64","arm64"]"#)),
    "node_modules/dev-tool":\(entry("dev-tool", "7.0.0", #","dev":true"#)),
    "node_modules/ws-dep":\(entry("ws-dep", "1.0.0"))
    }}
    """

private let first = """
    {"name":"project","version":"1.0.0","lockfileVersion":1,"requires":true,"dependencies":{
    "top":{"version":"1.0.0","resolved":"https://r.invalid/top/-/top-1.0.0.tgz","integrity":"\(digest)",
      "requires":{"b":"2"},"dependencies":{
        "b":{"version":"2.0.0","resolved":"https://r.invalid/b/-/b-2.0.0.tgz","integrity":"\(digest)"},
        "bundled":{"version":"1.0.0","bundled":true}}},
    "b":{"version":"1.0.0","resolved":"https://r.invalid/b/-/b-1.0.0.tgz","integrity":"\(digest)"},
    "alias":{"version":"npm:real@1.0.0","resolved":"https://r.invalid/real/-/real-1.0.0.tgz","integrity":"\(digest)"},
    "from-git":{"version":"git+ssh://git@h.invalid/o/n.git#01","from":"o/n"},
    "linked":{"version":"file:../linked"}
    }}
    """
