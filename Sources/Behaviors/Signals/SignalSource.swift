package import Packages

/// One file of an artifact as the signals see it, also when its bytes were too many to keep.
package struct ArchivedFile: Sendable {
    /// As the installer sees it: `/` between parts, the archive's root folder stripped.
    package let path: String
    /// Nil for native code and media over the quarantine's limits.
    package let content: FileContent?
    /// The first bytes, at least 64 where the file has them.
    package let leadingBytes: [UInt8]
    package let byteCount: Int

    package init(path: String, bytes: [UInt8]?, leadingBytes: [UInt8], byteCount: Int) {
        self.init(path: path, content: bytes.map { FileContent($0) }, leadingBytes: leadingBytes, byteCount: byteCount)
    }

    package init(path: String, content: FileContent?, leadingBytes: [UInt8], byteCount: Int) {
        self.path = path
        self.content = content
        self.leadingBytes = leadingBytes
        self.byteCount = byteCount
    }

    /// Made anew each time where they are held packed.
    package var bytes: [UInt8]? { content?.bytes }

    /// The last part of the path.
    var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }

    /// What stands behind the last dot, in lower case; empty for names without one and for `.hidden` ones.
    var ending: String { PackageMap.ending(of: path) }

    var depth: Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
}

/// What the signals read: the files of one artifact, what its code does, and whose it says it is.
package struct SignalSource: Sendable {
    package let kind: ArtifactKind
    package let files: [ArchivedFile]
    package let sequence: BehaviorSequence
    /// The project's name as the artifact's own metadata states it.
    package let declaredName: String?

    package init(kind: ArtifactKind, files: [ArchivedFile], sequence: BehaviorSequence, declaredName: String?) {
        self.kind = kind
        self.files = files
        self.sequence = sequence
        self.declaredName = declaredName
    }
}

/// Everything that the files show, in the order of the kinds, each within its limit.
package func archiveSignals(in source: SignalSource) -> [ArchiveSignal] {
    ArchiveSignal.Kind.allCases.flatMap { kind in
        signals(of: kind, in: source).prefix(ArchiveSignal.limitPerKind)
    }
}

private func signals(of kind: ArchiveSignal.Kind, in source: SignalSource) -> [ArchiveSignal] {
    switch kind {
    case .nativeBehindStub: nativeBehindStub(in: source)
    case .strayBytecode: strayBytecode(in: source)
    case .dataRunAsCode: dataRunAsCode(in: source)
    case .disguisedProgram: disguisedPrograms(in: source)
    case .foreignModule: foreignModules(in: source)
    case .clientSettings: clientSettings(in: source)
    case .recordMismatch: recordMismatches(in: source)
    case .hiddenCharacters: hiddenCharacters(in: source)
    case .hiddenLine: hiddenLines(in: source)
    }
}
