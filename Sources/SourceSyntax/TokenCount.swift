/// How many tokens a Python file has; runs the lexer alone, to measure it.
package func countPythonTokens(_ source: [UInt8]) -> Int {
    var lexer = PythonLexer(source, from: source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    lexer.lex()
    return lexer.tokens.count
}

/// How many tokens a JavaScript file has; runs the lexer alone, to measure it.
///
/// The parser knows from the grammar where a `/` begins a regular expression; here the token before decides, which is
/// wrong behind some closing brackets and good enough to measure with.
package func countJavaScriptTokens(_ source: [UInt8]) -> Int {
    var lexer = JavaScriptLexer(source)
    var count = 0
    var templateBraces: [Int] = []
    var braces = 0
    var previous = JavaScriptTokenKind.semicolon
    while true {
        var token = lexer.next()
        switch token.kind {
        case .endOfFile: return count
        case .braceOpen: braces += 1
        case .braceClose where templateBraces.last == braces:
            if lexer.scanTemplateText().end != .substitution { templateBraces.removeLast() }
            token.kind = .string
        case .braceClose: braces -= 1
        case .backtick:
            if lexer.scanTemplateText().end == .substitution { templateBraces.append(braces) }
            token.kind = .string
        case .slash, .slashAssign:
            switch previous {
            case .identifier, .privateName, .number, .string, .parenClose, .bracketClose, .braceClose: break
            default:
                if lexer.scanRegularExpression(from: token.start) {
                    token.kind = .string
                } else {
                    lexer.position = token.end
                }
            }
        default: break
        }
        previous = token.kind
        count += 1
    }
}
