extension Digest {
    /// Parses an npm `integrity` value (Subresource Integrity, W3C): algorithm, `-`, base64, several by spaces.
    ///
    /// Entries of unknown algorithms or wrong length are left out, options behind `?` ignored, as npm's `ssri` does.
    package static func parseIntegrity(_ text: some StringProtocol) -> [Digest] {
        text.split(whereSeparator: \.isWhitespace).compactMap { entry in
            guard let dash = entry.firstIndex(of: "-") else { return nil }
            guard let algorithm = Algorithm(rawValue: String(entry[..<dash])) else { return nil }
            let encoded = entry[entry.index(after: dash)...].prefix { $0 != "?" }
            guard let bytes = base64Decoded(encoded) else { return nil }
            return Digest(algorithm: algorithm, bytes: bytes)
        }
    }

    /// The `algorithm-base64` form of Subresource Integrity.
    package var integrity: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            let second = index + 1 < bytes.count ? bytes[index + 1] : 0
            let third = index + 2 < bytes.count ? bytes[index + 2] : 0
            text.append(alphabet[Int(first >> 2)])
            text.append(alphabet[Int((first & 3) << 4 | second >> 4)])
            text.append(index + 1 < bytes.count ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
            text.append(index + 2 < bytes.count ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return algorithm.rawValue + "-" + String(decoding: text, as: UTF8.self)
    }

    /// Parses the fragment of a simple-index link, `sha256=…` (PEP 503); nil for other fragments.
    package static func parseFragment(_ fragment: some StringProtocol) -> Digest? {
        for part in fragment.split(separator: "&") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            guard let algorithm = Algorithm(rawValue: String(part[..<equals])) else { continue }
            return Digest(algorithm: algorithm, hexadecimal: part[part.index(after: equals)...])
        }
        return nil
    }

    /// Parses `sha256:…`, the form that `description` writes.
    package init?(parsing text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        guard let algorithm = Algorithm(rawValue: String(text[..<colon])) else { return nil }
        self.init(algorithm: algorithm, hexadecimal: text[text.index(after: colon)...])
    }

    private static func base64Decoded(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits = 0
        var padding = 0
        for character in text.utf8 {
            let value: UInt32
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(character - UInt8(ascii: "A"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(character - UInt8(ascii: "a")) + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(character - UInt8(ascii: "0")) + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            accumulator = accumulator << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
            }
        }
        return bytes
    }
}
