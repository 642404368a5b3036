extension PythonParser {
    /// `if` chains longer than this are split into siblings, because each `elif` makes the tree two nodes higher.
    private static let maximumChain = 100

    /// Pushes a compound statement if one begins here.
    mutating func pushCompoundStatement() -> Bool {
        let start = self.start
        switch current {
        case .ifKeyword: pushIf()
        case .whileKeyword: pushWhile()
        case .forKeyword: pushFor([], start: start)
        case .tryKeyword: pushTry()
        case .withKeyword: pushWith([], start: start)
        case .defKeyword: pushFunction([], isAsync: false, start: start)
        case .classKeyword: pushClass([], start: start)
        case .at: pushDecorated()
        case .asyncKeyword: return pushAsync()
        case .elseKeyword, .elifKeyword, .exceptKeyword, .finallyKeyword: pushStrayClause()
        default: return false
        }
        return true
    }

    private mutating func pushAsync() -> Bool {
        let start = self.start
        switch kind(ahead: 1) {
        case .defKeyword:
            advance()
            pushFunction([], isAsync: true, start: start)
        case .forKeyword:
            advance()
            pushFor(.isAsync, start: start)
        case .withKeyword:
            advance()
            pushWith(.isAsync, start: start)
        default: return false
        }
        return true
    }

    // MARK: Blocks

    /// The block behind a header, from the colon on.
    mutating func parseBlock() -> NodeID {
        let base = scratch.count
        if current != .colon {
            if endsLine { note(.unexpected, at: start) } else { pushRecoveredHeader() }
        }
        let start = self.start
        if take(.colon) || current == .newline {
            blockDepth += 1
            pushBody()
            blockDepth -= 1
        }
        var first = start
        if scratch.count > base { first = min(first, Int(tree[scratch[base]].start)) }
        return make(.block, start: first, end: max(first, previousEnd), from: base)
    }

    private mutating func pushBody() {
        guard current == .newline else {
            if blockDepth > Self.maximumBlocks {
                note(.tooDeep, at: start)
                while !endsLine { skipToken() }
            }
            pushLine()
            return
        }
        while current == .newline { advance() }
        guard current == .indent else {
            note(.unexpected, at: start)
            return
        }
        let end = Int(tokens[position].partner)
        guard blockDepth <= Self.maximumBlocks else {
            note(.tooDeep, at: start)
            jump(to: end + 1)
            return
        }
        advance()
        while position < end {
            let before = position
            pushStatements()
            if position == before { advance() }
        }
        jump(to: end + 1)
    }

    /// What stands between a header and its colon without fitting; kept as an `error` in the block.
    private mutating func pushRecoveredHeader() {
        let start = self.start
        let base = scratch.count
        note(.unexpected, at: start)
        while !endsLine, current != .colon {
            let before = position
            if current.startsExpression { scratch.append(parseStarExpression()) }
            if position == before { skipToken() }
            if position == before { advance() }
        }
        let node = makeExpression(.error, start: start, from: base)
        scratch.append(node)
    }

    /// Pushes `kind` above what `body` pushes.
    mutating func pushStatement(
        _ kind: SyntaxKind, text: UInt32 = 0, flags: SyntaxFlags = [], start: Int,
        _ body: (inout PythonParser) -> Void
    ) {
        let base = scratch.count
        body(&self)
        let node = make(
            kind, textIndex: text, flags: flags, start: start, end: max(start, previousEnd), from: base)
        scratch.append(node)
    }

    private mutating func pushElse() {
        if take(.elseKeyword) { scratch.append(parseBlock()) }
    }

    // MARK: Branches and loops

    /// An `if` chain, read in a loop and built from its end.
    private mutating func pushIf() {
        let base = scratch.count
        var starts: [Int] = []
        repeat {
            starts.append(start)
            advance()
            scratch.append(parseExpression())
            scratch.append(parseBlock())
        } while current == .elifKeyword
        var tail: NodeID?
        if take(.elseKeyword) { tail = parseBlock() }
        var detached: [NodeID] = []
        var length = 0
        while scratch.count > base, let start = starts.popLast() {
            if let id = tail, length >= Self.maximumChain || tree[id].height > 400 {
                detached.append(id)
                tail = nil
                length = 0
            }
            if let tail { scratch.append(tail) }
            let from = base + 2 * starts.count
            tail = make(.ifStatement, start: start, end: max(start, previousEnd), from: from)
            length += 1
        }
        if let tail { scratch.append(tail) }
        scratch.append(contentsOf: detached.reversed())
    }

    private mutating func pushWhile() {
        pushStatement(.whileLoop, start: start) { parser in
            parser.advance()
            parser.scratch.append(parser.parseExpression())
            parser.scratch.append(parser.parseBlock())
            parser.pushElse()
        }
    }

    private mutating func pushFor(_ flags: SyntaxFlags, start: Int) {
        pushStatement(.forEach, flags: flags, start: start) { parser in
            parser.advance()
            parser.scratch.append(parser.parseTargets())
            if !parser.take(.inKeyword) { parser.note(.unexpected, at: parser.start) }
            parser.scratch.append(parser.parseExpressionList())
            parser.scratch.append(parser.parseBlock())
            parser.pushElse()
        }
    }

    /// `else`, `elif`, `except`, `finally` without what they belong to.
    private mutating func pushStrayClause() {
        note(.unexpected, at: start)
        pushStatement(.error, start: start) { parser in
            parser.advance()
            if parser.current.startsExpression { parser.scratch.append(parser.parseExpressionList()) }
            if parser.take(.asKeyword), parser.current == .name { parser.advance() }
            parser.scratch.append(parser.parseBlock())
        }
    }
}
