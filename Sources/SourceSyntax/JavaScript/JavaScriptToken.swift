/// The words that steer the JavaScript and TypeScript grammars, reserved ones first.
///
/// Raw values are the words' places in a fresh `JavaScriptLexer`'s text table, so that looking an identifier up also tells
/// whether it is one of these. 0 stands for any other identifier.
enum JavaScriptWord: UInt8, CaseIterable {
    case other = 0
    case `break`, `case`, `catch`, `class`, const, `continue`, debugger, `default`, delete, `do`, `else`, `enum`, export
    case extends, `false`, finally, `for`, function, `if`, `import`, `in`, instanceof, new, null, `return`, `super`
    case `switch`, this, `throw`, `true`, `try`, typeof, `var`, void, `while`, with
    // Words above are reserved, words below are names in most places.
    case abstract, accessor, `as`, asserts, async, await, constructor, declare, from, get, global, implements, infer
    case interface, `is`, keyof, `let`, meta, module, namespace, of, out, override, `private`, protected, `public`
    case readonly, require, satisfies, set, `static`, target, type, undefined, unique, using, yield

    /// A table that holds the words at their raw values; made once, since naming them takes reflection.
    static let textTable = TextTable(words: allCases.dropFirst().map { "\($0)" })

    /// Whether the word can never be a variable's name.
    var isReserved: Bool { rawValue >= JavaScriptWord.break.rawValue && rawValue <= JavaScriptWord.with.rawValue }
}

/// The kinds of tokens; `text` of an operator is its spelling.
enum JavaScriptTokenKind: UInt8 {
    case endOfFile, unknown, identifier, privateName, number, string, backtick
    case braceOpen, braceClose, parenOpen, parenClose, bracketOpen, bracketClose
    case semicolon, comma, colon, question, questionDot, dot, ellipsis, arrow, at
    case less, greater, lessEqual, greaterEqual, equal, notEqual, strictEqual, strictNotEqual
    case plus, minus, star, starStar, slash, percent, shiftLeft, shiftRight, shiftRightUnsigned
    case ampersand, bar, caret, exclamation, tilde, andAnd, orOr, nullish, plusPlus, minusMinus
    case assign, plusAssign, minusAssign, starAssign, starStarAssign, slashAssign, percentAssign, shiftLeftAssign
    case shiftRightAssign, shiftRightUnsignedAssign, ampersandAssign, barAssign, caretAssign, andAndAssign, orOrAssign
    case nullishAssign

    /// The operator as written; empty for everything that is not an operator.
    var text: String {
        switch self {
        case .endOfFile, .unknown, .identifier, .privateName, .number, .string, .backtick, .braceOpen, .braceClose,
            .parenOpen, .parenClose, .bracketOpen, .bracketClose, .semicolon, .comma, .colon, .question, .questionDot,
            .dot, .arrow, .at:
            ""
        case .ellipsis: "..."
        case .less: "<"
        case .greater: ">"
        case .lessEqual: "<="
        case .greaterEqual: ">="
        case .equal: "=="
        case .notEqual: "!="
        case .strictEqual: "==="
        case .strictNotEqual: "!=="
        case .plus: "+"
        case .minus: "-"
        case .star: "*"
        case .starStar: "**"
        case .slash: "/"
        case .percent: "%"
        case .shiftLeft: "<<"
        case .shiftRight: ">>"
        case .shiftRightUnsigned: ">>>"
        case .ampersand: "&"
        case .bar: "|"
        case .caret: "^"
        case .exclamation: "!"
        case .tilde: "~"
        case .andAnd: "&&"
        case .orOr: "||"
        case .nullish: "??"
        case .plusPlus: "++"
        case .minusMinus: "--"
        case .assign: "="
        case .plusAssign: "+="
        case .minusAssign: "-="
        case .starAssign: "*="
        case .starStarAssign: "**="
        case .slashAssign: "/="
        case .percentAssign: "%="
        case .shiftLeftAssign: "<<="
        case .shiftRightAssign: ">>="
        case .shiftRightUnsignedAssign: ">>>="
        case .ampersandAssign: "&="
        case .barAssign: "|="
        case .caretAssign: "^="
        case .andAndAssign: "&&="
        case .orOrAssign: "||="
        case .nullishAssign: "??="
        }
    }

    /// How tightly a binary operator binds, 1 loosest; 0 for everything else.
    var precedence: UInt8 {
        switch self {
        case .nullish: 1
        case .orOr: 2
        case .andAnd: 3
        case .bar: 4
        case .caret: 5
        case .ampersand: 6
        case .equal, .notEqual, .strictEqual, .strictNotEqual: 7
        case .less, .greater, .lessEqual, .greaterEqual: 8
        case .shiftLeft, .shiftRight, .shiftRightUnsigned: 9
        case .plus, .minus: 10
        case .star, .slash, .percent: 11
        case .starStar: 12
        case .endOfFile, .unknown, .identifier, .privateName, .number, .string, .backtick, .braceOpen, .braceClose,
            .parenOpen, .parenClose, .bracketOpen, .bracketClose, .semicolon, .comma, .colon, .question, .questionDot,
            .dot, .ellipsis, .arrow, .at, .exclamation, .tilde, .plusPlus, .minusMinus, .assign, .plusAssign,
            .minusAssign, .starAssign, .starStarAssign, .slashAssign, .percentAssign, .shiftLeftAssign,
            .shiftRightAssign, .shiftRightUnsignedAssign, .ampersandAssign, .barAssign, .caretAssign, .andAndAssign,
            .orOrAssign, .nullishAssign:
            0
        }
    }

    /// Whether the token is `=` or a compound assignment.
    var isAssignment: Bool { rawValue >= JavaScriptTokenKind.assign.rawValue }
}

/// One token: a kind, a byte range, and what the parser needs to know of the text before it.
struct JavaScriptToken {
    var kind: JavaScriptTokenKind
    /// The word, for identifiers written without escapes.
    var word: JavaScriptWord = .other
    /// Whether a line terminator stands between the previous token and this one.
    var newlineBefore = false
    /// Whether a string holds a backslash and needs decoding.
    var hasBackslash = false
    /// Whether a string ended at a line's or the file's end.
    var isUnterminated = false
    var start: Int
    var end: Int
    /// The identifier's place in the text table.
    var text = 0
}
