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
            let rest = arguments.dropFirst(end)
            guard isPipModule(module) else {
                guard runners.contains(module), rest.contains(where: namesPip) else {
                    return .passThrough(.notAPackageCommand)
                }
                return .refused(
                    reason: "'\(tool.name) -m \(module)' would run pip where Airlock cannot guard it",
                    hint: "run 'airlock \(tool.name) -m pip' without '\(module)'")
            }
            return readPipCommand(Array(rest), program: [tool.name] + arguments.prefix(end), calledAs: tool)
        case .command: return .passThrough(.notAPackageCommand)
        case .optionWithNextWord: index += 2
        case .plain: index += 1
        }
    }
    return .passThrough(.notAPackageCommand)
}

/// Modules that run another module or script, which their own arguments name.
private let runners: Set<String> = ["cProfile", "profile", "trace", "pdb", "runpy", "coverage"]

/// pip itself or any module inside it: `pip.__main__`, `pip.__pip-runner__`, `pip._internal` all run its command line.
private func isPipModule(_ module: String) -> Bool { module == "pip" || module.hasPrefix("pip.") }

private func namesPip(_ word: String) -> Bool {
    isPipModule(word) || isPipModule(word.hasPrefix("-m") ? String(word.dropFirst(2)) : "") || isPipScript(word)
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
    guard isPipScript(word) else { return .passThrough(.notAPackageCommand) }
    let program = [tool.name] + arguments[...index]
    return readPipCommand(Array(arguments[(index + 1)...]), program: program, calledAs: tool)
}

private func isPipScript(_ word: String) -> Bool {
    let mains = ["pip/__main__.py", "pip/__pip-runner__.py", "site-packages/pip"]
    return mains.contains(where: word.hasSuffix) || GuardedTool(named: word)?.family == .pip
}
