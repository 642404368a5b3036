internal import CZlib

/// Packs texts in memory with zlib at its fastest; nothing packed leaves the process.
enum BytePacking {
    /// Shorter texts gain nothing.
    private static let shortest = 256

    // Safety: zlib writes into buffers of the sizes that it is given and reads those that arrays lend for the call.

    /// Nil when packing would not save an eighth.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= shortest else { return nil }
        let capacity = bytes.count - bytes.count / 8
        let packed = [UInt8](unsafeUninitializedCapacity: capacity) { target, written in
            var length = uLongf(capacity)
            let status = bytes.withUnsafeBufferPointer {
                compress2(target.baseAddress, &length, $0.baseAddress, uLong($0.count), Z_BEST_SPEED)
            }
            written = status == Z_OK ? Int(length) : 0
        }
        // A copy takes as many bytes as were written, not as many as might have been.
        return packed.isEmpty ? nil : packed.withUnsafeBufferPointer { Array($0) }
    }

    /// The first bytes of what was packed; fewer where there are fewer.
    static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { target, written in
            var length = uLongf(count)
            let status = packed.withUnsafeBufferPointer {
                uncompress(target.baseAddress, &length, $0.baseAddress, uLong($0.count))
            }
            // Where the buffer ends before the text does, it was filled up to there.
            written = status == Z_OK || status == Z_BUF_ERROR ? Int(length) : 0
        }
    }
}
