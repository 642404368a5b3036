import AirlockTestSupport
import Foundation
import Testing

/// Spellings and sources of npm that a guard could read otherwise than npm does.
@Suite("npm, sources and spellings")
struct NpmSourceBypassTests {
    private static let manifest = "{\"name\": \"project\", \"version\": \"1.0.0\"}\n"

    @Test(
        "every command that fetches a named package",
        arguments: [
            ["i"], ["add"], ["isntall"], ["install-test"], ["pack"], ["exec", "--yes", "--"], ["x", "--yes"],
            ["install", "--no-package-lock"], ["--no-save", "install"], ["-C", ".", "i"], ["init", "--yes"],
        ])
    func commands(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url, extra: ["npm_config_prefix": "/nonexistent-airlock"])
        let name = words.first == "init" ? "create-look-alike" : "look-alike"
        try registry.add(NpmInstallTests.flagged(name, marker: user.marker))
        try user.write(Self.manifest, to: "project/package.json")
        let run = try await user.guarded(words: ["npm"] + words + ["look-alike"])
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        #expect(ScratchDirectory.files(below: user.project) == ["package.json"])
        await registry.stop()
    }

    /// The cache that was primed holds the flagged package; the lockfile's address is on another host.
    @Test(
        "abbreviated options, and variables in other spellings than ours",
        arguments: [
            "--cac=CACHE", "--offlin", "--prefer-offlin", "--replace-registry-hos=never", "--noprox=*",
            "--regist=ELSEWHERE", "--userconf=OTHER", "NPM_CONFIG_CACHE=CACHE",
            "npm_config_replace-registry-host=never", "NPM_Config_Replace_Registry_Host=never",
            "npm_config_userconfig=OTHER", "NPM_CONFIG_REGISTRY=ELSEWHERE",
        ])
    func spellings(setting: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try NpmBypassTests.filled(user, elsewhere)["look-alike"] ?? []
        try NpmBypassTests.lock(
            user, name: "look-alike", resolved: NpmBypassTests.address(elsewhere, "look-alike"),
            integrity: LoopbackRegistry.integrity(of: bytes))
        let cache = user.scratch.file("own-cache")
        try user.write(
            "registry=\(elsewhere.url)/\ncache=\(cache)\nreplace-registry-host=never\n", to: "home/other")
        let primed = try await user.bare("npm", "ci", "--ignore-scripts", "--cache", cache)
        #expect(primed.status == 0, "\(primed.errors)")
        try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
        let text = setting.replacingOccurrences(of: "CACHE=CACHE", with: "CACHE=\(cache)")
            .replacingOccurrences(of: "=CACHE", with: "=\(cache)")
            .replacingOccurrences(of: "ELSEWHERE", with: elsewhere.url)
            .replacingOccurrences(of: "OTHER", with: user.scratch.file("home/other"))
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let run =
            try await setting.hasPrefix("--")
            ? user.guarded("npm", "ci", text)
            : user.guarded(words: ["npm", "ci"], adding: [parts[0]: parts[1]])
        NpmBypassTests.expectBlocked(run, user)
        await registry.stop()
        await elsewhere.stop()
    }

    @Test("a user configuration file given on the line: what else it sets still holds", arguments: [true, false])
    func userConfiguration(ignoresScripts: Bool) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        try user.write("registry=\(registry.url)/\nignore-scripts=\(ignoresScripts)\n", to: "home/other")
        _ = try NpmBypassTests.filled(user, registry)
        try user.write(
            """
            {"name": "project", "version": "1.0.0", "dependencies": {"harmless": "*"},
             "scripts": {"postinstall": "echo ran > \(user.marker)"}}
            """, to: "project/package.json")
        let run = try await user.guarded("npm", "install", "--userconfig", user.scratch.file("home/other"))
        NpmBypassTests.expectInstalled(run, user, "project/node_modules/harmless/index.js")
        #expect(user.exists("package-code-ran") == !ignoresScripts)
        await registry.stop()
    }

    @Test("npm-shrinkwrap.json beside a harmless package-lock.json")
    func shrinkwrap() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let all = try NpmBypassTests.filled(user, registry)
        try NpmBypassTests.lock(
            user, name: "look-alike", resolved: NpmBypassTests.address(registry, "look-alike"),
            integrity: LoopbackRegistry.integrity(of: all["look-alike"] ?? []))
        let shrinkwrap = user.text("project/package-lock.json") ?? ""
        let manifest = user.text("project/package.json") ?? ""
        try NpmBypassTests.lock(
            user, name: "harmless", resolved: NpmBypassTests.address(registry, "harmless"),
            integrity: LoopbackRegistry.integrity(of: all["harmless"] ?? []))
        try user.write(shrinkwrap, to: "project/npm-shrinkwrap.json")
        try user.write(manifest, to: "project/package.json")
        NpmBypassTests.expectBlocked(try await user.guarded("npm", "ci"), user)
        await registry.stop()
    }

    @Test("a shrinkwrap inside a package's tarball that names another host")
    func shrinkwrapInTarball() async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try NpmBypassTests.filled(user, elsewhere)["look-alike"] ?? []
        var outer = LoopbackRegistry.NpmPackage("outer")
        outer.dependencies = ["look-alike": "1.0.0"]
        let address = NpmBypassTests.address(elsewhere, "look-alike")
        let integrity = LoopbackRegistry.integrity(of: bytes)
        outer.files = [
            "npm-shrinkwrap.json": """
            {"name": "outer", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
              "": {"name": "outer", "version": "1.0.0", "dependencies": {"look-alike": "1.0.0"}},
              "node_modules/look-alike": {"version": "1.0.0", "resolved": "\(address)", "integrity": "\(integrity)"}}}
            """
        ]
        outer.hasShrinkwrap = true
        try registry.add(outer)
        try user.write(Self.manifest, to: "project/package.json")
        let run = try await user.guarded("npm", "install", "outer")
        #expect(run.status != 0, "\(run.output)")
        #expect(!user.exists("project/node_modules/outer"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
        await elsewhere.stop()
    }

    @Test(
        "git, address and file dependencies, the project's own and a package's",
        arguments: ["git", "git with commit", "address", "file"], [true, false])
    func otherSources(kind: String, isDirect: Bool) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var package = NpmInstallTests.flagged("look-alike", marker: user.marker)
        package.scripts["prepare"] = "node setup.js"
        let bytes = try registry.add(package)
        try user.scratch.write(bytes, to: "look-alike.tgz")
        try user.write(
            "{\"name\": \"look-alike\", \"version\": \"1.0.0\", \"scripts\": {\"prepare\": \"node setup.js\"}}\n",
            to: "repository/package.json")
        try user.write(Fixtures.actingScript(marker: user.marker), to: "repository/setup.js")
        let made = try await user.bare(
            "sh", "-c",
            "git init -q . && git add . && git -c user.name=a -c user.email=a@a.invalid commit -qm a && git rev-parse HEAD",
            in: user.scratch.file("repository"))
        #expect(made.status == 0, "\(made.errors)")
        let commit = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let spec =
            switch kind {
            case "git": "git+file://\(user.scratch.file("repository"))"
            case "git with commit": "git+file://\(user.scratch.file("repository"))#\(commit)"
            case "address":
                registry.url.replacingOccurrences(of: "127.0.0.1", with: "localhost")
                    + "/look-alike/-/look-alike-1.0.0.tgz"
            default: "file:\(user.scratch.file("look-alike.tgz"))"
            }
        var name = "look-alike"
        if !isDirect {
            var outer = LoopbackRegistry.NpmPackage("outer")
            outer.dependencies = ["look-alike": spec]
            try registry.add(outer)
            name = "outer"
        }
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"\(name)\": \"\(isDirect ? spec : "*")\"}}\n",
            to: "project/package.json")
        let run = try await user.guarded("npm", "install")
        // A local repository counts only where the user named it; an address that is a registry's own path too is ambiguous.
        let status: Int32 =
            switch (kind, isDirect) {
            case ("address", false): 1
            case ("git", false), ("git with commit", false): 64
            default: 77
            }
        #expect(run.status == status, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }
}
