/// Just enough of a URL (RFC 3986) to tell origin, path and file name, and to resolve a link against its page.
///
/// What is connected to is decided by Transfer's own parser; this one only names things.
struct WebAddress: Sendable, Equatable {
    /// Lower case.
    let scheme: String
    let userinfo: String?
    /// Host and port as written, lower case; empty for `file:`.
    let authority: String
    /// From the first slash, still encoded, dot segments removed.
    let path: String
    /// With its `?`, or empty.
    let query: String
    /// Without its `#`.
    let fragment: String?

    init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard ["http", "https", "file"].contains(scheme) else { return nil }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        let hierarchy = rest.dropFirst(2)
        let authorityEnd = hierarchy.firstIndex { "/?#\\".contains($0) } ?? hierarchy.endIndex
        let wholeAuthority = hierarchy[..<authorityEnd]
        guard !wholeAuthority.contains("\\"), authorityEnd == hierarchy.endIndex || hierarchy[authorityEnd] != "\\"
        else { return nil }
        if let at = wholeAuthority.lastIndex(of: "@") {
            userinfo = String(wholeAuthority[..<at])
            authority = wholeAuthority[wholeAuthority.index(after: at)...].lowercased()
        } else {
            userinfo = nil
            authority = wholeAuthority.lowercased()
        }
        guard scheme == "file" || !authority.isEmpty else { return nil }
        self.scheme = scheme
        let (path, query, fragment) = Self.split(Substring(hierarchy[authorityEnd...]))
        self.path = Self.withoutDotSegments(path.isEmpty ? "/" : path)
        self.query = query
        self.fragment = fragment
    }

    private init(
        scheme: String, userinfo: String?, authority: String, path: String, query: String, fragment: String?
    ) {
        self.scheme = scheme
        self.userinfo = userinfo
        self.authority = authority
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    /// Resolves a link found on the page at this address; nil for other schemes.
    func resolving(_ link: String) -> WebAddress? {
        let link = link.filter { !$0.isNewline && $0 != "\t" }
        let schemeEnd = link.firstIndex { ":/?#".contains($0) }
        if let schemeEnd, link[schemeEnd] == ":" { return WebAddress(link) }
        if link.hasPrefix("//") { return WebAddress(scheme + ":" + link) }
        let (path, query, fragment) = Self.split(link[...])
        let merged: String
        if path.hasPrefix("/") {
            merged = path
        } else if path.isEmpty {
            merged = self.path
        } else {
            let folder = self.path.lastIndex(of: "/").map { self.path[...$0] } ?? "/"
            merged = folder + path
        }
        return WebAddress(
            scheme: scheme, userinfo: userinfo, authority: authority, path: Self.withoutDotSegments(merged),
            query: path.isEmpty && query.isEmpty ? self.query : query, fragment: fragment)
    }

    var origin: String { "\(scheme)://\(authority)" }

    /// Without user, password and fragment: an artifact's name in plans and logs.
    var url: String { origin + path + query }

    /// The last path component, decoded.
    var filename: String? {
        let last = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        return PercentEncoding.decoded(last)
    }

    private static func split(_ text: Substring) -> (path: String, query: String, fragment: String?) {
        let hash = text.firstIndex(of: "#")
        let fragment = hash.map { String(text[text.index(after: $0)...]) }
        let beforeHash = text[..<(hash ?? text.endIndex)]
        let question = beforeHash.firstIndex(of: "?") ?? beforeHash.endIndex
        return (String(beforeHash[..<question]), String(beforeHash[question...]), fragment)
    }

    private static func withoutDotSegments(_ path: String) -> String {
        guard path.contains("/.") else { return path }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (offset, segment) in segments.enumerated() {
            let isLast = offset == segments.count - 1
            switch segment.lowercased().replacing("%2e", with: ".") {
            case ".": if isLast { kept.append("") }
            case "..":
                kept = kept.dropLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
