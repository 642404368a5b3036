import AirlockTestSupport
import Foundation
import Testing

/// What the owner of a git repository may try, and what of one pip must get.
@Suite("pip, git repositories")
struct PipRepositoryTests {
    private static func repository(_ user: ThrowawayUser, _ script: String) async throws {
        let setup =
            "set -e; mkdir repository; cd repository; git init -q -b main .; git config user.name a; git config user.email a@a.invalid\n"
        let made = try await user.bare("sh", "-c", setup + script)
        #expect(made.status == 0, "\(made.errors)")
    }

    private static func write(_ user: ThrowawayUser, flagged: String? = nil) throws {
        for (name, text) in Fixtures.plainSdist(name: "own_git", marker: user.marker) {
            try user.write(text, to: "files/\(name)")
        }
        try user.write(Fixtures.actingSetup(name: "own-git", marker: user.marker), to: "flagged/setup.py")
    }

    @Test(
        "code that the owner hides from whoever judges the tree is judged",
        arguments: [
            "plain", "export-ignore", "branch over tag", "encoding", "submodule", "folder", "folder, encoding",
            "folder, from above",
        ])
    func hidden(way: String) async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try Self.write(user)
        let script =
            switch way {
            case "export-ignore":
                "cp ../../flagged/setup.py .; echo 'setup.py export-ignore' > .gitattributes; git add .; git commit -qm one"
            case "branch over tag":
                "cp ../../files/* .; git add .; git commit -qm one; git tag v1; git rm -q '*'; cp ../../flagged/setup.py .; git add .; git commit -qm two; git branch v1; git reset -q --hard v1~1 2>/dev/null || true"
            case "encoding":
                "cp ../../flagged/setup.py .; echo 'setup.py working-tree-encoding=UTF-16LE' > .gitattributes; git add . 2>/dev/null || { rm .gitattributes; git add .; }; git commit -qm one"
            case "submodule":
                "mkdir ../part; cp ../../flagged/setup.py ../part/backend.py; (cd ../part; git init -q .; git add .; "
                    + "git -c user.name=a -c user.email=a@a.invalid commit -qm one); "
                    + "git -c protocol.file.allow=always submodule --quiet add ../part part; "
                    + "sed 's/\\[\".\"\\]/[\"part\"]/' ../../files/pyproject.toml > pyproject.toml; git add .; git commit -qm one"
            case "folder": "mkdir -p a/b; cp ../../flagged/setup.py a/b; git add .; git commit -qm one"
            case "folder, encoding":
                // What git writes at a checkout is other text than what it holds: two letters each as one character.
                "mkdir -p a/b; cp ../../flagged/setup.py a/b; "
                    + "[ $(($(wc -c < a/b/setup.py) % 2)) = 0 ] || echo >> a/b/setup.py; "
                    + "echo 'a/b/setup.py working-tree-encoding=UTF-16LE' > .gitattributes; git add .; git commit -qm one"
            case "folder, from above":
                "mkdir -p a/b; cp ../../flagged/setup.py above.py; "
                    + "printf 'import sys, os\\nsys.path.insert(0, os.path.abspath(\"../..\"))\\nimport above\\n' > a/b/setup.py; "
                    + "git add .; git commit -qm one"
            default: "cp ../../flagged/setup.py .; git add .; git commit -qm one"
            }
        try await Self.repository(user, script)
        let revision = way == "branch over tag" ? "@v1" : way.hasPrefix("folder") ? "#subdirectory=a/b" : ""
        try await PipAddressBypassTests.expectNothing(
            ["--no-build-isolation", "git+file://\(user.project)/repository\(revision)"], status: 77, user: user)
    }

    /// What is asked for behind the repository's address, and the status of the refusal.
    static let refusals: [(String, String, Int32)] = [
        ("a submodule by another transport", "", 64), ("a submodule's own command", "", 64),
        ("revision", "@absent", 69),
        ("no such folder", "#subdirectory=a/b", 64), ("a folder outside", "#subdirectory=../../files", 64),
        ("two folders", "#subdirectory=a&subdirectory=b", 64),
    ]

    @Test("what of a repository is refused", arguments: refusals)
    func refused(way: String, asked: String, status: Int32) async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try Self.write(user)
        var module = ""
        if way.contains("submodule") {
            let isCommand = way.hasSuffix("command")
            let address = isCommand ? "../x" : "https://h.invalid/x"
            let update = isCommand ? "\\tupdate = !touch \(user.marker)\\n" : ""
            module =
                "printf '[submodule \"x\"]\\n\\tpath = x\\n\\turl = \(address)\\n\(update)' > .gitmodules; git init -q ../x; "
                + "git -C ../x -c user.name=a -c user.email=a@a.invalid commit -q --allow-empty -m x; "
                + "git update-index --add --cacheinfo 160000,$(git -C ../x rev-parse HEAD),x; mkdir x;"
        }
        try await Self.repository(
            user, "cp ../../files/* .; \(module) git add .gitmodules *.* 2>/dev/null || git add *.*; git commit -qm one"
        )
        try await PipAddressBypassTests.expectNothing(
            ["git+file://\(user.project)/repository\(asked)"], status: status, user: user)
    }

    @Test("a repository on a host that the policy does not list")
    func unlistedHost() async throws {
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try Self.write(user)
        try await Self.repository(user, "cp ../../files/* .; git add .; git commit -qm one")
        try user.write("git-hosts = [\"git.invalid\"]\n", to: "home/.config/airlock/config.toml")
        try await PipAddressBypassTests.expectNothing(
            ["git+file://\(user.project)/repository"], status: 64, user: user)
    }

    @Test("a repository that a judged repository requires is not opened")
    func required() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try Self.write(user)
        try user.write(Fixtures.actingSetup(name: "other", marker: user.marker), to: "project/other/setup.py")
        let other = try await user.bare(
            "sh", "-c",
            "cd other; git init -q .; git add .; git -c user.name=a -c user.email=a@a.invalid commit -qm one")
        #expect(other.status == 0)
        let backend = (Fixtures.plainSdist(name: "own_git", marker: user.marker)["backend.py"] ?? "")
            .replacingOccurrences(
                of: "Version: 1.0.0\\n",
                with: "Version: 1.0.0\\nRequires-Dist: other @ git+' + 'file://\(user.project)/other\\n")
        try user.write(
            backend.replacingOccurrences(of: "with open('\(user.marker)', 'a') as log:", with: "if 1:")
                .replacingOccurrences(of: "log.write('backend of own_git\\n')", with: "pass"), to: "files/backend.py")
        try await Self.repository(user, "cp ../../files/* .; git add .; git commit -qm one")
        try await PipAddressBypassTests.expectNothing(
            ["--no-build-isolation", "git+file://\(user.project)/repository"], user: user)
        await registry.stop()
    }
}
