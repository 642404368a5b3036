import Foundation
import GRDB
import Packages

/// One advisory of the feed that speaks of a release; its texts come from outside and are sanitized where printed.
package struct FeedListing: Sendable, Hashable {
    /// What in the advisory names the release.
    package enum Match: Sendable, Hashable {
        case version
        case digest(Digest)
    }

    /// Such as `MAL-2026-15859`.
    package let advisory: String
    package let summary: String
    package let reference: String?
    package let match: Match

    /// Advisories shown for one release; one is enough to block, and few releases have more than three.
    package static let shownLimit = 5

    /// The listing as a reason of a verdict.
    var reason: Reason {
        var message =
            switch match {
            case .version: "'\(advisory)' lists this version"
            case .digest(let digest): "'\(advisory)' lists these bytes (\(digest.algorithm.rawValue))"
            }
        if !summary.isEmpty { message += ": \(summary)" }
        if let reference { message += ", see \(reference)" }
        return Reason(code: .knownMalicious, message: message)
    }
}

/// The feed's tables, made by the migration `feed`:
/// ```
/// feed_source  id, name, ecosystem, address, etag, loaded, checked, newest, entries, in_force
///              one row per load of one ecosystem; `name` is "update" or the path of an imported file
/// feed_entry   name (normalized), source, advisory, ordinal → summary, reference, affected (see `AffectedVersions`)
/// feed_digest  digest ("sha512:…"), source, advisory → summary, reference
/// ```
/// A load writes its rows in many small transactions under a new source that is not in force, so that no guard waits for
/// it; its last transaction puts it into force in place of the one before. What is not in force is never looked at, and
/// the next load removes it: killed at any moment, the list is the old one or the new one. Identifiers of sources are
/// never used twice.
extension VerdictStore {
    static let feedTables = """
        CREATE TABLE feed_source (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, ecosystem TEXT NOT NULL, address TEXT NOT NULL,
            etag TEXT, loaded REAL NOT NULL, checked REAL NOT NULL, newest TEXT, entries INTEGER NOT NULL,
            in_force INTEGER NOT NULL
        );
        CREATE TABLE feed_entry (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, source INTEGER NOT NULL, advisory TEXT NOT NULL,
            ordinal INTEGER NOT NULL, summary TEXT NOT NULL, reference TEXT, affected BLOB NOT NULL
        );
        CREATE UNIQUE INDEX feed_entry_by_name ON feed_entry (name, source, advisory, ordinal);
        CREATE INDEX feed_entry_by_source ON feed_entry (source);
        CREATE TABLE feed_digest (
            id INTEGER PRIMARY KEY, digest TEXT NOT NULL, source INTEGER NOT NULL, advisory TEXT NOT NULL,
            summary TEXT NOT NULL, reference TEXT
        );
        CREATE UNIQUE INDEX feed_digest_by_digest ON feed_digest (digest, source, advisory);
        CREATE INDEX feed_digest_by_source ON feed_digest (source);
        """

    /// The advisories in force that list this release or bytes with one of these digests, by identifier, each once.
    ///
    /// - Parameters:
    ///   - identity: the name and version that a client asks for; nil for a file without a known one.
    ///   - digests: every digest that the bytes are known to have.
    package func feedListings(
        of identity: PackageIdentity?, digests: [Digest]
    ) throws(VerdictsError) -> [FeedListing] {
        try read { database in
            var found: [String: FeedListing] = [:]
            for digest in digests {
                let rows = try Row.fetchAll(
                    try database.cachedStatement(
                        sql: """
                            SELECT advisory, summary, reference FROM feed_digest JOIN feed_source
                            ON feed_source.id = source AND in_force WHERE digest = ?
                            """), arguments: [digest.description])
                for row in rows {
                    found[row["advisory"]] = FeedListing(
                        advisory: row["advisory"], summary: row["summary"], reference: row["reference"],
                        match: .digest(digest))
                }
            }
            if let identity {
                let name = identity.name
                let rows = try Row.fetchAll(
                    try database.cachedStatement(
                        sql: """
                            SELECT advisory, summary, reference, affected FROM feed_entry JOIN feed_source
                            ON feed_source.id = source AND in_force AND ecosystem = ? WHERE feed_entry.name = ?
                            """), arguments: [name.ecosystem.rawValue, name.normalized])
                for row in rows {
                    let affected = try JSONDecoder().decode(AffectedVersions.self, from: row["affected"] as Data)
                    guard affected.contains(identity.version, ecosystem: name.ecosystem) else { continue }
                    found[row["advisory"]] = FeedListing(
                        advisory: row["advisory"], summary: row["summary"], reference: row["reference"],
                        match: .version)
                }
            }
            return found.values.sorted { $0.advisory < $1.advisory }
        }
    }

    /// What is in the list, where it came from and how old it is.
    package func feedStatus() throws(VerdictsError) -> FeedStatus {
        let rows = try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM feed_source WHERE in_force ORDER BY ecosystem, name")
        }
        return FeedStatus(
            sources: rows.compactMap { row in
                guard let ecosystem = Ecosystem(rawValue: row["ecosystem"]) else { return nil }
                return FeedSource(
                    name: row["name"], ecosystem: ecosystem, address: row["address"], tag: row["etag"],
                    loaded: Date(timeIntervalSince1970: row["loaded"]),
                    checked: Date(timeIntervalSince1970: row["checked"]), newest: row["newest"],
                    entryCount: row["entries"])
            })
    }

    /// Notes that a source was asked and has nothing newer.
    package func confirmFeed(_ source: FeedSource, now: Date) throws(VerdictsError) {
        try write { database in
            try database.execute(
                sql: "UPDATE feed_source SET checked = ? WHERE name = ? AND ecosystem = ? AND in_force",
                arguments: [now.timeIntervalSince1970, source.name, source.ecosystem.rawValue])
        }
    }

    /// Takes a source out of the list, in all its ecosystems; tells how many entries went.
    package func removeFeed(named name: String) throws(VerdictsError) -> Int {
        let lock = try FeedLock(besides: self)
        defer { lock.release() }
        let count = try write { database in
            let count = try Int.fetchOne(
                database, sql: "SELECT sum(entries) FROM feed_source WHERE name = ? AND in_force", arguments: [name])
            try database.execute(sql: "DELETE FROM feed_source WHERE name = ?", arguments: [name])
            return count ?? 0
        }
        try removeAbandonedFeedRows()
        return count
    }

    /// Removes sources that never came into force and rows without a source; only while the feed's lock is held.
    func removeAbandonedFeedRows() throws(VerdictsError) {
        try write { try $0.execute(sql: "DELETE FROM feed_source WHERE NOT in_force") }
        for table in ["feed_entry", "feed_digest"] {
            let abandoned = try read { database in
                try Int.fetchAll(
                    database,
                    sql: "SELECT DISTINCT source FROM \(table) WHERE source NOT IN (SELECT id FROM feed_source)")
            }
            for source in abandoned {
                var removed = Self.feedBatchSize
                while removed == Self.feedBatchSize {
                    removed = try write { database in
                        try database.execute(
                            sql: "DELETE FROM \(table) WHERE id IN (SELECT id FROM \(table) WHERE source = ? LIMIT ?)",
                            arguments: [source, Self.feedBatchSize])
                        return database.changesCount
                    }
                }
            }
        }
    }

    /// Rows that one transaction of a load writes or removes: some ten milliseconds, which other guards wait for.
    static let feedBatchSize = 2_000
}
