/// Gives equal byte strings one number, and each number at most one `String`.
///
/// A minified file repeats its identifiers thousands of times: hashing their bytes in place costs neither a `String`
/// nor a heap allocation. Probing is bounded, so chosen collisions cannot make it slow: they only repeat texts.
struct TextTable {
    private struct Entry {
        let hash: UInt32
        let start: UInt32
        let count: UInt32
        /// The place in `SyntaxTree.texts`; 0 while no node uses it.
        var treeIndex: UInt32
        /// The first eight bytes, fewer with zeros above: most texts are compared by these alone.
        let beginning: UInt64
    }

    static let maximumProbes = 48
    /// Longer texts are rarely repeated.
    static let maximumLength = 256

    /// Hash above number, 0 for free: most of what is passed over in probing is seen by its hash alone.
    private var slots: [UInt64]
    private var entries: [Entry]
    private var pool: [UInt8] = []

    /// A table in which these words have the numbers from 1 on, in order.
    init(words: [String] = []) {
        slots = Array(repeating: 0, count: 1024)
        entries = [Entry(hash: 0, start: 0, count: 0, treeIndex: 0, beginning: 0)]
        // As many as a file of some kilobytes has.
        entries.reserveCapacity(512)
        pool.reserveCapacity(4_096)
        for word in words {
            let bytes = Array(word.utf8)
            _ = number(of: bytes, from: 0, to: bytes.count)
        }
    }

    /// The hash of `bytes[start..<end]`, eight bytes at a time.
    @inline(__always)
    static func hash(of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> UInt32 {
        hash(of: bytes, from: start, to: end, beginning: word(of: bytes, from: start, to: end))
    }

    @inline(__always)
    private static func hash(
        of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, beginning: UInt64
    ) -> UInt32 {
        var hash = mixed(UInt64(truncatingIfNeeded: end - start) ^ beginning)
        var index = start + 8
        while index < end {
            hash = mixed(hash ^ word(of: bytes, from: index, to: end))
            index += 8
        }
        return UInt32(truncatingIfNeeded: hash >> 32)
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }

    /// The first eight bytes, the first lowest; with zeros above where there are fewer.
    @inline(__always)
    private static func word(of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> UInt64 {
        let count = end - start
        // Safety: eight bytes are read only where the buffer has them.
        if start + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            return count >= 8 ? word : word & (1 << UInt64(truncatingIfNeeded: count * 8) - 1)
        }
        var word: UInt64 = 0
        var index = min(end, start + 8)
        while index > start {
            index -= 1
            word = word << 8 | UInt64(bytes[index])
        }
        return word
    }

    // Safety: buffers below are only read, within their bounds, while their arrays lend them.

    /// The number of `bytes[start..<end]`.
    mutating func number(of bytes: [UInt8], from start: Int, to end: Int) -> Int {
        let (hash, beginning) = bytes.withUnsafeBytes { bytes in
            let beginning = Self.word(of: bytes, from: start, to: end)
            return (Self.hash(of: bytes, from: start, to: end, beginning: beginning), beginning)
        }
        return number(of: bytes, from: start, to: end, hash: hash, beginning)
    }

    /// The number of `bytes[start..<end]`, whose hash the caller knows.
    mutating func number(of bytes: [UInt8], from start: Int, to end: Int, hash: UInt32) -> Int {
        let beginning = bytes.withUnsafeBytes { Self.word(of: $0, from: start, to: end) }
        return number(of: bytes, from: start, to: end, hash: hash, beginning)
    }

    @inline(__always)
    private mutating func number(
        of bytes: [UInt8], from start: Int, to end: Int, hash: UInt32, _ beginning: UInt64
    ) -> Int {
        let count = UInt32(truncatingIfNeeded: end - start)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 15)) & mask
        var probes = 0
        while probes < Self.maximumProbes {
            let known = slots[slot]
            if known == 0 { break }
            if UInt32(truncatingIfNeeded: known >> 32) == hash {
                let number = Int(UInt32(truncatingIfNeeded: known))
                let entry = entries[number]
                if entry.count == count, entry.beginning == beginning, count <= 8 || isEqual(entry, bytes, start) {
                    return number
                }
            }
            slot = (slot + 1) & mask
            probes += 1
        }
        return add(bytes, from: start, to: end, hash: hash, beginning, slot: probes < Self.maximumProbes ? slot : nil)
    }

    @inline(never)
    private mutating func add(
        _ bytes: [UInt8], from start: Int, to end: Int, hash: UInt32, _ beginning: UInt64, slot: Int?
    ) -> Int {
        let number = entries.count
        entries.append(
            Entry(
                hash: hash, start: UInt32(pool.count), count: UInt32(end - start), treeIndex: 0, beginning: beginning))
        pool.append(contentsOf: bytes[start..<end])
        if let slot { slots[slot] = Self.slot(hash, number) }
        if entries.count * 2 > slots.count { grow() }
        return number
    }

    /// The place of a number's text in the tree's texts, made on first use.
    mutating func treeIndex(of number: Int, in tree: inout SyntaxTree) -> UInt32 {
        let entry = entries[number]
        if entry.treeIndex != 0 || entry.count == 0 { return entry.treeIndex }
        let index = UInt32(tree.texts.count)
        let start = Int(entry.start)
        // Safety: the buffer is only read, within the entry's bytes, while the array lends it.
        pool.withUnsafeBufferPointer { pool in
            let text = UnsafeBufferPointer(rebasing: pool[start..<start + Int(entry.count)])
            tree.texts.append(String(decoding: text, as: UTF8.self))
        }
        entries[number].treeIndex = index
        return index
    }

    /// The place of `bytes[start..<end]` in the tree's texts.
    mutating func treeIndex(of bytes: [UInt8], from start: Int, to end: Int, in tree: inout SyntaxTree) -> UInt32 {
        if end <= start { return 0 }
        if end - start <= Self.maximumLength {
            return treeIndex(of: number(of: bytes, from: start, to: end), in: &tree)
        }
        tree.texts.append(String(decoding: bytes[start..<end], as: UTF8.self))
        return UInt32(tree.texts.count - 1)
    }

    /// The place of a text of our own.
    mutating func treeIndex(of text: StaticString, in tree: inout SyntaxTree) -> UInt32 {
        text.withUTF8Buffer { treeIndex(of: Array($0), from: 0, to: $0.count, in: &tree) }
    }

    /// Whether a text that begins alike goes on alike.
    private func isEqual(_ entry: Entry, _ bytes: [UInt8], _ start: Int) -> Bool {
        let base = Int(entry.start)
        let count = Int(entry.count)
        guard base + count <= pool.count, start + count <= bytes.count else { return false }
        // Safety: both buffers are only read, within the bounds checked above, while their arrays lend them.
        return pool.withUnsafeBytes { known in
            bytes.withUnsafeBytes { text in
                var offset = 8
                while offset + 8 <= count {
                    let left = known.loadUnaligned(fromByteOffset: base + offset, as: UInt64.self)
                    let right = text.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self)
                    if left != right { return false }
                    offset += 8
                }
                while offset < count {
                    if known[base + offset] != text[start + offset] { return false }
                    offset += 1
                }
                return true
            }
        }
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = Array(repeating: 0, count: mask + 1)
        for number in 1..<entries.count {
            let hash = entries[number].hash
            var slot = Int(truncatingIfNeeded: hash ^ (hash >> 15)) & mask
            var probes = 0
            while probes < Self.maximumProbes, slots[slot] != 0 {
                slot = (slot + 1) & mask
                probes += 1
            }
            if probes < Self.maximumProbes { slots[slot] = Self.slot(hash, number) }
        }
    }

    private static func slot(_ hash: UInt32, _ number: Int) -> UInt64 {
        UInt64(hash) << 32 | UInt64(UInt32(truncatingIfNeeded: number))
    }
}
