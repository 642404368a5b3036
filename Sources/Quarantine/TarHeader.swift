/// One 512-byte tar header, accepted only when npm's `tar`, Python's `tarfile` and libarchive must read it alike.
///
///     offset  size  field                  offset  size  field
///          0   100  name                      257     6  magic: "ustar" NUL, or "ustar " (GNU), or zeros (v7)
///        100     8  mode (octal)              263     2  version: "00", or " " NUL (GNU)
///        108     8  owner, 116 8 group        265    32  owner's name, 297 32 group's name
///        124    12  size                      329     8  device major, 337 8 device minor
///        136    12  modification time         345   155  prefix of the name; for npm only 130 when byte 475 is 0,
///        148     8  checksum                             with two times at 476 and 488
///        156     1  type, 157 100 link target
///
/// IEEE 1003.1 (pax), "ustar Interchange Format"; numbers may also be base-256 with a first byte of 0x80 (GNU).
struct TarHeader: Equatable {
    enum Reading: Equatable {
        case header(TarHeader)
        case zeroBlock
        /// The readers would take it differently, or not at all; the sentence says why.
        case malformed(String)
    }

    /// The name with its prefix, as the header states it.
    let name: [UInt8]
    let linkTarget: [UInt8]
    let type: UInt8
    let size: Int
    let mode: Int

    /// Reads a block of exactly 512 bytes.
    static func read(_ block: [UInt8]) -> Reading {
        guard block.count == 512 else { return .malformed("a header has \(block.count) bytes, but 512 are needed") }
        if block.allSatisfy({ $0 == 0 }) { return .zeroBlock }
        guard checksumMatches(block) else { return .malformed("a header's checksum does not match") }
        for (offset, width) in [(100, 8), (108, 8), (116, 8), (136, 12), (329, 8), (337, 8)] {
            guard number(block[offset..<offset + width]) != nil else {
                return .malformed("the number at byte \(offset) of a header is not octal")
            }
        }
        guard let size = number(block[124..<136]), size >= 0 else {
            return .malformed("a header states no valid size")
        }
        guard let shortName = text(block[0..<100]), let linkTarget = text(block[157..<257]) else {
            return .malformed("a name goes on behind its NUL")
        }
        guard let prefix = prefix(of: block) else { return .malformed("the prefix of a name is ambiguous") }
        let name = prefix.isEmpty ? shortName : prefix + [UInt8(ascii: "/")] + shortName
        return .header(
            TarHeader(
                name: name, linkTarget: linkTarget, type: block[156], size: size,
                mode: number(block[100..<108]) ?? 0))
    }

    /// The sum of all bytes with the checksum field as blanks; the signed variant of old tars is npm's failure.
    private static func checksumMatches(_ block: [UInt8]) -> Bool {
        let field = block[148..<156]
        // npm reads 12 bytes here, so the digits must end within the field.
        guard field.contains(where: { $0 == 0 || $0 == 0x20 }), field.contains(where: { $0 > 0x20 }) else {
            return false
        }
        guard field.last.map({ $0 == 0 || $0 == 0x20 }) == true || field.contains(0) else { return false }
        var sum = 8 * 0x20
        for index in 0..<148 { sum += Int(block[index]) }
        for index in 156..<512 { sum += Int(block[index]) }
        return number(field) == sum
    }

    /// Octal digits between blanks, ended by a NUL or the field's end; or base-256 within 53 bits, npm's range.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 { return largeNumber(field, first) }
        var value = 0
        let stated = field.prefix { $0 != 0 }
        let digits = stated.drop { $0 == 0x20 }
        let trimmed = digits[..<(digits.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? digits.startIndex)]
        for byte in trimmed {
            guard byte >= 0x30, byte <= 0x37 else { return nil }
            value = value << 3 | Int(byte - 0x30)
        }
        return value
    }

    private static func largeNumber(_ field: ArraySlice<UInt8>, _ first: UInt8) -> Int? {
        let isNegative = first == 0xFF
        guard isNegative || first == 0x80 else { return nil }
        var value = isNegative ? -1 : 0
        for byte in field.dropFirst() {
            let (product, overflow) = value.multipliedReportingOverflow(by: 256)
            guard !overflow else { return nil }
            value = product + Int(byte)
        }
        return abs(value) < 1 << 53 ? value : nil
    }

    /// The bytes up to the first NUL; nil when a line feed follows, where npm's pattern `\0.*` stops cutting.
    static func text(_ field: ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = field.firstIndex(of: 0) else { return Array(field) }
        let lineEnds: Set<UInt8> = [0x0A, 0x0D, 0xE2]
        return field[end...].contains(where: lineEnds.contains) ? nil : Array(field[..<end])
    }

    private static func prefix(of block: [UInt8]) -> [UInt8]? {
        let isPosix = block[257..<265].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0, 0x30, 0x30])
        guard isPosix else {
            // npm and libarchive read a prefix in POSIX headers only, Python in all.
            return block[345] == 0 ? [] : nil
        }
        if block[475] != 0 {
            // npm takes 155 bytes and adds a slash even to an empty prefix.
            return block[345..<475].contains(0) ? nil : text(block[345..<500])
        }
        // npm reads times behind the prefix and gives the header up when they are no valid base-256.
        guard [476..<488, 488..<500].allSatisfy({ block[$0.lowerBound] & 0x80 == 0 || number(block[$0]) != nil })
        else { return nil }
        return text(block[345..<475])
    }
}
