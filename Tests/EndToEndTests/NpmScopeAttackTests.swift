import AirlockTestSupport
import Foundation
import Testing

/// Settings of a cloned project that send a scope to a registry which only npm would see.
@Suite("npm, hidden registries of scopes")
struct NpmScopeAttackTests {
    private struct Scene {
        let registry: LoopbackRegistry
        let elsewhere: LoopbackRegistry
        let user: ThrowawayUser

        init() async throws {
            registry = try await LoopbackRegistry.start()
            elsewhere = try await LoopbackRegistry.start()
            user = try ThrowawayUser(npmRegistry: registry.url)
            try elsewhere.add(NpmInstallTests.flagged("@evil/x", marker: user.marker))
            try user.write(
                "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"@evil/x\": \"*\"}}\n",
                to: "project/package.json")
        }

        var setting: String { "@evil:registry=\(elsewhere.url)/\n" }

        func expectStopped(_ run: ThrowawayUser.Result) {
            #expect(run.status != 0, "\(run.errors)")
            #expect(!user.exists("package-code-ran"))
            for folder in ["project", "project/ws", "project/repo"] {
                #expect(!user.exists("\(folder)/node_modules/@evil/x"))
                let lockfile = user.text("\(folder)/package-lock.json") ?? ""
                #expect(!lockfile.contains("/-/x-1.0.0.tgz"), "\(lockfile)")
            }
        }

        func stop() async {
            await registry.stop()
            await elsewhere.stop()
        }
    }

    @Test(
        "lines of a project's .npmrc that npm reads otherwise than it looks",
        arguments: [
            " [x]\nSETTING", "\u{a0}[x]\nSETTING", "\u{2028}[x]\nSETTING", "\u{b}[x]\nSETTING", "\u{feff}SETTING",
            "'\"@evil:registry\"'=URL/\n", "@evil:registry=http:HOST/\n", "@evil:registry=http:/HOST\n",
            "@evil:registry=http:\\\\HOST\n", "@evil:registry=ht\ttp://HOST/\n", "@evil:registry='[\"URL/\"]'\n",
            "@evil:registry[]=URL/\n", "@${npm_config_replace_registry_host}:registry=URL/\n",
        ])
    func spellings(text: String) async throws {
        let scene = try await Scene()
        let host = scene.elsewhere.url.replacingOccurrences(of: "http://", with: "")
        let settings = text.replacingOccurrences(of: "SETTING", with: scene.setting)
            .replacingOccurrences(of: "URL", with: scene.elsewhere.url).replacingOccurrences(of: "HOST", with: host)
        try scene.user.write(settings, to: "project/.npmrc")
        scene.expectStopped(try await scene.user.guarded("npm", "install"))
        await scene.stop()
    }

    @Test(
        "a global file that the project's own settings lead to",
        arguments: ["prefix=./x", "globalconfig=~/../../proc/self/cwd/x/etc/npmrc", "globalconfig=x/etc/npmrc"])
    func globalFile(setting: String) async throws {
        let scene = try await Scene()
        try scene.user.write(setting + "\n", to: "project/.npmrc")
        try scene.user.write(scene.setting, to: "project/x/etc/npmrc")
        scene.expectStopped(try await scene.user.guarded("npm", "install"))
        await scene.stop()
    }

    @Test(
        "a prefix of the command line, and the global file below it",
        arguments: [["-C", "repo"], ["--prefix", "./repo"]])
    func prefix(words: [String]) async throws {
        let scene = try await Scene()
        try scene.user.write(scene.user.text("project/package.json") ?? "", to: "project/repo/package.json")
        try scene.user.write(scene.setting, to: "project/repo/etc/npmrc")
        scene.expectStopped(try await scene.user.guarded(words: ["npm", "install"] + words))
        await scene.stop()
    }

    @Test("a prefix below the home folder is the project that npm takes")
    func homePrefix() async throws {
        let scene = try await Scene()
        try scene.user.write(scene.user.text("project/package.json") ?? "", to: "home/repo/package.json")
        try scene.user.write(scene.setting, to: "home/repo/.npmrc")
        let run = try await scene.user.guarded("npm", "install", "--prefix=~/repo")
        scene.expectStopped(run)
        #expect(!scene.user.exists("home/repo/node_modules"))
        await scene.stop()
    }

    @Test("a workspace with settings of its own, told to leave workspaces alone")
    func withoutWorkspaces() async throws {
        let scene = try await Scene()
        try scene.user.write(scene.user.text("project/package.json") ?? "", to: "project/ws/package.json")
        try scene.user.write(
            "{\"name\": \"root\", \"version\": \"1.0.0\", \"workspaces\": [\"ws\"]}\n", to: "project/package.json")
        try scene.user.write(scene.setting, to: "project/ws/.npmrc")
        let run = try await scene.user.guarded(
            "npm", "install", "--no-workspaces", in: scene.user.scratch.file("project/ws"))
        scene.expectStopped(run)
        await scene.stop()
    }

    @Test("workspaces of patterns that only npm matches", arguments: ["@(ws)", "+(ws)", ".*", "x/../ws"])
    func patterns(pattern: String) async throws {
        let scene = try await Scene()
        let folder = pattern == ".*" ? ".ws" : "ws"
        try scene.user.write("{\"name\": \"ws\", \"version\": \"1.0.0\"}\n", to: "project/\(folder)/package.json")
        try scene.user.write(
            "{\"name\": \"root\", \"version\": \"1.0.0\", \"workspaces\": [\"\(pattern)\"], "
                + "\"dependencies\": {\"@evil/x\": \"*\"}}\n", to: "project/package.json")
        try scene.user.write(scene.setting, to: "project/.npmrc")
        let run = try await scene.user.guarded("npm", "install", in: scene.user.scratch.file("project/\(folder)"))
        #expect(run.status == 64, "\(run.errors)")
        scene.expectStopped(run)
        await scene.stop()
    }

    @Test("a locked address with a query is found under guard as it is bare")
    func query() async throws {
        let scene = try await Scene()
        let bytes = try scene.registry.add(LoopbackRegistry.NpmPackage("alpha"))
        try NpmBypassTests.lock(
            scene.user, name: "alpha", resolved: scene.registry.url + "/alpha/-/alpha-1.0.0.tgz?a=b",
            integrity: LoopbackRegistry.integrity(of: bytes))
        NpmBypassTests.expectInstalled(
            try await scene.user.guarded("npm", "ci"), scene.user, "project/node_modules/alpha/index.js")
        await scene.stop()
    }

    @Test("a global install by a variable is one, and one that names nothing is refused")
    func globalByVariable() async throws {
        let scene = try await Scene()
        try scene.registry.add(LoopbackRegistry.NpmPackage("alpha"))
        let variables = [
            "npm_config_global": "true", "npm_config_prefix": scene.user.scratch.file("home/global"),
        ]
        let run = try await scene.user.guarded("npm", "install", "alpha", adding: variables)
        NpmBypassTests.expectInstalled(run, scene.user, "home/global/lib/node_modules/alpha/index.js")
        #expect(!scene.user.exists("project/node_modules"))
        #expect(try await scene.user.guarded("npm", "install", adding: variables).status == 64)
        await scene.stop()
    }
}
