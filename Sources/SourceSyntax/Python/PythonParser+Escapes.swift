extension PythonParser {
    /// Appends the value of a literal token to `literal`.
    mutating func appendString(_ range: Range<Int>, _ state: inout LiteralState) {
        var index = range.lowerBound
        var isRaw = false
        while index < range.upperBound, source[index] != UInt8(ascii: "\""), source[index] != UInt8(ascii: "'") {
            if source[index] | 0x20 == UInt8(ascii: "r") { isRaw = true }
            if source[index] | 0x20 == UInt8(ascii: "b") { state.isBytes = true }
            index += 1
        }
        guard index < range.upperBound else { return }
        let quote = source[index]
        let isTriple =
            range.upperBound - index >= 3 && source[index + 1] == quote && source[index + 2] == quote
        let width = isTriple ? 3 : 1
        let bodyStart = min(index + width, range.upperBound)
        var bodyEnd = range.upperBound
        // An unterminated literal has no closing quotes to drop.
        if bodyEnd - bodyStart >= width, source[(bodyEnd - width)..<bodyEnd].allSatisfy({ $0 == quote }) {
            bodyEnd -= width
        }
        decode(bodyStart..<bodyEnd, isRaw: isRaw, isTemplate: false, &state)
    }

    /// Appends the value of a literal's body to `literal`.
    mutating func decode(
        _ range: Range<Int>, isRaw: Bool, isTemplate: Bool, _ state: inout LiteralState
    ) {
        let decodesBytes = state.isBytes || isSingleByte
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, isPlain(source[index], isRaw, isTemplate, decodesBytes) { index += 1 }
            if index > start {
                // Safety: the buffer is only read, within its bounds, while the array lends it.
                source.withUnsafeBufferPointer { literal.append(contentsOf: $0[start..<index]) }
            }
            guard index < range.upperBound else { return }
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "\\"), !isRaw {
                decodeEscape(&index, range.upperBound, &state)
            } else if byte == UInt8(ascii: "\r") {
                if index < range.upperBound, source[index] == UInt8(ascii: "\n") { index += 1 }
                literal.append(UInt8(ascii: "\n"))
            } else if isTemplate, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                if index < range.upperBound, source[index] == byte { index += 1 }
                literal.append(byte)
            } else if byte >= 0x80, decodesBytes {
                appendScalar(UInt32(byte))
            } else {
                literal.append(byte)
            }
        }
    }

    /// Whether a byte of a literal stands for itself.
    @inline(__always)
    private func isPlain(_ byte: UInt8, _ isRaw: Bool, _ isTemplate: Bool, _ decodesBytes: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"): isRaw
        case UInt8(ascii: "\r"): false
        case UInt8(ascii: "{"), UInt8(ascii: "}"): !isTemplate
        default: byte < 0x80 || !decodesBytes
        }
    }

    /// Decodes the escape whose backslash stands before `index`.
    private mutating func decodeEscape(_ index: inout Int, _ end: Int, _ state: inout LiteralState) {
        guard index < end else {
            literal.append(UInt8(ascii: "\\"))
            return
        }
        let byte = source[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "\r"): if index < end, source[index] == UInt8(ascii: "\n") { index += 1 }
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): literal.append(byte)
        case UInt8(ascii: "a"): literal.append(7)
        case UInt8(ascii: "b"): literal.append(8)
        case UInt8(ascii: "f"): literal.append(12)
        case UInt8(ascii: "n"): literal.append(10)
        case UInt8(ascii: "r"): literal.append(13)
        case UInt8(ascii: "t"): literal.append(9)
        case UInt8(ascii: "v"): literal.append(11)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = UInt32(byte - UInt8(ascii: "0"))
            let limit = min(end, index + 2)
            while index < limit, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(source[index]) {
                value = value * 8 + UInt32(source[index] - UInt8(ascii: "0"))
                index += 1
            }
            appendEscaped(state.isBytes ? value & 0xFF : value, &state)
        case UInt8(ascii: "x"): decodeHexadecimal(byte, 2, &index, end, &state)
        case UInt8(ascii: "u") where !state.isBytes: decodeHexadecimal(byte, 4, &index, end, &state)
        case UInt8(ascii: "U") where !state.isBytes: decodeHexadecimal(byte, 8, &index, end, &state)
        default:
            literal.append(UInt8(ascii: "\\"))
            index -= 1
        }
    }

    private mutating func decodeHexadecimal(
        _ letter: UInt8, _ digits: Int, _ index: inout Int, _ end: Int, _ state: inout LiteralState
    ) {
        guard let value = hexadecimal(at: index, digits, end) else {
            literal.append(UInt8(ascii: "\\"))
            literal.append(letter)
            return
        }
        index += digits
        if (0xD800..<0xDC00).contains(value), index + 1 < end, source[index] == UInt8(ascii: "\\"),
            source[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 2, 4, end),
            (0xDC00..<0xE000).contains(low)
        {
            index += 6
            appendEscaped(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), &state)
        } else {
            appendEscaped(value, &state)
        }
    }

    private mutating func hexadecimal(at start: Int, _ digits: Int, _ end: Int) -> UInt32? {
        guard start + digits <= end else { return nil }
        var value: UInt32 = 0
        for index in start..<start + digits {
            let byte = source[index]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private mutating func appendEscaped(_ value: UInt32, _ state: inout LiteralState) {
        if (0x20..<0x7F).contains(value) || value > 0xA0 { state.hasEscapes = true }
        appendScalar(value)
    }

    private mutating func appendScalar(_ value: UInt32) {
        if value < 0x80 {
            literal.append(UInt8(value))
        } else {
            literal.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
    }
}
