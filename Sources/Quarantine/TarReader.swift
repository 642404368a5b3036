/// Feeds one unpacked stream to two readers: every chunk that libarchive pulls is first walked by our own reader.
final class TarSource {
    private(set) var walk: TarWalk
    private let stream: UnpackedStream

    init(_ stream: UnpackedStream, walk: TarWalk) {
        self.stream = stream
        self.walk = walk
    }

    var failure: QuarantineError? { stream.failure }

    /// The next chunk for libarchive; nil at the end, or once something makes the rest pointless.
    func next() -> UnsafeRawBufferPointer? {
        guard !walk.isStopped, let chunk = stream.next() else { return nil }
        walk.feed(chunk)
        return chunk
    }

    /// Ends both readers and returns the findings of stream and walk; throws when the archive is broken.
    func finish() throws(QuarantineError) -> [ArchiveFinding] {
        while next() != nil {}
        if let failure { throw failure }
        // A stream cut at a limit has no proper end.
        if stream.findings.allSatisfy({ $0.code != .overLimit }) { try walk.finish() }
        return stream.findings + walk.findings
    }
}

/// Reads a tar's members with our own walk, and lets libarchive say whether it sees the same ones.
struct TarReader {
    let limits: ArchiveLimits
    let isForNpm: Bool

    func read(
        _ bytes: UnsafeRawBufferPointer, _ format: ArchiveFormat
    ) throws(QuarantineError) -> (entries: [ArchiveEntry], findings: [ArchiveFinding]) {
        let stream = try UnpackedStream(bytes, format, limits: limits)
        let source = TarSource(stream, walk: TarWalk(limits: limits, isForNpm: isForNpm))
        let (seen, problem) = try withExtendedLifetime(source) { () throws(QuarantineError) in
            try list(LibarchiveHandle.tar(pulling: source))
        }
        var findings = try source.finish()
        let entries = source.walk.entries
        guard !findings.contains(where: { $0.severity == .ambiguous }) else { return (entries, findings) }
        if let problem {
            findings.append(ArchiveFinding(.readersDisagree, "", "libarchive refuses the tar: \(problem)"))
        } else if let difference = difference(between: entries, and: seen) {
            findings.append(difference)
        }
        return (entries, findings)
    }

    private func list(
        _ handle: LibarchiveHandle
    ) throws(QuarantineError) -> (headers: [LibarchiveHandle.Header], problem: String?) {
        var headers: [LibarchiveHandle.Header] = []
        while true {
            switch handle.nextHeader() {
            case .ok:
                guard let header = handle.header else { return (headers, "an entry has no name") }
                headers.append(header)
            case .end: return (headers, nil)
            case .warned(let reason), .failed(let reason): return (headers, reason)
            }
        }
    }

    private func difference(
        between entries: [ArchiveEntry], and headers: [LibarchiveHandle.Header]
    ) -> ArchiveFinding? {
        for (entry, header) in zip(entries, headers) {
            guard trimmed(entry.name).elementsEqual(trimmed(header.name)) else {
                return ArchiveFinding(.readersDisagree, entry.text, "libarchive reads another name here")
            }
            let agrees =
                switch entry.kind {
                case .file: header.kind == .file && header.size == entry.byteCount
                case .folder: header.kind == .folder
                case .symbolicLink: header.kind == .symbolicLink
                case .hardLink: header.kind == .hardLink
                }
            guard agrees else {
                return ArchiveFinding(.readersDisagree, entry.text, "libarchive reads another type or size here")
            }
        }
        guard entries.count == headers.count else {
            return ArchiveFinding(
                .readersDisagree, "", "libarchive reads \(headers.count) members, but \(entries.count) were walked")
        }
        return nil
    }

    private func trimmed(_ name: [UInt8]) -> ArraySlice<UInt8> {
        name[..<((name.lastIndex { $0 != UInt8(ascii: "/") } ?? -1) + 1)]
    }
}
