/// Reads a `python` command line: `-m pip` behind any of python's own options is pip, all else passes through.
///
/// Python's options end at the first word that is none; `-c` and `-m` take what follows and end them too.
func readPythonCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    var index = 0
    while index < arguments.count {
        let word = arguments[index]
        if !word.hasPrefix("-") || word == "-" { return script(word, at: index, of: arguments, tool: tool) }
        if word.hasPrefix("--") {
            // `--check-hash-based-pycs` is the one long option with a value, and it is always a word of its own.
            index += word == "--check-hash-based-pycs" ? 2 : 1
            continue
        }
        switch moduleOption(in: word) {
        case .module(let attached):
            let end = attached.isEmpty ? index + 2 : index + 1
            let module = attached.isEmpty ? (index + 1 < arguments.count ? arguments[index + 1] : "") : attached
            guard module == "pip" || module == "pip.__main__" else { return .passThrough(.notAPackageCommand) }
            let program = [tool.name] + arguments[..<end]
            return readPipCommand(Array(arguments[end...]), program: program, calledAs: tool)
        case .command: return .passThrough(.notAPackageCommand)
        case .optionWithNextWord: index += 2
        case .plain: index += 1
        }
    }
    return .passThrough(.notAPackageCommand)
}

private enum PythonOption {
    case module(attached: String)
    case command
    /// `-X` or `-W` whose value is the next word.
    case optionWithNextWord
    case plain
}

/// Reads one word of clustered options: `-Im`, `-mpip`, `-Wignore`, `-X`.
private func moduleOption(in word: String) -> PythonOption {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
        switch letter {
        case "m": return .module(attached: String(letters))
        case "c": return .command
        case "X", "W", "Q": return letters.isEmpty ? .optionWithNextWord : .plain
        default: continue
        }
    }
    return .plain
}

/// pip run as a script, `python /usr/bin/pip install x`, is pip as well.
private func script(_ word: String, at index: Int, of arguments: [String], tool: GuardedTool) -> PackageCommand {
    let isMain = word.hasSuffix("pip/__main__.py") || word.hasSuffix("site-packages/pip")
    let isScript = GuardedTool(named: word).map { $0.family == .pip } ?? false
    guard isMain || isScript else { return .passThrough(.notAPackageCommand) }
    let program = [tool.name] + arguments[...index]
    return readPipCommand(Array(arguments[(index + 1)...]), program: program, calledAs: tool)
}
