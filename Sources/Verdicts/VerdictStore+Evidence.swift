import Foundation
import GRDB
import Packages

/// Bytes that were seen for a release.
package struct RecordedRelease: Sendable, Hashable {
    package let identity: PackageIdentity
    package let sha256: Digest
    package let recorded: Date
}

extension VerdictStore {
    /// SQLite's own limit on bound values is 32,766; batches stay far below it.
    private static let batchSize = 500

    /// The evidence that this inspector version left for these digests; those without any are absent.
    package func evidence(for digests: [Digest], inspector: String) throws(VerdictsError) -> [Digest: Evidence] {
        var found: [Digest: Evidence] = [:]
        var start = 0
        while start < digests.count {
            let batch = digests[start..<min(start + Self.batchSize, digests.count)].map(\.hexadecimal)
            start += Self.batchSize
            let marks = batch.map { _ in "?" }.joined(separator: ",")
            let rows = try read { database in
                try Data.fetchAll(
                    database, sql: "SELECT json FROM evidence WHERE inspector = ? AND sha256 IN (\(marks))",
                    arguments: StatementArguments([inspector] + batch))
            }
            for row in rows {
                guard let evidence = try? Evidence(decoding: Array(row)) else { continue }
                // A row that was tampered with or mixed up must not vouch for other bytes.
                guard evidence.inspector == inspector, batch.contains(evidence.sha256.hexadecimal) else { continue }
                found[evidence.sha256] = evidence
            }
        }
        return found
    }

    /// Every readable evidence whose digest begins with these hexadecimal digits, newest first.
    package func evidence(digestPrefix: String) throws(VerdictsError) -> [Evidence] {
        let digits = digestPrefix.lowercased()
        guard !digits.isEmpty, digits.utf8.count <= 64, digits.allSatisfy(\.isHexDigit) else { return [] }
        let rows = try read { database in
            try Data.fetchAll(
                database,
                sql: "SELECT json FROM evidence WHERE substr(sha256, 1, ?) = ? ORDER BY created DESC LIMIT 100",
                arguments: [digits.utf8.count, digits])
        }
        return rows.compactMap { try? Evidence(decoding: Array($0)) }
    }

    /// Keeps evidence in one transaction; what the same inspector found before is replaced.
    package func record(_ evidence: [Evidence], now: Date) throws(VerdictsError) {
        guard !evidence.isEmpty else { return }
        try write { database in
            for one in evidence {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO evidence (sha256, inspector, json, created) VALUES (?, ?, ?, ?)",
                    arguments: [
                        one.sha256.hexadecimal, one.inspector, Data(try one.encoded()), now.timeIntervalSince1970,
                    ])
            }
        }
    }

    /// Notes which bytes each release was seen with, for `explain NAME@VERSION` and `allow`.
    package func record(
        releases: [(identity: PackageIdentity, sha256: Digest)], now: Date
    ) throws(VerdictsError) {
        guard !releases.isEmpty else { return }
        try write { database in
            for release in releases {
                let name = release.identity.name
                try database.execute(
                    sql: """
                        INSERT INTO release (ecosystem, name, version, sha256, recorded, first_seen)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                        ON CONFLICT DO UPDATE SET recorded = excluded.recorded
                        """,
                    arguments: [
                        name.ecosystem.rawValue, name.normalized, release.identity.version,
                        release.sha256.hexadecimal, now.timeIntervalSince1970,
                    ])
            }
        }
    }

    /// The bytes seen under this name and version, in one ecosystem or in all, latest first.
    package func releases(
        named name: String, version: String, ecosystem: Ecosystem? = nil
    ) throws(VerdictsError) -> [RecordedRelease] {
        var found: [RecordedRelease] = []
        for ecosystem in ecosystem.map({ [$0] }) ?? Ecosystem.allCases {
            let identity = PackageIdentity(name: PackageName(name, ecosystem: ecosystem), version: version)
            let rows = try read { database in
                try Row.fetchAll(
                    database,
                    sql: "SELECT sha256, recorded FROM release WHERE ecosystem = ? AND name = ? AND version = ?"
                        + " ORDER BY recorded DESC",
                    arguments: [ecosystem.rawValue, identity.name.normalized, version])
            }
            for row in rows {
                let hexadecimal: String = row["sha256"]
                guard let sha256 = Digest(algorithm: .sha256, hexadecimal: hexadecimal) else { continue }
                let recorded = Date(timeIntervalSince1970: row["recorded"])
                found.append(RecordedRelease(identity: identity, sha256: sha256, recorded: recorded))
            }
        }
        return found.sorted { $0.recorded > $1.recorded }
    }

    /// When a release was judged here first, whatever its bytes; nil when it was not, or that was not noted.
    package func firstSeen(_ identity: PackageIdentity) throws(VerdictsError) -> Date? {
        let seconds = try read { database in
            try Double.fetchOne(
                database, sql: "SELECT min(first_seen) FROM release WHERE ecosystem = ? AND name = ? AND version = ?",
                arguments: [identity.name.ecosystem.rawValue, identity.name.normalized, identity.version])
        }
        return seconds.map(Date.init(timeIntervalSince1970:))
    }

    /// Forgets evidence older than a moment, and releases whose bytes have no evidence left; returns how many went.
    package func prune(olderThan moment: Date) throws(VerdictsError) -> Int {
        try write { database in
            try database.execute(
                sql: "DELETE FROM evidence WHERE created < ?", arguments: [moment.timeIntervalSince1970])
            let count = database.changesCount
            for table in ["release", "python_file"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE sha256 NOT IN (SELECT sha256 FROM evidence)")
            }
            return count
        }
    }

    /// How many artifacts have evidence, by any inspector version.
    package func evidenceCount() throws(VerdictsError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT sha256) FROM evidence") ?? 0 }
    }
}
