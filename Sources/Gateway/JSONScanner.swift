/// Walks through a JSON text without making values of it: where members begin and end, and which are well formed.
///
/// Format: RFC 8259. Numbers and the three words are not looked into beyond their letters; whoever needs a value decodes
/// its range. Of several members with one name the later is the one that clients take.
struct JSONScanner {
    /// Nesting beyond this is refused, as by Foundation's reader.
    private static let maximumDepth = 512

    let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    private let end: Int

    /// - Parameter bytes: outlives the scanner.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>? = nil) {
        self.bytes = bytes
        let range = range ?? 0..<bytes.count
        end = range.upperBound
        let hasMark =
            range.lowerBound == 0 && range.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        position = hasMark ? 3 : range.lowerBound
    }

    /// Skips one value; nil when it is malformed.
    mutating func value(depth: Int = 0) -> Range<Int>? {
        skipSpace()
        let start = position
        guard depth < Self.maximumDepth, position < end else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "\""): guard string() != nil else { return nil }
        case UInt8(ascii: "{"): guard members(depth: depth, { _, _ in }) else { return nil }
        case UInt8(ascii: "["): guard elements(depth: depth) else { return nil }
        default: guard word() else { return nil }
        }
        return start..<position
    }

    /// Reads an object and hands out each name (with its quotes) and value; false when it is none or malformed.
    mutating func members(depth: Int = 0, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void) -> Bool {
        guard take("{") else { return false }
        if take("}") { return true }
        repeat {
            skipSpace()
            guard let name = string(), take(":"), let value = value(depth: depth + 1) else { return false }
            body(name, value)
        } while take(",")
        return take("}")
    }

    /// True when nothing but blanks follows.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == end
    }

    /// The text of a string's range, which has its quotes.
    func text(_ range: Range<Int>) -> String? {
        let inner = range.dropFirst().dropLast()
        guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
        let content = UnsafeBufferPointer(rebasing: bytes[inner.startIndex..<inner.endIndex])
        guard content.contains(UInt8(ascii: "\\")) else { return String(validating: content, as: UTF8.self) }
        return JSONText.unescaped(content)
    }

    /// Whether a name's range is exactly this plain text.
    func isName(_ range: Range<Int>, _ text: StaticString) -> Bool {
        // Safety: a static string's bytes live forever; only its own length of them is read.
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return range.count == wanted.count + 2
            && bytes[range.lowerBound + 1..<range.upperBound - 1].elementsEqual(wanted)
    }

    private mutating func elements(depth: Int) -> Bool {
        guard take("[") else { return false }
        if take("]") { return true }
        repeat {
            guard value(depth: depth + 1) != nil else { return false }
        } while take(",")
        return take("]")
    }

    private mutating func string() -> Range<Int>? {
        let start = position
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
        position += 1
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<position
            case UInt8(ascii: "\\"): position += 2
            case 0..<0x20: return nil
            default: position += 1
            }
        }
        return nil
    }

    private mutating func word() -> Bool {
        let start = position
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "E"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                position += 1
            default: return position > start
            }
        }
        return position > start
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

/// Escapes in JSON strings.
enum JSONText {
    /// The text behind the escapes; nil where one is malformed, or stands for half a character.
    static func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> String? {
        var result: [UInt8] = []
        var units: [UInt16] = []
        var position = 0
        func flush() -> Bool {
            guard !units.isEmpty else { return true }
            guard let text = String(validating: units, as: UTF16.self) else { return false }
            result += Array(text.utf8)
            units = []
            return true
        }
        while position < content.count {
            let byte = content[position]
            guard byte == UInt8(ascii: "\\") else {
                guard flush() else { return nil }
                result.append(byte)
                position += 1
                continue
            }
            guard position + 1 < content.count else { return nil }
            let kind = content[position + 1]
            position += 2
            if kind == UInt8(ascii: "u") {
                guard position + 4 <= content.count else { return nil }
                let digits = String(decoding: content[position..<position + 4], as: UTF8.self)
                guard let unit = UInt16(digits, radix: 16), digits.utf8.first != UInt8(ascii: "+") else { return nil }
                units.append(unit)
                position += 4
                continue
            }
            guard flush(), let plain = plainEscapes[kind] else { return nil }
            result.append(plain)
        }
        guard flush() else { return nil }
        return String(validating: result, as: UTF8.self)
    }

    private static let plainEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
}
