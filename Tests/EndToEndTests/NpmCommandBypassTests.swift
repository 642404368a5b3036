import AirlockTestSupport
import Foundation
import Testing

/// The commands of npm that install without being called `install NAME`.
@Suite("npm, every command that installs")
struct NpmCommandBypassTests {
    private static let manifest = "{\"name\": \"project\", \"version\": \"1.0.0\"}\n"

    @Test("a workspace's dependency, from the root and from the workspace's own folder")
    func workspaces() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"workspaces\": [\"packages/*\"]}\n",
            to: "project/package.json")
        for name in ["look-alike", "harmless"] {
            try user.write(
                "{\"name\": \"one\", \"version\": \"1.0.0\", \"dependencies\": {\"\(name)\": \"*\"}}\n",
                to: "project/packages/one/package.json")
            for folder in ["project", "project/packages/one"] {
                let run = try await user.guarded("npm", "install", in: user.scratch.file(folder))
                if name == "look-alike" {
                    NpmBypassTests.expectBlocked(run, user, "\(folder)")
                } else {
                    NpmBypassTests.expectInstalled(run, user, "project/node_modules/harmless/index.js")
                    #expect(user.exists("project/node_modules/one/package.json"))
                }
            }
        }
        await registry.stop()
    }

    @Test("-C: a folder that is the project, whatever stands above it", arguments: ["look-alike", "harmless"])
    func otherFolder(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        try user.write(Self.manifest, to: "project/package.json")
        try user.write("", to: "project/below/none.txt")
        let run = try await user.guarded("npm", "-C", "./below", "install", name)
        if name == "look-alike" {
            NpmBypassTests.expectBlocked(run, user)
            #expect(!user.exists("project/below/node_modules"))
        } else {
            NpmBypassTests.expectInstalled(run, user, "project/below/node_modules/harmless/index.js")
            #expect(!user.exists("project/node_modules"))
        }
        await registry.stop()
    }

    @Test("a global install", arguments: ["look-alike", "harmless"])
    func global(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        let prefix = user.scratch.file("global")
        let run = try await user.guarded("npm", "install", "-g", "--prefix", prefix, name)
        if name == "look-alike" {
            NpmBypassTests.expectBlocked(run, user)
            #expect(!user.exists("global/lib/node_modules/look-alike"))
        } else {
            NpmBypassTests.expectInstalled(run, user, "global/lib/node_modules/harmless/index.js")
        }
        await registry.stop()
    }

    @Test("an alias: another name for the package", arguments: ["look-alike", "harmless"])
    func alias(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        _ = try NpmBypassTests.filled(user, registry)
        try user.write(Self.manifest, to: "project/package.json")
        let run = try await user.guarded("npm", "install", "nice@npm:\(name)@^1.0.0")
        if name == "look-alike" {
            NpmBypassTests.expectBlocked(run, user)
        } else {
            NpmBypassTests.expectInstalled(run, user, "project/node_modules/nice/index.js")
        }
        await registry.stop()
    }

    @Test("npm update to a release that is flagged keeps the old one, to a clean one takes it")
    func update() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"look-alike\": \"^1.0.0\"}}\n",
            to: "project/package.json")
        try registry.add(LoopbackRegistry.NpmPackage("look-alike"))
        let first = try await user.guarded("npm", "install")
        #expect(first.status == 0, "\(first.errors)")
        try registry.add(LoopbackRegistry.NpmPackage("look-alike", "1.1.0"))
        let second = try await user.guarded("npm", "update")
        #expect(second.status == 0, "\(second.errors)")
        let files = NpmInstallTests.result(user)
        #expect(user.text("project/node_modules/look-alike/package.json")?.contains("1.1.0") == true)

        var flagged = NpmInstallTests.flagged("look-alike", marker: user.marker)
        flagged.version = "1.2.0"
        try registry.add(flagged)
        let third = try await user.guarded("npm", "update")
        #expect(third.status == 77, "\(third.errors)")
        #expect(NpmInstallTests.result(user) == files)
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("npx runs a clean package's program with the user's own environment")
    func executeClean() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url, extra: ["OWN_VARIABLE": "with = and space"])
        var package = LoopbackRegistry.NpmPackage("show-environment")
        package.bin = ["show-environment": "show.js"]
        package.files = [
            "show.js":
                "#!/usr/bin/env node\nconsole.log(JSON.stringify([process.env, process.argv.slice(2), process.cwd()]));\n"
        ]
        try registry.add(package)
        let run = try await user.guarded("npx", "--yes", "show-environment", "--flag", "a b")
        #expect(run.status == 0, "\(run.errors)")
        let shown = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any] ?? []
        let environment = shown.first as? [String: String] ?? [:]
        for (name, value) in user.environment where !["PATH", "_", "SHLVL", "PWD", "OLDPWD"].contains(name) {
            #expect(environment[name] == value, "\(name)")
        }
        let guards = environment.filter { name, value in
            let lower = name.lowercased()
            return lower.hasSuffix("_proxy") || lower.hasPrefix("npm_config_registry") || lower.hasPrefix("uv_")
                || value.contains("http://127.0.0.1") || lower == "git_allow_protocol"
        }
        #expect(guards.isEmpty)
        #expect(environment["PATH"]?.hasSuffix(user.environment["PATH", default: "-"]) == true)
        #expect(shown.dropFirst().first as? [String] == ["--flag", "a b"])
        #expect(shown.last as? String == user.project)
        await registry.stop()
    }

    @Test("npx of a flagged package runs nothing", arguments: [["npx", "--yes"], ["npm", "exec", "--yes", "--"]])
    func executeFlagged(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var package = LoopbackRegistry.NpmPackage("look-alike")
        package.bin = ["look-alike": "run.js"]
        package.files = ["run.js": "#!/usr/bin/env node\n" + Fixtures.actingScript(marker: user.marker)]
        try registry.add(package)
        let run = try await user.guarded(words: words + ["look-alike"])
        NpmBypassTests.expectBlocked(run, user)
        #expect(run.output.isEmpty)
        await registry.stop()
    }
}
