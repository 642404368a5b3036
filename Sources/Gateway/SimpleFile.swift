import Packages

/// One file of a Python project as an index lists it (PEP 503, 592, 658, 691, 700).
struct SimpleFile: Sendable, Equatable {
    /// What an index says of a file's separate metadata.
    enum Metadata: Sendable, Equatable {
        case none
        /// Offered; with the digest that its bytes must have, when the index states one.
        case offered(Digest?)
    }

    var artifact: Artifact
    let requiresPython: String?
    /// Nil when not yanked; the reason may be empty.
    let yankReason: String?
    let metadata: Metadata
    let size: Int?
    /// PEP 700, as the index writes it.
    let uploadTime: String?
    /// Whether the index offers an attestation of how the file was made (PEP 740).
    let hasProvenance: Bool
    /// The index or page that lists it, without credentials; set by whoever asked there.
    var source = ""

    /// Makes a file of a project; nil when no pip would take it for one of this project.
    init?(
        project: String, filename: String, address: WebAddress, digests: [Digest], requiresPython: String? = nil,
        yankReason: String? = nil, metadata: Metadata = .none, size: Int? = nil, uploadTime: String? = nil,
        hasProvenance: Bool = false
    ) {
        // No file system holds a longer name, and no reader should spend quadratic time on one.
        guard filename.utf8.count <= 255,
            !filename.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") })
        else { return nil }
        guard let kind = ArtifactKind.ofPythonFile(named: filename) else { return nil }
        guard let version = Self.version(in: filename, kind: kind, project: project) else { return nil }
        let name = PackageName(project, ecosystem: .pypi)
        artifact = Artifact(
            identity: PackageIdentity(name: name, version: version), kind: kind, url: address.url, filename: filename,
            expectedDigests: digests)
        self.requiresPython = requiresPython
        self.yankReason = yankReason
        // Only wheels have metadata that can be trusted to equal what an install makes of them.
        self.metadata = kind == .wheel ? metadata : .none
        self.size = size
        self.uploadTime = uploadTime
        self.hasProvenance = hasProvenance
    }

    /// The version in a file name that belongs to the project: PEP 427 for wheels, PEP 625 and older for sdists.
    private static func version(in filename: String, kind: ArtifactKind, project: String) -> String? {
        switch kind {
        case .wheel:
            let parts = filename.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 5 || parts.count == 6, !parts[1].isEmpty else { return nil }
            return PackageName.normalizedForPyPI(String(parts[0])) == project ? String(parts[1]) : nil
        case .sdist:
            let lower = filename.lowercased()
            let endings = [".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar", ".zip"]
            guard let ending = endings.first(where: { lower.hasSuffix($0) }) else { return nil }
            let stem = filename.dropLast(ending.count)
            for dash in stem.indices where stem[dash] == "-" {
                let version = stem[stem.index(after: dash)...]
                if !version.isEmpty, PackageName.normalizedForPyPI(String(stem[..<dash])) == project {
                    return String(version)
                }
            }
            return nil
        case .npmTarball: return nil
        }
    }
}
