extension PythonLexer {
    /// Reads the indentation of a logical line's first line; blank and comment lines are passed over.
    mutating func beginLine() {
        while true {
            var column = 0
            scan: while position < source.count {
                switch source[position] {
                case UInt8(ascii: " "): column += 1
                case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
                case 0x0C: column = 0
                case 0: break
                default: break scan
                }
                position += 1
            }
            guard position < source.count else { return }
            switch source[position] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): passLineEnd()
            case UInt8(ascii: "#"): passComment()
            default:
                indent(to: column)
                return
            }
        }
    }

    private mutating func indent(to column: Int) {
        let top = indents[indents.count - 1]
        if column > top.column {
            indents.append(Indent(column: column, token: tokens.count))
            append(.indent, from: position)
        } else if column < top.column {
            closeIndents(to: column)
        }
    }

    /// Ends the blocks that are indented more than `column`.
    mutating func closeIndents(to column: Int) {
        while indents.count > 1, let top = indents.last, top.column > column {
            let below = indents[indents.count - 2].column
            if below < column {
                // No outer line stands at this column: the line still belongs to the same block.
                note(.unexpected, at: position)
                indents[indents.count - 1].column = column
                return
            }
            indents.removeLast()
            tokens[top.token].partner = UInt32(tokens.count)
            append(.dedent, from: position)
        }
    }

    /// Passes `\n`, `\r\n` or `\r` and notes where the next line starts.
    mutating func passLineEnd() {
        if source[position] == UInt8(ascii: "\r"), position + 1 < source.count,
            source[position + 1] == UInt8(ascii: "\n")
        {
            position += 1
        }
        position += 1
        lineStarts.append(UInt32(truncatingIfNeeded: position))
    }

    /// Passes a comment up to the line's end.
    mutating func passComment() {
        while position < source.count, source[position] != UInt8(ascii: "\n"), source[position] != UInt8(ascii: "\r") {
            position += 1
        }
    }

    // MARK: Line ends

    /// A line end: of a logical line, or within brackets.
    mutating func endLine() {
        if open.isEmpty {
            append(.newline, from: position)
            passLineEnd()
            beginLine()
            return
        }
        if let top = open.last, top.kind == .field, !top.isTriple, !mayContinueField() {
            closeTemplate()
            return
        }
        passLineEnd()
        closeForgottenBrackets()
    }

    /// A replacement field of a single-quoted f-string may span lines (3.12) only if its `}` follows nearby.
    private mutating func mayContinueField() -> Bool {
        if nextClosingBrace < position {
            nextClosingBrace = position
            while nextClosingBrace < source.count, source[nextClosingBrace] != UInt8(ascii: "}") {
                nextClosingBrace += 1
            }
        }
        return nextClosingBrace < min(source.count, position + 4_096)
    }

    /// Where a line inside brackets begins with a keyword that only statements have, the brackets were left open.
    private mutating func closeForgottenBrackets() {
        guard openTemplateEntries == 0 else { return }
        let lineStart = position
        var index = position
        while index < source.count, source[index] == UInt8(ascii: " ") || source[index] == UInt8(ascii: "\t") {
            index += 1
        }
        let wordStart = index
        while index < source.count, index - wordStart < 9, isWordByte(source[index]) { index += 1 }
        guard index < source.count, source[index] != UInt8(ascii: "="),
            keyword(from: wordStart, to: index).beginsStatementOnly
        else { return }
        note(.unexpected, at: lineStart)
        closeAll(downTo: 0)
        append(.newline, from: lineStart)
        position = lineStart
        beginLine()
    }

    /// A backslash outside literals.
    mutating func lexContinuation() {
        position += 1
        guard position < source.count else { return }
        if source[position] == UInt8(ascii: "\n") || source[position] == UInt8(ascii: "\r") {
            passLineEnd()
        } else {
            position -= 1
            append(.unknown, length: 1)
            note(.unexpected, at: position)
        }
    }
}
