import Foundation
import Packages

/// What vouches for an artifact's bytes.
package enum DigestStatus: Sendable, Hashable {
    /// The bytes have a stated digest of this algorithm, the strongest that was stated.
    case verified(Digest.Algorithm)
    /// Registry, lockfile and requirements state none that Airlock knows.
    case unstated
    /// A file of the user's own machine, for which nobody else need vouch.
    case local

    /// The status of bytes that were found to have every one of `expected`.
    package init(verified expected: [Digest]) {
        guard let strongest = expected.map(\.algorithm).max() else {
            self = .unstated
            return
        }
        self = .verified(strongest)
    }
}

/// What is known about an artifact from outside its bytes: who was asked for what, and how it came.
package struct ArtifactFacts: Sendable, Hashable {
    /// What the client asked for, aliases resolved to the real name; nil for a file given by its path.
    package let requested: PackageIdentity?
    /// What policy entries call an artifact that was given by an address, which promises no name; nil elsewhere.
    package let label: PackageIdentity?
    package let digestStatus: DigestStatus
    /// True when index or artifact came over plain http and neither lockfile nor `--require-hashes` pins a digest.
    package let cameInsecurely: Bool
    /// What the feed of known malicious releases says about this name and version, or these bytes.
    package let listings: [FeedListing]
    /// What a registry says of the release; nil where none was asked.
    package var release: ListedRelease?
    /// The hosts of the registries, indexes and servers that it came from.
    package var sources: [String] = []
    /// The host of the registry that the client is built with.
    package var publicSource: String?
    /// When this release was judged here first; only asked for where the policy states an age.
    package var firstSeen: Date?

    /// Indexes that have a project of this name, but not this release; empty with one index.
    package let otherIndexes: [String]

    package init(
        requested: PackageIdentity?, digestStatus: DigestStatus, cameInsecurely: Bool = false,
        listings: [FeedListing] = [], label: PackageIdentity? = nil, otherIndexes: [String] = []
    ) {
        self.requested = requested
        self.label = label
        self.digestStatus = digestStatus
        self.cameInsecurely = cameInsecurely
        self.listings = listings
        self.otherIndexes = otherIndexes
    }
}
