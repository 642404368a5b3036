import Foundation
import Gateway
import Interception
import Packages
import Resolution
import Transfer
import Verdicts

/// `uv pip install` under guard: one index, releases by name, judged as they are served.
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
        let variables = ["UV_DEFAULT_INDEX", "UV_INDEX_URL"].lazy.compactMap { surroundings.environment[$0] }
        let named = command.sources.index ?? variables.first { !$0.isEmpty }
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
        let words = ["pip", "install"] + command.guardedArguments
        return try await tool.attach(words, environment: environment).end
    }

    /// Variables and files that give uv more sources than the one index.
    private static func refuseOtherSources(_ surroundings: Surroundings) throws {
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
            let run = try await tool.collect(
                ["pip", "install", "--help"], environment: surroundings.environment, folder: "/", scratch: scratch)
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
