package import Packages

/// One regular file of an unpacked artifact.
package struct PackageFile: Sendable {
    /// As the installer sees it: `/` between parts, the archive's root folder stripped.
    package let path: String
    package let content: FileContent
    package let isExecutable: Bool

    package init(path: String, bytes: [UInt8], isExecutable: Bool) {
        self.init(path: path, content: FileContent(bytes), isExecutable: isExecutable)
    }

    package init(path: String, content: FileContent, isExecutable: Bool) {
        self.path = path
        self.content = content
        self.isExecutable = isExecutable
    }

    /// Made anew each time where they are held packed.
    package var bytes: [UInt8] { content.bytes }
    package var byteCount: Int { content.count }
}

/// What the extractor reads: the files of one artifact and what kind of artifact it is.
package struct PackageSource: Sendable {
    package let ecosystem: Ecosystem
    package let kind: ArtifactKind
    package let files: [PackageFile]

    package init(ecosystem: Ecosystem, kind: ArtifactKind, files: [PackageFile]) {
        self.ecosystem = ecosystem
        self.kind = kind
        self.files = files
    }
}
