/// Reads an `npm` command line.
func readNpmCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    readNpmCommand(arguments, original: arguments, calledAs: tool)
}

/// Reads an `npx` command line: npx rewrites its arguments and is `npm exec` from there on.
func readNpxCommand(_ arguments: [String], calledAs tool: GuardedTool) -> PackageCommand {
    readNpmCommand(["exec"] + npmExecArguments(ofNpx: arguments), original: arguments, calledAs: tool)
}

private func readNpmCommand(
    _ arguments: [String], original: [String], calledAs tool: GuardedTool
) -> PackageCommand {
    let parser = NpmOptionParser(parsing: arguments)
    let isSwitchedOn = { (name: String) in parser.arguments.lastValue(of: name) == "true" }
    if isSwitchedOn("versions") || isSwitchedOn("version") { return .passThrough(.versionRequested) }
    guard let word = parser.positionals.first else { return .passThrough(.noSubcommand) }
    if parser.positionalFollowsUnknownSwitch.contains(0), let refusal = ambiguousSubcommand(parser) { return refusal }
    let name = NpmSubcommandTable.name(for: word)
    // npm prints the usage of a subcommand that it knows, and fails on others.
    if isSwitchedOn("usage"), name != nil { return .passThrough(.helpRequested) }
    let reader = NpmCommandReader(tool: tool, original: original, parser: parser, word: word)
    return reader.command(for: name ?? word)
}

/// Handles `npm --something list …`, where another npm may take `list` as the option's value.
///
/// nil when both readings install nothing, or when the plain reading installs and is guarded anyway.
private func ambiguousSubcommand(_ parser: NpmOptionParser) -> PackageCommand? {
    let isHarmless = { (word: String?) -> Bool in
        guard let word, let name = NpmSubcommandTable.name(for: word) else { return word == nil }
        return effect(ofNpmSubcommand: name) == .installsNothing
    }
    guard isHarmless(parser.positionals.first) else { return nil }
    let second = parser.positionals.dropFirst().first
    guard !isHarmless(second), second.map(NpmSubcommandTable.name(for:)) != .some(nil) else { return nil }
    return .refused(
        reason: "an unknown option stands before the subcommand '\(parser.positionals[0])'",
        hint: "write the subcommand first, and the option as '--name=value'")
}

/// Turns parsed npm arguments into a command.
private struct NpmCommandReader {
    let tool: GuardedTool
    let original: [String]
    let parser: NpmOptionParser
    let word: String

    private var operands: [String] { Array(parser.positionals.dropFirst()) }
    private var options: [CommandArgument] { parser.arguments }

    func command(for name: String) -> PackageCommand {
        switch effect(ofNpmSubcommand: name) {
        case .installs(let subcommand): install(subcommand)
        case .installsNothing: .passThrough(.installsNothing(subcommand: name))
        case .readsPackages: readsPackages(name)
        case .depends: dependingCommand(name)
        }
    }

    private func dependingCommand(_ name: String) -> PackageCommand {
        let passThrough = PackageCommand.passThrough(.installsNothing(subcommand: name))
        let usesWorkspaces = !options.values(of: "workspace").isEmpty || isOn("workspaces")
        switch name {
        case "audit": return operands.first == "fix" ? install(.auditFix) : passThrough
        case "init":
            if let first = operands.first { return create(first) }
            return usesWorkspaces ? install(.workspaceUpdate, specs: []) : passThrough
        case "version":
            return usesWorkspaces ? install(.workspaceUpdate, specs: []) : passThrough
        case "pack": return operands.allSatisfy(isFolder) ? passThrough : install(.pack)
        case "publish": return operands.allSatisfy(isFolderOrArchive) ? passThrough : readsPackages(name)
        default: return operands.first == "add" ? readsPackages(name) : passThrough
        }
    }

    /// Metadata subcommands are harmless for registry packages; npm builds git specs to read them.
    private func readsPackages(_ name: String) -> PackageCommand {
        let specs = operands + options.values(of: "diff")
        for spec in specs {
            switch NpmPackageSpec(parsing: spec) {
            case .git, .remote: return refusal(of: spec)
            case .registry, .folder, .archive: continue
            }
        }
        return .passThrough(.installsNothing(subcommand: name))
    }

    /// `npm init NAME` runs the program of the package `create-NAME`.
    private func create(_ initializer: String) -> PackageCommand {
        guard let package = npmCreatePackage(for: initializer) else { return refusal(of: initializer) }
        return execute(packages: [package], command: package, arguments: Array(operands.dropFirst()), isNamed: false)
    }

    private func install(_ subcommand: InstallCommand.NpmSubcommand) -> PackageCommand {
        switch subcommand {
        case .execute: return executeOperands()
        case .uninstall, .prune, .dedupe, .auditFix, .cleanInstall, .installCleanInstallTest:
            // Operands name what is there already, or are ignored.
            return isGlobal && subcommand != .uninstall ? globalRefusal(subcommand) : install(subcommand, specs: [])
        case .update: return isGlobal ? globalRefusal(subcommand) : install(subcommand, specs: operands)
        case .install, .installTest:
            if isGlobal && operands.isEmpty { return globalRefusal(subcommand) }
            return install(subcommand, specs: operands)
        case .pack, .link, .unknown, .workspaceUpdate: return install(subcommand, specs: operands)
        }
    }

    private func install(_ subcommand: InstallCommand.NpmSubcommand, specs: [String]) -> PackageCommand {
        var command = skeleton(subcommand)
        for spec in specs {
            switch NpmPackageSpec(parsing: spec) {
            case .registry: command.specs.append(spec)
            case .folder(let path):
                if isGlobal { return refusal(of: spec) }
                command.localFolders.append(path)
            case .archive(let path):
                guard !isGlobal, subcommand == .install || subcommand == .installTest else { return refusal(of: spec) }
                command.npm.archives.append(path)
            case .git, .remote:
                guard subcommand == .install || subcommand == .installTest || subcommand == .execute else {
                    return refusal(of: spec)
                }
                command.npm.directSources.append(spec)
                if subcommand == .execute { command.specs.append(spec) }
            }
        }
        return .install(command)
    }

    private func executeOperands() -> PackageCommand {
        let named = options.values(of: "package").filter { !$0.isEmpty && $0 != "true" }
        let call = options.lastValue(of: "call").flatMap { $0.isEmpty ? nil : $0 }
        if call == nil, operands.isEmpty, named.isEmpty {
            return .passThrough(.installsNothing(subcommand: "exec"))
        }
        let packages = named.isEmpty ? Array(operands.prefix(1)) : named
        if packages.isEmpty { return .passThrough(.installsNothing(subcommand: "exec")) }
        return execute(
            packages: packages, command: operands.first, arguments: Array(operands.dropFirst()),
            isNamed: !named.isEmpty, call: call)
    }

    private func execute(
        packages: [String], command program: String?, arguments: [String], isNamed: Bool, call: String? = nil
    ) -> PackageCommand {
        let reading = install(.execute, specs: packages)
        guard case .install(var command) = reading else { return reading }
        let consent: Bool? =
            switch options.lastValue(of: "yes") {
            case "true": true
            case "false": false
            default: nil
            }
        command.npm.execution = NpmExecution(
            packages: packages, command: program, arguments: arguments, call: call, namesPackages: isNamed,
            consent: consent)
        return .install(command)
    }

    private func skeleton(_ subcommand: InstallCommand.NpmSubcommand) -> InstallCommand {
        var npm = NpmOptions()
        npm.isGlobal = isGlobal
        npm.isDryRun = isOn("dry-run")
        npm.wantsJSON = isOn("json")
        npm.isLockOnly = isOn("package-lock-only")
        npm.prefix = options.lastValue(of: "prefix")
        npm.workspaces = options.values(of: "workspace")
        npm.usesAllWorkspaces = isOn("workspaces")
        npm.omits = npmOmits(options)
        npm.ignoresScripts = isOn("ignore-scripts")
        let command = InstallCommand(
            tool: tool, program: [tool.name], subcommand: .npm(subcommand),
            subcommandWord: tool.family == .npx ? "" : word, originalArguments: original, arguments: options,
            specs: [], localFolders: [], npm: npm, pip: PipOptions(), sources: npmSources(options),
            edits: edits(to: options, of: .npm))
        return command
    }

    private var isGlobal: Bool {
        // `--global` and `--location=global` set each other; the later one wins.
        guard let last = options.last(where: { $0.optionName == "global" || $0.optionName == "location" }) else {
            return false
        }
        return last.optionName == "global" ? last.optionValue == "true" : last.optionValue == "global"
    }

    private func isOn(_ name: String) -> Bool { options.lastValue(of: name) == "true" }

    private func isFolder(_ operand: String) -> Bool {
        if case .folder = NpmPackageSpec(parsing: operand) { return true }
        return false
    }

    private func isFolderOrArchive(_ operand: String) -> Bool {
        switch NpmPackageSpec(parsing: operand) {
        case .folder, .archive: true
        case .registry, .git, .remote: false
        }
    }

    private func globalRefusal(_ subcommand: InstallCommand.NpmSubcommand) -> PackageCommand {
        .refused(
            reason: "'npm \(subcommand.rawValue) --global' without package names is not supported yet",
            hint: "name the packages: 'airlock npm install --global NAME@latest'")
    }

    private func refusal(of spec: String) -> PackageCommand {
        let kind: String
        switch NpmPackageSpec(parsing: spec) {
        case .git: kind = "a git repository"
        case .remote: kind = "an address outside the registry"
        case .archive: kind = "a local archive"
        case .folder: kind = "a folder"
        case .registry: kind = "a package"
        }
        return .refused(
            reason: "'\(spec)' names \(kind), which Airlock cannot judge in this place yet",
            hint: "install a release from the registry, or scan the archive with 'airlock scan PATH'")
    }
}
