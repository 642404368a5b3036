import Foundation
import Gateway
import Interception
import Packages
import Quarantine
import Resolution

/// What an npm command would install: by a lock-only run of npm in a copy of the project, or by the lockfile as it is.
extension NpmClient {
    func planByLockOnlyRun(through gateway: Gateway) async throws -> Planning {
        let copy: NpmScratchCopy
        var folder: String
        if let project {
            let named = absolute
            let locked = (locked?.nodes ?? []).compactMap { ArtifactFetch.localPath(of: $0.artifact.url) }
            copy = try project.makeScratchCopy(
                in: scratch.path, extraFolders: command.localFolders.compactMap(named),
                extraArchives: command.npm.archives.compactMap(named) + locked)
            // npm takes the workspace from the folder that it is called in.
            let below =
                surroundings.workingDirectory.hasPrefix(project.root + "/")
                ? String(surroundings.workingDirectory.dropFirst(project.root.count)) : ""
            folder = copy.root + below
            if !FileManager.default.fileExists(atPath: folder) { folder = copy.root }
        } else {
            copy = try NpmProject.makeEmptyScratch(in: scratch.path)
            folder = copy.root
        }
        return try await plan(
            command.npmPlanArguments, in: folder, of: copy, manifest: project?.manifest,
            own: try await ownFolders(in: copy), through: gateway)
    }

    /// `npm link`: the project as an install would take it, but for what is linked, and what has to be installed
    /// globally first.
    func planLink(through gateway: Gateway) async throws -> Planning {
        // Without operands the project itself becomes a link among the global packages, which takes nothing along.
        guard let project, !command.specs.isEmpty || !command.localFolders.isEmpty else {
            return Planning(plan: .empty)
        }
        let copy = try project.makeScratchCopy(in: scratch.path)
        let linked = command.localFolders.compactMap(absolute).compactMap { folder in
            (try? NpmProject(openingRoot: folder))?.manifest?["name"]?.text
        }
        let named = command.specs.map { spec in
            String(spec.prefix(1)) + spec.dropFirst().prefix { $0 != "@" }
        }
        try copy.leaveOut(dependencies: linked + named)
        let words = ["install"] + Array(command.npmPlanArguments.dropFirst().prefix { $0 != "--" })
        let own = try await plan(
            words, in: copy.root, of: copy, manifest: project.manifest, own: try await ownFolders(in: copy),
            through: gateway)
        guard own.failure == nil, !command.specs.isEmpty else { return own }
        let empty = try NpmProject.makeEmptyScratch(in: scratch.path + "/global")
        let global = try await plan(
            command.npmPlanArguments, in: empty.root, of: empty, manifest: nil,
            own: globalFolders(), through: gateway)
        guard global.failure == nil else { return global }
        return Planning(plan: InstallPlan(nodes: own.plan.nodes + global.plan.nodes))
    }

    /// Where packages go, and the folders that a lockfile may link to.
    private func ownFolders(in copy: NpmScratchCopy) async throws -> NpmOwnFolders {
        if let project { return try ownFolders(of: project, copiedTo: copy.root) }
        if command.npm.isGlobal { return globalFolders() }
        return NpmOwnFolders(root: copy.root, folders: [], others: subcommand == .execute ? executionFolders : [])
    }

    private func ownFolders(of project: NpmProject, copiedTo copy: String? = nil) throws -> NpmOwnFolders {
        try project.ownFolders(
            home: surroundings.home, extraFolders: command.localFolders.map(surroundings.npmPath), copiedTo: copy)
    }

    private func globalFolders() -> NpmOwnFolders { NpmOwnFolders(root: (globalPrefix ?? "") + "/lib", folders: []) }

    /// A path of the command line; nil for those that are the same from every folder.
    private func absolute(_ path: String) -> String? {
        path.hasPrefix("/") || path.hasPrefix("~/") ? nil : surroundings.workingDirectory + "/" + path
    }

    /// Has npm write a lockfile in a scratch copy, and reads it.
    private func plan(
        _ words: [String], in folder: String, of copy: NpmScratchCopy, manifest: JSONValue?, own: NpmOwnFolders,
        through gateway: Gateway
    ) async throws -> Planning {
        var environment = try environment(gateway)
        environment["npm_config_package_lock"] = "true"
        if isConfiguredGlobal {
            // In the copy it is no global install, whatever variables and files say.
            let names: Set<String> = ["npm_config_global", "npm_config_location"]
            environment = environment.filter { !names.contains($0.key.lowercased()) }
            environment.merge(["npm_config_global": "false", "npm_config_location": "project"]) { _, ours in ours }
        }
        // npm keeps what it reads of local archives; the cache of the install phase must hold judged bytes only.
        environment["npm_config_cache"] = scratch.file("npm-cache")
        // What a failed plan says goes to the user, colored where npm would color it.
        if surroundings.usesColor, environment["npm_config_color"] == nil { environment["npm_config_color"] = "always" }
        let run = try await planner.collect(
            scopeFlags(gateway) + words, environment: environment, folder: folder, scratch: scratch)
        guard run.end == .exited(status: 0) else { return Planning(plan: .empty, failure: PlanFailure(run)) }
        guard let bytes = FileManager.default.contents(atPath: copy.lockfile) else { return Planning(plan: .empty) }
        let lockfile = try NpmLockfile(
            parsing: Self.withOriginals(Array(bytes), gateway.npmOriginals), path: "package-lock.json",
            manifest: manifest)
        let plan = try lockfile.plan(
            for: .current.configured(by: configuration), omitting: Set(command.npm.omits), root: copy.root, own: own
        ) {
            Self.conventionalAddress(of: $0, registries: registries)
        }
        return Planning(plan: try await checked(plan))
    }

    /// Refuses a plan that holds what cannot be judged yet.
    func checked(_ plan: InstallPlan) async throws -> InstallPlan {
        var refused = plan.refused
        if let project, project.lockfile == nil || !usesLockfile {
            refused += try ownFolders(of: project).installedPaths()
        }
        guard let first = refused.first else {
            for node in plan.nodes where node.artifact.url.hasPrefix("git") {
                guard let repositories else { throw GuardError.programNotFound("git") }
                do {
                    try await repositories.prepareTree(ofAddress: node.artifact.url)
                } catch let refusal as GitRepositories.Refusal {
                    throw GuardError.usage(
                        Messages.untrusted(refusal.message, limit: 500),
                        hint: "nothing was installed; depend on a release in a registry instead")
                }
            }
            try refuseMissingArchives(of: plan)
            return plan
        }
        let name = Messages.untrusted(first.name)
        throw GuardError.usage(
            "'\(name)' comes from '\(Messages.untrusted(first.address))' (\(first.kind.rawValue)), which Airlock cannot judge yet",
            hint: "depend on a release in a registry instead")
    }

    /// The plan of the project's lockfile as it is; nil without one.
    static func lockedPlan(
        of project: NpmProject?, home: String, platform: NpmPlatform, omitting: Set<String>,
        locating: @escaping (PackageIdentity) -> String
    ) throws -> InstallPlan? {
        guard let project, let path = project.lockfile, let data = FileManager.default.contents(atPath: path) else {
            return nil
        }
        guard data.count <= NpmProject.maximumLockfileBytes else {
            throw ResolutionError.tooLarge(path: path, what: "bytes", limit: NpmProject.maximumLockfileBytes)
        }
        return try NpmLockfile(parsing: Array(data), path: path, manifest: project.manifest)
            .plan(
                for: platform, omitting: omitting, root: project.root, own: try project.ownFolders(home: home),
                locating: locating)
    }

    /// An archive that is not there is a fault of whoever named it; a registry's document can do so too.
    private func refuseMissingArchives(of plan: InstallPlan) throws {
        for node in plan.nodes {
            guard let path = ArtifactFetch.localPath(of: node.artifact.url) else { continue }
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard exists, !isFolder.boolValue else {
                throw ResolutionError.unreadable(path: path, problem: "'\(node.artifact.identity)' is to be there")
            }
        }
    }

    /// Whether a variable or a file makes a global install of it, though the command line says nothing of the kind.
    static func isConfiguredGlobal(_ command: InstallCommand, _ configuration: NpmConfiguration) -> Bool {
        guard !command.arguments.contains(option: "global"), !command.arguments.contains(option: "location") else {
            return false
        }
        let isSwitchedOn = configuration.value(of: "global").map { !["false", "null", "undefined", "0"].contains($0) }
        return isSwitchedOn == true || configuration.value(of: "location") == "global"
    }

    /// The command as a global one, where it can be that.
    static func global(_ command: InstallCommand, _ subcommand: InstallCommand.NpmSubcommand) throws -> InstallCommand {
        var global = command
        global.npm.isGlobal = true
        let namesOthers =
            !command.localFolders.isEmpty || !command.npm.archives.isEmpty || !command.npm.directSources.isEmpty
        switch subcommand {
        case .execute, .pack, .uninstall: return subcommand == .uninstall ? global : command
        case .install where !command.specs.isEmpty && !namesOthers,
            .installTest where !command.specs.isEmpty && !namesOthers:
            return global
        case .install, .installTest, .cleanInstall, .installCleanInstallTest, .update, .dedupe, .prune, .auditFix,
            .link,
            .workspaceUpdate, .unknown:
            throw GuardError.usage(
                "the setting 'global' makes a global install of it, for which only releases of a registry can be named",
                hint: "write '--no-global' for an install into the project")
        }
    }

    /// Whether npm reads the lockfile: told not to, it starts from what is installed.
    private var usesLockfile: Bool {
        ["package-lock", "shrinkwrap"].allSatisfy {
            (command.arguments.lastValue(of: $0) ?? configuration.value(of: $0)) != "false"
        }
    }
}
