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
                if let uncovered = readInstallerModule(module, Array(rest), of: tool) { return uncovered }
                guard runners.contains(module), rest.contains(where: namesPip) else {
                    return .passThrough(.notAPackageCommand)
                }
                return .refused(
                    reason: "'\(tool.name) -m \(module)' would run pip where Airlock cannot guard it",
                    hint: "run 'airlock \(tool.name) -m pip' without '\(module)'")
            }
            let command = readPipCommand(Array(rest), program: [tool.name] + arguments.prefix(end), calledAs: tool)
            guard case .install = command, !pipPrograms.contains(module) else { return command }
            return .refused(
                reason: "'-m \(module)' is no way to run pip", hint: "run '\(tool.name) -m pip'")
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

/// The modules that are pip's command line; the rest of pip does nothing when it is run, or fails.
private let pipPrograms: Set<String> = ["pip", "pip.__main__", "pip.__pip-runner__"]

/// Modules that install from an index in ways of their own, and are no tools that Airlock stands in for by name.
private let otherInstallers: Set<String> = ["virtualenv", "pipenv", "pdm", "hatch", "piptools", "build"]

/// Reads `-m uv` and its kin: the tools that are guarded by name, and others that install, are not covered as modules.
///
/// - Returns: nil for modules that install nothing.
private func readInstallerModule(_ module: String, _ arguments: [String], of tool: GuardedTool) -> PackageCommand? {
    let package = String(module.prefix { $0 != "." })
    let name = "\(lastPathComponent(of: tool.name)) -m \(package)"
    if package == "venv" {
        // `argparse` takes a beginning that is this option's alone.
        let upgrades = arguments.contains { $0.hasPrefix("--upgrade-") && "--upgrade-deps".hasPrefix($0) }
        return upgrades ? .uncovered(tool: name) : nil
    }
    if otherInstallers.contains(package) {
        return arguments.first.flatMap(harmless).map(PackageCommand.passThrough) ?? .uncovered(tool: name)
    }
    guard let named = GuardedTool(named: package) else { return nil }
    switch named.family {
    case .uv, .uvx, .pipx, .uncovered: return readElsewhere(named, arguments, as: name)
    case .npm, .npx, .pip, .python: return nil
    }
}

/// What a tool is asked for where Airlock cannot stand in for it.
private func readElsewhere(_ named: GuardedTool, _ arguments: [String], as name: String) -> PackageCommand {
    switch readCommand(of: named, arguments: arguments) {
    case .passThrough(let reason): .passThrough(reason)
    case .install, .refused, .uncovered: .uncovered(tool: name)
    }
}

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
    let rest = Array(arguments[(index + 1)...])
    guard isPipScript(word) else {
        let name = lastPathComponent(of: word)
        let shown = "\(lastPathComponent(of: tool.name)) \(name)"
        if name == "get-pip.py" { return .uncovered(tool: shown) }
        guard let named = GuardedTool(named: archiveStem(of: name)) else { return .passThrough(.notAPackageCommand) }
        switch named.family {
        case .uv, .uvx, .pipx, .uncovered: return readElsewhere(named, rest, as: shown)
        case .npm, .npx, .pip, .python: return .passThrough(.notAPackageCommand)
        }
    }
    return readPipCommand(rest, program: [tool.name] + arguments[...index], calledAs: tool)
}

/// Whether a path leads to pip, as it is written or through links.
private func isPipScript(_ word: String) -> Bool {
    [word, SystemCalls.realPath(word) ?? word].contains { path in
        var parts: [Substring.UTF8View] = []
        for part in path.utf8.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8) { parts = parts.dropLast() } else { parts.append(part) }
        }
        let names = parts.suffix(2).map { String(Substring($0)) }
        guard let last = names.last else { return false }
        if GuardedTool(named: archiveStem(of: last))?.family == .pip { return true }
        return names.first == "pip" && ["__main__.py", "__pip-runner__.py"].contains(last)
    }
}

/// `pip` of `pip.pyz`, and of `pip-24.0.pyz` too: programs are handed round as archives.
private func archiveStem(of name: String) -> String {
    for ending in [".pyz", ".pyzw", ".zip"] where name.hasSuffixBytes(ending) {
        let stem = Substring(name.utf8.dropLast(ending.utf8.count))
        return String(Substring(stem.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }))
    }
    return name
}
