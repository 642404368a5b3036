/// Decoders for constants, each pure and bounded by its input; results stand as bytes.
enum ConstantDecoding {
    /// Nothing longer is decoded or folded: 1 MiB.
    static let maximumLength = 1 << 20

    /// Base64 of either alphabet; characters outside of it are skipped, as lenient decoders do.
    static func base64(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= maximumLength else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var accumulator: UInt32 = 0
        var bits = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="): continue
            default: continue
            }
            accumulator = accumulator << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
            }
        }
        return bytes
    }

    /// Hexadecimal digits in pairs; blanks are skipped, anything else ends in nil.
    static func hexadecimal(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= maximumLength else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for byte in text where byte != 0x20 && byte != 0x0a {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    /// Letters moved by thirteen.
    static func rotated13(_ text: [UInt8]) -> [UInt8] {
        text.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): (byte - 97 + 13) % 26 + 97
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): (byte - 65 + 13) % 26 + 65
            default: byte
            }
        }
    }

    /// `%41` and `%u0041` escapes.
    static func percent(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%") {
                if index + 2 < text.count, let value = hexadecimal(Array(text[(index + 1)...(index + 2)]))?.first {
                    bytes.append(value)
                    index += 3
                    continue
                }
                if index + 5 < text.count, text[index + 1] == UInt8(ascii: "u"),
                    let pair = hexadecimal(Array(text[(index + 2)...(index + 5)])), pair.count == 2,
                    let scalar = Unicode.Scalar(UInt32(pair[0]) << 8 | UInt32(pair[1]))
                {
                    bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
                    index += 6
                    continue
                }
            }
            bytes.append(text[index])
            index += 1
        }
        return bytes
    }

    /// Text of bytes: UTF-16 little endian as PowerShell has it, else UTF-8, else one scalar a byte.
    static func text(of bytes: [UInt8]) -> String {
        if bytes.count >= 4, bytes.count % 2 == 0, bytes[0] != 0 {
            var isWide = true
            var index = 1
            while index < min(bytes.count, 64) {
                if bytes[index] != 0 { isWide = false }
                index += 2
            }
            if isWide {
                let units = stride(from: 0, to: bytes.count, by: 2).map {
                    UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
                }
                return String(decoding: units, as: UTF16.self)
            }
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        return String(scalars)
    }

    /// The bytes of a text: one a scalar below 256 when all are, else UTF-8.
    static func bytes(of text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value < 256 else { return Array(text.utf8) }
            bytes.append(UInt8(scalar.value))
        }
        return bytes
    }
}
