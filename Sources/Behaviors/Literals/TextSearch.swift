// Searching texts byte by byte. The standard library's own `contains` compares characters, which costs a hundred times
// as much, and misses a mark that a combining character follows.

extension StringProtocol {
    /// Whether the bytes of `word` stand somewhere in the text.
    func containsBytes(of word: StaticString) -> Bool {
        word.withUTF8Buffer { needle in
            guard let first = needle.first else { return true }
            if let found = utf8.withContiguousStorageIfAvailable({ holds(needle, startingWith: first, in: $0) }) {
                return found
            }
            return Array(utf8).withUnsafeBufferPointer { holds(needle, startingWith: first, in: $0) }
        }
    }
}

extension String {
    /// The number of scalars, counted in wide steps; the standard library's own goes from one to the next.
    var scalarCount: Int {
        // Safety: the buffer is only read, within its bounds, while the text lends it.
        utf8.withContiguousStorageIfAvailable { bytes in
            var count = 0
            for byte in bytes where byte & 0xc0 != 0x80 { count += 1 }
            return count
        } ?? unicodeScalars.count
    }
}

private func holds(
    _ needle: UnsafeBufferPointer<UInt8>, startingWith first: UInt8, in text: UnsafeBufferPointer<UInt8>
) -> Bool {
    // Safety: both buffers are only read, within their bounds, while their owners lend them.
    let last = text.count - needle.count
    var index = 0
    while index <= last {
        if text[index] == first {
            var offset = 1
            while offset < needle.count, text[index + offset] == needle[offset] { offset += 1 }
            if offset == needle.count { return true }
        }
        index += 1
    }
    return false
}
