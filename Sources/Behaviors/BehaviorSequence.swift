// Behaviors: what a package's source text would do, in the order in which it would run.
//
// What it does: finds what runs at install, import and later; walks the syntax trees depth first along local calls;
// names every step from one closed vocabulary, with file and line. What it never does: run, import or unpack anything,
// read files, use the network, or judge. What it guarantees: the same bytes give the same sequence; time and memory
// are linear in the bytes; hostile input never traps; what could not be inspected is listed in `incomplete`.

/// When code of a package runs.
package enum Phase: UInt8, CaseIterable, Sendable, Hashable {
    /// While the package manager installs it.
    case install
    /// As soon as it is imported, or when the interpreter starts.
    case importing
    /// Only on demand.
    case run

    /// The word of the canonical text: `install`, `import`, `run`.
    package var name: String {
        switch self {
        case .install: "install"
        case .importing: "import"
        case .run: "run"
        }
    }
}

/// A line of a file of the package.
package struct SourcePlace: Sendable, Hashable {
    /// Index into the sequence's `paths`.
    package let file: UInt32
    /// From 1.
    package let line: UInt32

    package init(file: UInt32, line: UInt32) {
        self.file = file
        self.line = line
    }
}

/// One behavior with the place where the text shows it.
package struct BehaviorEvent: Sendable, Hashable {
    package let behavior: Behavior
    /// Index into the sequence's `paths`.
    package let file: UInt32
    /// From 1.
    package let line: UInt32
    /// For a flow, where the value came from; nil for all other behaviors, and where that is not known.
    package let origin: SourcePlace?

    package init(behavior: Behavior, file: UInt32, line: UInt32, origin: SourcePlace? = nil) {
        self.behavior = behavior
        self.file = file
        self.line = line
        self.origin = origin
    }
}

/// The events that one trigger sets off: a file being loaded, a function, or an install hook.
package struct BehaviorUnit: Sendable, Hashable {
    package let phase: Phase
    /// The file's path, `path#function`, or the hook as in `scripts.postinstall`.
    package let name: String
    package let events: [BehaviorEvent]

    package init(phase: Phase, name: String, events: [BehaviorEvent]) {
        self.phase = phase
        self.name = name
        self.events = events
    }
}

/// A file, or a part of one, whose behavior is not in the sequence.
package struct IncompleteInspection: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The file is larger than `ExtractionLimits.sourceBytesPerFile`.
        case fileTooLarge = "file-too-large"
        /// The package's source is larger than `ExtractionLimits.sourceBytesPerPackage`.
        case packageTooLarge = "package-too-large"
        /// Nesting beyond `SyntaxTree.maximumDepth`.
        case nestingTooDeep = "nesting-too-deep"
        /// More syntax than `SyntaxTree.maximumNodes`.
        case syntaxTooLarge = "syntax-too-large"
        /// More events than the bounds of a unit or a package.
        case tooManyEvents = "too-many-events"
        /// A manifest that decides what runs is not readable.
        case unreadableManifest = "unreadable-manifest"
        /// Source in an encoding that only the interpreter decodes, or that is no text.
        case undecodableSource = "undecodable-source"
        /// An archive from which Python would import, and that holds no source or more than source.
        case unreadArchive = "unread-archive"
    }

    package let reason: Reason
    package let path: String
    /// Whether the file would run while installing or importing, so that what is missing matters at once.
    package let runsEarly: Bool

    package init(reason: Reason, path: String, runsEarly: Bool) {
        self.reason = reason
        self.path = path
        self.runsEarly = runsEarly
    }
}

/// Everything that was seen in a package, units in the order install, import, run.
package struct BehaviorSequence: Sendable, Hashable {
    package let paths: [String]
    package let units: [BehaviorUnit]
    package let incomplete: [IncompleteInspection]

    package init(paths: [String], units: [BehaviorUnit], incomplete: [IncompleteInspection]) {
        self.paths = paths
        self.units = units
        self.incomplete = incomplete
    }
}

/// Writes a sequence as training reads it: one event a line, phase TAB unit TAB event TAB file:line.
///
/// A flow whose source is known has a fifth field, `from file:line`: the other end of the chain.
/// Tabs and line breaks in names are replaced by spaces, so that a hostile file name cannot forge lines.
package func canonicalText(of sequence: BehaviorSequence) -> String {
    var text = ""
    for unit in sequence.units {
        let prefix = "\(unit.phase.name)\t\(singleLine(unit.name))\t"
        for event in unit.events {
            let place = SourcePlace(file: event.file, line: event.line)
            text += "\(prefix)\(event.behavior.name)\t\(written(place, in: sequence))"
            if let origin = event.origin { text += "\tfrom \(written(origin, in: sequence))" }
            text += "\n"
        }
    }
    return text
}

private func written(_ place: SourcePlace, in sequence: BehaviorSequence) -> String {
    let index = Int(place.file)
    let path = index < sequence.paths.count ? singleLine(sequence.paths[index]) : "?"
    return "\(path):\(place.line)"
}

/// A hash of all names in order (FNV-1a, 64 bits, hexadecimal); a model records the one it was trained with.
package let vocabularyDigest: String = {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for behavior in Behavior.allCases {
        for byte in behavior.name.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        hash = (hash ^ 0x0a) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}()

private func singleLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
}
