import Foundation
import Gateway
import Interception
import Packages
import Resolution
import Transfer
import Verdicts

/// `uv pip install`, `uv tool install` and `uvx` under guard: one index, releases by name, judged as they are served.
///
/// uv fetches all that it will install before it installs any of it, and builds a source distribution only once it has
/// it, which is after its verdict: the gateway hands out nothing unjudged. Its cache is a throwaway one, since a cached
/// wheel would not be asked for again, and it reads no configuration files, which can name indexes and sources.
struct UvClient: Sendable {
    let command: InstallCommand
    let surroundings: Surroundings
    let scratch: ScratchFolder
    let tunnels: TunnelRule
    private let tool: ClientProcess
    private let index: PythonIndex
    /// Requirement and constraint files, by the path that the user gives, to what uv reads instead.
    private let copies: [String: String]
    /// Whether the user names an index, so that uv would note it.
    private let isIndexNamed: Bool
    /// The index that the policy counts as the public one: uv tells no other than the one it uses.
    var builtInIndex: String { index.address }

    init(
        _ command: InstallCommand, shim: String?, surroundings: Surroundings, scratch: ScratchFolder,
        constants: ClientConstants
    ) async throws {
        self.command = command
        self.surroundings = surroundings
        self.scratch = scratch
        // Nothing of a package's own runs in uv's name but builds, which get what the gateway gives.
        tunnels = TunnelRule(isStrict: true)
        let program = try findRealProgram(
            named: command.program.first ?? "uv", onPath: surroundings.environment["PATH", default: ""],
            calledThroughShim: shim)
        tool = ClientProcess(
            program: program, words: command.program, startedIn: surroundings.workingDirectory)
        try Self.refuseOtherSources(surroundings)
        let files = try readRequirements(
            requirementFiles: command.pip.requirementFiles, constraintFiles: command.pip.constraintFiles,
            workingFolder: surroundings.workingDirectory)
        guard files.sources == SourceOptions(), files.directReferences.isEmpty, files.localFolders.isEmpty else {
            throw GuardError.usage(
                "a requirements file names an index, an address or a path, which Airlock does not cover for uv yet",
                hint: "use 'airlock pip install'")
        }
        if let place = files.firstBeyondReleases {
            throw GuardError.usage(
                "\(Messages.untrusted(place, limit: 400)) is no release of an index or an option that Airlock covers for uv",
                hint: "use 'airlock pip install'")
        }
        copies = try PipClient.write(
            files.plainCopies(in: scratch.path),
            for: command.pip.requirementFiles + command.pip.constraintFiles, surroundings: surroundings)
        let variables = ["UV_DEFAULT_INDEX", "UV_INDEX_URL"].lazy.compactMap { surroundings.environment[$0] }
        let recorded =
            command.subcommandWord == "tool upgrade"
            ? try await Self.recordedIndex(of: command, tool, surroundings, scratch) : nil
        let named = command.sources.index ?? variables.first { !$0.isEmpty } ?? recorded
        isIndexNamed = named != nil
        let address: String
        if let named {
            address = named
        } else {
            address = try await Self.builtInIndex(tool, scratch, surroundings, constants)
        }
        let credentials = NetworkCredentials.ofUser(environment: surroundings.environment)
        index = PythonIndex(
            address: address, authorization: credentials.authorization(for: address), isTrusted: false)
    }

    var policySearch: ProjectRootSearch? { ProjectRootSearch.here(surroundings) }

    var gatewayConfiguration: GatewayConfiguration {
        GatewayConfiguration(pypiIndexes: [PythonUpstream(url: index.address, authorization: index.authorization)])
    }

    var transferConfiguration: TransferConfiguration {
        TransferConfiguration(
            certificateFile: nil, proxy: nil, noProxy: nil, environment: surroundings.environment,
            certificateVariables: ["SSL_CERT_FILE"], trustedAddresses: [])
    }

    func upstreamAddress(of artifact: Artifact) -> ArtifactJudge.UpstreamAddress {
        let isSameOrigin = WebOrigin(artifact.url) == WebOrigin(index.address)
        return ArtifactJudge.UpstreamAddress(
            url: artifact.url,
            headers: isSameOrigin ? index.authorization.map { [("Authorization", $0)] } ?? [] : [],
            isInsecure: isInsecure(artifact.url))
    }

    func plan() -> Planning { Planning(plan: .empty, isJudgedAsServed: true) }

    func install(through gateway: Gateway) async throws -> ChildEnd {
        let client = ClientEnvironment(
            gateway: gateway, npmCacheDirectory: surroundings.cacheFolder + "/npm",
            pythonCacheDirectory: surroundings.cacheFolder + "/pip")
        var environment = client.applied(to: surroundings.environment)
        environment["UV_CACHE_DIR"] = scratch.file("uv-cache")
        environment["UV_NO_CONFIG"] = "1"
        environment["UV_LINK_MODE"] = environment["UV_LINK_MODE"] ?? "copy"
        environment["UV_CONFIG_FILE"] = nil
        let subcommand = command.subcommandWord.split(separator: " ").map(String.init)
        let isRecorded = ["tool install", "tool upgrade"].contains(command.subcommandWord)
        // What uv is told it notes, so it is told no more than it needs.
        if isRecorded { environment[usesOldVariable ? "UV_DEFAULT_INDEX" : "UV_INDEX_URL"] = nil }
        let before = isRecorded ? try await receipts() : [:]
        let end = try await tool.attach(subcommand + words(), environment: environment).end
        if isRecorded { try await restoreReceipts(since: before, gateway: client) }
        return end
    }

    /// The arguments; a tool that is run gets the user's own environment back first.
    private func words() throws -> [String] {
        guard let run = command.pip.toolRun else { return command.uvGuardedArguments(replacing: copies) }
        let source = command.arguments.contains(option: "from") ? [] : ["--from", run.spec]
        return command.guardedArguments + source
            + (try RestoredRun.words(environment: surroundings.environment, scratch: scratch)) + [run.program]
            + run.arguments
    }

    /// uv notes the index in a tool's receipt: what it noted of the gateway becomes what it would have noted without.
    private func restoreReceipts(since before: [String: Data], gateway: ClientEnvironment) async throws {
        for (path, data) in try await receipts() where before[path] != data {
            let namesLinkMode =
                surroundings.environment["UV_LINK_MODE"] != nil || command.arguments.contains(option: "link-mode")
            let kept = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .filter { line in
                    (isIndexNamed || !line.contains(gateway.pypiIndexURL))
                        && (namesLinkMode || !line.hasPrefix("link-mode = "))
                }
            let restored = kept.joined(separator: "\n").replacing(gateway.pypiIndexURL, with: index.address)
                .replacing(#/\n*\[tool\.options\]\n*$/#, with: "\n")
            try Data(restored.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        }
    }

    /// Whether the user names the index by the variable that uv 0.4.23 replaced, which it notes under another key.
    private var usesOldVariable: Bool {
        let environment = surroundings.environment
        return command.sources.index == nil && environment["UV_DEFAULT_INDEX", default: ""].isEmpty
            && !environment["UV_INDEX_URL", default: ""].isEmpty
    }

    private func receipts() async throws -> [String: Data] {
        try await Self.receipts(tool, surroundings, scratch)
    }

    /// The index that the tools to be upgraded were installed from; nil where none was named then.
    private static func recordedIndex(
        of command: InstallCommand, _ tool: ClientProcess, _ surroundings: Surroundings, _ scratch: ScratchFolder
    ) async throws -> String? {
        let names = Set(command.specs.map { PackageName($0, ecosystem: .pypi).normalized })
        var found: Set<String?> = []
        for (path, data) in try await receipts(tool, surroundings, scratch).sorted(by: { $0.key < $1.key }) {
            let name = lastPathComponent(of: (path as NSString).deletingLastPathComponent)
            guard names.contains(name) || command.arguments.contains(option: "all") else { continue }
            let receipt = UvReceipt(String(decoding: data, as: UTF8.self))
            if let other = receipt.otherSource {
                throw GuardError.usage(
                    "'\(Messages.untrusted(name))' was installed with '\(Messages.untrusted(other))', which Airlock does not cover for uv yet",
                    hint: "install a release anew: airlock uv tool install --force \(Messages.untrusted(name))")
            }
            found.insert(receipt.index)
        }
        guard found.count <= 1 else {
            throw GuardError.usage(
                "the tools were installed from several indexes, which Airlock does not cover for uv yet",
                hint: "upgrade them one by one")
        }
        return found.first ?? nil
    }

    /// What uv notes about each installed tool, by the file's path.
    private static func receipts(
        _ tool: ClientProcess, _ surroundings: Surroundings, _ scratch: ScratchFolder
    ) async throws -> [String: Data] {
        let run = try await tool.collect(
            ["tool", "dir"], environment: surroundings.environment, folder: "/", scratch: scratch)
        let folder = String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard folder.hasPrefix("/"), let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return [:]
        }
        var found: [String: Data] = [:]
        for name in names {
            let path = "\(folder)/\(name)/uv-receipt.toml"
            found[path] = FileManager.default.contents(atPath: path)
        }
        return found
    }

    /// Variables and files that give uv more sources than the one index.
    static func refuseOtherSources(_ surroundings: Surroundings) throws {
        let variables = [
            "UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_CONSTRAINT", "UV_BUILD_CONSTRAINT", "UV_OVERRIDE",
            "UV_NO_INDEX", "UV_OFFLINE", "UV_INSECURE_HOST", "UV_WORKING_DIRECTORY", "UV_WORKING_DIR", "UV_PROJECT",
            "UV_EXCLUDE",
        ]
        if let set = variables.first(where: { surroundings.environment[$0]?.isEmpty == false }) {
            throw GuardError.usage(
                "'\(set)' is set, which Airlock does not cover for uv yet",
                hint: "unset it, or use 'airlock pip install'")
        }
        let home = surroundings.environment["XDG_CONFIG_HOME"] ?? surroundings.home + "/.config"
        var files = ["\(home)/uv/uv.toml", "/etc/uv/uv.toml"]
        if let given = surroundings.environment["UV_CONFIG_FILE"] { files.append(given) }
        var folder = surroundings.workingDirectory
        while folder != "/", !folder.isEmpty {
            files += ["\(folder)/uv.toml", "\(folder)/pyproject.toml"]
            folder = (folder as NSString).deletingLastPathComponent
        }
        for file in files {
            guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.read(upToCount: 4 << 20)
            else {
                continue
            }
            let text = String(decoding: data, as: UTF8.self)
            let isProject = file.hasSuffix("pyproject.toml")
            guard !isProject || text.contains("tool.uv") || text.contains("[tool]") else { continue }
            guard let word = ["index", "find-links", "constraint", "override", "sources"].first(where: text.contains)
            else {
                continue
            }
            throw GuardError.usage(
                "'\(Messages.untrusted(file))' may set '\(word)' for uv, which Airlock does not cover yet",
                hint: "use 'airlock pip install', or give '--default-index' in a folder without it")
        }
    }

    private static func builtInIndex(
        _ tool: ClientProcess, _ scratch: ScratchFolder, _ surroundings: Surroundings, _ constants: ClientConstants
    ) async throws -> String {
        let found = try await constants.value("uv-index", of: tool.program) {
            // `uvx pip` would run pip.
            let asking = lastPathComponent(of: tool.program) == "uvx" ? ["--help"] : ["pip", "install", "--help"]
            let run = try await tool.collect(
                asking, environment: surroundings.environment, folder: "/", scratch: scratch)
            return uvBuiltInIndex(fromHelp: String(decoding: run.output, as: UTF8.self))
        }
        guard let found else {
            throw GuardError.clientFailed(program: tool.program, cause: "'uv pip install --help' names no index")
        }
        return found
    }
}

/// The index that uv is built with: `(by default: <ADDRESS>)` behind `--default-index`.
func uvBuiltInIndex(fromHelp help: String) -> String? {
    guard let option = help.firstRange(of: "--default-index <") else { return nil }
    guard let start = help[option.upperBound...].firstRange(of: "<https://") else { return nil }
    let address = help[start.lowerBound...].dropFirst().prefix { $0 != ">" && !$0.isWhitespace }
    return URL(string: String(address))?.host == nil ? nil : String(address)
}

/// Scheme, host and port of an address.
struct WebOrigin: Equatable {
    private let text: String

    init?(_ address: String) {
        guard let url = URL(string: address), let scheme = url.scheme, let host = url.host else { return nil }
        text = "\(scheme)://\(host):\(url.port ?? (scheme == "https" ? 443 : 80))".lowercased()
    }
}
