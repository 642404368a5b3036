import SourceSyntax

/// What the shape of a source text shows before any of it is walked.
enum SourceSigns {
    /// Whether a script hardly has letters and digits: it is written to be run and not to be read.
    static func isSymbolic(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 256 else { return false }
        let sample = bytes.prefix(8_192)
        let plain = sample.reduce(into: 0) { count, byte in
            if (48...57).contains(byte) || (97...122).contains(byte | 0x20) { count += 1 }
        }
        return plain * 8 < sample.count
    }

    static func behaviors(of bytes: [UInt8], tree: SyntaxTree, isPython: Bool) -> [Behavior] {
        var found: [Behavior] = []
        let lines = LineShape(bytes, countsSymbols: !isPython && bytes.count > 512)
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

    init(_ bytes: [UInt8], countsSymbols: Bool) {
        let isPlain = !bytes.hasOtherThanASCII(in: bytes.indices)
        // Looked for anew only when passed: a text of one kind of line ends has none of the other.
        var nextReturn = bytes.index(of: 0x0d, from: 0)
        var nextFeed = bytes.index(of: 0x0a, from: 0)
        var start = 0
        while start < bytes.count {
            if isPlain, shortLines >= 5 {
                // Of a short line in ASCII nothing more counts.
                start = bytes.startOfLine(longerThan: Self.paddingLength, from: start)
                guard start < bytes.count else { break }
            }
            if nextReturn < start { nextReturn = bytes.index(of: 0x0d, from: start) }
            if nextFeed < start { nextFeed = bytes.index(of: 0x0a, from: start) }
            let end = min(nextFeed, nextReturn)
            read(bytes, from: start, to: end, isASCII: isPlain || !bytes.hasOtherThanASCII(in: start..<end))
            start = end + 1
        }
        if countsSymbols { countSymbols(bytes) }
    }

    /// Reads a line without its end.
    private mutating func read(_ bytes: [UInt8], from start: Int, to end: Int, isASCII: Bool) {
        var first = start
        while first < end, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
        // Comments hold maps of sources and licenses, whose length says nothing.
        let isComment = first < end && (bytes[first] == UInt8(ascii: "#") || bytes[first] == UInt8(ascii: "/"))
        if !isComment { count(length: end - start) }
        if end - start > Self.paddingLength { findPadding(bytes, from: start, to: end, first: first) }
        guard !isASCII else { return }
        for index in first..<end where bytes[index] >= 0x80 && isInvisible(bytes, at: index) { invisibleCount += 1 }
    }

    /// More blanks than this push what follows out of an editor's window.
    private static let paddingLength = 150

    private mutating func findPadding(_ bytes: [UInt8], from start: Int, to end: Int, first: Int) {
        if first < end, first - start > Self.paddingLength, bytes[first] != UInt8(ascii: "#"),
            bytes[first] != UInt8(ascii: "*")
        {
            hasPadding = true
        }
        // A run that long covers one of these places; behind it something follows.
        var index = first + Self.paddingLength
        while index < end {
            guard isBlank(bytes[index]) else {
                index += Self.paddingLength
                continue
            }
            var runStart = index
            while runStart > first, isBlank(bytes[runStart - 1]) { runStart -= 1 }
            while index < end, isBlank(bytes[index]) { index += 1 }
            if index < end, index - runStart > Self.paddingLength { hasPadding = true }
            index += Self.paddingLength
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private mutating func countSymbols(_ bytes: [UInt8]) {
        var symbols = 0
        var others = 0
        for byte in bytes {
            if Self.isSymbol(byte) {
                symbols += 1
            } else if byte != 0x20, byte != 0x09, byte != 0x0a, byte != 0x0d {
                others += 1
                // So many already that the share stays below nine tenths whatever follows.
                if others * 10 > bytes.count { return }
            }
        }
        symbolShare = Double(symbols) / Double(max(symbols + others, 1))
    }

    private static func isSymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "!"),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }

    private mutating func count(length: Int) {
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
        // What each text was seen as; seen again it shows no more.
        var seen = [UInt8](repeating: 0, count: tree.texts.count)
        // Safety: both buffers are used within their bounds while their arrays lend them.
        tree.nodes.withUnsafeBufferPointer { nodes in
            seen.withUnsafeMutableBufferPointer { seen in
                for node in nodes {
                    let index = Int(node.textIndex)
                    switch node.kind {
                    case .name, .function, .parameter:
                        guard seen[index] & 1 == 0 else { continue }
                        seen[index] |= 1
                        count(name: tree.texts[index])
                    case .string:
                        textCount += 1
                        if node.flags.contains(.hasEscapes) { escapedCount += 1 }
                        guard seen[index] & 2 == 0 else { continue }
                        seen[index] |= 2
                        inspect(string: tree.texts[index])
                    case .list:
                        if node.childCount >= 16, hexadecimalNames > 0 {
                            hasStringArray = hasStringArray || isTable(node, tree)
                        }
                    default: continue
                    }
                }
            }
        }
    }

    private mutating func inspect(string text: String) {
        let bytes = text.utf8
        guard bytes.count < 64, bytes.count >= 4, let first = bytes.first else { return }
        if bytes.count >= 5, first == UInt8(ascii: "|") || (48...57).contains(first), bytes.contains(UInt8(ascii: "|")),
            bytes.allSatisfy({ $0 == UInt8(ascii: "|") || (48...57).contains($0) })
        {
            isFlattened = true
        }
        if text == "debu" {
            hasReaderTrap = true
        } else if bytes.count >= 12, bytes.contains(UInt8(ascii: "(")) {
            if text.containsBytes(of: "(((.+)+)+)+$") || text.containsBytes(of: "while (true) {}") {
                hasReaderTrap = true
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
        // Nearly every name is short or begins like none of these.
        guard bytes.count > 3, let first = bytes.first, isConfusable(first) || first >= 0xcc else { return }
        if bytes.count >= 6, bytes.first == UInt8(ascii: "_"), name.hasPrefix("_0x"),
            bytes.dropFirst(3).allSatisfy(isHexadecimal)
        {
            hexadecimalNames += 1
        }
        if bytes.count >= 8, bytes.allSatisfy(isConfusable), Set(bytes).count <= 3,
            bytes.contains(where: { $0 | 0x20 != UInt8(ascii: "s") && $0 != UInt8(ascii: "5") })
        {
            confusableNames += 1
        }
        if bytes.count > 3, name.unicodeScalars.allSatisfy({ $0.value > 0x2ff }) { confusableNames += 1 }
    }

    private func isConfusable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "O"), UInt8(ascii: "I"), UInt8(ascii: "l"), UInt8(ascii: "0"), UInt8(ascii: "1"),
            UInt8(ascii: "_"), UInt8(ascii: "o"), UInt8(ascii: "i"), UInt8(ascii: "S"), UInt8(ascii: "s"),
            UInt8(ascii: "5"):
            true
        default: false
        }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
    }
}
