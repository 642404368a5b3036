import Foundation
import Packages

/// Turns the Python door's addresses back into the upstream's, in single URLs and in whole outputs of pip.
struct LoopbackTranslation: Sendable {
    private let files: LoopbackFiles
    private let indexURL: String?
    /// `127.0.0.1:port/secret/`: no other text of a session holds it.
    private let marker: [UInt8]

    init(port: Int, secret: SessionSecret, files: LoopbackFiles, indexURL: String?) {
        self.files = files
        self.indexURL = indexURL.map(Self.redacted)
        marker = Array("127.0.0.1:\(port)/\(secret.text)/".utf8)
    }

    /// The upstream address of a file or page address, whatever user name stands in it; nil for any other text.
    func upstreamURL(forLoopback url: String) -> String? {
        guard let (path, fragment) = pathAndFragment(ofLoopback: url) else { return nil }
        return upstream(ofPath: path).map { $0 + fragment }
    }

    /// The artifact whose file has the address; nil for pages, metadata and any other text.
    func artifact(forLoopback url: String) -> Artifact? {
        guard let (path, _) = pathAndFragment(ofLoopback: url) else { return nil }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first == "files", parts.count == 3, let file = files.file(key: String(parts[1])) else { return nil }
        return PercentEncoding.decoded(parts[2]) == file.artifact.filename ? file.artifact : nil
    }

    private func pathAndFragment(ofLoopback url: String) -> (path: String, fragment: Substring)? {
        let bytes = Array(url.utf8)
        guard let start = Self.find(marker, in: bytes, from: 0) else { return nil }
        guard Self.addressStart(in: bytes, before: start, notBefore: 0) == 0 else { return nil }
        let rest = String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
        let fragment = rest.firstIndex(of: "#").map { rest[$0...] } ?? ""
        return (String(rest.dropLast(fragment.count)), fragment)
    }

    /// Replaces every address in a text; one that stands for nothing known stays.
    func translate(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        var position = 0
        while let found = Self.find(marker, in: text, from: position) {
            let pathStart = found + marker.count
            var pathEnd = pathStart
            while pathEnd < text.count, Self.isPathByte(text[pathEnd]) { pathEnd += 1 }
            position = pathEnd
            let path = String(decoding: text[pathStart..<pathEnd], as: UTF8.self)
            guard let start = Self.addressStart(in: text, before: found, notBefore: copied) else { continue }
            guard let upstream = upstream(ofPath: path) else { continue }
            result += text[copied..<start]
            result += Array(upstream.utf8)
            copied = pathEnd
        }
        guard copied > 0 else { return text }
        return result + text[copied...]
    }

    private func upstream(ofPath path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.first == "files", parts.count == 3, let file = files.file(key: String(parts[1])) {
            return parts[2].hasSuffix(".metadata") && !file.artifact.filename.hasSuffix(".metadata")
                ? file.artifact.url + ".metadata" : file.artifact.url
        }
        guard parts.first == "simple", let indexURL else { return nil }
        let below = path.dropFirst("simple".count)
        guard !below.isEmpty else { return indexURL }
        return (indexURL.hasSuffix("/") ? String(indexURL.dropLast()) : indexURL) + below
    }

    /// Where the `http://` before the marker begins, stepping over user name and password.
    private static func addressStart(in text: [UInt8], before marker: Int, notBefore bound: Int) -> Int? {
        var index = marker
        if index > bound, text[index - 1] == UInt8(ascii: "@") {
            index -= 1
            while index > bound, text[index - 1] != UInt8(ascii: "/"), isPathByte(text[index - 1]) { index -= 1 }
        }
        let scheme = Array("http://".utf8)
        guard index - scheme.count >= bound, Array(text[(index - scheme.count)..<index]) == scheme else { return nil }
        return index - scheme.count
    }

    /// What can stand in the path of an address that we wrote; quotes, brackets and `#` end it.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array("-._~%/@+!:*$&=".utf8).contains(byte)
        }
    }

    private static func find(_ pattern: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, text.count >= pattern.count else { return nil }
        var index = start
        while index <= text.count - pattern.count {
            if text[index] == first, text[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }

    /// A URL as pip prints it: `user:password@` becomes `user:****@`, a lone user `****@`.
    static func redacted(_ url: String) -> String {
        guard let address = WebAddress(url), let userinfo = address.userinfo,
            let range = url.range(of: userinfo + "@")
        else { return url }
        let user = userinfo.prefix { $0 != ":" }
        let shown = userinfo.contains(":") ? "\(user):****" : "****"
        return url.replacingCharacters(in: range, with: shown + "@")
    }
}
