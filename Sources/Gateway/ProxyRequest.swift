/// The head of a request to a forward proxy (RFC 9112, section 3.2).
struct ProxyRequest: Equatable {
    struct Target: Equatable, Sendable {
        /// Lower case, without the brackets of IPv6.
        let host: String
        let port: Int
    }

    let isConnect: Bool
    /// Nil when the request line is malformed.
    let target: Target?
    let authorization: String?
    let headByteCount: Int

    /// Parses a head; nil as long as it is not complete.
    init?(_ bytes: [UInt8]) {
        guard let end = Self.headEnd(bytes) else { return nil }
        headByteCount = end
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
        isConnect = words.first == "CONNECT"
        if words.count == 3, words[2].hasPrefix("HTTP/1.") {
            target = isConnect ? Self.authority(words[1], defaultPort: nil) : Self.absolute(words[1])
        } else {
            target = nil
        }
        authorization =
            lines.dropFirst().lazy.compactMap { line -> String? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                guard line[..<colon].lowercased() == "proxy-authorization" else { return nil }
                return String(line[line.index(after: colon)...].drop { $0 == " " })
            }.first
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        let ending = Array("\r\n\r\n".utf8)
        for index in 0...(bytes.count - 4) where bytes[index] == 13 && Array(bytes[index..<(index + 4)]) == ending {
            return index + 4
        }
        return nil
    }

    private static func absolute(_ text: Substring) -> Target? {
        guard let address = WebAddress(text), address.scheme != "file" else { return nil }
        return authority(address.authority[...], defaultPort: address.scheme == "https" ? 443 : 80)
    }

    private static func authority(_ text: Substring, defaultPort: Int?) -> Target? {
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<bracket]
            rest = text[text.index(after: bracket)...]
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            rest = text[colon...]
        }
        let isProper = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard isProper, !host.isEmpty, host.utf8.count <= 253 else { return nil }
        let port = rest.isEmpty ? defaultPort : rest.hasPrefix(":") ? Int(rest.dropFirst()) : nil
        guard let port, 1...65_535 ~= port else { return nil }
        // A dot at the end names the same host.
        let name = host.hasSuffix(".") ? host.dropLast() : host
        return name.isEmpty ? nil : Target(host: name.lowercased(), port: port)
    }
}
