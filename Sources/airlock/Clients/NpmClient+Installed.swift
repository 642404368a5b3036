import Foundation
import Interception
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

    /// What is installed where the command installs, as far as npm has a list of it; for global packages, which have
    /// none, what their own manifests state.
    func installedReleases() throws -> Set<InstalledRelease> {
        if let project { return try listedReleases(in: project.root) }
        if let globalPrefix { return GlobalPackages.releases(below: globalPrefix + "/lib/node_modules") }
        guard subcommand == .execute else { return [] }
        // `npx` keeps a project for each set of packages.
        let folder = surroundings.cacheFolder + "/npm/_npx"
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return try runs.reduce(into: []) { $0.formUnion(try listedReleases(in: folder + "/" + $1)) }
    }

    /// What stands in a project's `node_modules/.package-lock.json`; nothing before the first install.
    private func listedReleases(in root: String) throws -> Set<InstalledRelease> {
        let path = root + "/node_modules/.package-lock.json"
        guard let data = FileManager.default.contents(atPath: path),
            let lockfile = try? NpmLockfile(parsing: Array(data), path: path)
        else { return [] }
        let plan = try lockfile.plan(root: root, isOfInstalled: true) { _ in "" }
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

/// Packages that are installed for every project, found by their folders.
private enum GlobalPackages {
    /// Deeper trees than any that npm makes end here.
    private static let maximumDepth = 32

    /// Every package's name and version; links lead to the user's own folders and are left out.
    static func releases(below folder: String, depth: Int = 0) -> Set<NpmClient.InstalledRelease> {
        guard depth < maximumDepth else { return [] }
        let files = FileManager.default
        var found: Set<NpmClient.InstalledRelease> = []
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where !name.hasPrefix(".") {
            let place = folder + "/" + name
            guard (try? files.destinationOfSymbolicLink(atPath: place)) == nil else { continue }
            if name.hasPrefix("@") {
                found.formUnion(releases(below: place, depth: depth + 1))
                continue
            }
            guard let data = files.contents(atPath: place + "/package.json"),
                let manifest = try? JSONValue.parse(Array(data), path: place)
            else { continue }
            if let name = manifest["name"]?.text, let version = manifest["version"]?.text {
                let identity = PackageIdentity(name: PackageName(name, ecosystem: .npm), version: plain(version))
                found.insert(NpmClient.InstalledRelease(identity: identity, digests: []))
            }
            // What a package bundles was judged with it.
            let bundled = manifest["bundleDependencies"] ?? manifest["bundledDependencies"]
            guard bundled == nil || bundled?.elements?.isEmpty == true || bundled == .boolean(false) else { continue }
            found.formUnion(releases(below: place + "/node_modules", depth: depth + 1))
        }
        return found
    }

    /// As registries spell it: without what stands before the numbers, and without build metadata.
    private static func plain(_ version: String) -> String {
        String(version.drop { $0 == "v" || $0 == "=" || $0 == " " }.prefix { $0 != "+" && $0 != " " })
    }
}
