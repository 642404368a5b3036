/// Reads `uv pip install`: the options that are understood, and releases of an index by name.
///
/// uv resolves, builds and caches in its own ways, and takes packages from more kinds of places than pip. So the list
/// of what is let through is short, and everything else is not covered.
func readUvInstall(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    var parsed: [CommandArgument] = []
    var rest = arguments.dropFirst(2)
    var isPastSeparator = false
    while let word = rest.popFirst() {
        guard word.hasPrefix("-"), word != "-", !isPastSeparator else {
            parsed.append(CommandArgument(.positional(word), spelling: [word]))
            continue
        }
        if word == "--" {
            isPastSeparator = true
            parsed.append(CommandArgument(.separator, spelling: [word]))
            continue
        }
        if word == "--help" || word == "-h" { return .passThrough(.helpRequested) }
        let equals = word.hasPrefix("--") ? word.firstIndex(of: "=") : nil
        let spelled = equals.map { String(word[..<$0]) } ?? word
        if let name = uvSwitches[spelled], equals == nil {
            parsed.append(CommandArgument(.option(name: name, value: nil), spelling: [word]))
        } else if let name = uvValues[spelled] {
            if let equals {
                let value = String(word[word.index(after: equals)...])
                parsed.append(CommandArgument(.option(name: name, value: value), spelling: [word]))
            } else if let value = rest.popFirst() {
                parsed.append(CommandArgument(.option(name: name, value: value), spelling: [word, value]))
            } else {
                return .refused(reason: "'\(spelled)' takes a value", hint: "look at 'uv pip install --help'")
            }
        } else {
            return .refused(
                reason: "'\(spelled)' is not an option of 'uv pip install' that Airlock covers yet",
                hint: "write options out, one by one, or use 'airlock pip install'")
        }
    }
    return uvInstall(parsed, original: arguments, tool: tool)
}

private func uvInstall(_ parsed: [CommandArgument], original: [String], tool: GuardedTool) -> PackageCommand {
    var command = InstallCommand(
        tool: tool, program: [tool.name], subcommand: .uv, subcommandWord: "pip install", originalArguments: original,
        arguments: parsed, specs: [], localFolders: [], npm: NpmOptions(), pip: PipOptions(),
        sources: SourceOptions(), edits: edits(to: parsed, of: .uv))
    command.sources.index = parsed.lastValue(of: "index-url")
    command.sources.usesNoIndex = false
    command.pip.requirementFiles = parsed.values(of: "requirements")
    command.pip.constraintFiles = parsed.values(of: "constraints") + parsed.values(of: "build-constraints")
    command.pip.requiresHashes = parsed.contains(option: "require-hashes")
    for case .positional(let text) in parsed.map(\.meaning) {
        guard isPlainRelease(text) else {
            return .refused(
                reason: "'\(text)' is no release of an index, which is all that Airlock covers of uv yet",
                hint: "use 'airlock pip install', or name a release")
        }
        command.specs.append(text)
    }
    // uv reads other files as projects, scripts or locks, which name sources of their own.
    for file in command.pip.requirementFiles + command.pip.constraintFiles
    where !file.hasSuffix(".txt") && !file.hasSuffix(".in") {
        return .refused(
            reason: "'\(file)' is not a requirements file by its name, which is all that Airlock covers of uv yet",
            hint: "use a file that ends in .txt or .in")
    }
    return .install(command)
}

private let uvSwitches: [String: String] = [
    "-U": "upgrade", "--upgrade": "upgrade", "--reinstall": "reinstall", "--no-deps": "no-deps",
    "--require-hashes": "require-hashes", "--system": "system", "--dry-run": "dry-run",
    "--compile-bytecode": "compile-bytecode", "-q": "quiet", "--quiet": "quiet", "-v": "verbose",
    "--verbose": "verbose", "--no-progress": "no-progress", "--break-system-packages": "break-system-packages",
    "--no-build": "no-build", "-n": "no-cache", "--no-cache": "no-cache",
]

private let uvValues: [String: String] = [
    "-r": "requirements", "--requirements": "requirements", "--requirement": "requirements", "-c": "constraints",
    "--constraints": "constraints", "--constraint": "constraints", "-b": "build-constraints",
    "--build-constraints": "build-constraints", "-p": "python", "--python": "python", "-t": "target",
    "--target": "target", "--prefix": "prefix", "--resolution": "resolution", "--prerelease": "prerelease",
    "--exclude-newer": "exclude-newer", "--only-binary": "only-binary", "--no-binary": "no-binary",
    "-P": "upgrade-package", "--upgrade-package": "upgrade-package", "--reinstall-package": "reinstall-package",
    "--link-mode": "link-mode", "--color": "color", "-i": "index-url", "--index-url": "index-url",
    "--default-index": "index-url", "--cache-dir": "cache-dir",
]
