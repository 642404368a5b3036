import Foundation
import GRDB
import Packages
import Testing
import Verdicts

@Suite struct VerdictStoreTests {
    @Test func evidenceOutlivesTheStore() throws {
        let scratch = try ScratchFolder()
        let values = (0..<1_200).map { evidence("artifact \($0)", score: Double($0) / 1_200) }
        try VerdictStore(at: scratch.databasePath).record(values, now: today)
        let store = try VerdictStore(at: scratch.databasePath)
        let found = try store.evidence(for: values.map(\.sha256) + [digest("never seen")], inspector: "test-1")
        #expect(found.count == 1_200 && values.allSatisfy { found[$0.sha256] == $0 })
        #expect(try store.evidence(for: values.map(\.sha256), inspector: "test-2").isEmpty)
        #expect(store.notKept == nil)
    }

    @Test func newEvidenceReplacesTheOldOfTheSameInspector() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record([evidence(score: 0.1)], now: today)
        try store.record([evidence(score: 0.2), evidence(score: 0.3, inspector: "test-2")], now: today + 1)
        #expect(try store.evidence(for: [digest("left-pad")], inspector: "test-1").values.map(\.score) == [0.2])
        let prefix = String(digest("left-pad").hexadecimal.prefix(8)).uppercased()
        #expect(try Set(store.evidence(digestPrefix: prefix).map(\.score)) == [0.2, 0.3])
        #expect(try store.evidence(digestPrefix: "x' OR 1").isEmpty && store.evidence(digestPrefix: "").isEmpty)
        #expect(try store.evidenceCount() == 1)
    }

    @Test func unreadableOrMixedUpEvidenceCountsAsAbsent() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record([evidence("a"), evidence("b", score: 0.9)], now: today)
        try withDatabase(scratch.databasePath) { database in
            try database.execute(
                sql: "UPDATE evidence SET json = '{}' WHERE sha256 = ?", arguments: [digest("a").hexadecimal])
            try database.execute(
                sql: "UPDATE evidence SET sha256 = ? WHERE sha256 = ?",
                arguments: [digest("c").hexadecimal, digest("b").hexadecimal])
        }
        #expect(try store.evidence(for: [digest("a"), digest("c")], inspector: "test-1").isEmpty)
    }

    @Test func releasesAreFoundLatestFirst() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record(
            releases: [
                (identity("Foo.Bar", "1.0", .pypi), digest("wheel")), (identity("foo-bar", "1.0"), digest("npm")),
            ],
            now: today)
        try store.record(releases: [(identity("foo_bar", "1.0", .pypi), digest("sdist"))], now: today + 60)
        #expect(
            try store.releases(named: "foo-bar", version: "1.0").map(\.sha256) == [
                digest("sdist"), digest("npm"), digest("wheel"),
            ])
        #expect(
            try store.releases(named: "FOO.bar", version: "1.0", ecosystem: .pypi).map(\.sha256) == [
                digest("sdist"), digest("wheel"),
            ])
        #expect(try store.releases(named: "foo-bar", version: "1.0", ecosystem: .npm).map(\.sha256) == [digest("npm")])
        #expect(try store.releases(named: "foo-bar", version: "2.0").isEmpty)
    }

    @Test func pruningForgetsOldEvidenceAndItsReleases() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record([evidence("old")], now: today - 100)
        try store.record([evidence("new")], now: today)
        try store.record(
            releases: [(identity("a", "1"), digest("old")), (identity("b", "1"), digest("new"))], now: today)
        #expect(try store.prune(olderThan: today - 50) == 1)
        #expect(try store.releases(named: "a", version: "1").isEmpty)
        #expect(try store.releases(named: "b", version: "1").count == 1)
    }

    @Test func filesOfIndexesAreKeptByDigestWithoutQueryAndGoWithTheirEvidence() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        func file(_ filename: String, _ kind: ArtifactKind, from url: String) -> Artifact {
            Artifact(
                identity: identity("Foo.Bar", "1.0", .pypi), kind: kind, url: url, filename: filename,
                expectedDigests: [])
        }
        let wheel = file("foo_bar-1.0-py3-none-any.whl", .wheel, from: "https://files.invalid/w.whl?signature=x#y")
        let sdist = file("foo_bar-1.0.tar.gz", .sdist, from: "https://files.invalid/s.tar.gz")
        let local = file("foo_bar-1.0.zip", .sdist, from: "file:///home/user/foo_bar-1.0.zip")
        try store.record([evidence("wheel")], now: today)
        try store.record(pythonFiles: [(wheel, digest("wheel")), (local, digest("local"))], now: today)
        try store.record(pythonFiles: [(sdist, digest("sdist"))], now: today + 60)
        let name = PackageName("foo-bar", ecosystem: .pypi)
        let kept = try store.pythonFiles(of: name)
        #expect(kept.map(\.filename) == [sdist.filename, wheel.filename])
        #expect(kept.map(\.kind) == [.sdist, .wheel])
        #expect(kept.map(\.expectedDigests) == [[digest("sdist")], [digest("wheel")]])
        #expect(kept.map(\.url) == ["https://files.invalid/s.tar.gz", "https://files.invalid/w.whl"])
        #expect(try store.pythonFiles(of: PackageName("foo", ecosystem: .pypi)).isEmpty)
        _ = try store.prune(olderThan: today - 1)
        #expect(try store.pythonFiles(of: name).map(\.filename) == [wheel.filename])
    }

    @Test func constantsAreKeptPerKey() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        #expect(try store.constant("pip:/usr/bin/pip:1") == nil)
        try store.setConstant("pip:/usr/bin/pip:1", to: "https://a.invalid/simple")
        try store.setConstant("pip:/usr/bin/pip:1", to: "https://b.invalid/simple")
        #expect(try store.constant("pip:/usr/bin/pip:1") == "https://b.invalid/simple")
        #expect(try store.constant("pip:/usr/bin/pip:2") == nil)
    }

    @Test func manyWritersOfSeveralConnectionsAllArrive() async throws {
        let scratch = try ScratchFolder()
        let path = scratch.databasePath
        // Twelve stores are opened at once on a database that does not exist yet, as twelve guards would.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<12 {
                group.addTask {
                    let store = try VerdictStore(at: path)
                    for index in 0..<20 {
                        try store.record([evidence("\(writer)/\(index)")], now: today)
                        _ = try store.evidence(for: [digest("0/0")], inspector: "test-1")
                        try store.record(entry(["npm", "ci"], status: 0))
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try VerdictStore(at: path)
        #expect(try store.evidenceCount() == 240)
        #expect(try store.auditEntries(limit: 1_000).count == 240)
    }

    @Test func unfinishedTransactionIsNeverSeen() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        try store.record([evidence("whole")], now: today)
        // The files as they are while another process is in the middle of a change, as after a kill.
        let copy = try scratch.folder("copy") + "/airlock.sqlite"
        try withDatabase(scratch.databasePath) { database in
            try database.execute(sql: "INSERT INTO trust (path, sha256, created) VALUES ('/p', 'x', 0)")
            try database.execute(sql: "DELETE FROM evidence")
            for ending in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: scratch.databasePath + ending, toPath: copy + ending)
            }
        }
        let reopened = try VerdictStore(at: copy)
        #expect(try reopened.evidence(for: [digest("whole")], inspector: "test-1").count == 1)
    }

    @Test(arguments: ["this is no database, though it is long enough to be looked at as one", "overwritten page"])
    func damagedDatabaseIsAnErrorThatNamesTheWayOut(damage: String) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(damage, to: "airlock.sqlite")
        if damage == "overwritten page" {
            try FileManager.default.removeItem(atPath: path)
            try makeDatabaseWithABrokenPage(at: path)
        }
        let error = try #require(throws: VerdictsError.self) {
            let store = try VerdictStore(at: path)
            _ = try store.evidence(for: [digest("0")], inspector: "test-1")
            _ = try store.isTrusted(policyAt: "/p", sha256: digest("x"))
        }
        guard case .databaseDamaged(path, _) = error else {
            Issue.record("expected damage, got \(error)")
            return
        }
        #expect(error.hint?.contains("mv '\(path)'") == true && !error.concernsPolicy)
    }

    @Test func databaseOfANewerVersionIsLeftAlone() throws {
        let scratch = try ScratchFolder()
        _ = try VerdictStore(at: scratch.databasePath)
        try withDatabase(scratch.databasePath) {
            try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('2')")
        }
        #expect(throws: VerdictsError.databaseFromNewerVersion(path: scratch.databasePath)) {
            try VerdictStore(at: scratch.databasePath)
        }
    }

    @Test func folderThatCannotBeWrittenGivesAStricterStore() throws {
        // Even root cannot make a folder below a device.
        let store = try VerdictStore(at: "/dev/null/airlock/airlock.sqlite")
        #expect(store.notKept?.message.contains("'/dev/null/airlock'") == true)
        try store.record([evidence()], now: today)
        #expect(try store.evidence(for: [digest("left-pad")], inspector: "test-1").count == 1)
        #expect(try !store.isTrusted(policyAt: "/p/.airlock.toml", sha256: digest("x")))
    }

    @Test func stateFolderIsForTheUserOnly() throws {
        let scratch = try ScratchFolder()
        _ = try VerdictStore(at: scratch.databasePath)
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/state/airlock")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    private func makeDatabaseWithABrokenPage(at path: String) throws {
        try VerdictStore(at: path).record((0..<50).map { evidence("\($0)") }, now: today)
        try withDatabaseOutsideTransaction(path) { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        var bytes = try Data(contentsOf: URL(filePath: path))
        for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: path))
    }
}

/// Works on a store's file from a connection of its own, as another process would.
func withDatabase(_ path: String, _ work: (Database) throws -> Void) throws {
    try DatabaseQueue(path: path).write(work)
}

func withDatabaseOutsideTransaction(_ path: String, _ work: (Database) throws -> Void) throws {
    try DatabaseQueue(path: path).writeWithoutTransaction(work)
}

func entry(_ command: [String], status: Int32) -> AuditEntry {
    AuditEntry(
        time: today, command: command, folder: "/work", allowed: 3, warned: 2, blocked: 1, overridden: 0,
        exitStatus: status)
}
