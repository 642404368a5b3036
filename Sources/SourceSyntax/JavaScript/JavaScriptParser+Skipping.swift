extension JavaScriptParser {
    /// Skips one token, or one bracketed group with everything in it, without making nodes.
    ///
    /// Closing brackets without a partner are skipped alone.
    mutating func skipGroup() {
        var open: [JavaScriptTokenKind] = []
        var counts = (brace: 0, paren: 0, bracket: 0)
        var previous = JavaScriptTokenKind.semicolon
        repeat {
            switch token.kind {
            case .endOfFile: return
            case .braceOpen:
                open.append(.braceClose)
                counts.brace += 1
            case .parenOpen:
                open.append(.parenClose)
                counts.paren += 1
            case .bracketOpen:
                open.append(.bracketClose)
                counts.bracket += 1
            case .backtick:
                lexer.position = token.end
                if lexer.scanTemplateText().end == .substitution { open.append(.backtick) }
                token.end = lexer.position
            case .braceClose:
                if open.last == .backtick {
                    lexer.position = token.end
                    if lexer.scanTemplateText().end != .substitution { open.removeLast() }
                    token.end = lexer.position
                } else if counts.brace > 0 {
                    close(.braceClose, &open, &counts)
                }
            case .parenClose: if counts.paren > 0 { close(.parenClose, &open, &counts) }
            case .bracketClose: if counts.bracket > 0 { close(.bracketClose, &open, &counts) }
            case .slash, .slashAssign:
                if !endsOperand(previous) {
                    _ = lexer.scanRegularExpression(from: token.start)
                    token.end = lexer.position
                }
            default: break
            }
            previous = token.kind == .identifier && token.word.isReserved ? .semicolon : token.kind
            advance()
        } while !open.isEmpty
    }

    /// Closes the innermost bracket of a kind, and what was left open inside it; a template ends the search.
    private func close(
        _ kind: JavaScriptTokenKind, _ open: inout [JavaScriptTokenKind],
        _ counts: inout (brace: Int, paren: Int, bracket: Int)
    ) {
        while let last = open.last, last != .backtick {
            open.removeLast()
            switch last {
            case .braceClose: counts.brace -= 1
            case .parenClose: counts.paren -= 1
            default: counts.bracket -= 1
            }
            if last == kind { return }
        }
    }

    private func endsOperand(_ kind: JavaScriptTokenKind) -> Bool {
        switch kind {
        case .identifier, .privateName, .number, .string, .backtick, .parenClose, .bracketClose, .braceClose: true
        default: false
        }
    }

    /// Skips an expression that is nested too deeply, up to what ends it.
    mutating func skipTooDeepExpression() -> NodeID {
        let start = token.start
        noteTooDeep()
        while true {
            switch token.kind {
            case .endOfFile, .comma, .semicolon, .parenClose, .bracketClose, .braceClose:
                return leaf(.error, start: start)
            default: skipGroup()
            }
        }
    }

    /// Skips a statement that is nested too deeply, up to its semicolon or the end of the enclosing block.
    mutating func skipTooDeepStatement() {
        let start = token.start
        noteTooDeep()
        while token.kind != .endOfFile, token.kind != .braceClose {
            if take(.semicolon) { break }
            skipGroup()
        }
        stack.append(leaf(.error, start: start))
    }

    /// Runs a scan that makes no nodes; on false everything is as before.
    mutating func tryScan(_ scan: (inout JavaScriptParser) -> Bool) -> Bool {
        guard trialBudget > 0 else { return false }
        let saved = (token, lastEnd, lexer.position, lastError, tree.diagnostics.count)
        let succeeded = scan(&self)
        trialBudget -= max(1, lexer.position - saved.2)
        if succeeded { return true }
        token = saved.0
        lastEnd = saved.1
        lexer.position = saved.2
        lastError = saved.3
        if tree.diagnostics.count > saved.4 { tree.diagnostics.removeLast(tree.diagnostics.count - saved.4) }
        return false
    }
}
