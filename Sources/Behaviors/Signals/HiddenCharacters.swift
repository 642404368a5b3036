/// Characters that make source look other than it runs.
///
/// Three kinds that honest files hardly have: several bidirectional controls in a line that leaves one open ("Trojan
/// Source", CVE-2021-42574; a single one is how tables and tests name it), runs of invisible characters long enough to carry a payload, and names put together from several
/// alphabets of letter look-alikes, which Python folds to plain ones (`𝘦𝘅𝘦𝘤`). Emoji, joiners of written languages, and
/// single marks in texts and data are none of them, nor are the tables of minified bundles.
func hiddenCharacters(in source: SignalSource) -> [ArchiveSignal] {
    source.files.compactMap { file in
        guard sourceEndings.contains(file.ending), let bytes = file.bytes,
            let found = firstHiddenText(in: bytes, isPython: file.ending.hasPrefix("py"))
        else { return nil }
        return ArchiveSignal(.hiddenCharacters, file.path, line: found.line, found.detail)
    }
}

private let sourceEndings: Set<String> = [
    "py", "pyw", "js", "cjs", "mjs", "ts", "mts", "cts", "jsx", "tsx", "pth", "sh", "ps1", "bat",
]

/// Nobody reads longer lines, and minified code holds such characters in its tables.
private let readableLength = 1_000

/// Emoji take up to seven, flags of regions with their tags; a payload takes one for each byte or bit.
private let payloadLength = 16

private func firstHiddenText(in bytes: [UInt8], isPython: Bool) -> (line: Int, detail: String)? {
    guard bytes.hasOtherThanASCII(in: bytes.indices) else { return nil }
    var number = 0
    var start = 0
    while start < bytes.count {
        let end = bytes.index(of: 0x0a, from: start)
        number += 1
        let line = bytes[start..<end]
        start = end + 1
        guard line.contains(where: { $0 >= 0x80 }) else { continue }
        let shape = LineCharacters(line)
        if shape.longestInvisibleRun >= payloadLength {
            return (number, "\(shape.longestInvisibleRun) invisible characters in a row")
        }
        if shape.leavesOverrideOpen, line.count <= readableLength {
            return (number, "a bidirectional control that the line leaves open: it shows in another order than it runs")
        }
    }
    guard isPython, let first = FoldedNames(bytes).firstLine else { return nil }
    return (first, "names written with look-alike letters, which Python reads as plain ones")
}

/// What the characters of one line are, read once.
private struct LineCharacters {
    var longestInvisibleRun = 0
    var leavesOverrideOpen: Bool { controls > 1 && (openEmbeddings > 0 || openIsolates > 0) }
    private var controls = 0
    private var openEmbeddings = 0
    private var openIsolates = 0

    init(_ line: ArraySlice<UInt8>) {
        var run = 0
        var first: Unicode.Scalar?
        var isVaried = false
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
            if isInvisible(scalar) {
                run += 1
                if first == nil { first = scalar }
                // The same one over and over carries nothing: it is a blank that some editor left.
                isVaried = isVaried || first != scalar
                if isVaried { longestInvisibleRun = max(longestInvisibleRun, run) }
            } else {
                (run, first, isVaried) = (0, nil, false)
            }
            countDirection(scalar)
        }
    }

    private mutating func countDirection(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x202b, 0x202d, 0x202e: openEmbeddings += 1
        case 0x202c: openEmbeddings = max(0, openEmbeddings - 1)
        case 0x2066...0x2068: openIsolates += 1
        case 0x2069: openIsolates = max(0, openIsolates - 1)
        default: return
        }
        controls += 1
    }

    /// Blanks of no width, fillers, variation selectors and tags: nothing shows where they stand.
    private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200b...0x200f, 0x2060...0x2064, 0xfeff, 0x115f, 0x1160, 0x3164, 0xffa0, 0x180e, 0xfe00...0xfe0f,
            0xe0000...0xe01ef:
            true
        default: false
        }
    }
}
