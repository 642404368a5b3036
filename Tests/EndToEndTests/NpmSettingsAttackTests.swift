import AirlockTestSupport
import Foundation
import Testing

/// Settings and names that a cloned project or a package could use to have other things run than those that were judged.
@Suite("npm, hostile settings and names")
struct NpmSettingsAttackTests {
    private static let manifest = "{\"name\": \"project\", \"version\": \"1.0.0\"}\n"

    @Test(
        "settings of a project that add to what npx installs or runs",
        arguments: ["package=look-alike", "package[]=look-alike", "call=look-alike"])
    func execution(setting: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try NpmForm.fill(registry)
        var flagged = NpmInstallTests.flagged("look-alike", marker: user.marker)
        flagged.bin = ["look-alike": "index.js"]
        try registry.add(flagged)
        try user.write(Self.manifest, to: "project/package.json")
        try user.write(setting + "\n", to: "project/.npmrc")
        let run = try await user.guarded("npx", "--yes", "with-program", "a")
        #expect(!user.exists("package-code-ran"), "\(run.errors)")
        // It runs what the user named, or nothing at all.
        #expect(run.status == 3 ? run.output == "ran a\n" : run.status != 0, "\(run.errors)")
        await registry.stop()
    }

    @Test("a project that names a configuration file of its own as the global one, with a registry for a scope")
    func globalConfiguration() async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try elsewhere.add(NpmInstallTests.flagged("@own/look-alike", marker: user.marker))
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"@own/look-alike\": \"*\"}}\n",
            to: "project/package.json")
        try user.write("@own:registry=\(elsewhere.url)/\n", to: "project/settings")
        try user.write("globalconfig=\(user.project)/settings\n", to: "project/.npmrc")
        let run = try await user.guarded("npm", "install")
        #expect(run.status != 0, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
        await elsewhere.stop()
    }

    @Test("a package whose program has the name of node, which the next package's script would start")
    func programNamedNode() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try NpmForm.fill(registry)
        var package = LoopbackRegistry.NpmPackage("look-alike")
        package.bin = ["node": "tools/start"]
        package.files["tools/start"] = "#!/usr/bin/env node\n" + Fixtures.actingScript(marker: user.marker)
        try registry.add(package)
        try user.write(Self.manifest, to: "project/package.json")
        let run = try await user.guarded("npm", "install", "look-alike", "with-script")
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }
}
