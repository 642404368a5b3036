import Packages

/// One file as the installer would write it.
package struct UnpackedFile: Sendable, Hashable {
    /// Relative, `/` between components: npm's first component stripped, an sdist's common root stripped, a wheel's as is.
    package let path: String
    /// All bytes; nil when the file is binary or over a limit, which an `oversized-…` finding then says.
    package let content: FileContent?
    /// The same, made anew each time where they are held packed.
    package var bytes: [UInt8]? { content?.bytes }
    /// The first bytes, at most 512, also of files that are not kept; tells the magic of native code.
    package var leadingBytes: [UInt8] { content?.prefix(Self.leadingLimit) ?? leadingBytesOfUnkept }
    package let byteCount: Int
    package let isExecutable: Bool
    private let leadingBytesOfUnkept: [UInt8]
    private static let leadingLimit = 512

    package init(path: String, bytes: [UInt8]?, leadingBytes: [UInt8], byteCount: Int, isExecutable: Bool) {
        self.init(
            path: path, content: bytes.map { FileContent($0) }, leadingBytes: leadingBytes, byteCount: byteCount,
            isExecutable: isExecutable)
    }

    package init(path: String, content: FileContent?, leadingBytes: [UInt8], byteCount: Int, isExecutable: Bool) {
        self.path = path
        self.content = content
        leadingBytesOfUnkept = content == nil ? leadingBytes : []
        self.byteCount = byteCount
        self.isExecutable = isExecutable
    }
}

/// What npm or pip would install from one archive, in memory, and what was odd about the archive.
package struct UnpackedArtifact: Sendable {
    package let format: ArchiveFormat
    /// In the archive's order; each path once.
    package let files: [UnpackedFile]
    package let findings: [ArchiveFinding]

    package init(format: ArchiveFormat, files: [UnpackedFile], findings: [ArchiveFinding]) {
        self.format = format
        self.files = files
        self.findings = findings
    }

    /// The same files as a build in one of the folders finds them.
    package func rooted(at folder: InnerFolder) throws(InnerFolderError) -> UnpackedArtifact {
        var rooted: [UnpackedFile] = []
        var isFound = false
        for file in files {
            let places = try folder.places(of: file.path)
            isFound = isFound || places.count > 1
            for place in places {
                rooted.append(
                    UnpackedFile(
                        path: place, content: file.content, leadingBytes: file.leadingBytes, byteCount: file.byteCount,
                        isExecutable: file.isExecutable))
            }
        }
        guard isFound else { throw InnerFolderError.missing(folder) }
        return UnpackedArtifact(format: format, files: rooted, findings: findings)
    }

    /// Whether some installer could write other bytes than `files`: such an artifact must not be installed.
    package var isAmbiguous: Bool { findings.contains { $0.severity == .ambiguous } }
}
