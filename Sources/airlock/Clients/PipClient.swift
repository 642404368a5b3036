import Foundation
import Gateway
import Interception
import Packages
import Quarantine
import Resolution
import Transfer
import Verdicts

/// pip under guard: its configuration, the plan by a dry run with a report, the guarded install.
struct PipClient: Sendable {
    let command: InstallCommand
    let subcommand: InstallCommand.PipSubcommand
    let surroundings: Surroundings
    let scratch: ScratchFolder
    let tunnels: TunnelRule
    /// Whether pip compares every file with a digest that the user states.
    let checksDigests: Bool
    private let tool: ClientProcess
    /// What runs in the install phase: pip itself, or pipx.
    private let runner: ClientProcess
    private let configuration: PipConfiguration
    private let sources: PipSources
    private let indexes: [PythonIndex]
    let builtInIndex: String
    /// Requirement and constraint files that name indexes, by the path that the user gives, to their copies.
    private let copies: [String: String]
    private let locks: PipLockFiles
    private let credentials: NetworkCredentials
    private let archives: PipDirectArchives
    private let downloads: PipDownloadCache
    private let judgedFiles = JudgedFiles()
    private let offers = IndexOffers()
    private let repositories: PipRepositories
    /// The projects that command line and files ask for, as far as their names are plain.
    private let requested: [PackageName]

    init(
        _ command: InstallCommand, subcommand: InstallCommand.PipSubcommand, shim: String?,
        surroundings: Surroundings, scratch: ScratchFolder, constants: ClientConstants, isStrict: Bool
    ) async throws {
        self.command = command
        self.subcommand = subcommand
        self.surroundings = surroundings
        self.scratch = scratch
        tunnels = TunnelRule(isStrict: isStrict)
        let program = try findRealProgram(
            named: command.program.first ?? "pip", onPath: surroundings.environment["PATH", default: ""],
            calledThroughShim: shim)
        runner = ClientProcess(
            program: program,
            words: [command.tool.firstArgument(ofProgram: program)] + command.program.dropFirst(),
            startedIn: surroundings.workingDirectory)
        tool =
            subcommand == .pipx
            ? try PipxRun.pip(command, shim: shim, surroundings: surroundings) : runner
        if subcommand == .pipx {
            try await PipxRecords.refuseOtherSources(
                command, pipx: runner, surroundings: surroundings, scratch: scratch)
        }

        let configuration = try await Self.configuration(tool, command, scratch: scratch, surroundings: surroundings)
        self.configuration = configuration
        // pip adds the command line's files to those that variables and configuration files name.
        func configured(_ option: String) -> [String] { configuration.values(of: option, for: subcommand.section) }
        let named = configured("requirement") + command.pip.requirementFiles
        let requirementFiles = named.filter { !isLockFile($0) }
        let constraintFiles =
            configured("constraint") + configured("build-constraint") + command.pip.constraintFiles
        let files = try readRequirements(
            requirementFiles: requirementFiles, constraintFiles: constraintFiles,
            workingFolder: surroundings.workingDirectory)
        let isConfigured = configured("require-hashes").last.map {
            !["0", "false", "no", "off", "n", "f"].contains($0)
        }
        try refuseConfiguredScripts(configured("requirements-from-script"))
        locks = try await Self.locks(
            named.filter(isLockFile), tool: tool, constants, surroundings: surroundings, scratch: scratch)
        checksDigests =
            command.pip.requiresHashes || files.requiresHashes || isConfigured == true || !locks.files.isEmpty
        try refuseDirectRequirements(
            inProjects: command.localFolders + files.localFolders + locks.files.flatMap(\.localFolders)
                + editableFolders(configured("editable"))
                + (command.pip.groups + configured("group")).map(folder(ofDependencyGroup:)),
            workingFolder: surroundings.workingDirectory)
        try refuseLocks(inGroups: command.pip.groups + configured("group"))
        requested = Self.projects(command.specs + files.requirements)
        copies = try Self.write(
            files.copies(in: scratch.path), for: requirementFiles + constraintFiles, surroundings: surroundings
        ).merging(locks.copies) { _, lock in lock }

        var merged = configuration.sources(for: subcommand.section)
            .overruled(byCommandLine: PipSources(command.sources))
            .overruled(byRequirementsFiles: PipSources(files.sources))
        merged.findLinks = merged.findLinks.map { Self.absolute($0, in: surroundings.workingDirectory) }
        sources = merged
        let references =
            command.pip.directReferences + files.directReferences + locks.files.flatMap(\.references)
        credentials = NetworkCredentials.ofUser(environment: surroundings.environment)
        archives = try PipDirectArchives(
            references, workingFolder: surroundings.workingDirectory, credentials: credentials, trusts: merged.trusts)
        downloads = PipDownloadCache(folder: scratch.file("downloads"))
        repositories = try await PipRepositories.fetch(references, surroundings: surroundings, scratch: scratch)
        let builtIn = try await Self.builtInIndex(tool, scratch: scratch, surroundings, constants)
        builtInIndex = builtIn
        let keyring = KeyringCommand(
            provider: command.arguments.lastValue(of: "keyring-provider")
                ?? configuration.value(of: "keyring-provider", for: subcommand.section),
            surroundings: surroundings, scratch: scratch)
        var indexes: [PythonIndex] = []
        for index in merged.indexes(builtIn: builtIn, credentials: credentials) {
            indexes.append(await keyring?.withPassword(index) ?? index)
        }
        self.indexes = indexes
    }

    var namedArtifacts: [Artifact] { archives.archives.map(\.artifact) + repositories.checkouts.map(\.artifact) }

    /// Puts judged archives where pip will look for them, and notes the digests of those that lie on this machine.
    func handOver(_ judged: [JudgedArtifact]) throws {
        try archives.expectSameBytes(of: judged)
        for one in judged {
            guard case .judged(_, let held, _) = one.outcome, let archive = archives.archive(of: one.artifact) else {
                continue
            }
            if let address = archive.remote {
                try downloads.add(held.path, byteCount: held.byteCount, as: address, now: surroundings.now())
            } else if let path = ArtifactFetch.localPath(of: one.artifact.url) {
                judgedFiles.note(path, sha256: held.sha256)
            }
        }
    }

    var policySearch: ProjectRootSearch? { ProjectRootSearch.here(surroundings) }

    var gatewayConfiguration: GatewayConfiguration {
        GatewayConfiguration(
            pypiIndexes: indexes.map {
                PythonUpstream(url: $0.address, authorization: $0.authorization, isTrustedHTTP: $0.isTrusted)
            },
            findLinks: sources.findLinks, noIndex: sources.usesNoIndex, offers: offers)
    }

    var transferConfiguration: TransferConfiguration {
        TransferConfiguration(
            certificateFile: sources.certificateAuthorities, proxy: sources.proxy, noProxy: nil,
            environment: surroundings.environment,
            certificateVariables: ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"],
            // pip itself refuses a plain http index that is not trusted; so do we, by leaving it out here.
            trustedAddresses: indexes.filter(\.isTrusted).map(\.address)
                + archives.plainHosts.map { "http://\($0)/" })
    }

    /// The artifact's own address, with the credentials of its index when it lies on the same origin.
    func upstreamAddress(of artifact: Artifact) -> ArtifactJudge.UpstreamAddress {
        if let checkout = repositories.checkouts.first(where: { $0.artifact == artifact }) {
            return ArtifactJudge.UpstreamAddress(
                url: artifact.url, namesRelease: false,
                source: .repository([checkout.address] + checkout.submodules.map(\.address.text)))
        }
        if let archive = archives.archive(of: artifact) {
            return ArtifactJudge.UpstreamAddress(
                url: artifact.url, headers: archive.authorization.map { [("Authorization", $0)] } ?? [],
                isInsecure: archive.isInsecure,
                namesRelease: archive.namesRelease, source: archive.remote == nil ? .registry : .address)
        }
        let origin = Self.origin(artifact.url)
        let index = indexes.first { $0.authorization != nil && Self.origin($0.address) == origin }
        // What a lock names may lie where no index does; pip then goes by the user's '.netrc'.
        let authorization =
            index?.authorization ?? (locks.files.isEmpty ? nil : credentials.authorization(for: artifact.url))
        let pinned = (command.pip.requiresHashes || !locks.files.isEmpty) && !artifact.expectedDigests.isEmpty
        return ArtifactJudge.UpstreamAddress(
            url: artifact.url, headers: authorization.map { [("Authorization", $0)] } ?? [],
            isInsecure: isInsecure(artifact.url) && !pinned,
            otherIndexes: pinned ? [] : offers.indexes(withoutRelease: artifact))
    }

    func plan(through gateway: Gateway) async throws -> Planning {
        // What has no dry run of its own is judged as it is served: the gateway hands out nothing unjudged.
        guard subcommand != .unknown, subcommand != .pipx else { return Planning(plan: .empty, isJudgedAsServed: true) }
        gateway.expect(requested)
        try locks.write(through: gateway)
        let report = scratch.file("report.json")
        let target = scratch.file("target")
        let arguments = command.pipPlanArguments(
            report: report, scratchFolder: target, replacing: copies,
            sourceFolder: repositories.hasEditable ? scratch.file("src") : nil)
        let run = try await tool.collect(
            arguments, environment: try planEnvironment(gateway), folder: surroundings.workingDirectory,
            scratch: scratch)
        guard run.end == .exited(status: 0) else {
            if Self.knowsNoReport(run) { return Planning(plan: .empty, isJudgedAsServed: true) }
            return Planning(plan: .empty, failure: PlanFailure(run))
        }
        guard let data = FileManager.default.contents(atPath: report) else { return Planning(plan: .empty) }
        let plan = try PipReport(parsing: Array(data), path: "pip's report").plan(
            mapping: gateway.artifact(forLoopback:),
            named: { place in
                place.commit == nil
                    ? archives.artifact(reportedAs: place) : repositories.artifact(reportedAs: place)
            })
        if let first = plan.refused.first {
            throw GuardError.usage(
                "'\(Messages.untrusted(first.name))' comes from '\(Messages.untrusted(first.address))' (\(first.kind.rawValue)), which Airlock cannot judge yet",
                hint: "install a release from an index instead")
        }
        return Planning(plan: plan)
    }

    func install(
        through gateway: Gateway, plan: InstallPlan, isJudgedAsServed: Bool
    ) async throws -> ChildEnd {
        // The built-in index stays the gateway's even where the user configured another one, or none. Without a plan
        // nobody knows what else pip might fetch: no host is passed.
        if !isJudgedAsServed {
            tunnels.beginInstall(
                refusing: indexes.map(\.address) + sources.findLinks + plan.nodes.map(\.artifact.url)
                    + namedArtifacts.map(\.url) + [builtInIndex])
        }
        var environment = environment(gateway)
        let configuredLog = PipLog.options.sorted().lazy.compactMap {
            configuration.value(of: $0, for: subcommand.section)
        }.first
        let log = PipLog(
            command, configured: configuredLog, workingFolder: surroundings.workingDirectory, scratch: scratch)
        if log?.isOnCommandLine != true { environment["PIP_LOG"] = log?.path ?? configuredLog }
        defer { try? log?.handOver(through: gateway) }
        let reportPath =
            command.pip.reportPath
            ?? (subcommand == .install ? configuration.value(of: "report", for: subcommand.section) : nil)
        if let reportPath, command.pip.reportPath == nil { environment["PIP_REPORT"] = reportPath }
        if subcommand == .pipx {
            return try await PipxRun.attach(
                runner, command, environment: environment, surroundings: surroundings, scratch: scratch)
        }
        // As while planning: what a build is shown must not tell the two apart.
        environment["TMPDIR"] = try temporaryFolder()
        let arguments = command.pipGuardedArguments(
            replacing: copies, log: log?.isOnCommandLine == true ? log?.path : nil)
        try judgedFiles.check()
        return try await run(arguments, environment: environment, report: reportPath, gateway: gateway)
    }

    /// What pip prints and writes holds addresses of the gateway; what the user gets holds the upstream's.
    private func run(
        _ arguments: [String], environment: [String: String], report: String?, gateway: Gateway
    ) async throws -> ChildEnd {
        if subcommand == .lock { return try await lock(arguments, environment: environment, gateway: gateway) }
        if report == "-" {
            let run = try await tool.attach(arguments, environment: environment, output: .captured(limit: 256 << 20))
            FileHandle.standardOutput.write(Data(gateway.translate(run.output)))
            try judgedFiles.check()
            return run.end
        }
        let end = try await tool.attach(arguments, environment: environment).end
        try judgedFiles.check()
        if let report {
            let absolute = Self.absolute(report, in: surroundings.workingDirectory)
            if let data = FileManager.default.contents(atPath: absolute) {
                try Data(gateway.translate(Array(data))).write(to: URL(fileURLWithPath: absolute), options: .atomic)
            }
        }
        return end
    }

    /// `pip lock`: what it writes holds addresses of the gateway, so it goes beside the user's file first.
    private func lock(_ arguments: [String], environment: [String: String], gateway: Gateway) async throws -> ChildEnd {
        let wanted =
            command.arguments.lastValue(of: "output") ?? configuration.value(of: "output", for: subcommand.section)
            ?? "pylock.toml"
        guard wanted != "-" else {
            let run = try await tool.attach(arguments, environment: environment, output: .captured(limit: 256 << 20))
            FileHandle.standardOutput.write(Data(gateway.translate(run.output)))
            try judgedFiles.check()
            return run.end
        }
        let target = Self.absolute(wanted, in: surroundings.workingDirectory)
        // pip writes paths relative to the lock's folder, so it must be that one; and it warns of other names. Through a
        // link, what it writes is in the scratch folder: a kill leaves nothing half-written here.
        let folder = (target as NSString).deletingLastPathComponent
        let beside = "\(folder)/\(Self.lockLinkPrefix)\(getpid()).toml"
        let written = scratch.file("pylock.toml")
        Self.removeAbandonedLinks(in: folder)
        try? FileManager.default.createSymbolicLink(atPath: beside, withDestinationPath: written)
        defer { unlink(beside) }
        let end = try await tool.attach(arguments + ["--output", beside], environment: environment).end
        try judgedFiles.check()
        if let data = FileManager.default.contents(atPath: written) {
            try Data(gateway.translate(Array(data))).write(to: URL(fileURLWithPath: target), options: .atomic)
        }
        return end
    }

    private static let lockLinkPrefix = "pylock.airlock-"

    /// Removes the links of guards that were killed: those that lead nowhere or whose process is gone.
    private static func removeAbandonedLinks(in folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(lockLinkPrefix), let number = pid_t(name.dropFirst(lockLinkPrefix.count).dropLast(5)),
                kill(number, 0) != 0,
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")) != nil
            else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    /// What `pip show` says is installed; it reads metadata only.
    func installedVersions(of names: [PackageName]) async -> [PackageName: String] {
        let run = try? await tool.collect(
            ["show", "--"] + names.map(\.normalized), environment: surroundings.environment,
            folder: surroundings.workingDirectory, scratch: scratch)
        var versions: [PackageName: String] = [:]
        var name: PackageName?
        for line in String(decoding: run?.output ?? [], as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("Name: ") { name = PackageName(String(line.dropFirst(6)), ecosystem: .pypi) }
            guard line.hasPrefix("Version: "), let current = name else { continue }
            versions[current] = String(line.dropFirst(9))
            name = nil
        }
        return versions
    }

    /// The user's settings that are not about sources, carried over by variables, since pip reads no files under guard.
    private func environment(_ gateway: Gateway) -> [String: String] {
        let carried = configuration.carriedOver(for: subcommand.section).map { key, value in
            let option = key.dropFirst("PIP_".count).lowercased().replacing("_", with: "-")
            return (option: option, value: Self.namesFiles(option) ? replacingCopies(in: value) : value)
        }
        let client = ClientEnvironment(
            gateway: gateway, npmCacheDirectory: surroundings.cacheFolder + "/npm",
            pythonCacheDirectory: surroundings.cacheFolder + "/pip", pipSettings: carried)
        let inherited = surroundings.environment.filter { key, _ in
            guard let option = ClientEnvironment.pipOption(ofVariable: key) else { return true }
            return !command.sources.isIsolated && !Self.namesFiles(option)
        }
        // What pip logs is handed on in the end, and a plan's is nobody's business.
        var environment = client.applied(to: inherited).filter { key, _ in
            !PipLog.options.contains(ClientEnvironment.pipOption(ofVariable: key) ?? "")
        }
        environment.merge(repositories.environment) { _, ours in ours }
        guard archives.hasRemote else {
            // A wheel that pip builds is kept under its address, which no later session has again.
            environment["PIP_NO_CACHE_DIR"] = "1"
            return environment
        }
        environment["PIP_CACHE_DIR"] = downloads.folder
        if !archives.plainHosts.isEmpty {
            environment["PIP_TRUSTED_HOST"] = archives.plainHosts.joined(separator: " ")
        }
        return environment
    }

    /// What a pip that plans sees besides: a temporary folder that goes with ours, so that one which is killed leaves
    /// nothing behind, and colors for the words of a failed plan, which the user gets to see.
    private func planEnvironment(_ gateway: Gateway) throws -> [String: String] {
        var environment = environment(gateway)
        environment["TMPDIR"] = try temporaryFolder()
        if surroundings.usesColor, environment["FORCE_COLOR"] == nil {
            environment["FORCE_COLOR"] = "1"
            environment["PIP_PROGRESS_BAR"] = "off"
        }
        return environment
    }

    private func temporaryFolder() throws -> String {
        let folder = scratch.file("temporary")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func namesFiles(_ option: String) -> Bool {
        ["requirement", "constraint", "build-constraint"].contains(option)
    }

    private func replacingCopies(in list: String) -> String {
        list.split(whereSeparator: \.isWhitespace).map { copies[String($0)] ?? String($0) }.joined(separator: " ")
    }
}
