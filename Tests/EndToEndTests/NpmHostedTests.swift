import AirlockTestSupport
import Foundation
import Testing

/// npm's shortcuts for code hosts, without a code host.
///
/// The user's git configuration leads their addresses to a repository of this machine, as it may lead them to a mirror.
/// The archives of commits that npm prefers are out of reach, as they always are under guard.
@Suite("npm, shortcuts for code hosts")
struct NpmHostedTests {
    @Test(
        "a repository by a shortcut is fetched, judged and installed; the lockfile has npm's own address",
        arguments: [
            "team/from-git", "github:team/from-git#semver:~1.0", "git+ssh://git@github.com/team/from-git.git#other",
            "gitlab:team/from-git#v1.0.0", "https://github.com/team/from-git.git",
        ])
    func shortcut(spec: String) async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmForm.fill(registry)
        let user = try Self.user(registry)
        let made = try await user.bare(
            "sh", "-c", "set -e; " + NpmForm.repository.replacingOccurrences(of: "ROOT", with: user.scratch.path))
        #expect(made.status == 0, "\(made.errors)")
        let run = try await user.guarded(words: ["npm", "install", spec], adding: Self.ssh(user))
        #expect(run.status == 0, "\(run.errors)")
        #expect(user.exists("project/node_modules/from-git/built.js"))
        let host = spec.contains("gitlab") ? "gitlab.com" : "github.com"
        let lock = user.text("project/package-lock.json") ?? ""
        #expect(lock.contains("\"git+ssh://git@\(host)/team/from-git.git#"), "\(lock)")
        let again = try await user.guarded(words: ["npm", "ci"], adding: Self.ssh(user))
        #expect(again.status == 0, "\(again.errors)")
        await registry.stop()
    }

    @Test("a flagged repository by a shortcut", arguments: ["install", "ci"])
    func flagged(command: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try Self.user(registry)
        let script = Fixtures.actingScript(marker: user.marker)
        try user.write(script, to: "repository/setup.js")
        try user.write(
            "{\"name\": \"look-alike\", \"version\": \"1.0.0\", \"scripts\": {\"prepare\": \"node setup.js\"}}\n",
            to: "repository/package.json")
        let made = try await user.bare(
            "sh", "-c",
            "cd ../repository && git init -q . && git add . && git -c user.name=a -c user.email=a@a.invalid commit -qm a "
                + "&& git rev-parse HEAD")
        let commit = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try NpmBypassTests.lock(
            user, name: "look-alike", resolved: "git+ssh://git@github.com/team/look-alike.git#\(commit)", integrity: nil
        )
        let run = try await user.guarded(
            words: ["npm", command] + (command == "ci" ? [] : ["team/look-alike"]), adding: Self.ssh(user))
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    private static func ssh(_ user: ThrowawayUser) -> [String: String] {
        ["GIT_SSH_COMMAND": user.scratch.file("ssh"), "GIT_SSH_VARIANT": "simple"]
    }

    private static func user(_ registry: LoopbackRegistry) throws -> ThrowawayUser {
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let (root, hosts) = (user.scratch.path, ["github.com", "gitlab.com"])
        let leads = hosts.flatMap { ["https://\($0)/team/", "ssh://git@\($0)/team/", "git@\($0):team/"] }
        try user.write(
            "[url \"ssh://code.invalid/team/\"]\n" + leads.map { "\tinsteadOf = \($0)\n" }.joined(),
            to: "home/.gitconfig")
        try user.write("#!/bin/sh\nexec git-upload-pack \(root)/repository\n", to: "ssh")
        try makeExecutable(user.scratch.file("ssh"))
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        return user
    }
}
