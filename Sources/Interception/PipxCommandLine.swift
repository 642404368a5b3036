/// Reads a command of pipx: releases of an index by name are guarded, by way of the pip or uv that pipx runs.
///
/// What names other sources (addresses, folders, scripts, `--pip-args`, `--index-url`, which pipx records) is not covered,
/// and neither is what hands words on to a pip (`runpip`).
func readPipxCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    guard let word = arguments.first else { return .passThrough(.noSubcommand) }
    if let reason = harmless(word) { return .passThrough(reason) }
    let unknown = PackageCommand.uncovered(tool: word.hasPrefix("-") ? "pipx" : "pipx " + shownWord(word))
    switch word {
    case "list", "environment", "completions", "ensurepath", "uninstall", "uninstall-all", "expose", "unexpose", "pin",
        "unpin":
        return .passThrough(.installsNothing(subcommand: word))
    case "install", "inject", "upgrade", "upgrade-all", "reinstall", "reinstall-all", "upgrade-shared", "run": break
    default: return unknown
    }
    guard let (parsed, rest) = pipxOptions.read(arguments.dropFirst(), untilPositional: word == "run") else {
        let asked = arguments.dropFirst().prefix { word != "run" || $0.hasPrefix("-") }
        return asked.contains { $0 == "--help" || $0 == "-h" } ? .passThrough(.helpRequested) : unknown
    }
    let named = ["preinstall", "with", "spec"].flatMap { parsed.values(of: $0) }
    guard named.allSatisfy({ isReleaseForPipx($0) }) else { return unknown }
    var specs: [String] = []
    for case .positional(let text) in parsed.map(\.meaning) {
        guard isReleaseForPipx(text) else { return unknown }
        specs.append(text)
    }
    var command = InstallCommand(
        tool: tool, program: [tool.name], subcommand: .pip(.pipx), subcommandWord: word, originalArguments: arguments,
        arguments: [CommandArgument(.subcommand, spelling: [word])] + parsed, specs: specs + named, localFolders: [],
        npm: NpmOptions(), pip: PipOptions(), sources: SourceOptions(), edits: [])
    if word == "run" {
        // With uv it becomes `uv tool run`, which installs and runs in one step.
        guard parsed.lastValue(of: "backend") != "uv" else { return unknown }
        guard let program = rest.first, isReleaseForPipx(program), !SystemCalls.exists(program),
            !program.contains(".py")
        else {
            return unknown
        }
        command.pip.toolRun = ToolRun(
            spec: parsed.lastValue(of: "spec") ?? program, program: program, arguments: Array(rest.dropFirst()))
    }
    return .install(command)
}

/// Whether pipx takes a text for a release of an index.
package func isReleaseForPipx(_ text: String) -> Bool { !text.contains("@") && projectNamed(byToolSpec: text) != nil }

private let pipxOptions = ToolOptions(
    switches: [
        "-q": "quiet", "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose",
        "--skip-maintenance": "skip-maintenance", "--global": "global", "--include-deps": "include-deps",
        "-f": "force", "--force": "force", "-U": "upgrade", "--upgrade": "upgrade", "--include-apps": "include-apps",
        "--system-site-packages": "system-site-packages", "--with-suffix": "with-suffix", "--no-cache": "no-cache",
        "--refresh": "refresh", "--no-path-check": "no-path-check", "--include-injected": "include-injected",
        "--install": "install", "--skip": "skip",
    ],
    values: [
        "--suffix": "suffix", "--python": "python", "--upgrade-strategy": "upgrade-strategy",
        "--preinstall": "preinstall", "--app": "app", "--backend": "backend", "--output": "output", "--with": "with",
        "--spec": "spec",
    ])
