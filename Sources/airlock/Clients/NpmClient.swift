import Foundation
import Gateway
import Interception
import Packages
import Quarantine
import Resolution
import Transfer
import Verdicts

/// npm under guard: its configuration chain, the plan by a lock-only run or a lockfile, the guarded install.
struct NpmClient: Sendable {
    let command: InstallCommand
    let subcommand: InstallCommand.NpmSubcommand
    let surroundings: Surroundings
    let scratch: ScratchFolder
    let configuration: NpmConfiguration
    /// The configuration file below the user's, which npm is told so that it reads what we have read.
    private let globalFile: String
    /// Whether it installs globally for a setting alone.
    let isConfiguredGlobal: Bool
    let constants: ClientConstants
    /// The project that the command changes; nil for `-g`, `npx` and `npm pack`.
    let project: NpmProject?
    let tunnels: TunnelRule
    /// What the stand-in for npm's shell asks.
    let scripts: ScriptGate
    let tool: ClientProcess
    /// npm itself, which plans for npx too.
    let planner: ClientProcess
    let registries: [NpmRegistry]
    let builtInRegistry: String
    /// Where `-g` installs, and where `npm link` finds and puts its links; nil for every other command.
    let globalPrefix: String?
    /// The project's lockfile as it is, whose addresses npm asks for without looking into documents.
    let locked: InstallPlan?
    /// Addresses of tarballs that project and command line name in place of a version.
    private let directTarballs: [String]
    /// Nil without git on PATH, where npm has no use for repositories either.
    let repositories: GitRepositories?
    let git: GitProgram?

    init(
        _ command: InstallCommand, subcommand: InstallCommand.NpmSubcommand, shim: String?,
        surroundings: Surroundings, scratch: ScratchFolder, constants: ClientConstants, isStrict: Bool
    ) async throws {
        self.subcommand = subcommand
        self.surroundings = surroundings
        self.scratch = scratch
        self.constants = constants
        tunnels = TunnelRule(isStrict: isStrict)
        scripts = ScriptGate(processes: tunnels.processes)
        let path = surroundings.environment["PATH", default: ""]
        let name = command.program.first ?? "npm"
        let program = try findRealProgram(named: name, onPath: path, calledThroughShim: shim)
        tool = ClientProcess(program: program, words: command.program)
        let npm =
            command.tool.family == .npx
            ? try findRealProgram(named: "npm", onPath: path, calledThroughShim: shim) : program
        planner = ClientProcess(program: npm, words: ["npm"])

        let found = try Self.project(command, surroundings)
        builtInRegistry = try await Self.builtIn("registry", planner, scratch, surroundings, constants)
        (configuration, globalFile) = try Self.configuration(
            command, surroundings: surroundings, projectFile: command.npm.isGlobal ? nil : found.root + "/.npmrc",
            builtInGlobalFile: try await Self.builtIn("globalconfig", planner, scratch, surroundings, constants))
        isConfiguredGlobal = Self.isConfiguredGlobal(command, configuration)
        let command = try isConfiguredGlobal ? Self.global(command, subcommand) : command
        self.command = command
        let isProjectless = command.npm.isGlobal || subcommand == .execute || subcommand == .pack
        project = isProjectless ? nil : found
        globalPrefix =
            command.npm.isGlobal || subcommand == .link
            ? try await Self.globalPrefix(configuration, planner, scratch, surroundings, constants) : nil
        let registry = command.sources.index ?? configuration.value(of: "registry") ?? builtInRegistry
        registries = try configuration.npmUpstreams(defaultRegistry: registry)
        let registries = registries
        locked = try Self.lockedPlan(
            of: project, home: surroundings.home, platform: .current.configured(by: configuration),
            omitting: Set(command.npm.omits)
        ) {
            Self.conventionalAddress(of: $0, registries: registries)
        }
        let own = try command.npm.directSources + (project?.ownSpecifiers() ?? [])
        directTarballs = own.compactMap(Self.directTarball)
        let lockedAddresses = (locked?.nodes ?? []).map(\.artifact.url)
        git = try? GitProgram(environment: surroundings.environment)
        repositories = git.map {
            GitRepositories(git: $0, scratch: scratch, own: own, locked: lockedAddresses)
        }
    }

    var policySearch: ProjectRootSearch? {
        guard let project else { return nil }
        return ProjectRootSearch(
            from: project.root, manifests: ProjectRootSearch.manifests, home: surroundings.home)
    }

    var gatewayConfiguration: GatewayConfiguration {
        GatewayConfiguration(
            npmUpstreams: registries.map {
                NpmUpstream(registryURL: $0.address, authorization: $0.authorization, scopes: $0.scopes)
            },
            lockedTarballs: (locked?.nodes ?? []).map(\.artifact).filter { $0.url.lowercased().hasPrefix("http") },
            directTarballs: directTarballs, documentFolder: scratch.path)
    }

    var transferConfiguration: TransferConfiguration {
        let network = configuration.network
        return TransferConfiguration(
            certificateFile: network.certificateFile.map(surroundings.npmPath)
                ?? command.sources.certificateAuthorities,
            proxy: command.sources.proxy ?? network.secureProxy ?? network.proxy,
            noProxy: network.proxyExceptions.isEmpty ? nil : network.proxyExceptions.joined(separator: ","),
            environment: surroundings.environment, certificateVariables: ["SSL_CERT_FILE"],
            trustedAddresses: registries.map(\.address))
    }

    /// npm's own rule of swapping hosts, and the token for the address that comes out, if it has one.
    func upstreamAddress(of artifact: Artifact) -> ArtifactJudge.UpstreamAddress {
        if artifact.url.hasPrefix("file:") { return ArtifactJudge.UpstreamAddress(url: artifact.url) }
        if let repositories, artifact.url.hasPrefix("git") {
            return ArtifactJudge.UpstreamAddress(
                url: repositories.place(of: artifact).map { "file://" + $0 } ?? artifact.url,
                source: .repository(repositories.sources(of: artifact)))
        }
        let registry = Self.registry(of: artifact.identity.name, in: registries)
        let url = npmEffectiveAddress(
            ofResolved: artifact.url, registry: registry.address, mode: configuration.network.replacedRegistryHost,
            builtInRegistry: builtInRegistry)
        let token = configuration.authorization(for: url, ofRegistry: registry.address)
        return ArtifactJudge.UpstreamAddress(
            url: url, headers: token.map { [("Authorization", $0)] } ?? [],
            isInsecure: isInsecure(url) && !isPinned(artifact))
    }

    /// Whether the lockfile states the digest, so that it does not matter how the bytes travel.
    private func isPinned(_ artifact: Artifact) -> Bool {
        guard !artifact.expectedDigests.isEmpty, let locked else { return false }
        return locked.nodes.contains { $0.artifact == artifact }
    }

    /// The versions of each package that the lockfile has.
    var lockedVersions: [PackageName: [String]] {
        Dictionary(grouping: locked?.nodes.map(\.artifact.identity) ?? [], by: \.name).mapValues { $0.map(\.version) }
    }

    func plan(through gateway: Gateway) async throws -> Planning {
        switch subcommand {
        case .cleanInstall, .installCleanInstallTest:
            // Without a lockfile npm says so itself.
            return Planning(plan: try await checked(locked ?? .empty))
        case .link:
            return try await planLink(through: gateway)
        case .install, .installTest, .update, .dedupe, .uninstall, .prune, .auditFix, .execute, .pack,
            .workspaceUpdate, .unknown:
            return try await planByLockOnlyRun(through: gateway)
        }
    }

    func install(through gateway: Gateway, plan: InstallPlan) async throws -> ChildEnd {
        // Repositories are out of reach of git itself, and their hosts serve much else.
        var artifacts = plan.nodes.map(\.artifact.url).filter { !$0.hasPrefix("git") }
        if artifacts.count < plan.nodes.count { artifacts += Self.repositoryArchives }
        tunnels.beginInstall(refusing: registries.map(\.address) + [builtInRegistry] + artifacts)
        var environment = try environment(gateway)
        if let host = try replacedHost(for: plan) { environment["npm_config_replace_registry_host"] = host }
        let before = try installedReleases()
        let words = try command.npm.execution.map { try executionWords($0, plan: plan) }
        environment = try guardingScripts(
            environment, through: gateway,
            restoring: words.map { Array($0.drop { $0 != "--" }.dropFirst().prefix(3)) } ?? [])
        let processes = tunnels.processes
        let end = try await (words == nil ? tool : planner).attach(
            scopeFlags(gateway) + (words ?? command.guardedArguments), environment: environment,
            started: { processes.began(Int($0)) }
        ).end
        try restoreAddresses(through: gateway)
        try checkScripts()
        try checkInstalled(since: before, plan: plan, served: gateway.log().served)
        return end
    }

    /// What the git door asks.
    func answerGit(
        _ words: [String], judge: @Sendable @escaping (Artifact) async -> String?
    ) async -> (status: Int, text: String) {
        guard let repositories else { return (403, "git is not on PATH") }
        return await repositories.answer(words, judge: judge)
    }

    /// Every tree of a repository that was about to be checked out, and what a script's package turned out to be.
    var askedTrees: [Artifact] { (repositories?.asked ?? []) + scripts.asked }

    /// Why the first source was not to be had that is no registry's; nil when all were.
    var sourceRefusal: String? { repositories?.refusals.first?.message }

    /// The doors of scopes, on the command line as well as in the environment.
    ///
    /// In a variable's name npm lower-cases letters and turns underscores into dashes; and where npm is a script for a
    /// shell such as dash, no variable reaches it whose name is not an identifier.
    func scopeFlags(_ gateway: Gateway) -> [String] {
        gateway.npmDoors.flatMap { door in door.upstream.scopes.map { "--\($0):registry=\(door.url)" } }
    }

    /// The guarded child's environment, with a user configuration file that holds the user's own and the doors' tokens.
    ///
    /// A shell such as dash hands on no variable whose name is not an identifier, and an npm that a script starts
    /// must find the doors open all the same.
    func environment(_ gateway: Gateway) throws -> [String: String] {
        let userFile = Self.userFile(command, configuration, surroundings)
        var text = (FileManager.default.contents(atPath: userFile) ?? Data()) + Data("\n".utf8)
        for door in gateway.npmDoors {
            text += Data("//127.0.0.1:\(door.port)/:_authToken=\(gateway.npmToken)\n".utf8)
            for scope in door.upstream.scopes { text += Data("\(scope):registry=\(door.url)\n".utf8) }
        }
        let file = scratch.file("npmrc")
        var gitProgram = "git"
        if let git {
            gitProgram = try GitStandIn.make(
                door: gateway.gitURL, token: gateway.npmToken, git: git, scratch: scratch)
        }
        try text.write(to: URL(fileURLWithPath: file))
        var environment = clientEnvironment(gateway, gitProgram: gitProgram).applied(to: surroundings.environment)
            .filter { key, _ in
                let name = key.lowercased().replacing("-", with: "_")
                return name != "npm_config_userconfig" && name != "npm_config_globalconfig"
            }
        environment["npm_config_userconfig"] = file
        environment["npm_config_globalconfig"] = globalFile
        return environment
    }

    private func clientEnvironment(_ gateway: Gateway, gitProgram: String) -> ClientEnvironment {
        ClientEnvironment(
            gateway: gateway, npmCacheDirectory: surroundings.cacheFolder + "/npm",
            pythonCacheDirectory: surroundings.cacheFolder + "/pip", gitProgram: gitProgram)
    }

    private static func registry(of name: PackageName, in registries: [NpmRegistry]) -> NpmRegistry {
        let scope = name.normalized.hasPrefix("@") ? String(name.normalized.prefix { $0 != "/" }) : nil
        let scoped = scope.flatMap { scope in registries.first { $0.scopes.contains(scope) } }
        return scoped ?? registries[0]
    }

    /// Where registries keep a release's tarball: `NAME/-/BASE-VERSION.tgz`.
    static func conventionalAddress(of identity: PackageIdentity, registries: [NpmRegistry]) -> String {
        let name = identity.name.normalized
        let base = name.split(separator: "/").last ?? ""
        return "\(registry(of: identity.name, in: registries).address)\(name)/-/\(base)-\(identity.version).tgz"
    }
}
