/// What a requirement on pip's command line or in a requirements file points at.
package enum PipRequirement: Sendable, Equatable {
    /// A project's name with extras, version specifiers and markers (PEP 508); the index decides.
    case named(String)
    case folder(path: String)
    /// A local wheel or sdist, or a `file:` address of anything but an existing folder.
    case archive(name: String?, path: String)
    /// An address of a wheel or sdist, bare or behind `name @`; the fragment is kept.
    case remote(name: String?, address: String)
    /// `git+…`, `hg+…`, `svn+…`, `bzr+…`.
    case versionControl(name: String?, address: String)

    /// Reads a requirement in the order of pip's `parse_req_from_line`: addresses, then paths, then names.
    package init(parsing text: String) {
        let trimmed = trimmingBlanks(text)
        if let scheme = Self.scheme(of: trimmed) {
            // An address may hold a semicolon: only one with a blank behind it begins a marker.
            let end = trimmed.firstRange(of: "; ")?.lowerBound ?? trimmed.endIndex
            self = Self.classify(address: trimmingBlanks(String(trimmed[..<end])), scheme: scheme, name: nil)
            return
        }
        let requirement = trimmingBlanks(String(trimmed.prefix { $0 != ";" }))
        if let at = requirement.firstIndex(of: "@"), !Self.looksLikePath(requirement[..<at]) {
            let address = trimmingBlanks(String(requirement[requirement.index(after: at)...]))
            let name = Self.withoutExtras(trimmingBlanks(String(requirement[..<at])))
            guard let scheme = Self.scheme(of: address) else {
                self = .remote(name: name, address: address)
                return
            }
            self = Self.classify(address: address, scheme: scheme, name: name)
            return
        }
        let path = Self.withoutExtras(requirement)
        if Self.isArchive(path) {
            self = .archive(name: nil, path: path)
        } else if Self.looksLikePath(path[...]) {
            self = .folder(path: path)
        } else {
            self = .named(trimmed)
        }
    }

    private static func classify(address: String, scheme: String, name: String?) -> PipRequirement {
        switch scheme {
        case "file":
            // pip undoes percent signs before it looks at the ending, and a file without a known ending by its content.
            let rest = address.dropFirst("file:".utf8.count).prefix { $0 != "#" && $0 != "?" }
            let path = rest.hasPrefix("//") ? "/" + rest.drop { $0 == "/" } : String(rest)
            let plain = percentDecoded(withoutExtras(path))
            return SystemCalls.isFolder(plain) && !isArchive(plain)
                ? .folder(path: plain) : .archive(name: name, path: plain)
        case "http", "https", "ftp": return .remote(name: name, address: address)
        default: return .versionControl(name: name, address: address)
        }
    }

    /// The schemes that make a requirement an address for pip; nil for names and paths.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        let plain: Set<String> = ["http", "https", "file", "ftp", "ssh", "git", "hg", "bzr", "svn", "lp"]
        if plain.contains(scheme) { return scheme }
        return ["git+", "hg+", "svn+", "bzr+"].contains(where: scheme.hasPrefix) ? scheme : nil
    }

    private static func looksLikePath(_ text: Substring) -> Bool {
        text.hasPrefix(".") || text.utf8.contains(UInt8(ascii: "/"))
    }

    private static func isArchive(_ path: String) -> Bool {
        let endings = [".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz"]
        let lower = path.lowercased()
        return (endings + [".tar.lz", ".tar.lzma"]).contains(where: lower.hasSuffix)
    }

    /// `./x[extra]` is the folder `./x`.
    private static func withoutExtras(_ text: String) -> String {
        guard text.hasSuffix("]"), let bracket = text.lastIndex(of: "[") else { return text }
        return trimmingBlanks(String(text[..<bracket]))
    }
}

/// Undoes `%XX`, once, as `urllib.request.url2pathname` does.
func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(exactly: digits[0] * 16 + digits[1]) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// The text without blanks, tabs and line ends at either side.
func trimmingBlanks(_ text: String) -> String {
    let isBlank = { (byte: UInt8) in byte == 32 || (byte >= 9 && byte <= 13) }
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }) else { return "" }
    guard let last = text.utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(text[first...last])
}
