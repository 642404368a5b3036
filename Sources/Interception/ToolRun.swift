/// A program that `uvx` or `pipx run` installs and then runs.
package struct ToolRun: Sendable, Equatable {
    /// What holds it, as the tool spells a release: `ruff`, `ruff@0.8`, `ruff[extra]`.
    package let spec: String
    package let program: String
    package let arguments: [String]
}

/// A release of an index in the spelling of `uvx` and `uv tool`: a requirement, or `NAME@VERSION`.
///
/// - Returns: the project's name without extras and version; nil for addresses, paths, scripts and everything else.
func projectNamed(byToolSpec text: String) -> String? {
    let base = text.prefix { $0 != "@" }
    let version = text.dropFirst(base.count + 1)
    let isVersion = version.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "!") }
    guard isVersion, case .named = PipRequirement(parsing: String(base)) else { return nil }
    let name = base.utf8.prefix { isNameByte($0) }
    guard let first = name.first, isNameByte(first), first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else {
        return nil
    }
    let rest = base.utf8.dropFirst(name.count)
    // Extras, a version, or nothing; a blank or anything else begins what only the tool itself could read.
    guard rest.isEmpty || rest.first == UInt8(ascii: "[") || rest.first.map({ "=<>!~".utf8.contains($0) }) == true
    else {
        return nil
    }
    let found = String(decoding: Array(name), as: UTF8.self)
    return found.hasSuffix(".py") || found.lowercased() == "python" ? nil : found
}

/// Options of a tool that Airlock understands, each under its full name.
struct ToolOptions {
    var switches: [String: String]
    let values: [String: String]

    /// Reads words up to their end, or to the first that is no option where a program's own arguments follow.
    ///
    /// - Returns: nil where a word is not understood.
    func read(
        _ words: ArraySlice<String>, untilPositional: Bool
    ) -> (parsed: [CommandArgument], rest: ArraySlice<String>)? {
        var (parsed, rest) = ([CommandArgument](), words)
        while let word = rest.first {
            guard word.hasPrefix("-"), word != "-" else {
                if untilPositional { break }
                parsed.append(CommandArgument(.positional(word), spelling: [word]))
                rest.removeFirst()
                continue
            }
            rest.removeFirst()
            let equals = word.hasPrefix("--") ? word.firstIndex(of: "=") : nil
            let spelled = equals.map { String(word[..<$0]) } ?? word
            if let name = switches[spelled], equals == nil {
                parsed.append(CommandArgument(.option(name: name, value: nil), spelling: [word]))
            } else if let name = values[spelled] {
                let value: String
                if let equals {
                    value = String(word[word.index(after: equals)...])
                    parsed.append(CommandArgument(.option(name: name, value: value), spelling: [word]))
                } else {
                    guard let next = rest.popFirst() else { return nil }
                    value = next
                    parsed.append(CommandArgument(.option(name: name, value: value), spelling: [word, value]))
                }
            } else {
                return nil
            }
        }
        return (parsed, rest)
    }
}
