import Foundation
import Packages

/// What `airlock allow` writes: one release, the digests of its bytes, and why.
package struct AllowRequest: Sendable, Hashable {
    package let name: PackageName
    package let version: String
    package let digests: [Digest]
    package let reason: String
    package let expires: PolicyDate?
    package let added: PolicyDate
    /// Advisories of the feed that the entry is to override.
    package let despite: [String]

    package init(
        name: PackageName, version: String, digests: [Digest], reason: String, expires: PolicyDate?,
        added: PolicyDate, despite: [String] = []
    ) {
        self.name = name
        self.version = version
        self.digests = digests
        self.reason = reason
        self.expires = expires
        self.added = added
        self.despite = despite
    }
}

/// The text of a policy file with a request added; everything that stood in it stays as it was.
///
/// Digests join the entry of the same release, reason, expiry and advisories when there is one; otherwise an entry is appended, so
/// that no digest comes under a reason that was given for another. The result is parsed again and must mean the old
/// entries and the new one, else the file is one that text edits cannot change safely, and that is an error.
/// Returns the text unchanged when every digest is already allowed until the day asked for, or longer.
package func policyText(
    _ bytes: [UInt8], adding request: AllowRequest, path: String
) throws(VerdictsError) -> [UInt8] {
    let before = try PolicyFile(parsing: bytes, path: path)
    let missing = request.digests.filter { digest in
        !before.allowEntries.contains { $0.covers(request) && $0.digests.contains(digest) }
    }
    guard !missing.isEmpty else { return bytes }

    let text = PolicyText(bytes)
    for (index, entry) in before.allowEntries.enumerated() where entry.canTake(request) {
        guard let list = text.valueRange(of: "sha256", inAllowEntry: index) else { continue }
        let merged = inserting(missing, intoList: list, of: bytes)
        if let after = try? PolicyFile(parsing: merged, path: path),
            after.means(before, except: index, with: entry.digests + missing)
        {
            return merged
        }
    }
    let appended = appending(request, digests: missing, to: bytes)
    guard let after = try? PolicyFile(parsing: appended, path: path),
        after.allowEntries.count == before.allowEntries.count + 1,
        after.means(before, except: nil, with: []),
        let last = after.allowEntries.last, last.canTake(request), last.digests == missing
    else {
        throw .policyNotEditable(path: path, cause: "an [[allow]] entry at its end would not be read as one")
    }
    return appended
}

extension AllowEntry {
    /// Tells whether the entry allows the release for at least as long as the request asks.
    fileprivate func covers(_ request: AllowRequest) -> Bool {
        guard names(PackageIdentity(name: request.name, version: request.version)),
            Set(request.despite).isSubset(of: despite)
        else { return false }
        guard let expires else { return true }
        guard let wanted = request.expires else { return false }
        return wanted <= expires
    }

    fileprivate func canTake(_ request: AllowRequest) -> Bool {
        names(PackageIdentity(name: request.name, version: request.version))
            && reason == request.reason && expires == request.expires && despite == request.despite
    }
}

extension PolicyFile {
    /// Tells whether this file's first entries are those of `other`, one of them with other digests.
    fileprivate func means(_ other: PolicyFile, except changed: Int?, with digests: [Digest]) -> Bool {
        guard settings == other.settings, allowEntries.count >= other.allowEntries.count else { return false }
        return zip(allowEntries, other.allowEntries).enumerated().allSatisfy { index, pair in
            let expected = index == changed ? digests : pair.1.digests
            return pair.0.name == pair.1.name && pair.0.version == pair.1.version && pair.0.digests == expected
                && pair.0.reason == pair.1.reason && pair.0.expires == pair.1.expires && pair.0.added == pair.1.added
                && pair.0.despite == pair.1.despite
        }
    }
}

/// Puts digests in front of a list's closing bracket, on lines of their own where the list is written that way.
private func inserting(_ digests: [Digest], intoList list: Range<Int>, of bytes: [UInt8]) -> [UInt8] {
    let closing = list.upperBound - 1
    guard closing > list.lowerBound, bytes[closing] == UInt8(ascii: "]") else { return bytes }
    var contentEnd = closing
    while contentEnd > list.lowerBound + 1, isWhiteSpace(bytes[contentEnd - 1]) { contentEnd -= 1 }
    let hasTrailingComma = bytes[contentEnd - 1] == UInt8(ascii: ",")
    let isOnLines = bytes[list].contains(UInt8(ascii: "\n"))
    let separator = isOnLines ? lineEnd(of: bytes) + "    " : " "
    var insertion = ""
    for (index, digest) in digests.enumerated() {
        if index > 0 || !hasTrailingComma { insertion += "," }
        insertion += separator + "\"\(digest.hexadecimal)\""
    }
    if hasTrailingComma { insertion += "," }
    return Array(bytes[..<contentEnd]) + Array(insertion.utf8) + Array(bytes[contentEnd...])
}

private func appending(_ request: AllowRequest, digests: [Digest], to bytes: [UInt8]) -> [UInt8] {
    let list = digests.map { "\"\($0.hexadecimal)\"" }
    var lines = [
        "[[allow]]",
        "ecosystem = \(quoted(request.name.ecosystem.rawValue))",
        "name = \(quoted(request.name.written))",
        "version = \(quoted(request.version))",
    ]
    lines += list.count == 1 ? ["sha256 = [\(list[0])]"] : ["sha256 = ["] + list.map { "    \($0)," } + ["]"]
    lines.append("reason = \(quoted(request.reason))")
    if let expires = request.expires { lines.append("expires = \(expires)") }
    lines.append("added = \(request.added)")
    if !request.despite.isEmpty {
        lines.append("despite = [\(request.despite.map(quoted).joined(separator: ", "))]")
    }

    let end = lineEnd(of: bytes)
    var text = ""
    if let last = bytes.last {
        if last != UInt8(ascii: "\n") { text += end }
        text += end
    }
    text += lines.map { $0 + end }.joined()
    return bytes + Array(text.utf8)
}

/// A TOML basic string; control and bidirectional characters are escaped, so that an editor shows what is there.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        default:
            if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}

private func lineEnd(of bytes: [UInt8]) -> String {
    guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")), newline > 0 else { return "\n" }
    return bytes[newline - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
}

private func isWhiteSpace(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
}
