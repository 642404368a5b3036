package import Packages

/// One regular file of an unpacked artifact.
package struct PackageFile: Sendable {
    /// As the installer sees it: `/` between parts, the archive's root folder stripped.
    package let path: String
    package let content: FileContent
    package let isExecutable: Bool
    /// Whether it lies in an archive inside the artifact, whose path is then a folder of this one's: no installer unpacks
    /// it, but code can, and Python imports from there.
    package let isNested: Bool

    package init(path: String, bytes: [UInt8], isExecutable: Bool) {
        self.init(path: path, content: FileContent(bytes), isExecutable: isExecutable)
    }

    package init(path: String, content: FileContent, isExecutable: Bool, isNested: Bool = false) {
        self.path = path
        self.content = content
        self.isExecutable = isExecutable
        self.isNested = isNested
    }

    /// Made anew each time where they are held packed.
    package var bytes: [UInt8] { content.bytes }
    package var byteCount: Int { content.count }

    /// How an interpreter loads a file of a name: from its text, from bytes, or not at all.
    package enum Loading: Sendable { case source, binary, none }

    package static func loading(of path: String) -> Loading {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? ""[...].utf8
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return .none }
        return switch String(Substring(name[name.index(after: dot)...])).lowercased() {
        case "py", "pyw", "js", "cjs", "mjs", "ts", "sh": .source
        case "pyc", "pyo", "so", "pyd": .binary
        default: .none
        }
    }
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
