/// A JSON text as values (RFC 8259), read strictly: what two readers could understand differently is an error.
///
/// Foundation's decoder takes the first of two equal keys where npm and pip take the last; here a repeated key is
/// refused, as are lone surrogates, control characters in strings, and nesting deeper than `maximumDepth`.
package enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Far above real lockfiles (v1 trees nest some 20 deep), and safe for the thread's stack.
    package static let maximumDepth = 256

    package subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    package var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    package var members: [String: JSONValue]? {
        if case .object(let members) = self { return members }
        return nil
    }

    package var isTrue: Bool { self == .boolean(true) }

    /// Parses a whole text; `path` names it in errors.
    package static func parse(_ bytes: [UInt8], path: String) throws(ResolutionError) -> JSONValue {
        var reader = JSONReader(bytes: bytes, path: path)
        return try reader.readDocument()
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    let path: String
    private var index = 0

    init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
    }

    mutating func readDocument() throws(ResolutionError) -> JSONValue {
        let value = try readValue(depth: 0)
        skipBlanks()
        guard index == bytes.count else { throw problem("text follows the value") }
        return value
    }

    private mutating func readValue(depth: Int) throws(ResolutionError) -> JSONValue {
        guard depth < JSONValue.maximumDepth else { throw problem("nested too deeply") }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return try readObject(depth: depth)
        case UInt8(ascii: "["): return try readArray(depth: depth)
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
        case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        case nil: throw problem("the text ends early")
        case .some: return try readNumber()
        }
    }

    private mutating func readObject(depth: Int) throws(ResolutionError) -> JSONValue {
        index += 1
        var members: [String: JSONValue] = [:]
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw problem("a key is missing") }
            let key = try readString()
            guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing") }
            let value = try readValue(depth: depth + 1)
            guard members.updateValue(value, forKey: key) == nil else { throw problem("the key '\(key)' occurs twice") }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw problem("a brace is missing") }
        return .object(members)
    }

    private mutating func readArray(depth: Int) throws(ResolutionError) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try readValue(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw problem("a bracket is missing") }
        return .array(elements)
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) throws(ResolutionError) -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw problem("a word is unknown") }
        index += word.utf8.count
        return value
    }

    private mutating func readNumber() throws(ResolutionError) -> JSONValue {
        let start = index
        while let byte = current, isNumberByte(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        let isPlain = text.first.map { $0 == "-" || $0.isNumber } ?? false
        guard isPlain, let number = Double(text), number.isFinite else { throw problem("a value is malformed") }
        return .number(number)
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func readString() throws(ResolutionError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = current {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw problem("a text is not UTF-8") }
                return string
            case UInt8(ascii: "\\"): try readEscape(into: &text)
            case 0..<0x20: throw problem("a control character is in a text")
            default: text.append(byte)
            }
        }
        throw problem("a text has no end")
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(ResolutionError) {
        guard let byte = current else { throw problem("a text has no end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): text += try readUnicodeEscape()
        default: throw problem("an escape is unknown")
        }
    }

    private mutating func readUnicodeEscape() throws(ResolutionError) -> [UInt8] {
        let first = try readHexadecimal()
        var units = [first]
        if first >= 0xd800, first < 0xdc00 {
            guard current == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") else {
                throw problem("half a surrogate pair is missing")
            }
            index += 2
            units.append(try readHexadecimal())
        }
        guard let string = String(validating: units, as: UTF16.self) else { throw problem("a surrogate stands alone") }
        return Array(string.utf8)
    }

    private mutating func readHexadecimal() throws(ResolutionError) -> UInt16 {
        guard bytes.count - index >= 4 else { throw problem("the text ends early") }
        let digits = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else {
            throw problem("an escape is malformed")
        }
        index += 4
        return unit
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Skips blanks, then takes `byte` if it is next.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { index += 1 }
    }

    private func problem(_ what: String) -> ResolutionError {
        .malformed(path: path, problem: "\(what) at byte \(index)")
    }
}
