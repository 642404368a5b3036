// Setup: the shims and the lines in shells' startup files through which bare commands reach Airlock.
//
// Startup files are other people's: every change is a pure function of a file's bytes, written by one atomic
// replacement, and taken back byte for byte. What has to be known for that stands in the block itself, not in a record
// that can be lost.

/// The lines that `airlock setup` keeps in a shell's startup file.
///
/// Format, version 1; every line of ours can be told by itself, wherever it was moved to:
/// ```
/// # >>> airlock setup 1 [joined] [created N] >>>     the begin marker
/// …text of the shell… #airlock-setup                  as many lines as the shell needs, each with the tag
/// # <<< airlock setup <<<                             the end marker
/// ```
/// `joined`: the file had no newline at its end, so one was put before the marker. `created N`: the file was not there
/// before, and neither were N folders above it. Lines between the markers without the tag are the user's and stay.
struct ManagedBlock: Sendable, Equatable {
    /// The shell's lines, without the tag.
    let lines: [String]

    static let version = 1
    private static let tag = "#airlock-setup"
    private static let beginStart = "# >>> airlock setup "
    private static let beginEnd = " >>>"
    private static let endMarker = "# <<< airlock setup <<<"

    /// How a block came into its file.
    struct Origin: Sendable, Equatable {
        var isJoined = false
        /// The number of folders that were made with the file; nil when the file was there.
        var createdFolders: Int?
    }

    /// What taking a block out of a file leaves.
    struct Removal: Sendable, Equatable {
        var bytes: [UInt8]
        /// Whether there was anything of ours.
        var hadBlock = false
        /// Set when the file was made by setup and nothing else is in it: it goes, with so many folders.
        var createdFolders: Int?
        /// Lines between the markers that are not ours, and stay.
        var keptLines = 0
    }

    /// The block as it stands in a file, without the last newline.
    private func text(_ origin: Origin) -> [String] {
        var words = String(Self.version)
        if origin.isJoined { words += " joined" }
        if let count = origin.createdFolders { words += " created \(count)" }
        return [Self.beginStart + words + Self.beginEnd] + lines.map { "\($0) \(Self.tag)" } + [Self.endMarker]
    }

    /// The file with exactly this block: as it is when it has the block already, else with an older block replaced in
    /// its place, else with the block at the end.
    ///
    /// - Parameter createdFolders: for a file that is not there yet, the number of folders that are made with it.
    func installed(in bytes: [UInt8], createdFolders: Int?) -> [UInt8] {
        let all = Self.split(bytes)
        let ours = all.filter { $0.kind != .other }
        guard let begin = ours.firstIndex(where: { $0.kind == .begin }) else {
            // Tagged lines whose markers somebody took away are of no use any more.
            let rest = ours.isEmpty ? bytes : all.filter { $0.kind == .other }.flatMap(\.bytes)
            let origin = Origin(
                isJoined: !rest.isEmpty && rest.last != Self.newline, createdFolders: createdFolders)
            return rest + (origin.isJoined ? [Self.newline] : []) + Self.joined(text(origin))
        }
        let wanted = text(Self.origin(of: ours[begin].text))
        if ours.map(\.text) == wanted { return bytes }
        var result: [UInt8] = []
        var isWritten = false
        for line in all {
            guard line.kind != .other else {
                result += line.bytes
                continue
            }
            if !isWritten { result += Self.joined(wanted) }
            isWritten = true
        }
        return result
    }

    /// The file without any line of ours.
    static func removed(from bytes: [UInt8]) -> Removal {
        var removal = Removal(bytes: [])
        var origin = Origin()
        var isInside = false
        /// Where the last block began, in what is left.
        var start = 0
        for line in split(bytes) {
            switch line.kind {
            case .begin:
                removal.hadBlock = true
                origin = Self.origin(of: line.text)
                isInside = true
                start = removal.bytes.count
            case .end:
                removal.hadBlock = true
                isInside = false
            case .tagged: removal.hadBlock = true
            case .other:
                removal.bytes += line.bytes
                if isInside { removal.keptLines += 1 }
            }
        }
        guard removal.hadBlock else { return removal }
        if origin.isJoined, start == removal.bytes.count, removal.bytes.last == newline { removal.bytes.removeLast() }
        if removal.bytes.isEmpty { removal.createdFolders = origin.createdFolders }
        return removal
    }

    /// Whether a file has exactly this block.
    func isInstalled(in bytes: [UInt8]) -> Bool {
        Self.hasBlock(bytes) && installed(in: bytes, createdFolders: nil) == bytes
    }

    static func hasBlock(_ bytes: [UInt8]) -> Bool { split(bytes).contains { $0.kind == .begin } }

    // MARK: Lines

    private static let newline = UInt8(ascii: "\n")

    private struct Line {
        enum Kind {
            case begin
            case tagged
            case end
            case other
        }

        /// With its newline, where it has one.
        let bytes: ArraySlice<UInt8>
        /// Without line end, also where an editor wrote `\r\n`.
        let text: String
        let kind: Kind
    }

    private static func split(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
            let whole = bytes[start..<end]
            var bare = whole
            if bare.last == newline { bare.removeLast() }
            if bare.last == UInt8(ascii: "\r") { bare.removeLast() }
            let text = String(decoding: bare, as: UTF8.self)
            lines.append(Line(bytes: whole, text: text, kind: kind(of: text)))
            start = end
        }
        return lines
    }

    private static func kind(of text: String) -> Line.Kind {
        if text.hasPrefix(beginStart), text.hasSuffix(beginEnd) { return .begin }
        if text == endMarker { return .end }
        return text.hasSuffix(tag) ? .tagged : .other
    }

    private static func origin(of marker: String) -> Origin {
        let words = marker.dropFirst(beginStart.count).split(separator: " ")
        var origin = Origin()
        origin.isJoined = words.contains("joined")
        if let place = words.firstIndex(of: "created") {
            let count = words.indices.contains(place + 1) ? Int(words[place + 1]) : nil
            origin.createdFolders = min(max(count ?? 0, 0), 8)
        }
        return origin
    }

    private static func joined(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
}
