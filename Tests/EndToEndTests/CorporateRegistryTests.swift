import AirlockTestSupport
import Foundation
import Testing

/// Registries that lie below a path and ask who is there, as companies run them.
@Suite("Registries below a path, with credentials")
struct CorporateRegistryTests {
    private static let path = "/repository/some-group"
    private static let credentials = "Basic " + Data("user:secret".utf8).base64EncodedString()

    /// The ways in which npm's settings give a credential for the registry; `PATH` is its address without scheme.
    @Test(
        "npm: the default registry and one of a scope, by token and by name and password",
        arguments: ["//PATH/:_authToken=of-the-path", "//PATH/:_auth=dXNlcjpzZWNyZXQ="], ["", "@own/"])
    func npm(setting: String, scope: String) async throws {
        let isToken = setting.contains("Token")
        let registry = try await LoopbackRegistry.start(
            authorization: isToken ? "Bearer of-the-path" : Self.credentials, below: Self.path)
        var clean = LoopbackRegistry.NpmPackage("\(scope)clean")
        clean.dependencies = ["\(scope)part": "^1.0.0"]
        try registry.add(clean)
        try registry.add(LoopbackRegistry.NpmPackage("\(scope)part"))
        var locks: [String?] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(npmRegistry: scope.isEmpty ? registry.url : "http://127.0.0.1:1")
            try registry.add(NpmInstallTests.flagged("\(scope)look-alike", marker: user.marker))
            let place = registry.url.dropFirst("http://".count)
            let scoped = scope.isEmpty ? "" : "@own:registry=\(registry.url)/\n"
            let settings = setting.replacingOccurrences(of: "PATH", with: place)
            try user.write("\(user.text("home/.npmrc") ?? "")\(scoped)\(settings)\n", to: "home/.npmrc")
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            let words = ["npm", "install", "--no-audit", "\(scope)clean"]
            let run = try await isGuarded ? user.guarded(words: words) : user.bare(words: words)
            #expect(run.status == 0, "\(run.errors)")
            locks.append(user.text("project/package-lock.json"))
            guard isGuarded else { continue }
            let again = try await user.guarded("npm", "ci", "--no-audit")
            #expect(again.status == 0, "\(again.errors)")
            let refused = try await user.guarded("npm", "install", "--no-audit", "\(scope)look-alike")
            #expect(refused.status == 77, "\(refused.errors)")
            #expect(!user.exists("package-code-ran"))
        }
        #expect(locks[0] == locks[1])
        #expect(locks[1]?.contains("\(registry.url)/\(scope)part/-/part-1.0.0.tgz") == true)
        await registry.stop()
    }

    @Test("pip: by name and password in the address, and by .netrc", arguments: ["address", ".netrc", "pip.conf"])
    func pip(way: String) async throws {
        let registry = try await LoopbackRegistry.start(authorization: Self.credentials, below: Self.path)
        PipInstallTests.cleanTree(registry)
        registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        let named = registry.simpleURL.replacingOccurrences(of: "http://", with: "http://user:secret@")
        let user = try ThrowawayUser(
            indexURL: way == "pip.conf" ? nil : way == "address" ? named : registry.simpleURL,
            leavingOut: way == "pip.conf" ? ["PIP_CONFIG_FILE"] : [])
        if way == ".netrc" { try user.write("machine 127.0.0.1 login user password secret\n", to: "home/.netrc") }
        if way == "pip.conf" { try user.write("[global]\nindex-url = \(named)\n", to: "home/.config/pip/pip.conf") }
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip", "install", "tree-a"], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)")
        let refused = try await user.guarded(words: ["pip", "install", "look-alike"], adding: environment.path(user))
        #expect(refused.status == 77, "\(refused.errors)")
        #expect(!(run.output + run.errors + refused.errors).contains("secret"))
        let freeze = try await user.bare(words: [environment.pip, "freeze"]).output
        #expect(freeze.contains("tree-a==1.0.0") && !freeze.contains("look"), "\(freeze)")
        await registry.stop()
    }
}
