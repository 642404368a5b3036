/// CRC-32 as gzip uses it (RFC 1952, section 8), eight bytes at a time.
///
/// Needed because libarchive skips a gzip member's trailer without looking at it.
struct CyclicRedundancyCheck {
    private var state: UInt32 = 0xFFFF_FFFF

    /// Eight tables of 256: the k-th advances a byte over k further zero bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }()

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // Safety: reads stay below `bytes.count`; table indexes are below 8 × 256.
        var value = state
        Self.tables.withUnsafeBufferPointer { table in
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let low = UInt32(truncatingIfNeeded: word) ^ value
                let high = UInt32(truncatingIfNeeded: word >> 32)
                value = table[1_792 + Int(low & 0xFF)] ^ table[1_536 + Int(low >> 8 & 0xFF)]
                value ^= table[1_280 + Int(low >> 16 & 0xFF)] ^ table[1_024 + Int(low >> 24)]
                value ^= table[768 + Int(high & 0xFF)] ^ table[512 + Int(high >> 8 & 0xFF)]
                value ^= table[256 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
                index += 8
            }
            while index < bytes.count {
                value = value >> 8 ^ table[Int((value ^ UInt32(bytes[index])) & 0xFF)]
                index += 1
            }
        }
        state = value
    }

    var value: UInt32 { ~state }
}
