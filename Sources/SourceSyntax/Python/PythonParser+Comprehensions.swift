extension PythonParser {
    /// If `for` follows, makes the element on top of `scratch` a comprehension.
    @discardableResult
    mutating func parseComprehension(from base: Int, allowsBareTuple: Bool = false) -> Bool {
        guard current == .forKeyword || current == .asyncKeyword && kind(ahead: 1) == .forKeyword,
            let element = scratch.last, scratch.count > base
        else { return false }
        // The element is read already, so only this counts comprehensions within each other's iterables.
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumNesting else {
            note(.tooDeep, at: self.start)
            skipExpression()
            return false
        }
        let elementBase = scratch.count - 1
        let start = Int(tree[element].start)
        var isAsync = false
        while current == .forKeyword || current == .asyncKeyword && kind(ahead: 1) == .forKeyword {
            let clauseStart = self.start
            let clauseBase = scratch.count
            let isAsyncClause = take(.asyncKeyword)
            if isAsyncClause { isAsync = true }
            advance()
            scratch.append(parseTargets())
            if !take(.inKeyword) { note(.unexpected, at: self.start) }
            scratch.append(parseIterable(allowsBareTuple: allowsBareTuple))
            while take(.ifKeyword) {
                scratch.append(
                    current == .lambdaKeyword ? parseExpression() : parseOperators(from: Self.disjunctionPrecedence))
                if current == .walrus { skipExpression() }
            }
            let clause = makeExpression(
                .comprehensionClause, flags: isAsyncClause ? .isAsync : [], start: clauseStart, from: clauseBase)
            scratch.append(clause)
        }
        let node = makeExpression(.comprehension, flags: isAsync ? .isAsync : [], start: start, from: elementBase)
        scratch.append(node)
        return true
    }

    private mutating func parseIterable(allowsBareTuple: Bool) -> NodeID {
        let start = self.start
        let first = current == .lambdaKeyword ? parseExpression() : parseOperators(from: Self.disjunctionPrecedence)
        guard allowsBareTuple, current == .comma else { return first }
        // Python 2: `[x for x in 1, 2]`.
        let base = scratch.count
        scratch.append(first)
        while current == .comma, kind(ahead: 1).startsExpression {
            advance()
            scratch.append(parseOperators(from: Self.disjunctionPrecedence))
        }
        return makeExpression(.tuple, start: start, from: base)
    }

    /// The targets of `for`: what stands before `in`.
    mutating func parseTargets() -> NodeID {
        let start = self.start
        let base = scratch.count
        scratch.append(parseTarget())
        guard current == .comma else { return scratch.removeLast() }
        while take(.comma), current.startsExpression { scratch.append(parseTarget()) }
        return makeExpression(.tuple, start: start, from: base)
    }

    /// One target; `*x` too.
    mutating func parseTarget() -> NodeID {
        guard current == .star else { return parseOperators(from: Self.bitwiseOrPrecedence) }
        let start = self.start
        let base = scratch.count
        let text = takeText()
        scratch.append(parseOperators(from: Self.bitwiseOrPrecedence))
        return makeExpression(.spread, textIndex: text, start: start, from: base)
    }
}
