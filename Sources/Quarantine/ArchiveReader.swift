import Packages

/// Reads an artifact's archive in memory as npm or pip would unpack it; nothing is written anywhere.
///
/// Blocks while it unpacks (about 100 MB/s of packed bytes): call it off Swift's cooperative threads.
package struct ArchiveReader: Sendable {
    package let limits: ArchiveLimits

    package init(limits: ArchiveLimits = ArchiveLimits()) {
        self.limits = limits
    }

    /// Loads what reading needs from the system, once, so that it works afterwards where no file can be opened.
    package static func prepareProcess() { LibarchiveHandle.useUTF8Names }

    /// Reads an archive from memory.
    ///
    /// - Parameters:
    ///   - kind: decides which formats are accepted and how paths are stripped.
    ///   - filename: decides an sdist's format, as it does for pip.
    /// - Throws: `wrongFormat` when the bytes are no such archive, `damagedArchive` when they break off or are corrupt.
    package func read(
        _ bytes: [UInt8], kind: ArtifactKind, filename: String
    ) throws(QuarantineError) -> UnpackedArtifact {
        try bytes.withUnsafeBytes { outcome(of: $0, kind, filename) }.get()
    }

    /// Reads an archive from a mapped file, for wheels of several gigabytes, and lets its pages go.
    package func read(
        _ file: MappedFile, kind: ArtifactKind, filename: String
    ) throws(QuarantineError) -> UnpackedArtifact {
        defer { file.releasePages() }
        return try file.withBytes { outcome(of: $0, kind, filename) }.get()
    }

    private func outcome(
        of bytes: UnsafeRawBufferPointer, _ kind: ArtifactKind, _ filename: String
    ) -> Result<UnpackedArtifact, QuarantineError> {
        do throws(QuarantineError) {
            return .success(try unpack(bytes, kind, filename))
        } catch {
            return .failure(error)
        }
    }

    private func unpack(
        _ bytes: UnsafeRawBufferPointer, _ kind: ArtifactKind, _ filename: String
    ) throws(QuarantineError) -> UnpackedArtifact {
        let expected = ArchiveFormat.expected(for: kind, named: filename)
        let detected = ArchiveFormat.detect(bytes)
        // A zip with bytes before it has no magic at its start, and is still one to every installer.
        let format = detected == nil && expected == [.zip] && ZipDirectory.looksLikeZip(bytes) ? .zip : detected
        guard let format, expected.contains(format) else {
            throw .wrongFormat(
                got: format?.rawValue ?? "no archive",
                expected: expected.map(\.rawValue).joined(separator: " or "))
        }
        var findings: [ArchiveFinding] = []
        let entries: [ArchiveEntry]
        if format == .zip {
            (entries, findings) = try ZipReader(limits: limits).read(bytes)
        } else {
            (entries, findings) = try TarReader(limits: limits, isForNpm: kind == .npmTarball).read(bytes, format)
            // pip asks `zipfile.is_zipfile` before it looks for a tar, and that searches the file's last 64 KiB.
            if kind == .sdist, ZipDirectory.looksLikeZip(bytes) {
                findings.append(ArchiveFinding(.zipInsideTar, "", "pip would unpack the file as a zip"))
            }
        }
        let tree = InstalledTree(entries, layout: Self.layout(of: kind), limits: limits)
        return UnpackedArtifact(format: format, files: tree.files, findings: findings + tree.findings)
    }

    private static func layout(of kind: ArtifactKind) -> InstallLayout {
        switch kind {
        case .npmTarball: .npm
        case .sdist: .sdist
        case .wheel: .wheel
        }
    }
}
