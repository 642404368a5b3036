/// One logical line of a requirements file: what it asks for and the options it carries.
///
/// Format (pip's "Requirements File Format"): lines joined at a trailing `\`, comments from a `#` that begins the line
/// or follows a blank, `${NAME}` replaced from the environment, then either a requirement with options behind it, or
/// options alone.
package struct RequirementLine: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case requirement(String)
        case editable(String)
        /// `-r` or `-c` and the file it names, as written.
        case nested(path: String, isConstraint: Bool)
        /// Options alone, such as `--pre`.
        case options
    }

    /// The number of the first physical line, from 1.
    package let number: Int
    package let content: Content
    /// Empty for requirements and includes, whose other options pip ignores.
    package let sources: SourceOptions
    /// The `--hash` values, `sha256:…`, as written.
    package let hashes: [String]
    package let requiresHashes: Bool
}

/// A physical-line range and the joined text; the step before options are read.
struct JoinedLine: Equatable {
    let number: Int
    /// How many physical lines it spans.
    let lineCount: Int
    let text: String
}

/// Joins continued lines and strips comments, keeping line numbers: pip's `preprocess` without variables.
///
/// All of it goes by bytes: to Swift `#` and an accent behind it are one character, to Python they are two.
func joinedLines(of text: String) -> [JoinedLine] {
    var result: [JoinedLine] = []
    var pending = ""
    var first = 0
    var number = 0
    let flush = { (line: String, start: Int, end: Int) in
        let stripped = trimmingBlanks(withoutComment(line))
        result.append(JoinedLine(number: start, lineCount: end - start + 1, text: stripped))
    }
    let backslash = UInt8(ascii: "\\")
    for physical in physicalLines(of: text) {
        number += 1
        let isComment = trimmingBlanks(physical).utf8.first == UInt8(ascii: "#")
        if physical.utf8.last == backslash, !isComment {
            if pending.isEmpty, first == 0 { first = number }
            var body = physical.utf8[...]
            while body.last == backslash { body.removeLast() }
            while body.first == backslash { body.removeFirst() }
            pending += String(Substring(body))
            continue
        }
        if first == 0 {
            flush(physical, number, number)
        } else {
            flush(pending + (isComment ? " " + physical : physical), first, number)
        }
        pending = ""
        first = 0
    }
    if first != 0 { flush(pending, first, number) }
    return result
}

/// Splits where Python's `str.splitlines` does: line feeds, carriage returns and the separators U+000B, U+000C,
/// U+001C to U+001E, U+0085, U+2028 and U+2029.
func physicalLines(of text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previousWasReturn = false
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0a where previousWasReturn:
            previousWasReturn = false
        case 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
            lines.append(String(line))
            line = String.UnicodeScalarView()
            previousWasReturn = scalar.value == 0x0d
        default:
            line.append(scalar)
            previousWasReturn = false
        }
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
}

/// Cuts a comment: `(^|\s+)#.*$`.
private func withoutComment(_ line: String) -> String {
    var previousIsBlank = true
    for index in line.unicodeScalars.indices {
        let scalar = line.unicodeScalars[index]
        if scalar == "#", previousIsBlank { return String(line.unicodeScalars[..<index]) }
        previousIsBlank = isPythonBlank(scalar)
    }
    return line
}

/// Why a line is refused that programs read in different ways: outside a comment a requirements file needs nothing but
/// ASCII, and a backslash at the end of what was blanks or a comment before would join a copy's line with the next.
func lineProblem(_ line: String) -> String? {
    if let scalar = line.unicodeScalars.first(where: { !(0x20...0x7E).contains($0.value) && $0 != "\t" }) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - code.count))
        return "the character U+\(padding)\(code) outside a comment is not supported"
    }
    return line.utf8.last == UInt8(ascii: "\\") ? "a backslash with blanks or a comment behind it" : nil
}

/// Replaces `${NAME}` (upper case, digits, underscore) by non-empty environment values, leaving others as they are.
func expandingVariables(in line: String, environment: (String) -> String?) -> String {
    var result = ""
    var rest = line[...]
    while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
        result += rest[..<dollar]
        rest = rest[dollar...]
        let body = rest.utf8.dropFirst(2)
        let name = body.prefix {
            (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
        }
        let behind = body.dropFirst(name.count)
        if rest.utf8.starts(with: "${".utf8), !name.isEmpty, behind.first == UInt8(ascii: "}"),
            let value = environment(String(Substring(name))), !value.isEmpty
        {
            result += value
            rest = Substring(behind.dropFirst())
        } else {
            result.append("$")
            rest = Substring(rest.utf8.dropFirst())
        }
    }
    return result + rest
}

extension RequirementLine {
    /// Reads a joined, expanded, non-empty line; nil with a problem when pip would refuse it too.
    static func parse(_ text: String, number: Int) -> Result<RequirementLine, RequirementLineProblem> {
        let tokens = text.split(separator: " ", omittingEmptySubsequences: false)
        let optionStart = tokens.firstIndex { $0.hasPrefix("-") } ?? tokens.count
        let requirement = trimmingBlanks(tokens[..<optionStart].joined(separator: " "))
        guard let words = shellWords(in: tokens[optionStart...].joined(separator: " ")) else {
            return .failure(RequirementLineProblem(text: "unbalanced quotes"))
        }
        let parser = PipOptionParser(parsingLine: words)
        switch parser.failure {
        case .ambiguousOption(let option):
            return .failure(RequirementLineProblem(text: "'\(option)' abbreviates more than one option"))
        case .unknownGeneralOption(let option):
            return .failure(RequirementLineProblem(text: "unknown option '\(option)'"))
        case nil: break
        }
        let options = parser.arguments
        let content: Content
        if !requirement.isEmpty {
            content = .requirement(requirement)
        } else if let editable = options.values(of: "editable").first {
            content = .editable(editable)
        } else if let path = options.values(of: "requirement").first {
            content = .nested(path: path, isConstraint: false)
        } else if let path = options.values(of: "constraint").first {
            content = .nested(path: path, isConstraint: true)
        } else {
            content = .options
        }
        return .success(
            RequirementLine(
                number: number, content: content,
                sources: content == .options ? pipSources(options) : SourceOptions(),
                hashes: options.values(of: "hash"),
                requiresHashes: options.contains(option: "require-hashes")))
    }

    /// True when the line changes where packages come from, so that a rewritten copy must leave it out.
    var changesSources: Bool { sources != SourceOptions() }
}

/// Why a line cannot be read.
struct RequirementLineProblem: Error, Equatable {
    let text: String
}

/// Splits as Python's `shlex.split` does in POSIX mode; nil for unbalanced quotes or a trailing backslash.
func shellWords(in text: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var isInWord = false
    var quote: Character?
    var isEscaped = false
    for character in text {
        if isEscaped {
            if quote == "\"", character != "\"", character != "\\" { word.append("\\") }
            word.append(character)
            isEscaped = false
        } else if let open = quote {
            if character == open {
                quote = nil
            } else if character == "\\", open == "\"" {
                isEscaped = true
            } else {
                word.append(character)
            }
        } else if character == "\\" {
            isEscaped = true
            isInWord = true
        } else if character == "'" || character == "\"" {
            quote = character
            isInWord = true
        } else if character == " " || character == "\t" || character == "\r" || character == "\n" {
            if isInWord { words.append(word) }
            word = ""
            isInWord = false
        } else {
            word.append(character)
            isInWord = true
        }
    }
    guard quote == nil, !isEscaped else { return nil }
    if isInWord { words.append(word) }
    return words
}
