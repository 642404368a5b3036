import Foundation
import GRDB
import Packages
import Testing
import Verdicts

@Suite struct AuditTrailTests {
    @Test func latestEntriesComeFirst() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let first = entry(["npm", "ci"], status: 0)
        let second = entry(["pip", "install", "a b", "\"c\""], status: 77)
        try store.record(first)
        try store.record(second)
        #expect(try store.auditEntries(limit: 10).map(withoutNumber) == [second, first])
        #expect(try store.auditEntries(limit: 1).map(withoutNumber) == [second])
        #expect(try store.auditEntries(limit: 10).compactMap(\.id) == [2, 1])
        #expect(try store.auditEntry(1).map(withoutNumber) == first)
        #expect(try store.auditEntry(3) == nil)
    }

    @Test func oldEntriesAreDropped() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try withDatabase(scratch.databasePath) { database in
            try database.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)
                    INSERT INTO audit (id, time, command, folder, allowed, warned, blocked, overridden, status)
                    SELECT i, 1795219200, '["npm"]', '/', 0, 0, 0, 0, 0 FROM n
                    """)
        }
        try store.record(entry(["npm", "ci"], status: 0))
        #expect(try store.auditEntries(limit: 20_000).count == 10_000)
    }

    private func withoutNumber(_ entry: AuditEntry) -> AuditEntry {
        var entry = entry
        entry.id = nil
        return entry
    }

    private static func plan(_ names: String..., content: String = "left-pad") -> PlanRecord {
        let releases = names.map { name in
            PlanRecord.Release(
                Artifact(
                    identity: identity(name, "1.0.0"), kind: .npmTarball, url: "https://me:pw@r.invalid/\(name)",
                    filename: "\(name).tgz", expectedDigests: []),
                requiredBy: ["top"], isDirect: false
            ).judged(
                judge(
                    evidence(content), facts: ArtifactFacts(requested: nil, digestStatus: .unstated),
                    thresholds: Thresholds(block: 0.9, warn: 0.5), policy: .none, now: today),
                evidence(content))
        }
        return PlanRecord(releases: releases, policy: .none, thresholds: Thresholds(block: 0.9, warn: 0.5))
    }

    @Test func plansComeBackByTheirDigest() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let plan = Self.plan("a", "b")
        try store.record(entry(["npm", "ci"], status: 0), plan: plan)
        let digest = try #require(try store.auditEntries(limit: 1).first?.plan)
        #expect(digest == plan.digest)
        #expect(try store.plan(digest) == plan)
        #expect(plan.releases.first?.url == "https://***@r.invalid/a")
        #expect(Self.plan("b", "a").digest == plan.digest)
        #expect(Self.plan("a", "b", content: "other").digest != plan.digest)
        #expect(throws: (any Error).self) { try PlanRecord(decoding: Array("{}".utf8)) }
    }

    @Test func filtersAddUp() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        func made(_ word: String, at time: Double, blocked: Int = 0, overridden: Int = 0, folder: String = "/work")
            -> AuditEntry
        {
            AuditEntry(
                time: today + time, command: [word], folder: folder, allowed: 1, warned: 0, blocked: blocked,
                overridden: overridden, exitStatus: 0)
        }
        try store.record(made("old", at: -100, blocked: 1))
        try store.record(made("planned", at: 0, blocked: 1, folder: "/work/sub"), plan: Self.plan("left-pad"))
        var flagged = made("flagged", at: 1, overridden: 1, folder: "/workshop")
        flagged.flagged = [
            .init(release: "Evil@1.0", level: .allow, reasons: [.behaviorSequence], allowedBy: "p line 3")
        ]
        flagged.hosts = ["r.invalid"]
        flagged.refusedHosts = ["x.invalid"]
        try store.record(flagged)
        func found(_ change: (inout AuditFilter) -> Void) throws -> [String] {
            var filter = AuditFilter()
            change(&filter)
            return try store.auditEntries(matching: filter, limit: 10).flatMap(\.command)
        }
        #expect(try found { _ in } == ["flagged", "planned", "old"])
        #expect(try found { $0.isBlocked = true } == ["planned", "old"])
        #expect(
            try found {
                $0.isBlocked = true; $0.since = today
            } == ["planned"])
        #expect(try found { $0.isOverridden = true } == ["flagged"])
        #expect(try found { $0.isWarned = true }.isEmpty)
        #expect(try found { $0.folder = "/work" } == ["planned", "old"])
        #expect(try found { $0.package = "left-pad" } == ["planned"])
        #expect(try found { $0.package = "Evil" } == ["flagged"])
        #expect(try found { $0.package = "Evil@1.0" } == ["flagged"])
        #expect(try found { $0.package = "Ev" }.isEmpty)
        #expect(try store.auditEntries(limit: 1).map(withoutNumber) == [flagged])
    }

    @Test func rotationBoundsAgeAndPlans() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        func made(_ time: Date) -> AuditEntry {
            AuditEntry(
                time: time, command: ["npm"], folder: "/", allowed: 0, warned: 0, blocked: 0, overridden: 0,
                exitStatus: 0)
        }
        try store.record(made(today - 401 * 86_400), plan: Self.plan("ancient"))
        for number in 0..<103 { try store.record(made(today + Double(number)), plan: Self.plan("p\(number)")) }
        #expect(try store.auditEntries(limit: 1_000).count == 103)
        #expect(try store.plan(Self.plan("ancient").digest) == nil)
        #expect(try store.plan(Self.plan("p2").digest) == nil)
        #expect(try store.plan(Self.plan("p3").digest) != nil)
    }

    @Test func manyWritersLoseNothing() async throws {
        let scratch = try ScratchFolder()
        let path = scratch.databasePath
        _ = try VerdictStore(at: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try VerdictStore(at: path)
                    for number in 0..<25 {
                        try store.record(
                            entry(["npm", "\(writer) \(number)"], status: 0), plan: Self.plan("\(writer)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let words = try VerdictStore(at: path).auditEntries(limit: 1_000).map(\.command)
        #expect(Set(words).count == 100)
    }

    @Test func credentialsNeverReachTheDatabase() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record(entry(["pip", "install", "--index-url", "https://me:hunter2@pypi.invalid/simple"], status: 0))
        let stored = try store.auditEntries(limit: 1).first?.command.last
        #expect(stored == "https://***@pypi.invalid/simple")
    }

    /// A command line and what is left of it.
    static let commands: [(given: String, kept: String)] = [
        ("npm install left-pad@1.3.1 --save-dev", "npm install left-pad@1.3.1 --save-dev"),
        ("npm i @scope/x@^2 npm:y@1 alias@npm:z@2", "npm i @scope/x@^2 npm:y@1 alias@npm:z@2"),
        ("npm i git+ssh://git@host.invalid/a.git#v1", "npm i git+ssh://git@host.invalid/a.git#v1"),
        ("npm i git@host.invalid:a/b.git", "npm i git@host.invalid:a/b.git"),
        ("npm i git+https://tok3n@host.invalid/a.git", "npm i git+https://***@host.invalid/a.git"),
        ("npm i git+https://u:p@ss@host.invalid/a.git", "npm i git+https://***@host.invalid/a.git"),
        ("pip install --index-url=https://u:p@h.invalid/s x", "pip install --index-url=https://***@h.invalid/s x"),
        ("pip install -ihttps://u:p@h.invalid/s", "pip install -ihttps://***@h.invalid/s"),
        ("pip install x@https://u:p@h.invalid/x.whl#sha256=ab", "pip install x@https://***@h.invalid/x.whl#sha256=ab"),
        ("pip install --proxy me:pw@proxy.invalid:3128 x", "pip install --proxy ***@proxy.invalid:3128 x"),
        ("pip install --proxy=me:pw@proxy.invalid x", "pip install --proxy=***@proxy.invalid x"),
        ("npm i --otp 123456 x", "npm i --otp *** x"),
        ("npm i --otp=123456 x", "npm i --otp=*** x"),
        ("npm i --_authToken abc x", "npm i --_authToken *** x"),
        ("npm i --//r.invalid/:_authToken=abc x", "npm i --//r.invalid/:_authToken=*** x"),
        ("npm config set //r.invalid/:_password=abc", "npm config set //r.invalid/:_password=***"),
        ("npm i --_password --verbose x", "npm i --_password --verbose x"),
        (
            "pip install https://h.invalid/x.whl?a=1&X-Amz-Signature=s3c&token=t",
            "pip install https://h.invalid/x.whl?a=1&X-Amz-Signature=***&token=***"
        ),
        ("NPM_TOKEN=abc", "NPM_TOKEN=***"),
        ("pip install token-bucket==1.0 secrets-lib", "pip install token-bucket==1.0 secrets-lib"),
        ("pip install 'a", "pip install 'a"),
        ("", ""),
    ]

    @Test(arguments: commands)
    func credentialsAreMasked(given: String, kept: String) {
        let words = given.split(separator: " ").map(String.init)
        #expect(withoutCredentials(words).joined(separator: " ") == kept)
        // What is masked stays as it is when it is read back from the log.
        #expect(withoutCredentials(withoutCredentials(words)).joined(separator: " ") == kept)
    }
}
