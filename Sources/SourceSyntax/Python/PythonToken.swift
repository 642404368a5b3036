/// The kinds of Python tokens, of every version from 2 on.
enum PythonTokenKind: UInt8 {
    // Layout
    case endOfFile, newline, indent, dedent
    // Words and literals
    case name, number, string
    /// An f-string: `templateStart (templateText | fieldStart … fieldEnd)* templateEnd`.
    case templateStart, templateText, templateEnd
    /// `{` and `}` of a replacement field; behind `conversion` stands a name, behind `formatStart` the format's
    /// texts and fields.
    case fieldStart, fieldEnd, conversion, formatStart
    // Brackets
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    // Punctuation
    case comma, colon, semicolon, dot, ellipsis, arrow, at, assign, augmentedAssign, walrus, backtick
    /// A byte that begins no token, or a closing bracket that closes nothing.
    case unknown
    // Operators
    case tilde, plus, minus, star, doubleStar, slash, doubleSlash, percent, ampersand, pipe, caret
    case shiftLeft, shiftRight, less, greater, lessEqual, greaterEqual, equal, notEqual
    // Keywords
    case falseKeyword, noneKeyword, trueKeyword, andKeyword, asKeyword, assertKeyword, asyncKeyword, awaitKeyword
    case breakKeyword, classKeyword, continueKeyword, defKeyword, delKeyword, elifKeyword, elseKeyword
    case exceptKeyword, finallyKeyword, forKeyword, fromKeyword, globalKeyword, ifKeyword, importKeyword
    case inKeyword, isKeyword, lambdaKeyword, nonlocalKeyword, notKeyword, orKeyword, passKeyword, raiseKeyword
    case returnKeyword, tryKeyword, whileKeyword, withKeyword, yieldKeyword

    var isKeyword: Bool { rawValue >= PythonTokenKind.falseKeyword.rawValue }

    /// Whether a token of this kind has a partner behind it.
    var isOpener: Bool {
        switch self {
        case .openParenthesis, .openBracket, .openBrace, .templateStart, .fieldStart, .indent: true
        default: false
        }
    }

    /// Whether a token of this kind ends what an opener began.
    var isCloser: Bool {
        switch self {
        case .closeParenthesis, .closeBracket, .closeBrace, .templateEnd, .fieldEnd, .dedent: true
        default: false
        }
    }

    /// Whether an expression can begin with a token of this kind.
    var startsExpression: Bool {
        switch self {
        case .name, .number, .string, .templateStart, .openParenthesis, .openBracket, .openBrace, .ellipsis, .backtick,
            .tilde, .plus, .minus, .star, .doubleStar, .falseKeyword, .noneKeyword, .trueKeyword, .asyncKeyword,
            .awaitKeyword, .lambdaKeyword, .notKeyword, .yieldKeyword, .nonlocalKeyword:
            true
        default: false
        }
    }

    /// Whether a line inside brackets that begins with this keyword shows that a bracket was never closed.
    var beginsStatementOnly: Bool {
        switch self {
        case .assertKeyword, .breakKeyword, .classKeyword, .continueKeyword, .defKeyword, .delKeyword,
            .exceptKeyword, .finallyKeyword, .globalKeyword, .importKeyword, .passKeyword, .raiseKeyword,
            .returnKeyword, .tryKeyword, .whileKeyword, .withKeyword:
            true
        default: false
        }
    }
}

/// A token in twelve bytes; every opener knows its closer, because the lexer invents the closers that are missing.
struct PythonToken {
    /// First byte in the source.
    let start: UInt32
    private var detail: UInt32
    /// In bytes; the largest number stands for all from there on, whose end is the detail.
    private let length: UInt16
    let kind: PythonTokenKind

    /// `hash` is that of a word's bytes (`TextTable`), 0 where it is not known.
    init(kind: PythonTokenKind, start: Int, end: Int, hash: UInt32 = 0) {
        self.kind = kind
        self.start = UInt32(truncatingIfNeeded: start)
        let isShort = end - start < Int(UInt16.max)
        length = isShort ? UInt16(truncatingIfNeeded: end - start) : .max
        detail = isShort ? hash : UInt32(truncatingIfNeeded: end)
    }

    /// The byte behind the last one.
    var end: UInt32 { length == .max ? detail : start + UInt32(length) }

    /// For openers, which are short, the index of the closing token.
    var partner: UInt32 {
        get { detail }
        set { detail = newValue }
    }

    /// For words, the hash of their bytes; 0 where it is not known.
    var hash: UInt32 { length == .max ? 0 : detail }
}

/// Finds keywords by one multiplication: words of up to eight bytes are packed into an integer.
struct PythonKeywordTable: Sendable {
    /// Made once: a text that is run as code may have ten bytes.
    static let shared = PythonKeywordTable()

    private var words: [UInt64]
    private var kinds: [PythonTokenKind]

    private init() {
        words = [UInt64](repeating: 0, count: 512)
        kinds = [PythonTokenKind](repeating: .name, count: 512)
        for (word, kind) in Self.keywords {
            var packed: UInt64 = 0
            for byte in word.utf8 { packed = packed << 8 | UInt64(byte) }
            var slot = Self.slot(packed)
            while words[slot] != 0 { slot = (slot + 1) & 511 }
            words[slot] = packed
            kinds[slot] = kind
        }
    }

    /// The kind of a word packed big-endian: a keyword or `name`.
    func kind(ofPacked packed: UInt64) -> PythonTokenKind {
        var slot = Self.slot(packed)
        while words[slot] != 0 {
            if words[slot] == packed { return kinds[slot] }
            slot = (slot + 1) & 511
        }
        return .name
    }

    private static func slot(_ packed: UInt64) -> Int { Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 55) }

    private static let keywords: [(String, PythonTokenKind)] = [
        ("False", .falseKeyword), ("None", .noneKeyword), ("True", .trueKeyword), ("and", .andKeyword),
        ("as", .asKeyword), ("assert", .assertKeyword), ("async", .asyncKeyword), ("await", .awaitKeyword),
        ("break", .breakKeyword), ("class", .classKeyword), ("continue", .continueKeyword), ("def", .defKeyword),
        ("del", .delKeyword), ("elif", .elifKeyword), ("else", .elseKeyword), ("except", .exceptKeyword),
        ("finally", .finallyKeyword), ("for", .forKeyword), ("from", .fromKeyword), ("global", .globalKeyword),
        ("if", .ifKeyword), ("import", .importKeyword), ("in", .inKeyword), ("is", .isKeyword),
        ("lambda", .lambdaKeyword), ("nonlocal", .nonlocalKeyword), ("not", .notKeyword), ("or", .orKeyword),
        ("pass", .passKeyword), ("raise", .raiseKeyword), ("return", .returnKeyword), ("try", .tryKeyword),
        ("while", .whileKeyword), ("with", .withKeyword), ("yield", .yieldKeyword),
    ]
}
