extension PythonParser {
    /// Pushes the statements of one logical line, or one compound statement; may push nothing.
    mutating func pushStatements() {
        switch current {
        case .newline, .dedent, .semicolon: advance()
        case .indent:
            note(.unexpected, at: start)
            advance()
        case .endOfFile: break
        default:
            if isName("match"), beginsMatch() {
                let base = scratch.count
                let hoistBase = hoisted.count
                pushMatch()
                placeHoisted(from: hoistBase, before: base)
            } else {
                pushLine()
            }
        }
    }

    /// Pushes statements up to the end of the logical line, or one compound statement.
    mutating func pushLine() {
        while !endsLine {
            checkSize()
            let before = position
            let base = scratch.count
            let hoistBase = hoisted.count
            let isCompound = pushCompoundStatement()
            if !isCompound { pushSimpleStatement() }
            placeHoisted(from: hoistBase, before: base)
            if isCompound { return }
            if take(.semicolon) { continue }
            if !endsLine { pushRecovered() }
            if !take(.semicolon), position == before { advance() }
        }
        _ = take(.newline)
    }

    var endsLine: Bool {
        current == .newline || current == .endOfFile || current == .dedent || current == .indent
    }

    /// Puts the expressions hoisted since `hoistBase` as statements before index `base` of `scratch`.
    private mutating func placeHoisted(from hoistBase: Int, before base: Int) {
        guard hoisted.count > hoistBase else { return }
        var statements: [NodeID] = []
        for id in hoisted[hoistBase...] {
            statements.append(
                tree.add(.expressionStatement, start: Int(tree[id].start), end: Int(tree[id].end), [id]))
        }
        hoisted.removeLast(hoisted.count - hoistBase)
        scratch.insert(contentsOf: statements, at: base)
    }

    /// Pushes an `error` with the expressions that can be found in the rest of the statement.
    mutating func pushRecovered() {
        let start = self.start
        let base = scratch.count
        note(.unexpected, at: start)
        while !endsLine, current != .semicolon {
            let before = position
            if current.startsExpression { scratch.append(parseStarExpression()) }
            if position == before { skipToken() }
            if position == before { advance() }
        }
        let node = makeExpression(.error, start: start, from: base)
        scratch.append(node)
    }

    // MARK: Simple statements

    private mutating func pushSimpleStatement() {
        switch current {
        case .passKeyword, .breakKeyword, .continueKeyword: scratch.append(takeLeaf(.keywordStatement))
        case .returnKeyword:
            pushKeyword(.returnStatement) { parser in
                if parser.current.startsExpression { parser.scratch.append(parser.parseExpressionList()) }
            }
        case .raiseKeyword: pushRaise()
        case .delKeyword, .globalKeyword: pushExpressions()
        case .nonlocalKeyword where kind(ahead: 1) == .name: pushExpressions()
        case .assertKeyword: pushExpressions()
        case .importKeyword: pushImport()
        case .fromKeyword: pushFromImport()
        case .name where isPrintStatement(): pushPrint()
        case .name where isExecStatement(): pushExec()
        case .name where isTypeStatement(): pushTypeAlias()
        default:
            if current.startsExpression { pushExpressionStatement() }
        }
    }

    private mutating func pushKeyword(
        _ kind: SyntaxKind, hasText: Bool = false, _ body: (inout PythonParser) -> Void
    ) {
        let start = self.start
        let base = scratch.count
        var text: UInt32 = 0
        if hasText { text = takeText() } else { advance() }
        body(&self)
        let node = makeExpression(kind, textIndex: text, start: start, from: base)
        scratch.append(node)
    }

    /// `del`, `assert`, `global`, `nonlocal`.
    private mutating func pushExpressions() {
        pushKeyword(.keywordStatement, hasText: true) { parser in
            while parser.current.startsExpression {
                parser.scratch.append(parser.parseStarExpression())
                if !parser.take(.comma) { break }
            }
        }
    }

    /// `raise x from y`, and Python 2's `raise E, value, traceback`.
    private mutating func pushRaise() {
        pushKeyword(.raiseStatement) { parser in
            guard parser.current.startsExpression else { return }
            parser.scratch.append(parser.parseExpression())
            while parser.current == .fromKeyword || parser.current == .comma {
                parser.advance()
                parser.scratch.append(parser.parseExpression())
            }
        }
    }

    private mutating func pushExpressionStatement() {
        let start = self.start
        let base = scratch.count
        scratch.append(parseExpressionList())
        switch current {
        case .assign:
            while take(.assign) { scratch.append(parseExpressionList()) }
            finishStatement(.assignment, textIndex: assignText, start: start, from: base)
        case .augmentedAssign:
            let text = takeText()
            scratch.append(parseExpressionList())
            finishStatement(.assignment, textIndex: text, start: start, from: base)
        case .colon where kind(ahead: 1).startsExpression:
            advance()
            parseAnnotation()
            if take(.assign) {
                scratch.append(parseExpressionList())
            } else {
                let missing = empty()
                scratch.append(missing)
            }
            finishStatement(.assignment, textIndex: assignText, start: start, from: base)
        default:
            finishStatement(.expressionStatement, textIndex: 0, start: start, from: base)
        }
    }

    /// Pushes a statement above the nodes from `base` on.
    mutating func finishStatement(_ kind: SyntaxKind, textIndex: UInt32, start: Int, from base: Int) {
        let node = makeExpression(kind, textIndex: textIndex, start: start, from: base)
        scratch.append(node)
    }

    /// Reads an annotation, a type parameter's bound or its default; it is hoisted if it runs code, else forgotten.
    mutating func parseAnnotation() {
        let nodeCount = tree.nodes.count
        let childCount = tree.children.count
        let hoistCount = hoisted.count
        let node = parseStarExpression()
        let runsCode = tree.nodes[nodeCount...].contains { added in
            switch added.kind {
            case .call, .await, .yield, .comprehension, .assignment, .error: true
            default: false
            }
        }
        if runsCode || hoisted.count > hoistCount {
            hoisted.append(node)
        } else {
            tree.removeNodes(downTo: nodeCount, children: childCount)
        }
    }
}
