import AirlockTestSupport
import Foundation
import Testing

@Suite("What registries say of releases, end to end")
struct ReleaseSignalTests {
    private static func hoursAgo(_ hours: Double) -> String {
        Date(timeIntervalSinceNow: -hours * 3_600).ISO8601Format()
    }

    /// A project below a home, so that it can have a policy file.
    private func project(_ registry: LoopbackRegistry, policy: String? = nil) throws -> (ThrowawayUser, String) {
        let user = try ThrowawayUser(npmRegistry: registry.url, indexURL: registry.simpleURL)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "home/project/package.json")
        if let policy { try user.write(policy, to: "home/project/.airlock.toml") }
        return (user, user.scratch.file("home/project"))
    }

    @Test("a script that only the registry states would be run by npm, and blocks")
    func strayScript() async throws {
        let registry = try await LoopbackRegistry.start()
        let (user, folder) = try project(registry)
        var package = LoopbackRegistry.NpmPackage("two-faces")
        package.documented = [
            "scripts": "{\"postinstall\": \"touch \(user.marker)\"}", "hasInstallScript": "true",
        ]
        try registry.add(package)
        let run = try await user.guarded("npm", "install", "two-faces", in: folder)
        #expect(run.status == 77 && run.errors.contains("stray-script"), "\(run.errors)")
        #expect(!user.exists("package-code-ran") && !user.exists("home/project/node_modules"))
        // The threat is real: the bare npm runs a script that no tarball has.
        let bare = try await user.bare("npm", "install", "two-faces", in: folder)
        #expect(bare.status == 0 && user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a script that only a dependency's shrinkwrap states blocks")
    func scriptsInShrinkwrap() async throws {
        let registry = try await LoopbackRegistry.start()
        let (user, folder) = try project(registry)
        let inner = try registry.add(LoopbackRegistry.NpmPackage("shrunk-inner"))
        var package = LoopbackRegistry.NpmPackage("shrunk-outer")
        package.dependencies = ["shrunk-inner": "1.0.0"]
        package.hasShrinkwrap = true
        package.files["npm-shrinkwrap.json"] = """
            {"name":"shrunk-outer","version":"1.0.0","lockfileVersion":3,"packages":{
              "":{"name":"shrunk-outer","version":"1.0.0","dependencies":{"shrunk-inner":"1.0.0"}},
              "node_modules/shrunk-inner":{"version":"1.0.0",
                "resolved":"\(registry.url)/shrunk-inner/-/shrunk-inner-1.0.0.tgz",
                "integrity":"\(LoopbackRegistry.integrity(of: inner))","hasInstallScript":true,
                "scripts":{"postinstall":"touch \(user.marker)"}}}}
            """
        try registry.add(package)
        let run = try await user.guarded("npm", "install", "shrunk-outer", in: folder)
        #expect(run.status == 77 && run.errors.contains("stray-script"), "\(run.errors)")
        #expect(!user.exists("package-code-ran") && !user.exists("home/project/node_modules"))
        await registry.stop()
    }

    @Test("recent and deprecated releases warn, each reason on one line where many share it, and policy decides")
    func recentAndDeprecated() async throws {
        let registry = try await LoopbackRegistry.start()
        var root = LoopbackRegistry.NpmPackage("signal-root")
        root.published = Self.hoursAgo(3)
        for number in 1...5 {
            var package = LoopbackRegistry.NpmPackage("signal-old-\(number)")
            package.documented = ["deprecated": "\"use another\""]
            package.published = Self.hoursAgo(10_000)
            root.dependencies[package.name] = "1.0.0"
            try registry.add(package)
        }
        try registry.add(root)
        let (user, folder) = try project(registry)
        let warned = try await user.guarded("npm", "install", "signal-root", in: folder)
        #expect(warned.status == 0)
        #expect(warned.errors.contains("recent-release  published 3 hours ago, the minimum release age is 2d"))
        #expect(warned.errors.contains("5 packages: its publisher says that the release should not be used any more"))
        #expect(!warned.errors.contains("deprecated: use another"))
        #expect(warned.errors.contains("none blocked, 6 with a warning"), "\(warned.errors)")

        let files = FileManager.default
        for name in ["node_modules", "package-lock.json"] { try files.removeItem(atPath: folder + "/" + name) }
        try user.write("[levels]\nrecent-release = \"block\"\n", to: "home/project/.airlock.toml")
        #expect(try await user.guarded("npm", "install", "signal-root", in: folder).status == 77)
        try user.write(
            "release-age-excludes = [\"npm:signal-*\"]\n[levels]\ndeprecated-release = \"allow\"\n",
            to: "home/.config/airlock/config.toml")
        let silent = try await user.guarded("npm", "install", "signal-root", in: folder)
        #expect(silent.status == 0 && silent.errors.contains("none flagged"), "\(silent.errors)")
        #expect(silent.errors.contains("loosened by policy: 'release-age-excludes = npm:signal-*'"))
        await registry.stop()
    }

    @Test("npm ci asks for documents only where a policy states an age, and takes an unknown age for a recent one")
    func agesOfALockfile() async throws {
        let registry = try await LoopbackRegistry.start()
        var package = LoopbackRegistry.NpmPackage("signal-lock")
        package.published = Self.hoursAgo(100)
        try registry.add(package)
        let (user, folder) = try project(registry)
        #expect(try await user.bare("npm", "install", "signal-lock", in: folder).status == 0)
        func documents() -> Int { registry.server.requests.filter { $0.path == "/signal-lock" }.count }
        let before = documents()
        let plain = try await user.guarded("npm", "ci", in: folder)
        #expect(plain.status == 0 && plain.errors.contains("none flagged"), "\(plain.errors)")
        #expect(documents() == before)
        try user.write("minimum-release-age = \"7d\"\n", to: "home/project/.airlock.toml")
        let warned = try await user.guarded("npm", "ci", in: folder)
        #expect(warned.status == 0 && warned.errors.contains("published 100 hours ago"), "\(warned.errors)")
        #expect(documents() == before + 1)
        await registry.stop()
    }

    @Test("a private name from another registry than the policy's is blocked, for npm and for pip")
    func privateNames() async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("@acme/tool"))
        registry.addWheel("acme-tool", attributes: "data-yanked=\"do not use\"")
        let (user, folder) = try project(
            registry,
            policy: """
                private-names = ["npm:@acme/*", "pypi:acme-*"]
                private-registries = ["packages.acme.invalid"]

                """)
        let npm = try await user.guarded("npm", "install", "@acme/tool", in: folder)
        #expect(npm.status == 77 && npm.errors.contains("private-name  it comes from '127.0.0.1'"), "\(npm.errors)")
        let environment = try await VirtualEnvironment(for: user)
        let pip = try await user.guarded(
            "pip", "install", "acme-tool==1.0.0", in: folder, adding: environment.path(user))
        #expect(pip.status == 77 && pip.errors.contains("private-name"), "\(pip.errors)")
        try user.write("private-names = [\"pypi:acme-*\"]\n", to: "home/project/.airlock.toml")
        let elsewhere = try await user.guarded(
            "pip", "install", "acme-tool==1.0.0", in: folder, adding: environment.path(user))
        #expect(elsewhere.status == 0 && elsewhere.errors.contains("yanked: do not use"), "\(elsewhere.errors)")
        await registry.stop()
    }

    @Test("what changed since the locked version is said once it is updated")
    func changes() async throws {
        let registry = try await LoopbackRegistry.start()
        var old = LoopbackRegistry.NpmPackage("signal-change")
        old.documented = ["_npmUser": "{\"name\": \"ada\"}", "attestations": "{\"url\": \"x\"}"]
        try registry.add(old)
        let (user, folder) = try project(registry)
        #expect(try await user.bare("npm", "install", "signal-change", in: folder).status == 0)
        var new = LoopbackRegistry.NpmPackage("signal-change", "1.0.1")
        new.documented = ["_npmUser": "{\"name\": \"eve\"}"]
        new.scripts = ["postinstall": "node -e 0"]
        try registry.add(new)
        let run = try await user.guarded("npm", "install", "signal-change@1.0.1", in: folder)
        #expect(run.status == 0)
        for code in ["publisher-change", "new-install-script", "provenance-lost"] {
            #expect(run.errors.contains(code), "\(run.errors)")
        }
        await registry.stop()
    }
}
