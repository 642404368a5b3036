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
    ///
    /// Signs are looked for among the bytes, since pip knows nothing of characters made of several code points.
    package init(parsing text: String) {
        let trimmed = trimmingBlanks(text)
        if let scheme = Self.scheme(of: trimmed) {
            // An address may hold a semicolon: only one with a blank behind it begins a marker.
            let bytes = trimmed.utf8
            let end = bytes.indices.first { bytes[$0...].starts(with: "; ".utf8) } ?? bytes.endIndex
            self = Self.classify(address: trimmingBlanks(String(trimmed[..<end])), scheme: scheme, name: nil)
            return
        }
        let requirement = trimmingBlanks(String(Substring(trimmed.utf8.prefix { $0 != UInt8(ascii: ";") })))
        if let at = requirement.utf8.firstIndex(of: UInt8(ascii: "@")), !Self.looksLikePath(requirement[..<at]) {
            let address = trimmingBlanks(String(Substring(requirement.utf8[at...].dropFirst())))
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
            let rest = address.utf8.dropFirst("file:".utf8.count).prefix { !"#?".utf8.contains($0) }
            let slash = UInt8(ascii: "/")
            let path =
                rest.starts(with: "//".utf8) ? "/" + Substring(rest.drop { $0 == slash }) : String(Substring(rest))
            let plain = percentDecoded(withoutExtras(path))
            return SystemCalls.isFolder(plain) && !isArchive(plain)
                ? .folder(path: plain) : .archive(name: name, path: plain)
        case "http", "https", "ftp": return .remote(name: name, address: address)
        default: return .versionControl(name: name, address: address)
        }
    }

    /// The schemes that make a requirement an address for pip; nil for names and paths.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = text[..<colon].lowercased()
        let plain: Set<String> = ["http", "https", "file", "ftp", "ssh", "git", "hg", "bzr", "svn", "lp"]
        if plain.contains(scheme) { return scheme }
        return ["git+", "hg+", "svn+", "bzr+"].contains { scheme.utf8.starts(with: $0.utf8) } ? scheme : nil
    }

    private static func looksLikePath(_ text: Substring) -> Bool {
        text.utf8.first == UInt8(ascii: ".") || text.utf8.contains(UInt8(ascii: "/"))
    }

    private static func isArchive(_ path: String) -> Bool {
        let endings = [".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz"]
        let lower = path.lowercased()
        return (endings + [".tar.lz", ".tar.lzma"]).contains { lower.hasSuffixBytes($0) }
    }

    /// `./x[extra]` is the folder `./x`.
    private static func withoutExtras(_ text: String) -> String {
        guard text.hasSuffixBytes("]"), let bracket = text.utf8.lastIndex(of: UInt8(ascii: "[")) else { return text }
        return trimmingBlanks(String(text[..<bracket]))
    }
}

extension StringProtocol {
    /// Whether the text ends in these bytes, even where its last character begins before them.
    func hasSuffixBytes(_ ending: String) -> Bool {
        utf8.count >= ending.utf8.count && utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
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

/// The text without blanks at either side: Python's `str.strip`.
func trimmingBlanks(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isPythonBlank($0) }) else { return "" }
    guard let last = scalars.lastIndex(where: { !isPythonBlank($0) }) else { return "" }
    return String(scalars[first...last])
}

/// Python's `str.isspace`, which is also `\s` of its regular expressions.
func isPythonBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9...13, 28...32, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
}
