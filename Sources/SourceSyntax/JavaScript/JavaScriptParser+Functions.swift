extension JavaScriptParser {
    /// The key of a property or class member before it is known whether it names a function or a value.
    struct PropertyKey {
        let token: JavaScriptToken
        /// The expression of a computed key.
        let expression: NodeID?

        var isComputed: Bool { expression != nil }
    }

    mutating func parsePropertyKey() -> PropertyKey {
        let key = token
        switch key.kind {
        case .identifier, .string, .number, .privateName:
            advance()
            return PropertyKey(token: key, expression: nil)
        case .bracketOpen:
            advance()
            let expression = parseBracketedExpression()
            expect(.bracketClose)
            return PropertyKey(token: key, expression: expression)
        default:
            noteUnexpected()
            return PropertyKey(
                token: JavaScriptToken(kind: .unknown, start: key.start, end: key.start), expression: nil)
        }
    }

    /// The key as a node: a string for bare keys, `name` decides the kind of those in classes.
    mutating func node(of key: PropertyKey, bareKind: SyntaxKind = .string) -> NodeID {
        if let expression = key.expression { return expression }
        let start = key.token.start
        let end = key.token.end
        switch key.token.kind {
        case .identifier, .privateName: return leaf(bareKind, text: text(of: key.token), start: start, end: end)
        case .number: return leaf(.number, text: text(from: start, to: end), start: start, end: end)
        case .string:
            let textEnd = key.token.isUnterminated ? end : end - 1
            return string(
                from: start + 1, to: max(start + 1, textEnd), hasBackslash: key.token.hasBackslash, start: start,
                end: end)
        default: return leaf(.error, start: start, end: end)
        }
    }

    /// The key as a function's name; empty when it is computed.
    mutating func name(of key: PropertyKey) -> UInt32 {
        switch key.token.kind {
        case .identifier, .privateName: return text(of: key.token)
        case .number: return text(from: key.token.start, to: key.token.end)
        case .string:
            let node = node(of: key)
            return tree[node].textIndex
        default: return 0
        }
    }

    // MARK: - Functions

    /// Parses a function at the word `function`; TypeScript's overload signatures have no effect.
    mutating func parseFunction(start: Int, isAsync: Bool, isStatement: Bool) -> NodeID {
        advance()
        var flags: SyntaxFlags = isAsync ? .isAsync : []
        if take(.star) { flags.insert(.isGenerator) }
        var name: UInt32 = 0
        if token.kind == .identifier, token.kind != .parenOpen {
            name = text(of: token)
            advance()
        }
        return parseFunctionRest(name: name, flags: flags, start: start) ?? leaf(.typeOnly, start: start)
    }

    /// Parses an object's or class's method behind its key.
    mutating func parseMethod(_ key: PropertyKey, flags: SyntaxFlags, start: Int) -> NodeID {
        guard let expression = key.expression else {
            let name = name(of: key)
            return parseFunctionRest(name: name, flags: flags, start: start) ?? leaf(.typeOnly, start: start)
        }
        let method = parseFunctionRest(name: 0, flags: flags, start: token.start) ?? leaf(.typeOnly, start: token.start)
        return wrap(.pair, expression, method, flags: flags.union(.isComputed), start: start)
    }

    /// Parses parameters and body; nil for a TypeScript signature without body.
    private mutating func parseFunctionRest(name: UInt32, flags: SyntaxFlags, start: Int) -> NodeID? {
        guard depth < Self.maximumNesting else { return skipTooDeepExpression() }
        depth += 1
        defer { depth -= 1 }
        let outer = context
        defer { context = outer }
        context = Context(isAsync: flags.contains(.isAsync), isGenerator: flags.contains(.isGenerator))
        let mark = stack.count
        if isTypeScript, token.kind == .less { _ = skipTypeArguments() }
        let parameters = parseParameters()
        stack.append(parameters)
        if isTypeScript, take(.colon) { _ = skipType() }
        if isTypeScript, token.kind != .braceOpen {
            stack.removeLast(stack.count - mark)
            endStatement()
            return nil
        }
        let body = parseBlock()
        stack.append(body)
        return finish(.function, from: mark, text: name, flags: flags, start: start)
    }

    private mutating func parseParameters() -> NodeID {
        let start = token.start
        let mark = stack.count
        guard take(.parenOpen) else {
            noteUnexpected()
            return finish(.parameterList, from: mark, start: start)
        }
        while token.kind != .parenClose, token.kind != .endOfFile {
            let before = token.start
            // Decorators come first in the text and last among the children.
            let decoratorMark = stack.count
            if isTypeScript {
                parseDecorators()
                skipParameterModifiers()
            }
            let parameterMark = stack.count
            let flags: SyntaxFlags = take(.ellipsis) ? .spread : []
            stack.append(parseBindingTarget())
            if take(.assign) { stack.append(parseAssignment()) }
            for index in decoratorMark..<parameterMark { stack.append(stack[index]) }
            let parameter = finish(.parameter, from: parameterMark, flags: flags, start: before)
            stack.removeLast(stack.count - decoratorMark)
            stack.append(parameter)
            if token.kind == .parenClose { break }
            if !recoverComma(before: .parenClose, from: before) {
                return finish(.parameterList, from: mark, start: start)
            }
        }
        expect(.parenClose)
        return finish(.parameterList, from: mark, start: start)
    }

    private mutating func skipParameterModifiers() {
        while token.kind == .identifier {
            switch token.word {
            case .public, .private, .protected, .readonly, .override:
                let next = peek().kind
                guard next == .identifier || next == .braceOpen || next == .bracketOpen else { return }
                advance()
            default: return
            }
        }
    }

    /// Parses `x => …` at its arrow.
    mutating func parseArrow(parameter: NodeID, start: Int, isAsync: Bool) -> NodeID {
        let node = tree[parameter]
        let end = lastEnd
        lastEnd = Int(node.end)
        let wrapped = wrap(.parameter, parameter, start: Int(node.start))
        let parameters = wrap(.parameterList, wrapped, start: Int(node.start))
        lastEnd = end
        return parseArrowBody(parameters, start: start, isAsync: isAsync)
    }

    mutating func parseArrowBody(_ parameters: NodeID, start: Int, isAsync: Bool) -> NodeID {
        expect(.arrow)
        let outer = context
        defer { context = outer }
        context.isAsync = isAsync
        context.isGenerator = false
        let body: NodeID
        if token.kind == .braceOpen {
            context.allowsIn = true
            context.awaitsColon = false
            body = parseBlock()
        } else {
            body = parseAssignment()
        }
        let flags: SyntaxFlags = isAsync ? [.isArrow, .isAsync] : .isArrow
        let arrow = wrap(.function, parameters, body, flags: flags, start: start)
        lastArrow = arrow.index
        return arrow
    }
}
