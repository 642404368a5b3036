import Foundation
import Packages
import Synchronization
import Verdicts

/// Which hosts the proxy door may connect to.
///
/// None while planning. While installing, every host that is no way round the gateway, since install scripts that
/// passed judgment download from them; the policy can list the only ones, and under strict mode it has to. npm itself
/// is never let through: whatever it asks for past its doors comes from a registry that Airlock does not know.
final class TunnelRule: Sendable {
    /// The client that the rule is about, and the scripts that it runs.
    let processes = ClientProcesses()
    private let refused = Mutex<Set<String>?>(nil)
    private let policy: Mutex<Policy>

    init(isStrict: Bool) {
        var policy = Policy.none
        policy.isStrict = isStrict
        self.policy = Mutex(policy)
    }

    /// Told once the policy files are read, before anything is installed.
    func obey(_ policy: Policy) { self.policy.withLock { $0 = policy } }

    /// - Parameter addresses: registries, indexes and artifacts, whose hosts are the gateway's alone.
    func beginInstall(refusing addresses: [String]) {
        let hosts = Set(addresses.compactMap { URL(string: $0)?.host }.map(Self.plain))
        refused.withLock { $0 = hosts }
    }

    /// - Parameter client: the port of this machine at which whoever asks holds the connection.
    func allows(_ host: String, client: Int? = nil) -> Bool {
        if let client, let holder = processHolding(localPort: client), processes.isClient(holder) { return false }
        guard let hosts = refused.withLock({ $0 }), !hosts.contains(Self.plain(host)) else { return false }
        return policy.withLock { $0.allowsScriptDownload(from: host) }
    }

    /// Lower case, without the dot that a complete name may end in.
    private static func plain(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
