import AirlockTestSupport
import Foundation
import Testing

/// Ways round a guard of pip through what is installed: build requirements, other commands, hashes, wrong names.
@Suite("pip, ways round the guard by artifacts")
struct PipArtifactBypassTests {
    private static func flaggedBuildRequirement(_ user: ThrowawayUser, _ registry: LoopbackRegistry) {
        registry.addWheel("evil-build", files: ["evil_build/__init__.py": Fixtures.actingModule])
        var files = Fixtures.plainSdist(name: "innocent", marker: user.marker)
        files["pyproject.toml"] = files["pyproject.toml"]?.replacingOccurrences(
            of: "requires = []", with: "requires = [\"evil-build\"]")
        registry.addSdist("innocent", files: files)
    }

    @Test(
        "a flagged build requirement, which no report of pip names",
        arguments: [["install"], ["wheel", "-w", "out"], ["download", "-d", "out"]])
    func buildRequirement(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        Self.flaggedBuildRequirement(user, registry)
        let environment = try await VirtualEnvironment(for: user)
        let before = PipInstallTests.installed(environment)
        let run = try await user.guarded(words: ["pip"] + words + ["innocent"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)\(run.output)")
        #expect(run.errors.contains("blocked 'evil-build' 1.0.0 (pypi)"))
        #expect(!user.exists("package-code-ran"))
        // Without a dry run pip makes the folder first.
        #expect(ScratchDirectory.files(below: user.scratch.file("project/out")).isEmpty)
        #expect(PipInstallTests.installed(environment) == before)
        await registry.stop()
    }

    @Test(
        "a build requirement of the user's own project", arguments: [["install", "."], ["install", "-e", "."]])
    func ownProject(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addWheel("evil-build", files: ["evil_build/__init__.py": Fixtures.actingModule])
        for (name, text) in Fixtures.plainSdist(name: "own", marker: user.marker) {
            try user.write(
                text.replacingOccurrences(of: "requires = []", with: "requires = [\"evil-build\"]"),
                to: "project/\(name)")
        }
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip"] + words, adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)\(run.output)")
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    /// A source archive whose own backend is an archive, with an honest one behind it.
    @Test("a build backend in an archive, before an honest one", arguments: ["vendor.zip", "vendor.dat"])
    func backendInArchive(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let setup = Fixtures.actingSetup(name: "carrier", marker: user.marker)
        var vendor = ArchiveBuilder.TarMember("carrier-1.0.0/\(name)")
        vendor.bytes = ArchiveBuilder.zip([ArchiveBuilder.ZipMember("backend.py", setup)])
        var files = Fixtures.plainSdist(name: "carrier", marker: user.scratch.file("honest-code-ran"))
        files["pyproject.toml"] = files["pyproject.toml"]?.replacingOccurrences(
            of: "backend-path = [\".\"]", with: "backend-path = [\"\(name)\", \".\"]")
        let members = files.sorted { $0.key < $1.key }.map {
            ArchiveBuilder.TarMember("carrier-1.0.0/\($0.key)", $0.value)
        }
        registry.add(
            pythonFile: "carrier-1.0.0.tar.gz", of: "carrier",
            bytes: ArchiveBuilder.gzip(ArchiveBuilder.tar(members + [vendor])))
        try await PipAddressBypassTests.expectNothing(["carrier"], status: 77, user: user)
        await registry.stop()
    }

    @Test("a source whose build requires a project in one of its folders", arguments: ["tests/inner", "vendor/inner"])
    func requiredFolder(place: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        var files = Fixtures.plainSdist(name: "carrier", marker: user.scratch.file("honest-code-ran"))
        files["backend.py"] = files["backend.py"]?.replacingOccurrences(
            of: "Version: 1.0.0\\n')",
            with: "Version: 1.0.0\\nRequires-Dist: inner @ file://' + os.getcwd() + '/\(place)\\n')")
        files["\(place)/setup.py"] = Fixtures.actingSetup(name: "inner", marker: user.marker)
        registry.addSdist("carrier", files: files)
        try await PipAddressBypassTests.expectNothing(["carrier"], status: 77, user: user)
        await registry.stop()
    }

    @Test("pip download and pip wheel of a flagged wheel or sdist", arguments: ["download -d", "wheel -w"])
    func otherCommands(command: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        PipBypassTests.fill(registry)
        registry.addSdist(
            "look-built", files: ["setup.py": Fixtures.actingSetup(name: "look-built", marker: user.marker)])
        let environment = try await VirtualEnvironment(for: user)
        let words = command.split(separator: " ").map(String.init) + ["out"]
        for name in ["look-alike", "look-built"] {
            let run = try await user.guarded(words: ["pip"] + words + [name], adding: environment.path(user))
            #expect(run.status == 77, "\(run.errors)\(run.output)")
            // Without a dry run pip makes the folder first.
            #expect(ScratchDirectory.files(below: user.scratch.file("project/out")).isEmpty)
            #expect(!user.exists("package-code-ran"))
        }
        let run = try await user.guarded(words: ["pip"] + words + ["harmless"], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(user.exists("project/out/harmless-1.0.0-py3-none-any.whl"))
        await registry.stop()
    }

    @Test("constraints that choose the flagged or the clean version", arguments: ["==1.0.0", "==2.0.0"])
    func constraints(version: String) async throws {
        let registry = try await LoopbackRegistry.start()
        registry.addWheel("changing")
        registry.addWheel("changing", "2.0.0", files: ["changing/__init__.py": Fixtures.actingModule])
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.write("changing\(version)\n", to: "project/constraints.txt")
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(
            words: ["pip", "install", "-c", "constraints.txt", "changing"], adding: environment.path(user))
        #expect(run.status == (version == "==1.0.0" ? 0 : 77), "\(run.errors)")
        let names = PipInstallTests.installed(environment).keys
        #expect(names.contains { $0.hasSuffix("site-packages/changing.py") } == (version == "==1.0.0"))
        #expect(!names.contains { $0.hasSuffix("changing/__init__.py") })
        await registry.stop()
    }

    @Test("--require-hashes with the right hash installs, with a wrong one ends as the bare tool does")
    func hashes() async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let right = LoopbackRegistry.sha256(of: registry.addWheel("harmless"))
        for (digest, isRight) in [(String(repeating: "ab", count: 32), false), (right, true)] {
            try user.write("harmless==1.0.0 --hash=sha256:\(digest)\n", to: "project/requirements.txt")
            let words = ["pip", "install", "--require-hashes", "-r", "requirements.txt"]
            let run = try await user.guarded(words: words, adding: environment.path(user))
            #expect(run.status == (isRight ? 0 : 1), "\(run.errors)")
            #expect(run.errors.contains("DO NOT MATCH THE HASHES") != isRight)
            let names = PipInstallTests.installed(environment).keys
            #expect(names.contains { $0.hasSuffix("site-packages/harmless.py") } == isRight)
        }
        await registry.stop()
    }

    @Test("a flagged wheel is blocked although --require-hashes names its very bytes")
    func hashOfFlagged() async throws {
        let registry = try await LoopbackRegistry.start()
        let bytes = registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.write(
            "look-alike==1.0.0 --hash=sha256:\(LoopbackRegistry.sha256(of: bytes))\n", to: "project/requirements.txt")
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(
            words: ["pip", "install", "-r", "requirements.txt"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)")
        await registry.stop()
    }

    @Test("a wheel whose own metadata names another project")
    func anotherProject() async throws {
        let registry = try await LoopbackRegistry.start()
        let bytes = registry.addWheel("harmless")
        registry.add(pythonFile: "wanted-1.0.0-py3-none-any.whl", of: "wanted", bytes: bytes)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let before = PipInstallTests.installed(environment)
        let run = try await user.guarded(words: ["pip", "install", "wanted"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)\(run.output)")
        #expect(run.errors.contains("manifest-mismatch"))
        #expect(PipInstallTests.installed(environment) == before)
        await registry.stop()
    }
}
