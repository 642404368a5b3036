import SourceSyntax

/// What the shape of a source text shows before any of it is walked.
enum SourceSigns {
    static func behaviors(of bytes: [UInt8], tree: SyntaxTree, isPython: Bool) -> [Behavior] {
        var found: [Behavior] = []
        let lines = LineShape(bytes)
        if tree.diagnostics.contains(where: { $0.kind == .unexpected }) { found.append(.parsePartial) }
        if lines.longest > (isPython ? 2_000 : 5_000), lines.isUneven || isPython { found.append(.obfLongLine) }
        if lines.hasPadding { found.append(.obfPadding) }
        if lines.invisibleCount > 0 { found.append(.obfInvisible) }
        let names = NameShape(tree)
        if names.isMachineMade { found.append(.obfNames) }
        if names.escapedCount >= 8, names.escapedCount * 3 > names.textCount { found.append(.obfEscapes) }
        if names.hasStringArray { found.append(.obfStringArray) }
        if names.isFlattened { found.append(.obfFlattened) }
        if names.hasReaderTrap { found.append(.obfReaderTrap) }
        if !isPython, lines.symbolShare > 0.9, bytes.count > 512 { found.append(.obfSymbols) }
        return found
    }
}

/// Lengths and odd characters of lines.
private struct LineShape {
    var longest = 0
    var hasPadding = false
    var invisibleCount = 0
    var symbolShare = 0.0
    /// A long line among short ones, as when something was added to a readable file.
    var isUneven: Bool { shortLines >= 5 && longLines <= 3 }
    private var shortLines = 0
    private var longLines = 0

    init(_ bytes: [UInt8]) {
        var length = 0
        var blanks = 0
        var symbols = 0
        var others = 0
        var index = 0
        var isComment = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x0a, 0x0d:
                if !isComment { end(length) }
                length = 0
                blanks = 0
                isComment = false
            case 0x20, 0x09:
                length += 1
                blanks += 1
            default:
                if blanks > 150, length > blanks { hasPadding = true }
                if blanks > 150, length == blanks, byte != UInt8(ascii: "#"), byte != UInt8(ascii: "*") {
                    hasPadding = true
                }
                // Comments hold maps of sources and licenses, whose length says nothing.
                if length == blanks, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/") { isComment = true }
                blanks = 0
                length += 1
                if byte >= 0x80, isInvisible(bytes, at: index) { invisibleCount += 1 }
                if "[]()!+".utf8.contains(byte) { symbols += 1 } else { others += 1 }
            }
            index += 1
        }
        if !isComment { end(length) }
        symbolShare = Double(symbols) / Double(max(symbols + others, 1))
    }

    private mutating func end(_ length: Int) {
        longest = max(longest, length)
        if length > 1_000 { longLines += 1 } else if length > 0, length < 200 { shortLines += 1 }
    }

    /// Bidirectional controls (U+202A-202E, U+2066-2069), variation selectors beyond the sixteenth and tags.
    private func isInvisible(_ bytes: [UInt8], at index: Int) -> Bool {
        guard index + 2 < bytes.count else { return false }
        switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        case (0xe2, 0x80, 0xaa...0xae), (0xe2, 0x81, 0xa6...0xa9), (0xf3, 0xa0, _): return true
        default: return false
        }
    }
}

/// What the names and texts of a tree look like.
private struct NameShape {
    var isMachineMade: Bool {
        hexadecimalNames >= 10 || confusableNames >= 8 && confusableNames * 3 > nameCount
    }
    var hasStringArray = false
    var isFlattened = false
    var hasReaderTrap = false
    var escapedCount = 0
    var textCount = 0
    private var nameCount = 0
    private var hexadecimalNames = 0
    private var confusableNames = 0

    init(_ tree: SyntaxTree) {
        var seen = [Bool](repeating: false, count: tree.texts.count)
        for node in tree.nodes {
            switch node.kind {
            case .name, .function, .parameter:
                let index = Int(node.textIndex)
                guard !seen[index] else { continue }
                seen[index] = true
                count(name: tree.texts[index])
            case .string:
                textCount += 1
                if node.flags.contains(.hasEscapes) { escapedCount += 1 }
                let text = tree.texts[Int(node.textIndex)]
                if text.utf8.count < 64, text.contains("|"), text.utf8.count >= 5,
                    text.utf8.allSatisfy({ $0 == UInt8(ascii: "|") || (48...57).contains($0) })
                {
                    isFlattened = true
                }
                if text.utf8.count < 64,
                    text.contains("(((.+)+)+)+$") || text == "debu" || text.contains("while (true) {}")
                {
                    hasReaderTrap = true
                }
            case .list:
                if node.childCount >= 16, hexadecimalNames > 0 {
                    hasStringArray = hasStringArray || isTable(node, tree)
                }
            default: continue
            }
        }
    }

    private func isTable(_ node: SyntaxNode, _ tree: SyntaxTree) -> Bool {
        let first = Int(node.firstChild)
        return tree.children[first..<first + Int(node.childCount)].allSatisfy { tree.kind($0) == .string }
    }

    private mutating func count(name: String) {
        guard !name.isEmpty else { return }
        nameCount += 1
        let bytes = name.utf8
        if bytes.count >= 6, name.hasPrefix("_0x"), bytes.dropFirst(3).allSatisfy(isHexadecimal) {
            hexadecimalNames += 1
        }
        if bytes.count >= 8, Set(bytes).count <= 3, bytes.contains(where: { "OIl01_oi".utf8.contains($0) }),
            bytes.allSatisfy({ "OIl01_oiSs5".utf8.contains($0) })
        {
            confusableNames += 1
        }
        if bytes.count > 3, name.unicodeScalars.allSatisfy({ $0.value > 0x2ff }) { confusableNames += 1 }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
    }
}
