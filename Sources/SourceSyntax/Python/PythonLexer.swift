/// Turns the bytes of a Python file into tokens with balanced brackets, f-strings and indentation.
///
/// Nothing here recurses: nesting is a stack of open entries. Missing closers are invented, surplus ones become
/// `unknown`, so that the parser can always jump from an opener behind its closer.
struct PythonLexer {
    /// One token is 12 bytes; what lies behind this many is skipped and noted.
    static let maximumTokens = 2 * SyntaxTree.maximumNodes
    static let maximumDiagnostics = 1_000

    let source: [UInt8]
    var position: Int
    var tokens: [PythonToken] = []
    var lineStarts: [UInt32] = [0]
    var diagnostics: [SyntaxDiagnostic] = []
    /// Brackets, f-strings and replacement fields that are open now.
    var open: [OpenEntry] = []
    /// How many of `open` belong to f-strings.
    var openTemplateEntries = 0
    /// The blocks that are open now, outermost first.
    var indents: [Indent] = [Indent(column: 0, token: 0)]
    /// Where the next `}` stands, so that the bytes up to it are searched once.
    var nextClosingBrace = -1
    private let keywords = PythonKeywordTable.shared

    struct OpenEntry {
        enum Kind { case parenthesis, bracket, brace, template, field, format }

        /// Index of the opening token; hostile text keeps a million of these entries, in eight bytes each.
        let token: UInt32
        let kind: Kind
        /// For f-strings and what is inside them: how the literal ends and what a backslash means.
        let quote: UInt8
        let isTriple: Bool
        let isRaw: Bool

        init(kind: Kind, token: Int, quote: UInt8 = 0, isTriple: Bool = false, isRaw: Bool = false) {
            self.kind = kind
            self.token = UInt32(truncatingIfNeeded: token)
            self.quote = quote
            self.isTriple = isTriple
            self.isRaw = isRaw
        }
    }

    struct Indent {
        var column: Int
        let token: Int
    }

    init(_ source: [UInt8], from position: Int) {
        self.source = source
        self.position = position
        tokens.reserveCapacity(source.count / 4 + 16)
    }

    mutating func lex() {
        beginLine()
        while position < source.count {
            if tokens.count >= Self.maximumTokens {
                diagnostics.append(SyntaxDiagnostic(kind: .tooLarge, offset: position))
                position = source.count
                break
            }
            if openTemplateEntries > 0, let top = open.last, top.kind == .template || top.kind == .format {
                lexTemplateText(top)
            } else {
                lexToken()
            }
        }
        closeAll(downTo: 0)
        if let last = tokens.last, last.kind != .newline, last.kind != .dedent { append(.newline, from: position) }
        closeIndents(to: 0)
        append(.endOfFile, from: position)
    }

    // MARK: Tokens

    private mutating func lexToken() {
        let byte = source[position]
        switch byte {
        case 0, 9, 11, 12, 32: position += 1
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            0x80...0xFF:
            lexWord()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            lexString(prefixStart: position, isTemplate: false, isRaw: false)
        case 10, 13: endLine()
        case UInt8(ascii: "#"): passComment()
        case UInt8(ascii: "\\"): lexContinuation()
        default: lexOperator(byte)
        }
    }

    private mutating func lexWord() {
        let start = position
        let (index, hash) = wordEnd(from: start)
        if index - start <= 3, index < source.count,
            source[index] == UInt8(ascii: "\"") || source[index] == UInt8(ascii: "'")
        {
            var isTemplate = false
            var isRaw = false
            var isPrefix = true
            for offset in start..<index {
                switch source[offset] | 0x20 {
                case UInt8(ascii: "f"), UInt8(ascii: "t"): isTemplate = true
                case UInt8(ascii: "r"): isRaw = true
                case UInt8(ascii: "b"), UInt8(ascii: "u"): break
                default: isPrefix = false
                }
            }
            if isPrefix {
                position = index
                lexString(prefixStart: start, isTemplate: isTemplate, isRaw: isRaw)
                return
            }
        }
        position = index
        tokens.append(PythonToken(kind: keyword(from: start, to: index), start: start, end: index, hash: hash))
    }

    /// The end of the word at an index, and its hash if it is short and in ASCII, else 0.
    private func wordEnd(from start: Int) -> (Int, UInt32) {
        // Safety: the buffer is only read, within its bounds, while the array lends it.
        source.withUnsafeBytes { source in
            var index = start
            var bits: UInt8 = 0
            while index < source.count, isWordByte(source[index]) {
                bits |= source[index]
                index += 1
            }
            guard bits < 0x80, index - start <= TextTable.maximumLength else { return (index, 0) }
            return (index, TextTable.hash(of: source, from: start, to: index))
        }
    }

    /// The kind of the word in a range: a keyword or `name`.
    func keyword(from start: Int, to end: Int) -> PythonTokenKind {
        guard end - start >= 2, end - start <= 8 else { return .name }
        var packed: UInt64 = 0
        var index = start
        while index < end {
            packed = packed << 8 | UInt64(source[index])
            index += 1
        }
        return keywords.kind(ofPacked: packed)
    }

    // MARK: Openers and closers

    mutating func push(_ kind: OpenEntry.Kind, as token: PythonTokenKind, length: Int) {
        open.append(OpenEntry(kind: kind, token: tokens.count))
        append(token, length: length)
    }

    /// Closes the innermost entry with a token of `length` bytes; 0 for an invented one.
    mutating func closeTop(length: Int) {
        guard let top = open.popLast() else { return }
        let kind: PythonTokenKind
        switch top.kind {
        case .parenthesis: kind = .closeParenthesis
        case .bracket: kind = .closeBracket
        case .brace: kind = .closeBrace
        case .template: kind = .templateEnd
        case .field: kind = .fieldEnd
        case .format:
            // The format has no closer of its own; the field's closer follows.
            openTemplateEntries -= 1
            return
        }
        if top.kind == .template || top.kind == .field { openTemplateEntries -= 1 }
        if length == 0 { note(.unexpected, at: position) }
        tokens[Int(top.token)].partner = UInt32(truncatingIfNeeded: tokens.count)
        append(kind, length: length)
    }

    mutating func closeAll(downTo count: Int) {
        while open.count > count { closeTop(length: 0) }
    }

    /// Ends the innermost f-string, whatever is open in it, without consuming anything.
    mutating func closeTemplate() {
        while let top = open.last {
            closeTop(length: 0)
            if top.kind == .template { return }
        }
    }

    mutating func append(_ kind: PythonTokenKind, length: Int) {
        tokens.append(PythonToken(kind: kind, start: position, end: position + length))
        position += length
    }

    /// Appends a token of no length.
    mutating func append(_ kind: PythonTokenKind, from start: Int) {
        tokens.append(PythonToken(kind: kind, start: start, end: start))
    }

    mutating func note(_ kind: SyntaxDiagnostic.Kind, at offset: Int) {
        guard diagnostics.count < Self.maximumDiagnostics else { return }
        diagnostics.append(SyntaxDiagnostic(kind: kind, offset: offset))
    }
}

/// Whether a byte can stand in an identifier; bytes over 0x7F do.
@inline(__always)
func isWordByte(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte >= 0x80 || byte == UInt8(ascii: "_")
        || isDigit(byte)
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
