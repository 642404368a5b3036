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
    // Safety: the buffer is only read, within its bounds, while the text lends it.
    if let answer = text.utf8.withContiguousStorageIfAvailable({ canBeCommand($0) }) { return answer }
    return Array(text.utf8).withUnsafeBufferPointer { canBeCommand($0) }
}

private func canBeCommand(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    var end = 0
    var hasMore = false
    // The last part of the first word as a path has other characters than ASCII.
    var isOther = false
    while end < text.count {
        let byte = text[end]
        // Where line ends may be one character, the characters decide. No character beyond ASCII is part of a program's
        // name, but the Kelvin sign, whose small letter is k: its first byte is this.
        if byte == 0x0d || byte == 0xe2 { return true }
        if byte == 0x20 || byte == 0x0a || byte == 0x09 {
            if start < end {
                hasMore = true
                break
            }
            start = end + 1
        } else if byte >= 0x80 {
            isOther = true
        } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
            start = end + 1
            isOther = false
        }
        end += 1
    }
    guard hasMore, !isOther else { return false }
    let count = end - start
    let isProgram =
        count > 4 && text[end - 1] | 0x20 == UInt8(ascii: "e") && text[end - 4] == UInt8(ascii: ".")
    guard isProgram || ShellPrograms.mayBegin(with: text[start], length: count) else { return false }
    var program = String(decoding: text[start..<end], as: UTF8.self).lowercased()
    if program.hasSuffix(".exe") { program.removeLast(4) }
    return ShellPrograms.behaviors[program] != nil || ShellPrograms.wrappers.contains(program)
}
