import Foundation
import Gateway
import Interception
import Packages
import Quarantine
import Resolution
import Verdicts

/// Policy entries that do nothing any more: lists that nobody prunes hide what they allow.
extension GuardedInstall {
    func reportDeadEntries(_ judged: [JudgedArtifact], of client: GuardedClient, in state: GuardState) async {
        let use = policyUse(judged, of: client)
        var dead = state.policy.deadEntries(use, on: PolicyDate(state.now))
        if use.wholeProject == .pypi {
            // What an environment has already stands in no plan of pip's.
            let unmatched = dead.filter { $0.cause == .unmatched }.map(\.entry.name)
            let installed = unmatched.isEmpty ? [:] : await client.installedVersions(of: unmatched)
            dead.removeAll { $0.cause == .unmatched && installed[$0.entry.name] != nil }
        }
        let elements = use.wholeProject == .pypi ? [] : state.policy.deadElements(use)
        for message in dead.map(\.message) + elements.map(\.message) {
            messages.warning(Messages.untrusted(message, limit: 600))
        }
    }

    private func policyUse(_ judged: [JudgedArtifact], of client: GuardedClient) -> PolicyUse {
        let seen = judged.compactMap { one -> (identity: PackageIdentity, sha256: Digest)? in
            guard case .judged(_, let held, _) = one.outcome else { return nil }
            return (one.artifact.identity, held.sha256)
        }
        var use = PolicyUse(judged: seen, wholeProject: wholeProject)
        let folder = surroundings.workingDirectory
        use.hasOneEcosystem = use.wholeProject == .npm && Self.pythonManifests(in: folder).isEmpty
        let addresses = judged.map { (artifact: $0.artifact, upstream: client.upstreamAddress($0.artifact)) }
        for (artifact, upstream) in addresses {
            switch upstream.source {
            case .repository(let addresses): use.repositories += addresses.flatMap { place($0) }
            case .address: use.archives += place(artifact.url)
            case .registry where artifact.url.hasPrefix("git"): use.repositories += place(artifact.url)
            case .registry where artifact.isKnownByAddressOnly: use.archives += place(artifact.url)
            case .registry: break
            }
        }
        let registries = client.gatewayConfiguration.npmUpstreams.map(\.registryURL)
        use.registryHosts = Set((registries + addresses.map(\.upstream.url)).flatMap { place($0).map(\.host) })
        use.runsScripts = judged.contains(where: Self.mayRunScript) || projectRunsScripts
        return use
    }

    /// The ecosystem of which the command installs all that the project asks for.
    private var wholeProject: Ecosystem? {
        guard command.specs.isEmpty, command.localFolders.isEmpty else { return nil }
        let folder = surroundings.workingDirectory
        switch command.subcommand {
        case .npm(.install), .npm(.cleanInstall), .npm(.installTest), .npm(.installCleanInstallTest):
            let npm = command.npm
            let isPart =
                npm.isGlobal || !npm.omits.isEmpty || !npm.workspaces.isEmpty || !npm.directSources.isEmpty
                || !npm.archives.isEmpty
            return isPart ? nil : .npm
        case .pip(.install):
            let named = Set(command.pip.requirementFiles.map { ($0 as NSString).lastPathComponent })
            let isWhole = command.pip.directReferences.isEmpty && !named.isEmpty
            return isWhole && named == Self.pythonManifests(in: folder) ? .pypi : nil
        default: return nil
        }
    }

    /// The names of files in a folder that say what a Python project requires.
    private static func pythonManifests(in folder: String) -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Set(
            names.filter { name in
                ["pyproject.toml", "setup.py", "setup.cfg", "Pipfile"].contains(name)
                    || name.contains("requirements") && (name.hasSuffix(".txt") || name.hasSuffix(".in"))
            })
    }

    private func place(_ address: String) -> [PolicyUse.Place] {
        let plain = address.hasPrefix("git+") ? String(address.dropFirst(4)) : address
        guard let components = URLComponents(string: plain), let host = components.host else { return [] }
        return [PolicyUse.Place(host: host, path: components.path)]
    }

    private static func mayRunScript(_ one: JudgedArtifact) -> Bool {
        guard case .judged(_, _, let evidence) = one.outcome, let manifest = evidence.manifest else { return true }
        return manifest.hasNativeBuild || manifest.scripts?.isEmpty == false
    }

    /// npm runs the project's own scripts too.
    private var projectRunsScripts: Bool {
        guard let project = try? NpmProject.find(from: surroundings.workingDirectory) else { return true }
        guard project.workspaces.isEmpty else { return true }
        let scripts = project.manifest?["scripts"]
        return ["preinstall", "install", "postinstall", "prepare"].contains { scripts?[$0] != nil }
    }
}
