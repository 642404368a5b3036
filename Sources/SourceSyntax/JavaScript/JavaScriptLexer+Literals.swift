/// How a stretch of template text ended.
enum JavaScriptTemplateEnd {
    case backtick
    case substitution
    case endOfFile
}

extension JavaScriptLexer {
    /// Scans a token that is not an identifier; leaves `position` behind it.
    mutating func scanOther(_ first: UInt8, into token: inout JavaScriptToken) {
        let next = byte(position + 1)
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber(into: &token)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): scanString(first, into: &token)
        case UInt8(ascii: "`"): take(1, .backtick, &token)
        case UInt8(ascii: "{"): take(1, .braceOpen, &token)
        case UInt8(ascii: "}"): take(1, .braceClose, &token)
        case UInt8(ascii: "("): take(1, .parenOpen, &token)
        case UInt8(ascii: ")"): take(1, .parenClose, &token)
        case UInt8(ascii: "["): take(1, .bracketOpen, &token)
        case UInt8(ascii: "]"): take(1, .bracketClose, &token)
        case UInt8(ascii: ";"): take(1, .semicolon, &token)
        case UInt8(ascii: ","): take(1, .comma, &token)
        case UInt8(ascii: ":"): take(1, .colon, &token)
        case UInt8(ascii: "~"): take(1, .tilde, &token)
        case UInt8(ascii: "@"): take(1, .at, &token)
        case UInt8(ascii: "."):
            if next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") {
                scanNumber(into: &token)
            } else if next == first, byte(position + 2) == first {
                take(3, .ellipsis, &token)
            } else {
                take(1, .dot, &token)
            }
        case UInt8(ascii: "#"):
            position += 1
            if JavaScriptLexer.isIdentifierStart(next) || next == UInt8(ascii: "\\") {
                token.kind = .privateName
                scanIdentifier(into: &token)
            }
        case UInt8(ascii: "?"):
            let after = byte(position + 2)
            if next == first {
                if after == UInt8(ascii: "=") { take(3, .nullishAssign, &token) } else { take(2, .nullish, &token) }
            } else if next == UInt8(ascii: "."), !(after >= UInt8(ascii: "0") && after <= UInt8(ascii: "9")) {
                take(2, .questionDot, &token)
            } else {
                take(1, .question, &token)
            }
        default: scanOperator(first, next, into: &token)
        }
    }

    @inline(__always)
    private mutating func take(_ count: Int, _ kind: JavaScriptTokenKind, _ token: inout JavaScriptToken) {
        token.kind = kind
        position += count
    }

    private mutating func scanOperator(_ first: UInt8, _ next: UInt8, into token: inout JavaScriptToken) {
        let equals = UInt8(ascii: "=")
        let third = byte(position + 2)
        switch first {
        case equals:
            if next == equals {
                if third == equals { take(3, .strictEqual, &token) } else { take(2, .equal, &token) }
            } else if next == UInt8(ascii: ">") {
                take(2, .arrow, &token)
            } else {
                take(1, .assign, &token)
            }
        case UInt8(ascii: "!"):
            guard next == equals else { return take(1, .exclamation, &token) }
            if third == equals { take(3, .strictNotEqual, &token) } else { take(2, .notEqual, &token) }
        case UInt8(ascii: "+"): choose(next, first, .plus, .plusPlus, .plusAssign, &token)
        case UInt8(ascii: "-"): choose(next, first, .minus, .minusMinus, .minusAssign, &token)
        case UInt8(ascii: "/"): choose(next, 0, .slash, .slash, .slashAssign, &token)
        case UInt8(ascii: "%"): choose(next, 0, .percent, .percent, .percentAssign, &token)
        case UInt8(ascii: "^"): choose(next, 0, .caret, .caret, .caretAssign, &token)
        case UInt8(ascii: "*"):
            if next == first, third == equals { return take(3, .starStarAssign, &token) }
            choose(next, first, .star, .starStar, .starAssign, &token)
        case UInt8(ascii: "&"):
            if next == first, third == equals { return take(3, .andAndAssign, &token) }
            choose(next, first, .ampersand, .andAnd, .ampersandAssign, &token)
        case UInt8(ascii: "|"):
            if next == first, third == equals { return take(3, .orOrAssign, &token) }
            choose(next, first, .bar, .orOr, .barAssign, &token)
        case UInt8(ascii: "<"):
            if next == first, third == equals { return take(3, .shiftLeftAssign, &token) }
            choose(next, first, .less, .shiftLeft, .lessEqual, &token)
        case UInt8(ascii: ">"):
            if next == first, third == first {
                if byte(position + 3) == equals { return take(4, .shiftRightUnsignedAssign, &token) }
                return take(3, .shiftRightUnsigned, &token)
            }
            if next == first, third == equals { return take(3, .shiftRightAssign, &token) }
            choose(next, first, .greater, .shiftRight, .greaterEqual, &token)
        default: take(1, .unknown, &token)
        }
    }

    /// Takes `x=`, `xx` or `x`; `double` 0 means that there is no doubled form.
    private mutating func choose(
        _ next: UInt8, _ double: UInt8, _ single: JavaScriptTokenKind, _ doubled: JavaScriptTokenKind,
        _ assigned: JavaScriptTokenKind, _ token: inout JavaScriptToken
    ) {
        if next == UInt8(ascii: "=") {
            take(2, assigned, &token)
        } else if next == double, double != 0 {
            take(2, doubled, &token)
        } else {
            take(1, single, &token)
        }
    }

    // MARK: - Numbers, strings, regular expressions

    private mutating func scanNumber(into token: inout JavaScriptToken) {
        token.kind = .number
        let prefix = byte(position + 1) | 0x20
        let isPrefixed =
            byte(position) == UInt8(ascii: "0")
            && (prefix == UInt8(ascii: "x") || prefix == UInt8(ascii: "b") || prefix == UInt8(ascii: "o"))
        var hasDot = false
        var last: UInt8 = 0
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: ".") {
                if hasDot || isPrefixed { break }
                hasDot = true
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                if isPrefixed || last | 0x20 != UInt8(ascii: "e") { break }
            } else if !JavaScriptLexer.isIdentifierPart(byte) || byte >= 0x80 {
                break
            } else if byte | 0x20 == UInt8(ascii: "e"), !isPrefixed {
                hasDot = true
            }
            last = byte
            position += 1
        }
    }

    private mutating func scanString(_ quote: UInt8, into token: inout JavaScriptToken) {
        token.kind = .string
        position += 1
        while position < source.count {
            let byte = source[position]
            if byte == quote {
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                token.hasBackslash = true
                position += 1
                if position < source.count, source[position] == 0x0D, self.byte(position + 1) == 0x0A { position += 1 }
                if position >= source.count { break }
            } else if byte == 0x0A || byte == 0x0D {
                break
            }
            position += 1
        }
        token.isUnterminated = true
    }

    /// Scans a regular expression with its flags from `start`, the opening slash; says whether it was closed.
    mutating func scanRegularExpression(from start: Int) -> Bool {
        position = start + 1
        var isInClass = false
        while position < source.count {
            let byte = source[position]
            switch byte {
            case 0x0A, 0x0D: return false
            case UInt8(ascii: "\\"):
                position += 1
                let escaped = self.byte(position)
                if position >= source.count || escaped == 0x0A || escaped == 0x0D { return false }
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                position += 1
                while position < source.count, JavaScriptLexer.isIdentifierPart(source[position]),
                    source[position] < 0x80
                {
                    position += 1
                }
                return true
            default: break
            }
            position += 1
        }
        return false
    }

    /// Scans template text from `position`; leaves `position` behind the backtick or the `${`.
    mutating func scanTemplateText() -> (end: JavaScriptTemplateEnd, textEnd: Int, hasBackslash: Bool) {
        var hasBackslash = false
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "`") {
                position += 1
                return (.backtick, position - 1, hasBackslash)
            }
            if byte == UInt8(ascii: "$"), self.byte(position + 1) == UInt8(ascii: "{") {
                position += 2
                return (.substitution, position - 2, hasBackslash)
            }
            if byte == UInt8(ascii: "\\") {
                hasBackslash = true
                position += 1
                if position >= source.count { break }
            }
            position += 1
        }
        return (.endOfFile, source.count, hasBackslash)
    }

    // MARK: - Escapes

    /// Decodes `source[start..<end]` into `scratch`; says whether `\x`, `\u` or octal escapes hid printable ASCII.
    mutating func decodeEscapes(from start: Int, to end: Int) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        var hidesPrintable = false
        let resume = position
        position = start
        while position < end {
            let byte = source[position]
            position += 1
            if byte != UInt8(ascii: "\\") || position >= end {
                scratch.append(byte)
                continue
            }
            let escaped = source[position]
            position += 1
            switch escaped {
            case UInt8(ascii: "n"): scratch.append(0x0A)
            case UInt8(ascii: "t"): scratch.append(0x09)
            case UInt8(ascii: "r"): scratch.append(0x0D)
            case UInt8(ascii: "b"): scratch.append(0x08)
            case UInt8(ascii: "v"): scratch.append(0x0B)
            case UInt8(ascii: "f"): scratch.append(0x0C)
            case 0x0D: if self.byte(position) == 0x0A { position += 1 }
            case 0x0A: break
            case 0xE2 where isLineSeparator(at: position - 1): position += 2
            case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "0")...UInt8(ascii: "7"):
                let value = numericEscape(escaped)
                if value >= 0x20, value < 0x7F { hidesPrintable = true }
                appendScalar(value)
            default: scratch.append(escaped)
            }
        }
        position = resume
        return hidesPrintable
    }

    private mutating func numericEscape(_ letter: UInt8) -> UInt32 {
        if letter == UInt8(ascii: "u") {
            let value = scanUnicodeEscape()
            guard value & 0xFFFF_FC00 == 0xD800, byte(position) == UInt8(ascii: "\\"),
                byte(position + 1) == UInt8(ascii: "u")
            else { return value }
            let resume = position
            position += 2
            let low = scanUnicodeEscape()
            if low & 0xFFFF_FC00 == 0xDC00 { return 0x10000 + ((value & 0x3FF) << 10) + (low & 0x3FF) }
            position = resume
            return value
        }
        if letter == UInt8(ascii: "x") { return scanHexadecimal(atMost: 2) }
        var value = UInt32(letter - UInt8(ascii: "0"))
        var digits = 1
        while digits < 3, byte(position) >= UInt8(ascii: "0"), byte(position) <= UInt8(ascii: "7") {
            let longer = value * 8 + UInt32(byte(position) - UInt8(ascii: "0"))
            if longer > 255 { break }
            value = longer
            digits += 1
            position += 1
        }
        return value
    }

    /// Scans what follows `\u`.
    mutating func scanUnicodeEscape() -> UInt32 {
        guard byte(position) == UInt8(ascii: "{") else { return scanHexadecimal(atMost: 4) }
        position += 1
        let value = scanHexadecimal(atMost: 1 << 20)
        if byte(position) == UInt8(ascii: "}") { position += 1 }
        return value
    }

    private mutating func scanHexadecimal(atMost count: Int) -> UInt32 {
        var value: UInt32 = 0
        var digits = 0
        while digits < count {
            let byte = byte(position)
            let digit: UInt32
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt32(byte - UInt8(ascii: "a")) + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt32(byte - UInt8(ascii: "A")) + 10
            default: return digits == 0 ? 0xFFFD : value
            }
            value = min(value << 4 | digit, 0x11_0000)
            digits += 1
            position += 1
        }
        return digits == 0 ? 0xFFFD : value
    }

    /// Appends a scalar to `scratch` as UTF-8; what is no scalar becomes U+FFFD.
    mutating func appendScalar(_ value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
