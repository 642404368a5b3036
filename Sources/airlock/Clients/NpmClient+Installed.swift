import Foundation
import Packages
import Resolution

/// The last line of defense: what npm says it has installed is compared with what was judged.
extension NpmClient {
    /// A release as npm's own list of `node_modules` names it.
    struct InstalledRelease: Hashable {
        let identity: PackageIdentity
        let digests: Set<Digest>
        /// Address and commit of what came from git, which has no digest.
        var repository: String?
    }

    /// What stands in `node_modules/.package-lock.json`; empty outside a project and before the first install.
    func installedReleases() throws -> Set<InstalledRelease> {
        guard let project else { return [] }
        let path = project.root + "/node_modules/.package-lock.json"
        guard let data = FileManager.default.contents(atPath: path),
            let lockfile = try? NpmLockfile(parsing: Array(data), path: path)
        else { return [] }
        let plan = try lockfile.plan(root: project.root, isOfInstalled: true) { _ in "" }
        var releases = Set(
            plan.nodes.map {
                InstalledRelease(
                    identity: $0.artifact.identity, digests: Set($0.artifact.expectedDigests),
                    repository: $0.artifact.url.hasPrefix("git") ? $0.artifact.url : nil)
            })
        for refusal in plan.refused {
            let name = PackageName(refusal.name, ecosystem: .npm)
            releases.insert(
                InstalledRelease(identity: PackageIdentity(name: name, version: refusal.address), digests: []))
        }
        return releases
    }

    /// The installed versions of these packages; where a tree holds several of one, the first by spelling.
    func installedVersions(of names: [PackageName]) -> [PackageName: String] {
        let wanted = Set(names)
        let found = ((try? installedReleases()) ?? []).map(\.identity).filter { wanted.contains($0.name) }
        return Dictionary(found.map { ($0.name, $0.version) }) { min($0, $1) }
    }

    /// Throws when npm installed what neither the plan nor the gateway had: whatever brought it there went round us.
    func checkInstalled(since before: Set<InstalledRelease>, plan: InstallPlan, served: [Artifact]) throws {
        let judged = plan.nodes.map(\.artifact) + served
        let digests = Set(judged.flatMap(\.expectedDigests))
        let identities = Set(judged.map(\.identity))
        let repositories = Set(judged.map(\.url).filter { $0.hasPrefix("git") })
        let strangers = try installedReleases().subtracting(before).filter { release in
            if let repository = release.repository { return !repositories.contains(repository) }
            return release.digests.isEmpty
                ? !identities.contains(release.identity) : release.digests.isDisjoint(with: digests)
        }
        guard let first = strangers.map(\.identity.description).min() else { return }
        throw GuardError.unjudgedInstall(Messages.untrusted(first), count: strangers.count)
    }
}
