/// One line of 10,000 bytes and more of code in a file that people can otherwise read.
///
/// Editors and review pages show the first columns only. Minified files have nothing but long lines or say so in their
/// name, and tables and encoded pictures are data: neither counts. A line counts when it is the only one of that size,
/// stands among at least five short lines of code and at most two others over 1,000 bytes, and holds code beyond its texts.
func hiddenLines(in source: SignalSource) -> [ArchiveSignal] {
    source.files.compactMap { file in
        guard let language = HiddenLineLanguage(file), file.byteCount > hiddenLineLength, let bytes = file.bytes,
            bytes.hasLine(ofLength: hiddenLineLength), let line = onlyLongLine(of: bytes, language),
            isCode(bytes[line.range], language)
        else { return nil }
        return ArchiveSignal(
            .hiddenLine, file.path, line: line.number,
            "a line of \(line.range.count) bytes of code in a file of otherwise short lines")
    }
}

private let hiddenLineLength = 10_000

private enum HiddenLineLanguage {
    case python
    case javaScript

    init?(_ file: ArchivedFile) {
        switch file.ending {
        case "py", "pyw": self = .python
        case "js", "cjs", "mjs":
            if file.name.contains(".min.") || file.name.contains("-min.") { return nil }
            self = .javaScript
        default: return nil
        }
    }

    /// What a line of a comment, or of a license at the top of a bundle, begins with.
    func beginsComment(_ byte: UInt8) -> Bool {
        switch self {
        case .python: byte == UInt8(ascii: "#")
        case .javaScript: byte == UInt8(ascii: "/") || byte == UInt8(ascii: "*")
        }
    }
}

private func onlyLongLine(of bytes: [UInt8], _ language: HiddenLineLanguage) -> (range: Range<Int>, number: Int)? {
    var found: (range: Range<Int>, number: Int)?
    var (longLines, shortLines, number) = (0, 0, 0)
    var start = 0
    while start < bytes.count {
        let end = bytes.index(of: 0x0a, from: start)
        number += 1
        let first = bytes[start..<end].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0d }
        if let first, !language.beginsComment(first) {
            let length = end - start
            if length >= hiddenLineLength {
                guard found == nil else { return nil }
                found = (start..<end, number)
            } else if length > 1_000 {
                longLines += 1
            } else if length < 200 {
                shortLines += 1
            }
        }
        start = end + 1
    }
    return longLines <= 2 && shortLines >= 5 ? found : nil
}

/// Whether a line does more than state a value: it calls what decodes or runs, or has 2,000 bytes of names.
private func isCode(_ line: ArraySlice<UInt8>, _ language: HiddenLineLanguage) -> Bool {
    var nameBytes = 0
    var index = line.startIndex
    while index < line.endIndex {
        let byte = line[index]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
            index = endOfText(in: line, from: index)
            continue
        }
        guard isNameByte(byte) else {
            index += 1
            continue
        }
        let end = line[index...].firstIndex { !isNameByte($0) } ?? line.endIndex
        if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            // Alternatives of a regular expression are data.
            let isAlternative = end < line.endIndex && line[end] == UInt8(ascii: "|")
            if !isAlternative { nameBytes += end - index }
            if end - index <= 16, runningWords.contains(String(decoding: line[index..<end], as: UTF8.self)) {
                // A bundler's development build evaluates each module with its address behind it.
                let isBundled = language == .javaScript && line.suffix(400).contains(text: "//# sourceURL=")
                if !isBundled { return true }
            }
        }
        index = end
    }
    return nameBytes >= 2_000
}

private let runningWords: Set<String> = [
    "exec", "eval", "Function", "compile", "__import__", "b64decode", "b32decode", "b16decode", "b85decode",
    "a85decode",
    "decompress", "fromhex", "unhexlify", "Fernet", "atob", "fromCharCode",
]

private func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// The index behind a text that begins at a quote; the line's end when it is not closed there.
private func endOfText(in line: ArraySlice<UInt8>, from start: Int) -> Int {
    let quote = line[start]
    var index = start + 1
    while index < line.endIndex {
        if line[index] == UInt8(ascii: "\\") {
            index += 2
            continue
        }
        if line[index] == quote { return index + 1 }
        index += 1
    }
    return line.endIndex
}

extension ArraySlice<UInt8> {
    fileprivate func contains(text: String) -> Bool { containsBytes(text, in: Array(self)) }
}
