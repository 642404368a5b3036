extension JavaScriptParser {
    /// Parses an expression with comma operators.
    mutating func parseExpression() -> NodeID {
        let start = token.start
        let first = parseAssignment()
        guard token.kind == .comma else { return first }
        let mark = stack.count
        stack.append(first)
        while take(.comma) { stack.append(parseAssignment()) }
        return finish(.sequence, from: mark, start: start)
    }

    /// Parses an expression inside brackets, where `in` is an operator again.
    mutating func parseBracketedExpression() -> NodeID {
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        return parseExpression()
    }

    mutating func enterBracket() -> (allowsIn: Bool, awaitsColon: Bool) {
        let outer = (context.allowsIn, context.awaitsColon)
        context.allowsIn = true
        context.awaitsColon = false
        return outer
    }

    mutating func leaveBracket(_ outer: (allowsIn: Bool, awaitsColon: Bool)) {
        context.allowsIn = outer.allowsIn
        context.awaitsColon = outer.awaitsColon
    }

    /// Parses one expression without comma: the only recursive entry of expressions.
    mutating func parseAssignment() -> NodeID {
        guard depth < Self.maximumNesting else { return skipTooDeepExpression() }
        depth += 1
        defer { depth -= 1 }
        let start = token.start
        let first = parseAssignmentOperand()
        if first.index == lastArrow || !(token.kind == .question || token.kind.isAssignment) { return first }
        return parseAssignmentTail(first, start: start)
    }

    private mutating func parseAssignmentOperand() -> NodeID {
        if token.word == .yield, context.isGenerator { return parseYield() }
        return parseBinary()
    }

    private mutating func parseYield() -> NodeID {
        let start = token.start
        advance()
        if token.newlineBefore && token.kind != .star { return leaf(.yield, start: start) }
        switch token.kind {
        case .braceClose, .parenClose, .bracketClose, .comma, .semicolon, .colon, .endOfFile:
            return leaf(.yield, start: start)
        default: break
        }
        if token.word == .in || token.word == .of { return leaf(.yield, start: start) }
        let delegates = take(.star)
        let operand = parseAssignment()
        return wrap(.yield, operand, flags: delegates ? .isGenerator : [], start: start)
    }

    /// Parses `? b : c`, `= b` and so on in a loop, then builds the tree from the right.
    private mutating func parseAssignmentTail(_ first: NodeID, start: Int) -> NodeID {
        let mark = pending.count
        var value = first
        var valueStart = start
        while value.index != lastArrow {
            if token.kind == .question {
                if isTypeScript, isOptionalMark() { break }
                stack.append(value)
                pending.append(Pending(assignment: nil, start: valueStart))
                advance()
                let outer = enterBracket()
                context.awaitsColon = true
                let middle = parseAssignment()
                leaveBracket(outer)
                stack.append(middle)
                expect(.colon)
            } else if token.kind.isAssignment {
                stack.append(value)
                pending.append(Pending(assignment: token.kind, start: valueStart))
                advance()
            } else {
                break
            }
            valueStart = token.start
            value = parseAssignmentOperand()
        }
        while pending.count > mark, let last = pending.popLast() {
            guard let assignment = last.assignment else {
                stack.append(value)
                value = finish(.conditional, from: stack.count - 3, start: last.start)
                continue
            }
            var start = last.start
            var targets = 1
            while assignment == .assign, pending.count > mark, let previous = pending.last,
                previous.assignment == .assign
            {
                start = previous.start
                targets += 1
                pending.removeLast()
            }
            stack.append(value)
            value = finish(.assignment, from: stack.count - targets - 1, text: text(of: assignment), start: start)
        }
        return value
    }

    // MARK: - Binary operators

    private mutating func binaryPrecedence() -> UInt8 {
        guard token.kind == .identifier else { return token.kind.precedence }
        if token.word == .instanceof { return 8 }
        return token.word == .in && context.allowsIn ? 8 : 0
    }

    /// Parses binary operators by precedence with an explicit stack: no recursion, however long the chain.
    mutating func parseBinary() -> NodeID {
        let start = token.start
        let first = parseUnary()
        if first.index == lastArrow { return first }
        var precedence = binaryPrecedence()
        if precedence == 0, !(isTypeScript && token.kind == .identifier) { return first }
        let mark = operators.count
        let stackMark = stack.count
        stack.append(first)
        var operandStart = start
        while true {
            precedence = binaryPrecedence()
            if precedence == 0 {
                if isTypeScript, skipTypeOperator() { continue }
                break
            }
            let kind = token.kind
            let word = token.word
            while operators.count > mark, let top = operators.last,
                top.precedence > precedence
                    || (top.precedence == precedence && precedence != 12 && (top.kind != kind || top.word != word))
            {
                operandStart = reduceOperator()
            }
            if let top = operators.last, operators.count > mark, top.kind == kind, top.word == word, precedence != 12 {
                operators[operators.count - 1].operands += 1
            } else {
                operators.append(
                    Operator(kind: kind, word: word, precedence: precedence, operands: 2, start: operandStart))
            }
            advance()
            operandStart = token.start
            stack.append(parseUnary())
        }
        while operators.count > mark { operandStart = reduceOperator() }
        return stack.count > stackMark ? stack.removeLast() : empty()
    }

    private mutating func reduceOperator() -> Int {
        guard let top = operators.popLast() else { return lastEnd }
        let name = top.kind == .identifier ? text(of: top.word) : text(of: top.kind)
        let node = finish(.binary, from: stack.count - top.operands, text: name, start: top.start)
        stack.append(node)
        return top.start
    }

    // MARK: - Unary operators

    /// Whether `await` stands before an operand rather than being a name.
    private mutating func isAwait() -> Bool {
        let next = peek()
        switch next.kind {
        case .identifier:
            return context.isAsync
                ? next.word != .in && next.word != .instanceof
                : !next.newlineBefore && !next.word.isReserved || next.word == .new || next.word == .import
        case .string, .number, .braceOpen, .privateName: return !next.newlineBefore || context.isAsync
        case .parenOpen, .bracketOpen, .backtick, .exclamation, .tilde, .plus, .minus, .slash, .slashAssign, .less,
            .plusPlus, .minusMinus:
            return context.isAsync
        default: return false
        }
    }

    private mutating func prefixOperator() -> (SyntaxKind, UInt32)? {
        switch token.kind {
        case .exclamation, .tilde, .plus, .minus, .plusPlus, .minusMinus: return (.unary, text(of: token.kind))
        case .identifier:
            switch token.word {
            case .typeof, .void, .delete: return (.unary, text(of: token.word))
            case .await: return isAwait() ? (.await, 0) : nil
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func parseUnary() -> NodeID {
        let mark = prefixes.count
        while let (kind, text) = prefixOperator() {
            prefixes.append(Prefix(text: text, kind: kind, start: token.start))
            advance()
        }
        let start = token.start
        var node = parsePostfix()
        if node.index == lastArrow, prefixes.count == mark { return node }
        if token.kind == .plusPlus || token.kind == .minusMinus, !token.newlineBefore, node.index != lastArrow {
            let operation = text(of: token.kind)
            advance()
            node = wrap(.unary, node, text: operation, start: start)
        }
        while prefixes.count > mark, let prefix = prefixes.popLast() {
            node = wrap(prefix.kind, node, text: prefix.text, start: prefix.start)
        }
        return node
    }

    // MARK: - Postfixes

    mutating func parsePostfix() -> NodeID {
        let start = token.start
        let node = token.word == .new ? parseNew() : parsePrimary()
        if node.index == lastArrow { return node }
        return parsePostfixes(of: node, start: start, allowsCalls: true)
    }

    /// Parses `.a`, `[i]`, `(x)`, `?.` and templates behind a node.
    mutating func parsePostfixes(of object: NodeID, start: Int, allowsCalls: Bool) -> NodeID {
        var node = object
        while true {
            switch token.kind {
            case .dot:
                advance()
                node = parseMember(of: node, start: start)
            case .questionDot:
                guard allowsCalls else { return node }
                advance()
                switch token.kind {
                case .bracketOpen: node = parseSubscription(of: node, start: start)
                case .parenOpen: node = parseCall(of: node, kind: .call, start: start)
                case .less where isTypeScript && skipTypeArgumentsOfCall(): break
                case .backtick: node = wrap(.taggedTemplate, node, parseTemplate(), start: start)
                default: node = parseMember(of: node, start: start)
                }
            case .bracketOpen: node = parseSubscription(of: node, start: start)
            case .parenOpen:
                guard allowsCalls else { return node }
                node = parseCall(of: node, kind: .call, start: start)
            case .backtick: node = wrap(.taggedTemplate, node, parseTemplate(), start: start)
            case .exclamation:
                guard isTypeScript, !token.newlineBefore else { return node }
                advance()
            case .less, .shiftLeft:
                guard isTypeScript, skipTypeArgumentsOfCall() else { return node }
            default: return node
            }
        }
    }

    private mutating func parseMember(of object: NodeID, start: Int) -> NodeID {
        guard token.kind == .identifier || token.kind == .privateName else {
            noteUnexpected()
            return wrap(.member, object, start: start)
        }
        let name = text(of: token)
        advance()
        return wrap(.member, object, text: name, start: start)
    }

    private mutating func parseSubscription(of object: NodeID, start: Int) -> NodeID {
        advance()
        let index = parseBracketedExpression()
        expect(.bracketClose)
        return wrap(.subscription, object, index, start: start)
    }

    mutating func parseCall(of callee: NodeID, kind: SyntaxKind, start: Int) -> NodeID {
        let mark = stack.count
        stack.append(callee)
        parseArguments()
        return finish(kind, from: mark, start: start)
    }

    /// Parses `(a, ...b)` and leaves the arguments on the stack.
    mutating func parseArguments() {
        advance()
        let outer = enterBracket()
        defer { leaveBracket(outer) }
        while token.kind != .parenClose, token.kind != .endOfFile {
            let before = token.start
            stack.append(parseElement())
            if token.kind == .parenClose { break }
            if !recoverComma(before: .parenClose, from: before) { return }
        }
        expect(.parenClose)
    }

    /// Parses an expression or a spread.
    mutating func parseElement() -> NodeID {
        guard token.kind == .ellipsis else { return parseAssignment() }
        let start = token.start
        advance()
        let operand = parseAssignment()
        return wrap(.spread, operand, text: text(of: .ellipsis), start: start)
    }

    /// Takes the comma of a list, or skips to where the list can go on; false when the list is over.
    mutating func recoverComma(before close: JavaScriptTokenKind, from start: Int) -> Bool {
        if take(.comma) { return true }
        noteUnexpected()
        switch token.kind {
        case .endOfFile, .parenClose, .braceClose, .bracketClose, .semicolon:
            if token.kind == close { return true }
            return false
        default:
            if token.start == start { skipGroup() }
            return true
        }
    }

    /// Parses `new X(…)`, also nested, in a loop.
    private mutating func parseNew() -> NodeID {
        let mark = pending.count
        while token.word == .new {
            let start = token.start
            let word = token
            advance()
            if token.kind == .dot {
                let name = leaf(.name, text: text(of: word), start: start)
                advance()
                let target = parseMember(of: name, start: start)
                return finishNew(target, start: start, from: mark)
            }
            pending.append(Pending(assignment: nil, start: start))
        }
        let start = token.start
        let callee = parsePrimary()
        return finishNew(callee, start: start, from: mark)
    }

    private mutating func finishNew(_ callee: NodeID, start: Int, from mark: Int) -> NodeID {
        var node = callee
        var nodeStart = start
        while pending.count > mark, let new = pending.popLast() {
            node = parsePostfixes(of: node, start: nodeStart, allowsCalls: false)
            nodeStart = new.start
            if token.kind == .parenOpen {
                node = parseCall(of: node, kind: .newExpression, start: nodeStart)
            } else {
                node = wrap(.newExpression, node, start: nodeStart)
            }
        }
        return node
    }
}
