// Package managers that Airlock knows and cannot guard yet: it says so, and refuses them in strict mode.

/// Reads a command of poetry, yarn, pnpm or bun.
func readUncoveredCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    let name = lastPathComponent(of: tool.name)
    // Without a word, yarn installs the project; the others print help.
    guard let word = arguments.first else {
        return name.hasPrefix("yarn") ? .uncovered(tool: name) : .passThrough(.noSubcommand)
    }
    if let reason = harmless(word) { return .passThrough(reason) }
    return installingNothing[name, default: []].contains(word)
        ? .passThrough(.installsNothing(subcommand: word)) : .uncovered(tool: name)
}

/// Reads a command of uv: `uv pip install` and tools are guarded, what touches no index passes, projects are not covered.
func readUvCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    guard let word = arguments.first else { return .passThrough(.noSubcommand) }
    if let reason = harmless(word) { return .passThrough(reason) }
    if word == "tool" { return readUvToolCommand(arguments, calledAs: tool) }
    guard word == "pip" else {
        let passing = ["cache", "self", "auth", "init", "generate-shell-completion"]
        return passing.contains(word)
            ? .passThrough(.installsNothing(subcommand: word)) : .uncovered(tool: "uv \(shownWord(word))")
    }
    guard arguments.count > 1 else { return .passThrough(.noSubcommand) }
    switch arguments[1] {
    case "install": return readUvInstall(arguments, calledAs: tool)
    case "list", "freeze", "show", "tree", "check", "uninstall", "help", "--help", "-h":
        return .passThrough(.installsNothing(subcommand: "pip " + arguments[1]))
    default: return .uncovered(tool: "uv pip \(shownWord(arguments[1]))")
    }
}

/// Whether a first word only asks the tool about itself.
func harmless(_ word: String) -> PassThroughReason? {
    switch word {
    case "--help", "-h", "help": .helpRequested
    case "--version", "-V", "-v", "version": word == "-v" ? nil : .versionRequested
    default: nil
    }
}

/// Subcommands that take nothing from a registry.
private let installingNothing: [String: Set<String>] = [
    "poetry": ["about", "check", "config", "list", "search", "show"],
    "yarn": ["config", "info", "list", "why"], "yarnpkg": ["config", "info", "list", "why"],
    "pnpm": ["list", "ls", "why", "config", "outdated", "root", "bin"],
]

/// A word of the user's own for a message: options may hold anything.
func shownWord(_ word: String) -> String {
    word.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 == UInt8(ascii: "-") } && !word.hasPrefix("-") ? word : "…"
}
