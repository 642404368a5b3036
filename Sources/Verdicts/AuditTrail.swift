import Foundation
import GRDB

/// One guarded command, as `airlock log` shows it.
package struct AuditEntry: Sendable, Hashable {
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

extension VerdictStore {
    /// Entries kept: years of a developer's work, months of a busy CI machine's, and a few megabytes.
    private static let auditLimit = 10_000

    /// Adds an entry and drops the oldest above the limit.
    package func record(_ entry: AuditEntry) throws(VerdictsError) {
        try write { database in
            let command = String(decoding: try JSONEncoder().encode(entry.command), as: UTF8.self)
            try database.execute(
                sql: """
                    INSERT INTO audit (time, command, folder, allowed, warned, blocked, overridden, status)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.time.timeIntervalSince1970, command, entry.folder, entry.allowed, entry.warned,
                    entry.blocked, entry.overridden, entry.exitStatus,
                ])
            try database.execute(
                sql: "DELETE FROM audit WHERE id <= ?", arguments: [database.lastInsertedRowID - Int64(Self.auditLimit)]
            )
        }
    }

    /// The latest entries, newest first.
    package func auditEntries(limit: Int) throws(VerdictsError) -> [AuditEntry] {
        let rows = try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY id DESC LIMIT ?", arguments: [limit])
        }
        return rows.map { row in
            let stored: String = row["command"]
            let command = try? JSONDecoder().decode([String].self, from: Data(stored.utf8))
            return AuditEntry(
                time: Date(timeIntervalSince1970: row["time"]), command: command ?? [stored], folder: row["folder"],
                allowed: row["allowed"], warned: row["warned"], blocked: row["blocked"],
                overridden: row["overridden"], exitStatus: row["status"])
        }
    }
}
