extension PythonLexer {
    /// Numbers of all versions: `0x_ff`, `0777`, `1_000.5e-3j`, `10L`, `.5`.
    mutating func lexNumber() {
        var index = position
        let marker = index + 1 < source.count ? source[index + 1] | 0x20 : 0
        if source[index] == UInt8(ascii: "0"), marker == UInt8(ascii: "x") {
            index = passDigits(from: index + 2, isHexadecimal: true)
        } else if source[index] == UInt8(ascii: "0"), marker == UInt8(ascii: "b") || marker == UInt8(ascii: "o") {
            index = passDigits(from: index + 2, isHexadecimal: false)
        } else {
            index = passDigits(from: index, isHexadecimal: false)
            if index < source.count, source[index] == UInt8(ascii: ".") {
                index = passDigits(from: index + 1, isHexadecimal: false)
            }
            index = passExponent(from: index)
            if index < source.count, source[index] | 0x20 == UInt8(ascii: "j") { index += 1 }
        }
        if index < source.count, source[index] | 0x20 == UInt8(ascii: "l") { index += 1 }
        append(.number, length: index - position)
    }

    private func passDigits(from start: Int, isHexadecimal: Bool) -> Int {
        var index = start
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): index += 1
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                guard isHexadecimal else { return index }
                index += 1
            default: return index
            }
        }
        return index
    }

    private func passExponent(from start: Int) -> Int {
        guard start < source.count, source[start] | 0x20 == UInt8(ascii: "e") else { return start }
        var index = start + 1
        if index < source.count, source[index] == UInt8(ascii: "+") || source[index] == UInt8(ascii: "-") {
            index += 1
        }
        guard index < source.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[index]) else {
            return start
        }
        return passDigits(from: index, isHexadecimal: false)
    }

    /// A literal whose opening quote is at `position`.
    mutating func lexString(prefixStart: Int, isTemplate: Bool, isRaw: Bool) {
        let quote = source[position]
        let isTriple =
            position + 2 < source.count && source[position + 1] == quote && source[position + 2] == quote
        let bodyStart = position + (isTriple ? 3 : 1)
        if isTemplate {
            position = prefixStart
            open.append(
                OpenEntry(kind: .template, token: tokens.count, quote: quote, isTriple: isTriple, isRaw: isRaw))
            openTemplateEntries += 1
            append(.templateStart, length: bodyStart - prefixStart)
            return
        }
        let end = isTriple ? passTripleQuoted(from: bodyStart, quote) : passSingleQuoted(from: bodyStart, quote)
        position = prefixStart
        append(.string, length: end - prefixStart)
    }

    private mutating func passSingleQuoted(from start: Int, _ quote: UInt8) -> Int {
        var index = start
        while index < source.count {
            let byte = source[index]
            if byte == quote { return index + 1 }
            if byte == UInt8(ascii: "\\") {
                index += 1
                guard index < source.count else { break }
                let isLineEnd = source[index] == UInt8(ascii: "\n") || source[index] == UInt8(ascii: "\r")
                index = isLineEnd ? passLineEnd(at: index) : index + 1
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                break
            } else {
                index += 1
            }
        }
        note(.unexpected, at: start - 1)
        return index
    }

    private mutating func passTripleQuoted(from start: Int, _ quote: UInt8) -> Int {
        var index = start
        while index < source.count {
            let byte = source[index]
            if byte == quote, index + 2 < source.count, source[index + 1] == quote, source[index + 2] == quote {
                return index + 3
            }
            if byte == UInt8(ascii: "\\") {
                index += 1
                guard index < source.count else { break }
                let isLineEnd = source[index] == UInt8(ascii: "\n") || source[index] == UInt8(ascii: "\r")
                index = isLineEnd ? passLineEnd(at: index) : index + 1
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                index = passLineEnd(at: index)
            } else {
                index += 1
            }
        }
        note(.unexpected, at: start - 3)
        return index
    }

    private mutating func passLineEnd(at index: Int) -> Int {
        position = index
        passLineEnd()
        return position
    }

    // MARK: f-strings

    /// The literal text of an f-string or of a format, up to a field or the end.
    mutating func lexTemplateText(_ top: OpenEntry) {
        let start = position
        var index = position
        scan: while index < source.count {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "{"):
                let isDoubled = index + 1 < source.count && source[index + 1] == byte
                guard top.kind == .template, isDoubled else { break scan }
                index += 2
            case UInt8(ascii: "}"):
                if top.kind == .format { break scan }
                index += index + 1 < source.count && source[index + 1] == byte ? 2 : 1
            case UInt8(ascii: "\\"):
                index = passTemplateEscape(at: index, isRaw: top.isRaw)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if !top.isTriple { break scan }
                index = passLineEnd(at: index)
            case top.quote:
                if endsLiteral(top, at: index) { break scan }
                index += 1
            default: index += 1
            }
        }
        index = min(index, source.count)
        position = start
        if index > start { append(.templateText, length: index - start) }
        guard position < source.count else { return }
        switch source[position] {
        case UInt8(ascii: "{"):
            openTemplateEntries += 1
            open.append(
                OpenEntry(
                    kind: .field, token: tokens.count, quote: top.quote, isTriple: top.isTriple, isRaw: top.isRaw))
            append(.fieldStart, length: 1)
        case UInt8(ascii: "}"):
            // Only a format stops here: its field ends with it.
            closeTop(length: 0)
            closeTop(length: 1)
        case top.quote where endsLiteral(top, at: position):
            while let inner = open.last, inner.kind != .template { closeTop(length: 0) }
            closeTop(length: top.isTriple ? 3 : 1)
        default:
            closeTemplate()
        }
    }

    private func endsLiteral(_ entry: OpenEntry, at index: Int) -> Bool {
        guard entry.isTriple else { return true }
        return index + 2 < source.count && source[index + 1] == entry.quote && source[index + 2] == entry.quote
    }

    private mutating func passTemplateEscape(at start: Int, isRaw: Bool) -> Int {
        var index = start + 1
        guard index < source.count else { return index }
        switch source[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "}"): return index
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return passLineEnd(at: index)
        case UInt8(ascii: "N") where !isRaw && index + 1 < source.count && source[index + 1] == UInt8(ascii: "{"):
            // A character's name in braces; names are short.
            let limit = min(source.count, index + 100)
            while index < limit {
                if source[index] == UInt8(ascii: "}") { return index + 1 }
                if source[index] == UInt8(ascii: "\n") || source[index] == UInt8(ascii: "\r") { return index }
                index += 1
            }
            return index
        default: return index + 1
        }
    }
}
