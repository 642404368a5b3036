/// What the paths of a package's files begin with, up to each `/` and `.`: an import names a file without its ending or a
/// folder, and most imports name none of the package, which this says without trying every ending.
struct PathStems: Sendable {
    private var hashes: Set<UInt64> = []
    /// Canonically equal texts of other bytes are equal paths to a dictionary, so that bytes say nothing then.
    private var hasOtherThanASCII = false

    init(_ paths: some Sequence<String>) {
        for path in paths {
            var hash = Self.start
            for byte in path.utf8 {
                if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") { hashes.insert(hash) }
                if byte >= 0x80 { hasOtherThanASCII = true }
                hash = Self.next(hash, byte)
            }
            hashes.insert(hash)
        }
    }

    /// Whether a file may have this path, or begin with it in front of `/` or `.`; false is certain.
    func mayHold(_ path: some StringProtocol) -> Bool {
        hasOtherThanASCII || path.isEmpty || hashes.contains(path.utf8.reduce(Self.start, Self.next))
    }

    /// The same for a path below a folder, without putting them together.
    func mayHold(_ path: String, below folder: String) -> Bool {
        if hasOtherThanASCII { return true }
        let prefix = Self.next(folder.utf8.reduce(Self.start, Self.next), UInt8(ascii: "/"))
        return hashes.contains(path.utf8.reduce(prefix, Self.next))
    }

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    // FNV: a collision, even a wanted one, only means that the endings are tried.
    private static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
