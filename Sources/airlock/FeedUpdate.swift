import Foundation
import Packages
import Quarantine
import Synchronization
import Transfer
import Verdicts

/// Brings a list of known malicious releases from its origin, or from a file, into the store.
///
/// Runs when the user says `airlock feed`, never by itself.
struct FeedUpdate: Sendable {
    /// OSV's public bucket, which holds one archive per ecosystem.
    ///
    /// The policy key `feed-url` and `--from` name another place that is laid out like it.
    static let standardAddress = "https://osv-vulnerabilities.storage.googleapis.com"

    /// Where a server that sends on and on is cut: OSV's npm archive had 210 MB in 2026.
    private static let downloadLimits = TransferLimits(maximumBytes: 2 << 30)
    /// Longer entity tags are none; servers use digests.
    private static let tagLimit = 256

    let store: VerdictStore
    let messages: Messages
    let now: Date

    /// Fetches one ecosystem's archive if it is another than the one in force.
    ///
    /// - Parameter base: the address above `npm/all.zip` and `PyPI/all.zip`.
    func update(_ ecosystem: Ecosystem, from base: String, over transfer: HTTPTransfer) async throws {
        let address = (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/\(ecosystem.advisoryName)/all.zip"
        let present = try store.feedStatus().sources.first {
            $0.name == FeedSource.updateName && $0.ecosystem == ecosystem && $0.address == address
        }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        messages.note("fetching '\(Messages.untrusted(address))'")
        let file = try DownloadedFile(path: scratch.file("all.zip"))
        let tagHeader = present?.tag.map { [("If-None-Match", $0)] } ?? []
        let response: TransferResponse
        do {
            response = try await transfer.stream(
                TransferRequest(url: address, headers: tagHeader), limits: Self.downloadLimits, restart: file.restart,
                to: file.append)
        } catch {
            if let cause = file.failure { throw GuardError.feedNotWritten(cause: cause) }
            throw error
        }
        if response.status == 304, let present {
            try store.confirmFeed(present, now: now)
            messages.note("\(ecosystem.advisoryName): nothing new, \(present.entryCount) entries in force")
            return
        }
        guard response.status == 200 else { throw GuardError.feedRefused(url: address, status: response.status) }
        let load = try FeedLoad(
            into: store, name: FeedSource.updateName, address: address, ecosystems: [ecosystem], now: now)
        try read(file.path, of: address, into: load)
        let tag = response.header("etag").flatMap { $0.utf8.count <= Self.tagLimit ? $0 : nil }
        report(try load.finish(tag: tag), from: address)
    }

    /// Takes a file in: a document, a list or lines of them, or a zip or tar of documents.
    func importFile(_ path: String, takesEveryAdvisory: Bool) throws {
        let load = try FeedLoad(
            into: store, name: path, address: path, takesEveryAdvisory: takesEveryAdvisory, now: now)
        try read(path, of: path, into: load)
        report(try load.finish(), from: path)
    }

    private func read(_ path: String, of address: String, into load: FeedLoad) throws {
        var failure: VerdictsError?
        do {
            try DocumentArchive(path: path).read { piece in
                do throws(VerdictsError) {
                    switch piece {
                    case .began: load.beginText()
                    case .bytes(let bytes): try load.add(bytes)
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch {
            throw VerdictsError.feedUnreadable(source: address, cause: error.description)
        }
        if let failure { throw failure }
    }

    private func report(_ summary: FeedLoadSummary, from address: String) {
        for (ecosystem, count) in summary.entries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            messages.note("\(ecosystem.advisoryName): \(count) entries in force, from '\(Messages.untrusted(address))'")
        }
        if summary.ordinary > 0 {
            messages.note("\(summary.ordinary) advisories about flaws of good packages were left aside")
        }
        if summary.unreadable > 0 {
            messages.warning("\(summary.unreadable) documents could not be read and are not in the list")
        }
    }
}

/// A file that the transfer thread fills.
private final class DownloadedFile: Sendable {
    private struct State {
        let handle: FileHandle
        var failure: String?
    }

    let path: String
    private let state: Mutex<State>

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw GuardError.feedNotWritten(cause: "'\(path)' cannot be made") }
        self.path = path
        state = Mutex(State(handle: handle, failure: nil))
    }

    deinit { state.withLock { try? $0.handle.close() } }

    /// What went wrong with the disk, if anything.
    var failure: String? { state.withLock { $0.failure } }

    @Sendable func restart() -> Bool {
        state.withLock { state in
            do {
                try state.handle.truncate(atOffset: 0)
                return true
            } catch {
                return false
            }
        }
    }

    @Sendable func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // Safety: the bytes are copied during the call.
        let data = Data(bytes)
        return state.withLock { state in
            do {
                try state.handle.write(contentsOf: data)
                return true
            } catch {
                state.failure = (error as NSError).localizedDescription
                return false
            }
        }
    }
}
