/// Names outside of Python's texts and comments that mix plain letters with styled ones, or several styles.
struct FoldedNames {
    /// Where the first of them stands, when there are so many that they are no mathematics.
    private(set) var firstLine: Int?

    /// Files that disguise their code do it throughout.
    private static let leastCount = 5

    private var count = 0
    private var candidate = 0

    init(_ bytes: [UInt8]) {
        // All styled letters begin with these two bytes, and hardly a file has any.
        guard Self.hasStyledLetters(bytes) else { return }
        var quoting = PythonQuoting()
        var name = NameLetters()
        var line = 1
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let isCode = quoting.take(scalar)
            if isCode, name.take(scalar) { continue }
            if name.isFolded {
                if count == 0 { candidate = line }
                count += 1
                if count >= Self.leastCount {
                    firstLine = candidate
                    return
                }
            }
            name = NameLetters()
            if scalar == "\n" { line += 1 }
        }
    }

    private static func hasStyledLetters(_ bytes: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x9d, previous == 0xf0 { return true }
            previous = byte
        }
        return false
    }
}

/// Follows texts and comments from character to character.
private struct PythonQuoting {
    private var quote: Unicode.Scalar?
    private var isTriple = false
    private var isEscaped = false
    private var isComment = false
    /// Quotes in a row, of a text that may be opening or closing.
    private var quotes = 0

    /// Takes the next character; true when it is code.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if isComment {
            if scalar == "\n" { isComment = false }
            return false
        }
        guard let open = quote else {
            if scalar == "\"" || scalar == "'" {
                quote = scalar
                (isTriple, isEscaped, quotes) = (false, false, 1)
                return false
            }
            isComment = scalar == "#"
            return !isComment
        }
        if isTriple { return takeInTriple(scalar, open) }
        if scalar == open, !isEscaped {
            quotes += 1
            // `""` is an empty text unless a third one follows.
            if quotes == 3 {
                (isTriple, quotes) = (true, 0)
            } else if quotes != 2 {
                quote = nil
            }
            return false
        }
        if quotes == 2 {
            quote = nil
            return take(scalar)
        }
        quotes = 4
        if scalar == "\n", !isEscaped { quote = nil }
        isEscaped = scalar == "\\" && !isEscaped
        return false
    }

    private mutating func takeInTriple(_ scalar: Unicode.Scalar, _ open: Unicode.Scalar) -> Bool {
        quotes = scalar == open && !isEscaped ? quotes + 1 : 0
        if quotes == 3 { quote = nil }
        isEscaped = scalar == "\\" && !isEscaped
        return false
    }
}

/// The letters of one name: plain ones, and the styled alphabets of U+1D400 to U+1D6A3.
private struct NameLetters {
    private var hasPlain = false
    private var style: UInt32?
    private var hasSeveralStyles = false

    var isFolded: Bool { style != nil && (hasPlain || hasSeveralStyles) }

    /// Takes a character of a name; false ends the name.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5a, 0x61...0x7a: hasPlain = true
        case 0x5f, 0x30...0x39: break
        case 0x1d400...0x1d6a3:
            // Thirteen alphabets of 52 letters each.
            let alphabet = (scalar.value - 0x1d400) / 52
            if let style, style != alphabet { hasSeveralStyles = true }
            style = alphabet
        default: return false
        }
        return true
    }
}
