/// Writes tar, gzip and zip archives byte by byte, so that tests can also make the ones no honest tool writes.
///
/// Nothing is compressed: deflate streams are stored blocks, which every reader accepts. A bomb is made with
/// `deflatedZeros`, one hand-made dynamic block repeated. No archive is ever committed to the repository.
package enum ArchiveBuilder {
    /// One tar member as its 512-byte header states it.
    package struct TarMember {
        package var name: [UInt8]
        package var bytes: [UInt8]
        /// `0` file, `1` hard link, `2` symbolic link, `5` folder, `L` GNU long name, `x` pax, `g` pax global.
        package var type: UInt8
        package var linkTarget: [UInt8]
        package var mode: String
        /// The size field's 12 bytes when they shall not say the true size.
        package var sizeField: [UInt8]?
        package var prefix: [UInt8]
        /// The 8 bytes of magic and version.
        package var magic: [UInt8]
        package var breaksChecksum: Bool

        package init(
            _ name: String, _ text: String = "", type: Character = "0", linkTarget: String = "",
            mode: String = "0000644"
        ) {
            self.name = Array(name.utf8)
            bytes = Array(text.utf8)
            self.type = type.asciiValue ?? 0
            self.linkTarget = Array(linkTarget.utf8)
            self.mode = mode
            sizeField = nil
            prefix = []
            magic = Array("ustar\u{0}00".utf8)
            breaksChecksum = false
        }
    }

    /// One zip member; `local` fields default to the central ones.
    package struct ZipMember {
        package var name: [UInt8]
        package var localName: [UInt8]?
        package var bytes: [UInt8]
        /// The packed bytes when they are not the stored ones.
        package var packed: [UInt8]?
        package var method: UInt16
        package var flags: UInt16
        package var checksum: UInt32?
        package var size: UInt32?
        /// Unix mode in the upper half, as `external_attr` holds it.
        package var attributes: UInt32
        package var extra: [UInt8]
        package var isInDirectory: Bool
        package var hasLocalHeader: Bool

        package init(_ name: String, _ text: String = "") {
            self.name = Array(name.utf8)
            localName = nil
            bytes = Array(text.utf8)
            packed = nil
            method = 0
            flags = name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 0x800
            checksum = nil
            size = nil
            attributes = 0o100644 << 16
            extra = []
            isInDirectory = true
            hasLocalHeader = true
        }
    }

    // MARK: Tar

    /// A tar of the members, ended by `zeroBlocks` blocks of zeros.
    package static func tar(_ members: [TarMember], zeroBlocks: Int = 2) -> [UInt8] {
        members.flatMap(tarBlocks) + [UInt8](repeating: 0, count: 512 * zeroBlocks)
    }

    /// A member's header, its bytes, and the zeros that fill the last block.
    package static func tarBlocks(_ member: TarMember) -> [UInt8] {
        tarHeader(member) + padded(member.bytes)
    }

    package static func tarHeader(_ member: TarMember) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        put(member.name, into: &block, at: 0, limit: 100)
        put(Array(member.mode.utf8), into: &block, at: 100, limit: 8)
        put(Array("0000000".utf8), into: &block, at: 108, limit: 8)
        put(Array("0000000".utf8), into: &block, at: 116, limit: 8)
        put(member.sizeField ?? Array(octal(member.bytes.count, 11).utf8), into: &block, at: 124, limit: 12)
        put(Array("00000000000".utf8), into: &block, at: 136, limit: 12)
        block[156] = member.type
        put(member.linkTarget, into: &block, at: 157, limit: 100)
        put(member.magic, into: &block, at: 257, limit: 8)
        put(member.prefix, into: &block, at: 345, limit: 155)
        return withChecksum(block, broken: member.breaksChecksum)
    }

    /// Fills in the checksum of a header that a test has edited.
    package static func withChecksum(_ header: [UInt8], broken: Bool = false) -> [UInt8] {
        var block = header
        put([UInt8](repeating: 0x20, count: 8), into: &block, at: 148, limit: 8)
        let sum = block.reduce(broken ? 1 : 0) { $0 + Int($1) }
        put(Array((octal(sum, 6) + "\u{0} ").utf8), into: &block, at: 148, limit: 8)
        return block
    }

    /// A pax header member (`x`, or `g` for a global one) with these records.
    package static func pax(_ records: [(String, String)], type: Character = "x") -> TarMember {
        var member = TarMember("PaxHeader/entry", type: type)
        member.bytes = records.flatMap { paxRecord($0.0, $0.1) }
        return member
    }

    package static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n".utf8.count
        var length = rest + 1
        while String(length).utf8.count + rest != length { length += 1 }
        return Array("\(length) \(key)=\(value)\n".utf8)
    }

    /// A GNU long-name member (`L`), or long-link with `K`.
    package static func gnuLong(_ name: String, type: Character = "L") -> TarMember {
        var member = TarMember("././@LongLink", type: type)
        member.bytes = Array(name.utf8) + [0]
        member.magic = Array("ustar  \u{0}".utf8)
        return member
    }

    // MARK: Gzip

    /// A gzip member holding the bytes in stored deflate blocks.
    package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        gzip(deflated: stored(bytes), checksum: checksum(bytes), byteCount: bytes.count)
    }

    package static func gzip(deflated: [UInt8], checksum: UInt32, byteCount: Int) -> [UInt8] {
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        return header + deflated + littleEndian(checksum) + littleEndian(UInt32(truncatingIfNeeded: byteCount))
    }

    /// Stored deflate blocks, 65,535 bytes at most each.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            result.append(end == bytes.count ? 1 : 0)
            result += littleEndian(length) + littleEndian(~length)
            result += bytes[start..<end]
            start = end
        } while start < bytes.count
        return result
    }

    /// A deflate stream of at least `count` zero bytes, about a thousandth of that long, and the exact count.
    ///
    /// One fixed-Huffman block: a literal 0, then matches of length 258 at distance 1, then end of block.
    package static func deflatedZeros(_ count: Int) -> (deflated: [UInt8], count: Int) {
        var bits = BitWriter()
        bits.append(1, 1)
        bits.append(1, 2)
        bits.appendCode(0b00110000, 8)
        let matches = (max(count, 1) - 1 + 257) / 258
        for _ in 0..<matches {
            bits.appendCode(0b11000101, 8)
            bits.appendCode(0, 5)
        }
        bits.appendCode(0, 7)
        return (bits.bytes, 1 + matches * 258)
    }

    // MARK: Zip

    /// A zip of the members; `comment` follows the end record, `prefix` precedes everything.
    package static func zip(
        _ members: [ZipMember], comment: [UInt8] = [], prefix: [UInt8] = [], entryCount: Int? = nil
    ) -> [UInt8] {
        var bytes = prefix
        var directory: [UInt8] = []
        var listed = 0
        for member in members {
            let offset = UInt32(bytes.count - prefix.count)
            let packed = member.packed ?? member.bytes
            let checksum = member.checksum ?? Self.checksum(member.bytes)
            let size = member.size ?? UInt32(member.bytes.count)
            var shared = littleEndian(UInt16(20)) + littleEndian(member.flags) + littleEndian(member.method)
            shared += littleEndian(UInt16(0)) + littleEndian(UInt16(0x21)) + littleEndian(checksum)
            shared += littleEndian(UInt32(packed.count)) + littleEndian(size)
            if member.hasLocalHeader {
                let name = member.localName ?? member.name
                bytes += [0x50, 0x4B, 3, 4] + shared + littleEndian(UInt16(name.count))
                bytes += littleEndian(UInt16(member.extra.count)) + name + member.extra + packed
            }
            guard member.isInDirectory else { continue }
            listed += 1
            directory += [0x50, 0x4B, 1, 2, 20, 3] + shared + littleEndian(UInt16(member.name.count))
            directory += littleEndian(UInt16(member.extra.count)) + littleEndian(UInt16(0)) + littleEndian(UInt16(0))
            directory += littleEndian(UInt16(0)) + littleEndian(member.attributes) + littleEndian(offset)
            directory += member.name + member.extra
        }
        let start = bytes.count - prefix.count
        return bytes + directory
            + endRecord(
                entryCount: entryCount ?? listed, directoryByteCount: directory.count, directoryStart: start,
                comment: comment)
    }

    package static func endRecord(
        entryCount: Int, directoryByteCount: Int, directoryStart: Int, comment: [UInt8] = []
    ) -> [UInt8] {
        let count = littleEndian(UInt16(truncatingIfNeeded: entryCount))
        var record: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
        record += littleEndian(UInt32(truncatingIfNeeded: directoryByteCount))
        record += littleEndian(UInt32(truncatingIfNeeded: directoryStart))
        return record + littleEndian(UInt16(truncatingIfNeeded: comment.count)) + comment
    }

    // MARK: Pieces

    /// CRC-32 as gzip and zip use it, one bit at a time.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }

    package static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func put(_ bytes: [UInt8], into block: inout [UInt8], at offset: Int, limit: Int) {
        for (index, byte) in bytes.prefix(limit).enumerated() { block[offset + index] = byte }
    }

    private struct BitWriter {
        var bytes: [UInt8] = []
        private var used = 8

        mutating func append(_ value: Int, _ count: Int) {
            for bit in 0..<count { appendBit(value >> bit & 1) }
        }

        /// Huffman codes go in from their highest bit.
        mutating func appendCode(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { appendBit(value >> bit & 1) }
        }

        private mutating func appendBit(_ bit: Int) {
            if used == 8 {
                bytes.append(0)
                used = 0
            }
            bytes[bytes.count - 1] |= UInt8(bit << used)
            used += 1
        }
    }
}
