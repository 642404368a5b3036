/// Decoders for the bases between 16 and 85 and for compressed constants.
extension ConstantDecoding {
    /// What `zlib.decompress` and `gzip.decompress` give; nil for damaged or other data.
    static func inflated(_ bytes: [UInt8], isRaw: Bool) -> [UInt8]? {
        guard bytes.count <= maximumLength else { return nil }
        if let plain = Inflate.decompressed(bytes, limit: maximumLength) { return plain }
        return isRaw ? Inflate.decompressedRaw(bytes, limit: maximumLength) : nil
    }

    /// The alphabet of RFC 4648.
    static func base32(_ text: [UInt8]) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var bytes: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text where byte != UInt8(ascii: "=") && byte > 0x20 {
            let upper = (97...122).contains(byte) ? byte - 32 : byte
            guard let value = alphabet.firstIndex(of: upper) else { return nil }
            accumulator = accumulator << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> bits))
            }
        }
        return bytes
    }

    private static let gitAlphabet = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~".utf8)

    /// The alphabet of `base64.b85decode`, which is that of Git.
    static func base85(_ text: [UInt8]) -> [UInt8]? {
        var values = [UInt8](repeating: 255, count: 256)
        for (index, byte) in gitAlphabet.enumerated() { values[Int(byte)] = UInt8(index) }
        var group: [UInt8] = []
        var bytes: [UInt8] = []
        for byte in text where byte > 0x20 {
            let value = values[Int(byte)]
            guard value < 85 else { return nil }
            group.append(value)
            if group.count == 5 { appendGroup(&group, to: &bytes) }
        }
        appendGroup(&group, to: &bytes)
        return bytes
    }

    /// Ascii85 with or without the marks `<~` and `~>`; `z` stands for four zeros.
    static func ascii85(_ text: [UInt8]) -> [UInt8]? {
        var rest = text[...]
        if rest.starts(with: "<~".utf8) { rest = rest.dropFirst(2) }
        var group: [UInt8] = []
        var bytes: [UInt8] = []
        for byte in rest where byte > 0x20 {
            if byte == UInt8(ascii: "~") { break }
            if byte == UInt8(ascii: "z"), group.isEmpty {
                bytes += [0, 0, 0, 0]
                continue
            }
            guard (33...117).contains(byte) else { return nil }
            group.append(byte - 33)
            if group.count == 5 { appendGroup(&group, to: &bytes) }
        }
        appendGroup(&group, to: &bytes)
        return bytes
    }

    /// Five digits of base 85 make four bytes; a shorter last group makes one byte less than it has digits.
    private static func appendGroup(_ group: inout [UInt8], to bytes: inout [UInt8]) {
        guard group.count > 1 else {
            group = []
            return
        }
        let count = group.count - 1
        while group.count < 5 { group.append(84) }
        var value: UInt32 = 0
        for digit in group { value = value &* 85 &+ UInt32(digit) }
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index))) }
        group = []
    }
}
