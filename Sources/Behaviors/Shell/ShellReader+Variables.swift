// Variables and here-documents of shell text.
extension ShellReader {
    private static let longestName = 64

    func isLetter(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return (97...122).contains(byte | 0x20)
    }

    /// Keeps `NAME=value` when all of the value is known.
    mutating func setVariable(_ assignment: String) {
        guard let equals = assignment.firstIndex(of: "="), values.count < 256 else { return }
        let value = String(assignment[assignment.index(after: equals)...])
        let name = String(assignment[..<equals])
        if current.assigned.count < 16 { current.assigned.append(name) }
        // What a command gives is not known here; the value it had before does not hold any more.
        values[name] = current.substitutions.isEmpty && value.utf8.count <= 65_536 ? value : nil
    }

    /// Reads a name behind `$`, also in braces, and puts its value in; a name without known value stays as written.
    mutating func readVariable(isQuoted: Bool) {
        if !isQuoted, peek() == UInt8(ascii: "'") { return readEscapedQuote() }
        let start = index
        let isBraced = peek() == UInt8(ascii: "{")
        if isBraced { index += 1 }
        let nameStart = index
        while let byte = peek(), KeywordAutomaton.isWordByte(byte), index - nameStart < Self.longestName { index += 1 }
        let name = String(decoding: text[nameStart..<index], as: UTF8.self)
        // `${X}` only: what `${X:-y}` and its like give depends on more.
        let isWhole = !name.isEmpty && (!isBraced || peek() == UInt8(ascii: "}"))
        if isWhole, isBraced { index += 1 }
        if isWhole, let value = values[name], expandedBytes + value.utf8.count <= Self.maximumLength {
            expandedBytes += value.utf8.count
            put(value, isQuoted: isQuoted)
            return
        }
        if isWhole, !isBraced || !name.isEmpty { noteVariable(name) }
        let end = isWhole ? index : isBraced ? start + 1 : start
        append(UInt8(ascii: "$"))
        for byte in text[start..<max(start, end)] { append(byte) }
        index = max(index, end)
        if !isWhole { index = end }
    }

    /// Reads `$'…'`, whose escapes stand for bytes.
    private mutating func readEscapedQuote() {
        index += 1
        let start = index
        while let byte = peek(), byte != UInt8(ascii: "'") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
        let end = min(index, text.count)
        word += unescaped(text[min(start, end)..<end])
        hasWord = true
        index = end + 1
    }

    private mutating func noteVariable(_ name: String) {
        if current.variables.count < 64 { current.variables.append(name) }
    }

    /// Unquoted values are split into words, as shells do.
    private mutating func put(_ value: String, isQuoted: Bool) {
        guard !isQuoted else {
            for byte in value.utf8 { append(byte) }
            hasWord = true
            return
        }
        for byte in value.utf8 {
            if byte == 0x20 || byte == 0x09 || byte == 0x0a { endWord() } else { append(byte) }
        }
    }

    /// Whether a `%NAME%` of `cmd.exe` stands here.
    func isBatchVariable(behind start: Int? = nil) -> Bool {
        var place = start ?? index
        let first = place
        while place < text.count, KeywordAutomaton.isWordByte(text[place]), place - first < Self.longestName {
            place += 1
        }
        return place > first && place < text.count && text[place] == UInt8(ascii: "%")
    }

    mutating func readBatchVariable() {
        let start = index
        while let byte = peek(), byte != UInt8(ascii: "%") { index += 1 }
        let name = String(decoding: text[start..<index], as: UTF8.self)
        index += 1
        if let value = values[name] ?? values[name.uppercased()] ?? values[name.lowercased()],
            expandedBytes + value.utf8.count <= Self.maximumLength
        {
            expandedBytes += value.utf8.count
            put(value, isQuoted: false)
            return
        }
        noteVariable(name)
        append(UInt8(ascii: "%"))
        for byte in name.utf8 { append(byte) }
        append(UInt8(ascii: "%"))
    }

    /// Tells `<`, `<<`, `<<-` and `<<<` apart.
    mutating func readInputMark() {
        guard peek() == UInt8(ascii: "<") else {
            expectsInput = true
            return
        }
        index += 1
        if peek() == UInt8(ascii: "<") {
            index += 1
            expectsText = true
        } else {
            if peek() == UInt8(ascii: "-") { index += 1 }
            expectsDocument = true
        }
    }

    /// Reads the bodies of the here-documents that the line before began.
    mutating func readDocuments() {
        for document in documents {
            var body: [UInt8] = []
            let delimiter = Array(document.delimiter.utf8)
            while index < text.count {
                let end = text[index...].firstIndex(of: 0x0a) ?? text.count
                let line = text[index..<end]
                index = min(end + 1, text.count)
                if line.drop(while: { $0 == 0x09 }).filter({ $0 != 0x0d }).elementsEqual(delimiter) { break }
                body.append(contentsOf: line)
                body.append(0x0a)
            }
            if commands.indices.contains(document.command) {
                commands[document.command].inputText = String(decoding: body, as: UTF8.self)
            }
        }
        documents = []
    }
}

/// Bytes with the escapes of `printf` and `$'…'` decoded: `\x41`, `\101`, `\n` and the like.
func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        index += 1
        guard byte == UInt8(ascii: "\\"), index < bytes.endIndex else {
            result.append(byte)
            continue
        }
        let mark = bytes[index]
        index += 1
        switch mark {
        case UInt8(ascii: "n"): result.append(0x0a)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0d)
        case UInt8(ascii: "x"), UInt8(ascii: "0")...UInt8(ascii: "7"):
            let radix = mark == UInt8(ascii: "x") ? 16 : 8
            if radix == 8 { index -= 1 }
            let start = index
            while index < bytes.endIndex, index - start < (radix == 16 ? 2 : 3),
                Character(Unicode.Scalar(bytes[index])).hexDigitValue.map({ $0 < radix }) ?? false
            {
                index += 1
            }
            let value = Int(String(decoding: bytes[start..<index], as: UTF8.self), radix: radix) ?? Int(mark)
            result.append(UInt8(truncatingIfNeeded: value))
        default: result.append(mark)
        }
    }
    return result
}
