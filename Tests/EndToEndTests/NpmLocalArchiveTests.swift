import AirlockTestSupport
import Foundation
import Testing

/// Archives and folders of a cloned project or of a package that npm would find where it installs, spelled so that a
/// plan might not.
@Suite("npm, archives of the machine")
struct NpmLocalArchiveTests {
    private struct Scene {
        let registry: LoopbackRegistry
        let user: ThrowawayUser

        /// A project with the flagged `evil.tgz` of a package `x`, and a registry with `alpha`, `x` and what needs `x`.
        init() async throws {
            registry = try await LoopbackRegistry.start()
            user = try ThrowawayUser(npmRegistry: registry.url)
            for name in ["alpha", "x"] { try registry.add(LoopbackRegistry.NpmPackage(name)) }
            var holder = LoopbackRegistry.NpmPackage("opt-holder")
            holder.optionalDependencies = ["x": "^1.0.0"]
            try registry.add(holder)
            for name in ["evil.tgz", "evil.TGZ", ".evil.tgz", ".h/evil.tgz", "d/evil.tgz"] { try writeEvil(to: name) }
        }

        func writeEvil(to name: String, systems: [String] = []) throws {
            var package = NpmInstallTests.flagged("x", marker: user.marker)
            package.systems = systems
            try user.write("", to: "project/\(name)")
            try user.scratch.write(try package.tarball(), to: "project/\(name)")
        }

        func write(_ manifest: [String: Any], to name: String = "project/package.json") throws {
            var whole: [String: Any] = ["name": "project", "version": "1.0.0"]
            whole.merge(manifest) { _, new in new }
            try user.write(
                String(decoding: try JSONSerialization.data(withJSONObject: whole), as: UTF8.self), to: name)
        }

        func expectStopped(_ run: ThrowawayUser.Result, by statuses: [Int32] = [64, 77]) {
            #expect(statuses.contains(run.status), "\(run.status) \(run.errors)")
            #expect(!user.exists("package-code-ran"), "\(run.errors)")
        }
    }

    static let spellings = [
        "file:evil.tgz", "evil.tgz", "evil.TGZ", ".evil.tgz", ".h/evil.tgz", "file:/./evil.tgz", "file:///./evil.tgz",
        "file:.\\evil.tgz", "file:ev\til.tgz", "file:evil.tgz?x=.tgz", "file:evil.tgz#.tgz",
        "file:../project/evil.tgz", "FILE:evil.tgz", "file:%65vil.tgz",
    ]

    @Test("an optional dependency of the project's own, however it is spelled", arguments: spellings)
    func ownArchive(specifier: String) async throws {
        let scene = try await Scene()
        try scene.write(["optionalDependencies": ["x": specifier]])
        scene.expectStopped(try await scene.user.guarded("npm", "install"))
        #expect(!scene.user.exists("project/node_modules"))
        await scene.registry.stop()
    }

    @Test(
        "an optional dependency of a linked folder", arguments: ["evil.tgz", "file:../d/evil.tgz", "file:.\\evil.tgz"])
    func archiveOfLinkedFolder(specifier: String) async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["d": "file:d"]])
        try scene.write(["name": "d", "optionalDependencies": ["x": specifier]], to: "project/d/package.json")
        scene.expectStopped(try await scene.user.guarded("npm", "install"))
        await scene.registry.stop()
    }

    @Test("an optional peer of the project, once the name is asked for")
    func optionalPeer() async throws {
        let scene = try await Scene()
        try scene.write(["peerDependencies": ["x": "evil.tgz"], "peerDependenciesMeta": ["x": ["optional": true]]])
        scene.expectStopped(try await scene.user.guarded("npm", "install", "x"))
        await scene.registry.stop()
    }

    @Test("an override of what a package needs if it is to be had")
    func override() async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["opt-holder": "^1.0.0"], "overrides": ["x": "file:./evil.tgz"]])
        let run = try await scene.user.guarded("npm", "install")
        // Before 9.3 npm itself takes no path there.
        scene.expectStopped(run, by: run.errors.contains("Invalid comparator") ? [1] : [64, 77])
        await scene.registry.stop()
    }

    @Test("a lockfile of yarn's that resolves a release to an archive")
    func yarn() async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["x": "^1.0.0"]])
        try scene.user.write(
            "x@^1.0.0:\n  version \"1.0.0\"\n  resolved \"file:./evil.tgz\"\n", to: "project/yarn.lock")
        let run = try await scene.user.guarded("npm", "install")
        scene.expectStopped(run, by: [64])
        #expect(run.errors.contains("yarn.lock"))
        await scene.registry.stop()
    }

    @Test("a bundled entry of a lockfile whose version is a file")
    func bundledVersion() async throws {
        let scene = try await Scene()
        var holder = LoopbackRegistry.NpmPackage("holder")
        holder.dependencies = ["x": "^1.0.0"]
        let bytes = try scene.registry.add(holder)
        try scene.write(["dependencies": ["holder": "^1.0.0"]])
        let packages: [String: Any] = [
            "": ["name": "project", "version": "1.0.0", "dependencies": ["holder": "^1.0.0"]],
            "node_modules/holder": [
                "version": "1.0.0", "resolved": scene.registry.url + "/holder/-/holder-1.0.0.tgz",
                "integrity": LoopbackRegistry.integrity(of: bytes), "dependencies": ["x": "^1.0.0"],
            ],
            "node_modules/holder/node_modules/x": [
                "version": "file:evil.tgz", "inBundle": true, "hasInstallScript": true,
            ],
        ]
        try scene.write(
            ["lockfileVersion": 3, "requires": true, "packages": packages], to: "project/package-lock.json")
        scene.expectStopped(try await scene.user.guarded("npm", "ci"))
        await scene.registry.stop()
    }

    @Test("an archive for another system, where the project's settings make it the one to install for")
    func otherSystem() async throws {
        let scene = try await Scene()
        try scene.writeEvil(to: "evil-win.tgz", systems: ["win32"])
        try scene.user.write("os=win32\n", to: "project/.npmrc")
        try scene.write(["optionalDependencies": ["x": "file:./evil-win.tgz"]])
        scene.expectStopped(try await scene.user.guarded("npm", "install"))
        await scene.registry.stop()
    }

    @Test("an archive that a lockfile calls a development one, left out by option", arguments: ["dev", "optional"])
    func omitted(kind: String) async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["x": "file:evil.tgz"]])
        let packages: [String: Any] = [
            "": ["name": "project", "version": "1.0.0", "dependencies": ["x": "file:evil.tgz"]],
            "node_modules/x": ["version": "1.0.0", "resolved": "file:evil.tgz", kind: true, "hasInstallScript": true],
        ]
        try scene.write(
            ["lockfileVersion": 3, "requires": true, "packages": packages], to: "project/package-lock.json")
        scene.expectStopped(try await scene.user.guarded("npm", "ci", "--omit=\(kind)"))
        await scene.registry.stop()
    }

    @Test("a link into a project that needs an archive", arguments: ["../lib", "alpha"])
    func link(operand: String) async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["x": "file:evil.tgz"]])
        try scene.write(["name": "lib"], to: "lib/package.json")
        let prefix = ["npm_config_prefix": scene.user.scratch.file("home/global")]
        scene.expectStopped(try await scene.user.guarded("npm", "link", operand, adding: prefix))
        await scene.registry.stop()
    }

    @Test("a link to a package that no registry has, for a project that needs it and others")
    func honestLink() async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["lib": "^1.0.0", "alpha": "^1.0.0"]])
        try scene.write(["name": "lib"], to: "lib/package.json")
        // npm itself makes no link into a prefix that is not there.
        try scene.user.write("", to: "home/global/lib/.keep")
        let prefix = ["npm_config_prefix": scene.user.scratch.file("home/global")]
        let run = try await scene.user.guarded("npm", "link", "../lib", adding: prefix)
        #expect(run.status == 0, "\(run.errors)")
        #expect(scene.user.exists("project/node_modules/alpha/index.js"))
        #expect(scene.user.exists("project/node_modules/lib/package.json"))
        await scene.registry.stop()
    }

    @Test("a committed package in node_modules that needs an archive of the project")
    func committedPackage() async throws {
        let scene = try await Scene()
        try scene.write(["dependencies": ["alpha": "^1.0.0"]])
        try scene.write(
            ["name": "alpha", "dependencies": ["x": "file:../../evil.tgz"]],
            to: "project/node_modules/alpha/package.json")
        scene.expectStopped(try await scene.user.guarded("npm", "install"), by: [64])
        await scene.registry.stop()
    }

    @Test("a package that ships an archive and names it, installed twice")
    func archiveOfPackage() async throws {
        let scene = try await Scene()
        let evil = NpmInstallTests.flagged("vend", marker: scene.user.marker)
        let manifest = String(decoding: try JSONSerialization.data(withJSONObject: evil.manifest), as: UTF8.self)
        let members = [("package.json", manifest), ("setup.js", evil.files["setup.js"] ?? "")]
        let archive = ArchiveBuilder.tar(members.map { ArchiveBuilder.TarMember("package/\($0.0)", $0.1) })
        var carrier = LoopbackRegistry.NpmPackage("carrier")
        carrier.optionalDependencies = ["vend": "file:vendor/vend.tar"]
        carrier.files["vendor/vend.tar"] = String(decoding: archive, as: UTF8.self)
        try scene.registry.add(carrier)
        let prefix = ["npm_config_prefix": scene.user.scratch.file("home/global")]
        for _ in 0..<2 {
            let run = try await scene.user.guarded("npm", "install", "--global", "carrier", adding: prefix)
            scene.expectStopped(run, by: [0, 64, 77])
        }
        let last = try await scene.user.guarded("npm", "install", "--global", "carrier", adding: prefix)
        scene.expectStopped(last)
        await scene.registry.stop()
    }

    @Test("an archive that a registry's document names and nobody has")
    func archiveOfDocument() async throws {
        let scene = try await Scene()
        let version =
            "{\"name\": \"pointing\", \"version\": \"1.0.0\", \"dist\": {\"tarball\": \"file:///nowhere/x.tgz\"}}"
        let document =
            "{\"name\": \"pointing\", \"dist-tags\": {\"latest\": \"1.0.0\"}, \"versions\": {\"1.0.0\": \(version)}}"
        scene.registry.server.setRoute("/pointing", LoopbackServer.Answer(body: Array(document.utf8)))
        try scene.write([:])
        let run = try await scene.user.guarded("npm", "install", "pointing")
        #expect(run.status == 65, "\(run.errors)")
        await scene.registry.stop()
    }
}
