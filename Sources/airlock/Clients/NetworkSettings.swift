import Foundation
import Transfer

extension TransferConfiguration {
    /// The user's own proxy and certificate settings: those of the client first, else the environment's.
    ///
    /// - Parameter trustedAddresses: registries and indexes that the user configured with plain http.
    init(
        certificateFile: String?, proxy: String?, noProxy: String?, environment: [String: String],
        certificateVariables: [String], trustedAddresses: [String]
    ) {
        func variable(_ names: [String]) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let plain = trustedAddresses.compactMap { address -> String? in
            guard let url = URL(string: address), url.scheme == "http", let host = url.host else { return nil }
            return url.port.map { "\(host):\($0)" } ?? host
        }
        self.init(
            certificateFile: certificateFile ?? variable(certificateVariables),
            certificateDirectory: certificateFile == nil ? variable(["SSL_CERT_DIR"]) : nil,
            proxy: proxy ?? variable(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            noProxy: noProxy ?? variable(["NO_PROXY", "no_proxy"]), plainHTTPHosts: Set(plain))
    }
}

/// Whether an address is plain http to a host that is not this machine.
func isInsecure(_ address: String) -> Bool {
    guard let url = URL(string: address), url.scheme == "http" else { return false }
    let host = url.host ?? ""
    return !(host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]")
}
