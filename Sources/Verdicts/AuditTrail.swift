import Foundation
import GRDB
import Packages

/// One guarded command, as `airlock log` shows it.
package struct AuditEntry: Sendable, Hashable {
    /// A release that was more than allowed, or would have been.
    package struct Flagged: Sendable, Hashable, Codable {
        package let release: String
        package let level: VerdictLevel
        /// The codes of the verdict's reasons.
        package let reasons: [ReasonCode]
        /// `path line n` of the policy entry that let it pass.
        package let allowedBy: String?

        package init(release: String, level: VerdictLevel, reasons: [ReasonCode], allowedBy: String? = nil) {
            self.release = release
            self.level = level
            self.reasons = reasons
            self.allowedBy = allowedBy
        }
    }

    /// The row's number; nil until it is stored.
    package var id: Int64?
    package let time: Date
    /// Program and arguments; credentials are taken out when the entry is made.
    package let command: [String]
    package let folder: String
    package let allowed: Int
    package let warned: Int
    package let blocked: Int
    /// Artifacts that only a policy entry let through.
    package let overridden: Int
    package let exitStatus: Int32
    /// The digest of what was resolved, which names a `PlanRecord` while one is kept; nil when it never came to a plan.
    package var plan: Digest?
    package var flagged: [Flagged] = []
    /// `host` or `host:port` of every upstream that bytes came from and every connection past the gateway.
    package var hosts: [String] = []
    /// Hosts to which connections past the gateway were refused.
    package var refusedHosts: [String] = []

    package init(
        time: Date, command: [String], folder: String, allowed: Int, warned: Int, blocked: Int, overridden: Int,
        exitStatus: Int32
    ) {
        self.time = time
        self.command = withoutCredentials(command)
        self.folder = folder
        self.allowed = allowed
        self.warned = warned
        self.blocked = blocked
        self.overridden = overridden
        self.exitStatus = exitStatus
    }
}

/// Which entries of the audit trail are wanted; every condition that is set must hold.
package struct AuditFilter: Sendable, Hashable {
    package var since: Date?
    package var isBlocked = false
    package var isWarned = false
    package var isOverridden = false
    /// The folder in which the command ran, or one above it.
    package var folder: String?
    /// A package's name as it stands in the resolved tree, or a flagged release.
    package var package: String?

    package init() {}
}

extension VerdictStore {
    /// Entries kept: years of a developer's work, months of a busy CI machine's, and a few megabytes.
    private static let auditLimit = 10_000
    /// Days that an entry is kept: a year and a month, for whoever looks back once a year.
    private static let auditDays = 400.0
    /// Plans kept: the largest trees have some hundred kilobytes.
    private static let planLimit = 100

    /// The tables' second shape: what was resolved, what was flagged, which hosts were reached.
    static func registerPlans(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("plans of the audit trail") { database in
            try database.execute(
                sql: """
                    ALTER TABLE audit ADD COLUMN plan TEXT;
                    ALTER TABLE audit ADD COLUMN flagged TEXT NOT NULL DEFAULT '[]';
                    ALTER TABLE audit ADD COLUMN hosts TEXT NOT NULL DEFAULT '[]';
                    ALTER TABLE audit ADD COLUMN refused TEXT NOT NULL DEFAULT '[]';
                    CREATE TABLE plan (
                        digest TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL, judged REAL NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
    }

    /// Adds an entry with its plan and drops what is over the bounds of number and age, in one transaction.
    package func record(_ entry: AuditEntry, plan: PlanRecord? = nil) throws(VerdictsError) {
        try write { database in
            var digest = entry.plan?.hexadecimal
            if let plan {
                digest = plan.digest.hexadecimal
                try database.execute(
                    sql: "INSERT OR REPLACE INTO plan (digest, json, judged) VALUES (?, ?, ?)",
                    arguments: [
                        digest, String(decoding: try plan.encoded(), as: UTF8.self), entry.time.timeIntervalSince1970,
                    ])
            }
            try database.execute(
                sql: """
                    INSERT INTO audit (time, command, folder, allowed, warned, blocked, overridden, status, plan, flagged,
                        hosts, refused)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.time.timeIntervalSince1970, try json(entry.command), entry.folder, entry.allowed,
                    entry.warned, entry.blocked, entry.overridden, entry.exitStatus, digest, try json(entry.flagged),
                    try json(entry.hosts), try json(entry.refusedHosts),
                ])
            try Self.rotate(database, newest: database.lastInsertedRowID, at: entry.time)
        }
    }

    private static func rotate(_ database: Database, newest: Int64, at now: Date) throws {
        try database.execute(
            sql: "DELETE FROM audit WHERE id <= ? OR time < ?",
            arguments: [newest - Int64(auditLimit), now.timeIntervalSince1970 - auditDays * 86_400])
        try database.execute(
            sql: """
                DELETE FROM plan WHERE digest NOT IN (SELECT plan FROM audit WHERE plan IS NOT NULL)
                    OR digest NOT IN (SELECT digest FROM plan ORDER BY judged DESC LIMIT ?)
                """,
            arguments: [planLimit])
    }

    /// The latest entries, newest first.
    package func auditEntries(matching filter: AuditFilter = AuditFilter(), limit: Int) throws(VerdictsError)
        -> [AuditEntry]
    {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let since = filter.since {
            conditions.append("time >= ?")
            arguments += [since.timeIntervalSince1970]
        }
        if filter.isBlocked { conditions.append("blocked > 0") }
        if filter.isWarned { conditions.append("warned > 0") }
        if filter.isOverridden { conditions.append("overridden > 0") }
        if let folder = filter.folder {
            conditions.append("(folder = ? OR substr(folder, 1, length(?)) = ?)")
            let below = folder.hasSuffix("/") ? folder : folder + "/"
            arguments += [folder, below, below]
        }
        if let package = filter.package {
            conditions.append(
                """
                (EXISTS (SELECT 1 FROM plan, json_each(plan.json, '$.releases') WHERE plan.digest = audit.plan
                    AND json_extract(value, '$.name') = ?)
                OR EXISTS (SELECT 1 FROM json_each(flagged) WHERE json_extract(value, '$.release') = ?
                    OR substr(json_extract(value, '$.release'), 1, length(?)) = ?))
                """)
            arguments += [package, package, package + "@", package + "@"]
        }
        let wanted = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        arguments += [limit]
        let (sql, bound) = ("SELECT * FROM audit \(wanted) ORDER BY id DESC LIMIT ?", arguments)
        return try read { try Row.fetchAll($0, sql: sql, arguments: bound) }.map(entry)
    }

    /// One entry by its number.
    package func auditEntry(_ id: Int64) throws(VerdictsError) -> AuditEntry? {
        try read { try Row.fetchOne($0, sql: "SELECT * FROM audit WHERE id = ?", arguments: [id]) }.map(entry)
    }

    /// What was resolved and judged under this digest; nil when it is not kept any more or not readable.
    package func plan(_ digest: Digest) throws(VerdictsError) -> PlanRecord? {
        let text = try read {
            try String.fetchOne($0, sql: "SELECT json FROM plan WHERE digest = ?", arguments: [digest.hexadecimal])
        }
        return text.flatMap { try? PlanRecord(decoding: Array($0.utf8)) }
    }

    private func entry(_ row: Row) -> AuditEntry {
        let stored: String = row["command"]
        var entry = AuditEntry(
            time: Date(timeIntervalSince1970: row["time"]), command: list(stored) ?? [stored], folder: row["folder"],
            allowed: row["allowed"], warned: row["warned"], blocked: row["blocked"], overridden: row["overridden"],
            exitStatus: row["status"])
        entry.id = row["id"]
        let plan: String? = row["plan"]
        entry.plan = plan.flatMap { Digest(algorithm: .sha256, hexadecimal: $0) }
        entry.flagged = list(row["flagged"]) ?? []
        entry.hosts = list(row["hosts"]) ?? []
        entry.refusedHosts = list(row["refused"]) ?? []
        return entry
    }

    private func json(_ values: [some Encodable]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(values), as: UTF8.self)
    }

    private func list<Value: Decodable>(_ text: String) -> [Value]? {
        try? JSONDecoder().decode([Value].self, from: Data(text.utf8))
    }
}
