#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// Looking through bytes in wide steps, which a loop that may leave at any byte does not take.
// Safety: every pointer is of a buffer that its array lends for the call; only bytes within its bounds are read.

extension [UInt8] {
    /// Whether a byte beyond ASCII stands in a range.
    func hasOtherThanASCII(in range: Range<Int>) -> Bool {
        withUnsafeBufferPointer { buffer in
            var start = range.lowerBound
            while start < range.upperBound {
                let end = Swift.min(start + 256, range.upperBound)
                var bits: UInt8 = 0
                for index in start..<end { bits |= buffer[index] }
                if bits >= 0x80 { return true }
                start = end
            }
            return false
        }
    }

    /// The index of the next such byte from an index on; the count when there is none.
    func index(of byte: UInt8, from start: Int) -> Int {
        withUnsafeBufferPointer { buffer in
            guard start < buffer.count, let base = buffer.baseAddress,
                let found = memchr(base + start, Int32(byte), buffer.count - start)
            else { return buffer.count }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
    }

    /// Whether the bytes of a word stand somewhere.
    func holds(_ word: StaticString) -> Bool {
        withUnsafeBufferPointer { buffer in
            let last = buffer.count - word.utf8CodeUnitCount
            guard let base = buffer.baseAddress, word.utf8CodeUnitCount > 0 else { return false }
            var start = 0
            while start <= last, let found = memchr(base + start, Int32(word.utf8Start.pointee), last - start + 1) {
                if memcmp(found, word.utf8Start, word.utf8CodeUnitCount) == 0 { return true }
                start = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found)) + 1
            }
            return false
        }
    }

    /// The start of the next line that is longer, from the start of a line on; the count when there is none.
    ///
    /// Lines end with a line feed or a carriage return.
    func startOfLine(longerThan length: Int, from first: Int) -> Int {
        withUnsafeBufferPointer { buffer in
            var start = first
            while start + length < buffer.count {
                // The last end that leaves all lines before it short enough.
                var end = start + length
                while end >= start, buffer[end] != 0x0a, buffer[end] != 0x0d { end -= 1 }
                if end < start { return start }
                start = end + 1
            }
            return buffer.count
        }
    }

    /// Whether a line, ended by a line feed, is this long or longer: looks back from where it would end.
    func hasLine(ofLength length: Int) -> Bool {
        var start = 0
        while start + length <= count {
            var place = start + length - 1
            while place >= start, self[place] != 0x0a { place -= 1 }
            if place < start { return true }
            start = place + 1
        }
        return false
    }
}
