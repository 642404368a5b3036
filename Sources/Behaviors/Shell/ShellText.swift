/// One command of a shell text.
struct ShellCommand: Sendable, Hashable {
    /// The words with quotes removed; assignments in front of the command are left out.
    var words: [String] = []
    /// Whether its input is the output of the command before.
    var readsPipe = false
    /// Whether it is left running with `&`.
    var isBackground = false
    /// Files that its output is written to.
    var outputs: [String] = []
    /// Files that its input is read from.
    var inputs: [String] = []
    /// Texts of `$(…)` and backticks in its words.
    var substitutions: [String] = []
    /// Text that it reads from a here-document or here-string.
    var inputText: String?
    /// Names that it assigns in front of its words.
    var assigned: [String] = []
    /// Names of variables in its words whose values the text does not say.
    var variables: [String] = []

    /// What npm and shells put in variables.
    private static let knownVariables = [
        "npm_node_execpath": "node", "node": "node", "npm_config_node_execpath": "node", "npm_execpath": "npm",
        "shell": "sh", "npm_config_script_shell": "sh", "python": "python", "npm_config_python": "python",
        "comspec": "cmd", "npm": "npm",
    ]

    /// The program's name without folder and ending, in lower case.
    var program: String {
        guard let first = words.first else { return "" }
        var name = first.lowercased()
        let slash = name.lastIndex { $0 == "/" || $0 == "\\" }
        if slash == nil, name.hasPrefix("$") || name.hasPrefix("%") {
            return Self.knownVariables[String(name.filter { !"${}%\"".contains($0) })] ?? name
        }
        // A folder that a variable names is a folder: `%SystemRoot%\System32\…`.
        if let slash { name = String(name[name.index(after: slash)...]) }
        for ending in [".exe", ".cmd", ".bat"] where name.hasSuffix(ending) { name.removeLast(ending.utf8.count) }
        return name
    }
}

/// Splits shell text into commands at `&&`, `||`, `;`, `|`, `&` and line ends, words with quotes as POSIX has them.
///
/// Variables that the text itself sets to constants stand for their values; here-documents are the input of their
/// command. Good enough for both `sh` and `cmd.exe`: a backslash before a letter stays, so that Windows paths survive. Bounded:
/// texts beyond `maximumLength` bytes are cut, commands beyond `maximumCommands` left out.
struct ShellReader {
    static let maximumLength = 4 << 20
    static let maximumCommands = 16_384

    let text: [UInt8]
    var index = 0
    var commands: [ShellCommand] = []
    var current = ShellCommand()
    var word: [UInt8] = []
    var hasWord = false
    var expectsOutput = false
    var expectsInput = false
    var expectsDocument = false
    var expectsText = false
    /// Here-documents whose bodies follow the current line.
    var documents: [(command: Int, delimiter: String)] = []
    var values: [String: String] = [:]
    /// Bytes that variables put in; bounded like the text.
    var expandedBytes = 0

    static func commands(in text: String) -> [ShellCommand] {
        var reader = ShellReader(text: Array(text.utf8.prefix(maximumLength)))
        reader.read()
        return reader.commands
    }

    private init(text: [UInt8]) { self.text = text }

    private mutating func read() {
        while index < text.count, commands.count < Self.maximumCommands {
            let byte = text[index]
            index += 1
            switch byte {
            case 0x20, 0x09, 0x0d: endWord()
            case 0x0a:
                endCommand()
                if !documents.isEmpty { readDocuments() }
            case UInt8(ascii: ";"): endCommand()
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                if hasWord && byte != UInt8(ascii: ")") { append(byte) } else { endCommand() }
            case UInt8(ascii: "#") where !hasWord: skipLine()
            case UInt8(ascii: "|"):
                let isOr = peek() == UInt8(ascii: "|")
                if isOr { index += 1 }
                endCommand()
                current.readsPipe = !isOr
            case UInt8(ascii: "&"):
                if peek() == UInt8(ascii: "&") {
                    index += 1
                    endCommand()
                } else if peek() == UInt8(ascii: ">") || text[max(0, index - 2)] == UInt8(ascii: ">") {
                    continue
                } else {
                    endWord()
                    current.isBackground = true
                    endCommand()
                }
            case UInt8(ascii: ">"):
                if hasWord, word.count == 1, word[0] == UInt8(ascii: "1") || word[0] == UInt8(ascii: "2") {
                    word = []
                    hasWord = false
                }
                endWord()
                if peek() == UInt8(ascii: ">") { index += 1 }
                expectsOutput = true
            case UInt8(ascii: "<") where !hasWord && peek() == UInt8(ascii: "("): readSubstitution()
            case UInt8(ascii: "<"):
                endWord()
                readInputMark()
            case UInt8(ascii: "'"): readSingleQuoted()
            case UInt8(ascii: "\""): readDoubleQuoted()
            case UInt8(ascii: "`"): readBackticks()
            case UInt8(ascii: "$") where peek() == UInt8(ascii: "("): readSubstitution()
            case UInt8(ascii: "$"): readVariable(isQuoted: false)
            case UInt8(ascii: "%") where isBatchVariable(): readBatchVariable()
            case UInt8(ascii: "^") where hasWord && isLetter(peek()): continue
            case UInt8(ascii: "\\"): readEscape()
            default: append(byte)
            }
        }
        endCommand()
    }

    func peek() -> UInt8? { index < text.count ? text[index] : nil }

    mutating func append(_ byte: UInt8) {
        word.append(byte)
        hasWord = true
    }

    private mutating func skipLine() {
        while index < text.count, text[index] != 0x0a { index += 1 }
    }

    private mutating func readSingleQuoted() {
        hasWord = true
        while index < text.count, text[index] != UInt8(ascii: "'") {
            word.append(text[index])
            index += 1
        }
        index += 1
    }

    private mutating func readDoubleQuoted() {
        hasWord = true
        while index < text.count, text[index] != UInt8(ascii: "\"") {
            if text[index] == UInt8(ascii: "\\"), index + 1 < text.count, "\"\\$`".utf8.contains(text[index + 1]) {
                word.append(text[index + 1])
                index += 2
            } else if text[index] == UInt8(ascii: "$"), index + 1 < text.count, text[index + 1] == UInt8(ascii: "(") {
                index += 1
                readSubstitution()
            } else if text[index] == UInt8(ascii: "`") {
                index += 1
                readBackticks()
            } else if text[index] == UInt8(ascii: "$") {
                index += 1
                readVariable(isQuoted: true)
            } else if text[index] == UInt8(ascii: "%"), isBatchVariable(behind: index + 1) {
                index += 1
                readBatchVariable()
            } else {
                word.append(text[index])
                index += 1
            }
        }
        index += 1
    }

    private mutating func readBackticks() {
        hasWord = true
        let start = index
        while index < text.count, text[index] != UInt8(ascii: "`") { index += 1 }
        current.substitutions.append(String(decoding: text[start..<index], as: UTF8.self))
        index += 1
    }

    /// Reads to the closing parenthesis; `index` stands on the opening one.
    private mutating func readSubstitution() {
        hasWord = true
        index += 1
        let start = index
        var depth = 1
        while index < text.count {
            if text[index] == UInt8(ascii: "(") { depth += 1 }
            if text[index] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            index += 1
        }
        current.substitutions.append(String(decoding: text[start..<min(index, text.count)], as: UTF8.self))
        index += 1
    }

    private mutating func readEscape() {
        guard let next = peek() else { return append(UInt8(ascii: "\\")) }
        if next == 0x0a {
            index += 1
        } else if KeywordAutomaton.isWordByte(next) || next == UInt8(ascii: "\\") || next == UInt8(ascii: ".") {
            append(UInt8(ascii: "\\"))
        } else {
            append(next)
            index += 1
        }
    }

    mutating func endWord() {
        guard hasWord else { return }
        let text = String(decoding: word, as: UTF8.self)
        word = []
        hasWord = false
        if expectsOutput {
            expectsOutput = false
            current.outputs.append(text)
        } else if expectsInput {
            expectsInput = false
            current.inputs.append(text)
        } else if expectsDocument {
            expectsDocument = false
            if documents.count < 64 { documents.append((commands.count, text)) }
        } else if expectsText {
            expectsText = false
            current.inputText = text
        } else if current.words.isEmpty || ["export", "set", "local", "declare", "readonly"].contains(current.program),
            isAssignment(text)
        {
            setVariable(text)
            if !current.words.isEmpty { current.words.append(text) }
        } else {
            current.words.append(text)
        }
    }

    private func isAssignment(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return false }
        return text[..<equals].utf8.allSatisfy(KeywordAutomaton.isWordByte)
    }

    private mutating func endCommand() {
        endWord()
        expectsOutput = false
        expectsInput = false
        expectsDocument = false
        expectsText = false
        if !current.words.isEmpty || !current.substitutions.isEmpty { commands.append(current) }
        current = ShellCommand()
    }
}
