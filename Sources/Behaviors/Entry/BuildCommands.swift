/// The commands in a description of a native build (`binding.gyp`): `<!(…)`, `<!@(…)`, `<!pymod_do_main(…)` and
/// `action` lists.
func buildCommands(in bytes: [UInt8]) -> [String] {
    // Quotes within the texts of the description are escaped.
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { continue }
        text.append(byte)
    }
    var commands: [String] = []
    var index = 0
    while index + 2 < text.count, commands.count < 256 {
        let byte = text[index]
        if "<>^".utf8.contains(byte), text[index + 1] == UInt8(ascii: "!") {
            index += 2
            if let command = expansion(in: text, at: &index) { commands.append(command) }
        } else if byte == UInt8(ascii: "a"), text[index...].starts(with: "action".utf8) {
            index += 6
            if let command = actionList(in: text, at: &index) { commands.append(command) }
        } else {
            index += 1
        }
    }
    return commands
}

private func expansion(in text: [UInt8], at index: inout Int) -> String? {
    let nameStart = index
    while index < text.count, index - nameStart < 64, text[index] != UInt8(ascii: "(") { index += 1 }
    guard index < text.count, text[index] == UInt8(ascii: "(") else {
        index = nameStart
        return nil
    }
    let name = String(decoding: text[nameStart..<index], as: UTF8.self)
    guard name.isEmpty || name == "@" || name.hasSuffix("pymod_do_main") else { return nil }
    index += 1
    let start = index
    var depth = 1
    while index < text.count, index - start < 16_384 {
        if text[index] == UInt8(ascii: "(") { depth += 1 }
        if text[index] == UInt8(ascii: ")") { depth -= 1 }
        if depth == 0 { break }
        index += 1
    }
    let inner = withoutVariables(String(decoding: text[start..<min(index, text.count)], as: UTF8.self))
    index = start
    guard name.hasSuffix("pymod_do_main") else { return inner }
    let module = inner.prefix { $0 != " " }
    return "python \(module).py"
}

/// The words of `'action': ['node', 'x.js']` as one command.
private func actionList(in text: [UInt8], at index: inout Int) -> String? {
    var place = index
    while place < text.count, "'\": \t\r\n".utf8.contains(text[place]) { place += 1 }
    guard place < text.count, text[place] == UInt8(ascii: "[") else { return nil }
    var words: [String] = []
    place += 1
    let start = place
    while place < text.count, text[place] != UInt8(ascii: "]"), place - start < 16_384 {
        let quote = text[place]
        place += 1
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { continue }
        let first = place
        while place < text.count, text[place] != quote { place += 1 }
        let word = withoutVariables(String(decoding: text[first..<min(place, text.count)], as: UTF8.self))
        words.append(
            "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") + "'")
        place += 1
    }
    index = place
    return words.isEmpty ? nil : words.joined(separator: " ")
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
