/// Reads `uv tool …`, arguments from `tool` on.
func readUvToolCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    guard arguments.count > 1 else { return .passThrough(.noSubcommand) }
    switch arguments[1] {
    case "install": return readUvToolInstall(arguments, calledAs: tool)
    case "run": return readUvRun(arguments, behind: ["tool", "run"], calledAs: tool)
    case "upgrade": return readUvToolUpgrade(arguments, calledAs: tool)
    case "list", "dir", "uninstall", "update-shell", "help", "--help", "-h":
        return .passThrough(.installsNothing(subcommand: "tool " + arguments[1]))
    default: return .uncovered(tool: "uv tool " + shownWord(arguments[1]))
    }
}

/// Reads `uvx …`, which is `uv tool run …`.
func readUvxCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    if let first = arguments.first, let reason = harmless(first) { return .passThrough(reason) }
    return arguments.isEmpty ? .passThrough(.noSubcommand) : readUvRun(arguments, behind: [], calledAs: tool)
}

private func readUvToolInstall(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    let unknown = PackageCommand.uncovered(tool: "uv tool install")
    if arguments.dropFirst(2).contains(where: { $0 == "--help" || $0 == "-h" }) { return .passThrough(.helpRequested) }
    guard let (parsed, _) = uvToolOptions.read(arguments.dropFirst(2), untilPositional: false),
        areReleases(parsed.values(of: "with"))
    else { return unknown }
    var specs: [String] = []
    for case .positional(let text) in parsed.map(\.meaning) {
        guard projectNamed(byToolSpec: text) != nil else { return unknown }
        specs.append(text)
    }
    return specs.count == 1
        ? .install(uvCommand(arguments, parsed, word: "tool install", specs: specs, tool: tool)) : unknown
}

/// Which sources it goes by was recorded when the tools were installed: the client looks that up.
private func readUvToolUpgrade(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    let unknown = PackageCommand.uncovered(tool: "uv tool upgrade")
    if arguments.dropFirst(2).contains(where: { $0 == "--help" || $0 == "-h" }) { return .passThrough(.helpRequested) }
    var options = uvToolOptions
    options.switches["--all"] = "all"
    guard let (parsed, _) = options.read(arguments.dropFirst(2), untilPositional: false),
        areReleases(parsed.values(of: "with")), !parsed.contains(option: "from")
    else { return unknown }
    var names: [String] = []
    for case .positional(let text) in parsed.map(\.meaning) {
        guard let name = projectNamed(byToolSpec: text) else { return unknown }
        names.append(name)
    }
    return .install(uvCommand(arguments, parsed, word: "tool upgrade", specs: names, tool: tool))
}

private func readUvRun(
    _ arguments: [String], behind words: [String], calledAs tool: GuardedTool
) -> PackageCommand {
    let unknown = PackageCommand.uncovered(tool: words.isEmpty ? "uvx" : "uv " + words.joined(separator: " "))
    guard let (parsed, rest) = uvToolOptions.read(arguments.dropFirst(words.count), untilPositional: true) else {
        let asked = arguments.dropFirst(words.count).prefix { $0.hasPrefix("-") }
        return asked.contains { $0 == "--help" || $0 == "-h" } ? .passThrough(.helpRequested) : unknown
    }
    guard let target = rest.first, areReleases(parsed.values(of: "with")) else { return unknown }
    let spec = parsed.lastValue(of: "from") ?? target
    guard let project = projectNamed(byToolSpec: spec) else { return unknown }
    // Without `--from`, the program has the project's name.
    let isNamed = parsed.contains(option: "from")
    guard !isNamed || (!target.contains("/") && !target.hasSuffix(".py")) else { return unknown }
    var command = uvCommand(
        arguments, parsed, word: words.joined(separator: " "), specs: [spec] + parsed.values(of: "with"), tool: tool)
    command.pip.toolRun = ToolRun(
        spec: spec, program: isNamed ? target : project, arguments: Array(rest.dropFirst()))
    return .install(command)
}

private func uvCommand(
    _ original: [String], _ parsed: [CommandArgument], word: String, specs: [String], tool: GuardedTool
) -> InstallCommand {
    var command = InstallCommand(
        tool: tool, program: [tool.name], subcommand: .uv, subcommandWord: word, originalArguments: original,
        arguments: parsed, specs: specs, localFolders: [], npm: NpmOptions(), pip: PipOptions(),
        sources: SourceOptions(), edits: edits(to: parsed, of: .uv))
    command.sources.index = parsed.lastValue(of: "index-url")
    return command
}

/// `--with` takes a list with commas, which also stand between extras.
private func areReleases(_ lists: [String]) -> Bool {
    lists.allSatisfy { list in
        !list.contains("[") && list.split(separator: ",").allSatisfy { projectNamed(byToolSpec: String($0)) != nil }
    }
}

private let uvToolOptions = ToolOptions(
    switches: [
        "-U": "upgrade", "--upgrade": "upgrade", "--reinstall": "reinstall", "--refresh": "refresh",
        "--isolated": "isolated", "--force": "force", "--compile-bytecode": "compile-bytecode", "-q": "quiet",
        "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose", "--no-progress": "no-progress",
        "--no-build": "no-build", "-n": "no-cache", "--no-cache": "no-cache", "--no-env-file": "no-env-file",
        "--no-python-downloads": "no-python-downloads",
    ],
    values: [
        "--from": "from", "-w": "with", "--with": "with", "-p": "python", "--python": "python",
        "--resolution": "resolution", "--prerelease": "prerelease", "--exclude-newer": "exclude-newer",
        "--no-binary-package": "no-binary-package", "-P": "upgrade-package", "--upgrade-package": "upgrade-package",
        "--link-mode": "link-mode", "--color": "color", "-i": "index-url", "--index-url": "index-url",
        "--default-index": "index-url", "--cache-dir": "cache-dir",
    ])
