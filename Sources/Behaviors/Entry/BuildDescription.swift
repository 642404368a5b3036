/// A description of a native build (`binding.gyp`, `.gypi`) as gyp reads it: a literal of Python, whose texts may be escaped
/// and joined from parts.
///
/// Read are its texts in order and the marks between them; what no literal is, a mark of its own.
struct BuildDescription {
    private(set) var commands: [String] = []
    /// Files that it includes, and those of other descriptions that it depends on, as written.
    private(set) var files: [String] = []
    private var variables: [String: String] = [:]

    private enum Token: Equatable {
        case text(String)
        case mark(UInt8)
    }

    init(_ bytes: [UInt8]) {
        let tokens = Self.tokens(of: bytes)
        for (place, token) in tokens.enumerated() where place >= 2 {
            if case .text(let value) = token, tokens[place - 1] == .mark(UInt8(ascii: ":")),
                case .text(let key) = tokens[place - 2], variables.count < 1_024
            {
                variables[key] = value
            }
        }
        var place = 0
        while place < tokens.count, commands.count < 256 {
            defer { place += 1 }
            guard case .text(let text) = tokens[place] else { continue }
            let full = expanded(text)
            addExpansions(of: full)
            guard place + 1 < tokens.count, tokens[place + 1] == .mark(UInt8(ascii: ":")) else { continue }
            let key = text.prefix { !"+=?!/>%".contains($0) }
            let values = Self.list(in: tokens, at: place + 2)
            switch key {
            case "action" where !values.isEmpty:
                commands.append(values.map { Self.quoted(withoutVariables(expanded($0))) }.joined(separator: " "))
            case "includes": files += values.map { withoutVariables(expanded($0)) }
            case "dependencies", "export_dependent_settings":
                files += values.map { String(withoutVariables(expanded($0)).prefix { $0 != ":" }) }
            default: break
            }
        }
    }

    /// The texts of a list, or the one text, at a place.
    private static func list(in tokens: [Token], at start: Int) -> [String] {
        guard start < tokens.count else { return [] }
        if case .text(let only) = tokens[start] { return [only] }
        guard tokens[start] == .mark(UInt8(ascii: "[")) else { return [] }
        var found: [String] = []
        for token in tokens[(start + 1)...].prefix(2_048) {
            switch token {
            case .text(let text): found.append(text)
            case .mark(UInt8(ascii: "]")): return found
            case .mark: continue
            }
        }
        return found
    }

    /// A text with the variables that the description itself sets to texts.
    private func expanded(_ text: String) -> String {
        guard !variables.isEmpty, text.utf8.contains(UInt8(ascii: "(")) else { return text }
        var text = text
        for _ in 0..<4 {
            guard text.utf8.count < 1 << 16 else { break }
            let before = text
            for (name, value) in variables where text.contains("(\(name))") {
                for sign in ["<", ">", "^"] {
                    text = text.replacing("\(sign)(\(name))", with: value).replacing("\(sign)@(\(name))", with: value)
                }
            }
            if text == before { break }
        }
        return text
    }

    /// What gyp and the makefile that it writes give to a shell: `<!(…)`, `<!@(…)`, `<!pymod_do_main(…)`, `$(shell …)` and
    /// backticks.
    private mutating func addExpansions(of text: String) {
        let bytes = Array(text.utf8)
        var index = 0
        while index + 1 < bytes.count, commands.count < 256 {
            if "<>^".utf8.contains(bytes[index]), bytes[index + 1] == UInt8(ascii: "!") {
                index += 2
                let name = bytes[index...].prefix(64).prefix { $0 != UInt8(ascii: "(") }
                guard index + name.count < bytes.count, bytes[index + name.count] == UInt8(ascii: "(") else { continue }
                let module = String(decoding: name, as: UTF8.self)
                let inner = withoutVariables(Self.inParentheses(bytes, from: index + name.count + 1))
                if module.isEmpty || module == "@" {
                    commands.append(inner)
                } else if module.hasSuffix("pymod_do_main") {
                    commands.append("python \(inner.prefix { $0 != " " }).py")
                }
            } else if bytes[index] == UInt8(ascii: "$"), bytes[index...].starts(with: "$(shell ".utf8) {
                commands.append(Self.inParentheses(bytes, from: index + 8))
                index += 8
            } else if bytes[index] == UInt8(ascii: "`"),
                let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "`"))
            {
                commands.append(String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
                index = end + 1
            } else {
                index += 1
            }
        }
    }

    private static func inParentheses(_ bytes: [UInt8], from start: Int) -> String {
        var depth = 1
        var index = start
        while index < bytes.count, index - start < 16_384 {
            if bytes[index] == UInt8(ascii: "(") { depth += 1 }
            if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            index += 1
        }
        return String(decoding: bytes[start..<max(start, min(index, bytes.count))], as: UTF8.self)
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") + "'"
    }

    // MARK: Python's literals

    private static func tokens(of bytes: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count, tokens.count < 1 << 18 {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: " "), 9, 10, 12, 13: index += 1
            case UInt8(ascii: "#"): while index < bytes.count, bytes[index] != 10 { index += 1 }
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let isRaw = index > 0 && bytes[index - 1] | 0x20 == UInt8(ascii: "r")
                // The letter in front is no mark of its own.
                if index > 0, case .mark(let letter)? = tokens.last, "rRuU".utf8.contains(letter) {
                    tokens.removeLast()
                }
                let text = string(in: bytes, at: &index, isRaw: isRaw)
                if case .text(let before)? = tokens.last {
                    tokens[tokens.count - 1] = .text(before + text)
                } else {
                    tokens.append(.text(text))
                }
            default:
                tokens.append(.mark(byte))
                index += 1
            }
        }
        return tokens
    }

    private static func string(in bytes: [UInt8], at index: inout Int, isRaw: Bool) -> String {
        let quote = bytes[index]
        let isLong = bytes[index...].starts(with: [quote, quote, quote])
        let mark = [UInt8](repeating: quote, count: isLong ? 3 : 1)
        index += mark.count
        var result: [UInt8] = []
        while index < bytes.count, !bytes[index...].starts(with: mark) {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                if isRaw {
                    result += bytes[index...index + 1]
                    index += 2
                } else {
                    appendEscape(in: bytes, at: &index, to: &result)
                }
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        index = min(bytes.count, index + mark.count)
        return String(decoding: result, as: UTF8.self)
    }

    private static func appendEscape(in bytes: [UInt8], at index: inout Int, to result: inout [UInt8]) {
        let letter = bytes[index + 1]
        index += 2
        func number(_ digits: ArraySlice<UInt8>, _ radix: Int) -> Unicode.Scalar? {
            UInt32(String(decoding: digits, as: UTF8.self), radix: radix).flatMap(Unicode.Scalar.init)
        }
        let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
        if let length = lengths[letter] {
            let digits = bytes[index...].prefix(length)
            if let scalar = number(digits, 16) { result += Array(String(scalar).utf8) }
            index += digits.count
        } else if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(letter) {
            let digits = bytes[(index - 1)...].prefix(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
            if let scalar = number(digits, 8) { result += Array(String(scalar).utf8) }
            index += digits.count - 1
        } else {
            switch letter {
            case 10: break
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
            default: result += [UInt8(ascii: "\\"), letter]
            }
        }
    }
}

/// Paths with `<(module_root_dir)/` and the like in front begin at the package.
private func withoutVariables(_ text: String) -> String {
    guard text.contains("<(") || text.contains("<@(") || text.contains(">(") else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "<" || $0 == ">" }) {
        result += rest[..<open]
        var behind = rest[rest.index(after: open)...]
        if behind.first == "@" { behind = behind.dropFirst() }
        guard behind.first == "(", let close = behind.firstIndex(of: ")") else {
            result.append(rest[open])
            rest = rest[rest.index(after: open)...]
            continue
        }
        rest = behind[behind.index(after: close)...]
        if rest.first == "/" { rest = rest.dropFirst() }
    }
    return result + rest
}
