import AirlockTestSupport
import Foundation
import Testing

/// uv's pip interface, and the tools that nobody guards yet.
@Suite("uv, and tools that are not covered")
struct OtherToolTests {
    static let uv = toolFolder.map { $0 + "/uv" } ?? "/usr/bin/uv"

    @Test(
        "uv pip install: a clean tree as with the bare tool, a flagged one refused",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: uv),
            "needs uv, in the folder that AIRLOCK_TEST_TOOLS names"),
        arguments: [["tree-a"], ["-r", "list.txt"], ["--target", "out", "tree-c"]])
    func uvInstall(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        PipInstallTests.cleanTree(registry)
        registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        let user = try ThrowawayUser(extra: ["UV_DEFAULT_INDEX": registry.simpleURL, "UV_LINK_MODE": "copy"])
        try user.write("tree-b>=1\n", to: "project/list.txt")
        var results: [[String: [UInt8]]] = []
        for isGuarded in [false, true] {
            for old in ["venv", "project/out"] { try? FileManager.default.removeItem(atPath: user.scratch.file(old)) }
            let environment = try await VirtualEnvironment(for: user)
            let command = [Self.uv, "pip", "install"] + words
            let run =
                try await isGuarded
                ? user.guarded(words: command, adding: environment.path(user))
                : user.bare(words: command, adding: environment.path(user))
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.isEmpty)
            var files = PipInstallTests.installed(environment)
            for file in ScratchDirectory.files(below: user.project) {
                files[file] = user.scratch.read("project/" + file)
            }
            results.append(files)
            guard isGuarded else { continue }
            let refused = try await user.guarded(
                words: [Self.uv, "pip", "install", "look-alike"], adding: environment.path(user))
            #expect(refused.status == 77, "\(refused.errors)")
            #expect(
                PipInstallTests.installed(environment)
                    == files.filter { !$0.key.hasPrefix("out/") && $0.key != "list.txt" })
        }
        #expect(Set(results[0].keys) == Set(results[1].keys))
        #expect(results[0] == results[1])
        await registry.stop()
    }

    @Test(
        "what uv takes from elsewhere is refused",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: uv),
            "needs uv, in the folder that AIRLOCK_TEST_TOOLS names"),
        arguments: ["path", "address", "configuration", "variable", "option"])
    func uvSources(way: String) async throws {
        let user = try ThrowawayUser(extra: ["UV_DEFAULT_INDEX": "http://127.0.0.1:1/simple/"])
        let environment = try await VirtualEnvironment(for: user)
        var (words, extra): ([String], [String: String]) = (["x"], [:])
        switch way {
        case "path": words = ["./x"]
        case "address": words = ["x @ https://h.invalid/x-1.0-py3-none-any.whl"]
        case "configuration":
            try user.write("[[tool.uv.index]]\nurl = \"https://h.invalid/simple\"\n", to: "project/pyproject.toml")
        case "variable": extra = ["UV_EXTRA_INDEX_URL": "https://h.invalid/simple"]
        default: words = ["--extra-index-url", "https://h.invalid/simple", "x"]
        }
        let run = try await user.guarded(
            words: [Self.uv, "pip", "install"] + words, adding: environment.path(user).merging(extra) { $1 })
        #expect(run.status == 64, "\(run.errors)")
    }

    @Test(
        "a tool that is not covered says so and runs; in strict mode it is refused",
        arguments: [
            ["poetry", "install"], ["yarn"], ["pnpm", "add", "x"], ["bun", "add", "x"], ["uv", "sync"],
            ["uvx", "./x.py"],
            ["pipx", "install", "./x"],
        ])
    func uncovered(words: [String]) async throws {
        let user = try ThrowawayUser()
        try user.write("#!/bin/sh\necho \"ran $*\"\nexit 3\n", to: "bin/\(words[0])")
        let program = user.scratch.file("bin/\(words[0])")
        try makeExecutable(program)
        let path = ["PATH": user.scratch.file("bin") + ":/usr/bin:/bin"]
        let run = try await user.guarded(words: words, adding: path)
        #expect(run.status == 3)
        #expect(run.output == "ran \(words.dropFirst().joined(separator: " "))\n")
        #expect(run.errors.contains("is not covered by Airlock yet"))
        let strict = try await user.guarded(words: ["--strict"] + words, adding: path)
        #expect(strict.status == 64)
        #expect(strict.output.isEmpty)
        try user.write("strict = true\n", to: "home/.config/airlock/config.toml")
        #expect(try await user.guarded(words: words, adding: path).status == 64)
        let version = try await user.guarded(words: [words[0], "--version"], adding: path)
        #expect(version.output == "ran --version\n")
        #expect(version.errors.isEmpty)
    }
}
