/// The last path component of an address, percent-decoded, without query and fragment.
func filename(ofAddress address: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last ?? ""
    return percentDecoded(String(last))
}

/// The address without its fragment.
func withoutFragment(_ address: String) -> String { String(address.prefix { $0 != "#" }) }

/// Scheme and authority in lower case, user information left out: `https://host:port`; nil when there is none.
func origin(ofAddress address: String) -> String? {
    guard let range = address.firstRange(of: "://") else { return nil }
    let authority = address[range.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    guard !host.isEmpty, range.lowerBound > address.startIndex else { return nil }
    return address[..<range.lowerBound].lowercased() + "://" + host.lowercased()
}

/// The path of an address from its first slash, `/` when it has none.
func path(ofAddress address: String) -> String {
    guard let range = address.firstRange(of: "://") else { return "/" }
    let rest = address[range.upperBound...].prefix { $0 != "?" && $0 != "#" }
    guard let slash = rest.firstIndex(of: "/") else { return "/" }
    return String(rest[slash...])
}

/// The text with `%XX` decoded; malformed escapes and text that is no UTF-8 afterwards stay as they are.
func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        let isEscape = bytes[index] == UInt8(ascii: "%") && index + 2 < bytes.count
        if isEscape, let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16),
            bytes[index + 1] != UInt8(ascii: "+")
        {
            result.append(byte)
            index += 3
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return String(validating: result, as: UTF8.self) ?? text
}

/// Tells whether a tarball's address could be that of a package: `…/NAME/-/BASE-….tgz`, or the name in its path.
///
/// Registries other than npm's own use other layouts, so only a path that names something else is a mismatch.
func npmAddress(_ address: String, fitsName name: String) -> Bool {
    let path = percentDecoded(path(ofAddress: address))
    let base = name.split(separator: "/").last.map(String.init) ?? name
    if let range = path.firstRange(of: "/-/") {
        let before = path[..<range.lowerBound]
        return before.hasSuffix("/" + name) && filename(ofAddress: address).hasPrefix(base + "-")
    }
    return path.split(separator: "/").contains { $0 == base || $0.hasPrefix(base + "-") }
}

/// The commit behind the `#` of a git address: 40 or 64 hexadecimal digits in lower case; nil for everything else.
package func gitCommit(ofAddress address: String) -> String? {
    guard let hash = address.firstIndex(of: "#") else { return nil }
    let commit = address[address.index(after: hash)...]
    return isGitCommit(commit) ? String(commit) : nil
}

/// Whether a text is a whole object name of git: 40 or 64 hexadecimal digits in lower case.
package func isGitCommit(_ text: some StringProtocol) -> Bool {
    [40, 64].contains(text.utf8.count)
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

/// The absolute path without `.` and `..`, by its text alone.
package func standardizedPath(_ path: String, in folder: String) -> String {
    let absolute = path.hasPrefix("/") ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
}

/// A path as it stands in a `file:` address (RFC 8089): everything but unreserved characters and slashes encoded.
func percentEncodedPath(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
        let isPlain =
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || "-._~/".utf8.contains(byte)
        if isPlain {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            let digits = String(byte, radix: 16, uppercase: true)
            text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }
    }
    return text
}
