import Packages

/// One member of an archive as its readers agree on it, before it is put where the installer would.
struct ArchiveEntry {
    enum Kind: Equatable {
        case file
        case folder
        /// The target as the link states it.
        case symbolicLink([UInt8])
        /// The name of an earlier entry.
        case hardLink([UInt8])
    }

    /// UTF-8 as far as the archive is honest; no NUL.
    let name: [UInt8]
    let kind: Kind
    let isExecutable: Bool
    let byteCount: Int
    /// The bytes when they were kept.
    let content: FileContent?
    let leadingBytes: [UInt8]

    /// The name for messages; broken UTF-8 is repaired visibly.
    var text: String { String(decoding: name, as: UTF8.self) }
}
