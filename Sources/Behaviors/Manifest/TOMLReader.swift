/// Values of a TOML text (1.0) by dotted key, read tolerantly: what build tools decide by, however it is spelled.
///
/// Only strings are kept, each under the path of its keys; elements of arrays share their key's path. A statement that
/// fits no rule is skipped to the end of its line and sets `isBroken`.
struct TOMLReader {
    /// Texts beyond this are not read: real ones have some kilobytes.
    static let maximumLength = 1 << 20
    /// Arrays and inline tables within each other.
    private static let maximumDepth = 16

    private let bytes: [UInt8]
    private var index = 0
    private(set) var entries: [(path: [String], text: String)] = []
    /// Paths of all keys, whatever their values.
    private(set) var keys: [[String]] = []
    private(set) var isBroken = false

    init(_ source: [UInt8]) {
        bytes = source
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
        read()
    }

    /// The texts under a path of keys.
    func texts(_ path: [String]) -> [String] { entries.filter { $0.path == path }.map(\.text) }

    private mutating func read() {
        var table: [String] = []
        while index < bytes.count {
            skipBlanks(linesToo: true)
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "[") {
                let isArray = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "[")
                index += isArray ? 2 : 1
                if let path = readKey(), take(UInt8(ascii: "]")), !isArray || take(UInt8(ascii: "]")) {
                    table = path
                    keys.append(path)
                } else {
                    skipLine()
                }
            } else if !readPair(below: table, depth: 0) {
                skipLine()
            }
        }
    }

    private mutating func readPair(below table: [String], depth: Int) -> Bool {
        guard let key = readKey() else { return false }
        let path = table + key
        keys.append(path)
        return take(UInt8(ascii: "=")) && readValue(path, depth: depth)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks(linesToo: false)
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipLine() {
        isBroken = true
        while let byte = peek, byte != 0x0a, byte != 0x0d { index += 1 }
    }

    private mutating func skipBlanks(linesToo: Bool) {
        while let byte = peek {
            if byte == 0x20 || byte == 0x09 || linesToo && (byte == 0x0a || byte == 0x0d) {
                index += 1
            } else if linesToo, byte == UInt8(ascii: "#") {
                while let next = peek, next != 0x0a { index += 1 }
            } else {
                return
            }
        }
    }

    private mutating func readKey() -> [String]? {
        var parts: [String] = []
        repeat {
            skipBlanks(linesToo: false)
            guard let byte = peek, parts.count < Self.maximumDepth else { return nil }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard let text = readString() else { return nil }
                parts.append(text)
            } else {
                let start = index
                while let next = peek, KeywordAutomaton.isWordByte(next) || next == UInt8(ascii: "-") { index += 1 }
                guard index > start else { return nil }
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
        } while take(UInt8(ascii: "."))
        return parts
    }

    private mutating func readValue(_ path: [String], depth: Int) -> Bool {
        guard depth < Self.maximumDepth else { return false }
        skipBlanks(linesToo: false)
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let text = readString() else { return false }
            entries.append((path, text))
            return true
        case UInt8(ascii: "["):
            index += 1
            return readItems(until: UInt8(ascii: "]")) { reader in reader.readValue(path, depth: depth + 1) }
        case UInt8(ascii: "{"):
            index += 1
            return readItems(until: UInt8(ascii: "}")) { reader in reader.readPair(below: path, depth: depth + 1) }
        case nil: return false
        default:
            let start = index
            while let byte = peek, KeywordAutomaton.isWordByte(byte) || "+-.: ".utf8.contains(byte) { index += 1 }
            return index > start
        }
    }

    private mutating func readItems(until end: UInt8, _ item: (inout TOMLReader) -> Bool) -> Bool {
        while true {
            skipBlanks(linesToo: true)
            if take(end) { return true }
            guard item(&self) else { return false }
            skipBlanks(linesToo: true)
            if take(end) { return true }
            guard take(UInt8(ascii: ",")) else { return false }
        }
    }

    /// A text of any of the four kinds; `index` stands on its first quote.
    private mutating func readString() -> String? {
        guard let quote = peek else { return nil }
        let isLong = bytes[index...].starts(with: [quote, quote, quote])
        let closing = [UInt8](repeating: quote, count: isLong ? 3 : 1)
        index += closing.count
        var text: [UInt8] = []
        while let byte = peek {
            if byte == quote, bytes[index...].starts(with: closing) {
                index += closing.count
                return String(decoding: text, as: UTF8.self)
            }
            if byte == 0x0a, !isLong { return nil }
            index += 1
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                readEscape(into: &text)
            } else {
                text.append(byte)
            }
        }
        return nil
    }

    private mutating func readEscape(into text: inout [UInt8]) {
        guard let kind = peek else { return }
        index += 1
        let digits =
            switch kind {
            case UInt8(ascii: "x"): 2
            case UInt8(ascii: "u"): 4
            case UInt8(ascii: "U"): 8
            default: 0
            }
        if digits > 0 {
            let hexadecimal = String(decoding: bytes[index..<min(index + digits, bytes.count)], as: UTF8.self)
            index = min(index + digits, bytes.count)
            guard let number = UInt32(hexadecimal, radix: 16), let scalar = Unicode.Scalar(number) else { return }
            text += Array(String(Character(scalar)).utf8)
            return
        }
        switch kind {
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "t"): text.append(0x09)
        case 0x0a, 0x0d, 0x20, 0x09:
            while let byte = peek, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { index += 1 }
        default: text.append(kind)
        }
    }
}
