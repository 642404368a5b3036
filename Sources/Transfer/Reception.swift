import Synchronization

/// A body on its way to its receiver, over as many attempts as it takes.
///
/// Knows how far the body has come, and whether the next attempt may go on from there (RFC 9110, sections 13.1.5 and 14:
/// `If-Range` with a strong entity tag or a date, so that two bodies are never put together).
final class Reception: Sendable {
    private struct State {
        /// Bytes of the body that the receiver has.
        var count = 0
        /// The furthest that any attempt came.
        var furthest = 0
        /// What says that a later answer is of the same body; nil where the first answer had nothing of the kind.
        var validator: String?
        /// Whether a body has begun in the present attempt.
        var hasBegun = false
        /// Whether the present attempt goes on where an earlier one broke off.
        var isResumed = false
        var isOverLimit = false
        /// Set when an answer came that could not be added to what the receiver has.
        var isRefusing = false
    }

    private let state = Mutex(State())
    private let maximumBytes: Int
    private let sink: @Sendable (UnsafeRawBufferPointer) -> Bool
    private let restart: (@Sendable () -> Bool)?

    init(
        maximumBytes: Int, sink: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool,
        restart: (@Sendable () -> Bool)?
    ) {
        self.maximumBytes = maximumBytes
        self.sink = sink
        self.restart = restart
    }

    var hasBytes: Bool { state.withLock { $0.count > 0 } }

    /// Whether the present attempt ended without a body, so that what the receiver has is of another answer.
    var isLeftOver: Bool { state.withLock { $0.count > 0 && !$0.hasBegun } }

    var isResumed: Bool { state.withLock { $0.isResumed } }

    var isOverLimit: Bool { state.withLock { $0.isOverLimit } }

    var isRefusing: Bool { state.withLock { $0.isRefusing } }

    /// Whether another attempt can lead to the whole body.
    func canGoOn(with request: TransferRequest) -> Bool {
        restart != nil || (state.withLock { $0.validator != nil } && !request.acceptsCompression)
    }

    /// Whether the last attempt came further than any before it; asked once after each.
    func gotFurther() -> Bool {
        state.withLock { state in
            defer { state.furthest = max(state.furthest, state.count) }
            return state.count > state.furthest
        }
    }

    /// The request of the next attempt: for the rest of the body where that can be asked for.
    func resuming(_ request: TransferRequest) -> TransferRequest {
        let rest = state.withLock { state -> (Int, String)? in
            state.hasBegun = false
            state.isResumed = false
            guard state.count > 0, let validator = state.validator, !request.acceptsCompression else { return nil }
            return (state.count, validator)
        }
        guard let (count, validator) = rest, request.method == .get else { return request }
        return TransferRequest(
            url: request.url, method: .get,
            headers: request.headers + [("Range", "bytes=\(count)-"), ("If-Range", validator)],
            acceptsCompression: false)
    }

    /// Makes the receiver forget everything; false where it cannot.
    func startOver() -> Bool {
        guard restart?() == true else { return false }
        state.withLock { $0.count = 0 }
        return true
    }

    /// Whether a `Content-Range` is that of the whole rest behind `count` bytes.
    private static func isRest(_ field: String?, behind count: Int) -> Bool {
        guard let field, field.hasPrefix("bytes ") else { return false }
        let parts = field.dropFirst("bytes ".count).split(separator: "/", omittingEmptySubsequences: false)
        let bounds = parts.first?.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) } ?? []
        guard parts.count == 2, bounds.count == 2, bounds[0] == count, let last = bounds[1] else { return false }
        return parts[1] == "*" || Int(parts[1]) == last + 1
    }

    // MARK: Called on the engine's thread

    /// Makes ready for the body of an answer; false when it cannot be taken.
    func begin(status: Int, headers: [(name: String, value: String)]) -> Bool {
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        let count = state.withLock { $0.count }
        state.withLock { $0.hasBegun = true }
        if count > 0 {
            if status == 206, Self.isRest(value("content-range"), behind: count) {
                state.withLock { $0.isResumed = true }
                return true
            }
            guard status != 206, startOver() else {
                state.withLock { $0.isRefusing = true }
                return false
            }
        }
        let tag = value("etag").flatMap { $0.hasPrefix("\"") ? $0 : nil }
        state.withLock { state in
            state.count = 0
            state.isResumed = false
            state.validator = tag ?? value("last-modified")
        }
        return true
    }

    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let fits = state.withLock { state in
            state.count += bytes.count
            state.isOverLimit = state.count > maximumBytes
            return !state.isOverLimit
        }
        return fits && sink(bytes)
    }
}
