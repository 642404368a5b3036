import AirlockTestSupport
import Foundation
import Testing

@Suite("The feed of known malicious releases, end to end")
struct FeedTests {
    private func document(
        _ id: String, _ ecosystem: String, _ name: String, _ affected: String, summary: String = "Malicious code"
    ) -> String {
        #"{"id":"\#(id)","modified":"2026-11-20T10:00:00Z","summary":"\#(summary)","affected":"#
            + #"[{"package":{"ecosystem":"\#(ecosystem)","name":"\#(name)"},\#(affected)}]}"#
    }

    private func archive(_ documents: [String]) -> [UInt8] {
        ArchiveBuilder.zip(documents.enumerated().map { ArchiveBuilder.ZipMember("MAL-\($0.offset).json", $0.element) })
    }

    @Test("an imported advisory blocks a judged and installed npm release, older allow entries notwithstanding")
    func npm() async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmInstallTests.cleanTree(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "home/project/package.json")
        let folder = user.scratch.file("home/project")
        #expect(try await user.guarded("npm", "install", "--no-save", "tree-a", in: folder).status == 0)
        let early = try await user.guarded("allow", "npm", "tree-b@1.2.0", "--reason", "read", in: folder)
        #expect(early.status == 0, "\(early.errors)")
        try FileManager.default.removeItem(atPath: folder + "/node_modules")

        try user.write(
            document(
                "MAL-2026-7", "npm", "tree-b", #""ranges":[{"type":"SEMVER","events":[{"introduced":"1.1.0"}]}]"#,
                summary: "Malicious\\u001b[2J code"), to: "list.json")
        let imported = try await user.guarded("feed", "import", user.scratch.file("list.json"))
        #expect(imported.status == 0 && imported.errors.contains("npm: 1 entries in force"), "\(imported.errors)")
        let blocked = try await user.guarded("npm", "install", "--no-save", "tree-a", in: folder)
        #expect(blocked.status == 77 && blocked.output.isEmpty)
        #expect(blocked.errors.contains("known-malicious  'MAL-2026-7' lists this version: Malicious?[2J code"))
        #expect(blocked.errors.contains("required by 'tree-a'"))
        #expect(blocked.errors.contains("airlock allow npm tree-b@1.2.0 --despite MAL-2026-7"))
        #expect(!user.exists("home/project/node_modules"))
        let explained = try await user.guarded("explain", "tree-b@1.2.0")
        #expect(explained.output.contains("known-malicious  MAL-2026-7"))

        let allow = try await user.guarded(
            "allow", "npm", "tree-b@1.2.0", "--despite", "MAL-2026-7", "--reason", "a false alarm", in: folder)
        #expect(allow.status == 0, "\(allow.errors)")
        let allowed = try await user.guarded("npm", "install", "--no-save", "tree-a", in: folder)
        #expect(allowed.status == 0 && allowed.errors.contains("a false alarm"), "\(allowed.errors)")
        #expect(user.exists("home/project/node_modules/tree-b/package.json"))
        await registry.stop()
    }

    @Test("pip is stopped by a version range and by the digest of renamed bytes, and the list can be taken back")
    func pip() async throws {
        let registry = try await LoopbackRegistry.start()
        let wheel = registry.addWheel("tree-d", "2.0")
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addWheel("tree-b", "1.2.0")
        let environment = try await VirtualEnvironment(for: user)
        try user.write(
            document(
                "MAL-1", "PyPI", "tree-b",
                #""ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1.0rc1"},{"fixed":"1.2.0.post1"}]}]"#) + "\n"
                + document(
                    "MAL-2", "PyPI", "another",
                    #""versions":["0.1"],"database_specific":{"indicators":{"package_integrity":[{"hashes":"#
                        + "{\"sha256\":\"\(LoopbackRegistry.sha256(of: wheel))\"}}]}}"), to: "list.jsonl")
        let list = user.scratch.file("list.jsonl")
        #expect(try await user.guarded("feed", "import", list).status == 0)
        for (name, sentence) in [
            ("tree-b", "'MAL-1' lists this version"), ("tree-d", "'MAL-2' lists these bytes (sha256)"),
        ] {
            let run = try await user.guarded(words: ["pip", "install", name], adding: environment.path(user))
            #expect(run.status == 77 && run.errors.contains(sentence), "\(run.errors)")
            #expect(!PipInstallTests.installed(environment).keys.contains { $0.contains("tree_") })
        }
        #expect(try await user.guarded("feed", "remove", list).status == 0)
        let free = try await user.guarded(
            words: ["pip", "install", "tree-b", "tree-d"], adding: environment.path(user))
        #expect(free.status == 0, "\(free.errors)")
        await registry.stop()
    }

    @Test("an update is fetched only when it changed, and nothing that goes wrong touches the list in force")
    func update() async throws {
        let npm = archive([
            document("MAL-1", "npm", "a", #""versions":["1.0.0"]"#),
            document("CVE-1", "npm", "b", #""versions":["1"]"#),
        ])
        let python = archive([document("MAL-2", "PyPI", "c", #""versions":["1.0"]"#)])
        let server = try await LoopbackServer.start { request in
            guard request.path == "/osv/npm/all.zip", request.header("if-none-match") == "\"one\"" else { return nil }
            return LoopbackServer.Answer(status: 304)
        }
        func serve(_ answer: LoopbackServer.Answer) { server.setRoute("/osv/npm/all.zip", answer) }
        serve(LoopbackServer.Answer(headers: [("ETag", "\"one\"")], body: npm))
        server.setRoute("/osv/PyPI/all.zip", LoopbackServer.Answer(body: python))
        let user = try ThrowawayUser()
        try user.write("feed-url = \"\(server.url)/osv\"\n", to: "home/.config/airlock/config.toml")
        let none = try await user.guarded("feed", "status")
        #expect(none.status == 0 && none.output.isEmpty && none.errors.contains("airlock feed update"))

        let first = try await user.guarded("feed", "update")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("1 advisories about flaws of good packages were left aside"))
        let second = try await user.guarded("feed", "update")
        #expect(second.errors.contains("npm: nothing new, 1 entries in force"), "\(second.errors)")
        let present = try await user.guarded("feed", "status").output
        #expect(present.contains("npm   1 entries, updated just now, newest of 2026-11-20, from \(server.url)/osv/npm"))
        #expect(present.contains("pypi  1 entries"))

        // Another mirror has another address, so its tag is not asked about.
        let other = server.url + "/osv/"
        let failures: [(LoopbackServer.Answer, Int)] = [
            (LoopbackServer.Answer(body: npm, delivery: .truncated(afterBytes: npm.count / 2)), 69),
            (LoopbackServer.Answer(body: Array(npm.prefix(npm.count / 2))), 65),
            (LoopbackServer.Answer(body: archive([document("CVE-1", "npm", "b", #""versions":["1"]"#)])), 65),
            (.text("<html>moved</html>"), 65), (.text("gone", status: 404), 69),
        ]
        for (answer, status) in failures {
            server.setRoute("/mirror/npm/all.zip", answer)
            let run = try await user.guarded(
                "feed", "update", "--from", server.url + "/mirror", "--ecosystem", "npm")
            #expect(run.status == Int32(status), "\(run.errors)")
            #expect(run.errors.contains("airlock: error: "))
            #expect(try await user.guarded("feed", "status").output == present)
        }
        #expect(try await user.guarded("feed", "update", "--from", other, "--ecosystem", "npm").status == 0)
        #expect(try await user.guarded("feed", "update", "--from", "http://mirror.invalid").status == 69)
        await server.stop()
    }

    @Test("a scan names the advisory, and nothing asks for the list by itself")
    func scan() async throws {
        let server = try await LoopbackServer.start()
        let user = try ThrowawayUser()
        try user.write("feed-url = \"\(server.url)\"\n", to: "home/.config/airlock/config.toml")
        let package = LoopbackRegistry.NpmPackage("quiet", "3.0.0")
        try user.scratch.write(package.tarball(), to: "quiet-3.0.0.tgz")
        let path = user.scratch.file("quiet-3.0.0.tgz")
        #expect(try await user.guarded("scan", path).status == 0)
        try user.write(document("OURS-1", "npm", "quiet", #""versions":["3.0.0"]"#), to: "own.json")
        let refused = try await user.guarded("feed", "import", user.scratch.file("own.json"))
        #expect(refused.status == 65)
        #expect(try await user.guarded("feed", "import", "--every-entry", user.scratch.file("own.json")).status == 0)
        let found = try await user.guarded("scan", "--json", path)
        #expect(found.status == 77 && found.output.contains("\"code\":\"known-malicious\""), "\(found.output)")
        #expect(server.requests.isEmpty)
        await server.stop()
    }
}
