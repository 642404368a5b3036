import Foundation
import Packages
import Synchronization

/// Which hosts the proxy door may connect to.
///
/// None while planning. While installing, every host that is no way round the gateway, since install scripts that
/// passed judgment download from them; under `--strict` none.
final class TunnelRule: Sendable {
    private let refused = Mutex<Set<String>?>(nil)
    private let isStrict: Bool

    init(isStrict: Bool) { self.isStrict = isStrict }

    /// - Parameter addresses: registries, indexes and artifacts, whose hosts are the gateway's alone.
    func beginInstall(refusing addresses: [String]) {
        let hosts = Set(addresses.compactMap { URL(string: $0)?.host }.map(Self.plain))
        refused.withLock { $0 = hosts }
    }

    func allows(_ host: String) -> Bool {
        guard !isStrict, let hosts = refused.withLock({ $0 }) else { return false }
        return !hosts.contains(Self.plain(host))
    }

    /// Lower case, without the dot that a complete name may end in.
    private static func plain(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
