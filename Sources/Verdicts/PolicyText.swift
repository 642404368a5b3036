/// The statements of a TOML text with their places, for messages with line numbers and for edits that keep comments.
///
/// The TOML library decides what the text means; this finds where it says so, and stands guard before the library:
/// toml++ 3.4 ends the process by assertions on some malformed headers and times, and a policy file of a cloned
/// repository must not be able to do that. So only what policy files use goes on to the library: headers with a name,
/// strings, lists of them, `true`, `false`, decimal integers and dates. Everything else is a `fault`.
struct PolicyText {
    /// One `[header]`, `[[header]]` or `key = value`.
    struct Statement: Hashable {
        enum Kind: Hashable {
            case table(String)
            case arrayElement(String)
            /// The range holds the value's bytes, without the white space around it.
            case assignment(key: String, value: Range<Int>)
        }

        let kind: Kind
        /// One-based.
        let line: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private(set) var statements: [Statement] = []
    /// The first thing that is not for the library, if any.
    private(set) var fault: Fault?

    /// A place, and what is wrong with it.
    struct Fault: Hashable {
        let line: Int
        /// One-based, in bytes.
        let column: Int
        let cause: String
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while position < bytes.count { readStatement() }
    }

    /// The line of a key at the top level, or of the header that makes it.
    func line(ofTopLevel key: String) -> Int? {
        for statement in statements {
            switch statement.kind {
            case .table(let name), .arrayElement(let name):
                if name == key || name.hasPrefix(key + ".") { return statement.line }
            case .assignment(let name, _):
                if name == key || name.hasPrefix(key + ".") { return statement.line }
            }
        }
        return nil
    }

    /// The line of a key in `[table]`, or written as `table.key`; that of the table where the key is not found.
    func line(of key: String, inTable table: String) -> Int {
        var current: String?
        for statement in statements {
            switch statement.kind {
            case .table(let name): current = name
            case .arrayElement: current = ""
            case .assignment(let name, _):
                let isInside = current == table && name == key
                if isInside || current == nil && name == "\(table).\(key)" { return statement.line }
            }
        }
        return line(ofTopLevel: table) ?? 1
    }

    /// The line of a key in the `index`-th `[[allow]]`; that of the header, or of `allow = […]`, where there is none.
    func line(of key: String?, inAllowEntry index: Int) -> Int {
        guard let header = allowHeaders.dropFirst(index).first else { return line(ofTopLevel: "allow") ?? 1 }
        let found = assignments(after: header).first { $0.key == key }
        return found?.line ?? statements[header].line
    }

    /// The bytes of a key's value in the `index`-th `[[allow]]`; nil where it is not written that way.
    func valueRange(of key: String, inAllowEntry index: Int) -> Range<Int>? {
        guard let header = allowHeaders.dropFirst(index).first else { return nil }
        return assignments(after: header).first { $0.key == key }?.value
    }

    private var allowHeaders: [Int] {
        statements.indices.filter { statements[$0].kind == .arrayElement("allow") }
    }

    private func assignments(after header: Int) -> [(key: String, value: Range<Int>, line: Int)] {
        var found: [(key: String, value: Range<Int>, line: Int)] = []
        for statement in statements[(header + 1)...] {
            guard case .assignment(let key, let value) = statement.kind else { break }
            found.append((key, value, statement.line))
        }
        return found
    }

    private mutating func readStatement() {
        switch bytes[position] {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
        case UInt8(ascii: "#"): skipToLineEnd()
        case UInt8(ascii: "["): readHeader()
        default: readAssignment()
        }
    }

    private mutating func readHeader() {
        let startLine = line
        advance()
        let isArrayElement = position < bytes.count && bytes[position] == UInt8(ascii: "[")
        if isArrayElement { advance() }
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            advance()
        }
        let start = position
        if position >= bytes.count || !startsKey(bytes[position]) { note("a header without a name") }
        while position < bytes.count, bytes[position] != UInt8(ascii: "]"), bytes[position] != UInt8(ascii: "\n") {
            advanceOverStringOrByte()
        }
        let name = keyText(start..<position)
        skipToLineEnd()
        statements.append(Statement(kind: isArrayElement ? .arrayElement(name) : .table(name), line: startLine))
    }

    private mutating func readAssignment() {
        let startLine = line
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "="), bytes[position] != UInt8(ascii: "\n") {
            advanceOverStringOrByte()
        }
        let key = keyText(start..<position)
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return }
        advance()
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            advance()
        }
        let value = readValue()
        statements.append(Statement(kind: .assignment(key: key, value: value), line: startLine))
    }

    /// Goes over a value to the end of its last line; lists may hold line breaks and comments.
    private mutating func readValue() -> Range<Int> {
        let start = position
        var end = position
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n") where depth <= 0: return start..<end
            case UInt8(ascii: "#"):
                skipToLineEnd()
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                advance()
                continue
            case UInt8(ascii: "["):
                depth += 1
                if depth > 1 { note("a list inside a list") }
                advance()
            case UInt8(ascii: "]"):
                depth -= 1
                advance()
            case UInt8(ascii: "{"), UInt8(ascii: "}"):
                note("an inline table, which policy files do not use")
                advance()
            case UInt8(ascii: ","): advance()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): advanceOverStringOrByte()
            default: readBareValue()
            }
            end = position
        }
        return start..<end
    }

    private mutating func readBareValue() {
        let start = position
        var end = position
        while end < bytes.count, !" \t\r\n,[]{}#\"'".utf8.contains(bytes[end]) { end += 1 }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        if !Self.isBareValue(word) {
            note("'\(word.prefix(40))' is not a value that policy files use (text stands in quotes)")
        }
        while position < end { advance() }
    }

    private static func isBareValue(_ word: String) -> Bool {
        if word == "true" || word == "false" { return true }
        if word.utf8.count == 10, word.utf8.dropFirst(4).first == UInt8(ascii: "-") {
            return PolicyDate(parsing: word) != nil
        }
        // Eighteen digits always fit into 64 bits.
        let digits = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
        let isPadded = digits.utf8.count > 1 && digits.first == "0"
        return (1...18).contains(digits.utf8.count) && !isPadded && digits.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Steps over a whole string of any of TOML's four kinds, or over one byte.
    private mutating func advanceOverStringOrByte() {
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            advance()
            return
        }
        let isMultiline = bytes[position...].starts(with: [quote, quote, quote])
        let closing = Array(repeating: quote, count: isMultiline ? 3 : 1)
        for _ in closing { advance() }
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
                if position < bytes.count { advance() }
                continue
            }
            if bytes[position] == UInt8(ascii: "\n"), !isMultiline { return }
            if bytes[position...].starts(with: closing) {
                for _ in closing { advance() }
                // A multi-line string may end in up to two quotes of its own.
                while isMultiline, position < bytes.count, bytes[position] == quote { advance() }
                return
            }
            advance()
        }
    }

    private mutating func note(_ cause: String) {
        guard fault == nil else { return }
        let lineStart = bytes[..<position].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        fault = Fault(line: line, column: position - lineStart + 1, cause: cause)
    }

    private func startsKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }

    private mutating func skipToLineEnd() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { advance() }
    }

    private mutating func advance() {
        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private func keyText(_ range: Range<Int>) -> String {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return String(text.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
    }
}
