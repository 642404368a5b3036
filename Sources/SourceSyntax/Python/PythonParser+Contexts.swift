extension PythonParser {
    /// Pushes the `try` statement at the current token with its clauses.
    mutating func pushTry() {
        pushStatement(.tryStatement, start: start) { parser in
            parser.advance()
            parser.scratch.append(parser.parseBlock())
            while true {
                let start = parser.start
                switch parser.current {
                case .exceptKeyword: parser.pushCatch()
                case .elseKeyword:
                    parser.pushStatement(.elseClause, start: start) { parser in
                        parser.advance()
                        parser.scratch.append(parser.parseBlock())
                    }
                case .finallyKeyword:
                    parser.pushStatement(.finallyClause, start: start) { parser in
                        parser.advance()
                        parser.scratch.append(parser.parseBlock())
                    }
                default: return
                }
            }
        }
    }

    /// `except* E as e`, Python 2's `except E, e`, and `except A, B, C` of 3.14.
    private mutating func pushCatch() {
        let start = self.start
        let base = scratch.count
        advance()
        _ = take(.star)
        var name: UInt32 = 0
        if current.startsExpression {
            let typeStart = self.start
            scratch.append(parseExpression())
            if current == .comma { name = pushOtherTypes(from: base, start: typeStart) }
        } else {
            let missing = empty()
            scratch.append(missing)
        }
        if take(.asKeyword), current == .name { name = takeText() }
        scratch.append(parseBlock())
        let node = make(.catchClause, textIndex: name, start: start, end: max(start, previousEnd), from: base)
        scratch.append(node)
    }

    /// A lone lowercase name behind the comma is what Python 2 binds; anything else is one more type.
    private mutating func pushOtherTypes(from base: Int, start: Int) -> UInt32 {
        let candidate = tokens[min(position + 1, tokens.count - 1)]
        if candidate.kind == .name, kind(ahead: 2) == .colon {
            let first = source[Int(candidate.start)]
            if !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
                advance()
                return takeText()
            }
        }
        while take(.comma), current.startsExpression { scratch.append(parseExpression()) }
        let types = makeExpression(.tuple, start: start, from: base)
        scratch.append(types)
        return 0
    }

    /// Pushes the `with` statement at the current token.
    mutating func pushWith(_ flags: SyntaxFlags, start: Int) {
        pushStatement(.withStatement, flags: flags, start: start) { parser in
            parser.advance()
            let partner = Int(parser.tokens[parser.position].partner)
            if parser.current == .openParenthesis, partner + 1 < parser.tokens.count,
                parser.tokens[partner + 1].kind == .colon
            {
                _ = parser.parseElements { parser in parser.pushWithItem() }
            } else {
                repeat { parser.pushWithItem() } while parser.take(.comma) && parser.current.startsExpression
            }
            parser.scratch.append(parser.parseBlock())
        }
    }

    private mutating func pushWithItem() {
        let start = self.start
        let base = scratch.count
        scratch.append(parseStarExpression())
        parseComprehension(from: base)
        if take(.asKeyword) { scratch.append(parseTarget()) }
        let node = makeExpression(.withItem, start: start, from: base)
        scratch.append(node)
    }
}
