extension PythonLexer {
    mutating func lexOperator(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("): push(.parenthesis, as: .openParenthesis, length: 1)
        case UInt8(ascii: "["): push(.bracket, as: .openBracket, length: 1)
        case UInt8(ascii: "{"): push(.brace, as: .openBrace, length: 1)
        case UInt8(ascii: ")"): close(.parenthesis)
        case UInt8(ascii: "]"): close(.bracket)
        case UInt8(ascii: "}"):
            if open.last?.kind == .field { closeTop(length: 1) } else { close(.brace) }
        case UInt8(ascii: ","): append(.comma, length: 1)
        case UInt8(ascii: ";"): append(.semicolon, length: 1)
        case UInt8(ascii: "`"): append(.backtick, length: 1)
        case UInt8(ascii: "~"): append(.tilde, length: 1)
        case UInt8(ascii: ":"): lexColon()
        case UInt8(ascii: "."): lexDot()
        case UInt8(ascii: "!"): lexExclamation()
        case UInt8(ascii: "="): next(is: "=") ? append(.equal, length: 2) : append(.assign, length: 1)
        case UInt8(ascii: "+"): lexAugmentable(.plus)
        case UInt8(ascii: "-"): next(is: ">") ? append(.arrow, length: 2) : lexAugmentable(.minus)
        case UInt8(ascii: "*"): next(is: "*") ? lexAugmentable(.doubleStar, length: 2) : lexAugmentable(.star)
        case UInt8(ascii: "/"): next(is: "/") ? lexAugmentable(.doubleSlash, length: 2) : lexAugmentable(.slash)
        case UInt8(ascii: "%"): lexAugmentable(.percent)
        case UInt8(ascii: "&"): lexAugmentable(.ampersand)
        case UInt8(ascii: "|"): lexAugmentable(.pipe)
        case UInt8(ascii: "^"): lexAugmentable(.caret)
        case UInt8(ascii: "@"): lexAugmentable(.at)
        case UInt8(ascii: "<"): lexLess()
        case UInt8(ascii: ">"):
            if next(is: ">") {
                lexAugmentable(.shiftRight, length: 2)
            } else {
                next(is: "=") ? append(.greaterEqual, length: 2) : append(.greater, length: 1)
            }
        default: appendUnknown()
        }
    }

    private func next(is scalar: Unicode.Scalar, at offset: Int = 1) -> Bool {
        position + offset < source.count && source[position + offset] == UInt8(ascii: scalar)
    }

    private mutating func appendUnknown() {
        note(.unexpected, at: position)
        append(.unknown, length: 1)
    }

    private mutating func lexAugmentable(_ kind: PythonTokenKind, length: Int = 1) {
        if next(is: "=", at: length) {
            append(.augmentedAssign, length: length + 1)
        } else {
            append(kind, length: length)
        }
    }

    private mutating func lexLess() {
        if next(is: "<") {
            lexAugmentable(.shiftLeft, length: 2)
        } else if next(is: "=") {
            append(.lessEqual, length: 2)
        } else if next(is: ">") {
            append(.notEqual, length: 2)
        } else {
            append(.less, length: 1)
        }
    }

    private mutating func lexColon() {
        if let top = open.last, top.kind == .field {
            append(.formatStart, length: 1)
            openTemplateEntries += 1
            open.append(
                OpenEntry(
                    kind: .format, token: Int(top.token), quote: top.quote, isTriple: top.isTriple, isRaw: top.isRaw))
        } else if next(is: "=") {
            append(.walrus, length: 2)
        } else {
            append(.colon, length: 1)
        }
    }

    private mutating func lexDot() {
        if next(is: "."), next(is: ".", at: 2) {
            append(.ellipsis, length: 3)
        } else if position + 1 < source.count, isDigit(source[position + 1]) {
            lexNumber()
        } else {
            append(.dot, length: 1)
        }
    }

    private mutating func lexExclamation() {
        if next(is: "=") {
            append(.notEqual, length: 2)
        } else if open.last?.kind == .field {
            append(.conversion, length: 1)
        } else {
            appendUnknown()
        }
    }

    /// Closes the bracket; a forgotten inner one is closed along the way if it is near.
    private mutating func close(_ kind: OpenEntry.Kind) {
        let nearest = max(0, open.count - 8)
        var index = open.count
        while index > nearest {
            index -= 1
            let entry = open[index]
            if entry.kind == kind {
                closeAll(downTo: index + 1)
                closeTop(length: 1)
                return
            }
            if entry.kind == .field || entry.kind == .template || entry.kind == .format { break }
        }
        appendUnknown()
    }
}
