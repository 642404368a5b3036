/// Finds start tags and their attributes in HTML of any quality, in one pass and without a tree.
///
/// Comments, declarations and the text of scripts and styles are skipped. Names are lower case, values decoded.
struct HTMLTagScanner {
    struct Tag: Equatable {
        let name: String
        /// The first of equal names counts, as HTML says.
        let attributes: [String: String]
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Tag? {
        while let open = find(UInt8(ascii: "<"), from: position) {
            position = open + 1
            guard position < bytes.count else { return nil }
            if matches("!--", at: position) {
                skip(past: "-->")
            } else if isLetter(bytes[position]) {
                let tag = readTag()
                if tag.name == "script" || tag.name == "style" { skip(past: "</" + tag.name) }
                return tag
            }
        }
        position = bytes.count
        return nil
    }

    private mutating func readTag() -> Tag {
        let name = readName(stoppingAt: "/>")
        var attributes: [String: String] = [:]
        while position < bytes.count {
            skipSpaces()
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: ">") {
                position += 1
                break
            }
            if bytes[position] == UInt8(ascii: "/") {
                position += 1
                continue
            }
            let start = position
            let key = readName(stoppingAt: "/>=")
            skipSpaces()
            var value = ""
            if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
                position += 1
                skipSpaces()
                value = readValue()
            }
            if attributes[key] == nil, !key.isEmpty { attributes[key] = value }
            // A stray character that is no name, such as a quote: step over it, so that the loop always moves on.
            if position == start { position += 1 }
        }
        return Tag(name: name, attributes: attributes)
    }

    private mutating func readName(stoppingAt stops: String) -> String {
        let start = position
        while position < bytes.count, !isSpace(bytes[position]), !stops.utf8.contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    private mutating func readValue() -> String {
        guard position < bytes.count else { return "" }
        let quote = bytes[position]
        let start: Int
        let end: Int
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            start = position + 1
            end = find(quote, from: start) ?? bytes.count
            position = min(end + 1, bytes.count)
        } else {
            start = position
            while position < bytes.count, !isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") {
                position += 1
            }
            end = position
        }
        return HTMLText.decoded(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    private mutating func skip(past ending: String) {
        let pattern = Array(ending.utf8)
        while position < bytes.count {
            if matches(ending, at: position) {
                position += pattern.count
                return
            }
            position += 1
        }
    }

    private mutating func skipSpaces() {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    }

    private func matches(_ text: String, at start: Int) -> Bool {
        var index = start
        for byte in text.utf8 {
            guard index < bytes.count else { return false }
            let found = bytes[index]
            let lower = found >= UInt8(ascii: "A") && found <= UInt8(ascii: "Z") ? found + 32 : found
            guard lower == byte else { return false }
            index += 1
        }
        return true
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// The character references of HTML that index pages use.
enum HTMLText {
    private static let names: [Substring: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    /// Decodes named and numeric references; what is not one stays as it is.
    static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            let body = rest.dropFirst().prefix(12)
            guard let semicolon = body.firstIndex(of: ";"), let character = character(body[..<semicolon]) else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += character
            rest = rest[rest.index(after: semicolon)...]
        }
        return result + rest
    }

    static func encoded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func character(_ body: Substring) -> String? {
        if let named = names[body] { return named }
        guard body.first == "#" else { return nil }
        let digits = body.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value != 0, let scalar = Unicode.Scalar(value) else { return nil }
        return String(Character(scalar))
    }
}
