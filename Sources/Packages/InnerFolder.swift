/// A folder inside an archive or a repository from which a package is built in place of the root (`#subdirectory=`).
///
/// A build in there may read everything around it, so what is inspected has the folder's files at its root and all
/// files once more below `airlock-repository`.
package struct InnerFolder: Sendable, Hashable {
    /// Relative, `/` between components, none of them empty or a dot's.
    package let path: String

    private static let outside = "airlock-repository/"

    /// Nil for what is not plainly a path inside: dots, empty components, characters that clients might read in their way.
    package init?(_ path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isProper = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/.-_+".utf8.contains(byte)
            }
        }
        guard isProper, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return nil }
        self.path = path
    }

    /// Where a file is found by what is built in the folder; throws where nothing can be placed without doubt.
    package func places(of file: String) throws(InnerFolderError) -> [String] {
        guard file.hasPrefix(path + "/") else { return [Self.outside + file] }
        let inner = String(file.dropFirst(path.count + 1))
        guard !inner.hasPrefix(Self.outside) else { throw InnerFolderError.reservedName }
        return [inner, Self.outside + file]
    }
}

/// Why a tree cannot be read from one of its folders.
package enum InnerFolderError: Error, Sendable, Equatable, CustomStringConvertible {
    case reservedName
    case missing(InnerFolder)

    package var description: String {
        switch self {
        case .reservedName: "it has a folder 'airlock-repository', which is Airlock's own name for something"
        case .missing(let folder): "it has no folder '\(folder.path)'"
        }
    }
}
