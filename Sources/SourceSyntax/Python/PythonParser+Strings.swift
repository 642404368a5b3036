extension PythonParser {
    /// Adjacent literals as one `string`, or as one `template` if there is an f-string among them.
    mutating func parseStrings() -> NodeID {
        let start = self.start
        let base = scratch.count
        literal.removeAll(keepingCapacity: true)
        var state = LiteralState(start: start)
        while current == .string || current == .templateStart {
            if current == .string {
                let token = tokens[position]
                advance()
                appendString(Int(token.start)..<Int(token.end), &state)
            } else {
                state.isTemplate = true
                pushTemplateParts(&state)
            }
        }
        var flags: SyntaxFlags = state.isBytes ? .isBytes : []
        if state.hasEscapes { flags.insert(.hasEscapes) }
        if state.isTemplate {
            pushLiteral(&state)
            return makeExpression(.template, flags: state.isBytes ? .isBytes : [], start: start, from: base)
        }
        let text = texts.treeIndex(of: literal, from: 0, to: literal.count, in: &tree)
        return makeExpression(.string, textIndex: text, flags: flags, start: start, from: scratch.count)
    }

    struct LiteralState {
        var start: Int
        var isTemplate = false
        var isBytes = false
        var hasEscapes = false
    }

    /// Pushes the text decoded so far as a part of a template.
    private mutating func pushLiteral(_ state: inout LiteralState) {
        if !literal.isEmpty {
            let text = texts.treeIndex(of: literal, from: 0, to: literal.count, in: &tree)
            let part = tree.add(
                .string, textIndex: text, flags: state.hasEscapes ? .hasEscapes : [], start: state.start,
                end: max(state.start, previousEnd), taking: &scratch, from: scratch.count)
            scratch.append(part)
        }
        literal.removeAll(keepingCapacity: true)
        state.hasEscapes = false
        state.start = previousEnd
    }

    // MARK: f-strings

    private mutating func pushTemplateParts(_ state: inout LiteralState) {
        let token = tokens[position]
        let end = Int(token.partner)
        var isRaw = false
        for index in Int(token.start)..<Int(token.end) where source[index] | 0x20 == UInt8(ascii: "r") { isRaw = true }
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumNesting else {
            note(.tooDeep, at: start)
            jump(to: end + 1)
            return
        }
        advance()
        while position < end {
            switch current {
            case .templateText:
                let text = tokens[position]
                advance()
                decode(Int(text.start)..<Int(text.end), isRaw: isRaw, isTemplate: true, &state)
            case .fieldStart:
                pushLiteral(&state)
                pushField()
                literal.removeAll(keepingCapacity: true)
                state.start = previousEnd
            default: skipToken()
            }
        }
        jump(to: end + 1)
    }

    /// Pushes the expression of a replacement field, then those in its format.
    private mutating func pushField() {
        var pending = [Int(tokens[position].partner)]
        advance()
        var isAtExpression = true
        // Fields nest in formats; the innermost open one is last.
        while let end = pending.last {
            if position >= end {
                pending.removeLast()
                jump(to: end + 1)
                isAtExpression = false
            } else if isAtExpression {
                isAtExpression = false
                let outer = isInPattern
                isInPattern = false
                scratch.append(parseExpressionList())
                isInPattern = outer
                if current == .assign { advance() }
                if take(.conversion), current == .name { advance() }
                if position < end, current != .formatStart {
                    note(.unexpected, at: start)
                    while position < end, current != .formatStart {
                        let before = position
                        if current.startsExpression { scratch.append(parseExpressionList()) }
                        if position == before { skipToken() }
                        if position == before { jump(to: end) }
                    }
                }
            } else if current == .fieldStart {
                pending.append(Int(tokens[position].partner))
                advance()
                isAtExpression = true
            } else {
                let before = position
                skipToken()
                if position == before { jump(to: end) }
            }
        }
    }
}
