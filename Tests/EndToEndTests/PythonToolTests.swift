import AirlockTestSupport
import Foundation
import Testing

/// Where uv and pipx are; nil where none are to be tried.
let toolFolder = ProcessInfo.processInfo.environment["AIRLOCK_TEST_TOOLS"]

/// `uvx`, `uv tool` and pipx: what they install is judged, what they run sees the user's own environment.
///
/// They need uv and pipx in a folder that `AIRLOCK_TEST_TOOLS` names (`Tests/tools.sh`).
@Suite(
    "uv's tools and pipx",
    .enabled(if: toolFolder != nil, "needs uv and pipx, in the folder that AIRLOCK_TEST_TOOLS names"))
struct PythonToolTests {

    /// `TOOL` stands for the package, whose program has its name.
    static let forms: [[String]] = [
        ["uvx", "TOOL", "a", "--b"], ["uvx", "--from", "TOOL==1.0.0", "TOOL"], ["uvx", "TOOL@1.0.0"],
        ["uv", "tool", "run", "TOOL", "a"], ["uv", "tool", "install", "TOOL"],
        ["uv", "tool", "install", "--with", "TOOL", "other"],
        ["pipx", "install", "--backend", "pip", "TOOL"], ["pipx", "install", "--backend", "uv", "TOOL"],
        ["pipx", "run", "--backend", "pip", "TOOL", "a", "--b"],
        ["pipx", "run", "--backend", "pip", "--spec", "TOOL==1.0.0", "TOOL"],
    ]

    private struct Scene {
        let registry: LoopbackRegistry
        let user: ThrowawayUser
        let variables: [String: String]
        private let program: String

        init(_ words: [String]) async throws {
            registry = try await LoopbackRegistry.start()
            user = try ThrowawayUser(
                indexURL: registry.simpleURL,
                extra: ["PIPX_DISABLE_SHARED_LIBS_AUTO_UPGRADE": "1", "USER_VARIABLE": "x"])
            program = """
                import os, sys
                def main():
                    names = ('PIP_INDEX_URL', 'UV_DEFAULT_INDEX', 'HTTPS_PROXY', 'PYTHONPATH', 'USER_VARIABLE', 'PIP_USER')
                    print('ran', sys.argv[1:], [os.environ.get(name) for name in names])
                    return 3

                """
            registry.addWheel("part")
            let path = "\(toolFolder ?? ""):\(user.environment["PATH", default: "/usr/bin:/bin"])"
            // uv reads no setting of pip's, and pipx with uv takes none that only uv has.
            let index = words[0] == "pipx" ? [:] : ["UV_DEFAULT_INDEX": registry.simpleURL]
            variables = ["PATH": path, "UV_LINK_MODE": "copy"].merging(index) { $1 }
            publish("honest", requires: ["part"])
            publish("other")
            publish("look-alike", isFlagged: true)
        }

        /// A release with a program of its name, which says what it sees.
        func publish(_ name: String, _ version: String = "1.0.0", isFlagged: Bool = false, requires: [String] = []) {
            let stem = name.replacingOccurrences(of: "-", with: "_")
            let module = (isFlagged ? Fixtures.actingModule : "") + program
            registry.addWheel(
                name, version,
                files: [
                    "\(stem).py": module.replacingOccurrences(
                        of: "def main():", with: "def main():\n    open('\(user.marker)', 'a').close()"),
                    "\(stem)-\(version).dist-info/entry_points.txt":
                        "[console_scripts]\n\(name) = \(stem):main\n",
                ], requires: requires)
        }

        /// Puts aside what is installed, or takes it back.
        func keep(_ isToBeRestored: Bool = false) async throws {
            let (from, to) = isToBeRestored ? ("home/kept", "home/.local") : ("home/.local", "home/kept")
            let copy = try await user.bare(
                "sh", "-c",
                "rm -rf '\(user.scratch.file(to))' && cp -a '\(user.scratch.file(from))' '\(user.scratch.file(to))'")
            #expect(copy.status == 0, "\(copy.errors)")
        }

        func run(_ words: [String], of package: String, isGuarded: Bool) async throws -> ThrowawayUser.Result {
            let words = words.map { $0.replacingOccurrences(of: "TOOL", with: package) }
            return try await isGuarded
                ? user.guarded(words: words, adding: variables) : user.bare(words: words, adding: variables)
        }

        /// What is installed, without what names a time or the way that it came.
        var files: [String: String] {
            var found: [String: String] = [:]
            for folder in ["home/.local/share/uv", "home/.local/share/pipx/venvs", "home/.local/bin"] {
                for file in ScratchDirectory.files(below: user.scratch.file(folder))
                where !file.contains("__pycache__") && !file.contains("/pip") && !file.contains("/setuptools")
                    && !file.hasSuffix(".lock")
                {
                    found["\(folder)/\(file)"] = user.text("\(folder)/\(file)") ?? ""
                }
            }
            return found
        }

        func expectFiles(_ expected: [String: String], sourceLocation: SourceLocation = #_sourceLocation) {
            let files = files
            #expect(files.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
            for (name, text) in expected where files[name] != text {
                Issue.record(
                    "'\(name)' is \(files[name] ?? "missing"), expected \(text)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test("the guarded result is the bare one, and the program sees the user's environment", arguments: forms)
    func same(words: [String]) async throws {
        let scene = try await Scene(words)
        // pipx with uv needs uv's own setting where it is bare, which a guarded one takes from pip's.
        let usesUv = words[0] == "pipx" && words.contains("uv")
        let bare =
            try await usesUv
            ? scene.user.bare(
                words: words.map { $0.replacingOccurrences(of: "TOOL", with: "honest") },
                adding: scene.variables.merging(["UV_DEFAULT_INDEX": scene.registry.simpleURL]) { $1 })
            : scene.run(words, of: "honest", isGuarded: false)
        let files = scene.files
        for folder in ["home/.local", "home/.cache"] {
            try? FileManager.default.removeItem(atPath: scene.user.scratch.file(folder))
        }
        let guarded = try await scene.run(words, of: "honest", isGuarded: true)
        #expect(guarded.status == bare.status, "\(guarded.errors)\n\(bare.errors)")
        #expect(guarded.output == bare.output, "\(guarded.errors)")
        scene.expectFiles(files)
        #expect(guarded.errors.contains("judged"), "\(guarded.errors)")
        await scene.registry.stop()
    }

    @Test(
        "uv reads the lines that Airlock read, where its own rules would make others of them",
        arguments: ["", "-r more.txt"])
    func requirementsOfUv(include: String) async throws {
        let scene = try await Scene(["uv"])
        try scene.user.scratch.write(
            LoopbackRegistry.wheel("stowaway"), to: "project/stowaway-1.0.0-py3-none-any.whl")
        let line = "honest # a comment \\\n./stowaway-1.0.0-py3-none-any.whl\n"
        try scene.user.write(include.isEmpty ? line : include + "\n", to: "project/list.txt")
        try scene.user.write(line, to: "project/more.txt")
        let target = scene.user.scratch.file("target")
        let run = try await scene.run(
            ["uv", "pip", "install", "--target", target, "-r", "list.txt"], of: "", isGuarded: true)
        #expect(run.status == 0, "\(run.errors)")
        #expect(scene.user.exists("target/honest.py"))
        #expect(!scene.user.exists("target/stowaway.py"))
        await scene.registry.stop()
    }

    @Test("a flagged package is refused before anything of it runs", arguments: forms + [["pipx", "run", "TOOL"]])
    func flagged(words: [String]) async throws {
        let scene = try await Scene(words)
        let run = try await scene.run(words, of: "look-alike", isGuarded: true)
        #expect(run.status == 77, "\(run.errors)")
        #expect(!scene.user.exists("package-code-ran"))
        #expect(!scene.files.keys.contains { $0.contains("look") }, "\(scene.files.keys)")
        await scene.registry.stop()
    }

    /// What installs the tool, then what changes it.
    static let changes: [([String], [String])] = [
        (["uv", "tool", "install", "honest"], ["uv", "tool", "upgrade", "honest"]),
        (["uv", "tool", "install", "honest"], ["uv", "tool", "upgrade", "--all"]),
        (["pipx", "install", "--backend", "pip", "honest"], ["pipx", "upgrade", "honest"]),
        (["pipx", "install", "--backend", "pip", "honest"], ["pipx", "upgrade-all"]),
        (["pipx", "install", "--backend", "pip", "honest"], ["pipx", "inject", "honest", "other"]),
        (["pipx", "install", "--backend", "pip", "honest"], ["pipx", "reinstall", "honest"]),
        (["pipx", "install", "--backend", "uv", "honest"], ["pipx", "upgrade", "honest"]),
    ]

    @Test("what is installed is changed as with the bare tool, and not to a flagged release", arguments: changes)
    func changed(install: [String], change: [String]) async throws {
        let scene = try await Scene(install)
        let named = ["UV_DEFAULT_INDEX": scene.registry.simpleURL]
        let usesUv = install.contains("uv") && install[0] == "pipx"
        let installed = try await scene.user.bare(
            words: install, adding: scene.variables.merging(usesUv ? named : [:]) { $1 })
        #expect(installed.status == 0, "\(installed.errors)")
        try await scene.keep()
        scene.publish("honest", "1.1.0", requires: ["part"])
        let bare = try await scene.user.bare(
            words: change, adding: scene.variables.merging(usesUv ? named : [:]) { $1 })
        #expect(bare.status == 0, "\(bare.errors)")
        let files = scene.files
        try await scene.keep(true)
        let guarded = try await scene.user.guarded(words: change, adding: scene.variables)
        #expect(guarded.status == bare.status, "\(guarded.errors)\n\(bare.errors)")
        #expect(guarded.output == bare.output, "\(guarded.errors)")
        scene.expectFiles(files)
        #expect(guarded.errors.contains("judged"), "\(guarded.errors)")

        try await scene.keep(true)
        for name in ["honest", "other"] { scene.publish(name, "1.2.0", isFlagged: true) }
        let flagged = try await scene.user.guarded(words: change, adding: scene.variables)
        #expect(flagged.status == 77, "\(flagged.errors)")
        #expect(!scene.files.values.contains { $0.contains("collector.invalid") })
        #expect(!scene.user.exists("package-code-ran"))
        await scene.registry.stop()
    }

    @Test(
        "what was installed from elsewhere is not upgraded",
        arguments: [["uv", "tool", "install"], ["pipx", "install", "--backend", "pip"]])
    func recordedElsewhere(install: [String]) async throws {
        let scene = try await Scene(install)
        let bytes = LoopbackRegistry.wheel(
            "local",
            files: [
                "local.py": "def main(): pass\n",
                "local-1.0.0.dist-info/entry_points.txt": "[console_scripts]\nlocal = local:main\n",
            ])
        try scene.user.scratch.write(bytes, to: "project/local-1.0.0-py3-none-any.whl")
        let installed = try await scene.user.bare(
            words: install + ["./local-1.0.0-py3-none-any.whl"], adding: scene.variables)
        #expect(installed.status == 0, "\(installed.errors)")
        let upgrades =
            install[0] == "uv"
            ? [["uv", "tool", "upgrade", "local"], ["uv", "tool", "upgrade", "--all"]]
            : [["pipx", "upgrade", "local"], ["pipx", "upgrade-all"], ["pipx", "reinstall", "Local"]]
        for words in upgrades {
            let run = try await scene.user.guarded(words: words, adding: scene.variables)
            #expect(run.status == 64, "\(run.errors)")
            #expect(run.errors.contains("'local' was installed with"), "\(run.errors)")
        }
        await scene.registry.stop()
    }

    @Test("an environment that a bare pipx run left is not taken up, since nobody judged it")
    func leftEnvironment() async throws {
        let words = ["pipx", "run", "--backend", "pip", "TOOL"]
        let scene = try await Scene(words)
        let flagged = scene.registry
        let left = try await scene.run(words, of: "honest", isGuarded: false)
        #expect(left.status == 3, "\(left.errors)")
        // The release that the environment was made from is flagged meanwhile.
        flagged.addWheel("honest", files: ["honest/__init__.py": Fixtures.actingModule])
        try FileManager.default.removeItem(atPath: scene.user.marker)
        let run = try await scene.run(words, of: "honest", isGuarded: true)
        #expect(run.status == 77, "\(run.errors)")
        #expect(!scene.user.exists("package-code-ran"))
        await scene.registry.stop()
    }

    @Test(
        "what comes from elsewhere than an index says so, and is refused in strict mode",
        arguments: [
            ["uvx", "--from", "git+https://h.invalid/x", "x"], ["uvx", "./x.py"],
            ["uvx", "--index", "https://h.invalid", "x"],
            ["uv", "tool", "install", "./x"], ["uv", "tool", "upgrade", "--index", "https://h.invalid", "x"],
            ["pipx", "install", "git+https://h.invalid/x"],
            ["pipx", "install", "--pip-args=-i https://h.invalid", "x"],
            ["pipx", "runpip", "x", "install", "y"], ["pipx", "run", "--backend", "uv", "x"],
            ["pipx", "run", "https://h.invalid/x.py"],
        ])
    func elsewhere(words: [String]) async throws {
        let user = try ThrowawayUser()
        let run = try await user.guarded(
            words: ["--strict"] + words, adding: ["PATH": "\(toolFolder ?? ""):/usr/bin:/bin"])
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.errors.contains("is not covered by Airlock yet"), "\(run.errors)")
    }

    @Test(
        "an index that a cloned repository names for uv is refused",
        arguments: [["uvx", "x"], ["pipx", "install", "x"]])
    func ownConfiguration(words: [String]) async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try user.write("[[index]]\nurl = \"https://h.invalid/simple\"\n", to: "project/uv.toml")
        let run = try await user.guarded(
            words: words, adding: ["PATH": "\(toolFolder ?? ""):\(user.environment["PATH", default: "/usr/bin"])"])
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.errors.contains("uv.toml"), "\(run.errors)")
    }
}
