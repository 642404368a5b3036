import AirlockTestSupport
import Foundation
import Testing

/// Ways round a guard of npm that a repository or a command line could try: each must end in a verdict.
@Suite("npm, ways round the guard")
struct NpmBypassTests {
    /// A project that depends on one package and has a lockfile with one entry for it.
    static func lock(
        _ user: ThrowawayUser, name: String, resolved: String, integrity: String?, extra: [String: Any] = [:]
    ) throws {
        var entry: [String: Any] = ["version": "1.0.0", "resolved": resolved]
        entry["integrity"] = integrity
        entry.merge(extra) { _, new in new }
        let kind =
            extra["dev"] == nil ? extra["optional"] == nil ? "dependencies" : "optionalDependencies" : "devDependencies"
        let root: [String: Any] = ["name": "project", "version": "1.0.0", kind: [name: "1.0.0"]]
        let lockfile: [String: Any] = [
            "name": "project", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
            "packages": ["": root, "node_modules/\(name)": entry],
        ]
        for (file, content) in [("package.json", root), ("package-lock.json", lockfile)] {
            let data = try JSONSerialization.data(withJSONObject: content, options: [.sortedKeys, .prettyPrinted])
            try user.write(String(decoding: data, as: UTF8.self) + "\n", to: "project/\(file)")
        }
    }

    static func address(_ registry: LoopbackRegistry, _ name: String) -> String {
        "\(registry.url)/\(name)/-/\(name)-1.0.0.tgz"
    }

    /// A registry with `look-alike`, which is flagged, and `harmless`, which is not.
    static func filled(_ user: ThrowawayUser, _ registry: LoopbackRegistry) throws -> [String: [UInt8]] {
        [
            "look-alike": try registry.add(NpmInstallTests.flagged("look-alike", marker: user.marker)),
            "harmless": try registry.add(LoopbackRegistry.NpmPackage("harmless")),
        ]
    }

    static func expectBlocked(_ run: ThrowawayUser.Result, _ user: ThrowawayUser, _ comment: Comment? = nil) {
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("blocked 'look-alike' 1."), comment)
        #expect(!user.exists("project/node_modules"), comment)
        #expect(!user.exists("package-code-ran"), comment)
    }

    static func expectInstalled(_ run: ThrowawayUser.Result, _ user: ThrowawayUser, _ file: String) {
        #expect(run.status == 0, "\(run.errors)")
        #expect(user.exists(file))
    }

    @Test("a lockfile whose addresses are on another host", arguments: ["with integrity", "without integrity"])
    func lockfileOfAnotherHost(kind: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        for (name, bytes) in try Self.filled(user, elsewhere).sorted(by: { $0.key > $1.key }) {
            try Self.lock(
                user, name: name, resolved: Self.address(elsewhere, name),
                integrity: kind == "with integrity" ? LoopbackRegistry.integrity(of: bytes) : nil)
            let run = try await user.guarded("npm", "ci")
            if name == "look-alike" {
                Self.expectBlocked(run, user)
            } else {
                Self.expectInstalled(run, user, "project/node_modules/harmless/index.js")
                let asked = elsewhere.server.requests(forPath: "/harmless/-/harmless-1.0.0.tgz")
                #expect(asked.count == 1)
            }
        }
        await registry.stop()
        await elsewhere.stop()
    }

    @Test("a lockfile entry whose address serves another package")
    func lockfileOfAnotherPackage() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try registry.add(LoopbackRegistry.NpmPackage("harmless"))
        try Self.lock(
            user, name: "wanted", resolved: Self.address(registry, "harmless"),
            integrity: LoopbackRegistry.integrity(of: bytes))
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("manifest-mismatch"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test(
        "a flagged package under a flag of the lockfile that says it matters less",
        arguments: ["optional", "dev", "peer", "extraneous", "devOptional"])
    func lockfileFlags(flag: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try Self.filled(user, registry)["look-alike"] ?? []
        try Self.lock(
            user, name: "look-alike", resolved: Self.address(registry, "look-alike"),
            integrity: LoopbackRegistry.integrity(of: bytes),
            extra: [flag: true])
        let run = try await user.guarded("npm", "ci")
        #expect(!user.exists("project/node_modules/look-alike"))
        #expect(!user.exists("package-code-ran"))
        #expect(run.status == 77, "\(run.errors)")
        await registry.stop()
    }

    @Test(
        "a lockfile whose flags say that a package need not be fetched: none is installed unjudged",
        arguments: [["devOptional", "--omit=dev"], ["inBundle"], ["dev", "--omit=dev"], ["peer", "--omit=peer"]])
    func lockfileLies(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try Self.filled(user, registry)["look-alike"] ?? []
        try Self.lock(
            user, name: "look-alike", resolved: Self.address(registry, "look-alike"),
            integrity: LoopbackRegistry.integrity(of: bytes), extra: [words[0]: true])
        let run = try await user.guarded(words: ["npm", "ci"] + words.dropFirst())
        #expect([0, 77].contains(run.status), "\(run.errors)")
        #expect(!user.exists("project/node_modules/look-alike"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("npm ci --offline with a flagged package in the user's own cache, and with a clean one")
    func offline() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        for (name, bytes) in try Self.filled(user, registry).sorted(by: { $0.key > $1.key }) {
            try Self.lock(
                user, name: name, resolved: Self.address(registry, name),
                integrity: LoopbackRegistry.integrity(of: bytes))
            let primed = try await user.bare("npm", "ci", "--ignore-scripts")
            #expect(primed.status == 0, "\(primed.errors)")
            try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
            let run = try await user.guarded("npm", "ci", "--offline")
            if name == "look-alike" {
                Self.expectBlocked(run, user)
            } else {
                Self.expectInstalled(run, user, "project/node_modules/harmless/index.js")
            }
        }
        await registry.stop()
    }

    @Test("a registry of a scope in the project's .npmrc, with a token that reaches that registry only")
    func scopedRegistry() async throws {
        let registry = try await LoopbackRegistry.start()
        let own = try await LoopbackRegistry.start(authorization: "Bearer of-the-scope")
        let user = try ThrowawayUser(npmRegistry: registry.url, extra: ["SCOPE_TOKEN": "of-the-scope"])
        try registry.add(LoopbackRegistry.NpmPackage("harmless"))
        var clean = LoopbackRegistry.NpmPackage("@own/clean")
        clean.dependencies = ["harmless": "*"]
        try own.add(clean)
        try own.add(NpmInstallTests.flagged("@own/look-alike", marker: user.marker))
        let host = own.url.dropFirst("http:".count)
        try user.write("@own:registry=\(own.url)/\n\(host)/:_authToken=${SCOPE_TOKEN}\n", to: "project/.npmrc")
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")

        let blocked = try await user.guarded("npm", "install", "@own/look-alike")
        #expect(blocked.status == 77, "\(blocked.errors)")
        #expect(!user.exists("project/node_modules"))
        #expect(!user.exists("package-code-ran"))
        let run = try await user.guarded("npm", "install", "@own/clean")
        Self.expectInstalled(run, user, "project/node_modules/@own/clean/index.js")
        #expect(user.exists("project/node_modules/harmless/index.js"))
        #expect(!own.server.requests.isEmpty)
        #expect(own.server.requests.allSatisfy { $0.header("authorization") == "Bearer of-the-scope" })
        #expect(registry.server.requests.allSatisfy { $0.header("authorization") == nil })
        #expect(user.text("project/package-lock.json")?.contains("\(own.url)/@own/clean/-/clean-1.0.0.tgz") == true)
        #expect(own.server.requests(forPath: "/@own/clean/-/clean-1.0.0.tgz").count == 1)
        await registry.stop()
        await own.stop()
    }

    @Test("--registry on the command line", arguments: ["look-alike", "harmless"])
    func registryOption(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        _ = try Self.filled(user, registry)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", name, "--registry", registry.url)
        if name == "look-alike" {
            Self.expectBlocked(run, user)
        } else {
            Self.expectInstalled(run, user, "project/node_modules/harmless/index.js")
            #expect(registry.server.requests(forPath: "/harmless/-/harmless-1.0.0.tgz").count == 1)
        }
        await registry.stop()
    }

    @Test("network, cache and git keys in the project's .npmrc", arguments: ["look-alike", "harmless"])
    func projectConfiguration(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try Self.filled(user, elsewhere)[name] ?? []
        try Self.lock(
            user, name: name, resolved: Self.address(elsewhere, name), integrity: LoopbackRegistry.integrity(of: bytes))
        let cache = user.scratch.file("own-cache")
        let primed = try await user.bare("npm", "ci", "--ignore-scripts", "--cache", cache)
        #expect(primed.status == 0, "\(primed.errors)")
        try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
        try user.write(
            """
            proxy=http://127.0.0.1:1/
            https-proxy=http://127.0.0.1:1/
            noproxy=127.0.0.1,localhost
            replace-registry-host=never
            prefer-offline=true
            cache=\(cache)
            git=./steal
            """, to: "project/.npmrc")
        try user.write("#!/bin/sh\necho git >> \(user.marker)\n", to: "project/steal")
        try makeExecutable(user.scratch.file("project/steal"))
        let before = elsewhere.server.requests.count
        let run = try await user.guarded("npm", "ci")
        #expect(!user.exists("package-code-ran"))
        if name == "look-alike" {
            Self.expectBlocked(run, user)
        } else {
            Self.expectInstalled(run, user, "project/node_modules/harmless/index.js")
            // Airlock's own request, and none of npm's.
            #expect(elsewhere.server.requests.count == before + 1)
        }
        await registry.stop()
        await elsewhere.stop()
    }

    @Test("a bundled dependency with a flagged hook inside another package's tarball")
    func bundledDependency() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var outer = LoopbackRegistry.NpmPackage("look-alike")
        outer.dependencies = ["inner": "1.0.0"]
        outer.bundled = ["inner"]
        outer.files = [
            "node_modules/inner/package.json":
                "{\"name\": \"inner\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"node setup.js\"}}\n",
            "node_modules/inner/setup.js": Fixtures.actingScript(marker: user.marker),
        ]
        try registry.add(outer)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", "look-alike")
        Self.expectBlocked(run, user)
        #expect(run.errors.contains("node_modules/inner/setup.js:"))
        await registry.stop()
    }
}
