extension JavaScriptParser {
    /// Parses `@a @b()` and leaves decorators on the stack.
    mutating func parseDecorators() {
        guard token.kind == .at else { return }
        guard depth < Self.maximumNesting else {
            stack.append(skipTooDeepExpression())
            return
        }
        depth += 1
        defer { depth -= 1 }
        while token.kind == .at {
            let start = token.start
            advance()
            let expressionStart = token.start
            if token.kind == .at {
                noteUnexpected()
                continue
            }
            let primary = parsePrimary()
            let expression = parsePostfixes(of: primary, start: expressionStart, allowsCalls: true)
            stack.append(wrap(.decorator, expression, start: start))
        }
    }

    /// Passes decorators where the language has none: before the parameters of an arrow.
    mutating func skipDecoratorsOfParameter() {
        let mark = stack.count
        parseDecorators()
        stack.removeLast(stack.count - mark)
    }

    /// Parses a statement that begins with decorators.
    mutating func parseDecorated(start: Int) {
        let mark = stack.count
        parseDecorators()
        if token.word == .export {
            // The decorators stand before the export that holds their class.
            parseExport(start: token.start)
            return
        }
        if isTypeScript, token.word == .abstract { advance() }
        guard token.word == .class else {
            noteUnexpected()
            return
        }
        let node = parseClass(decorators: mark, start: start)
        stack.append(node)
    }

    /// Parses a class at the word `class`; its decorators wait on the stack from a mark on.
    mutating func parseClass(decorators mark: Int, start: Int) -> NodeID {
        guard depth < Self.maximumNesting else { return skipTooDeepExpression() }
        depth += 1
        defer { depth -= 1 }
        advance()
        var name: UInt32 = 0
        if token.kind == .identifier, token.word != .extends, token.word != .implements || peek().kind == .braceOpen {
            name = text(of: token)
            advance()
        }
        if isTypeScript, token.kind == .less { _ = skipTypeArguments() }
        let basesStart = token.start
        let basesMark = stack.count
        if take(.extends) {
            let baseStart = token.start
            let base = parseUnaryHeritage(start: baseStart)
            stack.append(base)
            if isTypeScript, token.kind == .less || token.kind == .shiftLeft { _ = skipTypeArguments() }
        }
        let bases = finish(.argumentList, from: basesMark, start: min(basesStart, lastEnd))
        if isTypeScript, take(.implements) { skipTypeList() }
        let body = parseClassBody()
        // Bases and body come first, decorators last.
        let count = basesMark - mark
        stack.append(bases)
        stack.append(body)
        for index in 0..<count { stack.append(stack[mark + index]) }
        let node = finish(.classDefinition, from: basesMark, text: name, start: start)
        stack.removeLast(count)
        return node
    }

    private mutating func parseUnaryHeritage(start: Int) -> NodeID {
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        return parsePostfix()
    }

    private mutating func parseClassBody() -> NodeID {
        let start = token.start
        let mark = stack.count
        let outer = context
        defer { context = outer }
        context.allowsIn = true
        context.awaitsColon = false
        guard take(.braceOpen) else {
            noteUnexpected()
            return finish(.block, from: mark, start: start)
        }
        while token.kind != .braceClose, token.kind != .endOfFile {
            if take(.semicolon) { continue }
            let before = token.start
            parseClassMember()
            if token.start == before {
                noteUnexpected()
                skipGroup()
            }
        }
        expect(.braceClose)
        return finish(.block, from: mark, start: start)
    }

    private mutating func parseClassMember() {
        let start = token.start
        let mark = stack.count
        parseDecorators()
        let count = stack.count - mark
        let flags = parseMemberModifiers()
        if flags.contains(.isStatic), token.kind == .braceOpen {
            let outer = context
            context = Context(isAsync: false)
            let block = parseBlock(flags: .isStatic)
            context = outer
            stack.append(block)
            return
        }
        if isTypeScript, token.kind == .bracketOpen, skipIndexSignature() { return }
        let key = parsePropertyKey()
        if isTypeScript, token.kind == .question || token.kind == .exclamation { advance() }
        if token.kind == .parenOpen || (isTypeScript && token.kind == .less) {
            let method = parseMethod(key, flags: flags, start: start)
            guard count > 0, tree.kind(method) == .function else {
                stack.append(method)
                return
            }
            stack.append(decorate(method, from: mark, start: start))
            return
        }
        parseField(key, flags: flags, start: start)
    }

    /// Puts waiting decorators behind a method's other children.
    private mutating func decorate(_ method: NodeID, from mark: Int, start: Int) -> NodeID {
        let node = tree[method]
        let count = stack.count - mark
        for offset in 0..<Int(node.childCount) { stack.append(tree.children[Int(node.firstChild) + offset]) }
        for index in 0..<count { stack.append(stack[mark + index]) }
        let decorated = finish(
            node.kind, from: mark + count, text: node.textIndex, flags: node.flags, start: start)
        stack.removeLast(count)
        return decorated
    }

    private mutating func parseField(_ key: PropertyKey, flags: SyntaxFlags, start: Int) {
        let target = node(of: key, bareKind: .name)
        if isTypeScript, take(.colon) { _ = skipType() }
        let outer = context
        context = Context(isAsync: false)
        let value = take(.assign) ? parseAssignment() : empty()
        context = outer
        endStatement()
        let flags = flags.union(key.isComputed ? .isComputed : [])
        stack.append(wrap(.assignment, target, value, text: text(of: .assign), flags: flags, start: start))
    }

    /// Takes `static`, `async`, `get`, `*` and TypeScript's modifiers, as far as they are not the member's name.
    private mutating func parseMemberModifiers() -> SyntaxFlags {
        var flags: SyntaxFlags = []
        while token.kind == .identifier {
            var flag: SyntaxFlags = []
            switch token.word {
            case .static: flag = .isStatic
            case .async: flag = .isAsync
            case .get, .set: flag = .isAccessor
            case .accessor: break
            case .public, .private, .protected, .readonly, .abstract, .override, .declare:
                if !isTypeScript { return flags }
            default: return flags
            }
            let next = peek()
            let isBlock = token.word == .static && next.kind == .braceOpen
            let isSplit = next.newlineBefore && (token.word == .async || token.word == .accessor)
            guard isBlock || startsPropertyKey(next, allowsStar: flag != .isAccessor), !isSplit
            else { break }
            flags.formUnion(flag)
            advance()
        }
        if take(.star) { flags.insert(.isGenerator) }
        return flags
    }
}
