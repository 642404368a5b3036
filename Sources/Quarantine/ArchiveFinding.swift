/// Something about an archive that its file list alone does not tell.
package struct ArchiveFinding: Sendable, Hashable {
    /// What a finding means for the verdict.
    package enum Severity: Sendable, Hashable {
        /// What would be installed is not certainly what was read: blocks.
        case ambiguous
        /// A file that could run was not read: an incomplete inspection.
        case incomplete
        /// Unusual, but everything that would be installed was read.
        case warning
    }

    /// The closed list of findings; the raw value is the reason's code in reports.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case absolutePath = "absolute-path"
        case parentPath = "parent-path"
        case irregularPath = "irregular-path"
        case nulInName = "nul-in-name"
        case controlCharacterInName = "control-character-in-name"
        case backslashInName = "backslash-in-name"
        case nameNotUTF8 = "name-not-utf8"
        case duplicateName = "duplicate-name"
        case similarName = "similar-name"
        case fileAndFolderClash = "file-and-folder-clash"
        case linkIgnored = "link-ignored"
        case linkFollowed = "link-followed"
        case linkEscapesRoot = "link-escapes-root"
        case linkTargetMissing = "link-target-missing"
        case writesThroughLink = "writes-through-link"
        case deviceNode = "device-node"
        case unsupportedEntryType = "unsupported-entry-type"
        case malformedTarHeader = "malformed-tar-header"
        case ambiguousTarHeader = "ambiguous-tar-header"
        case ambiguousExtendedHeader = "ambiguous-extended-header"
        case dataBehindEndMarker = "data-behind-end-marker"
        case trailingData = "trailing-data"
        case checksumMismatch = "checksum-mismatch"
        case severalMembers = "several-compressed-members"
        case zipInsideTar = "zip-inside-tar"
        case readersDisagree = "readers-disagree"
        case overLimit = "over-limit"
        case oversizedText = "oversized-text"
        case oversizedData = "oversized-data"
        case prefixBytes = "prefix-bytes"
        case hiddenEntry = "hidden-entry"
        case gapBetweenEntries = "gap-between-entries"
        case overlappingEntries = "overlapping-entries"
        case localHeaderMismatch = "local-header-mismatch"
        case encryptedEntry = "encrypted-entry"
        case unsupportedCompression = "unsupported-compression"
        case zip64Mismatch = "zip64-mismatch"
        case entryCountMismatch = "entry-count-mismatch"
        case damagedEntry = "damaged-entry"
        case nestedArchiveUnread = "nested-archive-unread"
    }

    package let code: Code
    /// The entry's name as the archive states it, or empty for the archive as a whole.
    package let path: String
    /// One sentence for people: lower case, no full stop.
    package let detail: String
    package let severity: Severity

    package init(_ code: Code, _ path: String, _ detail: String, severity: Severity = .ambiguous) {
        self.code = code
        self.path = path
        self.detail = detail
        self.severity = severity
    }
}
