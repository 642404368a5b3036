/// Packs texts in memory by naming what stood before: some 300 MB/s, to a third of most source code.
///
/// A stretch is a byte of two counts (bytes that stand for themselves, length of the repeat less four; 15 goes on in more
/// bytes, of which 255 goes on again), those bytes, and two bytes of how far back the repeat begins. The last stretch
/// has no repeat. Nothing of it leaves the process.
enum BytePacking {
    private static let shortestRepeat = 4
    private static let wordLength = 8
    private static let farthest = 65_535
    private static let tableBits = 13
    /// Shorter texts gain nothing.
    private static let shortest = 256

    /// Nil when packing would not save an eighth.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= shortest, bytes.count < Int(UInt32.max) else { return nil }
        var packer = Packer(capacity: bytes.count - bytes.count / 8)
        // Safety: the buffer is only read, within its bounds, while the array lends it.
        let isShort = bytes.withUnsafeBytes { pack($0, into: &packer) }
        return isShort ? packer.finished : nil
    }

    private static func pack(_ source: UnsafeRawBufferPointer, into packer: inout Packer) -> Bool {
        // Positions by what stands there; a wrong one is seen when it is compared.
        var table = [UInt32](repeating: 0, count: 1 << tableBits)
        var position = 1
        var start = 0
        var misses = 0
        while position + shortestRepeat <= source.count {
            let word = source.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let slot = Int((word &* 2_654_435_761) >> UInt32(32 - tableBits))
            let earlier = Int(table[slot])
            table[slot] = UInt32(position)
            guard position - earlier <= farthest, source.loadUnaligned(fromByteOffset: earlier, as: UInt32.self) == word
            else {
                // Where nothing repeats, ever more is passed over.
                misses += 1
                position += 1 + misses >> 6
                continue
            }
            misses = 0
            let length = shortestRepeat + repeated(source, position + shortestRepeat, earlier + shortestRepeat)
            guard packer.add(source, from: start, to: position, distance: position - earlier, length: length) else {
                return false
            }
            position += length
            start = position
        }
        return packer.add(source, from: start, to: source.count, distance: 0, length: 0)
    }

    /// How many bytes are the same at two places.
    private static func repeated(_ source: UnsafeRawBufferPointer, _ later: Int, _ earlier: Int) -> Int {
        var count = 0
        while later + count + 8 <= source.count {
            let difference =
                source.loadUnaligned(fromByteOffset: later + count, as: UInt64.self)
                ^ source.loadUnaligned(fromByteOffset: earlier + count, as: UInt64.self)
            if difference != 0 { return count + difference.littleEndian.trailingZeroBitCount / 8 }
            count += 8
        }
        while later + count < source.count, source[later + count] == source[earlier + count] { count += 1 }
        return count
    }

    /// Writes stretches while they fit.
    private struct Packer {
        private var bytes: [UInt8]
        private let capacity: Int

        init(capacity: Int) {
            self.capacity = capacity
            bytes = []
            bytes.reserveCapacity(capacity)
        }

        /// What was written, in as many bytes as it takes.
        var finished: [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

        mutating func add(
            _ source: UnsafeRawBufferPointer, from start: Int, to end: Int, distance: Int, length: Int
        ) -> Bool {
            let literals = end - start
            let more = max(0, length - shortestRepeat)
            guard bytes.count + literals + literals / 255 + more / 255 + 5 <= capacity else { return false }
            bytes.append(UInt8(min(literals, 15)) << 4 | UInt8(min(more, 15)))
            addRest(of: literals)
            bytes.append(contentsOf: source[start..<end])
            guard length > 0 else { return true }
            bytes.append(UInt8(truncatingIfNeeded: distance))
            bytes.append(UInt8(truncatingIfNeeded: distance >> 8))
            addRest(of: more)
            return true
        }

        private mutating func addRest(of count: Int) {
            guard count >= 15 else { return }
            var rest = count - 15
            while rest >= 255 {
                bytes.append(255)
                rest -= 255
            }
            bytes.append(UInt8(rest))
        }
    }

    /// The first bytes of what was packed.
    static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { target, written in
            // Safety: everything is read and written within the bounds that are checked before.
            packed.withUnsafeBytes { source in
                unpack(source, into: UnsafeMutableRawBufferPointer(target), &written)
            }
        }
    }

    private static func unpack(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ written: inout Int
    ) {
        var position = 0
        func length(_ short: UInt8) -> Int {
            var length = Int(short)
            guard short == 15 else { return length }
            while position < source.count {
                let more = source[position]
                position += 1
                length += Int(more)
                if more < 255 { break }
            }
            return length
        }
        while written < target.count, position < source.count {
            let counts = source[position]
            position += 1
            let literals = min(length(counts >> 4), source.count - position, target.count - written)
            copy(literals, source, position, to: target, written)
            position += literals
            written += literals
            guard written < target.count, position + 2 <= source.count else { return }
            let distance = Int(source[position]) | Int(source[position + 1]) << 8
            position += 2
            let wanted = min(length(counts & 15) + shortestRepeat, target.count - written)
            guard distance > 0, distance <= written else { return }
            if distance >= wordLength {
                copy(wanted, UnsafeRawBufferPointer(target), written - distance, to: target, written)
                written += wanted
                continue
            }
            let end = written + wanted
            while written < end {
                target[written] = target[written - distance]
                written += 1
            }
        }
    }

    /// Copies forward, word by word where both buffers have room: most copies are shorter than two words, and what is
    /// written beyond is written again.
    @inline(__always)
    private static func copy(
        _ count: Int, _ source: UnsafeRawBufferPointer, _ from: Int, to target: UnsafeMutableRawBufferPointer, _ to: Int
    ) {
        var done = 0
        let room = min(source.count - from, target.count - to) - wordLength
        while done < count, done <= room {
            target.storeBytes(
                of: source.loadUnaligned(fromByteOffset: from + done, as: UInt64.self), toByteOffset: to + done,
                as: UInt64.self)
            done += wordLength
        }
        while done < count {
            target[to + done] = source[from + done]
            done += 1
        }
    }
}
