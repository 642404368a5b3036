import Packages
import Synchronization

/// What an upstream failed to give, for the command's exit status 69.
package struct UpstreamFailure: Sendable, Hashable {
    /// The package or file that was asked for.
    package let name: String
    /// The upstream's HTTP status; nil when there was no answer.
    package let status: Int?
    /// One sentence without credentials.
    package let message: String
}

/// Everything that clients asked of the doors, in order.
package struct GatewayLog: Sendable {
    /// One thing that happened.
    package enum Event: Sendable, Hashable {
        case documentAsked(PackageName)
        case artifactServed(Artifact)
        case artifactRefused(Artifact, status: Int, message: String)
        case unknownPath(Ecosystem, path: String)
        /// Two different artifacts claim the path and nothing told which one was meant.
        case ambiguousPath(path: String, urls: [String])
        case upstreamFailure(UpstreamFailure)
        case tunnelOpened(host: String, port: Int)
        case tunnelRefused(host: String, port: Int)
        /// A request without the session's secret, or with a foreign `Host`.
        case strangerRefused(door: String)
    }

    /// An event and the phase it fell into.
    package struct Entry: Sendable, Hashable {
        package let isInstallPhase: Bool
        package let event: Event
    }

    package var entries: [Entry] = []
    /// By host: whose scripts asked for a tunnel there, as far as that could be known.
    package var callers: [String: [String]] = [:]

    package var upstreamFailures: [UpstreamFailure] {
        entries.compactMap { if case .upstreamFailure(let failure) = $0.event { failure } else { nil } }
    }

    /// Each artifact once, in the order of its first serving.
    package var served: [Artifact] {
        var seen: Set<Artifact> = []
        return entries.compactMap { entry in
            guard case .artifactServed(let artifact) = entry.event, seen.insert(artifact).inserted else { return nil }
            return artifact
        }
    }

    package var refused: [Artifact] {
        entries.compactMap { if case .artifactRefused(let artifact, _, _) = $0.event { artifact } else { nil } }
    }

    package var refusedTunnels: [(host: String, port: Int)] {
        entries.compactMap { if case .tunnelRefused(let host, let port) = $0.event { (host, port) } else { nil } }
    }
}

/// The log and the phase that the doors of one session share.
final class GatewayRecord: Sendable {
    private struct State {
        var log = GatewayLog()
        var allowed: [Artifact]?
        var servedURLs: Set<String> = []
        var likely: Set<String> = []
    }

    private let state = Mutex(State())

    var log: GatewayLog { state.withLock { $0.log } }

    /// Nil in the plan phase.
    var allowed: [Artifact]? { state.withLock { $0.allowed } }

    func enter(_ phase: GatewayPhase) {
        state.withLock { state in
            switch phase {
            case .plan: state.allowed = nil
            case .install(let allowed): state.allowed = allowed
            }
        }
    }

    func add(_ event: GatewayLog.Event) {
        state.withLock { state in
            state.log.entries.append(.init(isInstallPhase: state.allowed != nil, event: event))
            if case .artifactServed(let artifact) = event { state.servedURLs.insert(artifact.url) }
        }
    }

    /// Notes who asked for a tunnel; a package that asks for very many is named a few times.
    func note(caller: String, of host: String) {
        state.withLock { state in
            let known = state.log.callers[host, default: []]
            if known.count < 8, !known.contains(caller) { state.log.callers[host] = known + [caller] }
        }
    }

    func hasServed(url: String) -> Bool { state.withLock { $0.servedURLs.contains(url) } }

    /// True the first time in a session, and only while planning.
    func isNewlyLikely(_ artifact: Artifact) -> Bool {
        state.withLock { $0.allowed == nil && $0.likely.insert(artifact.url).inserted }
    }
}
