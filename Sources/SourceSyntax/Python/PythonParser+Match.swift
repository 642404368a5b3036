extension PythonParser {
    /// Whether the `match` here is a statement: its line ends with a colon and `case` begins the block behind it.
    mutating func beginsMatch() -> Bool {
        guard kind(ahead: 1).startsExpression else { return false }
        var index = position + 1
        while index < tokens.count {
            let token = tokens[index]
            switch token.kind {
            case .newline:
                guard tokens[index - 1].kind == .colon, index + 2 < tokens.count else { return false }
                let word = tokens[index + 2]
                return tokens[index + 1].kind == .indent && word.kind == .name
                    && source[Int(word.start)..<Int(word.end)].elementsEqual("case".utf8)
            case .endOfFile, .indent, .dedent, .semicolon, .assign: return false
            default: index = token.kind.isOpener ? max(index, Int(token.partner)) + 1 : index + 1
            }
        }
        return false
    }

    /// Pushes the `match` statement at the current token.
    mutating func pushMatch() {
        pushStatement(.switchStatement, start: start) { parser in
            parser.advance()
            parser.scratch.append(parser.parseExpressionList())
            if !parser.take(.colon) { parser.note(.unexpected, at: parser.start) }
            while parser.current == .newline { parser.advance() }
            guard parser.current == .indent else { return }
            let end = Int(parser.tokens[parser.position].partner)
            parser.blockDepth += 1
            defer { parser.blockDepth -= 1 }
            guard parser.blockDepth <= Self.maximumBlocks else {
                parser.note(.tooDeep, at: parser.start)
                parser.jump(to: end + 1)
                return
            }
            parser.advance()
            while parser.position < end {
                let before = parser.position
                if parser.isName("case") { parser.pushCase() } else { parser.pushStatements() }
                if parser.position == before { parser.advance() }
            }
            parser.jump(to: end + 1)
        }
    }

    private mutating func pushCase() {
        pushStatement(.caseClause, start: start) { parser in
            parser.advance()
            parser.isInPattern = true
            parser.scratch.append(parser.parseExpressionList())
            parser.isInPattern = false
            if parser.take(.ifKeyword) { parser.scratch.append(parser.parseExpression()) }
            parser.scratch.append(parser.parseBlock())
        }
    }
}
