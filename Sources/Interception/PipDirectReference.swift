/// A requirement that an address or an archive on disk answers in place of an index.
package struct PipDirectReference: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A wheel or sdist on this machine, by path or `file:` address.
        case localArchive
        /// A wheel or sdist at an `http:`, `https:` or `ftp:` address.
        case remoteArchive
        /// `git+…`, `hg+…`, `svn+…`, `bzr+…`.
        case versionControl
    }

    package let kind: Kind
    /// The project that the requirement names before its `@`; nil for a bare address or path.
    package let name: String?
    /// The path of a local archive, percent signs undone; else the address with its fragment.
    package let location: String
    /// The requirement as written, without its marker.
    package let text: String
    package let isEditable: Bool
    /// The `--hash` values beside it, `sha256:…`; any one of them suffices for pip.
    package let hashes: [String]
    /// The file and line that hold it, as a message names them; nil for the command line.
    package let place: String?

    /// Reads a requirement; nil for projects and folders.
    package init?(
        parsing text: String, isEditable: Bool = false, hashes: [String] = [], place: String? = nil
    ) {
        switch PipRequirement(parsing: text) {
        case .named, .folder: return nil
        case .archive(let name, let path): (kind, self.name, location) = (.localArchive, name, path)
        case .remote(let name, let address): (kind, self.name, location) = (.remoteArchive, name, address)
        case .versionControl(let name, let address): (kind, self.name, location) = (.versionControl, name, address)
        }
        self.text = text
        self.isEditable = isEditable
        self.hashes = hashes
        self.place = place
    }
}
