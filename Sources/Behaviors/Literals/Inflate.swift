/// Undoes DEFLATE (RFC 1951) in its zlib (RFC 1950) and gzip (RFC 1952) wrappings, for constants that hide code.
///
/// Written here because the module is pure and reads hostile bytes: every index is checked, every loop consumes input or
/// makes output, and output beyond the bound ends it. Checksums are not compared: what an interpreter would refuse is
/// still worth reading.
struct Inflate {
    private let input: ArraySlice<UInt8>
    private let limit: Int
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []

    /// The bytes that were compressed; nil when the input is none of the wrappings, is damaged, or gives more than
    /// `limit` bytes.
    static func decompressed(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard let start = bodyStart(of: bytes) else { return nil }
        var reader = Inflate(input: bytes[start...], limit: limit)
        return reader.run() ? reader.output : nil
    }

    /// The same without any wrapping, as `zlib.decompress(x, -15)` reads it.
    static func decompressedRaw(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var reader = Inflate(input: bytes[...], limit: limit)
        return reader.run() ? reader.output : nil
    }

    private init(input: ArraySlice<UInt8>, limit: Int) {
        self.input = input
        self.limit = limit
        position = input.startIndex
    }

    /// Where the compressed data begins behind a header.
    private static func bodyStart(of bytes: [UInt8]) -> Int? {
        guard bytes.count > 6 else { return nil }
        if bytes[0] & 0x0f == 8, bytes[0] >> 4 <= 7, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0 {
            // A preset dictionary is nothing that a constant alone could name.
            return bytes[1] & 0x20 == 0 ? 2 : nil
        }
        guard bytes.count > 18, bytes[0] == 0x1f, bytes[1] == 0x8b, bytes[2] == 8 else { return nil }
        var index = 10
        if bytes[3] & 4 != 0 { index += 2 + Int(bytes[10]) + (Int(bytes[11]) << 8) }
        for flag: UInt8 in [8, 16] where bytes[3] & flag != 0 {
            while index < bytes.count, bytes[index] != 0 { index += 1 }
            index += 1
        }
        if bytes[3] & 2 != 0 { index += 2 }
        return index < bytes.count ? index : nil
    }

    private mutating func run() -> Bool {
        while true {
            guard let isLast = take(1), let kind = take(2) else { return false }
            let isRead: Bool
            switch kind {
            case 0: isRead = copyStored()
            case 1: isRead = decode(literals: Self.fixedLiterals, distances: Self.fixedDistances)
            case 2: isRead = decodeDynamic()
            default: isRead = false
            }
            guard isRead else { return false }
            if isLast == 1 { return true }
        }
    }

    /// The next bits, least significant first; nil at the end of the input.
    private mutating func take(_ count: UInt32) -> Int? {
        while bitCount < count {
            guard position < input.endIndex else { return nil }
            bits |= UInt32(input[position]) << bitCount
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << count) - 1)
        bits >>= count
        bitCount -= count
        return Int(value)
    }

    private mutating func copyStored() -> Bool {
        bits = 0
        bitCount = 0
        guard position + 4 <= input.endIndex else { return false }
        let length = Int(input[position]) | (Int(input[position + 1]) << 8)
        position += 4
        guard position + length <= input.endIndex, output.count + length <= limit else { return false }
        output += input[position..<position + length]
        position += length
        return true
    }

    private mutating func decodeDynamic() -> Bool {
        guard let literalCount = take(5), let distanceCount = take(5), let codeCount = take(4) else { return false }
        var lengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount + 4 {
            guard let length = take(3) else { return false }
            lengths[Self.codeOrder[index]] = UInt8(length)
        }
        guard let codes = HuffmanCode(lengths) else { return false }
        let wanted = literalCount + 257 + distanceCount + 1
        lengths = []
        while lengths.count < wanted {
            guard let symbol = symbol(codes) else { return false }
            var repeated: UInt8 = 0
            var count = 1
            switch symbol {
            case 0...15: repeated = UInt8(symbol)
            case 16:
                guard let last = lengths.last, let more = take(2) else { return false }
                (repeated, count) = (last, more + 3)
            case 17:
                guard let more = take(3) else { return false }
                count = more + 3
            default:
                guard let more = take(7) else { return false }
                count = more + 11
            }
            guard lengths.count + count <= wanted else { return false }
            lengths.append(contentsOf: repeatElement(repeated, count: count))
        }
        guard let literals = HuffmanCode(Array(lengths[..<(literalCount + 257)])),
            let distances = HuffmanCode(Array(lengths[(literalCount + 257)...]))
        else { return false }
        return decode(literals: literals, distances: distances)
    }

    private mutating func decode(literals: HuffmanCode?, distances: HuffmanCode?) -> Bool {
        guard let literals, let distances else { return false }
        while let symbol = symbol(literals) {
            if symbol < 256 {
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return true }
            let lengthIndex = symbol - 257
            guard lengthIndex < Self.lengths.count, let more = take(Self.lengthBits[lengthIndex]),
                let distanceIndex = self.symbol(distances), distanceIndex < Self.distances.count,
                let further = take(Self.distanceBits[distanceIndex])
            else { return false }
            let length = Self.lengths[lengthIndex] + more
            let distance = Self.distances[distanceIndex] + further
            guard distance <= output.count, output.count + length <= limit else { return false }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        return false
    }

    private mutating func symbol(_ code: HuffmanCode) -> Int? {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            guard let bit = take(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits: [UInt32] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073,
        4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]
    private static let distanceBits: [UInt32] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    private static let fixedLiterals = HuffmanCode(
        [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
            + [UInt8](repeating: 8, count: 8))
    private static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 30))
}

/// A canonical code: how many symbols have each length, and the symbols in order.
private struct HuffmanCode: Sendable {
    let counts: [Int]
    let symbols: [Int]

    /// Nil when more codes of a length are wanted than exist; codes that leave some unused are fine.
    init?(_ lengths: [UInt8]) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length < 16 { counts[Int(length)] += 1 }
        counts[0] = 0
        var free = 1
        for length in 1...15 {
            free = (free << 1) - counts[length]
            guard free >= 0 else { return nil }
        }
        var offsets = [Int](repeating: 0, count: 17)
        for length in 1...15 { offsets[length + 1] = offsets[length] + counts[length] }
        var symbols = [Int](repeating: 0, count: offsets[16])
        for (symbol, length) in lengths.enumerated() where length > 0 && length < 16 {
            symbols[offsets[Int(length)]] = symbol
            offsets[Int(length)] += 1
        }
        self.counts = counts
        self.symbols = symbols
    }
}
