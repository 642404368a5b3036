extension JavaScriptParser {
    /// Parses statements up to the end of the file, or to a closing brace, which stays.
    mutating func parseStatements(untilBrace: Bool) {
        while token.kind != .endOfFile {
            if untilBrace, token.kind == .braceClose { return }
            let before = token.start
            parseStatement()
            if token.start == before, token.kind != .endOfFile, !(untilBrace && token.kind == .braceClose) {
                noteUnexpected()
                advance()
            }
        }
    }

    /// Parses `{ … }`.
    mutating func parseBlock(flags: SyntaxFlags = []) -> NodeID {
        let start = token.start
        let mark = stack.count
        guard take(.braceOpen) else {
            noteUnexpected()
            return finish(.block, from: mark, start: start)
        }
        parseStatements(untilBrace: true)
        expect(.braceClose)
        return finish(.block, from: mark, flags: flags, start: start)
    }

    /// Parses the body of a control statement, which becomes a block in any case.
    mutating func parseBody() -> NodeID {
        if token.kind == .braceOpen { return parseBlock() }
        let start = token.start
        let mark = stack.count
        parseStatement()
        return finish(.block, from: mark, start: start)
    }

    /// Parses one statement and leaves the nodes it makes on the stack: none or several are possible.
    mutating func parseStatement() {
        guard depth < Self.maximumNesting else { return skipTooDeepStatement() }
        depth += 1
        defer { depth -= 1 }
        let start = token.start
        switch token.kind {
        case .braceOpen: stack.append(parseBlock())
        case .semicolon: advance()
        case .at: parseDecorated(start: start)
        case .identifier:
            if token.word == .other || !parseWordStatement(start: start) { parseExpressionStatement(start: start) }
        default: parseExpressionStatement(start: start)
        }
    }

    private mutating func parseExpressionStatement(start: Int) {
        let expression = parseExpression()
        if token.kind == .colon, tree.kind(expression) == .name {
            advance()
            let mark = stack.count
            parseStatement()
            stack.append(finish(.keywordStatement, from: mark, text: text("label"), start: start))
            return
        }
        endStatement()
        stack.append(wrap(.expressionStatement, expression, start: start))
    }

    private mutating func parseWordStatement(start: Int) -> Bool {
        switch token.word {
        case .var, .const, .let, .using: return parseDeclarationStatement(start: start)
        case .function: stack.append(parseFunction(start: start, isAsync: false, isStatement: true))
        case .async:
            let next = peek()
            guard next.word == .function, !next.newlineBefore else { return false }
            advance()
            stack.append(parseFunction(start: start, isAsync: true, isStatement: true))
        case .class: stack.append(parseClass(decorators: stack.count, start: start))
        case .if: stack.append(parseIf())
        case .for: stack.append(parseFor(start: start))
        case .while:
            advance()
            let condition = parseCondition()
            let body = parseBody()
            stack.append(wrap(.whileLoop, condition, body, start: start))
        case .do: stack.append(parseDo(start: start))
        case .return: stack.append(parseReturn(.returnStatement, start: start))
        case .throw: stack.append(parseReturn(.raiseStatement, start: start))
        case .try: stack.append(parseTry(start: start))
        case .switch: stack.append(parseSwitch(start: start))
        case .with:
            advance()
            let mark = stack.count
            let object = parseCondition()
            stack.append(wrap(.withItem, object, start: start))
            let body = parseBody()
            stack.append(body)
            stack.append(finish(.withStatement, from: mark, start: start))
        case .break, .continue, .debugger:
            let word = text(of: token.word)
            advance()
            if token.kind == .identifier, !token.newlineBefore, !token.word.isReserved { advance() }
            endStatement()
            stack.append(leaf(.keywordStatement, text: word, start: start))
        case .import:
            let next = peek().kind
            if next == .parenOpen || next == .dot { return false }
            parseImport(start: start)
        case .export: parseExport(start: start)
        default: return isTypeScript || token.word == .await ? parseContextualStatement(start: start) : false
        }
        return true
    }

    // MARK: - Declarations

    private mutating func parseDeclarationStatement(start: Int) -> Bool {
        guard startsDeclaration() else { return false }
        if isTypeScript, token.word == .const, peek().word == .enum {
            advance()
            stack.append(parseEnumeration(start: start))
            return true
        }
        advance()
        parseDeclarators(start: start)
        endStatement()
        return true
    }

    /// Whether the current word begins a variable declaration rather than being a name.
    private mutating func startsDeclaration() -> Bool {
        switch token.word {
        case .var, .const: return true
        case .let:
            let next = peek()
            switch next.kind {
            case .bracketOpen, .braceOpen: return true
            case .identifier: return !next.word.isReserved
            default: return false
            }
        case .using:
            let next = peek()
            return next.kind == .identifier && !next.newlineBefore && !next.word.isReserved && next.word != .of
                && next.word != .as && next.word != .satisfies
        default: return false
        }
    }

    /// Parses `a = 1, b` behind `var` and leaves one assignment for each on the stack.
    private mutating func parseDeclarators(start: Int) {
        var start = start
        while true {
            let target = parseBindingTarget()
            stack.append(parseDeclarator(of: target, start: start))
            guard take(.comma) else { return }
            start = token.start
        }
    }

    private mutating func parseDeclarator(of target: NodeID, start: Int) -> NodeID {
        let value = take(.assign) ? parseAssignment() : empty()
        return wrap(.assignment, target, value, text: text(of: .assign), flags: .declares, start: start)
    }

    /// Parses a name or pattern that is bound, with its TypeScript annotation skipped.
    mutating func parseBindingTarget() -> NodeID {
        let start = token.start
        let node: NodeID
        switch token.kind {
        case .bracketOpen: node = parseList()
        case .braceOpen: node = parseDictionary()
        case .identifier where !token.word.isReserved || token.word == .this:
            let name = text(of: token)
            advance()
            node = leaf(.name, text: name, start: start)
        default:
            noteUnexpected()
            node = leaf(.error, start: start, end: start)
        }
        if isTypeScript {
            if token.kind == .question || (token.kind == .exclamation && !token.newlineBefore) { advance() }
            if take(.colon) { _ = skipType() }
        }
        return node
    }

    // MARK: - Control flow

    private mutating func parseCondition() -> NodeID {
        expect(.parenOpen)
        let condition = parseBracketedExpression()
        closeParenthesis()
        return condition
    }

    /// Takes the closing parenthesis of a statement's head, skipping what stands before it.
    private mutating func closeParenthesis() {
        while token.kind != .parenClose, token.kind != .endOfFile, token.kind != .braceClose {
            noteUnexpected()
            if token.kind == .braceOpen { return }
            skipGroup()
        }
        expect(.parenClose)
    }

    /// Parses `if … else if … else` in a loop and nests it from the end.
    private mutating func parseIf() -> NodeID {
        let mark = pending.count
        var last: NodeID?
        while true {
            pending.append(Pending(assignment: nil, start: token.start))
            advance()
            let condition = parseCondition()
            stack.append(condition)
            let body = parseBody()
            stack.append(body)
            guard take(.else) else { break }
            if token.word == .if { continue }
            last = parseBody()
            break
        }
        while pending.count > mark, let statement = pending.popLast() {
            var parts = 2
            if let branch = last {
                stack.append(branch)
                parts = 3
            }
            last = finish(.ifStatement, from: stack.count - parts, start: statement.start)
        }
        return last ?? empty()
    }

    private mutating func parseDo(start: Int) -> NodeID {
        advance()
        let body = parseBody()
        if token.word != .while { noteUnexpected() } else { advance() }
        let condition = parseCondition()
        _ = take(.semicolon)
        return wrap(.whileLoop, condition, body, start: start)
    }

    private mutating func parseFor(start: Int) -> NodeID {
        advance()
        var flags: SyntaxFlags = take(.await) ? .isAsync : []
        expect(.parenOpen)
        let outer = enterBracket()
        let mark = stack.count
        let headStart = token.start
        context.allowsIn = false
        if token.kind == .identifier, token.word == .await, peek().word == .using { advance() }
        if token.kind == .semicolon {
            stack.append(empty())
        } else if token.kind == .identifier, startsDeclaration() {
            flags.insert(.declares)
            advance()
            let target = parseBindingTarget()
            if isForEach {
                stack.append(target)
            } else {
                stack.append(parseDeclarator(of: target, start: headStart))
                if take(.comma) { parseDeclarators(start: token.start) }
                if stack.count > mark + 1 { stack.append(finish(.sequence, from: mark, start: headStart)) }
            }
        } else {
            stack.append(parseExpression())
        }
        context.allowsIn = true
        if isForEach {
            let kind = text(of: token.word)
            advance()
            stack.append(parseExpression())
            leaveBracket(outer)
            closeParenthesis()
            let body = parseBody()
            stack.append(body)
            return finish(.forEach, from: mark, text: kind, flags: flags, start: start)
        }
        expect(.semicolon)
        stack.append(token.kind == .semicolon ? empty() : parseExpression())
        expect(.semicolon)
        stack.append(token.kind == .parenClose ? empty() : parseExpression())
        leaveBracket(outer)
        closeParenthesis()
        let body = parseBody()
        stack.append(body)
        return finish(.forLoop, from: mark, start: start)
    }

    private var isForEach: Bool { token.word == .of || token.word == .in }

    private mutating func parseReturn(_ kind: SyntaxKind, start: Int) -> NodeID {
        let mark = stack.count
        advance()
        if token.kind != .semicolon, token.kind != .braceClose, token.kind != .endOfFile, !token.newlineBefore {
            stack.append(parseExpression())
        }
        endStatement()
        return finish(kind, from: mark, start: start)
    }

    private mutating func parseTry(start: Int) -> NodeID {
        let mark = stack.count
        advance()
        stack.append(parseBlock())
        if token.word == .catch {
            let clauseStart = token.start
            advance()
            var name: UInt32 = 0
            var parameter = empty()
            if take(.parenOpen) {
                let target = token
                parameter = parseBindingTarget()
                if target.kind == .identifier { name = text(of: target) }
                closeParenthesis()
            }
            let body = parseBlock()
            stack.append(wrap(.catchClause, parameter, body, text: name, start: clauseStart))
        }
        if token.word == .finally {
            let clauseStart = token.start
            advance()
            let body = parseBlock()
            stack.append(wrap(.finallyClause, body, start: clauseStart))
        }
        return finish(.tryStatement, from: mark, start: start)
    }

    private mutating func parseSwitch(start: Int) -> NodeID {
        let mark = stack.count
        advance()
        let subject = parseCondition()
        stack.append(subject)
        expect(.braceOpen)
        while token.kind != .braceClose, token.kind != .endOfFile {
            let clauseStart = token.start
            let test: NodeID
            if take(.case) {
                test = parseBracketedExpression()
            } else if take(.default) {
                test = empty()
            } else {
                noteUnexpected()
                skipGroup()
                continue
            }
            expect(.colon)
            let bodyStart = token.start
            let bodyMark = stack.count
            while token.kind != .braceClose, token.kind != .endOfFile, token.word != .case, token.word != .default {
                let before = token.start
                parseStatement()
                if token.start == before, token.word != .case, token.word != .default { skipGroup() }
            }
            let body = finish(.block, from: bodyMark, start: min(bodyStart, max(lastEnd, clauseStart)))
            stack.append(wrap(.caseClause, test, body, start: clauseStart))
        }
        expect(.braceClose)
        return finish(.switchStatement, from: mark, start: start)
    }
}
