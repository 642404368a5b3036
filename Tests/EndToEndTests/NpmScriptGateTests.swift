import AirlockTestSupport
import Foundation
import Packages
import Testing

/// Ways to have npm run a script that no judged package has: each ends before a shell is started.
@Suite("npm, scripts of what the plan did not hold")
struct NpmScriptGateTests {
    private static let manifest = "{\"name\": \"project\", \"version\": \"1.0.0\"}\n"

    private func expectStopped(_ run: ThrowawayUser.Result, _ user: ThrowawayUser) {
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("package-code-ran"), "\(run.errors)")
    }

    @Test("an archive that a package carries as an optional dependency, installed globally twice")
    func vendoredArchive() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let vendored = try NpmInstallTests.flagged("vend", marker: user.marker).tarball()
        let carrier = LoopbackRegistry.NpmPackage("carrier-opt")
        var manifest = carrier.manifest
        manifest["optionalDependencies"] = ["vend": "file:vendor/vend.tgz"]
        let text = try JSONSerialization.data(withJSONObject: manifest)
        var archive = ArchiveBuilder.TarMember("package/vendor/vend.tgz")
        archive.bytes = vendored
        let bytes = ArchiveBuilder.gzip(
            ArchiveBuilder.tar([
                ArchiveBuilder.TarMember("package/package.json", String(decoding: text, as: UTF8.self)),
                ArchiveBuilder.TarMember("package/index.js", "module.exports = 1;\n"),
                archive,
            ]))
        var documented = carrier
        documented.optionalDependencies = ["vend": "file:vendor/vend.tgz"]
        try registry.add(documented, tarball: bytes)
        let prefix = user.scratch.file("prefix")
        var statuses: [Int32] = []
        for _ in 0..<2 {
            let run = try await user.guarded("npm", "install", "-g", "--prefix", prefix, "carrier-opt")
            statuses.append(run.status)
            #expect(!user.exists("package-code-ran"), "\(run.errors)")
        }
        // Flagged code in the carried archive blocks the carrier itself; a path that npm would find is refused; and what
        // gets past both ends at the gate.
        #expect(!statuses.contains(0), "\(statuses)")
        await registry.stop()
    }

    @Test("a script that only the registry's document states, in a lockfile of the first version")
    func documentBehindOldLockfile() async throws {
        let (registry, user) = try await documented()
        try user.write(
            """
            {"name": "project", "version": "1.0.0", "lockfileVersion": 1, "requires": true, "dependencies": {
              "stated": {"version": "1.0.0", "resolved": "\(registry.url)/stated/-/stated-1.0.0.tgz"}}}
            """, to: "project/package-lock.json")
        expectStopped(try await user.guarded("npm", "ci"), user)
        // The threat is real.
        #expect(try await user.bare("npm", "ci").status == 0)
        #expect(user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a script that only the registry's document states, beside a lockfile that npm is told to ignore")
    func documentBehindIgnoredLockfile() async throws {
        let (registry, user) = try await documented()
        try user.write(
            """
            {"name": "project", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
              "": {"name": "project", "version": "1.0.0", "dependencies": {"stated": "1.0.0"}},
              "node_modules/stated": {
                "version": "1.0.0", "resolved": "\(registry.url)/stated/-/stated-1.0.0.tgz"}}}
            """, to: "project/package-lock.json")
        try user.write("package-lock=false\n", to: "project/.npmrc")
        expectStopped(try await user.guarded("npm", "install"), user)
        await registry.stop()
    }

    /// A project that depends on a package whose document has a script that its tarball has not.
    private func documented() async throws -> (LoopbackRegistry, ThrowawayUser) {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var package = LoopbackRegistry.NpmPackage("stated")
        package.documented = [
            "scripts": "{\"postinstall\": \"echo ran >> '\(user.marker)'\"}", "hasInstallScript": "true",
        ]
        try registry.add(package)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"stated\": \"1.0.0\"}}\n",
            to: "project/package.json")
        return (registry, user)
    }

    @Test("a package's own lockfile that makes a folder of the package a linked dependency")
    func shrinkwrapLink() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(LoopbackRegistry.NpmPackage("x"))
        var carrier = LoopbackRegistry.NpmPackage("carrier")
        carrier.dependencies = ["x": "*"]
        carrier.hasShrinkwrap = true
        carrier.files["vendor/y/package.json"] =
            "{\"name\": \"x\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"echo ran >> '\(user.marker)'\"}}"
        carrier.files["npm-shrinkwrap.json"] = """
            {"name": "carrier", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
              "": {"name": "carrier", "version": "1.0.0", "dependencies": {"x": "file:vendor/y"}},
              "node_modules/x": {"resolved": "vendor/y", "link": true},
              "vendor/y": {"name": "x", "version": "1.0.0", "hasInstallScript": true}}}
            """
        try registry.add(carrier)
        try user.write(Self.manifest, to: "project/package.json")
        expectStopped(try await user.guarded("npm", "install", "carrier"), user)
        await registry.stop()
    }

    @Test("scripts of judged packages, of what they bundle, and of the user's own folders run as with the bare tool")
    func judgedScripts() async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmForm.fill(registry)
        var chatty = LoopbackRegistry.NpmPackage("chatty")
        chatty.scripts = [
            "preinstall": "node note.js before", "postinstall": "npm run build -- 'a b' && exit 0",
            "build": "node note.js build",
        ]
        chatty.files["note.js"] =
            "const words = process.argv.slice(2).join(',') + process.env.npm_lifecycle_event;\n"
            + "require('fs').appendFileSync('notes.txt', words + '\\n');\n"
        try registry.add(chatty)
        var bundler = LoopbackRegistry.NpmPackage("bundles-script")
        bundler.dependencies = ["inner": "1.0.0"]
        bundler.bundled = ["inner"]
        bundler.files["node_modules/inner/package.json"] =
            "{\"name\": \"inner\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"node make.js\"}}\n"
        bundler.files["node_modules/inner/make.js"] = "require('fs').writeFileSync('made.txt', 'made\\n');\n"
        try registry.add(bundler)
        let own = "\"scripts\": {\"postinstall\": \"echo $0 $npm_lifecycle_event >> own.txt\"}"
        var results: [[String: [UInt8]]] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write(
                "{\"name\": \"project\", \"version\": \"1.0.0\", \"workspaces\": [\"part\"], \(own), \"dependencies\": "
                    + "{\"chatty\": \"*\", \"bundles-script\": \"*\", \"with-script\": \"*\", \"linked\": \"file:linked\"}}\n",
                to: "project/package.json")
            for name in ["part", "linked"] {
                try user.write(
                    "{\"name\": \"\(name)\", \"version\": \"1.0.0\", \(own)}\n", to: "project/\(name)/package.json")
            }
            let words = ["npm", "install", "--script-shell", "bash", "--no-audit", "--no-fund"]
            let run = try await isGuarded ? user.guarded(words: words) : user.bare(words: words)
            #expect(run.status == 0, "\(run.errors)")
            var files = NpmInstallTests.result(user)
            files["node_modules/.package-lock.json"] = nil
            results.append(files)
        }
        #expect(results[0].keys.sorted() == results[1].keys.sorted())
        for (name, bytes) in results[0] { #expect(results[1][name] == bytes, "\(name)") }
        func text(_ name: String) -> String? { results[1][name].map { String(decoding: $0, as: UTF8.self) } }
        #expect(text("node_modules/chatty/notes.txt") == "beforepreinstall\nbuild,a bbuild\n")
        #expect(text("node_modules/bundles-script/node_modules/inner/made.txt") == "made\n")
        #expect(text("own.txt") == "bash postinstall\n" && text("linked/own.txt") == "bash postinstall\n")
        await registry.stop()
    }

    @Test("a script's status is npm's, and a package's script that fails fails the install")
    func failingScript() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"exit 5\"}}\n",
            to: "project/package.json")
        #expect(try await user.guarded("npm", "install").status == user.bare("npm", "install").status)
        await registry.stop()
    }
}
