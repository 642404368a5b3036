/// TypeScript: types are skipped, what has an effect at run time is parsed.
extension JavaScriptParser {
    /// Skips a type; false where none stands.
    mutating func skipType() -> Bool {
        guard depth < Self.maximumNesting else {
            noteTooDeep()
            return false
        }
        depth += 1
        defer { depth -= 1 }
        var conditions = 0
        var alternatives = 0
        while true {
            switch token.kind {
            case .bar, .ampersand, .minus:
                advance()
                continue
            case .parenOpen:
                let isFunction = startsFunctionType()
                skipGroup()
                if isFunction, take(.arrow) { continue }
            case .less, .shiftLeft:
                guard skipTypeArguments(), token.kind == .parenOpen else { return false }
                continue
            case .braceOpen, .bracketOpen, .backtick: skipGroup()
            case .string, .number: advance()
            case .identifier:
                if isTypePrefix() {
                    advance()
                    continue
                }
                guard skipTypeName() else { return false }
            default: return false
            }
            while token.kind == .bracketOpen, !token.newlineBefore { skipGroup() }
            switch token.kind {
            case .bar, .ampersand: continue
            case .question where conditions > 0:
                conditions -= 1
                alternatives += 1
                advance()
            case .colon where alternatives > 0:
                alternatives -= 1
                advance()
            case .identifier where !token.newlineBefore && token.word == .is: advance()
            case .identifier where !token.newlineBefore && token.word == .extends:
                conditions += 1
                advance()
            default: return true
            }
        }
    }

    /// Whether parentheses in a type hold parameters: `((a) => b) => …` does not go on with its second arrow, which
    /// belongs to the function whose return type this is.
    private mutating func startsFunctionType() -> Bool {
        let saved = (token, lastEnd, lexer.position)
        defer { (token, lastEnd, lexer.position) = saved }
        advance()
        switch token.kind {
        case .parenClose, .ellipsis, .at: return true
        case .identifier: advance()
        case .braceOpen, .bracketOpen: skipGroup()
        default: return false
        }
        switch token.kind {
        case .colon, .comma, .question, .assign: return true
        case .parenClose:
            advance()
            return token.kind == .arrow
        default: return false
        }
    }

    private mutating func isTypePrefix() -> Bool {
        switch token.word {
        case .typeof, .new: return true
        case .keyof, .readonly, .infer, .unique, .asserts, .abstract:
            let next = peek()
            switch next.kind {
            case .identifier: return !next.newlineBefore && next.word != .extends && next.word != .is
            case .parenOpen, .braceOpen, .bracketOpen, .string, .backtick: return !next.newlineBefore
            default: return false
            }
        default: return false
        }
    }

    private mutating func skipTypeName() -> Bool {
        let isImport = token.word == .import
        advance()
        if isImport, token.kind == .parenOpen { skipGroup() }
        while take(.dot) {
            guard token.kind == .identifier || token.kind == .privateName else { return false }
            advance()
        }
        if token.kind == .less || token.kind == .shiftLeft, !token.newlineBefore { return skipTypeArguments() }
        return true
    }

    mutating func skipTypeList() {
        repeat { if !skipType() { return } } while take(.comma)
    }

    /// Skips `<A, B extends C = D>`; `isStrict` demands that the last bracket stands alone, as in expressions.
    ///
    /// What is found at an offset is kept while a scan that began before it may come by again: of brackets within each
    /// other each is looked at once.
    mutating func skipTypeArguments(isStrict: Bool = false) -> Bool {
        let start = token.start
        if start > typeArgumentsEnd {
            // Few are emptied in place; a table that grew large is not worth its emptying.
            if typeArguments.count < 64 { typeArguments.removeAll(keepingCapacity: true) } else { typeArguments = [:] }
        }
        if let known = typeArguments[start] {
            resume(at: known.end)
            return known.closer == .greater || known.closer != nil && !isStrict
        }
        let closer = skipNewTypeArguments()
        if typeArguments.count < 1 << 16 {
            typeArguments[start] = (lastEnd, closer)
            typeArgumentsEnd = max(typeArgumentsEnd, lastEnd)
        }
        return closer == .greater || closer != nil && !isStrict
    }

    /// The bracket whose first character ended the arguments; nil where none stand.
    private mutating func skipNewTypeArguments() -> JavaScriptTokenKind? {
        resume(at: token.start + 1)
        while true {
            let kind = token.kind
            switch kind {
            case .greater:
                advance()
                return kind
            case .shiftRight, .shiftRightUnsigned, .greaterEqual, .shiftRightAssign, .shiftRightUnsignedAssign:
                resume(at: token.start + 1)
                return kind
            case .identifier where token.word == .const || token.word == .in || token.word == .out:
                if peek().kind == .identifier {
                    advance()
                    continue
                }
            default: break
            }
            guard skipType() else { return nil }
            if take(.assign), !skipType() { return nil }
            if token.kind != .comma, !closesAngle { return nil }
            _ = take(.comma)
        }
    }

    private var closesAngle: Bool {
        switch token.kind {
        case .greater, .shiftRight, .shiftRightUnsigned, .greaterEqual, .shiftRightAssign, .shiftRightUnsignedAssign:
            true
        default: false
        }
    }

    /// Skips type arguments in an expression if what follows shows that they are not comparisons.
    mutating func skipTypeArgumentsOfCall(allowsArrow: Bool = false) -> Bool {
        tryScan { parser in
            guard parser.skipTypeArguments(isStrict: true) else { return false }
            let token = parser.token
            switch token.kind {
            case .parenOpen, .backtick: return true
            case .less, .greater, .plus, .minus: return false
            case .identifier:
                return token.newlineBefore || token.word == .as || token.word == .satisfies
                    || token.word == .instanceof || token.word == .in
            case .string, .number, .braceOpen, .bracketOpen, .slash, .slashAssign, .exclamation, .tilde, .plusPlus,
                .minusMinus, .at, .privateName, .unknown:
                return token.newlineBefore
            default: return !allowsArrow
            }
        }
    }

    /// Skips `as T`, `as const` and `satisfies T`.
    mutating func skipTypeOperator() -> Bool {
        guard token.word == .as || token.word == .satisfies, !token.newlineBefore else { return false }
        advance()
        if !take(.const) { _ = skipType() }
        return true
    }

    /// Whether the `?` at hand marks an optional parameter.
    mutating func isOptionalMark() -> Bool {
        switch peek().kind {
        case .colon, .comma, .parenClose, .assign: true
        default: false
        }
    }

    /// Parses what follows `<T>`: an arrow function or an asserted expression; nil when it may be markup.
    mutating func parseTypePrefix(start: Int) -> NodeID? {
        while token.kind == .less {
            if allowsMarkup, !startsTypeParameters() { return nil }
            guard tryScan({ $0.skipTypeArguments() }) else { return nil }
        }
        switch token.kind {
        case .exclamation, .tilde, .plus, .minus, .plusPlus, .minusMinus: return parseAssignment()
        case .identifier:
            switch token.word {
            case .typeof, .void, .delete, .await, .new, .function, .class: return parseAssignment()
            default: return parsePrimary()
            }
        default: return parsePrimary()
        }
    }

    /// Whether `<T,` or `<T extends` stands here: where markup is allowed, other forms are elements.
    private mutating func startsTypeParameters() -> Bool {
        let resume = lexer.position
        defer { lexer.position = resume }
        var name = lexer.next()
        if name.word == .const { name = lexer.next() }
        guard name.kind == .identifier else { return false }
        let second = lexer.next()
        if second.kind == .comma { return true }
        guard second.word == .extends else { return false }
        switch lexer.next().kind {
        case .assign, .greater, .slash: return false
        default: return true
        }
    }

    /// Skips `[key: string]: T`.
    mutating func skipIndexSignature() -> Bool {
        let resume = lexer.position
        let name = lexer.next()
        let colon = lexer.next()
        lexer.position = resume
        guard name.kind == .identifier, colon.kind == .colon else { return false }
        skipGroup()
        if token.kind == .question { advance() }
        if take(.colon) { _ = skipType() }
        endStatement()
        return true
    }

    // MARK: - Statements

    /// Parses statements that begin with a word which is a name elsewhere; false when it is one here.
    mutating func parseContextualStatement(start: Int) -> Bool {
        let next = peek()
        let isDeclaration = next.kind == .identifier && !next.newlineBefore
        switch token.word {
        case .await:
            guard next.word == .using, isDeclaration else { return false }
            let resume = lexer.position
            _ = lexer.next()
            let name = lexer.next()
            lexer.position = resume
            guard name.kind == .identifier, !name.newlineBefore, !name.word.isReserved else { return false }
            advance()
            parseStatement()
        case .enum: stack.append(parseEnumeration(start: start))
        case .interface:
            guard isDeclaration else { return false }
            skipInterface(start: start)
        case .type:
            guard isDeclaration, !next.word.isReserved else { return false }
            advance()
            advance()
            if token.kind == .less { _ = skipTypeArguments() }
            if take(.assign) { _ = skipType() } else { noteUnexpected() }
            endStatement()
            stack.append(leaf(.typeOnly, start: start))
        case .declare:
            guard isDeclaration, next.word != .in, next.word != .instanceof else { return false }
            advance()
            let mark = stack.count
            parseStatement()
            stack.removeLast(stack.count - mark)
            stack.append(leaf(.typeOnly, start: start))
        case .abstract:
            guard next.word == .class, isDeclaration else { return false }
            advance()
            stack.append(parseClass(decorators: stack.count, start: start))
        case .namespace, .module, .global:
            let isBlock = token.word == .global && next.kind == .braceOpen
            let isNamed = token.word != .global && (isDeclaration || (next.kind == .string && !next.newlineBefore))
            guard isBlock || isNamed, next.word != .in, next.word != .instanceof else { return false }
            advance()
            while token.kind == .identifier || token.kind == .string || token.kind == .dot { advance() }
            if token.kind == .braceOpen { stack.append(parseBlock()) } else { endStatement() }
        default: return false
        }
        return true
    }

    private mutating func skipInterface(start: Int) {
        advance()
        advance()
        if token.kind == .less { _ = skipTypeArguments() }
        if take(.extends) { skipTypeList() }
        if token.kind == .braceOpen { skipGroup() } else { noteUnexpected() }
        stack.append(leaf(.typeOnly, start: start))
    }

    /// Parses `enum E {A = 1, B}` as the declaration of a dictionary.
    mutating func parseEnumeration(start: Int) -> NodeID {
        advance()
        let nameStart = token.start
        var name: UInt32 = 0
        if token.kind == .identifier {
            name = text(of: token)
            advance()
        }
        let target = leaf(.name, text: name, start: nameStart, end: max(nameStart, lastEnd))
        let bodyStart = token.start
        let mark = stack.count
        expect(.braceOpen)
        while token.kind != .braceClose, token.kind != .endOfFile {
            let before = token.start
            let key = parsePropertyKey()
            let keyNode = node(of: key)
            let value = take(.assign) ? parseAssignment() : empty()
            stack.append(wrap(.pair, keyNode, value, flags: key.isComputed ? .isComputed : [], start: before))
            if token.kind == .braceClose { break }
            if !recoverComma(before: .braceClose, from: before) { break }
        }
        expect(.braceClose)
        let members = finish(.dictionary, from: mark, start: min(bodyStart, lastEnd))
        return wrap(.assignment, target, members, text: text(of: .assign), flags: .declares, start: start)
    }

    // MARK: - Modules

    /// Parses `x = require("m")` or `x = A.B` behind `import`.
    mutating func parseImportAlias(start: Int) -> NodeID {
        let nameStart = token.start
        let name = text(of: token)
        advance()
        let target = leaf(.name, text: name, start: nameStart)
        expect(.assign)
        let value = parseAssignment()
        return wrap(.assignment, target, value, text: text(of: .assign), flags: .declares, start: start)
    }

    /// Parses `export = x` as `module.exports = x`.
    mutating func parseExportAssignment(start: Int) -> NodeID {
        let module = leaf(.name, text: text(of: .module), start: token.start, end: token.start)
        let target = wrap(.member, module, text: text("exports"), start: lastEnd)
        advance()
        let value = parseAssignment()
        endStatement()
        let assignment = wrap(.assignment, target, value, text: text(of: .assign), start: start)
        return wrap(.expressionStatement, assignment, start: start)
    }

    /// Skips exports that are types only; false when run-time code follows.
    mutating func skipTypeExport(start: Int) -> Bool {
        let next = peek()
        if token.word == .type, next.kind == .braceOpen || next.kind == .star {
            skipToModule()
        } else if token.word == .as, next.word == .namespace {
            advance()
            advance()
            if token.kind == .identifier { advance() }
        } else {
            return false
        }
        endStatement()
        stack.append(leaf(.typeOnly, start: start))
        return true
    }
}
