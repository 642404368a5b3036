extension PythonParser {
    /// Pushes a definition with the decorators before it.
    mutating func pushDecorated() {
        let start = self.start
        var decorators: [NodeID] = []
        while current == .at {
            let decoratorStart = self.start
            let base = scratch.count
            advance()
            scratch.append(parseExpression())
            decorators.append(makeExpression(.decorator, start: decoratorStart, from: base))
            if !endsLine { pushRecovered() }
            while current == .newline { advance() }
        }
        switch current {
        case .defKeyword: pushFunction(decorators, isAsync: false, start: start)
        case .asyncKeyword where kind(ahead: 1) == .defKeyword:
            advance()
            pushFunction(decorators, isAsync: true, start: start)
        case .classKeyword: pushClass(decorators, start: start)
        default:
            note(.unexpected, at: self.start)
            let base = scratch.count
            scratch.append(contentsOf: decorators)
            let node = makeExpression(.error, start: start, from: base)
            scratch.append(node)
        }
    }

    /// Pushes the function whose `def` is the current token.
    mutating func pushFunction(_ decorators: [NodeID], isAsync: Bool, start: Int) {
        advance()
        let name = takeDefinedName()
        parseTypeParameters()
        let base = scratch.count
        let parametersStart = max(self.start, start)
        if current == .openParenthesis {
            _ = parseElements { parser in parser.pushParameter(allowsAnnotation: true) }
        } else {
            note(.unexpected, at: self.start)
        }
        let parameters = make(
            .parameterList, start: parametersStart, end: max(parametersStart, previousEnd), from: base)
        scratch.append(parameters)
        if take(.arrow) { parseAnnotation() }
        let outerYield = sawYield
        sawYield = false
        scratch.append(parseBlock())
        var flags: SyntaxFlags = isAsync ? .isAsync : []
        if sawYield { flags.insert(.isGenerator) }
        sawYield = outerYield
        for decorator in decorators {
            flags.formUnion(methodFlags(decorator))
            scratch.append(decorator)
        }
        finishDefinition(.function, name, flags, start: start, from: base)
    }

    /// Pushes the class whose `class` is the current token.
    mutating func pushClass(_ decorators: [NodeID], start: Int) {
        advance()
        let name = takeDefinedName()
        parseTypeParameters()
        let base = scratch.count
        let basesStart = self.start
        if current == .openParenthesis { pushArguments() }
        let bases = make(.argumentList, start: basesStart, end: max(basesStart, previousEnd), from: base)
        scratch.append(bases)
        scratch.append(parseBlock())
        scratch.append(contentsOf: decorators)
        finishDefinition(.classDefinition, name, [], start: start, from: base)
    }

    private mutating func finishDefinition(
        _ kind: SyntaxKind, _ name: UInt32, _ flags: SyntaxFlags, start: Int, from base: Int
    ) {
        let node = make(kind, textIndex: name, flags: flags, start: start, end: max(start, previousEnd), from: base)
        scratch.append(node)
    }

    private mutating func takeDefinedName() -> UInt32 {
        if current == .name || current.isKeyword { return takeText() }
        note(.unexpected, at: start)
        return 0
    }

    /// What `@property`, `@x.setter` and `@staticmethod` say about a method.
    private mutating func methodFlags(_ decorator: NodeID) -> SyntaxFlags {
        guard let expression = tree.children(of: decorator).first else { return [] }
        switch tree.text(expression) {
        case "property", "cached_property", "setter", "getter", "deleter": return .isAccessor
        case "staticmethod": return .isStatic
        default: return []
        }
    }

    // MARK: Parameters

    /// Pushes the parameters of a lambda, up to the token that ends them.
    mutating func pushParameters(until end: PythonTokenKind) {
        while current != end, !endsExpression(current) || current == .comma {
            let before = position
            pushParameter(allowsAnnotation: false)
            if !take(.comma), current != end {
                note(.unexpected, at: start)
                if position == before { return }
            }
        }
    }

    /// Pushes one parameter; a bare `*` and `/` leave none.
    private mutating func pushParameter(allowsAnnotation: Bool) {
        let start = self.start
        let base = scratch.count
        if take(.slash) { return }
        var flags: SyntaxFlags = []
        if current == .star || current == .doubleStar {
            flags = .spread
            advance()
            if current == .comma || current == .colon || current.isCloser { return }
        }
        switch current {
        case .openParenthesis, .openBracket: scratch.append(parsePrimary())
        case .name: scratch.append(takeLeaf(.name))
        default:
            guard current.isKeyword else { return }
            scratch.append(takeLeaf(.name))
        }
        if allowsAnnotation, take(.colon) { parseAnnotation() }
        if take(.assign) { scratch.append(parseExpression()) }
        let node = makeExpression(.parameter, flags: flags, start: start, from: base)
        scratch.append(node)
    }

    /// `[T: bound = default, *Ts, **P]`, if it follows.
    mutating func parseTypeParameters() {
        guard current == .openBracket else { return }
        _ = parseElements { parser in
            if parser.current == .star || parser.current == .doubleStar { parser.advance() }
            _ = parser.take(.name)
            if parser.take(.colon) { parser.parseAnnotation() }
            if parser.take(.assign) { parser.parseAnnotation() }
        }
    }
}
