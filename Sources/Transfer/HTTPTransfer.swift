// Transfer: bytes from a URL under limits, the only network path of Airlock.
//
// What it does: sends one request with libcurl (HTTP/2 where offered), follows redirects by its own rules, retries what
// is likely to pass, and hands the body to a sink as it arrives. What it never does: read the environment, keep a
// cookie, speak plain http to a host that is neither loopback nor named by the user, send a credential to another
// origin. What it guarantees: a body that ends too early or grows past its limit is an error, never a shorter answer.

import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one object through which Airlock reaches a network; safe to use from any task.
package final class HTTPTransfer: Sendable {
    /// Attempts in a row that get no further than the one before.
    private static let maximumFruitlessRetries = 2
    /// Attempts altogether, however far each of them gets.
    private static let maximumAttempts = 12
    /// A server that asks for a longer pause is believed and not asked again.
    private static let maximumPauseSeconds = 30.0

    private let configuration: TransferConfiguration
    private let engine: CurlEngine
    private let reached = Mutex<Set<String>>([])

    /// Every host that a request was sent to, redirects included, as `host` or `host:port`, in order of their names.
    package var reachedHosts: [String] { reached.withLock { $0.sorted() } }

    package init(_ configuration: TransferConfiguration) throws(TransferError) {
        self.configuration = configuration
        engine = try CurlEngine()
    }

    deinit { engine.close() }

    /// Ends every running transfer with `closed` and frees the thread and its connections.
    package func close() {
        engine.close()
    }

    /// Fetches a whole body into memory, whatever the status.
    package func collect(
        _ request: TransferRequest, limits: TransferLimits
    ) async throws(TransferError) -> (TransferResponse, [UInt8]) {
        let body = Collected()
        let response = try await run(
            request, limits: limits, delivers: { _ in true },
            into: Reception(maximumBytes: limits.maximumBytes, sink: body.append, restart: body.restart))
        return (response, body.take())
    }

    /// Fetches a body into a sink, which runs on the transfer thread, must be quick, and returns false to stop.
    ///
    /// Only the body of a 2xx answer reaches the sink; the status of any other is returned without its body. An answer
    /// that breaks off is resumed where the server can (an entity tag or date says that it is still the same body), else
    /// begun anew where the sink can.
    ///
    /// - Parameter restart: forgets what the sink got, on the transfer thread; returns false where it cannot. Nil for
    ///   sinks that never can.
    package func stream(
        _ request: TransferRequest, limits: TransferLimits,
        restart: (@Sendable () -> Bool)? = nil,
        to sink: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
    ) async throws(TransferError) -> TransferResponse {
        try await run(
            request, limits: limits, delivers: { 200..<300 ~= $0 },
            into: Reception(maximumBytes: limits.maximumBytes, sink: sink, restart: restart))
    }

    private func run(
        _ request: TransferRequest, limits: TransferLimits, delivers: @escaping @Sendable (Int) -> Bool,
        into reception: Reception
    ) async throws(TransferError) -> TransferResponse {
        guard let start = TransferAddress(request.url) else {
            throw .invalidURL(TransferAddress.withoutSecrets(request.url))
        }
        guard start.isAllowed(plainHTTPHosts: configuration.plainHTTPHosts) else {
            throw .insecureURL(start.shown)
        }
        var address = start
        let clock = ContinuousClock()
        let deadline = limits.totalSeconds.map { clock.now.advanced(by: .seconds($0)) }
        var redirects = 0
        var retries = 0
        var attempts = 0
        while true {
            reached.withLock { _ = $0.insert(address.hostAndPort) }
            attempts += redirects == 0 ? 1 : 0
            let mayRetry = retries < Self.maximumFruitlessRetries && attempts < Self.maximumAttempts
            let resumed = reception.resuming(request)
            let plan = CurlExchange.Plan(
                address: address, request: resumed.restricted(to: address, startedAt: start),
                authorization: address.hasSameOrigin(as: start) ? start.basicAuthorization(beside: request) : nil,
                limits: limits, secondsLeft: deadline.map { ($0 - clock.now).seconds }, configuration: configuration,
                delivers: { status, headers in
                    guard !Self.isRedirect(status), !(mayRetry && Self.isOverload(status)), delivers(status) else {
                        return false
                    }
                    return reception.begin(status: status, headers: headers)
                }, sink: reception.take)
            let outcome = try await engine.perform(CurlExchange(plan))
            if reception.isOverLimit { throw .tooLarge(url: address.shown, maximumBytes: limits.maximumBytes) }
            if let pause = Self.pause(after: outcome, attempt: retries, request, reception) {
                if outcome.failure != nil, reception.gotFurther() { retries = 0 }
                if retries < Self.maximumFruitlessRetries, attempts < Self.maximumAttempts {
                    guard deadline.map({ clock.now.advanced(by: .seconds(pause)) < $0 }) ?? true else {
                        throw outcome.failure ?? .timeout(url: address.shown)
                    }
                    retries += 1
                    // From the first address again: the one that a redirect led to may be good for one use.
                    address = start
                    redirects = 0
                    do { try await Task.sleep(for: .seconds(pause)) } catch { throw .cancelled }
                    continue
                }
            }
            if let failure = outcome.failure { throw failure }
            // An answer that cannot be added to what the sink has, nor take its place.
            if reception.isRefusing || (reception.isLeftOver && delivers(outcome.status) && !reception.startOver()) {
                throw .truncated(url: address.shown)
            }
            let status = reception.isResumed && outcome.status == 206 ? 200 : outcome.status
            let response = TransferResponse(status: status, headers: outcome.headers, finalURL: address.url)
            guard Self.isRedirect(outcome.status), let location = response.header("location") else { return response }
            guard redirects < limits.maximumRedirects else {
                throw .tooManyRedirects(url: start.shown, maximum: limits.maximumRedirects)
            }
            address = try follow(location, from: address, request)
            redirects += 1
        }
    }

    private func follow(
        _ location: String, from address: TransferAddress, _ request: TransferRequest
    ) throws(TransferError) -> TransferAddress {
        guard let target = TransferAddress(redirect: location, from: address) else {
            throw .protocolError(url: address.shown, reason: "its redirect leads to no http address")
        }
        guard address.mayRedirect(to: target, plainHTTPHosts: configuration.plainHTTPHosts) else {
            throw .redirectToInsecure(from: address.shown, to: target.shown)
        }
        if case .post = request.method {
            throw .protocolError(url: address.shown, reason: "it redirects a posted document")
        }
        return target
    }

    private static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    private static func isOverload(_ status: Int) -> Bool { [429, 502, 503, 504].contains(status) }

    /// How long to wait before the next attempt; nil when another attempt is of no use.
    private static func pause(
        after outcome: CurlExchange.Outcome, attempt: Int, _ request: TransferRequest, _ reception: Reception
    ) -> Double? {
        let usual = 0.25 * Double(1 << (2 * attempt))
        if let failure = outcome.failure {
            if case .post = request.method { return failure.isBeforeAsking ? usual : nil }
            guard reception.hasBytes else { return failure.isTransient ? usual : nil }
            return failure.isInterruption && reception.canGoOn(with: request) ? usual : nil
        }
        guard isOverload(outcome.status) else { return nil }
        if case .post = request.method { return nil }
        guard let field = outcome.headers.first(where: { $0.name.lowercased() == "retry-after" }) else { return usual }
        guard let seconds = seconds(ofRetryAfter: field.value), seconds <= maximumPauseSeconds else { return nil }
        return max(seconds, 0)
    }

    /// RFC 9110, section 10.2.3: seconds, or a date.
    private static func seconds(ofRetryAfter value: String) -> Double? {
        if let seconds = Double(value) { return seconds.isFinite ? seconds : nil }
        let date = curl_getdate(value, nil)
        return date < 0 ? nil : Double(date - time(nil))
    }
}

/// The bytes of one `collect`, filled on the transfer thread.
private final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    @Sendable func append(_ chunk: UnsafeRawBufferPointer) -> Bool {
        bytes.withLock { $0.append(contentsOf: chunk) }
        return true
    }

    @Sendable func restart() -> Bool {
        bytes.withLock { $0 = [] }
        return true
    }

    func take() -> [UInt8] { bytes.withLock { $0 } }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
