import AirlockTestSupport
import Foundation
import Testing

@Suite("Reports, end to end")
struct ReportTests {
    private static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static let published = Date(timeIntervalSinceNow: -100 * 86_400).ISO8601Format()

    /// A registry with a tree whose leaf is clean in 1.0.0 and flagged in 1.1.0, and a project that has 1.0.0 installed.
    private static func installed(_ registry: LoopbackRegistry) async throws -> ThrowawayUser {
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try registry.add(LoopbackRegistry.NpmPackage("leaf", "1.0.0"))
        var top = LoopbackRegistry.NpmPackage("top", "1.0.0")
        top.dependencies = ["leaf": "1.0.0"]
        try registry.add(top)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("npm", "install", "top@1.0.0")
        try #require(run.status == 0, "\(run.errors)")
        var bad = NpmInstallTests.flagged("leaf", marker: user.marker)
        bad.version = "1.1.0"
        bad.published = Self.published
        try registry.add(bad)
        top.version = "2.0.0"
        top.dependencies = ["leaf": "1.1.0"]
        try registry.add(top)
        return user
    }

    @Test("a block says who, what, where, since when, and every report of it agrees")
    func blocked() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await Self.installed(registry)
        let run = try await user.guarded(
            "npm", "install", "top@2.0.0", adding: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": user.project])
        #expect(run.status == 77)
        #expect(run.output.isEmpty)
        for text in [
            "blocked 'leaf' 1.1.0 (npm), required by 'top'", "at install it reads credentials",
            "new since 1.0.0, which is installed: ", "published 3 months ago",
            "setup.js:7 -> setup.js:12  sends credentials to a host (at install)",
            "12 | request.write(body);", "airlock explain ", "airlock allow npm leaf@1.1.0",
            "::error file=package-lock.json,line=", "title=airlock%3A blocked leaf@1.1.0::at install it reads",
        ] {
            #expect(run.errors.contains(text), "\(text) in \(run.errors)")
        }

        let json = try Self.object(try await user.guarded("report", "--json").output)
        let releases = try #require(json["releases"] as? [[String: Any]])
        #expect(Set(releases.compactMap { $0["purl"] as? String }) == ["pkg:npm/leaf@1.1.0", "pkg:npm/top@2.0.0"])
        let leaf = try #require(releases.first { $0["name"] as? String == "leaf" })
        #expect(leaf["published"] as? String == Self.published)
        #expect(leaf["provenance"] as? Bool == false)
        let change = try #require(leaf["change"] as? [String: Any])
        #expect(change["since"] as? String == "1.0.0")
        #expect((change["appeared"] as? [String])?.contains("sends credentials to a host") == true)
        let page = try await user.guarded("report", "--html", "page.html")
        #expect(page.status == 0 && page.output.isEmpty)
        for text in ["1 of 2 packages blocked", "3 months ago, <time", "New since <bdi>1.0.0</bdi>"] {
            #expect(user.text("project/page.html")?.contains(text) == true, "\(text)")
        }
        let sarif = try Self.object(try await user.guarded("report", "--sarif").output)
        #expect(sarif["version"] as? String == "2.1.0")

        let log = try await user.guarded("log", "--json", "--blocked", "--package", "leaf")
        let entry = try Self.object(log.output)
        #expect(entry["status"] as? Int == 77)
        #expect(entry["plan"] as? String == json["plan"] as? String)
        #expect((entry["hosts"] as? [String])?.contains { $0.hasPrefix("127.0.0.1:") } == true)
        #expect(try await user.guarded("log").output.contains("block leaf@1.1.0: behavior-sequence"))

        let explained = try await user.guarded("explain", "leaf@1.1.0")
        #expect(explained.output.contains("blocked, required by 'top'"), "\(explained.output)")
        #expect(explained.output.contains("published 3 months ago"))

        let difference = try await user.guarded("diff", "leaf", "1.0.0", "1.1.0")
        #expect(difference.status == 0, "\(difference.errors)")
        #expect(difference.output.contains("+ at install  sends credentials to a host  setup.js:12"))
        #expect(try await user.guarded("diff", "leaf", "1.0.0", "9.9.9").status == 64)
        await registry.stop()
    }

    @Test("a block of 'npm ci' tells the age too, though npm asks for no document; a plan that passes asks for none")
    func ageWithoutDocuments() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await Self.installed(registry)
        func documents() -> Int { registry.server.requests.filter { $0.path == "/leaf" }.count }
        let before = documents()
        #expect(try await user.guarded("npm", "ci").status == 0)
        #expect(documents() == before)
        let locked = try await user.bare("npm", "install", "--package-lock-only", "--ignore-scripts", "top@2.0.0")
        try #require(locked.status == 0, "\(locked.errors)")
        let asked = documents()
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 77 && run.errors.contains("published 3 months ago"), "\(run.errors)")
        #expect(documents() == asked + 1)
        await registry.stop()
    }

    @Test("a plan is written as a bill, a verdict list or a page, and standard output holds nothing else")
    func plan() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await Self.installed(registry)
        let bill = try await user.guarded("plan", "--sbom", "npm", "install", "top@1.0.0")
        #expect(bill.status == 0, "\(bill.errors)")
        let components = try #require(try Self.object(bill.output)["components"] as? [[String: Any]])
        #expect(components.map { $0["name"] as? String } == ["leaf", "top"])
        let quiet = try await user.guarded("plan", "--json", "--quiet", "npm", "install", "top@1.0.0")
        #expect(quiet.errors.isEmpty)
        #expect(try Self.object(quiet.output)["status"] as? Int == 0)
        // Behind the tool's name everything is the tool's.
        let tool = try await user.guarded("npm", "ls", "--json")
        #expect(tool.status == 0 && !tool.errors.contains("airlock"))
        let refused = try await user.guarded("plan", "--json", "--sbom", "npm", "install", "top@1.0.0")
        #expect(refused.status == 64)
        #expect(try await user.guarded("--quiet", "npm", "ci").errors.contains("airlock") == false)
        let verbose = try await user.guarded("--verbose", "npm", "ci")
        #expect(verbose.errors.contains("airlock: allow 'leaf' 1.0.0, score "))
        await registry.stop()
    }

    @Test("the cache is counted, bounded and emptied, and what is needed again is fetched again")
    func cache() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try await Self.installed(registry)
        let before = try Self.object(try await user.guarded("cache", "status", "--json").output)
        #expect(before["artifacts"] as? Int == 2)
        #expect(before["evidence"] as? Int == 2)
        let pruned = try await user.guarded("cache", "prune", "--keep", "1")
        #expect(pruned.output.contains("removed 2 artifacts"))
        #expect(try await user.guarded("cache", "prune", "--keep", "much").status == 64)
        #expect(try await user.guarded("cache", "clear", "--evidence").status == 0)
        let after = try Self.object(try await user.guarded("cache", "status", "--json").output)
        #expect(after["artifacts"] as? Int == 0 && after["evidence"] as? Int == 0)
        try FileManager.default.removeItem(atPath: user.project + "/node_modules")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("2 packages judged (0 cached)"))
        await registry.stop()
    }
}
