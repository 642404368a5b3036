/// An operator whose right operand is still to come.
struct PendingOperator {
    let textIndex: UInt32
    let kind: PythonTokenKind
    let precedence: Int
    let isPrefix: Bool
    /// Operands read so far, including the one on top of the stack.
    var operands: Int
    /// Where the left operand, or the prefix operator, starts.
    let start: Int
}

extension PythonParser {
    static let disjunctionPrecedence = 1
    static let negationPrecedence = 3
    static let comparisonPrecedence = 4
    static let bitwiseOrPrecedence = 5
    static let unaryPrecedence = 11
    static let powerPrecedence = 12
    static let awaitPrecedence = 13

    /// Expressions separated by commas: a tuple if there is a comma.
    mutating func parseExpressionList() -> NodeID {
        let start = self.start
        let first = parseStarExpression()
        guard current == .comma else { return first }
        let base = scratch.count
        scratch.append(first)
        while take(.comma), current.startsExpression { scratch.append(parseStarExpression()) }
        return makeExpression(.tuple, start: start, from: base)
    }

    /// An expression, `*x`, `**x` or `yield`.
    mutating func parseStarExpression() -> NodeID {
        switch current {
        case .star, .doubleStar:
            let start = self.start
            let base = scratch.count
            let text = takeText()
            scratch.append(parseExpression())
            return makeExpression(.spread, textIndex: text, start: start, from: base)
        default: return parseExpression()
        }
    }

    /// An expression with conditionals, lambdas, `yield`, `:=` and, in patterns, `as`.
    mutating func parseExpression() -> NodeID {
        nesting += 1
        defer { nesting -= 1 }
        let start = self.start
        guard nesting <= Self.maximumNesting else {
            note(.tooDeep, at: start)
            skipExpression()
            return leaf(.error, start: start, end: max(start, previousEnd))
        }
        var node: NodeID
        if current == .lambdaKeyword {
            node = parseLambda()
        } else if current == .yieldKeyword {
            node = parseYield()
        } else {
            node = parseOperators(from: Self.disjunctionPrecedence)
            if current == .ifKeyword, !isInPattern { node = parseConditional(node, start: start) }
        }
        if current == .walrus || current == .asKeyword && isInPattern {
            let base = scratch.count
            let text = texts.treeIndex(of: ":=", in: &tree)
            let isReversed = current == .asKeyword
            advance()
            let other = parseExpression()
            scratch.append(isReversed ? other : node)
            scratch.append(isReversed ? node : other)
            node = makeExpression(.assignment, textIndex: text, start: start, from: base)
        }
        return node
    }

    /// `a if b else c if d else e`, read in a loop and built from its end.
    private mutating func parseConditional(_ first: NodeID, start: Int) -> NodeID {
        let base = scratch.count
        var last = first
        while current == .ifKeyword {
            scratch.append(last)
            advance()
            scratch.append(parseOperators(from: Self.disjunctionPrecedence))
            guard take(.elseKeyword) else {
                note(.unexpected, at: self.start)
                last = empty()
                break
            }
            if current == .lambdaKeyword {
                last = parseLambda()
                break
            }
            last = parseOperators(from: Self.disjunctionPrecedence)
        }
        while scratch.count > base, let condition = scratch.popLast(), let value = scratch.popLast() {
            let inner = scratch.count
            let from = scratch.count == base ? start : Int(tree[value].start)
            scratch.append(condition)
            scratch.append(value)
            scratch.append(last)
            last = makeExpression(.conditional, start: from, from: inner)
        }
        return last
    }

    private mutating func parseYield() -> NodeID {
        let start = self.start
        let base = scratch.count
        advance()
        sawYield = true
        _ = take(.fromKeyword)
        if current.startsExpression { scratch.append(parseExpressionList()) }
        return makeExpression(.yield, start: start, from: base)
    }

    // MARK: Operators

    /// Operators that bind at least as tightly as `minimum`, with their operands.
    mutating func parseOperators(from minimum: Int) -> NodeID {
        let operatorBase = operators.count
        let scratchBase = scratch.count
        while true {
            while let precedence = prefixPrecedence() {
                operators.append(
                    PendingOperator(
                        textIndex: operatorText(current), kind: current, precedence: precedence, isPrefix: true,
                        operands: 0, start: start))
                advance()
            }
            var operandStart = start
            scratch.append(parsePrimary())
            let (kind, precedence) = infixOperator()
            let isInfix = precedence >= minimum
            let floor = isInfix ? precedence : 0
            while operators.count > operatorBase, let top = operators.last, top.precedence >= floor {
                if isInfix, top.precedence == precedence {
                    // `**` binds to the right; chains of one operator stay open.
                    if precedence == Self.powerPrecedence || !top.isPrefix && top.kind == kind { break }
                }
                operandStart = reduce()
            }
            guard isInfix else { break }
            if let top = operators.last, operators.count > operatorBase, !top.isPrefix, top.kind == kind,
                precedence != Self.powerPrecedence
            {
                operators[operators.count - 1].operands += 1
            } else {
                operators.append(
                    PendingOperator(
                        textIndex: operatorText(kind), kind: kind, precedence: precedence, isPrefix: false,
                        operands: 1, start: operandStart))
            }
            passInfixOperator(kind)
        }
        return scratch.count > scratchBase ? scratch.removeLast() : empty()
    }

    /// Builds the topmost operator's node and says where it starts.
    private mutating func reduce() -> Int {
        guard let top = operators.popLast() else { return previousEnd }
        let kind: SyntaxKind
        let base: Int
        if top.isPrefix {
            kind = top.kind == .awaitKeyword ? .await : .unary
            base = scratch.count - 1
        } else {
            kind = .binary
            base = scratch.count - top.operands - 1
        }
        let text = kind == .await ? 0 : top.textIndex
        // Long sums are common and harmless; only other chains are reported when they are cut.
        let isSum = top.kind == .plus || top.kind == .minus
        scratch.append(
            makeExpression(kind, textIndex: text, start: top.start, from: max(0, base), notesCut: !isSum))
        return top.start
    }

    private mutating func prefixPrecedence() -> Int? {
        switch current {
        case .notKeyword: Self.negationPrecedence
        case .minus, .plus, .tilde: Self.unaryPrecedence
        case .awaitKeyword where isAwait(): Self.awaitPrecedence
        default: nil
        }
    }

    /// Before Python 3.7 `await` was a name.
    private mutating func isAwait() -> Bool {
        switch kind(ahead: 1) {
        case .name, .openParenthesis, .openBracket, .openBrace, .string, .templateStart, .number, .awaitKeyword,
            .lambdaKeyword, .noneKeyword, .trueKeyword, .falseKeyword, .asyncKeyword:
            true
        default: false
        }
    }

    /// The infix operator at the current token; precedence 0 if there is none.
    ///
    /// `not in` counts as `notKeyword`, and `is not` as `nonlocalKeyword`, which is no operator otherwise.
    private mutating func infixOperator() -> (PythonTokenKind, Int) {
        switch current {
        case .orKeyword: (current, 1)
        case .andKeyword: (current, 2)
        case .less, .greater, .lessEqual, .greaterEqual, .equal, .notEqual, .inKeyword:
            (current, Self.comparisonPrecedence)
        case .isKeyword: (kind(ahead: 1) == .notKeyword ? .nonlocalKeyword : .isKeyword, Self.comparisonPrecedence)
        case .notKeyword: (current, kind(ahead: 1) == .inKeyword ? Self.comparisonPrecedence : 0)
        case .pipe: (current, 5)
        case .caret: (current, 6)
        case .ampersand: (current, 7)
        case .shiftLeft, .shiftRight: (current, 8)
        case .plus, .minus: (current, 9)
        case .star, .slash, .doubleSlash, .percent, .at: (current, 10)
        case .doubleStar: (current, Self.powerPrecedence)
        default: (current, 0)
        }
    }

    private mutating func passInfixOperator(_ kind: PythonTokenKind) {
        advance()
        if kind == .notKeyword || kind == .nonlocalKeyword { advance() }
    }

    private mutating func operatorText(_ kind: PythonTokenKind) -> UInt32 {
        let slot = Int(kind.rawValue) + (kind == .notKeyword && self.kind(ahead: 1) == .inKeyword ? 128 : 0)
        if operatorTexts[slot] != 0 { return operatorTexts[slot] }
        let text: UInt32
        if kind == .nonlocalKeyword {
            text = texts.treeIndex(of: "is not", in: &tree)
        } else if slot >= 128 {
            text = texts.treeIndex(of: "not in", in: &tree)
        } else if kind == .notEqual {
            text = texts.treeIndex(of: "!=", in: &tree)
        } else {
            text = intern(Int(tokens[position].start)..<Int(tokens[position].end))
        }
        operatorTexts[slot] = text
        return text
    }

    // MARK: Lambdas

    private mutating func parseLambda() -> NodeID {
        let start = self.start
        let base = scratch.count
        advance()
        let parametersStart = self.start
        pushParameters(until: .colon)
        scratch.append(
            make(
                .parameterList, start: min(parametersStart, previousEnd), end: max(parametersStart, previousEnd),
                from: base))
        if !take(.colon) { note(.unexpected, at: self.start) }
        let outer = sawYield
        scratch.append(parseExpression())
        let flags: SyntaxFlags = sawYield ? .isGenerator : []
        sawYield = outer
        return makeExpression(.function, flags: flags, start: start, from: base)
    }
}
