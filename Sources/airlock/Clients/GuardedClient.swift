import Foundation
import Gateway
import Interception
import Packages
import Resolution
import Transfer
import Verdicts

/// The real client of one guarded command: where its packages come from, how it plans, how it installs.
enum GuardedClient: Sendable {
    case npm(NpmClient)
    case pip(PipClient)
    case uv(UvClient)

    /// Reads the client's whole configuration; runs nothing of any package.
    init(
        _ command: InstallCommand, shim: String?, isStrict: Bool, surroundings: Surroundings,
        scratch: ScratchFolder, constants: ClientConstants
    ) async throws {
        switch command.subcommand {
        case .npm(let subcommand):
            self = .npm(
                try await NpmClient(
                    command, subcommand: subcommand, shim: shim, surroundings: surroundings, scratch: scratch,
                    constants: constants, isStrict: isStrict))
        case .pip(let subcommand):
            self = .pip(
                try await PipClient(
                    command, subcommand: subcommand, shim: shim, surroundings: surroundings, scratch: scratch,
                    constants: constants, isStrict: isStrict))
        case .uv:
            self = .uv(
                try await UvClient(
                    command, shim: shim, surroundings: surroundings, scratch: scratch, constants: constants))
        }
    }

    /// The search for the policy that speaks for this command; nil where no project's does.
    var policySearch: ProjectRootSearch? {
        switch self {
        case .npm(let client): client.policySearch
        case .pip(let client): client.policySearch
        case .uv(let client): client.policySearch
        }
    }

    var gatewayConfiguration: GatewayConfiguration {
        switch self {
        case .npm(let client): client.gatewayConfiguration
        case .pip(let client): client.gatewayConfiguration
        case .uv(let client): client.gatewayConfiguration
        }
    }

    var transferConfiguration: TransferConfiguration {
        switch self {
        case .npm(let client): client.transferConfiguration
        case .pip(let client): client.transferConfiguration
        case .uv(let client): client.transferConfiguration
        }
    }

    /// What the bare client would ask for an artifact.
    var upstreamAddress: @Sendable (Artifact) -> ArtifactJudge.UpstreamAddress {
        switch self {
        case .npm(let client): { client.upstreamAddress(of: $0) }
        case .pip(let client): { client.upstreamAddress(of: $0) }
        case .uv(let client): { client.upstreamAddress(of: $0) }
        }
    }

    /// The registry or index that the client is built with.
    var publicRegistry: String {
        switch self {
        case .npm(let client): client.builtInRegistry
        case .pip(let client): client.builtInIndex
        case .uv(let client): client.builtInIndex
        }
    }

    /// What the project has now, where a lockfile says so.
    var lockedVersions: [PackageName: [String]] {
        switch self {
        case .npm(let client): client.lockedVersions
        case .pip, .uv: [:]
        }
    }

    /// Whether the client itself compares everything with digests that the user states.
    var checksDigests: Bool {
        switch self {
        case .npm, .uv: false
        case .pip(let client): client.checksDigests
        }
    }

    /// What the proxy door asks.
    var tunnels: TunnelRule {
        switch self {
        case .npm(let client): client.tunnels
        case .pip(let client): client.tunnels
        case .uv(let client): client.tunnels
        }
    }

    /// What the command names by path or address: judged before the client runs, which would build it to resolve.
    var namedArtifacts: [Artifact] {
        switch self {
        case .npm, .uv: []
        case .pip(let client): client.namedArtifacts
        }
    }

    /// Makes what was judged of `namedArtifacts` ready for the client.
    func handOver(_ judged: [JudgedArtifact]) throws {
        switch self {
        case .npm, .uv: break
        case .pip(let client): try client.handOver(judged)
        }
    }

    /// What the git door asks; pip does not use it.
    func answerGit(
        _ words: [String], judge: @Sendable @escaping (Artifact) async -> String?
    ) async -> (status: Int, text: String) {
        switch self {
        case .npm(let client): await client.answerGit(words, judge: judge)
        case .pip, .uv: (403, "no git here")
        }
    }

    /// What the stand-in for npm's shell asks; pip has none.
    func answerScript(_ body: [UInt8], judge: ArtifactJudge) async -> (status: Int, text: String) {
        switch self {
        case .npm(let client): await client.scripts.answer(body, judge: judge)
        case .pip, .uv: (403, "no scripts here")
        }
    }

    /// Trees of repositories that were asked for so far.
    var askedTrees: [Artifact] {
        switch self {
        case .npm(let client): client.askedTrees
        case .pip, .uv: []
        }
    }

    /// Why a source that is no registry's was not to be had; nil when all were.
    var sourceRefusal: String? {
        switch self {
        case .npm(let client): client.sourceRefusal
        case .pip, .uv: nil
        }
    }

    func plan(through gateway: Gateway) async throws -> Planning {
        switch self {
        case .npm(let client): try await client.plan(through: gateway)
        case .pip(let client): try await client.plan(through: gateway)
        case .uv(let client): client.plan()
        }
    }

    func install(through gateway: Gateway, planning: Planning) async throws -> ChildEnd {
        switch self {
        case .npm(let client): try await client.install(through: gateway, plan: planning.plan)
        case .pip(let client):
            try await client.install(
                through: gateway, plan: planning.plan, isJudgedAsServed: planning.isJudgedAsServed)
        case .uv(let client): try await client.install(through: gateway)
        }
    }
}

extension GuardedClient {
    /// The versions of these packages that are installed where the command would put them; those not found are absent.
    func installedVersions(of names: [PackageName]) async -> [PackageName: String] {
        switch self {
        case .npm(let client): client.installedVersions(of: names)
        case .pip(let client): await client.installedVersions(of: names)
        case .uv: [:]
        }
    }
}

/// What clients are built with, asked of each program once and then remembered.
struct ClientConstants: Sendable {
    let store: VerdictStore

    /// The remembered value, else what `asking` finds out; a program that was updated is asked anew.
    func value(_ name: String, of program: String, asking: () async throws -> String?) async throws -> String? {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: program)) ?? program)
        let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let key = "\(name) \(program) \(changed)"
        if let known = try store.constant(key) { return known }
        guard let found = try await asking() else { return nil }
        try store.setConstant(key, to: found)
        return found
    }
}
