extension JavaScriptParser {
    mutating func parsePrimary() -> NodeID {
        let start = token.start
        switch token.kind {
        case .identifier: return parseWordExpression(start: start)
        case .string: return parseString()
        case .number:
            advance()
            return leaf(.number, text: text(from: start, to: lastEnd), start: start)
        case .parenOpen: return parseParenthesized(start: start, isAsync: false)
        case .bracketOpen: return parseList()
        case .braceOpen: return parseDictionary()
        case .backtick: return parseTemplate()
        case .slash, .slashAssign: return parseRegularExpression()
        case .privateName:
            advance()
            return leaf(.name, text: text(from: start, to: lastEnd), start: start)
        case .less:
            if isTypeScript, let node = parseTypePrefix(start: start) { return node }
            if allowsMarkup {
                lexer.position = token.end
                let node = parseMarkup(start: start)
                resume(at: lexer.position)
                return node
            }
            noteUnexpected()
            advance()
            return leaf(.error, start: start)
        case .at:
            let mark = stack.count
            parseDecorators()
            guard token.word == .class else { return finish(.error, from: mark, start: start) }
            return parseClass(decorators: mark, start: start)
        case .endOfFile, .parenClose, .braceClose, .bracketClose, .semicolon, .comma, .colon:
            noteUnexpected()
            return leaf(.error, start: token.start, end: token.start)
        default:
            noteUnexpected()
            advance()
            return leaf(.error, start: start)
        }
    }

    mutating func parseString() -> NodeID {
        let string = token
        if string.isUnterminated { noteUnexpected() }
        advance()
        let textEnd = string.isUnterminated ? string.end : string.end - 1
        return self.string(
            from: string.start + 1, to: max(textEnd, string.start + 1), hasBackslash: string.hasBackslash,
            start: string.start, end: string.end)
    }

    private mutating func parseRegularExpression() -> NodeID {
        let start = token.start
        if !lexer.scanRegularExpression(from: start) { noteUnexpected() }
        let end = lexer.position
        resume(at: end)
        return leaf(.regularExpression, text: text(from: start, to: end), start: start, end: end)
    }

    /// Parses a template at its backtick.
    mutating func parseTemplate() -> NodeID {
        let start = token.start
        let mark = stack.count
        var textStart = token.end
        lexer.position = textStart
        while true {
            let part = lexer.scanTemplateText()
            if part.textEnd > textStart {
                let node = string(
                    from: textStart, to: part.textEnd, hasBackslash: part.hasBackslash, start: textStart,
                    end: part.textEnd)
                stack.append(node)
            }
            if part.end == .endOfFile { noteUnexpected() }
            resume(at: lexer.position)
            guard part.end == .substitution else { break }
            stack.append(parseBracketedExpression())
            while token.kind != .braceClose, token.kind != .endOfFile {
                noteUnexpected()
                skipGroup()
            }
            if token.kind == .endOfFile {
                noteUnexpected()
                break
            }
            textStart = token.end
            lexer.position = textStart
        }
        return finish(.template, from: mark, start: start)
    }

    private mutating func parseWordExpression(start: Int) -> NodeID {
        let word = token
        switch word.word {
        case .function: return parseFunction(start: start, isAsync: false, isStatement: false)
        case .class:
            return parseClass(decorators: stack.count, start: start)
        case .null, .true, .false:
            advance()
            return leaf(.constant, text: text(of: word), start: start)
        case .import:
            advance()
            return leaf(.name, text: text(of: word), start: start)
        case .async:
            let next = peek()
            if !next.newlineBefore {
                if next.word == .function {
                    advance()
                    return parseFunction(start: start, isAsync: true, isStatement: false)
                }
                if next.kind == .parenOpen || (isTypeScript && next.kind == .less) {
                    return parseAsyncCallOrArrow(start: start)
                }
                if next.kind == .identifier, !next.word.isReserved, isArrowBehindParameter() {
                    advance()
                    let name = text(of: token)
                    advance()
                    let parameter = leaf(.name, text: name, start: next.start, end: next.end)
                    return parseArrow(parameter: parameter, start: start, isAsync: true)
                }
            }
        case .undefined:
            advance()
            if token.kind != .arrow { return leaf(.constant, text: text(of: word), start: start) }
            let parameter = leaf(.name, text: text(of: word), start: start)
            return parseArrow(parameter: parameter, start: start, isAsync: false)
        case .this, .super: break
        default:
            if word.word.isReserved {
                // Statements start with these: leave them to whoever can use them.
                noteUnexpected()
                return leaf(.error, start: start, end: start)
            }
        }
        advance()
        let name = leaf(.name, text: text(of: word), start: start)
        if token.kind == .arrow, !token.newlineBefore {
            return parseArrow(parameter: name, start: start, isAsync: false)
        }
        return name
    }

    /// Whether `async x` goes on with `=>`; the current token is `async`.
    private mutating func isArrowBehindParameter() -> Bool {
        let resume = lexer.position
        defer { lexer.position = resume }
        _ = lexer.next()
        return lexer.next().kind == .arrow
    }

    /// Parses `async (…)`, which is a call unless `=>` follows.
    private mutating func parseAsyncCallOrArrow(start: Int) -> NodeID {
        let name = text(of: .async)
        advance()
        let callee = leaf(.name, text: name, start: start)
        if token.kind == .less {
            guard skipTypeArgumentsOfCall(allowsArrow: true), token.kind == .parenOpen else { return callee }
        }
        let mark = stack.count
        stack.append(callee)
        let open = parseParenthesizedElements()
        if isArrowAhead() {
            makeParameters(from: mark + 1)
            let parameters = finish(.parameterList, from: mark + 1, start: open)
            stack.removeLast()
            return parseArrowBody(parameters, start: start, isAsync: true)
        }
        return finish(.call, from: mark, start: start)
    }

    // MARK: - Parentheses

    /// Parses `(…)`: an expression, or the parameters of an arrow function, which is known only behind it.
    mutating func parseParenthesized(start: Int, isAsync: Bool) -> NodeID {
        let mark = stack.count
        let open = parseParenthesizedElements()
        let close = lastEnd
        if isArrowAhead() {
            makeParameters(from: mark)
            let parameters = finish(.parameterList, from: mark, start: open)
            return parseArrowBody(parameters, start: start, isAsync: isAsync)
        }
        if stack.count == mark + 1, let only = stack.last, tree.kind(only) != .spread {
            stack.removeLast()
            // An arrow in parentheses is an operand like any other.
            lastArrow = .max
            return only
        }
        if stack.count == mark { tree.diagnostics.append(SyntaxDiagnostic(kind: .unexpected, offset: close)) }
        return finish(stack.count == mark ? .error : .sequence, from: mark, start: start)
    }

    /// Parses what stands in parentheses as loosely as both expressions and parameters need.
    ///
    /// Elements stay on the stack. Gives the offset of the opening parenthesis.
    private mutating func parseParenthesizedElements() -> Int {
        let open = token.start
        advance()
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        while token.kind != .parenClose, token.kind != .endOfFile {
            let before = token.start
            if token.kind == .at, isTypeScript { skipDecoratorsOfParameter() }
            var element = parseElement()
            if isTypeScript { element = parseParameterAnnotation(of: element, start: before) }
            stack.append(element)
            if token.kind == .parenClose { break }
            if !recoverComma(before: .parenClose, from: before) { return open }
        }
        expect(.parenClose)
        return open
    }

    /// Parses the `?: T = value` that TypeScript may put behind a parameter.
    private mutating func parseParameterAnnotation(of element: NodeID, start: Int) -> NodeID {
        if token.kind == .question, isOptionalMark() { advance() }
        guard take(.colon) else { return element }
        _ = skipType()
        guard take(.assign) else { return element }
        let value = parseAssignment()
        return wrap(.assignment, element, value, text: text(of: .assign), start: start)
    }

    /// Whether `=>`, or a return type and `=>`, follows a closing parenthesis; the type is skipped then.
    private mutating func isArrowAhead() -> Bool {
        if token.kind == .arrow { return true }
        guard isTypeScript, token.kind == .colon, !context.awaitsColon else { return false }
        return tryScan { parser in
            parser.advance()
            return parser.skipType() && parser.token.kind == .arrow
        }
    }

    /// Turns the expressions from `mark` on into parameters.
    mutating func makeParameters(from mark: Int) {
        for index in mark..<max(mark, stack.count) {
            let id = stack[index]
            let node = tree[id]
            let start = Int(node.start)
            // No slice of the children may live on while nodes are added: it would copy the whole array.
            let first = Int(node.firstChild)
            var flags: SyntaxFlags = []
            let childMark = stack.count
            if node.kind == .assignment, node.childCount == 2 {
                stack.append(tree.children[first])
                stack.append(tree.children[first + 1])
            } else if node.kind == .spread, node.childCount == 1 {
                flags = .spread
                stack.append(tree.children[first])
            } else {
                stack.append(id)
            }
            let end = lastEnd
            lastEnd = Int(node.end)
            stack[index] = finish(.parameter, from: childMark, flags: flags, start: start)
            lastEnd = end
        }
    }

    // MARK: - Arrays and objects

    mutating func parseList() -> NodeID {
        let start = token.start
        let mark = stack.count
        advance()
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        while token.kind != .bracketClose, token.kind != .endOfFile {
            if token.kind == .comma {
                stack.append(empty())
                advance()
                continue
            }
            let before = token.start
            stack.append(parseElement())
            if token.kind == .bracketClose { break }
            if !recoverComma(before: .bracketClose, from: before) {
                return finish(.list, from: mark, start: start)
            }
        }
        expect(.bracketClose)
        return finish(.list, from: mark, start: start)
    }

    /// Parses an object literal; as a pattern it looks the same.
    mutating func parseDictionary() -> NodeID {
        let start = token.start
        let mark = stack.count
        advance()
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        while token.kind != .braceClose, token.kind != .endOfFile {
            let before = token.start
            stack.append(token.kind == .ellipsis ? parseElement() : parseProperty())
            if token.kind == .braceClose { break }
            if !recoverComma(before: .braceClose, from: before) {
                return finish(.dictionary, from: mark, start: start)
            }
        }
        expect(.braceClose)
        return finish(.dictionary, from: mark, start: start)
    }

    private mutating func parseProperty() -> NodeID {
        let start = token.start
        var flags: SyntaxFlags = []
        if token.kind == .identifier, token.word == .get || token.word == .set || token.word == .async {
            let word = token.word
            let next = peek()
            if startsPropertyKey(next, allowsStar: word == .async), word != .async || !next.newlineBefore {
                flags.insert(word == .async ? .isAsync : .isAccessor)
                advance()
            }
        }
        if take(.star) { flags.insert(.isGenerator) }
        let isIdentifier = token.kind == .identifier
        let bare = token
        let key = parsePropertyKey()
        if token.kind == .parenOpen || (isTypeScript && token.kind == .less) {
            return parseMethod(key, flags: flags, start: start)
        }
        if take(.colon) {
            let name = node(of: key)
            let value = parseAssignment()
            return wrap(.pair, name, value, flags: key.isComputed ? .isComputed : [], start: start)
        }
        guard isIdentifier else {
            noteUnexpected()
            return wrap(.pair, node(of: key), empty(), start: start)
        }
        let name = node(of: key)
        var value = leaf(.name, text: text(of: bare), start: bare.start, end: bare.end)
        if isTypeScript, token.kind == .exclamation { advance() }
        if take(.assign) {
            let standard = parseAssignment()
            value = wrap(.assignment, value, standard, text: text(of: .assign), start: bare.start)
        }
        return wrap(.pair, name, value, start: start)
    }

    /// Whether a token can start the key behind `get`, `async` and the like.
    func startsPropertyKey(_ token: JavaScriptToken, allowsStar: Bool) -> Bool {
        switch token.kind {
        case .identifier, .string, .number, .bracketOpen, .privateName: true
        case .star: allowsStar
        default: false
        }
    }
}
