/// Options whose meaning the guard takes over: where packages come from, how they travel, and where they are cached.
///
/// They are read (`SourceOptions`) and left out of what the real tool gets, since a command line beats the environment
/// through which the guard points the tool at its gateway.
func isTakenOver(_ argument: CommandArgument, by family: GuardedTool.Family) -> Bool {
    guard let name = argument.optionName else { return false }
    switch family {
    case .npm, .npx: return takenOverFromNpm.contains(name) || isRegistryKey(name)
    case .pip, .python: return takenOverFromPip.contains(name)
    case .uv, .uvx: return ["index-url", "cache-dir", "no-cache"].contains(name)
    case .pipx, .uncovered: return false
    }
}

private let takenOverFromNpm: Set<String> = [
    "registry", "cache", "cache-max", "cache-min", "offline", "prefer-offline", "prefer-online", "proxy",
    "https-proxy", "noproxy", "ca", "cafile", "cert", "key", "strict-ssl", "replace-registry-host", "local-address",
    "git", "_auth", "_authToken", "userconfig", "globalconfig", "script-shell",
]

private let uvFileOptions: Set<String> = ["requirements", "constraints", "build-constraints"]

private let takenOverFromPip: Set<String> = [
    "index-url", "extra-index-url", "no-index", "find-links", "trusted-host", "proxy", "no-proxy-env", "cert",
    "client-cert", "cache-dir", "no-cache-dir", "isolated", "keyring-provider",
]

/// The list of what `guardedArguments` leaves out.
func edits(to arguments: [CommandArgument], of family: GuardedTool.Family) -> [ArgumentEdit] {
    arguments.compactMap { isTakenOver($0, by: family) ? .removed(spelling: $0.spelling) : nil }
}

extension InstallCommand {
    /// The npm arguments of the plan phase: a lockfile in a scratch copy, no scripts, nothing unpacked.
    ///
    /// Commands whose packages do not go into the project (`exec`, `pack`, `-g`) become an install of their specs; the
    /// caller runs those in an empty scratch project.
    package var npmPlanArguments: [String] {
        guard case .npm(let kind) = subcommand else { return [] }
        let left: Set<String> = [
            "package-lock-only", "package-lock", "shrinkwrap", "ignore-scripts", "audit", "fund", "dry-run", "json",
            "prefix", "global", "location", "update-notifier", "save", "call", "package", "yes", "long", "parseable",
            "pack-destination",
        ]
        let switches = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        let options = arguments.filter { argument in
            guard let name = argument.optionName else { return false }
            return !left.contains(name) && !isTakenOver(argument, by: tool.family)
        }.words
        let operands = arguments.compactMap { argument -> String? in
            if case .positional(let text) = argument.meaning { return text }
            return nil
        }
        let words: [String]
        switch kind {
        case .install, .installTest, .unknown: words = ["install"]
        case .cleanInstall, .installCleanInstallTest: return ["ci"] + switches + options
        case .update: words = ["update", "--save"]
        case .dedupe: words = ["dedupe"]
        case .uninstall: words = ["uninstall"]
        case .prune: words = ["prune"]
        case .auditFix: return ["audit", "fix"] + switches.filter { $0 != "--no-audit" } + options
        case .workspaceUpdate: return ["install"] + switches + options
        case .execute, .pack, .link: return ["install"] + switches + options + ["--"] + specs
        }
        return words + switches + options + ["--"] + operands
    }

    /// The pip arguments of the plan phase: a dry run that writes a report.
    ///
    /// `download` and `wheel` have no dry run; they are planned as an install into an empty `scratchFolder` that
    /// ignores what is installed. `files` maps requirement and constraint files to their rewritten copies; repositories
    /// are checked out into `sourceFolder`, which pip does in a dry run too.
    package func pipPlanArguments(
        report: String, scratchFolder: String, replacing files: [String: String] = [:], sourceFolder: String? = nil
    ) -> [String] {
        guard case .pip(let kind) = subcommand else { return [] }
        var left: Set<String> = ["report", "dry-run", "log"]
        var added = ["--dry-run", "--report", report]
        switch kind {
        case .install, .pipx, .unknown: break
        case .download, .wheel, .lock:
            left.formUnion(["dest", "wheel-dir", "output", "no-verify", "build-option", "global-option"])
            added += ["--ignore-installed", "--target", scratchFolder]
        }
        if let sourceFolder {
            left.insert("src")
            added += ["--src", sourceFolder]
        }
        let kept = arguments.filter { argument in
            if let name = argument.optionName, left.contains(name) { return false }
            return !isTakenOver(argument, by: tool.family)
        }
        return words(of: kept, replacing: files, subcommand: ["install"] + added)
    }

    /// The pip arguments of the install phase, with requirement and constraint files replaced by their copies.
    ///
    /// - Parameter log: where pip is to log to instead of the file that the user names.
    package func pipGuardedArguments(replacing files: [String: String], log: String? = nil) -> [String] {
        let kept = arguments.filter {
            !isTakenOver($0, by: tool.family) && (log == nil || $0.optionName != "log")
        }
        return words(of: kept, replacing: files, subcommand: log.map { [subcommandWord, "--log", $0] })
    }

    /// uv's arguments, with requirement and constraint files replaced by their copies.
    package func uvGuardedArguments(replacing files: [String: String]) -> [String] {
        arguments.filter { !isTakenOver($0, by: tool.family) }.flatMap { argument -> [String] in
            guard let name = argument.optionName, uvFileOptions.contains(name), let value = argument.optionValue,
                let copy = files[value]
            else { return argument.spelling }
            return ["--" + name, copy]
        }
    }

    private func words(
        of arguments: [CommandArgument], replacing files: [String: String], subcommand: [String]?
    ) -> [String] {
        arguments.flatMap { argument -> [String] in
            switch argument.meaning {
            case .subcommand: return subcommand ?? argument.spelling
            case .option(let name, let value?) where ["requirement", "constraint", "build-constraint"].contains(name):
                guard let copy = files[value] else { return argument.spelling }
                return ["--" + name, copy]
            case .option, .positional, .separator: return argument.spelling
            }
        }
    }
}
