import AirlockTestSupport
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The real clients on a terminal: interrupted, asked, colored as without Airlock.
@Suite("On a terminal")
struct TerminalTests {
    /// Where an install is when it is interrupted.
    enum Phase: String, Sendable, CaseIterable {
        case plan, judge, install
        /// While Airlock fetches a tarball or archive that the user named by its address.
        case address
        /// While Airlock fetches a repository.
        case repository
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let client: String
        let phase: Phase
        let signal: Int32
        var testDescription: String { "\(client), \(phase.rawValue), signal \(signal)" }
    }

    /// Ctrl-C in every phase, and a few other signals; each takes a client's start or two.
    static let cases: [Case] =
        ["npm", "pip"].flatMap { client in
            Phase.allCases.map { Case(client: client, phase: $0, signal: SIGINT) }
                + [Phase.plan, .judge, .install].map { Case(client: client, phase: $0, signal: SIGTERM) }
        } + [Case(client: "npm", phase: .judge, signal: SIGHUP)]

    @Test("an interrupted install leaves nothing half-written and ends as the bare tool does", arguments: cases)
    func interrupted(one: Case) async throws {
        var (scene, ended) = try await run(one)
        // The guard asks the index before pip does. On a busy machine Python itself is then still coming up and ends in
        // its own way, with or without a guard.
        for _ in 0..<3 where ended.output.contains("Fatal Python error: init_") {
            await scene.registry.stop()
            (scene, ended) = try await run(one)
        }
        // pip alone answers Ctrl-C with a status and a sentence of its own, and npm a signal that ends a script that it runs.
        let isCaught = one.client == "pip" && one.signal == SIGINT
        if one.client == "npm", one.phase == .install {
            let other = try await Scene(one.client, one.phase)
            let bare = try await TerminalRun(
                other.words, isGuarded: false, as: other.user, at: .file(other.mark),
                one.signal == SIGINT ? .type("\u{3}") : .signal(one.signal))
            #expect(ended.wasKilled == bare.wasKilled, "\(ended.output)")
            #expect(ended.status == bare.status, "\(ended.output)")
            await other.registry.stop()
        } else {
            #expect(ended.wasKilled == !isCaught, "\(ended.output)")
            #expect(ended.status == (isCaught ? 1 : 128 + one.signal), "\(ended.output)")
        }
        #expect(ended.output.contains("Operation cancelled by user") == isCaught, "\(ended.output)")
        #expect(!ended.output.contains("airlock: error"), "\(ended.output)")
        #expect(scene.user.text("project/package.json") == scene.manifest)
        #expect(!scene.user.exists("project/package-lock.json"))
        #expect(!scene.user.exists("project/out"))
        #expect(!scene.user.exists("package-code-ran"))
        let left = try FileManager.default.contentsOfDirectory(atPath: scene.user.scratch.file("temporary"))
        #expect(!left.contains { $0.hasPrefix("airlock-") }, "\(left)")
        // A pip that is ended by a signal while it builds leaves its folders, bare or guarded.
        if one.phase != .install { #expect(!left.contains { $0.hasPrefix("pip-") }, "\(left)") }
        // What stopped it is out of the way now: the same command succeeds.
        scene.release()
        let again = try await scene.user.guarded(words: scene.words, adding: scene.variables)
        #expect(again.status == 0, "\(again.errors)")
        await scene.registry.stop()
    }

    /// Interrupts a guarded install at its moment.
    private func run(_ one: Case) async throws -> (Scene, TerminalRun) {
        let scene = try await Scene(one.client, one.phase)
        let ended = try await TerminalRun(
            scene.words, isGuarded: true, as: scene.user, adding: scene.variables, at: .file(scene.mark),
            one.signal == SIGINT ? .type("\u{3}") : .signal(one.signal))
        return (scene, ended)
    }

    /// A project and a registry that stands still at one moment of an install until it is released.
    final class Scene: Sendable {
        let user: ThrowawayUser
        let registry: LoopbackRegistry
        let words: [String]
        let variables: [String: String]
        let manifest = "{\"name\": \"project\", \"version\": \"1.0.0\"}\n"
        /// Made when the moment has come.
        var mark: String { user.scratch.file("moment") }
        private var released: String { user.scratch.file("released") }

        init(_ client: String, _ phase: Phase) async throws {
            let isNpm = client == "npm"
            let user = try ThrowawayUser()
            let (mark, released) = (user.scratch.file("moment"), user.scratch.file("released"))
            let held: String? =
                switch phase {
                case .plan: isNpm ? "/slow" : "/simple/slow/"
                case .judge: isNpm ? "/slow/-/slow-1.0.0.tgz" : "/files/slow-1.0.0-py3-none-any.whl"
                case .address: isNpm ? "/elsewhere/far.tgz" : "/elsewhere/far-1.0.0-py3-none-any.whl"
                case .install, .repository: nil
                }
            registry = try await LoopbackRegistry.start { request in
                guard request.path == held, !FileManager.default.fileExists(atPath: released) else { return nil }
                _ = FileManager.default.createFile(atPath: mark, contents: nil)
                return LoopbackServer.Answer(delivery: .silence)
            }
            self.user = user
            try user.write("registry=\(registry.url)/\n", to: "home/.npmrc")
            try user.write(manifest, to: "project/package.json")
            let waiting = "[ -e '\(released)' ] || { : > '\(mark)'; sleep 20; }"
            var slow = LoopbackRegistry.NpmPackage("slow")
            if phase == .install { slow.scripts = ["install": waiting] }
            try registry.add(slow)
            registry.addWheel("slow")
            var named = "slow"
            switch phase {
            case .plan, .judge: break
            case .install:
                guard !isNpm else { break }
                // Of a pip install, only the build of the user's own folder takes its time.
                try Self.writeOwnFolder(user, mark: mark, released: released)
                named = "./own"
            case .address:
                let bytes = isNpm ? try LoopbackRegistry.NpmPackage("far").tarball() : Fixtures.wheel("far")
                registry.server.setRoute(held ?? "", LoopbackServer.Answer(body: bytes))
                named = registry.url + (held ?? "")
            case .repository:
                try await Self.writeRepository(user, waiting: waiting)
                named = "git+ssh://git@code.invalid/team/far.git"
            }
            words = (isNpm ? ["npm", "install"] : ["pip", "install", "--target", "out"]) + [named]
            variables = [
                "PIP_INDEX_URL": registry.simpleURL, "GIT_SSH_COMMAND": user.scratch.file("ssh"),
                "GIT_SSH_VARIANT": "simple",
            ]
        }

        func release() { _ = FileManager.default.createFile(atPath: released, contents: nil) }

        /// `project/own`, whose second build waits: the first is the plan's.
        private static func writeOwnFolder(_ user: ThrowawayUser, mark: String, released: String) throws {
            let planned = user.scratch.file("planned")
            for (name, text) in Fixtures.plainSdist(name: "own", marker: user.scratch.file("own-code-ran")) {
                let waiting = """
                        import time
                        if os.path.exists('\(planned)') and not os.path.exists('\(released)'):
                            open('\(mark)', 'w').close()
                            time.sleep(20)
                        open('\(planned)', 'w').close()
                        with open(
                    """
                try user.write(
                    text.replacingOccurrences(of: "    with open(", with: waiting), to: "project/own/\(name)")
            }
        }

        /// A repository of this machine, and `ssh`, which is git's way to it and waits first.
        private static func writeRepository(_ user: ThrowawayUser, waiting: String) async throws {
            try user.write(
                "#!/bin/sh\n\(waiting)\nexec git-upload-pack '\(user.scratch.file("repository"))'\n", to: "ssh")
            try makeExecutable(user.scratch.file("ssh"))
            var files = Fixtures.plainSdist(name: "far", marker: user.scratch.file("own-code-ran"))
            files["package.json"] = "{\"name\": \"far\", \"version\": \"1.0.0\"}\n"
            for (name, text) in files { try user.write(text, to: "repository/\(name)") }
            let made = try await user.bare(
                "sh", "-c",
                "set -e; cd ../repository; git init -q -b main .; git add .; "
                    + "git -c user.name=a -c user.email=a@a.invalid commit -q -m one")
            guard made.status == 0 else { throw TerminalRun.Failure(text: made.errors) }
        }
    }

    @Test(
        "npx asks before it installs, is answered, and colors its words; CI is never asked", arguments: [true, false])
    func npxAsks(isGuarded: Bool) async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmForm.fill(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let words = ["npx", "with-program", "a"]
        let yes = try await TerminalRun(
            words, isGuarded: isGuarded, as: user, at: .text("Ok to proceed?"), .type("y\r"))
        #expect(yes.status == 3, "\(yes.output)")
        #expect(yes.output.contains("ran a"))
        let asked = try await TerminalRun(
            ["npx", "create-thing"], isGuarded: isGuarded, as: user, at: .text("Ok to proceed?"), .type("n\r"))
        #expect(asked.status == 1, "\(asked.output)")
        #expect(!asked.output.contains("ran"))
        let unasked = try await TerminalRun(
            ["npx", "create-thing", "b"], isGuarded: isGuarded, as: user, adding: ["CI": "true"])
        #expect(unasked.status == 3, "\(unasked.output)")
        #expect(!unasked.output.contains("Ok to proceed?"))
        await registry.stop()
    }

    @Test("npm's colors: on a terminal as bare, in a pipe none", arguments: ["tree-a", "no-such-package"])
    func colors(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmInstallTests.cleanTree(registry)
        let red = try ["\u{1B}[31m", "\u{1B}[91m"].map { try Regex(NSRegularExpression.escapedPattern(for: $0)) }
        var colored: [Bool] = []
        var said: [String] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            let words = ["npm", "install", "--no-progress", name]
            let seen = try await TerminalRun(words, isGuarded: isGuarded, as: user).output
            colored.append(red.contains { seen.contains($0) })
            said.append(seen)
            let piped =
                try await isGuarded ? user.guarded(words: words) : user.bare(words: words)
            #expect(!(piped.output + piped.errors).contains("\u{1B}"), "\(piped.errors)")
        }
        if name == "no-such-package" { #expect(colored[0], "\(said[0].debugDescription)") }
        #expect(colored[0] == colored[1], "\(said.debugDescription)")
        await registry.stop()
    }

    @Test("pip's colors: on a terminal as bare, in a pipe none", arguments: ["tree-a", "no-such-package"])
    func pipColors(name: String) async throws {
        let registry = try await LoopbackRegistry.start()
        PipInstallTests.cleanTree(registry)
        var said: [String] = []
        for isGuarded in [false, true] {
            let user = try ThrowawayUser(indexURL: registry.simpleURL)
            let environment = try await VirtualEnvironment(for: user)
            let words = ["pip", "install", "--progress-bar", "off", name]
            let seen = try await TerminalRun(words, isGuarded: isGuarded, as: user, adding: environment.path(user))
            said.append(seen.output)
            let piped =
                try await isGuarded
                ? user.guarded(words: words, adding: environment.path(user))
                : user.bare(words: words, adding: environment.path(user))
            #expect(!(piped.output + piped.errors).contains("\u{1B}"), "\(piped.errors)")
        }
        let colored = said.map { $0.contains("\u{1B}[31mERROR") }
        #expect(colored[0] == (name == "no-such-package"), "\(said[0].debugDescription)")
        #expect(colored[0] == colored[1], "\(said.debugDescription)")
        await registry.stop()
    }

    @Test("pip uninstall asks, and is answered")
    func pipUninstallAsks() async throws {
        let registry = try await LoopbackRegistry.start()
        PipInstallTests.cleanTree(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        let made = try await user.guarded(words: ["pip", "install", "tree-c"], adding: environment.path(user))
        #expect(made.status == 0, "\(made.errors)")
        let gone = try await TerminalRun(
            ["pip", "uninstall", "tree-c"], isGuarded: true, as: user, adding: environment.path(user),
            at: .text("Proceed"), .type("y\r"))
        #expect(gone.status == 0, "\(gone.output)")
        #expect(gone.output.contains("Successfully uninstalled tree-c"))
        await registry.stop()
    }
}
