import Packages
import Quarantine
import Verdicts

/// Reads the sequences of two artifacts again, from the bytes in the quarantine, and compares them.
///
/// Evidence holds the few behaviors of what was flagged; a comparison needs all of both versions, and inspecting costs
/// some 20 ms, so that nothing more has to be kept for every artifact.
struct VersionComparison: Sendable {
    let quarantine: QuarantineStore
    let verdicts: VerdictStore
    let pool: InspectionPool

    /// What changed from an older version of a package to these bytes; nil where the old bytes are not held any more.
    func change(
        to new: HeldArtifact, kind: ArtifactKind, of name: PackageName, from version: String, description: String
    ) async throws -> VersionChange? {
        guard let old = try held(PackageIdentity(name: name, version: version), preferring: kind) else { return nil }
        guard let oldOutline = await outline(of: old.held, kind: old.kind),
            let newOutline = await outline(of: new, kind: kind)
        else { return nil }
        return VersionChange(from: oldOutline, version: version, description: description, to: newOutline)
    }

    /// Bytes of a release that was judged and is still in the quarantine, of the wanted kind where there are several.
    func held(
        _ identity: PackageIdentity, preferring kind: ArtifactKind?
    ) throws -> (held: HeldArtifact, kind: ArtifactKind)? {
        var found: [(held: HeldArtifact, kind: ArtifactKind)] = []
        let releases = try verdicts.releases(
            named: identity.name.written, version: identity.version, ecosystem: identity.name.ecosystem)
        for release in releases {
            guard let held = quarantine.find(release.sha256),
                let evidence = try verdicts.evidence(digestPrefix: release.sha256.hexadecimal).first,
                let kind = evidence.kind
            else { continue }
            found.append((held, kind))
        }
        return found.first { $0.kind == kind } ?? found.first
    }

    /// All behaviors of held bytes; nil where a worker could not read them.
    func outline(of held: HeldArtifact, kind: ArtifactKind) async -> BehaviorOutline? {
        let quarantine = quarantine
        return await pool.run { desk in
            guard let file = try? quarantine.map(held),
                let inspected = try? desk.inspect(
                    file, sha256: held.sha256, kind: kind, filename: fileName(for: file), wantsSequence: true),
                inspected.isLasting
            else { return nil }
            return BehaviorOutline(canonicalText: inspected.sequence)
        }
    }
}

/// A name with the ending that these bytes need to be opened, since the quarantine keeps no names.
private func fileName(for file: MappedFile) -> String {
    // Only the magic is looked at: headers of an archive are for the worker to read.
    switch file.withBytes({ ArchiveFormat.detect(UnsafeRawBufferPointer(rebasing: $0.prefix(6))) }) {
    case .gzippedTar: "artifact.tar.gz"
    case .bzippedTar: "artifact.tar.bz2"
    case .xzTar: "artifact.tar.xz"
    case .zip: "artifact.zip"
    case .plainTar, nil: "artifact.tar"
    }
}

extension Evidence {
    /// What kind of archive the bytes were read as, which ends the inspector's version but for an inner folder.
    var kind: ArtifactKind? {
        inspector.prefix { $0 != "#" }.split(separator: "/").last.flatMap { ArtifactKind(rawValue: String($0)) }
    }
}
