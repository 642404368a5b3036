import Packages
import Synchronization

/// Which of several indexes have a project, and with which files: what the merged pages no longer show.
///
/// Clients take the highest version from whatever index has it. So a name that only a private index should have can be
/// had from a public one, by whoever registers it there with a high version (PEP 708 describes it).
package final class IndexOffers: Sendable {
    private struct Offer: Sendable {
        let index: String
        var versions: Set<String>
        var addresses: Set<String>
    }

    private let offers = Mutex<[String: [Offer]]>([:])

    package init() {}

    /// Notes what an index has of a project, by its normalized name.
    func note(_ files: [SimpleFile], of project: String, on index: String) {
        guard !files.isEmpty else { return }
        let offer = Offer(
            index: index, versions: Set(files.map { Self.publicPart($0.artifact.identity.version) }),
            addresses: Set(files.map(\.artifact.url)))
        offers.withLock { all in
            if all[project]?.contains(where: { $0.index == index }) != true { all[project, default: []].append(offer) }
        }
    }

    /// Indexes that have the artifact's project, but neither this file nor another of its version; mirrors have.
    package func indexes(withoutRelease artifact: Artifact) -> [String] {
        let version = Self.publicPart(artifact.identity.version)
        return offers.withLock { all in
            let ofProject = all[artifact.identity.name.normalized] ?? []
            guard ofProject.contains(where: { $0.addresses.contains(artifact.url) }) else { return [] }
            return ofProject.filter { !$0.addresses.contains(artifact.url) && !$0.versions.contains(version) }
                .map(\.index)
        }
    }

    /// `1.0` of `1.0+cpu`: a build of the same release.
    private static func publicPart(_ version: String) -> String { String(version.prefix { $0 != "+" }) }
}
