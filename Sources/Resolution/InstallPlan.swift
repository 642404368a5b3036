// Resolution: the complete plan of an install, from what the real client resolved.
//
// What it does: reads lockfiles, pip's reports and the clients' configuration, and tells which artifacts an install
// takes, from where, with which digests, and who asked for each. What it never does: network, judging, running
// package code, choosing versions (the real client does that). What it guarantees: text from a repository or a
// registry never traps it; what it does not understand is an error or a refusal with a name, never left out.

import Packages

/// Everything that one install would take.
package struct InstallPlan: Sendable, Equatable {
    /// One node per artifact, ordered by name, version and address.
    package let nodes: [PlanNode]
    /// What the install names and Airlock cannot take yet; a plan with any of these must not be installed.
    package let refused: [PlanRefusal]
    /// Packages whose address the lockfile leaves out; only the registry's metadata can tell it.
    package let unlocated: [PackageIdentity]

    package init(nodes: [PlanNode], refused: [PlanRefusal] = [], unlocated: [PackageIdentity] = []) {
        self.nodes = Self.merged(nodes).sorted { left, right in left.order < right.order }
        self.refused = refused.sorted { ($0.name, $0.address) < ($1.name, $1.address) }
        self.unlocated = unlocated.sorted { $0.description < $1.description }
    }

    /// For each package of the plan, the names on the way to whoever asked for it.
    package var requiredBy: [PackageIdentity: [String]] {
        Dictionary(nodes.map { ($0.artifact.identity, $0.requiredBy) }) { first, _ in first }
    }

    /// Joins nodes of the same artifact, which a tree may hold at several places.
    private static func merged(_ nodes: [PlanNode]) -> [PlanNode] {
        var indexes: [Artifact: Int] = [:]
        var result: [PlanNode] = []
        for node in nodes {
            guard let index = indexes[node.artifact] else {
                indexes[node.artifact] = result.count
                result.append(node)
                continue
            }
            result[index] = result[index].joined(with: node)
        }
        return result
    }
}

/// One artifact of a plan and why it is in it.
package struct PlanNode: Sendable, Equatable {
    package let artifact: Artifact
    /// The shortest chain of package names from the project down to whoever asked for it; empty for direct ones.
    package let requiredBy: [String]
    package let isDirect: Bool
    /// Left out without an error when it cannot be installed (npm).
    package let isOptional: Bool
    package let isDevelopment: Bool
    /// The lockfile says that it runs scripts on install; a claim, the bytes decide.
    package let hasInstallScript: Bool
    package let notes: [PlanNote]

    package init(
        artifact: Artifact, requiredBy: [String], isDirect: Bool, isOptional: Bool = false,
        isDevelopment: Bool = false, hasInstallScript: Bool = false, notes: [PlanNote] = []
    ) {
        self.artifact = artifact
        self.requiredBy = requiredBy
        self.isDirect = isDirect
        self.isOptional = isOptional
        self.isDevelopment = isDevelopment
        self.hasInstallScript = hasInstallScript
        self.notes = notes
    }

    fileprivate var order: (String, String, String) {
        (artifact.identity.name.normalized, artifact.identity.version, artifact.url)
    }

    fileprivate func joined(with other: PlanNode) -> PlanNode {
        let isOtherNearer = (!isDirect && other.isDirect) || other.requiredBy.count < requiredBy.count
        return PlanNode(
            artifact: artifact, requiredBy: isOtherNearer ? other.requiredBy : requiredBy,
            isDirect: isDirect || other.isDirect, isOptional: isOptional && other.isOptional,
            isDevelopment: isDevelopment && other.isDevelopment,
            hasInstallScript: hasInstallScript || other.hasInstallScript,
            notes: notes + other.notes.filter { !notes.contains($0) })
    }
}

/// Something about a node that the report should mention or a policy may act on.
package enum PlanNote: String, Sendable, Equatable, CaseIterable {
    /// No digest is stated, so any bytes would fit.
    case digestMissing = "digest-missing"
    /// The tarball's address does not fit the name under which it would be installed.
    case nameMismatch = "name-mismatch"
    /// The package brings its own lockfile.
    case hasShrinkwrap = "has-shrinkwrap"
    /// The address was given by the user or a manifest, not by an index.
    case directAddress = "direct-address"
    /// The index marks the file as withdrawn.
    case yanked
}

/// A package of the tree that Airlock cannot fetch and judge yet.
package struct PlanRefusal: Sendable, Equatable {
    package enum Kind: String, Sendable, Equatable, CaseIterable {
        case git
        case localArchive = "local-archive"
        case unknownAddress = "unknown-address"
        /// A link to a folder that no manifest of the project names, or to one inside a package.
        case strayLink = "link"
    }

    package let name: String
    package let address: String
    package let kind: Kind

    package init(name: String, address: String, kind: Kind) {
        self.name = name
        self.address = address
        self.kind = kind
    }
}
