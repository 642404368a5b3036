import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one thread that drives libcurl; everything else talks to it through a locked inbox.
final class CurlEngine: Sendable {
    /// Connections to one host; HTTP/2 needs one, HTTP/1.1 registries get what a browser and npm together would open.
    private static let connectionsPerHost = 24
    private static let keptConnections = 64

    /// A submitted exchange and whoever waits for it.
    private final class Ticket: Sendable {
        private enum State {
            case new
            case waiting(CheckedContinuation<CurlExchange.Outcome?, Never>)
            case cancelled
            case finished
        }

        let exchange: CurlExchange
        private let state = Mutex(State.new)

        init(_ exchange: CurlExchange) { self.exchange = exchange }

        /// Keeps the continuation; false when the wait was cancelled before it began.
        func wait(_ continuation: CheckedContinuation<CurlExchange.Outcome?, Never>) -> Bool {
            state.withLock { state in
                guard case .new = state else { return false }
                state = .waiting(continuation)
                return true
            }
        }

        /// True when the engine has to be told.
        func cancel() -> Bool {
            state.withLock { state in
                switch state {
                case .new:
                    state = .cancelled
                    return false
                case .waiting: return true
                case .cancelled, .finished: return false
                }
            }
        }

        /// Delivers the outcome, nil for a cancelled one, exactly once.
        func finish(_ outcome: CurlExchange.Outcome?) {
            let continuation: CheckedContinuation<CurlExchange.Outcome?, Never>? = state.withLock { state in
                guard case .waiting(let continuation) = state else { return nil }
                state = .finished
                return continuation
            }
            continuation?.resume(returning: outcome)
        }
    }

    private struct Inbox {
        var added: [Ticket] = []
        var cancelled: [Ticket] = []
        var isClosing = false
        /// Set under the lock before the multi handle is freed, so that no wake-up can reach freed memory.
        var isGone = false
    }

    /// The multi handle: used by the engine's thread, woken by any.
    private struct MultiHandle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private let inbox = Mutex(Inbox())
    private let multi: MultiHandle

    private static let globalResult = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Starts the thread; it lives until `close()`.
    init() throws(TransferError) {
        guard Self.globalResult == CURLE_OK else { throw .unavailable(reason: "its set-up failed") }
        guard let pointer = curl_multi_init() else { throw .unavailable(reason: "no memory for its multi handle") }
        multi = MultiHandle(pointer: pointer)
        _ = airlock_curl_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        _ = airlock_curl_multi_set_long(pointer, CURLMOPT_MAX_HOST_CONNECTIONS, Self.connectionsPerHost)
        _ = airlock_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, Self.keptConnections)
        // Safety: the retained reference is taken back exactly once, by the thread's entry.
        let context = Unmanaged.passRetained(self)
        #if canImport(Glibc)
            var thread = pthread_t()
            let result = pthread_create(
                &thread, nil,
                { context in
                    if let context { CurlEngine.runThread(context) }
                    return nil
                }, context.toOpaque())
        #else
            var thread: pthread_t?
            let result = pthread_create(
                &thread, nil,
                { context in
                    CurlEngine.runThread(context)
                    return nil
                }, context.toOpaque())
        #endif
        guard result == 0 else {
            context.release()
            curl_multi_cleanup(pointer)
            throw .unavailable(reason: "no thread for it")
        }
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }

    private static func runThread(_ context: UnsafeMutableRawPointer) {
        // Safety: the context is the engine that init retained for this thread.
        Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().run()
    }

    /// Runs one exchange to its end; a cancelled task or a closed engine ends it early.
    func perform(_ exchange: CurlExchange) async throws(TransferError) -> CurlExchange.Outcome {
        let ticket = Ticket(exchange)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard ticket.wait(continuation) else { return continuation.resume(returning: nil) }
                submit(ticket)
            }
        } onCancel: {
            if ticket.cancel() { post { $0.cancelled.append(ticket) } }
        }
        if let outcome { return outcome }
        throw Task.isCancelled ? .cancelled : .closed
    }

    /// Ends every transfer and the thread; later transfers fail with `closed`.
    func close() {
        post { $0.isClosing = true }
    }

    private func submit(_ ticket: Ticket) {
        let isOpen = inbox.withLock { inbox in
            guard !inbox.isClosing else { return false }
            inbox.added.append(ticket)
            if !inbox.isGone { curl_multi_wakeup(multi.pointer) }
            return true
        }
        if !isOpen { ticket.finish(nil) }
    }

    private func post(_ change: (inout Inbox) -> Void) {
        inbox.withLock { inbox in
            change(&inbox)
            if !inbox.isGone { curl_multi_wakeup(multi.pointer) }
        }
    }

    // MARK: The engine's thread

    private func run() {
        var active: [UnsafeMutableRawPointer: Ticket] = [:]
        while true {
            let (added, cancelled, isClosing) = inbox.withLock { inbox in
                defer {
                    inbox.added = []
                    inbox.cancelled = []
                }
                return (inbox.added, inbox.cancelled, inbox.isClosing)
            }
            for ticket in added {
                if curl_multi_add_handle(multi.pointer, ticket.exchange.handle) == CURLM_OK {
                    active[ticket.exchange.handle] = ticket
                } else {
                    ticket.finish(ticket.exchange.outcome(CURLE_FAILED_INIT))
                }
            }
            for ticket in cancelled where active.removeValue(forKey: ticket.exchange.handle) != nil {
                curl_multi_remove_handle(multi.pointer, ticket.exchange.handle)
                ticket.finish(nil)
            }
            if isClosing { break }
            step(&active)
        }
        for ticket in active.values {
            curl_multi_remove_handle(multi.pointer, ticket.exchange.handle)
            ticket.finish(nil)
        }
        inbox.withLock { $0.isGone = true }
        curl_multi_cleanup(multi.pointer)
    }

    private func step(_ active: inout [UnsafeMutableRawPointer: Ticket]) {
        var running: Int32 = 0
        curl_multi_perform(multi.pointer, &running)
        var result = CURLE_OK
        while let handle = airlock_curl_multi_next_finished(multi.pointer, &result) {
            curl_multi_remove_handle(multi.pointer, handle)
            guard let ticket = active.removeValue(forKey: handle) else { continue }
            ticket.finish(ticket.exchange.outcome(result))
        }
        curl_multi_poll(multi.pointer, nil, 0, 1000, nil)
    }
}
