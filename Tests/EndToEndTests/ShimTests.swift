import AirlockTestSupport
import Foundation
import Testing

/// Bare `npm` and `pip` with the shims first on PATH, laid out as `make install` does.
@Suite("shims, end to end")
struct ShimEndToEndTests {
    private static let tools = ["npm", "npx", "pip", "pip3"]

    private static let repository: String = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    }()

    /// The prefix below the user's scratch folder; returns variables with its shims first on PATH.
    private static func install(
        _ user: ThrowawayUser, withAirlock: Bool = true, before path: String? = nil
    ) throws -> [String: String] {
        let prefix = user.scratch.file("prefix")
        for folder in ["bin", "libexec/airlock", "lib/airlock/shims"] {
            try FileManager.default.createDirectory(atPath: "\(prefix)/\(folder)", withIntermediateDirectories: true)
        }
        for tool in tools {
            try FileManager.default.copyItem(
                atPath: "\(repository)/shims/\(tool)", toPath: "\(prefix)/lib/airlock/shims/\(tool)")
        }
        if withAirlock {
            for (name, folder) in [("airlock", "bin"), ("airlock-guard", "libexec/airlock")] {
                let built = URL(fileURLWithPath: "\(ThrowawayUser.binaries)/\(name)").resolvingSymlinksInPath()
                try FileManager.default.copyItem(atPath: built.path, toPath: "\(prefix)/\(folder)/\(name)")
            }
        }
        return ["PATH": "\(prefix)/lib/airlock/shims:\(path ?? user.environment["PATH", default: "/usr/bin:/bin"])"]
    }

    @Test("bare npm is guarded: flagged is blocked, clean is installed")
    func npm() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let variables = try Self.install(user)
        let blocked = try await user.bare(words: ["npm", "install", "look-alike"], adding: variables)
        NpmBypassTests.expectBlocked(blocked, user)
        let run = try await user.bare(words: ["npm", "install", "harmless"], adding: variables)
        NpmBypassTests.expectInstalled(run, user, "project/node_modules/harmless/index.js")
        await registry.stop()
    }

    @Test("an install that a judged package's script starts is guarded too, and nothing runs in circles")
    func nested() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"scripts\": {\"add\": \"npm install look-alike\"}}\n",
            to: "project/package.json")
        let variables = try Self.install(user)
        let run = try await user.bare(words: ["npm", "run", "add"], adding: variables)
        NpmBypassTests.expectBlocked(run, user)
        await registry.stop()
    }

    @Test("bare pip is guarded, also behind a virtual environment's own")
    func pip() async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let variables = try Self.install(user, before: environment.path(user)["PATH"])
        for name in ["look-alike", "harmless"] {
            let run = try await user.bare(words: ["pip3", "install", name], adding: variables)
            #expect(run.status == (name == "harmless" ? 0 : 77), "\(run.errors)")
        }
        let names = PipInstallTests.installed(environment).keys
        #expect(names.contains { $0.hasSuffix("site-packages/harmless.py") })
        #expect(!names.contains { $0.contains("look_alike") })
        await registry.stop()
    }

    @Test("what installs nothing is the real tool's", arguments: tools)
    func passThrough(tool: String) async throws {
        let user = try ThrowawayUser()
        let variables = try Self.install(user)
        let bare = try await user.bare(words: [tool, "--version"])
        let shimmed = try await user.bare(words: [tool, "--version"], adding: variables)
        #expect(bare.status == 0)
        #expect(shimmed.status == bare.status)
        #expect(shimmed.output == bare.output)
        #expect(shimmed.errors == bare.errors)
    }

    @Test("a shim whose airlock is missing ends with 127 and does not run the bare tool", arguments: tools)
    func missing(tool: String) async throws {
        let user = try ThrowawayUser()
        let variables = try Self.install(user, withAirlock: false)
        let run = try await user.bare(words: [tool, "--version"], adding: variables)
        #expect(run.status == 127)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("airlock: error: "))
    }
}
