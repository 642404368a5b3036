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
        ["pipx", "install", "--backend", "pip", "TOOL"], ["pipx", "install", "--backend", "uv", "TOOL"],
        ["pipx", "run", "--backend", "pip", "TOOL", "a", "--b"],
        ["pipx", "run", "--backend", "pip", "--spec", "TOOL==1.0.0", "TOOL"],
    ]

    private struct Scene {
        let registry: LoopbackRegistry
        let user: ThrowawayUser
        let variables: [String: String]

        init(_ words: [String]) async throws {
            registry = try await LoopbackRegistry.start()
            user = try ThrowawayUser(
                indexURL: registry.simpleURL,
                extra: ["PIPX_DISABLE_SHARED_LIBS_AUTO_UPGRADE": "1", "USER_VARIABLE": "x"])
            let program = """
                import os, sys
                def main():
                    names = ('PIP_INDEX_URL', 'UV_DEFAULT_INDEX', 'HTTPS_PROXY', 'PYTHONPATH', 'USER_VARIABLE', 'PIP_USER')
                    print('ran', sys.argv[1:], [os.environ.get(name) for name in names])
                    return 3

                """
            for (name, module) in [("honest", program), ("look-alike", Fixtures.actingModule + program)] {
                let stem = name.replacingOccurrences(of: "-", with: "_")
                registry.addWheel(
                    name,
                    files: [
                        "\(stem).py": module.replacingOccurrences(
                            of: "def main():", with: "def main():\n    open('\(user.marker)', 'a').close()"),
                        "\(stem)-1.0.0.dist-info/entry_points.txt":
                            "[console_scripts]\n\(name) = \(stem):main\n",
                    ], requires: name == "honest" ? ["part"] : [])
            }
            registry.addWheel("part")
            let path = "\(toolFolder ?? ""):\(user.environment["PATH", default: "/usr/bin:/bin"])"
            // uv reads no setting of pip's, and pipx with uv takes none that only uv has.
            let index = words[0] == "pipx" ? [:] : ["UV_DEFAULT_INDEX": registry.simpleURL]
            variables = ["PATH": path, "UV_LINK_MODE": "copy"].merging(index) { $1 }
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
        #expect(scene.files.keys.sorted() == files.keys.sorted())
        for (name, text) in files where scene.files[name] != text {
            Issue.record("'\(name)' is \(scene.files[name] ?? "missing"), expected \(text)")
        }
        #expect(guarded.errors.contains("judged"), "\(guarded.errors)")
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
            ["uv", "tool", "install", "./x"], ["uv", "tool", "upgrade", "x"],
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
