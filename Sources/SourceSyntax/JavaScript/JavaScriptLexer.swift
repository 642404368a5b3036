/// Turns bytes into tokens on demand; the parser rescans where the grammar decides (regular expressions, templates,
/// markup, closing angle brackets of types).
struct JavaScriptLexer {
    let source: [UInt8]
    /// The offset behind the last token.
    var position = 0
    var texts = JavaScriptWord.textTable
    /// Bytes of a text with escapes, decoded.
    var scratch: [UInt8] = []
    /// Set when the node budget is spent: every further token is the end of the file.
    var isStopped = false
    /// Whether `<!--` and `-->` open comments; looked up on first need.
    private var hasMarkupComments: Bool?

    init(_ source: [UInt8]) {
        self.source = source
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if byte(position) == UInt8(ascii: "#"), byte(position + 1) == UInt8(ascii: "!") { skipLine() }
    }

    /// The byte at an offset, 0 behind the end.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { offset < source.count ? source[offset] : 0 }

    /// The next token.
    mutating func next() -> JavaScriptToken {
        let newlineBefore = skipTrivia()
        let start = position
        guard start < source.count, !isStopped else {
            position = source.count
            return JavaScriptToken(
                kind: .endOfFile, newlineBefore: newlineBefore, start: source.count, end: source.count)
        }
        var token = JavaScriptToken(kind: .unknown, newlineBefore: newlineBefore, start: start, end: start)
        let first = source[start]
        if JavaScriptLexer.isIdentifierStart(first) || first == UInt8(ascii: "\\") {
            scanIdentifier(into: &token)
        } else {
            scanOther(first, into: &token)
        }
        token.end = position
        return token
    }

    /// Skips white space and comments; says whether a line terminator was among them.
    mutating func skipTrivia() -> Bool {
        var newline = position == 0
        while position < source.count {
            switch source[position] {
            case 0x20, 0x09, 0x0B, 0x0C: position += 1
            case 0x0A, 0x0D:
                newline = true
                position += 1
            case UInt8(ascii: "/"):
                if byte(position + 1) == UInt8(ascii: "/") {
                    skipLine()
                } else if byte(position + 1) == UInt8(ascii: "*") {
                    if skipBlockComment() { newline = true }
                } else {
                    return newline
                }
            case UInt8(ascii: "<"):
                guard starts(with: "<!--"), markupCommentsCount() else { return newline }
                skipLine()
            case UInt8(ascii: "-"):
                guard newline, starts(with: "-->"), markupCommentsCount() else { return newline }
                skipLine()
            case 0x80...:
                let width = widthOfWideSpace(at: position)
                if width == 0 { return newline }
                if isLineSeparator(at: position) { newline = true }
                position += width
            default: return newline
            }
        }
        return newline
    }

    /// Moves to the line terminator.
    mutating func skipLine() {
        while position < source.count {
            position = index(from: position) { $0 == 0x0A || $0 == 0x0D || $0 == 0xE2 }
            guard position < source.count, source[position] == 0xE2, !isLineSeparator(at: position) else { return }
            position += 1
        }
    }

    /// The index of the next byte that ends something, from an index on; the count when there is none.
    @inline(__always)
    private func index(from start: Int, where ends: (UInt8) -> Bool) -> Int {
        // Safety: the buffer is only read, within its bounds, while the array lends it.
        source.withUnsafeBufferPointer { source in
            var index = start
            while index < source.count, !ends(source[index]) { index += 1 }
            return index
        }
    }

    private mutating func skipBlockComment() -> Bool {
        var newline = false
        position += 2
        while position < source.count {
            position = index(from: position) { $0 == 0x0A || $0 == 0x0D || $0 == 0xE2 || $0 == UInt8(ascii: "*") }
            guard position < source.count else { break }
            let byte = source[position]
            if byte == UInt8(ascii: "*"), self.byte(position + 1) == UInt8(ascii: "/") {
                position += 2
                return newline
            }
            if byte == 0x0A || byte == 0x0D || (byte == 0xE2 && isLineSeparator(at: position)) { newline = true }
            position += 1
        }
        return newline
    }

    func starts(with text: StaticString) -> Bool {
        var offset = position
        let count = text.utf8CodeUnitCount
        guard source.count - offset >= count else { return false }
        return text.withUTF8Buffer { bytes in
            for byte in bytes {
                if source[offset] != byte { return false }
                offset += 1
            }
            return true
        }
    }

    /// HTML-like comments exist in scripts only: in a file with `import` or `export` at a line's start they are
    /// operators, and skipping them would hide code.
    private mutating func markupCommentsCount() -> Bool {
        if let known = hasMarkupComments { return known }
        var isModule = false
        var atStart = true
        var index = 0
        while index < source.count, !isModule {
            let byte = source[index]
            if atStart, byte == UInt8(ascii: "i") || byte == UInt8(ascii: "e") {
                var probe = self
                probe.position = index
                if probe.starts(with: "import") || probe.starts(with: "export") {
                    let follower = self.byte(index + 6)
                    isModule = follower != UInt8(ascii: "(") && !Self.isIdentifierPart(follower)
                }
            }
            switch byte {
            case 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: "/"): atStart = true
            case 0x20, 0x09: break
            default: atStart = false
            }
            index += 1
        }
        hasMarkupComments = !isModule
        return !isModule
    }

    func isLineSeparator(at offset: Int) -> Bool {
        byte(offset) == 0xE2 && byte(offset + 1) == 0x80 && (byte(offset + 2) == 0xA8 || byte(offset + 2) == 0xA9)
    }

    /// The length of a white-space character beyond ASCII, or 0.
    private func widthOfWideSpace(at offset: Int) -> Int {
        switch (byte(offset), byte(offset + 1), byte(offset + 2)) {
        case (0xC2, 0xA0, _): 2
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9),
            (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            3
        default: 0
        }
    }

    // MARK: - Identifiers

    @inline(__always)
    static func isIdentifierStart(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "$") || byte >= 0x80
    }

    @inline(__always)
    static func isIdentifierPart(_ byte: UInt8) -> Bool {
        isIdentifierStart(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }

    /// Scans an identifier at `position`, from `token.start` on (a private name's `#` is part of its text).
    mutating func scanIdentifier(into token: inout JavaScriptToken) {
        token.kind = token.kind == .privateName ? .privateName : .identifier
        var index = position
        while true {
            // Safety: the buffer is only read, within its bounds, while the array lends it.
            source.withUnsafeBufferPointer { source in
                while index < source.count, source[index] < 0x80, JavaScriptLexer.isIdentifierPart(source[index]) {
                    index += 1
                }
            }
            guard index < source.count, source[index] >= 0x80, widthOfWideSpace(at: index) == 0 else { break }
            index += 1
        }
        position = index
        if index < source.count, source[index] == UInt8(ascii: "\\") {
            scanEscapedIdentifier(into: &token)
            return
        }
        token.text = texts.number(of: source, from: token.start, to: index)
        if token.kind == .identifier, token.text <= Int(JavaScriptWord.yield.rawValue) {
            token.word = JavaScriptWord(rawValue: UInt8(token.text)) ?? .other
        }
    }

    private mutating func scanEscapedIdentifier(into token: inout JavaScriptToken) {
        if position == token.start, byte(position + 1) != UInt8(ascii: "u") {
            position += 1
            token.kind = .unknown
            return
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: source[token.start..<position])
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "\\") {
                guard self.byte(position + 1) == UInt8(ascii: "u") else { break }
                position += 2
                appendScalar(scanUnicodeEscape())
            } else if JavaScriptLexer.isIdentifierPart(byte), byte < 0x80 || widthOfWideSpace(at: position) == 0 {
                scratch.append(byte)
                position += 1
            } else {
                break
            }
        }
        token.text = texts.number(of: scratch, from: 0, to: scratch.count)
    }
}
