import Foundation
import GRDB
import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What one load took and left.
package struct FeedLoadSummary: Sendable, Hashable {
    /// Entries per ecosystem: one per advisory and package.
    package var entries: [Ecosystem: Int] = [:]
    /// Advisories that were taken back.
    package var withdrawn = 0
    /// Advisories about flaws in good packages.
    package var ordinary = 0
    /// Documents that are no advisory, or name versions that cannot be read.
    package var unreadable = 0

    package init() {}
}

/// One list of advisories on its way into the store: given piece by piece, in force only once it is whole.
///
/// Memory is bounded by one document and one batch of rows. Holds the feed's lock as long as it lives; dropping it leaves
/// rows that are not in force and that the next load removes.
package final class FeedLoad {
    private let store: VerdictStore
    private let name: String
    private let address: String
    /// Entries of other ecosystems are left aside.
    private let ecosystems: Set<Ecosystem>
    private let takesEveryAdvisory: Bool
    private let now: Date
    private let lock: FeedLock
    private var splitter = AdvisoryTextSplitter()
    private var sources: [Ecosystem: Int64] = [:]
    private var newest: [Ecosystem: String] = [:]
    private var waiting: [FeedEntry] = []
    private var waitingRows = 0
    private var waitingBytes = 0
    private static let batchBytes = 16 << 20
    /// Set when a text broke the rules: nothing tells where its next document begins.
    private var isSkipping = false
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()
    package private(set) var summary = FeedLoadSummary()

    /// Begins a load.
    ///
    /// - Parameters:
    ///   - name: what it replaces when it is whole: the source of this name, per ecosystem that it holds entries of.
    ///   - address: where the bytes come from, for messages and status.
    ///   - takesEveryAdvisory: whether advisories that do not say they are about malice count too.
    /// - Throws: `feedBusy` while another load runs, `feedNotKept` when the store is in memory only.
    package init(
        into store: VerdictStore, name: String, address: String, ecosystems: Set<Ecosystem> = Set(Ecosystem.allCases),
        takesEveryAdvisory: Bool = false, now: Date
    ) throws(VerdictsError) {
        guard store.notKept == nil else { throw .feedNotKept(path: store.path) }
        self.store = store
        self.name = name
        self.address = address
        self.ecosystems = ecosystems
        self.takesEveryAdvisory = takesEveryAdvisory
        self.now = now
        lock = try FeedLock(besides: store)
        try store.removeAbandonedFeedRows()
    }

    deinit { lock.release() }

    /// Begins the next text: a file, or a member of an archive; a text before it that broke off counts as unreadable.
    package func beginText() {
        if (try? splitter.finish()) == nil { summary.unreadable += 1 }
        splitter = AdvisoryTextSplitter()
        isSkipping = false
    }

    /// Takes the next bytes of the present text.
    package func add(_ bytes: [UInt8]) throws(VerdictsError) {
        guard !isSkipping else { return }
        do {
            try splitter.feed(bytes) { try take($0) }
        } catch let error as VerdictsError {
            throw error
        } catch {
            summary.unreadable += 1
            isSkipping = true
            splitter = AdvisoryTextSplitter()
        }
    }

    /// Puts what was loaded into force, all of it at once.
    ///
    /// - Parameter tag: the server's entity tag of these bytes.
    /// - Throws: `feedEmpty` when there is nothing to put in place of a list: an empty list is a fault of its origin.
    @discardableResult
    package func finish(tag: String? = nil) throws(VerdictsError) -> FeedLoadSummary {
        beginText()
        try flush()
        guard !sources.isEmpty else { throw .feedEmpty(source: address, unreadable: summary.unreadable) }
        try store.write { database in
            for (ecosystem, source) in sources {
                try database.execute(
                    sql: "DELETE FROM feed_source WHERE name = ? AND ecosystem = ? AND in_force",
                    arguments: [name, ecosystem.rawValue])
                try database.execute(
                    sql: "UPDATE feed_source SET in_force = 1, etag = ?, newest = ?, entries = ? WHERE id = ?",
                    arguments: [tag, newest[ecosystem], summary.entries[ecosystem] ?? 0, source])
            }
        }
        sources = [:]
        try store.removeAbandonedFeedRows()
        return summary
    }

    private func take(_ bytes: [UInt8]) throws {
        guard let document = try? decoder.decode(AdvisoryDocument.self, from: Data(bytes)) else {
            summary.unreadable += 1
            return
        }
        guard takesEveryAdvisory || document.isAboutMalice else {
            summary.ordinary += 1
            return
        }
        guard !document.isWithdrawn else {
            summary.withdrawn += 1
            return
        }
        for entry in FeedEntry.entries(of: document, unreadable: &summary.unreadable)
        where ecosystems.contains(entry.name.ecosystem) {
            waiting.append(entry)
            waitingRows += 1 + entry.digests.count
            summary.entries[entry.name.ecosystem, default: 0] += 1
            if let day = document.modifiedDay { noteDay(day, of: entry.name.ecosystem) }
        }
        // A batch is bounded by its text too: one advisory can list ten thousand versions.
        waitingBytes += bytes.count
        if waitingRows >= VerdictStore.feedBatchSize || waitingBytes >= Self.batchBytes { try flush() }
    }

    private func noteDay(_ day: String, of ecosystem: Ecosystem) {
        newest[ecosystem] = max(newest[ecosystem] ?? "", day)
    }

    private func flush() throws(VerdictsError) {
        defer {
            waiting = []
            waitingRows = 0
            waitingBytes = 0
        }
        guard !waiting.isEmpty else { return }
        try store.write { database in
            for (ordinal, entry) in waiting.enumerated() {
                let source = try source(of: entry.name.ecosystem, database)
                // A batch's ordinals tell several statements of one advisory about one package apart.
                try insert(entry, ordinal: ordinal, source: source, into: database)
            }
        }
    }

    private func insert(_ entry: FeedEntry, ordinal: Int, source: Int64, into database: Database) throws {
        if entry.affected != AffectedVersions() {
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO feed_entry (name, source, advisory, ordinal, summary, reference, affected)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                entry.name.normalized, source, entry.advisory, ordinal, entry.summary, entry.reference,
                try encoder.encode(entry.affected),
            ])
        }
        for digest in entry.digests {
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO feed_digest (digest, source, advisory, summary, reference)
                    VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [digest.description, source, entry.advisory, entry.summary, entry.reference])
        }
    }

    /// The row of this load for an ecosystem, made when the first entry needs it.
    private func source(of ecosystem: Ecosystem, _ database: Database) throws -> Int64 {
        if let source = sources[ecosystem] { return source }
        try database.execute(
            sql: """
                INSERT INTO feed_source (name, ecosystem, address, loaded, checked, entries, in_force)
                VALUES (?, ?, ?, ?, ?, 0, 0)
                """,
            arguments: [name, ecosystem.rawValue, address, now.timeIntervalSince1970, now.timeIntervalSince1970])
        let source = database.lastInsertedRowID
        sources[ecosystem] = source
        return source
    }
}

/// Lets one process at a time change the list; gone with the process that holds it.
struct FeedLock {
    private let descriptor: Int32

    init(besides store: VerdictStore) throws(VerdictsError) {
        descriptor = open(store.path + ".feed.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .databaseFailed(path: store.path, cause: systemMessage(errno)) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            guard code != EWOULDBLOCK else { throw .feedBusy }
            throw .databaseFailed(path: store.path, cause: systemMessage(code))
        }
    }

    func release() { close(descriptor) }
}
