import Foundation

/// Proxies and certificate authorities, as far as the environment names them: each must lead to something.
func networkChecks(_ surroundings: Surroundings) -> [Check] {
    let checks = proxyChecks(surroundings.environment) + certificateChecks(surroundings.environment)
    guard checks.isEmpty else { return checks }
    let proxy = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].first {
        !surroundings.environment[$0, default: ""].isEmpty
    }
    return [
        .ok(
            "network",
            proxy.map { "the proxy of \($0), certificates are readable" } ?? "no proxy, certificates are readable")
    ]
}

private func proxyChecks(_ environment: [String: String]) -> [Check] {
    let names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
    return names.compactMap { name in
        guard let value = environment[name], !value.isEmpty else { return nil }
        let text = value.contains("://") ? value : "http://" + value
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        if let url = URL(string: text), let scheme = url.scheme?.lowercased(), schemes.contains(scheme),
            url.host?.isEmpty == false
        {
            return nil
        }
        // The value is not shown: it may hold a password.
        return .failed("network", "\(name) is not the address of a proxy", mend: "unset \(name)")
    }
}

private func certificateChecks(_ environment: [String: String]) -> [Check] {
    var checks: [Check] = []
    let files = [
        "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "npm_config_cafile",
    ]
    for name in files {
        guard let path = environment[name], !path.isEmpty else { continue }
        let contents = FileManager.default.contents(atPath: path)
        let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
        guard isFolder || contents?.range(of: Data("-----BEGIN ".utf8)) != nil else {
            checks.append(
                .failed("network", "\(name) names '\(path)', where no certificate can be read", mend: "unset \(name)"))
            continue
        }
    }
    if let path = environment["NODE_EXTRA_CA_CERTS"], !path.isEmpty,
        environment["SSL_CERT_FILE", default: ""].isEmpty, environment["npm_config_cafile", default: ""].isEmpty
    {
        checks.append(
            .warning(
                "network", "NODE_EXTRA_CA_CERTS is read by node only, Airlock fetches npm packages without it",
                mend: "npm config set cafile \(quoted(path))"))
    }
    guard environment["SSL_CERT_FILE", default: ""].isEmpty, environment["SSL_CERT_DIR", default: ""].isEmpty else {
        return checks
    }
    #if os(Linux)
        let stores = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
        if !stores.contains(where: FileManager.default.isReadableFile) {
            checks.append(
                .failed(
                    "network", "this system has no certificate authorities, no registry can be reached by https",
                    mend: asRoot("apt-get install -y ca-certificates")))
        }
    #endif
    return checks
}
