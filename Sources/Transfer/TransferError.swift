/// Why bytes could not be had from a URL.
///
/// No case carries a user name, password, token or query: addresses are origin and path only.
package enum TransferError: Error, Equatable {
    case invalidURL(String)
    /// Plain http to a host that is neither loopback nor named by the user.
    case insecureURL(String)
    case resolve(host: String)
    case connect(host: String, reason: String)
    case timeout(url: String)
    case tls(host: String, reason: String)
    case tooLarge(url: String, maximumBytes: Int)
    case truncated(url: String)
    case redirectToInsecure(from: String, to: String)
    case tooManyRedirects(url: String, maximum: Int)
    case cancelled
    /// The receiver of the bytes asked to stop.
    case stopped(url: String)
    case protocolError(url: String, reason: String)
    /// The transfer was asked for after `close()`.
    case closed
    /// libcurl itself could not be set up.
    case unavailable(reason: String)
}

extension TransferError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidURL(let url): "'\(url)' is not a URL that can be fetched"
        case .insecureURL(let url): "'\(url)' is plain http to a host that is not trusted for it"
        case .resolve(let host): "host '\(host)' cannot be resolved"
        case .connect(let host, let reason): "cannot connect to '\(host)': \(reason)"
        case .timeout(let url): "'\(url)' did not answer in time"
        case .tls(let host, let reason): "no trusted TLS connection to '\(host)': \(reason)"
        case .tooLarge(let url, let maximum): "'\(url)' is larger than the limit of \(maximum) bytes"
        case .truncated(let url): "the answer of '\(url)' ended too early"
        case .redirectToInsecure(let from, let to): "'\(from)' redirects to '\(to)', which is not allowed"
        case .tooManyRedirects(let url, let maximum): "'\(url)' redirects more than \(maximum) times"
        case .cancelled: "the transfer was cancelled"
        case .stopped(let url): "the transfer of '\(url)' was stopped by its receiver"
        case .protocolError(let url, let reason): "'\(url)' gave an answer that is not understood: \(reason)"
        case .closed: "the transfer engine is closed"
        case .unavailable(let reason): "libcurl cannot be used: \(reason)"
        }
    }

    /// Whether a second attempt a moment later may succeed.
    var isTransient: Bool {
        switch self {
        case .resolve, .connect, .truncated: true
        case .invalidURL, .insecureURL, .timeout, .tls, .tooLarge, .redirectToInsecure, .tooManyRedirects, .cancelled,
            .stopped, .protocolError, .closed, .unavailable:
            false
        }
    }

    /// Whether the server cannot have acted on the request.
    var isBeforeAsking: Bool {
        switch self {
        case .resolve, .connect: true
        case .invalidURL, .insecureURL, .timeout, .tls, .tooLarge, .truncated, .redirectToInsecure, .tooManyRedirects,
            .cancelled, .stopped, .protocolError, .closed, .unavailable:
            false
        }
    }

    /// Whether a server that has begun to answer well may go on where it broke off.
    var isInterruption: Bool {
        switch self {
        case .resolve, .connect, .truncated, .timeout: true
        case .invalidURL, .insecureURL, .tls, .tooLarge, .redirectToInsecure, .tooManyRedirects, .cancelled, .stopped,
            .protocolError, .closed, .unavailable:
            false
        }
    }
}
