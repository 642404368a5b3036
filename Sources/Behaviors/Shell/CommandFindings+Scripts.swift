// Where commands run, and which scripts of manifests the commands of package managers run there.
extension CommandFindings {
    /// A folder as a command at this place names it.
    func below(_ target: String) -> String {
        let target = Self.withoutFolderVariable(target)
        if folder.isEmpty || target.hasPrefix("/") { return target }
        return target.isEmpty ? folder : "\(folder)/\(target)"
    }

    /// Passes the value of an option of a program that runs another one, and goes where it says.
    mutating func passValue(of option: String, _ wrapper: String, _ command: inout ShellCommand) {
        let folderOptions = wrapper == "env" ? ["-C", "--chdir"] : wrapper == "sudo" ? ["-D", "--chdir"] : []
        if let equals = option.firstIndex(of: "="), folderOptions.contains(String(option[..<equals])) {
            folder = below(String(option[option.index(after: equals)...]))
        }
        guard ShellPrograms.wrapperValues[wrapper]?.contains(option) == true, command.words.count > 1 else { return }
        let value = command.words.removeFirst()
        if folderOptions.contains(option) { folder = below(value) }
    }

    /// Whether an option of `env` is the one that splits its value into a command: `-S`, `-vS'node x'`, `--split-string`.
    static func isSplit(_ option: String) -> Bool {
        if option.hasPrefix("--") { return option == "--split-string" || option.hasPrefix("--split-string=") }
        return option.hasPrefix("-") && option.dropFirst().first { !"iv0".contains($0) } == "S"
    }

    /// The command of words that begin with such an option.
    static func splitText(_ words: [String]) -> String {
        guard let option = words.first else { return "" }
        let mark: Character = option.hasPrefix("--") ? "=" : "S"
        let value = option.firstIndex(of: mark).map { option[option.index(after: $0)...] } ?? ""
        return ([String(value)] + words.dropFirst()).joined(separator: " ")
    }

    /// Reads what stands behind `npm`, `yarn`, `pnpm`, `bun` or a program that runs scripts of all workspaces.
    mutating func readScriptName(_ program: String, _ words: [String]) {
        let isForAll = ShellPrograms.workspaceRunners.contains(program)
        findings.append(.managesPackages((isForAll ? ["--workspaces"] : []) + words.prefix(64), folder: folder))
        if isForAll { return }
        let plain = words.filter { !$0.hasPrefix("-") }
        guard let first = plain.first else { return }
        switch first {
        case "run", "run-script", "rum", "urn": if plain.count > 1 { runsScript(plain[1]) }
        case "start", "test", "stop", "restart", "t", "tst": runsScript(first.hasPrefix("t") ? "test" : first)
        default: if program != "npm" { runsScript(first) }
        }
    }

    mutating func runsScript(_ name: String) { findings.append(.runsScript(name, folder: folder)) }
}
