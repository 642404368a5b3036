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

    /// Settings of a cloned project that name programs or more code; `STEAL` is one of its own.
    static let programs = [
        "script-shell=STEAL", "shell=STEAL", "git=STEAL", "node-gyp=STEAL", "node_gyp=STEAL", "python=STEAL",
        "editor=STEAL", "viewer=STEAL", "browser=STEAL", "init-module=STEAL.js", "node-options=--require STEAL.js",
        "node-options=--import STEAL.js", "ignore-scripts=false", "global=true", "location=global",
        "foreground-scripts=true", "install-strategy=linked",
    ]

    @Test("settings of a project run nothing while its tree has a flagged package", arguments: programs)
    func programsBeforeVerdict(setting: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try NpmForm.fill(registry)
        try registry.add(NpmInstallTests.flagged("look-alike", marker: user.marker))
        var native = LoopbackRegistry.NpmPackage("native")
        native.files["binding.gyp"] = "{'targets': [{'target_name': 'native', 'sources': ['native.c']}]}\n"
        try registry.add(native)
        let made = try await user.bare(
            "sh", "-c", NpmForm.repository.replacingOccurrences(of: "ROOT", with: user.scratch.file("")))
        #expect(made.status == 0, "\(made.errors)")
        let steal = user.scratch.file("project/steal")
        try user.write("#!/bin/sh\necho ran >> '\(user.marker)'\n", to: "project/steal")
        try makeExecutable(steal)
        try user.write("require('fs').appendFileSync('\(user.marker)', 'ran');\n", to: "project/steal.js")
        try user.write(setting.replacingOccurrences(of: "STEAL", with: steal) + "\n", to: "project/.npmrc")
        // A repository's `prepare` runs while npm plans; the project's and a workspace's own scripts must not.
        let script = "\"scripts\": {\"preinstall\": \"echo ran >> '\(user.marker)'\"}"
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"workspaces\": [\"part\"], \(script), "
                + "\"dependencies\": {\"look-alike\": \"*\", \"native\": \"*\", "
                + "\"from-git\": \"git+file://\(user.scratch.file("repository"))\"}}\n", to: "project/package.json")
        try user.write("{\"name\": \"part\", \"version\": \"1.0.0\", \(script)}\n", to: "project/part/package.json")
        let run = try await user.guarded("npm", "install")
        #expect(run.status != 0, "\(run.errors)")
        #expect(!user.exists("package-code-ran"), "\(run.errors)")
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test(
        "two tarballs of one path on two ports of a host, in a tree with a repository, are never taken for each other")
    func twoPorts() async throws {
        let (first, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        let user = try ThrowawayUser(npmRegistry: first.url)
        try NpmForm.fill(first)
        let made = try await user.bare(
            "sh", "-c", NpmForm.repository.replacingOccurrences(of: "ROOT", with: user.scratch.file("")))
        #expect(made.status == 0, "\(made.errors)")
        for (server, name) in [(first, "one"), (second, "two")] {
            var package = LoopbackRegistry.NpmPackage(name)
            package.files["index.js"] = "module.exports = '\(name)';\n"
            server.server.setRoute("/elsewhere/x.tgz", LoopbackServer.Answer(body: try package.tarball()))
        }
        let places = [first, second].map { "\(NpmForm.elsewhere($0))/x.tgz" }
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"one\": \"\(places[0])\", "
                + "\"two\": \"\(places[1])\", \"from-git\": \"git+file://\(user.scratch.file("repository"))\"}}\n",
            to: "project/package.json")
        let run = try await user.guarded("npm", "install")
        for name in ["one", "two"] {
            let text = user.text("project/node_modules/\(name)/index.js")
            #expect(text == nil || text == "module.exports = '\(name)';\n", "\(run.errors)")
            #expect(run.status != 0 || text != nil, "\(run.errors)")
        }
        await first.stop()
        await second.stop()
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
