/// Reads a pip command line; `program` is how pip was called (`["pip"]`, `["python3", "-m", "pip"]`).
func readPipCommand(_ arguments: [String], program: [String], calledAs tool: GuardedTool) -> PackageCommand {
    let parser = PipOptionParser(parsing: arguments)
    if parser.asksForHelp { return .passThrough(.helpRequested) }
    if case .unknownGeneralOption = parser.failure, let failure = parser.failure { return refusal(ofOptions: failure) }
    if parser.asksForVersion { return .passThrough(.versionRequested) }
    guard let word = parser.subcommand else {
        return parser.failure.map(refusal(ofOptions:)) ?? .passThrough(.noSubcommand)
    }
    switch word {
    case "uninstall", "freeze", "inspect", "list", "show", "check", "config", "search", "cache", "index", "hash",
        "completion", "debug", "help":
        return .passThrough(.installsNothing(subcommand: word))
    case "lock": return pipInstall(.lock, parser: parser, original: arguments, program: program, tool: tool)
    case "install": return pipInstall(.install, parser: parser, original: arguments, program: program, tool: tool)
    case "download": return pipInstall(.download, parser: parser, original: arguments, program: program, tool: tool)
    case "wheel": return pipInstall(.wheel, parser: parser, original: arguments, program: program, tool: tool)
    default: return pipInstall(.unknown, parser: parser, original: arguments, program: program, tool: tool)
    }
}

private func pipInstall(
    _ subcommand: InstallCommand.PipSubcommand, parser: PipOptionParser, original: [String], program: [String],
    tool: GuardedTool
) -> PackageCommand {
    if let failure = parser.failure { return refusal(ofOptions: failure) }
    let options = parser.arguments
    var command = InstallCommand(
        tool: tool, program: program, subcommand: .pip(subcommand), subcommandWord: parser.subcommand ?? "",
        originalArguments: original, arguments: options, specs: [], localFolders: [], npm: NpmOptions(),
        pip: pipOptions(options), sources: pipSources(options), edits: edits(to: options, of: .pip))
    // pip looks for this very word anywhere in the line before it reads environment and files; an abbreviation is nothing.
    command.sources.isIsolated = original.contains("--isolated")
    if command.guardedArguments.contains("--isolated") {
        return .refused(
            reason: "'--isolated' is a value or an argument here, and pip would leave the guard's settings out for it",
            hint: "write the option alone, or leave it out")
    }
    if options.contains(option: "requirements-from-script") {
        return .refused(
            reason: "'--requirements-from-script' is not supported yet",
            hint: "put the script's requirements into a requirements file")
    }
    for requirement in parser.positionals {
        switch PipRequirement(parsing: requirement) {
        case .named: command.specs.append(requirement)
        case .folder(let path): command.localFolders.append(path)
        case .archive, .remote, .versionControl:
            command.pip.directReferences += [PipDirectReference(parsing: requirement)].compactMap(\.self)
        }
    }
    for editable in options.values(of: "editable") {
        switch PipRequirement(parsing: editable) {
        case .named(let name): command.localFolders.append(name)
        case .folder(let path): command.localFolders.append(path)
        case .archive, .remote, .versionControl:
            command.pip.directReferences += [PipDirectReference(parsing: editable, isEditable: true)].compactMap(\.self)
        }
    }
    return .install(command)
}

private func refusal(ofOptions failure: PipOptionParser.Failure) -> PackageCommand {
    switch failure {
    case .unknownGeneralOption(let option):
        .refused(
            reason: "'\(option)' is not a pip option that Airlock knows, and it stands before the subcommand",
            hint: "write the subcommand first")
    case .ambiguousOption(let option):
        .refused(reason: "'\(option)' abbreviates more than one pip option", hint: "write the option in full")
    }
}

private func pipOptions(_ options: [CommandArgument]) -> PipOptions {
    var result = PipOptions()
    result.requirementFiles = options.values(of: "requirement")
    result.constraintFiles = options.values(of: "constraint") + options.values(of: "build-constraint")
    result.isDryRun = options.contains(option: "dry-run")
    result.reportPath = options.lastValue(of: "report")
    result.requiresHashes = options.contains(option: "require-hashes")
    result.target = options.lastValue(of: "target")
    result.prefix = options.lastValue(of: "prefix")
    result.root = options.lastValue(of: "root")
    result.destination = options.lastValue(of: "dest") ?? options.lastValue(of: "wheel-dir")
    result.interpreter = options.lastValue(of: "python")
    result.groups = options.values(of: "group")
    result.restrictsPlatform = ["platform", "python-version", "implementation", "abi"].contains {
        options.contains(option: $0)
    }
    return result
}

/// The options about sources of a pip command line.
func pipSources(_ options: [CommandArgument]) -> SourceOptions {
    var sources = SourceOptions()
    sources.index = options.lastValue(of: "index-url")
    sources.extraIndexes = options.values(of: "extra-index-url")
    sources.findLinks = options.values(of: "find-links")
    sources.usesNoIndex = options.contains(option: "no-index")
    sources.trustedHosts = options.values(of: "trusted-host")
    sources.certificateAuthorities = options.lastValue(of: "cert")
    sources.clientCertificate = options.lastValue(of: "client-cert")
    sources.proxy = options.lastValue(of: "proxy")
    return sources
}
