extension JavaScriptParser {
    /// Parses an `import` declaration.
    mutating func parseImport(start: Int) {
        advance()
        if token.kind == .string { return finishImport(from: stack.count, start: start) }
        if isTypeScript, token.word == .type, isTypeOnlyMarker() {
            advance()
            if peek().kind == .assign { _ = parseImportAlias(start: start) } else { skipToModule() }
            endStatement()
            stack.append(leaf(.typeOnly, start: start))
            return
        }
        if isTypeScript, token.kind == .identifier, peek().kind == .assign {
            stack.append(parseImportAlias(start: start))
            return endStatement()
        }
        let mark = stack.count
        while token.word != .from || isDefaultBinding() {
            let before = token.start
            switch token.kind {
            case .identifier:
                let isNamed = peek()
                // `import defer * as n` and `import source n` are phases of what follows.
                if isNamed.kind == .star || (isNamed.kind == .identifier && isNamed.word != .from) {
                    advance()
                    continue
                }
                stack.append(parseImportBinding(text(of: .default), start: before))
            case .star:
                advance()
                if token.word == .as { advance() } else { noteUnexpected() }
                stack.append(parseImportBinding(0, start: before))
            case .braceOpen: parseSpecifiers(isExport: false)
            case .comma: advance()
            default:
                noteUnexpected()
                return endImport(from: mark, start: start)
            }
            if token.start == before { break }
        }
        if take(.from), token.kind == .string { return finishImport(from: mark, start: start) }
        noteUnexpected()
        endImport(from: mark, start: start)
    }

    /// `import from from "m"`: the first `from` is a name.
    private mutating func isDefaultBinding() -> Bool {
        let next = peek()
        return next.kind == .comma || next.word == .from
    }

    private mutating func endImport(from mark: Int, start: Int) {
        stack.append(finish(.importDeclaration, from: mark, start: start))
    }

    private mutating func finishImport(from mark: Int, start: Int) {
        let module = parseModuleName()
        endStatement()
        stack.append(finish(.importDeclaration, from: mark, text: module, start: start))
    }

    /// Parses the module's string and the attributes behind it, which have no effect here.
    private mutating func parseModuleName() -> UInt32 {
        guard token.kind == .string else {
            noteUnexpected()
            return 0
        }
        let name = parseString()
        if token.word == .with || (token.kind == .identifier && !token.newlineBefore), peek().kind == .braceOpen {
            advance()
            skipGroup()
        }
        return tree[name].textIndex
    }

    private mutating func parseImportBinding(_ member: UInt32, start: Int) -> NodeID {
        let local = parseBindingTarget()
        return wrap(.importBinding, local, text: member, start: start)
    }

    /// Parses `{a as b, …}` and leaves importBindings on the stack: text is the left name, child the right one.
    private mutating func parseSpecifiers(isExport: Bool) {
        advance()
        while token.kind != .braceClose, token.kind != .endOfFile {
            let start = token.start
            let isType = isTypeScript && token.word == .type && isTypeSpecifier()
            if isType { advance() }
            let left = parsePropertyKey()
            let leftName = name(of: left)
            var right = left
            if token.word == .as {
                advance()
                right = parsePropertyKey()
            }
            if !isType {
                let rightName = name(of: right)
                let child = leaf(.name, text: rightName, start: right.token.start, end: right.token.end)
                stack.append(wrap(.importBinding, child, text: leftName, start: start))
            }
            if token.kind == .braceClose { break }
            if !recoverComma(before: .braceClose, from: start) { return }
        }
        expect(.braceClose)
    }

    // MARK: - Export

    mutating func parseExport(start: Int) {
        advance()
        let mark = stack.count
        var module: UInt32 = 0
        var flags: SyntaxFlags = []
        switch token.kind {
        case .star:
            let before = token.start
            advance()
            if take(.as) {
                let name = parsePropertyKey()
                let nameText = self.name(of: name)
                let child = leaf(.name, text: nameText, start: name.token.start)
                stack.append(wrap(.importBinding, child, start: before))
            } else {
                let child = empty()
                stack.append(wrap(.importBinding, child, text: text(of: .star), start: before))
            }
            if take(.from) { module = parseModuleName() } else { noteUnexpected() }
            endStatement()
        case .braceOpen:
            parseSpecifiers(isExport: true)
            if take(.from) { module = parseModuleName() }
            endStatement()
        case .assign:
            stack.append(parseExportAssignment(start: start))
            return
        case .at: parseDecorated(start: token.start)
        default:
            if token.word == .default {
                flags = .isDefault
                parseDefaultExport()
            } else if isTypeScript, token.word == .type || token.word == .as || token.word == .import,
                skipTypeExport(start: start)
            {
                return
            } else {
                parseStatement()
            }
        }
        let isTypeOnly = stack.count == mark + 1 && tree.kind(stack[mark]) == .typeOnly
        if isTypeOnly { return }
        stack.append(finish(.exportDeclaration, from: mark, text: module, flags: flags, start: start))
    }

    private mutating func parseDefaultExport() {
        advance()
        let start = token.start
        if token.word == .async {
            let next = peek()
            if next.word == .function, !next.newlineBefore {
                advance()
                stack.append(parseFunction(start: start, isAsync: true, isStatement: true))
                return
            }
        }
        switch token.word {
        case .function: stack.append(parseFunction(start: start, isAsync: false, isStatement: true))
        case .class: stack.append(parseClass(decorators: stack.count, start: start))
        case .abstract where isTypeScript && peek().word == .class:
            advance()
            stack.append(parseClass(decorators: stack.count, start: start))
        case .interface where isTypeScript: parseStatement()
        default:
            if token.kind == .at {
                parseDecorated(start: start)
            } else {
                stack.append(parseAssignment())
                endStatement()
            }
        }
    }

    /// Whether `import type` and `export type` begin a declaration of types: not `import type from "m"`.
    mutating func isTypeOnlyMarker() -> Bool {
        let next = peek()
        switch next.kind {
        case .braceOpen, .star: return true
        case .identifier:
            guard next.word == .from else { return true }
            let resume = lexer.position
            defer { lexer.position = resume }
            _ = lexer.next()
            let second = lexer.next()
            return second.word == .from || second.kind == .assign
        default: return false
        }
    }

    /// Whether `type` in braces marks a specifier rather than naming it.
    private mutating func isTypeSpecifier() -> Bool {
        let next = peek()
        guard next.kind == .identifier || next.kind == .string else { return false }
        guard next.word == .as else { return true }
        // `type as` and `type as as x` mark; `type as x` and `type as as` rename.
        let resume = lexer.position
        defer { lexer.position = resume }
        _ = lexer.next()
        let second = lexer.next()
        if second.word == .as { return lexer.next().kind == .identifier }
        return second.kind == .comma || second.kind == .braceClose
    }

    /// Skips to the module string of an import or export of types and takes it.
    mutating func skipToModule() {
        while token.kind != .string || peek().word == .from, token.kind != .semicolon, token.kind != .endOfFile,
            token.kind != .braceClose
        {
            let isEnd = token.kind == .braceOpen
            skipGroup()
            if isEnd, token.word != .from { return }
        }
        if token.kind == .string { _ = parseModuleName() }
    }
}
