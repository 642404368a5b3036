import AirlockTestSupport
import Foundation
import Testing

@Suite("pip, guarded end to end")
struct PipInstallTests {
    static func cleanTree(_ registry: LoopbackRegistry) {
        registry.addWheel("tree-a", requires: ["tree-b>=1", "tree-c"])
        registry.addWheel("tree-b", "1.2.0", requires: ["tree-c"])
        registry.addWheel("tree-c")
    }

    /// The installed files below `site-packages`, without what differs between any two installs.
    static func installed(_ environment: VirtualEnvironment) -> [String: [UInt8]] {
        let root = environment.folder + "/lib"
        var all: [String: [UInt8]] = [:]
        for file in ScratchDirectory.files(below: root)
        where !file.contains("__pycache__") && !file.contains("/pip") && !file.contains("/setuptools") {
            all[file] = FileManager.default.contents(atPath: root + "/" + file).map(Array.init)
        }
        return all
    }

    @Test("a clean tree installs exactly as with the bare tool: files, RECORD, INSTALLER, freeze")
    func cleanTreeEqualsBare() async throws {
        let registry = try await LoopbackRegistry.start()
        Self.cleanTree(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        var results: [[String: [UInt8]]] = []
        var freezes: [String] = []
        for isGuarded in [false, true] {
            let environment = try await VirtualEnvironment(for: user, named: isGuarded ? "guarded" : "bare")
            let arguments = ["install", "tree-a"]
            let run =
                try await isGuarded
                ? user.guarded(words: ["pip"] + arguments, adding: environment.path(user))
                : user.bare(words: [environment.pip] + arguments)
            #expect(run.status == 0, "\(run.errors)")
            if isGuarded { #expect(run.errors.contains("airlock: 3 packages judged (0 cached), none flagged")) }
            results.append(Self.installed(environment))
            freezes.append(try await user.bare(words: [environment.pip, "freeze"]).output)
        }
        #expect(results[0].keys.contains { $0.hasSuffix("tree_a-1.0.0.dist-info/INSTALLER") })
        #expect(results[0] == results[1])
        #expect(freezes[0] == freezes[1])
        #expect(freezes[1].contains("tree-b==1.2.0"))
        await registry.stop()
    }

    @Test("a flagged wheel deep in the tree is blocked and the environment stays as it was")
    func flaggedDeep() async throws {
        let registry = try await LoopbackRegistry.start()
        registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        registry.addWheel("middle", requires: ["look-alike"])
        registry.addWheel("top", requires: ["middle"])
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let before = Self.installed(environment)
        let run = try await user.guarded(words: ["pip", "install", "top"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("blocked 'look-alike' 1.0.0 (pypi)"))
        #expect(run.errors.contains("middle"))
        #expect(Self.installed(environment) == before)
        await registry.stop()
    }

    @Test(
        "a flagged sdist is blocked before its setup.py runs, even while resolving",
        arguments: ["pip", "python -m pip"])
    func flaggedSdist(program: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addSdist(
            "look-alike", files: ["setup.py": Fixtures.actingSetup(name: "look-alike", marker: user.marker)])
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(
            words: program.split(separator: " ").map(String.init) + ["install", "--no-build-isolation", "look-alike"],
            adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("setup.py:"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("an sdist whose code only packages is judged, built and installed")
    func plainSdist() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addSdist("plain", files: Fixtures.plainSdist(name: "plain", marker: user.marker))
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(
            words: ["pip", "install", "plain"], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(user.exists("package-code-ran"))
        let freeze = try await user.bare(words: [environment.pip, "freeze"])
        #expect(freeze.output.contains("plain==1.0.0"))
        await registry.stop()
    }

    @Test("a flagged package that is already in the user's own pip cache is blocked all the same")
    func flaggedInOwnCache() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addSdist("alike", files: Fixtures.plainSdist(name: "alike", marker: user.marker))
        let environment = try await VirtualEnvironment(for: user)
        // The user's own wheel cache gets a wheel built from this address; then the address serves something else.
        let primed = try await user.bare(
            words: [environment.pip, "install", "--target", user.scratch.file("elsewhere"), "alike"])
        #expect(primed.status == 0, "\(primed.errors)")
        registry.addSdist("alike", files: ["setup.py": Fixtures.actingSetup(name: "alike", marker: user.marker)])
        try FileManager.default.removeItem(atPath: user.marker)
        let run = try await user.guarded(
            words: ["pip", "install", "alike"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a wheel whose bytes are not those of the index's digest fails with status 65 and installs nothing")
    func digestMismatch() async throws {
        let registry = try await LoopbackRegistry.start()
        let bytes = registry.addWheel("honest")
        registry.add(
            pythonFile: "swapped-1.0.0-py3-none-any.whl", of: "swapped", bytes: bytes,
            sha256: String(repeating: "ab", count: 32))
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let before = Self.installed(environment)
        let run = try await user.guarded(words: ["pip", "install", "swapped"], adding: environment.path(user))
        #expect(run.status == 65, "\(run.errors)")
        #expect(run.errors.contains("'swapped'"))
        #expect(Self.installed(environment) == before)
        await registry.stop()
    }

    @Test("a package that no index has ends as with the bare tool, with pip's own words")
    func unknownPackage() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip", "install", "no-such-thing"], adding: environment.path(user))
        #expect(run.status == 1)
        #expect(run.errors.contains("No matching distribution found for no-such-thing"))
        await registry.stop()
    }

    @Test("standard output of install --report - holds the upstream's addresses, as with the bare tool")
    func reportOutput() async throws {
        let registry = try await LoopbackRegistry.start()
        Self.cleanTree(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        guard try await environment.pipVersion(user) >= (22, 2) else { return await registry.stop() }
        let words = ["install", "--quiet", "--dry-run", "--report", "-", "tree-a"]
        let bare = try await user.bare(words: [environment.pip] + words)
        let guarded = try await user.guarded(words: ["pip"] + words, adding: environment.path(user))
        #expect(guarded.status == 0, "\(guarded.errors)")
        let reports = try [bare.output, guarded.output].map { text -> [String] in
            let report = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let installs = report?["install"] as? [[String: Any]] ?? []
            return installs.compactMap { ($0["download_info"] as? [String: Any])?["url"] as? String }.sorted()
        }
        #expect(reports[0].count == 3)
        #expect(reports[0] == reports[1])
        await registry.stop()
    }

    @Test("an index that is down gives status 69 and one sentence")
    func indexDown() async throws {
        let registry = try await LoopbackRegistry.start()
        let url = registry.simpleURL
        await registry.stop()
        let user = try ThrowawayUser(indexURL: url)
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip", "install", "anything"], adding: environment.path(user))
        // Without a dry run, the status is that of pip itself.
        let hasDryRun = try await environment.pipVersion(user) >= (22, 2)
        #expect(run.status == (hasDryRun ? 69 : 1), "\(run.errors)")
        #expect(run.errors.contains(hasDryRun ? "airlock: error:" : "airlock: warning: 'anything'"), "\(run.errors)")
    }

    @Test(
        "commands that install nothing are the bare tool's",
        arguments: [["pip", "--version"], ["pip", "list"], ["pip", "freeze"]])
    func passThrough(command: [String]) async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        let environment = try await VirtualEnvironment(for: user)
        let bare = try await user.bare(words: command, adding: environment.path(user))
        let guarded = try await user.guarded(words: command, adding: environment.path(user))
        #expect(guarded.output == bare.output)
        #expect(guarded.status == bare.status)
        #expect(!user.exists("home/.cache/airlock"))
    }
}
