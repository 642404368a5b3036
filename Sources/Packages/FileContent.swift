/// The bytes of one file that are held for long and seldom read: as they are, or packed.
package struct FileContent: Sendable, Hashable {
    /// How many bytes there are.
    package let count: Int
    private let stored: [UInt8]
    package let isPacked: Bool

    /// Holds the bytes as they are.
    package init(_ bytes: [UInt8]) {
        count = bytes.count
        stored = bytes
        isPacked = false
    }

    /// Holds the bytes packed, if that saves an eighth of them: for artifacts with much text.
    package init(packing bytes: [UInt8]) {
        count = bytes.count
        let packed = BytePacking.packed(bytes)
        stored = packed ?? bytes
        isPacked = packed != nil
    }

    /// All bytes; made anew each time where they are packed.
    package var bytes: [UInt8] { isPacked ? BytePacking.unpacked(stored, count: count) : stored }

    /// The first bytes.
    package func prefix(_ length: Int) -> [UInt8] {
        isPacked ? BytePacking.unpacked(stored, count: min(count, length)) : Array(stored.prefix(length))
    }

    package static func == (left: FileContent, right: FileContent) -> Bool {
        left.count == right.count
            && (left.isPacked == right.isPacked ? left.stored == right.stored : left.bytes == right.bytes)
    }

    package func hash(into hasher: inout Hasher) {
        // Equal contents may be held in two ways.
        hasher.combine(count)
        hasher.combine(prefix(64))
    }
}
