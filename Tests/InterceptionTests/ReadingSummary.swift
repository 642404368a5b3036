import Testing

@testable import Interception

/// One line of a table of command lines: the words typed and what Airlock must read in them.
struct ReadingCase: Sendable, CustomTestStringConvertible {
    let line: String
    let expected: String

    var testDescription: String { line.isEmpty ? "(no arguments)" : line }

    /// Reads a table: `command line => reading`, one case a line; blank lines and `//` lines are left out.
    static func table(_ text: String) -> [ReadingCase] {
        text.split(separator: "\n").compactMap { row in
            let parts = row.components(separatedBy: " => ")
            guard parts.count == 2, !row.hasPrefix("//") else { return nil }
            return ReadingCase(line: trimmingBlanks(parts[0]), expected: trimmingBlanks(parts[1]))
        }
    }

    /// What Airlock reads, in the notation of the tables.
    var reading: String {
        guard let words = shellWords(in: line), let name = words.first, let tool = GuardedTool(named: name) else {
            return "not a tool"
        }
        return summary(of: readCommand(of: tool, arguments: Array(words.dropFirst())))
    }
}

extension Substring {
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}

/// Names a reading in a few words: `pass list`, `refused`, `install left-pad folder:./x index:https://…`.
func summary(of command: PackageCommand) -> String {
    switch command {
    case .passThrough(.noSubcommand): return "pass none"
    case .passThrough(.helpRequested): return "pass help"
    case .passThrough(.versionRequested): return "pass version"
    case .passThrough(.notAPackageCommand): return "pass other"
    case .passThrough(.installsNothing(let subcommand)): return "pass \(subcommand)"
    case .refused: return "refused"
    case .uncovered(let tool): return "uncovered \(tool)"
    case .install(let install): return summary(of: install)
    }
}

private func summary(of install: InstallCommand) -> String {
    var parts: [String]
    switch install.subcommand {
    case .npm(let subcommand): parts = [subcommand.rawValue]
    case .pip(let subcommand): parts = [subcommand.rawValue]
    case .uv: parts = ["uv"]
    }
    parts += install.specs
    parts += install.localFolders.map { "folder:" + $0 }
    parts += install.npm.archives.map { "archive:" + $0 }
    parts += install.npm.directSources.map { "direct:" + $0 }
    parts += install.pip.directReferences.map { reference in
        (reference.isEditable ? "editable-" : "") + "\(reference.kind):" + (reference.name.map { $0 + "=" } ?? "")
            + reference.location
    }
    parts += install.pip.requirementFiles.map { "file:" + $0 }
    parts += install.pip.constraintFiles.map { "constraint:" + $0 }
    if let index = install.sources.index { parts.append("index:" + index) }
    parts += install.sources.extraIndexes.map { "extra:" + $0 }
    parts += install.sources.findLinks.map { "links:" + $0 }
    parts += install.sources.registryKeys.map { "key:\($0.key)=\($0.value)" }
    if install.sources.usesNoIndex { parts.append("no-index") }
    if install.sources.isIsolated { parts.append("isolated") }
    if install.npm.isGlobal { parts.append("global") }
    if install.npm.isDryRun || install.pip.isDryRun { parts.append("dry-run") }
    if install.npm.wantsJSON { parts.append("json") }
    if let report = install.pip.reportPath { parts.append("report:" + report) }
    if let prefix = install.npm.prefix ?? install.pip.prefix { parts.append("prefix:" + prefix) }
    if let target = install.pip.target { parts.append("target:" + target) }
    if let destination = install.pip.destination { parts.append("dest:" + destination) }
    parts += install.npm.workspaces.map { "workspace:" + $0 }
    parts += install.npm.omits.map { "omit:" + $0 }
    if let execution = install.npm.execution {
        if let call = execution.call { parts.append("call:" + call) }
        if let command = execution.command {
            parts.append("run:" + ([command] + execution.arguments).joined(separator: ","))
        }
    }
    if let run = install.pip.toolRun {
        parts.append("run:" + ([run.spec, run.program] + run.arguments).joined(separator: ","))
    }
    return parts.joined(separator: " ")
}
