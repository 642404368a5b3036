/// Archives inside archives: no installer unpacks them, but code can.
extension ArchiveReader {
    /// The files inside the archives that an artifact carries, as `outer.zip/inner.py`, down to the nesting limit.
    ///
    /// Python imports from an archive as from a folder. Programs with an archive behind their first line are opened too.
    /// What cannot be read is a warning, since it is data to the installer; a compressed file that is no tar is none.
    package func nestedFiles(in artifact: UnpackedArtifact) -> (files: [UnpackedFile], findings: [ArchiveFinding]) {
        var result: [UnpackedFile] = []
        var findings: [ArchiveFinding] = []
        var remaining = limits.nestedByteCount
        var level = artifact.files
        for _ in 0..<limits.nestingDepth {
            var next: [UnpackedFile] = []
            for file in level {
                guard Self.mayBeArchive(file), let bytes = file.bytes,
                    let format = Self.nestedFormat(of: bytes, named: file.path)
                else { continue }
                guard let inner = open(bytes, format, allowing: remaining) else {
                    if !Self.isPlainCompression(file.path, format) {
                        findings.append(
                            ArchiveFinding(
                                .nestedArchiveUnread, file.path, "the nested archive cannot be read", severity: .warning
                            ))
                    }
                    continue
                }
                remaining -= inner.reduce(0) { $0 + $1.byteCount }
                next += inner.map { Self.renamed($0, below: file.path) }
            }
            result += next
            level = next
        }
        return (result, findings)
    }

    private func open(_ bytes: [UInt8], _ format: ArchiveFormat, allowing byteCount: Int) -> [UnpackedFile]? {
        var limits = limits
        limits.unpackedByteCount = max(0, byteCount)
        limits.keptByteCount = min(limits.keptByteCount, limits.unpackedByteCount)
        let inner = bytes.withUnsafeBytes { buffer -> [ArchiveEntry]? in
            if format == .zip, buffer.starts(with: Self.interpreter) {
                // Places in it count from its own start or from the file's, as whoever joined them pleased.
                return Self.firstEntry(in: buffer).flatMap {
                    entries(of: UnsafeRawBufferPointer(rebasing: buffer[$0...]), format, limits)
                }
                    ?? entries(of: buffer, format, limits)
            }
            return entries(of: buffer, format, limits)
        }
        return inner.map { InstalledTree($0, layout: .wheel, limits: limits).files }
    }

    private func entries(
        of buffer: UnsafeRawBufferPointer, _ format: ArchiveFormat, _ limits: ArchiveLimits
    ) -> [ArchiveEntry]? {
        let read: (entries: [ArchiveEntry], findings: [ArchiveFinding])?
        if format == .zip {
            read = try? ZipReader(limits: limits).read(buffer)
        } else {
            read = try? TarReader(limits: limits, isForNpm: false).read(buffer, format)
        }
        let isOdd = read?.findings.contains { $0.severity == .ambiguous && $0.code != .prefixBytes }
        return isOdd == false ? read?.entries : nil
    }

    /// Where the first entry of a zip begins.
    private static func firstEntry(in buffer: UnsafeRawBufferPointer) -> Int? {
        // Safety: indices stay four below the end.
        buffer.indices.dropLast(3).first {
            buffer[$0] == 0x50 && buffer[$0 + 1] == 0x4B && buffer[$0 + 2] == 3 && buffer[$0 + 3] == 4
        }
    }

    /// The format of a nested archive; a plain tar has no magic and goes by its name.
    private static func nestedFormat(of bytes: [UInt8], named path: String) -> ArchiveFormat? {
        bytes.withUnsafeBytes { buffer in
            if buffer.starts(with: Self.interpreter) { return ZipDirectory.looksLikeZip(buffer) ? .zip : nil }
            return ArchiveFormat.hasMagic(buffer) || path.lowercased().hasSuffix(".tar")
                ? ArchiveFormat.detect(buffer) : nil
        }
    }

    /// By its first bytes alone, so that few files that are held packed are unpacked for it.
    private static func mayBeArchive(_ file: UnpackedFile) -> Bool {
        let leading = file.leadingBytes
        return leading.withUnsafeBytes { ArchiveFormat.hasMagic($0) } || leading.starts(with: interpreter)
            || file.path.lowercased().hasSuffix(".tar")
    }

    private static let interpreter = Array("#!".utf8)

    private static func isPlainCompression(_ path: String, _ format: ArchiveFormat) -> Bool {
        let lower = path.lowercased()
        let isTarName = [".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz"].contains { lower.hasSuffix($0) }
        return format != .zip && !isTarName
    }

    private static func renamed(_ file: UnpackedFile, below outer: String) -> UnpackedFile {
        UnpackedFile(
            path: outer + "/" + file.path, content: file.content, leadingBytes: file.leadingBytes,
            byteCount: file.byteCount, isExecutable: file.isExecutable)
    }
}
