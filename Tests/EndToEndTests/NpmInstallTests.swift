import AirlockTestSupport
import Foundation
import Testing

@Suite("npm, guarded end to end")
struct NpmInstallTests {
    /// A small clean tree: a → b, c; b → c.
    static func cleanTree(_ registry: LoopbackRegistry) throws {
        var first = LoopbackRegistry.NpmPackage("tree-a")
        first.dependencies = ["tree-b": "^1.0.0", "@scope/tree-c": "1.0.0"]
        var second = LoopbackRegistry.NpmPackage("tree-b", "1.2.0")
        second.dependencies = ["@scope/tree-c": "^1.0.0"]
        try registry.add(first)
        try registry.add(second)
        try registry.add(LoopbackRegistry.NpmPackage("@scope/tree-c"))
    }

    static func flagged(_ name: String, marker: String) -> LoopbackRegistry.NpmPackage {
        var package = LoopbackRegistry.NpmPackage(name)
        package.scripts = ["postinstall": "node setup.js"]
        package.files = ["setup.js": Fixtures.actingScript(marker: marker)]
        return package
    }

    /// The files of `node_modules` with their contents, and the lockfile's bytes.
    static func result(_ user: ThrowawayUser) -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for file in ScratchDirectory.files(below: user.project) {
            all[file] = user.scratch.read("project/\(file)")
        }
        return all
    }

    @Test("a clean tree installs exactly as with the bare tool, lockfile bytes included")
    func cleanTreeEqualsBare() async throws {
        let registry = try await LoopbackRegistry.start()
        try Self.cleanTree(registry)
        var results: [[String: [UInt8]]] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            let run =
                try await isGuarded
                ? user.guarded("npm", "install", "tree-a") : user.bare("npm", "install", "tree-a")
            #expect(run.status == 0, "\(run.errors)")
            if isGuarded { #expect(run.errors.contains("airlock: 3 packages judged (0 cached), none flagged")) }
            results.append(Self.result(user))
        }
        #expect(results[0].keys.contains("node_modules/@scope/tree-c/package.json"))
        #expect(results[0] == results[1])
        await registry.stop()
    }

    @Test("a flagged direct dependency is blocked and the project stays as it was")
    func flaggedDirect() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(Self.flagged("look-alike", marker: user.marker))
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let before = Self.result(user)
        let run = try await user.guarded("npm", "install", "look-alike")
        #expect(run.status == 77)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("blocked 'look-alike' 1.0.0 (npm)"))
        #expect(run.errors.contains("behavior-sequence"))
        #expect(run.errors.contains("setup.js:"))
        #expect(Self.result(user) == before)
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a flagged dependency deep in the tree is blocked, and the report says who asked for it")
    func flaggedDeep() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(Self.flagged("look-alike", marker: user.marker))
        var middle = LoopbackRegistry.NpmPackage("middle")
        middle.dependencies = ["look-alike": "*"]
        var top = LoopbackRegistry.NpmPackage("top")
        top.dependencies = ["middle": "*"]
        try registry.add(middle)
        try registry.add(top)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"top\": \"*\"}}\n",
            to: "project/package.json")
        let run = try await user.guarded("npm", "install")
        #expect(run.status == 77)
        #expect(run.errors.contains("look-alike"))
        #expect(run.errors.contains("middle"))
        #expect(!user.exists("project/node_modules"))
        #expect(!user.exists("project/package-lock.json"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a flagged optional dependency is blocked too, although npm would leave it out in silence")
    func flaggedOptional() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(Self.flagged("look-alike", marker: user.marker))
        var top = LoopbackRegistry.NpmPackage("top")
        top.optionalDependencies = ["look-alike": "*"]
        try registry.add(top)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", "top")
        #expect(run.status == 77)
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test("a flagged package that is already in the user's own npm cache is blocked all the same")
    func flaggedInOwnCache() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(Self.flagged("look-alike", marker: user.marker))
        try user.write("{\"name\": \"other\", \"version\": \"1.0.0\"}\n", to: "other/package.json")
        let primed = try await user.bare(
            "npm", "install", "--ignore-scripts", "look-alike", in: user.scratch.file("other"))
        #expect(primed.status == 0, "\(primed.errors)")
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        for arguments in [["npm", "install", "look-alike"], ["npm", "install", "--offline", "look-alike"]] {
            let run = try await user.guarded(words: arguments)
            #expect(run.status == 77)
            #expect(!user.exists("project/node_modules"))
        }
        await registry.stop()
    }

    @Test("a tarball whose bytes are not those of the stated integrity fails with status 65")
    func digestMismatch() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let other = try LoopbackRegistry.NpmPackage("swapped", "2.0.0").tarball()
        var stated = LoopbackRegistry.NpmPackage("swapped")
        stated.files = ["extra.js": "1\n"]
        let integrity = "sha512-" + Data(repeating: 7, count: 64).base64EncodedString()
        try registry.add(stated, tarball: other, integrity: integrity)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", "swapped")
        #expect(run.status == 65)
        #expect(run.errors.contains("'swapped' 1.0.0"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test("npm ci of a judged tree works from the cache with the registry down, and judges nothing again")
    func secondRunFromCache() async throws {
        let registry = try await LoopbackRegistry.start()
        try Self.cleanTree(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let first = try await user.guarded("npm", "install", "tree-a")
        #expect(first.status == 0, "\(first.errors)")
        let files = Self.result(user)
        await registry.stop()
        try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
        let second = try await user.guarded("npm", "ci")
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.contains("airlock: 3 packages judged (3 cached), none flagged"))
        #expect(Self.result(user) == files)
    }

    @Test("a registry that is down gives status 69, one sentence, and nothing installed")
    func registryDown() async throws {
        let registry = try await LoopbackRegistry.start()
        let url = registry.url
        await registry.stop()
        let user = try ThrowawayUser(npmRegistry: url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", "anything")
        #expect(run.status == 69)
        #expect(run.errors.contains("airlock: error:"))
        #expect(!user.exists("project/node_modules"))
    }

    @Test("standard output of npm install --json is the bare tool's")
    func jsonOutput() async throws {
        let registry = try await LoopbackRegistry.start()
        try Self.cleanTree(registry)
        var outputs: [[String: Any]] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            let run =
                try await isGuarded
                ? user.guarded("npm", "install", "--json", "tree-a") : user.bare("npm", "install", "--json", "tree-a")
            #expect(run.status == 0, "\(run.errors)")
            let parsed = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            outputs.append(parsed ?? [:])
        }
        #expect(outputs[0].keys.sorted() == outputs[1].keys.sorted())
        #expect(outputs[0]["added"] as? Int == outputs[1]["added"] as? Int)
        #expect(outputs[1]["added"] as? Int == 3)
        await registry.stop()
    }

    @Test(
        "commands that install nothing are the bare tool's in output and status",
        arguments: [
            ["npm", "--version"], ["npm", "config", "get", "registry"], ["npm", "run", "missing"], ["npm", "help"],
        ])
    func passThrough(command: [String]) async throws {
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let bare = try await user.bare(words: command)
        let guarded = try await user.guarded(words: command)
        #expect(guarded.output == bare.output)
        #expect(guarded.status == bare.status)
        #expect(!guarded.errors.contains("airlock:"))
        #expect(!user.exists("home/.cache/airlock"))
        #expect(!user.exists("home/.local/state/airlock"))
    }
}
