import Foundation
import GRDB
import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The memory of Airlock on one machine, for one user: one SQLite database in WAL mode.
///
/// `$XDG_STATE_HOME/airlock/airlock.sqlite`, folder mode 0700; schema 1 (GRDB's `grdb_migrations` names what was
/// applied); times are seconds since 1970, digests hexadecimal text:
/// ```
/// evidence   sha256, inspector → json (see `Evidence`), created            primary key (sha256, inspector)
/// release    ecosystem, name (normalized), version, sha256, recorded,
///            first_seen (NULL before schema 2)                            which bytes were seen for a release
/// trust      path, sha256, created, loosenings (JSON list of lines)        accepted contents of policy files
/// constant   key → value                                                   what clients are built with
/// audit      id, time, command (JSON list, credentials taken out), folder,
///            allowed, warned, blocked, overridden, status, plan (digest), flagged, hosts, refused (JSON lists)
/// plan       digest → json (see `PlanRecord`), judged                      what was resolved, for reports
/// feed_…     the list of known malicious releases, see `VerdictStore+Feed.swift`
/// ```
/// The audit trail keeps 10,000 entries of at most 400 days, and the 100 plans judged last.
/// Several processes may use it at once: each change is one transaction, and a writer waits up to ten seconds for
/// another. Killed at any point, SQLite's log keeps the last whole state. A damaged database is an error, never an
/// empty one; evidence whose JSON this version cannot read counts as absent, and the artifact is inspected anew.
package struct VerdictStore: Sendable {
    /// Why a store keeps nothing beyond this process.
    package struct NotKept: Sendable, Hashable {
        package let path: String
        package let cause: String

        /// The warning's sentence.
        package var message: String {
            "state folder '\(parentFolder(of: path))' cannot be written (\(cause)): verdicts are not kept, "
                + "and no project policy is trusted"
        }
    }

    let database: DatabaseQueue
    let path: String
    /// Set when the state folder cannot be written, and everything is kept in memory only.
    package let notKept: NotKept?

    /// Opens the database, making folder, file and tables where they are missing.
    ///
    /// A folder that cannot be written gives an empty store in memory (see `notKept`): packages are inspected anew and
    /// nothing is trusted, which is slower and stricter, never milder.
    package init(at path: String) throws(VerdictsError) {
        if let cause = Self.obstacle(toWriting: path) {
            self.path = path
            notKept = NotKept(path: path, cause: cause)
            database = try Self.mapped(path) { try DatabaseQueue(configuration: Configuration()) }
            try migrate()
            return
        }
        // Two processes that make the database at the same time take turns.
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .databaseFailed(path: path, cause: systemMessage(errno)) }
        defer { close(lock) }
        while flock(lock, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .databaseFailed(path: path, cause: systemMessage(errno)) }
        }
        self.path = path
        notKept = nil
        database = try Self.mapped(path) {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(10)
            configuration.label = "airlock"
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        try migrate()
    }

    private func migrate() throws(VerdictsError) {
        let migrator = Self.migrator
        let isFromNewerVersion = try read { try migrator.hasBeenSuperseded($0) }
        guard !isFromNewerVersion else { throw .databaseFromNewerVersion(path: path) }
        try Self.mapped(path) { try migrator.migrate(database) }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE evidence (
                        sha256 TEXT NOT NULL, inspector TEXT NOT NULL, json BLOB NOT NULL, created REAL NOT NULL,
                        PRIMARY KEY (sha256, inspector)
                    ) WITHOUT ROWID;
                    CREATE TABLE release (
                        ecosystem TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL,
                        recorded REAL NOT NULL, PRIMARY KEY (name, version, ecosystem, sha256)
                    ) WITHOUT ROWID;
                    CREATE TABLE trust (
                        path TEXT NOT NULL, sha256 TEXT NOT NULL, created REAL NOT NULL, PRIMARY KEY (path, sha256)
                    ) WITHOUT ROWID;
                    CREATE TABLE constant (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE audit (
                        id INTEGER PRIMARY KEY, time REAL NOT NULL, command TEXT NOT NULL, folder TEXT NOT NULL,
                        allowed INTEGER NOT NULL, warned INTEGER NOT NULL, blocked INTEGER NOT NULL,
                        overridden INTEGER NOT NULL, status INTEGER NOT NULL
                    );
                    """)
        }
        migrator.registerMigration("feed") { try $0.execute(sql: Self.feedTables) }
        migrator.registerMigration("trust-loosenings") { database in
            try database.execute(sql: "ALTER TABLE trust ADD COLUMN loosenings TEXT NOT NULL DEFAULT '[]'")
        }
        migrator.registerMigration("release-first-seen") { database in
            try database.execute(sql: "ALTER TABLE release ADD COLUMN first_seen REAL")
        }
        registerPlans(&migrator)
        migrator.registerMigration("python-file") { try $0.execute(sql: Self.pythonFileTable) }
        return migrator
    }

    /// The cause for which the database cannot be kept at `path`; nil when it can.
    private static func obstacle(toWriting path: String) -> String? {
        let folder = parentFolder(of: path)
        var missing: [String] = []
        var current = folder
        while access(current, F_OK) != 0, errno == ENOENT, current != "/", current != "." {
            missing.append(current)
            current = parentFolder(of: current)
        }
        for folder in missing.reversed() where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            return systemMessage(errno)
        }
        if access(folder, W_OK | X_OK) != 0 { return systemMessage(errno) }
        // Somebody else's files in our folder, such as those that `sudo airlock` left.
        for ending in ["", "-wal", "-shm", ".lock"] where access(path + ending, F_OK) == 0 {
            if access(path + ending, R_OK | W_OK) != 0 { return systemMessage(errno) }
        }
        return nil
    }

    func read<Value>(_ work: (Database) throws -> Value) throws(VerdictsError) -> Value {
        try Self.mapped(path) { try database.read(work) }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws(VerdictsError) -> Value {
        try Self.mapped(path) { try database.write(work) }
    }

    /// Runs database work and turns SQLite's result codes into ours.
    private static func mapped<Value>(_ path: String, _ work: () throws -> Value) throws(VerdictsError) -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            let cause = error.message ?? "\(error.resultCode)"
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: throw .databaseDamaged(path: path, cause: cause)
            // Tables that are missing or have other columns than ours: somebody else's database, or half of one.
            case .SQLITE_ERROR: throw .databaseDamaged(path: path, cause: cause)
            default: throw .databaseFailed(path: path, cause: cause)
            }
        } catch {
            throw .databaseFailed(path: path, cause: "\(error)")
        }
    }
}
