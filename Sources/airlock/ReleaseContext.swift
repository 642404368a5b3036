import Foundation
import Gateway
import Packages
import Verdicts

/// What is known of releases beside their bytes: what upstreams say, and what the project has now.
struct ReleaseContext: Sendable {
    let ledger: ReleaseLedger
    /// The versions that the project's lockfile has before the command.
    let lockedVersions: [PackageName: [String]]
    /// The address of the registry or index that the client is built with.
    let publicRegistry: String

    /// When a release was published, as far as a document of this session tells.
    func published(_ artifact: Artifact) -> Date? {
        ledger.release(of: artifact)?.record.published.map { Date(timeIntervalSince1970: $0) }
    }

    /// Whether a document of this session lists the release.
    func knows(_ artifact: Artifact) -> Bool { ledger.release(of: artifact) != nil }

    func add(to facts: inout ArtifactFacts, artifact: Artifact, address: String) {
        let name = artifact.identity.name
        facts.release = ledger.release(of: artifact, replacing: lockedVersions[name] ?? [])
        var addresses = facts.release?.record.sources ?? []
        // npm's registries serve their tarballs themselves; an index's files lie on any host.
        if name.ecosystem == .npm || addresses.isEmpty { addresses.append(address) }
        facts.sources = Set(addresses.compactMap { URL(string: $0)?.host?.lowercased() }).sorted()
        facts.publicSource = URL(string: publicRegistry)?.host?.lowercased()
    }
}
