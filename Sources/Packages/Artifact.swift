/// What kind of file a registry serves for a release.
package enum ArtifactKind: String, Sendable, Hashable, CaseIterable {
    /// An npm package tarball (gzip-compressed tar, top folder stripped on install).
    case npmTarball = "npm-tarball"
    /// A Python wheel (zip, PEP 427).
    case wheel
    /// A Python source distribution (PEP 517/625), whose build code runs on install.
    case sdist

    /// Tells the kind of a PyPI file by its name; nil for what no pip installs (eggs, installers, signatures).
    package static func ofPythonFile(named filename: String) -> ArtifactKind? {
        let lower = filename.lowercased()
        if lower.hasSuffix(".whl") { return .wheel }
        let sdistEndings = [".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar", ".zip"]
        return sdistEndings.contains { lower.hasSuffix($0) } ? .sdist : nil
    }
}

/// One file that an install would take: what it claims to be, where it comes from, and which digests it must have.
package struct Artifact: Sendable, Hashable {
    package let identity: PackageIdentity
    package let kind: ArtifactKind
    /// The upstream address: `https:`, `http:` on the user's own word, or `file:` for a local archive.
    package let url: String
    /// The last path component, decoded; PyPI's wheel tags and versions are read from it.
    package let filename: String
    /// Digests that the registry, lockfile or requirements file states; empty when none does.
    package let expectedDigests: [Digest]
    /// The folder that is built in place of the root; nil for nearly all.
    package let folder: InnerFolder?

    package init(
        identity: PackageIdentity, kind: ArtifactKind, url: String, filename: String, expectedDigests: [Digest],
        folder: InnerFolder? = nil
    ) {
        self.identity = identity
        self.kind = kind
        self.url = url
        self.filename = filename
        self.expectedDigests = expectedDigests
        self.folder = folder
    }

    /// A tarball that somebody names by its address alone; what package it is, its own manifest says.
    package init(directAddress url: String, ecosystem: Ecosystem, kind: ArtifactKind, filename: String) {
        self.init(
            identity: PackageIdentity(name: PackageName(url, ecosystem: ecosystem), version: ""), kind: kind, url: url,
            filename: filename, expectedDigests: [])
    }

    /// True when only the address is known, so that there is no name to hold the bytes against.
    package var isKnownByAddressOnly: Bool { identity.version.isEmpty && identity.name.written == url }
}
