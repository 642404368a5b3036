import AirlockTestSupport
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Seams between what Airlock reads and what pip reads: characters, links, names of variables, files that give once.
@Suite("pip, seams between two readings")
struct PipSeamTests {
    /// A registry with `good`, and a user with a flagged archive in the project's folder.
    private static func scene(archive: String = "look-alike-1.0.0.tar.gz") async throws -> (
        registry: LoopbackRegistry, user: ThrowawayUser
    ) {
        let registry = try await LoopbackRegistry.start()
        registry.addWheel("good")
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.scratch.write(
            PipAddressBypassTests.sdist("look-alike", files: PipAddressBypassTests.flagged(user)),
            to: "project/\(archive)")
        return (registry, user)
    }

    @Test(
        "a requirements file whose lines Swift and Python could tell apart otherwise",
        arguments: [
            "good\n\u{a0}-r evil.txt\n", "good\n\u{1f}-r evil.txt\n",
            "good\n#\u{301} x \\\n./look-alike-1.0.0.tar.gz\n",
            "good\n-r\u{301}evil.txt\n", "good\n-r caf\u{e9}.txt\n-r cafe\u{301}.txt\n",
            "good \\ \n./look-alike-1.0.0.tar.gz\n",
        ])
    func requirementLines(text: String) async throws {
        let (registry, user) = try await Self.scene()
        for name in ["evil.txt", "\u{301}evil.txt", "cafe\u{301}.txt"] {
            try user.write("./look-alike-1.0.0.tar.gz\n", to: "project/\(name)")
        }
        try user.write("# nothing\n", to: "project/caf\u{e9}.txt")
        try user.write(text, to: "project/list.txt")
        try await PipAddressBypassTests.expectNothing(["-r", "list.txt"], user: user)
        await registry.stop()
    }

    @Test("a requirements file in UTF-32")
    func wideText() async throws {
        let (registry, user) = try await Self.scene()
        let units: [UInt8] = "good\n./look-alike-1.0.0.tar.gz\n".utf8.flatMap { byte in [byte, 0, 0, 0] }
        try user.scratch.write([0xff, 0xfe, 0, 0] + units, to: "project/list.txt")
        try await PipAddressBypassTests.expectNothing(["-r", "list.txt"], status: 64, user: user)
        await registry.stop()
    }

    @Test("an archive whose ending is one character with what stands before it")
    func mergedEnding() async throws {
        let archive = "look-alike\u{600}.tar.gz"
        let (registry, user) = try await Self.scene(archive: archive)
        try await PipAddressBypassTests.expectNothing(["./\(archive)"], user: user)
        await registry.stop()
    }

    @Test("dots behind percent signs that lead elsewhere through a link", arguments: ["..%2F", "%2e%2e/", "..%2f"])
    func hiddenDots(dots: String) async throws {
        let (registry, user) = try await Self.scene()
        try user.write("", to: "project/sub/dir/x")
        try user.scratch.write(
            PipAddressBypassTests.sdist("look-alike", files: PipAddressBypassTests.flagged(user)),
            to: "project/sub/look-alike-1.0.0.tar.gz")
        try user.scratch.write(
            PipAddressBypassTests.sdist(
                "look-alike", files: Fixtures.plainSdist(name: "look-alike", marker: user.scratch.file("own-code-ran"))),
            to: "project/look-alike-1.0.0.tar.gz")
        try FileManager.default.createSymbolicLink(
            atPath: user.scratch.file("project/link"), withDestinationPath: "sub/dir")
        let address = "file://\(user.scratch.file("project"))/link/\(dots)look-alike-1.0.0.tar.gz"
        try user.write("look-alike @ \(address)\n", to: "project/list.txt")
        try await PipAddressBypassTests.expectNothing(["-r", "list.txt"], status: 64, user: user)
        await registry.stop()
    }

    @Test(
        "an own project that hides an address behind a blank, in a file without an ending, or far down",
        arguments: ["blank", "file", "end"])
    func ownProject(place: String) async throws {
        let (registry, user) = try await Self.scene()
        let line = "look-alike @ file://\(user.scratch.file("project"))/look-alike-1.0.0.tar.gz"
        let head = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n"
        switch place {
        case "blank": try user.write("[options]\ninstall_requires =\n    \u{a0}\(line)\n", to: "project/setup.cfg")
        case "file":
            try user.write(
                head + "[tool.setuptools.dynamic]\ndependencies = {file = [\"deps\"]}\n", to: "project/pyproject.toml")
            try user.write(line + "\n", to: "project/deps")
        default:
            let filler = String(repeating: "#", count: 4 << 20)
            try user.write(
                "\(head)\(filler)\n[project]\ndependencies = [\"\(line)\"]\n", to: "project/pyproject.toml")
        }
        try await PipAddressBypassTests.expectNothing(["."], status: 64, user: user)
        await registry.stop()
    }

    @Test(
        "an index in the environment counts where pip reads the environment",
        arguments: ["PIP_ISOLATED", "PIP_isolated", "--isol", "isolated in a file"])
    func isolation(way: String) async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.write("[global]\nisolated = true\n", to: "pip.conf")
        // Should the index be the built-in one after all, nothing leaves this machine.
        var variables = ["HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "127.0.0.1"]
        if way.hasPrefix("PIP") { variables[way] = "1" }
        if way.hasSuffix("file") { variables["PIP_CONFIG_FILE"] = user.scratch.file("pip.conf") }
        try await PipBypassTests.expectJudged(user, adding: variables) { name in
            way == "--isol" ? ["--isol", name] : [name]
        }
        await registry.stop()
    }

    @Test("a variable that takes pip past the proxy door", arguments: ["PIP_NO_PROXY_ENV", "PIP___PROXY", "PIP_PROXY"])
    func proxyVariables(variable: String) async throws {
        let (registry, other) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        // A backend that computes its requirement, so that no text shows it.
        var files = Fixtures.plainSdist(name: "outer", marker: user.scratch.file("own-code-ran"))
        let address = "http://archives.invalid/look-alike-1.0.0.tar.gz"
        files["backend.py"] = files["backend.py"]?.replacingOccurrences(
            of: "Version: 1.0.0\\n')", with: "Version: 1.0.0\\nRequires-Dist: look-alike @' + ' \(address)\\n')")
        registry.addSdist("outer", files: files)
        try await PipAddressBypassTests.expectNothing(
            ["outer"], adding: [variable: variable == "PIP_NO_PROXY_ENV" ? "1" : other.url], user: user)
        #expect(other.server.requests.isEmpty)
        await registry.stop()
        await other.stop()
    }

    @Test("a report and a log that variables or options name hold the upstream's addresses", arguments: [true, false])
    func writtenFiles(byVariable: Bool) async throws {
        let (registry, user) = try await Self.scene()
        let environment = try await VirtualEnvironment(for: user)
        guard try await environment.pipVersion(user) >= (22, 3) else { return await registry.stop() }
        let (report, log) = (user.scratch.file("report.json"), user.scratch.file("logs/log.txt"))
        try user.write("what was there\n", to: "logs/log.txt")
        let run = try await user.guarded(
            words: ["pip", "install", "good"] + (byVariable ? [] : ["--report", report, "--log=\(log)"]),
            adding: environment.path(user).merging(byVariable ? ["PIP_REPORT": report, "PIP_LOG": log] : [:]) { $1 })
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        let texts = [user.text("report.json") ?? "", user.text("logs/log.txt") ?? ""]
        #expect(texts[1].hasPrefix("what was there\n"))
        for text in texts {
            #expect(text.contains("\(registry.url)/files/good-1.0.0-py3-none-any.whl"), "\(text)")
            let ports = text.matches(of: #/127\.0\.0\.1:([0-9]+)/#).map { String($0.output.1) }
            #expect(Set(ports).count == 1, "\(text)")
        }
        await registry.stop()
    }

    @Test("requirements from a pipe are installed as with the bare tool")
    func pipe() async throws {
        let (registry, user) = try await Self.scene()
        let environment = try await VirtualEnvironment(for: user)
        let pipe = user.scratch.file("project/list.txt")
        #expect(mkfifo(pipe, 0o600) == 0)
        Thread.detachNewThread {
            guard let handle = FileHandle(forWritingAtPath: pipe) else { return }
            try? handle.write(contentsOf: Data("good\n".utf8))
            try? handle.close()
        }
        let run = try await user.guarded(
            words: ["pip", "install", "-r", "list.txt"], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(PipInstallTests.installed(environment).keys.contains { $0.hasSuffix("site-packages/good.py") })
        await registry.stop()
    }

    @Test("a module of pip that is no program is refused, and an installer that is no tool of ours in strict mode")
    func modules() async throws {
        let (registry, user) = try await Self.scene()
        let environment = try await VirtualEnvironment(for: user)
        for words in [["-m", "pip._internal"], ["-m", "pip._internal.cli.main"]] {
            let run = try await user.guarded(
                words: ["python"] + words + ["install", "good"], adding: environment.path(user))
            #expect(run.status == 64, "\(run.errors)")
        }
        for words in [["-m", "uv", "pip", "install", "good"], ["-m", "venv", "--upgrade-deps", "x"]] {
            let run = try await user.guarded(words: ["--strict", "python"] + words, adding: environment.path(user))
            #expect(run.status != 0, "\(run.errors)")
            #expect(run.errors.contains("python \(words[0]) \(words[1])"), "\(run.errors)")
        }
        #expect(!user.exists("project/x"))
        await registry.stop()
    }

    @Test("pip's own folder, however it is written, is pip", arguments: ["pip/", "pip/.", "pip//__main__.py", "link"])
    func folderOfPip(path: String) async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let asked = try await user.bare(
            words: ["python", "-c", "import pip, os; print(os.path.dirname(pip.__file__))"],
            adding: environment.path(user))
        let folder = asked.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try FileManager.default.createSymbolicLink(
            atPath: user.scratch.file("project/link"), withDestinationPath: folder)
        let program =
            path == "link"
            ? user.scratch.file("project/link") : (folder as NSString).deletingLastPathComponent + "/" + path
        let run = try await user.guarded(
            words: ["python", program, "install", "look-alike"], adding: environment.path(user))
        #expect(run.status == 77, "\(run.errors)\(run.output)")
        await registry.stop()
    }
}
