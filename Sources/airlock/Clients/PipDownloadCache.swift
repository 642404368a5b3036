import Foundation
import Packages

/// An address as pip asks for it and as its download cache names it.
///
/// pip's libraries bring an address into a normal form before they look into the cache; what is not in that form
/// already, or not so after the little that is done here, is refused, since pip would then ask the network.
struct PipDownloadAddress: Sendable, Hashable {
    /// `http` or `https`.
    let scheme: String
    /// Host and port as written, lower case.
    let authority: String
    /// Without user name, password and fragment; the name of the cache's entry.
    let key: String
    let filename: String

    /// What is fetched, and what reports call the archive.
    var url: String { key }

    init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[separator.upperBound...].prefix { $0 != "#" }
        let wholeAuthority = rest.prefix { $0 != "/" && $0 != "?" }
        let host = wholeAuthority.lastIndex(of: "@").map { wholeAuthority[wholeAuthority.index(after: $0)...] }
        authority = (host ?? wholeAuthority).lowercased()
        let isProperHost = authority.utf8.allSatisfy { byte in
            Self.isUnreserved(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
                || byte == UInt8(ascii: "]")
        }
        guard isProperHost, !authority.isEmpty else { return nil }
        guard let path = Self.normal(rest.dropFirst(wholeAuthority.count)), path.hasPrefix("/") else { return nil }
        let segments = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.contains("."), !segments.contains(".."), let last = segments.last else { return nil }
        guard let filename = String(last).removingPercentEncoding, !filename.isEmpty, !filename.contains("/") else {
            return nil
        }
        self.filename = filename
        key = scheme + "://" + authority + path
    }

    var isLoopback: Bool {
        let host = authority.prefix { $0 != ":" }
        return host == "localhost" || host.hasPrefix("127.") || authority.hasPrefix("[::1]")
    }

    /// Path and query with needless escapes undone and the others in capitals; nil for bytes that no URL may hold.
    private static func normal(_ text: Substring) -> String? {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                guard isUnreserved(byte) || allowed.contains(byte) else { return nil }
                result.append(byte)
                continue
            }
            let digits = String(decoding: bytes.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), !digits.hasPrefix("+") else {
                return nil
            }
            bytes = bytes.dropFirst(2)
            if isUnreserved(value) { result.append(value) } else { result += Array("%\(digits.uppercased())".utf8) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let allowed = Set("/?:@!$&()*+,;=".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: Array("-._~".utf8).contains(byte)
        }
    }
}

/// A cache folder of pip's (`PIP_CACHE_DIR`) that holds judged archives as answers to their own addresses.
///
/// So pip takes exactly these bytes without asking anybody, and writes the address that the user gave into
/// `direct_url.json`; a kill at any point leaves no trace of ours. What is not in it pip asks for through the proxy
/// door, which refuses.
///
/// Format: that of CacheControl, which pip carries. An entry lies at `A/B/C/D/E/HASH`, the SHA-224 of the address in
/// hexadecimal and its first five digits, below `http` (pip before 23.3: `cc=4,` and a MessagePack map `response` →
/// `body`, `headers`, `status`, `version`, `reason`, `strict`, `decode_content`, and `vary` → empty) and below
/// `http-v2` (later: the same with an empty `body`, which lies beside it as `HASH.body`).
struct PipDownloadCache: Sendable {
    let folder: String

    /// The answer stays fresh for ten years.
    private static let freshness = "max-age=315360000"

    /// Adds an archive; the file is copied, so that nothing pip runs can reach the quarantine's.
    func add(_ path: String, byteCount: Int, as address: PipDownloadAddress, now: Date) throws {
        let hash = sha224(Array(address.key.utf8))
        let place = hash.prefix(5).map(String.init).joined(separator: "/")
        let manager = FileManager.default
        for version in ["http", "http-v2"] {
            // A MessagePack string of bytes ends at 4 GiB; so large an archive is for a newer pip alone.
            if version == "http", byteCount > UInt32.max { continue }
            let parent = "\(folder)/\(version)/\(place)"
            try manager.createDirectory(
                atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let entry = "\(parent)/\(hash)"
            let isSeparate = version == "http-v2"
            try? manager.removeItem(atPath: entry)
            try? manager.removeItem(atPath: entry + ".body")
            if isSeparate { try manager.copyItem(atPath: path, toPath: entry + ".body") }
            var writer = MessagePackWriter()
            writer.bytes += Array("cc=4,".utf8)
            writer.map(2)
            writer.text("response")
            writer.map(7)
            writer.text("body")
            writer.binaryHeader(isSeparate ? 0 : byteCount)
            var data = Data(writer.bytes)
            if !isSeparate { data.append(try Data(contentsOf: URL(fileURLWithPath: path))) }
            data.append(contentsOf: Self.tail(byteCount: byteCount, now: now))
            try data.write(to: URL(fileURLWithPath: entry))
        }
    }

    private static func tail(byteCount: Int, now: Date) -> [UInt8] {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let headers = [
            ("Content-Type", "application/octet-stream"), ("Content-Length", String(byteCount)),
            ("Date", format.string(from: now)), ("Cache-Control", freshness),
        ]
        var writer = MessagePackWriter()
        writer.text("headers")
        writer.map(headers.count)
        for (name, value) in headers {
            writer.text(name)
            writer.text(value)
        }
        writer.text("status")
        writer.bytes += [0xCC, 200]
        writer.text("version")
        writer.bytes.append(11)
        writer.text("reason")
        writer.text("OK")
        writer.text("strict")
        writer.bytes.append(0)
        writer.text("decode_content")
        writer.bytes.append(0xC2)
        writer.text("vary")
        writer.map(0)
        return writer.bytes
    }
}

/// The five kinds of MessagePack values that an entry needs.
private struct MessagePackWriter {
    var bytes: [UInt8] = []

    /// At most 15 pairs.
    mutating func map(_ count: Int) { bytes.append(0x80 | UInt8(truncatingIfNeeded: count)) }

    /// At most 255 bytes.
    mutating func text(_ text: String) {
        bytes += [0xD9, UInt8(truncatingIfNeeded: text.utf8.count)] + Array(text.utf8)
    }

    mutating func binaryHeader(_ count: Int) {
        bytes.append(0xC6)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    }
}
