import Synchronization
import Transfer

/// A metadata document as an upstream gave it.
struct UpstreamDocument: Sendable {
    let status: Int
    let contentType: String?
    /// After redirects, without credentials.
    let finalURL: String
    let bytes: [UInt8]

    /// Asks an upstream; every status is an answer, only the lack of one is a failure.
    static func fetch(
        _ url: String, accept: String, authorization: String?, userAgent: String?, transfer: HTTPTransfer
    ) async -> Result<UpstreamDocument, TransferError> {
        var headers = [("Accept", accept)]
        if let authorization { headers.append(("Authorization", authorization)) }
        if let userAgent { headers.append(("User-Agent", userAgent)) }
        do throws(TransferError) {
            let request = TransferRequest(url: url, headers: headers, acceptsCompression: true)
            let (response, bytes) = try await transfer.collect(request, limits: .document)
            return .success(
                UpstreamDocument(
                    status: response.status, contentType: response.header("content-type"),
                    finalURL: response.finalURL, bytes: bytes))
        } catch {
            return .failure(error)
        }
    }
}

extension UpstreamFailure: Error {}

/// Work that is done once per key and session, however many ask for it at the same time.
///
/// Failures are handed to all who waited and then forgotten, so that a later request tries again.
final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let tasks = Mutex<[Key: Task<Result<Value, UpstreamFailure>, Never>]>([:])

    /// How many keys have been asked for.
    var count: Int { tasks.withLock { $0.count } }

    func contains(_ key: Key) -> Bool { tasks.withLock { $0[key] != nil } }

    func get(
        _ key: Key, _ work: @escaping @Sendable () async -> Result<Value, UpstreamFailure>
    ) async -> Result<Value, UpstreamFailure> {
        let task = tasks.withLock { tasks in
            if let running = tasks[key] { return running }
            let task = Task { await work() }
            tasks[key] = task
            return task
        }
        let result = await task.value
        if case .failure = result {
            tasks.withLock { tasks in
                if tasks[key] == task { tasks[key] = nil }
            }
        }
        return result
    }

    func cancelAll() {
        let all = tasks.withLock { Array($0.values) }
        for task in all { task.cancel() }
    }
}
