/// JSX, read byte by byte since neither names nor text are tokens there.
extension JavaScriptParser {
    /// Parses an element from behind its `<`, at the lexer's position, and leaves the position behind it.
    ///
    /// Text between tags has no effect and is dropped.
    mutating func parseMarkup(start: Int) -> NodeID {
        guard depth < Self.maximumNesting else {
            noteTooDeep()
            lexer.position = lexer.source.count
            return leaf(.error, start: start, end: start)
        }
        depth += 1
        defer { depth -= 1 }
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        let mark = stack.count
        skipMarkupSpace()
        stack.append(parseMarkupName())
        let isClosed = parseMarkupAttributes()
        if !isClosed { parseMarkupChildren() }
        lastEnd = lexer.position
        return finish(.markup, from: mark, start: start)
    }

    private mutating func skipMarkupSpace() {
        _ = lexer.skipTrivia()
    }

    private func isMarkupNamePart(_ byte: UInt8) -> Bool {
        JavaScriptLexer.isIdentifierPart(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }

    private mutating func scanMarkupName() -> (start: Int, end: Int) {
        let start = lexer.position
        while lexer.position < lexer.source.count, isMarkupNamePart(lexer.byte(lexer.position)) { lexer.position += 1 }
        return (start, lexer.position)
    }

    /// A name, member, string (for elements of the platform), or `empty` for fragments.
    private mutating func parseMarkupName() -> NodeID {
        let (start, end) = scanMarkupName()
        if start == end { return leaf(.empty, start: start, end: start) }
        let first = lexer.byte(start)
        let isMember = lexer.byte(end) == UInt8(ascii: ".")
        let isPlatform = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z") && !isMember
        let name = text(from: start, to: end)
        var node = leaf(isPlatform ? .string : .name, text: name, start: start, end: end)
        while lexer.byte(lexer.position) == UInt8(ascii: ".") {
            lexer.position += 1
            let part = scanMarkupName()
            lastEnd = part.end
            let member = text(from: part.start, to: part.end)
            node = wrap(.member, node, text: member, start: start)
        }
        return node
    }

    /// Parses attributes up to `>`; says whether the element closed itself.
    private mutating func parseMarkupAttributes() -> Bool {
        skipMarkupTypeArguments()
        while true {
            skipMarkupSpace()
            let start = lexer.position
            guard start < lexer.source.count, !lexer.isStopped else {
                noteMarkupError()
                return true
            }
            let byte = lexer.byte(start)
            switch byte {
            case UInt8(ascii: ">"):
                lexer.position += 1
                return false
            case UInt8(ascii: "/") where lexer.byte(start + 1) == UInt8(ascii: ">"):
                lexer.position += 2
                return true
            case UInt8(ascii: "{"): parseMarkupExpression()
            default:
                if isMarkupNamePart(byte) {
                    parseMarkupAttribute()
                } else {
                    noteMarkupError()
                    lexer.position += 1
                }
            }
        }
    }

    /// Skips TypeScript's `<A<B> …>` behind an element's name.
    private mutating func skipMarkupTypeArguments() {
        guard isTypeScript, lexer.byte(lexer.position) == UInt8(ascii: "<") else { return }
        let start = lexer.position
        token = lexer.next()
        lexer.position = tryScan({ $0.skipTypeArguments() }) ? token.start : start
    }

    private mutating func parseMarkupAttribute() {
        let (start, end) = scanMarkupName()
        let key = leaf(.string, text: text(from: start, to: end), start: start, end: end)
        lastEnd = end
        skipMarkupSpace()
        guard lexer.byte(lexer.position) == UInt8(ascii: "=") else {
            let value = leaf(.constant, text: text(of: .true), start: end, end: end)
            stack.append(wrap(.pair, key, value, start: start))
            return
        }
        lexer.position += 1
        skipMarkupSpace()
        let valueStart = lexer.position
        let mark = stack.count
        stack.append(key)
        let quote = lexer.byte(valueStart)
        switch quote {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            lexer.position += 1
            while lexer.position < lexer.source.count, lexer.byte(lexer.position) != quote { lexer.position += 1 }
            let valueEnd = lexer.position
            lexer.position = min(valueEnd + 1, lexer.source.count)
            let value = text(from: valueStart + 1, to: valueEnd)
            stack.append(leaf(.string, text: value, start: valueStart, end: lexer.position))
        case UInt8(ascii: "{"): parseMarkupExpression()
        case UInt8(ascii: "<"):
            lexer.position += 1
            let element = parseMarkup(start: valueStart)
            stack.append(element)
        default: noteMarkupError()
        }
        if stack.count == mark + 1 { stack.append(leaf(.empty, start: valueStart, end: valueStart)) }
        lastEnd = lexer.position
        stack.append(finish(.pair, from: mark, start: start))
    }

    /// Parses `{…}`; an expression or spread in it goes on the stack, the position behind the closing brace.
    private mutating func parseMarkupExpression() {
        token = lexer.next()
        advance()
        if token.kind != .braceClose {
            let start = token.start
            let isSpread = take(.ellipsis)
            let expression = parseBracketedExpression()
            stack.append(isSpread ? wrap(.spread, expression, text: text(of: .ellipsis), start: start) : expression)
        }
        while token.kind != .braceClose, token.kind != .endOfFile {
            noteUnexpected()
            skipGroup()
        }
        lexer.position = token.end
    }

    private mutating func parseMarkupChildren() {
        while lexer.position < lexer.source.count, !lexer.isStopped {
            let start = lexer.position
            switch lexer.byte(start) {
            case UInt8(ascii: "{"): parseMarkupExpression()
            case UInt8(ascii: "<"):
                lexer.position += 1
                skipMarkupSpace()
                if lexer.byte(lexer.position) == UInt8(ascii: "/") {
                    while lexer.position < lexer.source.count, lexer.byte(lexer.position) != UInt8(ascii: ">") {
                        lexer.position += 1
                    }
                    lexer.position = min(lexer.position + 1, lexer.source.count)
                    return
                }
                stack.append(parseMarkup(start: start))
            default: lexer.position += 1
            }
        }
        noteMarkupError()
    }

    private mutating func noteMarkupError() {
        token = JavaScriptToken(kind: .unknown, start: lexer.position, end: lexer.position)
        noteUnexpected()
    }
}
