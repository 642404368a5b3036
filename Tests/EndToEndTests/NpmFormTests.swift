import AirlockTestSupport
import Foundation
import Testing

/// Every form of installing with npm leaves what the bare tool leaves (Documentation/NpmForms.md lists them).
@Suite("npm, every form as with the bare tool")
struct NpmFormTests {
    private static let trees = "\"tree-a\": \"1.x\", \"tree-b\": \"~1.1.0\""

    static let installs: [NpmForm] = [
        NpmForm("bare install", needs: trees, run: ["npm", "install"], ["npm", "install"]),
        NpmForm(
            "named, with range, tag and alias", run: ["npm", "install", "tree-b@^1.0.0 <1.3", "host@latest"],
            ["npm", "i", "other@npm:tree-b@1.1.0"]),
        NpmForm(
            "-D, -O, -E, --save-peer", run: ["npm", "install", "-D", "-E", "tree-b"], ["npm", "install", "-O", "host"],
            ["npm", "install", "--save-peer", "tree-a"]),
        NpmForm("--no-save", needs: trees, run: ["npm", "install", "--no-save", "host"]),
        NpmForm("--dry-run", needs: trees, run: ["npm", "install", "--dry-run", "host"]),
        NpmForm(
            "--json", needs: trees, run: ["npm", "install", "--json"],
            ["npm", "install", "--dry-run", "--json", "host"]),
        NpmForm(
            "--package-lock-only", needs: trees, run: ["npm", "install", "--package-lock-only", "host"], ["npm", "ci"]),
        NpmForm("--no-package-lock", needs: trees, run: ["npm", "install", "--no-package-lock"]),
        NpmForm(
            "--omit and --include", needs: trees, more: ", \"devDependencies\": {\"host\": \"1\"}",
            environment: ["NODE_ENV": "production"], run: ["npm", "install"], ["npm", "install", "--include=dev"],
            ["npm", "install", "--omit=dev"]),
        NpmForm("a peer conflict", needs: "\"host\": \"1\"", status: 1, run: ["npm", "install", "plugin"]),
        NpmForm(
            "--legacy-peer-deps", needs: "\"host\": \"1\"", run: ["npm", "install", "--legacy-peer-deps", "plugin"]),
        NpmForm("--force", needs: "\"host\": \"1\"", run: ["npm", "install", "--force", "plugin"]),
        NpmForm("peer dependency", run: ["npm", "install", "plugin"]),
        NpmForm("-g and --prefix", run: ["npm", "install", "-g", "--prefix", "ROOT/global", "with-program", "tree-a"]),
        NpmForm(
            "--prefix", files: ["other/package.json": "{}\n"],
            run: ["npm", "install", "--prefix", "../other", "tree-a"]),
        NpmForm("optional dependencies by platform", run: ["npm", "install", "chooses-by-system"], ["npm", "ci"]),
        NpmForm("bundled dependencies", run: ["npm", "install", "bundler"], ["npm", "ci"]),
        NpmForm("npm-shrinkwrap.json in a tarball", run: ["npm", "install", "wrapped"], ["npm", "ci"]),
        NpmForm("an install script", run: ["npm", "install", "with-script"], ["npm", "rebuild"]),
        NpmForm("--ignore-scripts", run: ["npm", "install", "--ignore-scripts", "with-script"], ["npm", "rebuild"]),
        NpmForm(
            "overrides", needs: "\"tree-a\": \"1\"", more: ", \"overrides\": {\"tree-b\": \"1.1.0\"}",
            run: ["npm", "install"]),
        NpmForm(
            "the project's own scripts", needs: trees,
            more: ", \"scripts\": {\"preinstall\": \"echo pre\", \"postinstall\": \"echo post > post.txt\", "
                + "\"prepare\": \"pwd\"}", run: ["npm", "install"]),
    ]

    static let trees2: [NpmForm] = [
        NpmForm(
            "ci", needs: trees, run: ["npm", "install", "--package-lock-only"], ["npm", "ci"],
            ["npm", "ci", "--omit=dev"]),
        NpmForm(
            "lockfile versions 1 and 2", needs: trees, run: ["npm", "install", "--lockfile-version=1"], ["npm", "ci"],
            ["npm", "install", "--lockfile-version=2"], ["npm", "ci"]),
        NpmForm("ci without lockfile", needs: trees, status: 1, run: ["npm", "ci"]),
        NpmForm(
            "update, dedupe, prune, uninstall", needs: "\"tree-a\": \"1\"", run: ["npm", "install", "tree-b@1.1.0"],
            ["npm", "update"], ["npm", "dedupe"], ["npm", "uninstall", "tree-a"], ["npm", "prune"]),
        NpmForm("audit fix", needs: trees, status: 1, run: ["npm", "install"], ["npm", "audit", "fix"]),
        NpmForm(
            "install-test", needs: trees, more: ", \"scripts\": {\"test\": \"echo tested\"}", run: ["npm", "it"],
            ["npm", "cit"]),
        NpmForm(
            "workspaces", files: workspaces, run: ["npm", "install"], ["npm", "install", "-w", "one", "tree-b@1.1.0"],
            ["npm", "install", "--workspaces", "host"], ["npm", "ci"]),
        NpmForm(
            "workspaces, from below", files: workspaces, in: "project/packages/one", run: ["npm", "install", "host"]),
        NpmForm("file: folder", files: folder, run: ["npm", "install", "../folder"], ["npm", "ci"]),
        NpmForm(
            "file: folder in the manifest", needs: "\"folder\": \"file:../folder\"", files: folder,
            run: ["npm", "install"]),
        NpmForm("link", files: linked, environment: global, run: ["npm", "link", "../folder"]),
        NpmForm("link by name", files: linked, environment: global, run: ["npm", "link", "tree-a"]),
        NpmForm("link of the project", needs: trees, environment: global, run: ["npm", "link"]),
    ]

    static let others: [NpmForm] = [
        NpmForm("npx", status: 3, run: ["npx", "--yes", "with-program", "a b", "--flag"]),
        NpmForm("npx -p -c", run: ["npx", "--yes", "-p", "with-program", "-c", "with-program x; true"]),
        NpmForm("exec", status: 3, run: ["npm", "exec", "--yes", "--package=with-program", "--", "with-program", "1"]),
        NpmForm(
            "exec of what is there", needs: "\"with-program\": \"1\"", status: 3, run: ["npm", "install"],
            ["npx", "with-program"]),
        NpmForm("create", status: 3, run: ["npm", "create", "--silent", "--yes", "thing", "--", "--template", "x"]),
        NpmForm("outdated", needs: trees, status: nil, run: ["npm", "install"], ["npm", "outdated", "--json"]),
        NpmForm("view", run: ["npm", "view", "tree-a", "dependencies", "--json"]),
        NpmForm("pack", run: ["npm", "pack", "tree-a", "--json"], ["npm", "pack", "."]),
        NpmForm(
            "ls, explain, query", needs: trees, run: ["npm", "install"], ["npm", "ls", "--all"],
            ["npm", "explain", "tree-b"]),
        NpmForm("an unknown package", status: 1, run: ["npm", "install", "no-such-package"]),
        NpmForm("an unknown version", status: 1, run: ["npm", "install", "tree-b@9"]),
    ]

    /// What comes from elsewhere than a registry.
    static let sources: [NpmForm] = [
        NpmForm(
            "tarball URL", run: ["npm", "install", "ELSEWHERE/far.tgz"], ["npm", "install"], ["npm", "ci"],
            ["npm", "update"]),
        NpmForm(
            "tarball URL in the manifest", needs: "\"far\": \"ELSEWHERE/far.tgz\"",
            run: ["npm", "install", "--no-package-lock"], ["npm", "install", "tree-a"]),
        NpmForm("tarball URL of a dependency", run: ["npm", "install", "points-far"], ["npm", "ci"]),
        NpmForm("tarball URL, -g", environment: global, run: ["npm", "install", "-g", "ELSEWHERE/far.tgz"]),
        NpmForm(
            "local tarball", setup: ["cd ROOT && curl -sO ELSEWHERE/far.tgz && mv far.tgz far-1.tgz"],
            run: ["npm", "install", "../far-1.tgz"], ["npm", "install"], ["npm", "ci"]),
        NpmForm(
            "git", setup: [NpmForm.repository], run: ["npm", "install", "git+file://ROOT/repository"],
            ["npm", "install"],
            ["npm", "ci"]),
        NpmForm(
            "git, a tag by range", setup: [NpmForm.repository],
            run: ["npm", "install", "git+file://ROOT/repository#semver:~1.0"]),
        NpmForm(
            "git, a branch in the manifest", needs: "\"from-git\": \"git+file://ROOT/repository#other\"",
            setup: [NpmForm.repository], run: ["npm", "install"], ["npm", "update"]),
        NpmForm(
            "git, a commit", needs: "\"from-git\": \"git+file://ROOT/repository#COMMIT\"",
            setup: [
                NpmForm.repository,
                "cd ROOT && sed -i s/COMMIT/$(git -C repository rev-parse v1.0.0)/ project/package.json",
            ], run: ["npm", "install"], ["npm", "ci"]),
        NpmForm(
            "git, a submodule", environment: NpmForm.localSubmodules,
            setup: [NpmForm.repository + "\n" + NpmForm.submodule],
            run: ["npm", "install", "git+file://ROOT/repository"], ["npm", "ci"]),
        NpmForm(
            "git over ssh", environment: ["GIT_SSH_COMMAND": "ROOT/ssh", "GIT_SSH_VARIANT": "simple"],
            setup: [
                NpmForm.repository,
                "printf '#!/bin/sh\\nexec git-upload-pack ROOT/repository\\n' > ROOT/ssh && chmod +x ROOT/ssh",
            ], run: ["npm", "install", "git+ssh://git@code.invalid/team/from-git.git"], ["npm", "ci"]),
    ]

    private static let global = ["npm_config_prefix": "ROOT/global"]
    private static let workspaces = [
        "project/package.json": "{\"name\": \"project\", \"version\": \"1.0.0\", \"workspaces\": [\"packages/*\"]}\n",
        "project/packages/one/package.json":
            "{\"name\": \"one\", \"version\": \"1.0.0\", \"dependencies\": {\"tree-a\": \"1\"}}\n",
        "project/packages/two/package.json":
            "{\"name\": \"two\", \"version\": \"1.0.0\", \"dependencies\": {\"one\": \"1\", \"tree-b\": \"1\"}}\n",
    ]
    private static let linked = folder.merging(["global/lib/node_modules/.keep": ""]) { first, _ in first }
    private static let folder = [
        "folder/package.json":
            "{\"name\": \"folder\", \"version\": \"1.0.0\", \"dependencies\": {\"tree-b\": \"1.1.0\"}}\n",
        "folder/index.js": "module.exports = 1;\n",
    ]

    @Test("installs", arguments: installs)
    func install(form: NpmForm) async throws { try await compare(form) }

    @Test("what changes a tree", arguments: trees2)
    func tree(form: NpmForm) async throws { try await compare(form) }

    @Test("what comes from elsewhere than a registry", arguments: sources)
    func source(form: NpmForm) async throws { try await compare(form) }

    @Test("--install-links packs a folder of the user's own, which is refused")
    func installLinks() async throws {
        let user = try ThrowawayUser(npmRegistry: "http://127.0.0.1:1")
        for (name, text) in Self.folder where name.hasSuffix(".js") { try user.write(text, to: name) }
        try user.write("{\"name\": \"folder\", \"version\": \"1.0.0\"}\n", to: "folder/package.json")
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"folder\": \"file:../folder\"}}\n",
            to: "project/package.json")
        let run = try await user.guarded("npm", "install", "--install-links")
        #expect(run.status == 64, "\(run.errors)")
        #expect(!user.exists("project/node_modules"))
    }

    @Test("what runs, shows or packs", arguments: others)
    func other(form: NpmForm) async throws { try await compare(form) }

    /// Runs a form bare and guarded and compares what both leave.
    private func compare(_ form: NpmForm) async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmForm.fill(registry)
        async let bare = leftBehind(form, registry, isGuarded: false)
        async let guarded = leftBehind(form, registry, isGuarded: true)
        let (left, right) = try await (bare, guarded)
        #expect(left.count == right.count)
        for (step, (left, right)) in zip(left, right).enumerated() {
            let words = form.commands[step].joined(separator: " ")
            #expect(right.status == left.status, "\(words): \(right.errors) \(left.errors)")
            #expect(right.output == left.output, "\(words): \(right.errors)")
            #expect(right.files.keys.sorted() == left.files.keys.sorted(), "\(words)")
            for (file, text) in left.files.sorted(by: { $0.key < $1.key }) where right.files[file] != text {
                Issue.record("\(words): '\(file)' is \(right.files[file] ?? "missing"), expected \(text)")
            }
        }
        #expect(left.dropLast().allSatisfy { $0.status == 0 }, "\(left.map(\.errors))")
        if let expected = form.expectedStatus {
            #expect(left.last?.status == expected, "\(left.last?.errors ?? "")")
        }
        await registry.stop()
    }

    private struct State: Sendable {
        let status: Int32
        let output: String
        let errors: String
        let files: [String: String]
    }

    private func leftBehind(_ form: NpmForm, _ registry: LoopbackRegistry, isGuarded: Bool) async throws -> [State] {
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let root = user.scratch.path
        func filled(_ text: String) -> String {
            text.replacingOccurrences(of: "ROOT", with: root).replacingOccurrences(of: "REGISTRY", with: registry.url)
                .replacingOccurrences(of: "ELSEWHERE", with: NpmForm.elsewhere(registry))
        }
        for (name, text) in form.files { try user.write(filled(text), to: name) }
        for text in form.setup {
            let made = try await user.bare("sh", "-c", "set -e; " + filled(text))
            #expect(made.status == 0, "\(made.errors)")
        }
        var states: [State] = []
        for command in form.commands {
            let run = try await user.run(
                words: (isGuarded ? [ThrowawayUser.airlock] : ["/usr/bin/env"]) + command.map(filled),
                in: user.scratch.file(form.folder), adding: form.environment.mapValues(filled))
            states.append(
                State(
                    status: run.status, output: Self.comparable(run.output, root: root), errors: run.errors,
                    files: Self.files(of: user)))
        }
        return states
    }

    /// Everything below the user's folder but caches and what Airlock keeps; links as where they lead.
    private static func files(of user: ThrowawayUser) -> [String: String] {
        var found: [String: String] = [:]
        for folder in ["project", "other", "folder", "global"] {
            for file in ScratchDirectory.files(below: user.scratch.file(folder)) {
                let path = "\(folder)/\(file)"
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: user.scratch.file(path))
                var text = comparable(target.map { "-> \($0)" } ?? user.text(path) ?? "", root: user.scratch.path)
                // Whether `npm link` writes the project's name into its own list varies from run to run of the bare tool.
                if path.hasSuffix("node_modules/.package-lock.json") {
                    text = text.replacing(#/^{\s*"name": "[^"]*",\s*"version": "[^"]*",/#, with: "{")
                }
                found[path] = text
            }
        }
        return found
    }

    /// Without what differs from run to run: the folder and how long it took.
    private static func comparable(_ text: String, root: String) -> String {
        text.replacingOccurrences(of: root, with: "ROOT").replacing(#/\ in \d+m?s\b/#, with: " in TIME")
    }
}
