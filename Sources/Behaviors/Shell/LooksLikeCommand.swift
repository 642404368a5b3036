/// Whether a text is a command line rather than prose: its first word is a known program and what follows looks like
/// arguments.
///
/// Prose such as "curl is required" or "git repository of the project" is common in messages; a command has options,
/// paths, addresses, quotes or operators.
func looksLikeCommand(_ text: String) -> Bool {
    guard text.utf8.count >= 4, text.utf8.count <= 4_096 else { return false }
    guard canBeCommand(text) else { return false }
    let words = text.split(maxSplits: 12, omittingEmptySubsequences: true) { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard let first = words.first, words.count >= 2 else { return false }
    var program = first.lowercased()[...]
    if let slash = program.lastIndex(where: { $0 == "/" || $0 == "\\" }) {
        program = program[program.index(after: slash)...]
    }
    if program.hasSuffix(".exe") { program = program.dropLast(4) }
    guard ShellPrograms.behaviors[String(program)] != nil || ShellPrograms.wrappers.contains(String(program)) else {
        return false
    }
    guard !ambiguousWords.contains(String(program)) else { return false }
    let operators = ["&&", "||", "|", ">", "2>&1", ";", "&"]
    return words.dropFirst().contains { word in
        word.hasPrefix("-") && word.utf8.count > 1 || word.contains("://") || word.hasPrefix("/")
            || word.hasPrefix("./")
            || operators.contains(String(word)) || word.hasPrefix("\"") || word.hasPrefix("\u{FFFC}")
    }
}

/// Program names that begin ordinary sentences or query languages.
private let ambiguousWords: Set<String> = [
    "set", "last", "at", "host", "service", "time", "start", "call", "if", "then", "else", "do", "who", "w", "make",
    "id",
    "net", "route", "groups", "kill", "go", "at", "command", "exec", "!", "env", "vol", "java", "ps", "ar", "ld", "uv",
]

/// Whether the first of several words may name a known program: decides on bytes for nearly every text.
private func canBeCommand(_ text: String) -> Bool {
    var word: [UInt8] = []
    var hasMore = false
    for byte in text.utf8 {
        // Beyond ASCII, and where line ends may be one character, the characters decide.
        if byte >= 0x80 || byte == 0x0d { return true }
        let isBlank = byte == 0x20 || byte == 0x0a || byte == 0x09
        if isBlank {
            if word.isEmpty { continue }
            hasMore = true
            break
        }
        if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
            word.removeAll(keepingCapacity: true)
            continue
        }
        word.append(byte)
    }
    guard hasMore, let first = word.first, let last = word.last else { return false }
    let isProgram = word.count > 4 && last | 0x20 == UInt8(ascii: "e") && word[word.count - 4] == UInt8(ascii: ".")
    guard isProgram || ShellPrograms.mayBegin(with: first, length: word.count) else { return false }
    var program = String(decoding: word, as: UTF8.self).lowercased()
    if program.hasSuffix(".exe") { program.removeLast(4) }
    return ShellPrograms.behaviors[program] != nil || ShellPrograms.wrappers.contains(program)
}
