/// What a specifier names on this machine, read as `npm-package-arg` does: a folder or a packed archive, and where.
///
/// npm makes a `file:` address of the text, with all that URLs are subject to: tabs vanish, a backslash is a slash,
/// `?` and `#` end the path, escapes are decoded. Reading less of it would plan another file than npm takes.
package struct NpmLocalSpecifier: Sendable, Equatable {
    enum Place: Sendable, Equatable {
        /// A path below the folder of whoever states it, or beside it by `..`.
        case relative(String)
        case absolute(String)
        /// Below the home folder of whoever runs npm.
        case home(String)
        /// Spelled so that npm finds nothing, or something that depends on the version of its URL parser.
        case unclear
    }

    let place: Place
    /// npm tells by the end of the whole text, what follows `?` and `#` included.
    let isArchive: Bool

    /// Nil for what names no path: releases, tags, aliases, repositories and web addresses.
    package init?(_ specifier: String) {
        let bytes = Array(specifier.utf8)
        // Most specifiers are ranges; none of them has a slash, a dot in front or an archive's end.
        let isArchiveName = Self.hasArchiveEnd(bytes)
        let lower = bytes.prefix(5).map { Self.isUpper($0) ? $0 | 32 : $0 }
        let body: [UInt8]
        var isWritable = true
        if lower == Array("file:".utf8) {
            // In capitals it is taken for the beginning of a path, by a part of npm only.
            isWritable = bytes.starts(with: "file:".utf8)
            body = Array(bytes.dropFirst(5))
        } else if lower == Array("link:".utf8) {
            body = Array(bytes.dropFirst(5))
        } else if Self.isPath(bytes) {
            body = bytes
        } else {
            let hasSlash = bytes.contains(UInt8(ascii: "/"))
            guard hasSlash || isArchiveName, !Self.isHosted(bytes), !Self.hasScheme(bytes) else { return nil }
            body = bytes
        }
        isArchive = isArchiveName
        place = isWritable ? Self.place(body) : .unclear
    }

    /// The absolute path as seen from `folder`; nil where it is not known here.
    func path(from folder: String) -> String? {
        switch place {
        case .relative(let path): standardizedPath(path, in: folder)
        case .absolute(let path): path
        case .home, .unclear: nil
        }
    }

    /// How many folders a relative path leads upward before it leads down.
    var climb: Int {
        guard case .relative(let path) = place else { return 0 }
        var (depth, highest) = (0, 0)
        for part in path.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            highest = min(highest, depth)
        }
        return -highest
    }

    private static func place(_ raw: [UInt8]) -> Place {
        let isRelative = isDotted(raw)
        var bytes = raw.filter { ![0x09, 0x0a, 0x0d].contains($0) }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        bytes = Array(bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
            .map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        if isRelative { bytes = Array(bytes.drop { $0 == UInt8(ascii: "/") }) }
        guard let decoded = decoded(bytes), !decoded.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            return .unclear
        }
        let isAbsolute = decoded.utf8.first == UInt8(ascii: "/")
        var path = decoded
        if bytes.starts(with: "//".utf8), !bytes.starts(with: "///".utf8) {
            // A host: this machine's own is none, any other one npm takes for a folder.
            let host = path.dropFirst(2).prefix { $0 != "/" }
            if host.lowercased() == "localhost" { path = String(path.dropFirst(2 + host.count)) }
        }
        let normal = standardizedPath(path, in: "/")
        let parts = normal.split(separator: "/")
        // A drive's letter is never left by `..`, and ends up in front of what follows.
        if decoded.split(separator: "/").contains(where: isDrive) { return .unclear }
        if parts.first == "~" { return .home(parts.dropFirst().joined(separator: "/")) }
        return isAbsolute ? .absolute(normal) : .relative(path)
    }

    /// `/^\/{1,3}\.\.?(\/|$)/`: npm takes `file:///../x` for `file:../x`.
    private static func isDotted(_ bytes: [UInt8]) -> Bool {
        let slashes = bytes.prefix { $0 == UInt8(ascii: "/") }.count
        guard (1...3).contains(slashes) else { return false }
        let rest = bytes.dropFirst(slashes)
        let dots = rest.prefix { $0 == UInt8(ascii: ".") }.count
        let next = rest.dropFirst(dots).first
        return (1...2).contains(dots) && (next == nil || next == UInt8(ascii: "/"))
    }

    /// `decodeURIComponent`, which takes no malformed escape.
    private static func decoded(_ bytes: [UInt8]) -> String? {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, !digits.contains(UInt8(ascii: "+")),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            rest = rest.dropFirst(2)
            result.append(value)
        }
        return String(validating: result, as: UTF8.self)
    }

    /// `/^(?:[.]|~\/|\/|[a-zA-Z]:)/`.
    private static func isPath(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        if first == UInt8(ascii: ".") || first == UInt8(ascii: "/") { return true }
        guard bytes.count > 1 else { return false }
        if first == UInt8(ascii: "~") { return bytes[1] == UInt8(ascii: "/") }
        return isLetter(first) && bytes[1] == UInt8(ascii: ":")
    }

    private static func isDrive(_ part: Substring) -> Bool {
        let bytes = Array(part.utf8)
        return bytes.count == 2 && isLetter(bytes[0]) && [UInt8(ascii: ":"), UInt8(ascii: "|")].contains(bytes[1])
    }

    /// `/^(?:git[+])?[a-z]+:/i`.
    private static func hasScheme(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "git+" { rest = rest.dropFirst(4) }
        let letters = rest.prefix(while: isLetter).count
        return letters > 0 && rest.dropFirst(letters).first == UInt8(ascii: ":")
    }

    /// `owner/name`, which `hosted-git-info` takes for a repository, and `git@` of a host that it knows.
    private static func isHosted(_ bytes: [UInt8]) -> Bool {
        let known = ["github.com", "gitlab.com", "bitbucket.org", "gist.github.com", "git.sr.ht"]
        if known.contains(where: { bytes.starts(with: "git@\($0):".utf8) }) { return true }
        let head = bytes.prefix { $0 != UInt8(ascii: "#") }
        let parts = head.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = head.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ":") }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && isPlain && !head.contains(UInt8(ascii: "%"))
    }

    /// `/[.](?:tgz|tar.gz|tar)$/i`, in which any character stands for the second dot.
    private static func hasArchiveEnd(_ bytes: [UInt8]) -> Bool {
        let end = bytes.suffix(7).map { isUpper($0) ? $0 | 32 : $0 }
        if end.suffix(4) == Array(".tgz".utf8)[...] || end.suffix(4) == Array(".tar".utf8)[...] { return true }
        return end.count == 7 && end.starts(with: ".tar".utf8) && end.suffix(2) == Array("gz".utf8)[...]
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 32) }
}
