import Foundation
import Gateway
import Interception
import Packages
import Resolution

extension PipClient {
    static func configuration(
        _ tool: ClientProcess, _ command: InstallCommand, scratch: ScratchFolder, surroundings: Surroundings
    ) async throws -> PipConfiguration {
        let isolated = command.sources.isIsolated ? ["--isolated"] : []
        // Of all commands only this one heeds the variable and the setting, and would leave out what an install reads.
        var environment = surroundings.environment.filter {
            ClientEnvironment.pipOption(ofVariable: $0.key) != "isolated"
        }
        environment["PIP_ISOLATED"] = "0"
        let run = try await tool.collect(
            isolated + ["config", "list"], environment: environment,
            folder: surroundings.workingDirectory, scratch: scratch)
        guard run.end == .exited(status: 0) else {
            let said = String(decoding: run.errors.suffix(300), as: UTF8.self)
            throw GuardError.clientFailed(program: tool.program, cause: "'pip config list' said: \(said)")
        }
        return PipConfiguration(listing: String(decoding: run.output, as: UTF8.self))
    }

    /// The index that this pip is built with, asked once per version of the program.
    static func builtInIndex(
        _ tool: ClientProcess, scratch: ScratchFolder, _ surroundings: Surroundings, _ constants: ClientConstants
    ) async throws -> String {
        let key = "pip-index " + tool.words.dropFirst().joined(separator: " ")
        let found = try await constants.value(key, of: tool.program) {
            pipBuiltInIndex(fromHelp: try await helpText(tool, scratch: scratch, surroundings))
        }
        guard let found else {
            throw GuardError.clientFailed(program: tool.program, cause: "'pip install --help' names no index")
        }
        return found
    }

    static func helpText(
        _ tool: ClientProcess, scratch: ScratchFolder, _ surroundings: Surroundings
    ) async throws -> String {
        var environment = surroundings.environment.filter { !$0.key.hasPrefix("PIP_") }
        environment["PIP_CONFIG_FILE"] = "/dev/null"
        // Wide enough that the help text breaks no address.
        environment["COLUMNS"] = "4000"
        let run = try await tool.collect(
            ["install", "--help"], environment: environment, folder: "/", scratch: scratch)
        return String(decoding: run.output, as: UTF8.self)
    }

    /// The lock files among requirements; a pip that does not know them would read them as lists of requirements.
    static func locks(
        _ arguments: [String], tool: ClientProcess, _ constants: ClientConstants, surroundings: Surroundings,
        scratch: ScratchFolder
    ) async throws -> PipLockFiles {
        if let first = arguments.first {
            let key = "pip-locks " + tool.words.dropFirst().joined(separator: " ")
            let reads = try await constants.value(key, of: tool.program) {
                try await helpText(tool, scratch: scratch, surroundings).contains("pylock.toml") ? "yes" : "no"
            }
            guard reads == "yes" else {
                throw GuardError.usage(
                    "'\(Messages.untrusted(first, limit: 400))' is a lock file, which this pip does not install from",
                    hint: "pip 26.1 and newer do")
            }
        }
        return try PipLockFiles(arguments, workingFolder: surroundings.workingDirectory, scratch: scratch)
    }

    static func projects(_ requirements: [String]) -> [PackageName] {
        requirements.compactMap { text in
            // With a marker pip may not ask at all.
            guard !text.contains(";"), case .named(let requirement) = PipRequirement(parsing: text) else { return nil }
            let name = requirement.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            return name.isEmpty ? nil : PackageName(String(name), ecosystem: .pypi)
        }
    }

    /// Writes copies of requirements files; gives them by the arguments that name the originals.
    static func write(
        _ copies: [RequirementsFiles.Copy], for paths: [String], surroundings: Surroundings
    ) throws -> [String: String] {
        var byAbsolutePath: [String: String] = [:]
        for copy in copies {
            try Data(copy.text.utf8).write(to: URL(fileURLWithPath: copy.path))
            byAbsolutePath[copy.original] = copy.path
        }
        var byArgument: [String: String] = [:]
        for path in paths {
            byArgument[path] = byAbsolutePath[absolute(path, in: surroundings.workingDirectory)] ?? byAbsolutePath[path]
        }
        return byArgument
    }

    /// Before 22.2 pip has neither dry run nor report.
    static func knowsNoReport(_ run: ClientRun) -> Bool {
        let text = String(decoding: run.errors, as: UTF8.self)
        return text.contains("no such option: --dry-run") || text.contains("no such option: --report")
    }

    static func absolute(_ path: String, in folder: String) -> String {
        path.contains("://") || path.hasPrefix("/") || path.hasPrefix("file:") ? path : folder + "/" + path
    }

    static func origin(_ address: String) -> String? {
        guard let url = URL(string: address), let scheme = url.scheme, let host = url.host else { return nil }
        return "\(scheme)://\(host):\(url.port ?? (scheme == "https" ? 443 : 80))".lowercased()
    }
}

extension PipSources {
    init(_ options: SourceOptions) {
        self.init()
        index = options.index
        extraIndexes = options.extraIndexes
        findLinks = options.findLinks
        usesNoIndex = options.usesNoIndex
        trustedHosts = options.trustedHosts
        certificateAuthorities = options.certificateAuthorities
        clientCertificate = options.clientCertificate
        proxy = options.proxy
    }
}
