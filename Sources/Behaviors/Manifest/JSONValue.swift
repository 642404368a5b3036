/// A value of a JSON text (RFC 8259), read tolerantly and under bounds: package manifests decide what runs.
///
/// A byte order mark is skipped; the last of equal keys counts, as in npm; numbers are not kept.
enum JSONValue: Sendable {
    case object([(key: String, value: JSONValue)])
    case array([JSONValue])
    case string(String)
    case number
    case boolean(Bool)
    case null

    /// Nesting and size beyond these make the text unreadable: manifests are small.
    static let maximumDepth = 64
    static let maximumLength = 4 << 20

    /// Reads a whole text; nil when it is not JSON or over the bounds.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count <= Self.maximumLength else { return nil }
        var reader = JSONReader(bytes: bytes)
        guard let value = reader.readDocument() else { return nil }
        self = value
    }

    subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var members: [(key: String, value: JSONValue)] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// All strings in it, in order; the values of objects only.
    var allStrings: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.allStrings)
        case .object(let members): members.flatMap(\.value.allStrings)
        case .number, .boolean, .null: []
        }
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
    }

    mutating func readDocument() -> JSONValue? {
        guard let value = readValue(depth: 0) else { return nil }
        skipBlanks()
        return index == bytes.count ? value : nil
    }

    private mutating func skipBlanks() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func readValue(depth: Int) -> JSONValue? {
        guard depth < JSONValue.maximumDepth else { return nil }
        skipBlanks()
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "{"): return readObject(depth: depth)
        case UInt8(ascii: "["): return readArray(depth: depth)
        case UInt8(ascii: "\""): return readString().map(JSONValue.string)
        case UInt8(ascii: "t"): return readWord("true", .boolean(true))
        case UInt8(ascii: "f"): return readWord("false", .boolean(false))
        case UInt8(ascii: "n"): return readWord("null", .null)
        default: return readNumber()
        }
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) -> JSONValue? {
        guard bytes[index...].starts(with: word.utf8) else { return nil }
        index += word.utf8.count
        return value
    }

    private mutating func readNumber() -> JSONValue? {
        let start = index
        while index < bytes.count, "+-.eE0123456789".utf8.contains(bytes[index]) { index += 1 }
        return index > start ? .number : nil
    }

    private mutating func readArray(depth: Int) -> JSONValue? {
        index += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            guard let element = readValue(depth: depth + 1) else { return nil }
            elements.append(element)
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func readObject(depth: Int) -> JSONValue? {
        index += 1
        var members: [(key: String, value: JSONValue)] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\""), let key = readString() else { return nil }
            skipBlanks()
            guard take(UInt8(ascii: ":")), let value = readValue(depth: depth + 1) else { return nil }
            members.append((key, value))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { return nil }
        }
    }

    private mutating func readString() -> String? {
        index += 1
        var units: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                continue
            }
            guard index < bytes.count else { return nil }
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "n"): units.append(0x0a)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "r"): units.append(0x0d)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0c)
            case UInt8(ascii: "u"):
                guard let text = readUnicodeEscape() else { return nil }
                units.append(contentsOf: text.utf8)
            default: units.append(escape)
            }
        }
        return nil
    }

    private mutating func readUnicodeEscape() -> String? {
        guard let first = readFourDigits() else { return nil }
        var codeUnits = [first]
        if (0xd800...0xdbff).contains(first), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        {
            index += 2
            guard let second = readFourDigits() else { return nil }
            codeUnits.append(second)
        }
        return String(decoding: codeUnits, as: UTF16.self)
    }

    private mutating func readFourDigits() -> UInt16? {
        guard index + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
        index += 4
        return UInt16(digits, radix: 16)
    }
}
