import AirlockTestSupport
import Foundation
import Testing

/// Whose git configuration counts while repositories are fetched: the user's, and never that of the folder at hand.
@Suite("git's configuration")
struct GitConfigurationTests {
    /// A repository behind a program that stands for ssh, and a project.
    private struct Scene {
        let registry: LoopbackRegistry
        let user: ThrowawayUser

        init() async throws {
            registry = try await LoopbackRegistry.start()
            user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
            var files = Fixtures.plainSdist(name: "far", marker: user.scratch.file("own-code-ran"))
            files["package.json"] = "{\"name\": \"far\", \"version\": \"1.0.0\"}\n"
            for (name, text) in files { try user.write(text, to: "repository/\(name)") }
            try await shell(
                "cd ../repository && git init -q -b main . && git add . && "
                    + "git -c user.name=a -c user.email=a@a.invalid commit -qm one")
        }

        func shell(_ text: String) async throws {
            let run = try await user.bare("sh", "-c", "set -e; " + text)
            #expect(run.status == 0, "\(run.errors)")
        }

        func program(_ name: String, _ text: String) throws -> String {
            try user.write("#!/bin/sh\n\(text)\n", to: name)
            try makeExecutable(user.scratch.file(name))
            return user.scratch.file(name)
        }

        func install(_ client: String) async throws -> ThrowawayUser.Result {
            let words = client == "npm" ? ["npm", "install"] : ["pip", "install", "--target", "out"]
            return try await user.guarded(
                words: words + ["git+ssh://git@code.invalid/team/far.git"],
                adding: ["GIT_SSH_VARIANT": "simple", "PIP_INDEX_URL": registry.simpleURL])
        }
    }

    @Test("the program for ssh in the user's configuration is taken", arguments: ["npm", "pip"])
    func userProgram(client: String) async throws {
        let scene = try await Scene()
        let ssh = try scene.program("ssh", "exec git-upload-pack '\(scene.user.scratch.file("repository"))'")
        try await scene.shell("git config --global core.sshCommand '\(ssh)'")
        let run = try await scene.install(client)
        #expect(run.status == 0, "\(run.errors)")
        #expect(scene.user.exists(client == "npm" ? "project/node_modules/far" : "project/out/far.py"))
        await scene.registry.stop()
    }

    @Test("programs in the configuration of a cloned project are not", arguments: ["npm", "pip"])
    func projectPrograms(client: String) async throws {
        let scene = try await Scene()
        let steal = try scene.program("steal", ": > '\(scene.user.marker)'; exit 1")
        try await scene.shell(
            """
            git init -q .; git config core.sshCommand '\(steal)'; git config core.fsmonitor '\(steal)'
            git config core.askPass '\(steal)'; git config credential.helper '!\(steal)'
            git config alias.clone '!\(steal)'; git config core.hooksPath '\(scene.user.scratch.file(""))'
            git config url.https://elsewhere.invalid/.insteadOf ssh://git@code.invalid/
            """)
        let run = try await scene.install(client)
        #expect(run.status != 0, "\(run.errors)")
        #expect(!scene.user.exists("package-code-ran"), "\(run.errors)")
        #expect(!run.errors.contains("elsewhere.invalid"), "\(run.errors)")
        await scene.registry.stop()
    }
}
