import AirlockTestSupport
import Foundation
import Testing

@Suite("Policy, end to end")
struct PolicyTests {
    /// A project below a home, so that it can have a policy file.
    private func blockedProject(_ registry: LoopbackRegistry) async throws -> ThrowawayUser {
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(NpmInstallTests.flagged("look-alike", marker: user.marker))
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "home/project/package.json")
        return user
    }

    @Test("an allowed release installs, and the loosening is printed")
    func allowed() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await blockedProject(registry)
        let folder = user.scratch.file("home/project")
        #expect(try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder).status == 77)
        let allow = try await user.guarded("allow", "npm", "look-alike@1.0.0", "--reason", "read by us", in: folder)
        #expect(allow.status == 0, "\(allow.errors)")
        let policy = user.text("home/project/.airlock.toml") ?? ""
        #expect(policy.contains("reason = \"read by us\""))
        let run = try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("allowed by"))
        #expect(run.errors.contains("read by us"))
        #expect(user.exists("home/project/node_modules/look-alike/setup.js"))
        await registry.stop()
    }

    @Test("entries of a cloned repository's policy do not count until it is trusted, and only while unchanged")
    func trust() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await blockedProject(registry)
        let folder = user.scratch.file("home/project")
        #expect(try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder).status == 77)
        #expect(try await user.guarded("allow", "npm", "look-alike@1.0.0", "--reason", "read", in: folder).status == 0)
        let shipped = user.text("home/project/.airlock.toml") ?? ""
        #expect(try await user.guarded("untrust", in: folder).status == 0)

        let untrusted = try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder)
        #expect(untrusted.status == 77)
        #expect(untrusted.errors.contains("not trusted"))
        let asked = try await user.guarded("trust", in: folder)
        #expect(asked.status == 64 && asked.errors.contains("+ allow npm 'look-alike' '1.0.0'"), "\(asked.errors)")
        #expect(try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder).status == 77)
        let digest = LoopbackRegistry.sha256(of: Array(shipped.utf8))
        let once = try await user.guarded(
            "--policy-digest", "sha256:\(digest)", "plan", "npm", "install", "look-alike", in: folder)
        #expect(once.status == 64)
        let plan = try await user.guarded(
            "plan", "--policy-digest", "sha256:\(digest)", "npm", "install", "look-alike", in: folder)
        #expect(plan.status == 0 && plan.errors.contains("allowed by"), "\(plan.errors)")
        let other = "sha256:" + String(repeating: "0", count: 64)
        let refused = try await user.guarded(
            "--policy-digest=\(other)", "npm", "install", "--ignore-scripts", "look-alike", in: folder)
        #expect(refused.status == 77 && refused.errors.contains("names another content"), "\(refused.errors)")
        for (answer, status) in [("n", 77), ("y", 0)] {
            let terminal = try PseudoTerminal(
                words: [ThrowawayUser.airlock, "trust"], environment: user.environment, folder: folder)
            try await terminal.waitFor("accept exactly this content? [y/N]")
            #expect(terminal.transcript.contains("+ allow npm 'look-alike' '1.0.0'"), "\(terminal.transcript)")
            terminal.type(answer + "\n")
            #expect(try await terminal.end() == Int32(status), "\(terminal.transcript)")
            #expect(terminal.transcript.contains(answer == "y" ? "is trusted as it is now" : "nothing was changed"))
        }
        #expect(try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder).status == 0)
        try user.write(shipped + "# changed\n", to: "home/project/.airlock.toml")
        try FileManager.default.removeItem(atPath: user.scratch.file("home/project/node_modules"))
        #expect(try await user.guarded("npm", "install", "--ignore-scripts", "look-alike", in: folder).status == 77)
        await registry.stop()
    }

    @Test("what a project's lists do not need any more is named when the whole project is installed")
    func deadElements() async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmInstallTests.cleanTree(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"tree-a\": \"*\"}}\n",
            to: "home/project/package.json")
        try user.write(
            """
            direct-hosts = ["files.example"]
            script-hosts = ["downloads.example"]
            private-names = ["npm:gone-*", "npm:tree-*", "pypi:other"]
            private-registries = ["127.0.0.1", "npm.example"]

            """, to: "home/project/.airlock.toml")
        let folder = user.scratch.file("home/project")
        let run = try await user.guarded("npm", "install", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        for text in [
            "'direct-hosts' in '\(folder)/.airlock.toml' line 1: nothing that this project installs comes from 'files.example'",
            "line 2: no install script runs here that could download from 'downloads.example'",
            "line 3: this project installs nothing that matches 'npm:gone-*'\n",
            "line 4: no registry of this project is 'npm.example'\n",
        ] {
            #expect(run.errors.contains(text), "\(text) in \(run.errors)")
        }
        // A part of the project tells nothing of the rest.
        let part = try await user.guarded("npm", "install", "--omit=dev", in: folder)
        #expect(part.status == 0 && !part.errors.contains("line 1"), "\(part.errors)")
        await registry.stop()
    }

    @Test("a malformed policy file stops the command with status 78 and names file and line")
    func malformed() async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmInstallTests.cleanTree(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "home/project/package.json")
        try user.write("strict = true\n[[allow]]\necosystem = 1\n", to: "home/project/.airlock.toml")
        let folder = user.scratch.file("home/project")
        let run = try await user.guarded("npm", "install", "tree-a", in: folder)
        #expect(run.status == 78)
        #expect(run.errors.contains(".airlock.toml"))
        #expect(!user.exists("home/project/node_modules"))
        await registry.stop()
    }

    @Test("explain shows the behaviors of what was blocked")
    func explain() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await blockedProject(registry)
        let folder = user.scratch.file("home/project")
        #expect(try await user.guarded("npm", "install", "look-alike", in: folder).status == 77)
        let run = try await user.guarded("explain", "look-alike@1.0.0", in: folder)
        #expect(run.status == 0)
        #expect(run.output.contains("setup.js:"))
        #expect(run.output.contains("score"))
        await registry.stop()
    }
}
