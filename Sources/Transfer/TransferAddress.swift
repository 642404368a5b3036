import CCurl

/// A URL taken apart by libcurl's own parser, so that what is checked is what will be connected to.
struct TransferAddress: Equatable, Sendable {
    let scheme: String
    /// Lower case; numeric IPv4 forms normalized; IPv6 with its brackets.
    let host: String
    let port: Int
    /// The whole URL without user name, password and fragment.
    let url: String
    /// Decoded user name and password, when the URL has any.
    let user: String?
    let password: String?
    /// Origin and path: what messages may show.
    let shown: String

    /// Parses an absolute URL; nil for anything but well-formed http and https.
    init?(_ text: String) {
        self.init(text, relativeTo: nil)
    }

    /// Resolves a `Location` value against the address that sent it.
    init?(redirect location: String, from base: TransferAddress) {
        self.init(location, relativeTo: base.url)
    }

    /// The host, with the port where it is not the scheme's own.
    var hostAndPort: String { port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)" }

    private init?(_ text: String, relativeTo base: String?) {
        guard text.utf8.count <= 65_536, !text.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) else { return nil }
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        if let base, curl_url_set(handle, CURLUPART_URL, base, 0) != CURLUE_OK { return nil }
        guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }
        guard let scheme = Self.part(handle, CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https"
        else { return nil }
        guard let host = Self.part(handle, CURLUPART_HOST)?.lowercased(), !host.isEmpty else { return nil }
        guard let port = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }) else {
            return nil
        }
        user = Self.part(handle, CURLUPART_USER, UInt32(CURLU_URLDECODE))
        password = Self.part(handle, CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE))
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
            guard curl_url_set(handle, part, nil, 0) == CURLUE_OK else { return nil }
        }
        guard let url = Self.part(handle, CURLUPART_URL) else { return nil }
        guard curl_url_set(handle, CURLUPART_QUERY, nil, 0) == CURLUE_OK else { return nil }
        guard let shown = Self.part(handle, CURLUPART_URL) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.url = url
        self.shown = shown
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        // Safety: curl_url_get hands over a NUL-terminated string that is ours to free.
        defer { curl_free(text) }
        return String(validatingCString: text)
    }

    var isSecure: Bool { scheme == "https" }

    /// Whether the host is this machine: 127.0.0.0/8, `::1` or `localhost`, which libcurl resolves to loopback itself.
    var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    func hasSameOrigin(as other: TransferAddress) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Whether a connection may be made at all.
    func isAllowed(plainHTTPHosts: Set<String>) -> Bool {
        isSecure || isLoopback || plainHTTPHosts.contains(host) || plainHTTPHosts.contains("\(host):\(port)")
    }

    /// Whether a redirect may lead from here to there: never away from TLS, never from another host into loopback.
    func mayRedirect(to target: TransferAddress, plainHTTPHosts: Set<String>) -> Bool {
        if target.isSecure { return true }
        if isSecure { return false }
        if isLoopback || target.isLoopback { return isLoopback && target.isLoopback }
        return target.isAllowed(plainHTTPHosts: plainHTTPHosts)
    }
}
