extension PythonParser {
    /// Whether `print` begins a Python 2 statement: an operand follows that cannot follow a name.
    mutating func isPrintStatement() -> Bool {
        guard isName("print"), position + 2 < tokens.count else { return false }
        let next = tokens[position + 1]
        let hasSpace = next.start > tokens[position].end
        switch next.kind {
        case .name, .number, .string, .templateStart, .notKeyword, .lambdaKeyword, .noneKeyword, .trueKeyword,
            .falseKeyword, .backtick, .tilde, .openBrace, .shiftRight, .awaitKeyword, .asyncKeyword:
            return true
        case .openBracket: return hasSpace
        case .minus, .plus: return hasSpace && tokens[position + 2].start == next.end
        default: return false
        }
    }

    /// Whether `exec` begins a Python 2 statement.
    mutating func isExecStatement() -> Bool {
        guard isName("exec") else { return false }
        switch kind(ahead: 1) {
        case .name, .string, .templateStart, .backtick: return true
        default: return false
        }
    }

    /// Whether `type` begins an alias statement.
    mutating func isTypeStatement() -> Bool {
        isName("type") && kind(ahead: 1) == .name
            && (kind(ahead: 2) == .assign || kind(ahead: 2) == .openBracket)
    }

    /// `print >>file, a, b,` as `print(file=file, a, b)`.
    mutating func pushPrint() {
        let start = self.start
        let base = scratch.count
        scratch.append(takeLeaf(.name))
        if current == .shiftRight {
            let argumentStart = self.start
            let argumentBase = scratch.count
            advance()
            scratch.append(parseExpression())
            let argument = makeExpression(
                .keywordArgument, textIndex: texts.treeIndex(of: "file", in: &tree), start: argumentStart,
                from: argumentBase)
            scratch.append(argument)
            _ = take(.comma)
        }
        while current.startsExpression {
            scratch.append(parseStarExpression())
            if !take(.comma) { break }
        }
        finishCallStatement(start: start, from: base)
    }

    /// `exec code in globals, locals` as `exec(code, globals, locals)`.
    mutating func pushExec() {
        let start = self.start
        let base = scratch.count
        scratch.append(takeLeaf(.name))
        scratch.append(parseOperators(from: Self.bitwiseOrPrecedence))
        if take(.inKeyword) {
            repeat { scratch.append(parseExpression()) } while take(.comma)
        }
        finishCallStatement(start: start, from: base)
    }

    private mutating func finishCallStatement(start: Int, from base: Int) {
        let call = makeExpression(.call, start: start, from: base)
        scratch.append(call)
        finishStatement(.expressionStatement, textIndex: 0, start: start, from: base)
    }

    /// `type A[T] = value` as an assignment.
    mutating func pushTypeAlias() {
        let start = self.start
        let base = scratch.count
        advance()
        scratch.append(takeLeaf(.name))
        parseTypeParameters()
        if take(.assign) {
            scratch.append(parseExpression())
        } else {
            let missing = empty()
            scratch.append(missing)
        }
        finishStatement(.assignment, textIndex: assignText, start: start, from: base)
    }
}
