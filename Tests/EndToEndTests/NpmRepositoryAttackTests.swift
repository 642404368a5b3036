import AirlockTestSupport
import Foundation
import Testing

/// What the owner of a package, a repository or a cloned project could try since sources beside the registry are taken.
@Suite("npm, hostile sources and projects")
struct NpmRepositoryAttackTests {
    private struct Scene {
        let registry: LoopbackRegistry
        let user: ThrowawayUser

        init(manifest: String = "", more: String = "") async throws {
            registry = try await LoopbackRegistry.start()
            user = try ThrowawayUser(npmRegistry: registry.url)
            _ = try NpmBypassTests.filled(user, registry)
            try write(dependencies: manifest, more: more)
        }

        func write(dependencies: String, more: String = "") throws {
            try user.write(
                "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\(dependencies)}\(more)}\n",
                to: "project/package.json")
        }

        var elsewhere: String { NpmForm.elsewhere(registry) }
        var repository: String { "git+file://" + user.scratch.file("repository") }

        /// A tarball of `look-alike`, which is flagged, or of `other`, which is not.
        func tarball(isFlagged: Bool = true) throws -> [UInt8] {
            try isFlagged
                ? NpmInstallTests.flagged("look-alike", marker: user.marker).tarball()
                : LoopbackRegistry.NpmPackage("other").tarball()
        }

        /// Commits these files into `repository` and returns the commit.
        @discardableResult
        func commit(_ files: [String: String], in folder: String = "repository") async throws -> String {
            for (name, text) in files { try user.write(text, to: "\(folder)/\(name)") }
            let made = try await user.bare(
                "sh", "-c",
                // At a fixed time, so that equal content is the same commit in two repositories.
                "export GIT_AUTHOR_DATE=@1700000000 GIT_COMMITTER_DATE=@1700000000; git init -q . && git add -A && "
                    + "git -c user.name=a -c user.email=a@a.invalid commit -qm a && git rev-parse HEAD",
                in: user.scratch.file(folder))
            #expect(made.status == 0, "\(made.errors)")
            return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        func expectNothing(_ run: ThrowawayUser.Result, status: Int32, saying text: String) {
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errors.contains(text), "\(run.errors)")
            #expect(!user.exists("package-code-ran"))
            #expect(!user.exists("project/node_modules"))
        }
    }

    private static let manifest = "{\"name\": \"look-alike\", \"version\": \"1.0.0\"}\n"
    private static let preparing =
        "{\"name\": \"look-alike\", \"version\": \"1.0.0\", \"scripts\": {\"prepare\": \"node setup.js\"}}\n"

    @Test("a registry package whose dependency is a tarball's address: judged, and a warning that strict mode blocks")
    func addressInPackage() async throws {
        let scene = try await Scene()
        for isFlagged in [true, false] {
            scene.registry.server.setRoute(
                "/elsewhere/x.tgz", LoopbackServer.Answer(body: try scene.tarball(isFlagged: isFlagged)))
            var outer = LoopbackRegistry.NpmPackage("outer", isFlagged ? "1.0.0" : "2.0.0")
            outer.dependencies = ["x": "\(scene.elsewhere)/x.tgz"]
            try scene.registry.add(outer)
            if isFlagged {
                scene.expectNothing(
                    try await scene.user.guarded("npm", "install", "outer"), status: 77, saying: "blocked 'look-alike'")
                continue
            }
            scene.expectNothing(
                try await scene.user.guarded(words: ["--strict", "npm", "install", "outer"]), status: 77,
                saying: "direct-url-dependency")
            let run = try await scene.user.guarded("npm", "install", "outer")
            NpmBypassTests.expectInstalled(run, scene.user, "project/node_modules/x/index.js")
            #expect(run.errors.contains("direct-url-dependency"), "\(run.errors)")
        }
        await scene.registry.stop()
    }

    @Test("a tarball's address is fetched once: what is installed is what was judged")
    func fetchedOnce() async throws {
        let scene = try await Scene()
        scene.registry.server.setRoute(
            "/elsewhere/x.tgz", LoopbackServer.Answer(body: try scene.tarball(isFlagged: false)))
        let run = try await scene.user.guarded("npm", "install", "\(scene.elsewhere)/x.tgz")
        NpmBypassTests.expectInstalled(run, scene.user, "project/node_modules/other/index.js")
        #expect(scene.registry.server.requests(forPath: "/elsewhere/x.tgz").count == 1)
        let written = ["package-lock.json", "node_modules/.package-lock.json"].map {
            scene.user.text("project/\($0)") ?? ""
        }
        #expect(written.allSatisfy { $0.contains("\(scene.elsewhere)/x.tgz") && !$0.contains("127.0.0.1") })
        await scene.registry.stop()
    }

    @Test(
        "a tarball's address on a host that the policy lists, and on one that it does not",
        arguments: [false, true])
    func listedHosts(isListed: Bool) async throws {
        let scene = try await Scene()
        scene.registry.server.setRoute(
            "/elsewhere/x.tgz", LoopbackServer.Answer(body: try scene.tarball(isFlagged: false)))
        let host = isListed ? URL(string: scene.elsewhere)?.host ?? "" : "files.invalid"
        try scene.user.write("direct-hosts = [\"\(host)\"]\n", to: "home/.config/airlock/config.toml")
        let run = try await scene.user.guarded("npm", "install", "\(scene.elsewhere)/x.tgz")
        #expect(run.status == (isListed ? 0 : 64), "\(run.errors)")
        #expect(run.errors.contains("direct-hosts") == !isListed)
        #expect(scene.registry.server.requests(forPath: "/elsewhere/x.tgz").count == (isListed ? 1 : 0))
        #expect(scene.user.exists("project/node_modules/other") == isListed)
        await scene.registry.stop()
    }

    @Test("overrides of a cloned project that put a tarball's address in a package's place")
    func overrides() async throws {
        let scene = try await Scene()
        scene.registry.server.setRoute("/elsewhere/x.tgz", LoopbackServer.Answer(body: try scene.tarball()))
        var outer = LoopbackRegistry.NpmPackage("outer")
        outer.dependencies = ["harmless": "1.0.0"]
        try scene.registry.add(outer)
        try scene.write(
            dependencies: "\"outer\": \"1.0.0\"", more: ", \"overrides\": {\"harmless\": \"\(scene.elsewhere)/x.tgz\"}")
        let run = try await scene.user.guarded("npm", "install")
        // Before 9.3 npm itself takes no address there.
        let isUnknown = run.errors.contains("Invalid comparator")
        scene.expectNothing(
            run, status: isUnknown ? 1 : 77, saying: isUnknown ? "Invalid comparator" : "blocked 'look-alike'")
        await scene.registry.stop()
    }

    @Test(
        "a lock entry of a registry package that points at an archive of the repository", arguments: ["ci", "install"])
    func lockedArchive(command: String) async throws {
        let scene = try await Scene()
        try scene.user.scratch.write(try scene.tarball(), to: "project/evil.tgz")
        try NpmBypassTests.lock(scene.user, name: "look-alike", resolved: "file:evil.tgz", integrity: nil)
        scene.expectNothing(try await scene.user.guarded("npm", command), status: 77, saying: "blocked 'look-alike'")
        await scene.registry.stop()
    }

    @Test("a lock entry that points at a repository of this machine which the user did not name")
    func lockedLocalRepository() async throws {
        let scene = try await Scene()
        let commit = try await scene.commit(["package.json": Self.manifest, "index.js": "1\n"])
        try NpmBypassTests.lock(
            scene.user, name: "look-alike", resolved: "\(scene.repository)#\(commit)", integrity: nil)
        scene.expectNothing(
            try await scene.user.guarded("npm", "ci"), status: 64, saying: "no address that Airlock fetches")
        await scene.registry.stop()
    }

    @Test("workspaces of a cloned project that lie outside it")
    func workspacesOutside() async throws {
        let scene = try await Scene(more: ", \"workspaces\": [\"../outside\"]")
        try scene.user.write(
            "{\"name\": \"outside\", \"version\": \"1.0.0\", \"dependencies\": {\"look-alike\": \"*\"}}\n",
            to: "outside/package.json")
        let run = try await scene.user.guarded("npm", "install")
        // Which folders npm finds outside is its own affair; a guess at it could be wrong.
        #expect(run.status == 64 && run.errors.contains("../outside"), "\(run.errors)")
        #expect(!scene.user.exists("package-code-ran"))
        for folder in ["project", "outside"] { #expect(!scene.user.exists("\(folder)/node_modules/look-alike")) }
        await scene.registry.stop()
    }

    @Test("settings of a cloned project that name programs run nothing of it before the verdict")
    func projectSettings() async throws {
        let scene = try await Scene(manifest: "\"look-alike\": \"*\"")
        let program = scene.user.scratch.file("project/steal")
        try scene.user.write("#!/bin/sh\necho ran >> \(scene.user.marker)\n", to: "project/steal")
        try scene.user.write("require('fs').appendFileSync('\(scene.user.marker)', 'ran');\n", to: "project/steal.js")
        try makeExecutable(program)
        try scene.user.write(
            "script-shell=\(program)\nshell=\(program)\ngit=\(program)\neditor=\(program)\n"
                + "node-options=--require \(scene.user.scratch.file("project/steal.js"))\n", to: "project/.npmrc")
        scene.expectNothing(try await scene.user.guarded("npm", "install"), status: 77, saying: "blocked 'look-alike'")
        await scene.registry.stop()
    }

    /// What a repository could hold to get its code past the judging, and what the guard says.
    enum Trick: String, CaseIterable, Sendable {
        case hiddenByAttributes, settings, linkOutside, linkedScript, workspaceHook, flaggedTool
        case submodule, submoduleWithoutEncryption, submoduleCommand

        var outcome: (status: Int32, text: String) {
            switch self {
            case .hiddenByAttributes, .linkedScript, .workspaceHook: (77, "blocked 'look-alike' 1.0.0")
            case .flaggedTool, .submodule: (77, "blocked 'look-alike' 1.0.0")
            case .submoduleWithoutEncryption: (64, "transport 'http' not allowed")
            case .submoduleCommand: (64, "could not submodule it")
            case .settings: (64, "its '.npmrc' sets 'script-shell'")
            case .linkOutside: (64, "leads out of it")
            }
        }
    }

    @Test("a repository that tries to get its code past the judging", arguments: Trick.allCases)
    func repository(trick: Trick) async throws {
        let scene = try await Scene()
        let script = Fixtures.actingScript(marker: scene.user.marker)
        switch trick {
        case .hiddenByAttributes:
            try await scene.commit([
                "package.json": Self.preparing, "setup.js": script, ".gitattributes": "setup.js export-ignore -text\n",
            ])
        case .settings:
            try await scene.commit([
                "package.json": Self.preparing, "setup.js": "1\n", ".npmrc": "script-shell=./steal\n",
            ])
        case .submodule, .submoduleWithoutEncryption, .submoduleCommand:
            try await scene.commit(["part.js": script], in: "repository/part")
            try await scene.commit(["part.js": script], in: "part")
            let address = trick == .submoduleWithoutEncryption ? "http://host.invalid/x" : "../part"
            let update = trick == .submoduleCommand ? "\tupdate = !touch \(scene.user.marker)\n" : ""
            try await scene.commit([
                "package.json": Self.preparing, "setup.js": "require('./part/part.js');\n",
                ".gitmodules": "[submodule \"part\"]\n\tpath = part\n\turl = \(address)\n\(update)",
            ])
        case .linkOutside, .linkedScript:
            let target = trick == .linkOutside ? "/etc/hostname" : ".hidden/real.txt"
            try scene.user.write(script, to: "repository/.hidden/real.txt")
            try FileManager.default.createSymbolicLink(
                atPath: scene.user.scratch.file("repository/setup.js"), withDestinationPath: target)
            try await scene.commit(["package.json": Self.preparing])
        case .workspaceHook:
            try await scene.commit([
                "package.json": "{\"name\": \"look-alike\", \"version\": \"1.0.0\", \"workspaces\": [\"parts/*\"]}\n",
                "parts/one/package.json":
                    "{\"name\": \"one\", \"version\": \"1.0.0\", \"scripts\": {\"prepare\": \"node setup.js\"}}\n",
                "parts/one/setup.js": script,
            ])
        case .flaggedTool:
            try await scene.commit([
                "package.json":
                    "{\"name\": \"outer\", \"version\": \"1.0.0\", \"scripts\": {\"prepare\": \"true\"}, "
                    + "\"devDependencies\": {\"look-alike\": \"1.0.0\"}}\n"
            ])
        }
        let run = try await scene.user.guarded("npm", "install", scene.repository)
        let outcome = trick.outcome
        scene.expectNothing(run, status: outcome.status, saying: outcome.text)
        await scene.registry.stop()
    }

    @Test("an optional dependency on a flagged repository, which npm would leave out in silence")
    func optionalRepository() async throws {
        let scene = try await Scene()
        try await scene.commit([
            "package.json": Self.preparing, "setup.js": Fixtures.actingScript(marker: scene.user.marker),
        ])
        try scene.write(dependencies: "", more: ", \"optionalDependencies\": {\"look-alike\": \"\(scene.repository)\"}")
        scene.expectNothing(try await scene.user.guarded("npm", "install"), status: 77, saying: "blocked 'look-alike'")
        await scene.registry.stop()
    }

    @Test(
        "addresses that git would take for an option, a helper or a transport without encryption",
        arguments: [
            "git+ssh://-oProxyCommand=touch${IFS}MARKER/x.git", "git+ssh://git@-oProxyCommand=touch${IFS}MARKER/x.git",
            "git+http://host.invalid/x.git", "git://host.invalid/x.git",
        ])
    func address(text: String) async throws {
        let scene = try await Scene()
        let spec = text.replacingOccurrences(of: "MARKER", with: scene.user.marker)
        try scene.write(dependencies: "\"look-alike\": \"\(spec)\"")
        let run = try await scene.user.guarded("npm", "install")
        #expect(run.status != 0, "\(run.errors)")
        #expect(!scene.user.exists("package-code-ran"))
        #expect(!scene.user.exists("project/node_modules"))
        await scene.registry.stop()
    }
}
