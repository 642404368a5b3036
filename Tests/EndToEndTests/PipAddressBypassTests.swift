import AirlockTestSupport
import Foundation
import Testing

/// Ways round the guard for who owns a package, an index, a repository or a requirements file, by addresses.
@Suite("pip, ways round the guard by addresses")
struct PipAddressBypassTests {
    /// Runs an install that must not end well, and of which nothing may run or stay.
    static func expectNothing(
        _ words: [String], status: Int32? = nil, saying text: String? = nil, adding extra: [String: String] = [:],
        user: ThrowawayUser
    ) async throws {
        let environment = try await VirtualEnvironment(for: user)
        let before = PipInstallTests.installed(environment)
        let run = try await user.guarded(
            words: ["pip", "install"] + words, adding: environment.path(user).merging(extra) { $1 })
        if let status { #expect(run.status == status, "\(run.errors)\(run.output)") }
        #expect(run.status != 0, "\(run.errors)\(run.output)")
        if let text { #expect(run.errors.contains(text), "\(run.errors)") }
        #expect(!user.exists("package-code-ran"))
        #expect(PipInstallTests.installed(environment) == before)
    }

    static func flagged(_ user: ThrowawayUser, name: String = "look-alike") -> [String: String] {
        ["setup.py": Fixtures.actingSetup(name: name, marker: user.marker)]
    }

    /// An sdist's bytes, kept off every index.
    static func sdist(_ name: String, files: [String: String]) -> [UInt8] {
        let members = files.merging(["PKG-INFO": "Metadata-Version: 2.1\nName: \(name)\nVersion: 1.0.0\n"]) { old, _ in
            old
        }
        return ArchiveBuilder.gzip(
            ArchiveBuilder.tar(
                members.sorted { $0.key < $1.key }.map { ArchiveBuilder.TarMember("\(name)-1.0.0/\($0.key)", $0.value) }
            ))
    }

    @Test("an index whose separate metadata requires an archive on disk, which the wheel itself does not")
    func lyingMetadata() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let archive = try user.scratch.write(
            Self.sdist("stowaway", files: Self.flagged(user)), to: "stowaway-1.0.0.tar.gz")
        registry.addWheel("carrier")
        let file = "carrier-1.0.0-py3-none-any.whl"
        registry.server.setRoute(
            "/simple/carrier/",
            .text(
                "<a href=\"/files/\(file)\" data-core-metadata=\"true\" data-dist-info-metadata=\"true\">x</a>",
                type: "text/html"))
        let metadata =
            "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0.0\nRequires-Dist: stowaway @ file://\(archive)\n"
        registry.server.setRoute("/files/\(file).metadata", .text(metadata))
        let environment = try await VirtualEnvironment(for: user)
        // A pip that knows no separate metadata reads the wheel's own.
        guard try await environment.pipVersion(user) >= (22, 3) else {
            let run = try await user.guarded(words: ["pip", "install", "carrier"], adding: environment.path(user))
            #expect(run.status == 0, "\(run.errors)")
            #expect(!user.exists("package-code-ran"))
            return await registry.stop()
        }
        try await Self.expectNothing(["--no-build-isolation", "carrier"], user: user)
        await registry.stop()
    }

    @Test(
        "a flagged archive by address: wheel, source, in a file, as a constraint",
        arguments: ["wheel", "sdist", "file", "constraint"])
    func flaggedAddress(way: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        registry.addSdist("look-alike", files: Self.flagged(user))
        let wheel = registry.url + "/files/look_alike-1.0.0-py3-none-any.whl"
        let sdist = registry.url + "/files/look-alike-1.0.0.tar.gz"
        try user.write("look-alike @ \(sdist)\n", to: "project/list.txt")
        let words =
            switch way {
            case "wheel": [wheel]
            case "sdist": [sdist]
            case "file": ["-r", "list.txt"]
            default: ["-c", "list.txt", "look-alike"]
            }
        try await Self.expectNothing(words, status: 77, saying: "blocked 'look", user: user)
        await registry.stop()
    }

    @Test("an address in a variable of the requirements file")
    func variable() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addSdist("look-alike", files: Self.flagged(user))
        try user.write("look-alike @ ${PLACE}/look-alike-1.0.0.tar.gz\n", to: "project/list.txt")
        try await Self.expectNothing(
            ["-r", "list.txt"], status: 77, adding: ["PLACE": registry.url + "/files"], user: user)
        await registry.stop()
    }

    @Test("a server that gives other bytes the second time: pip gets those that were judged")
    func changingAddress() async throws {
        let server = try await LoopbackServer.start { request in
            guard request.path == "/x/changing-1.0.0-py3-none-any.whl" else { return nil }
            let isFirst = request.header("user-agent")?.hasPrefix("pip/") != true
            let files = isFirst ? [:] : ["changing.py": "import evil\n"]
            return LoopbackServer.Answer(body: LoopbackRegistry.wheel("changing", files: files))
        }
        let user = try ThrowawayUser(indexURL: "\(server.url)/simple/")
        let environment = try await VirtualEnvironment(for: user)
        let address = "\(server.url)/x/changing-1.0.0-py3-none-any.whl"
        let run = try await user.guarded(
            words: ["pip", "install", "--no-deps", address], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        let module = PipInstallTests.installed(environment).first { $0.key.hasSuffix("changing.py") }
        #expect(module.map { String(decoding: $0.value, as: UTF8.self) } == "value = 1\n")
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test("a wheel by a name in capitals, which pip would build as a source", arguments: ["local", "remote"])
    func capitals(place: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let bytes = LoopbackRegistry.wheel(
            "shouting", files: ["setup.py": Fixtures.actingSetup(name: "shouting", marker: user.marker)])
        let name = "shouting-1.0.0-py3-none-any.WHL"
        try user.scratch.write(bytes, to: "project/\(name)")
        registry.server.setRoute("/files/\(name)", LoopbackServer.Answer(body: bytes))
        try await Self.expectNothing(
            [place == "local" ? "./\(name)" : "\(registry.url)/files/\(name)"], status: 64, user: user)
        await registry.stop()
    }

    @Test("an index whose link has pip build an inner folder of an honest source")
    func indexLinkWithFolder() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        var files = Fixtures.plainSdist(name: "host", marker: user.scratch.file("own-code-ran"))
        files["inner/setup.py"] = "open('\(user.marker)', 'w').write('inner')\n"
        registry.addSdist("host", files: files)
        let digest = LoopbackRegistry.sha256(of: Self.sdist("host", files: files))
        registry.server.setRoute(
            "/simple/host/",
            .text(
                "<a href=\"/files/host-1.0.0.tar.gz#subdirectory=inner\">host-1.0.0.tar.gz</a>"
                    + "<a href=\"/files/host-1.0.0.tar.gz#sha256=\(digest)&subdirectory=inner\">host-1.0.0.tar.gz</a>",
                type: "text/html"))
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip", "install", "host"], adding: environment.path(user))
        #expect(!user.exists("package-code-ran"), "\(run.errors)")
        #expect(run.status != 0 || user.exists("own-code-ran"), "\(run.errors)")
        await registry.stop()
    }

    @Test("a lock file of a cloned repository that names a source beside it")
    func lockFile() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.scratch.write(Self.sdist("stowaway", files: Self.flagged(user)), to: "project/stowaway-1.0.0.tar.gz")
        try user.write(
            """
            lock-version = "1.0"
            created-by = "somebody"
            [[packages]]
            name = "stowaway"
            version = "1.0.0"
            archive = {path = "stowaway-1.0.0.tar.gz", hashes = {}}

            """, to: "project/pylock.toml")
        try await Self.expectNothing(["-r", "pylock.toml"], status: 64, user: user)
        await registry.stop()
    }

    @Test(
        "a lock file of a cloned repository with a flagged release, other bytes than it states, another project's file",
        arguments: ["flagged wheel", "flagged source", "other bytes", "other project"])
    func lockedRelease(kind: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let wheel = LoopbackRegistry.wheel(
            "locked", files: ["locked.py": kind == "flagged wheel" ? Fixtures.actingModule : "x = 1\n"])
        let source = Self.sdist("locked", files: Self.flagged(user))
        let name = kind == "flagged source" ? "locked-1.0.0.tar.gz" : "locked-1.0.0-py3-none-any.whl"
        let bytes = kind == "flagged source" ? source : wheel
        registry.server.setRoute("/elsewhere/\(name)", LoopbackServer.Answer(body: bytes))
        let digest = LoopbackRegistry.sha256(of: kind == "other bytes" ? source : bytes)
        let file = "{url = \"\(registry.url)/elsewhere/\(name)\", hashes = {sha256 = \"\(digest)\"}}"
        try user.write(
            """
            lock-version = "1.0"
            created-by = "somebody"
            [[packages]]
            name = "\(kind == "other project" ? "harmless" : "locked")"
            version = "1.0.0"
            \(kind == "flagged source" ? "sdist = \(file)" : "wheels = [\(file)]")

            """, to: "project/pylock.toml")
        let version = try await VirtualEnvironment(for: user, named: "other").pipVersion(user)
        let status: Int32 =
            switch kind {
            case _ where version < (26, 1): 64  // This pip does not know locks, so Airlock refuses them.
            case "other bytes": 65
            case "other project": 64
            default: 77
            }
        try await Self.expectNothing(["-r", "pylock.toml"], status: status, user: user)
        await registry.stop()
    }

    @Test("a find-links page with links to this machine, to its own folder and elsewhere")
    func findLinksPage() async throws {
        let (registry, other) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let archive = try user.scratch.write(
            Self.sdist("stowaway", files: Self.flagged(user)), to: "stowaway-1.0.0.tar.gz")
        registry.server.setRoute(
            "/links/near-1.0.0-py3-none-any.whl",
            LoopbackServer.Answer(body: LoopbackRegistry.wheel("near", files: ["near.py": Fixtures.actingModule])))
        registry.server.setRoute(
            "/links/page.html",
            .text(
                "<a href=\"file://\(archive)\">a</a><a href=\"ftp://h.invalid/stowaway-2.0.0.tar.gz\">b</a><a href=\"near-1.0.0-py3-none-any.whl\">c</a>",
                type: "text/html"))
        let page = "\(registry.url)/links/page.html"
        try await Self.expectNothing(["--find-links", page, "--no-index", "stowaway"], user: user)
        try FileManager.default.removeItem(atPath: user.scratch.file("venv"))
        try await Self.expectNothing(
            ["--find-links", page, "--no-index", "near"], status: 77, saying: "blocked 'near'", user: user)
        await registry.stop()
        await other.stop()
    }

    @Test("a source's dependency_links, which pip no longer follows, and a name that is spelled otherwise")
    func spelledOtherwise() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let bytes = LoopbackRegistry.wheel("Look.Alike", files: ["look_alike.py": Fixtures.actingModule])
        registry.add(pythonFile: "Look.Alike-1.0.0-py3-none-any.whl", of: "look-alike", bytes: bytes)
        try await Self.expectNothing(["LOOK__alike"], status: 77, saying: "blocked 'look-alike'", user: user)
        await registry.stop()
    }

    @Test(
        "a release that only one of two indexes has, beside a project of that name on the other",
        arguments: ["99.0", "1.0.0", "1.0.0+cpu"])
    func confusedIndexes(version: String) async throws {
        let (own, common) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        own.addWheel("internal")
        common.addWheel("internal", version)
        let user = try ThrowawayUser(indexURL: own.simpleURL, extra: ["PIP_EXTRA_INDEX_URL": common.simpleURL])
        let environment = try await VirtualEnvironment(for: user)
        let isConfused = version == "99.0"
        let strict = try await user.guarded(
            words: ["--strict", "pip", "install", "internal"], adding: environment.path(user))
        #expect(strict.status == (isConfused ? 77 : 0), "\(strict.errors)")
        #expect(strict.errors.contains("index-confusion") == isConfused)
        await own.stop()
        await common.stop()
    }
}
