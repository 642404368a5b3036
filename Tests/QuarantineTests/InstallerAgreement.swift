import AirlockTestSupport
import Packages
import Quarantine
import Testing

/// What our reader makes of an archive: its files and findings, or the error that refuses it.
struct Reading {
    let artifact: UnpackedArtifact?
    let error: QuarantineError?

    init(_ bytes: [UInt8], _ kind: ArtifactKind, filename: String, limits: ArchiveLimits = ArchiveLimits()) {
        do throws(QuarantineError) {
            artifact = try ArchiveReader(limits: limits).read(bytes, kind: kind, filename: filename)
            error = nil
        } catch {
            artifact = nil
            self.error = error
        }
    }

    /// Whether the artifact could be installed at all.
    var isRefused: Bool { artifact?.isAmbiguous ?? true }

    var codes: Set<ArchiveFinding.Code> { Set((artifact?.findings ?? []).map(\.code)) }

    var files: Set<InstallerOracle.InstalledFile> {
        Set(
            (artifact?.files ?? []).map {
                InstallerOracle.InstalledFile(
                    path: $0.path, sha256: DigestFunction.digest(of: $0.bytes ?? [], .sha256).hexadecimal)
            })
    }
}

/// The file name under which an archive is given to pip; npm does not look at it.
func filename(_ kind: ArtifactKind, isZip: Bool = false) -> String {
    switch kind {
    case .npmTarball: "package.tgz"
    case .sdist: isZip ? "package-1.0.zip" : "package-1.0.tar.gz"
    case .wheel: "package-1.0-py3-none-any.whl"
    }
}

/// An archive made for a test, and what it is about.
struct TestArchive: Sendable {
    let summary: String
    let bytes: [UInt8]
    /// The finding that must be among ours; nil when the archive must be installable.
    var code: ArchiveFinding.Code?
    /// A path that must be among the files of an installable one.
    var path: String?
}

/// Checks the promise for many archives with one call of the installer: what it writes is what was judged, byte for
/// byte, or we refuse the archive.
func expectJudged(
    _ archives: [TestArchive], as kind: ArtifactKind, isZip: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let scratch = try ScratchDirectory()
    let paths = try archives.indices.map { index in
        try scratch.write(archives[index].bytes, to: "\(index)-" + filename(kind, isZip: isZip))
    }
    let installed = try InstallerOracle.install(paths, kind: kind, into: scratch.file("installed"))
    for (index, archive) in archives.enumerated() {
        let reading = Reading(archive.bytes, kind, filename: filename(kind, isZip: isZip))
        let summary = Comment(rawValue: "\(archive.summary), as \(kind): \(reading.error?.description ?? "")")
        let isRefused = reading.isRefused
        if !isRefused {
            let unjudged = installed[index].subtracting(reading.files).map(\.path)
            #expect(unjudged.isEmpty, summary, sourceLocation: sourceLocation)
        }
        if let code = archive.code {
            let codes = reading.codes
            #expect(codes.contains(code), summary, sourceLocation: sourceLocation)
            #expect(isRefused, summary, sourceLocation: sourceLocation)
        } else {
            #expect(!isRefused, summary, sourceLocation: sourceLocation)
        }
        if let path = archive.path {
            let isThere = reading.artifact?.files.contains { $0.path == path } ?? false
            #expect(isThere, summary, sourceLocation: sourceLocation)
        }
    }
}

/// The same for one archive; returns our reading of it.
@discardableResult
func expectJudged(
    _ bytes: [UInt8], as kind: ArtifactKind, isZip: Bool = false, refusedFor code: ArchiveFinding.Code? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Reading {
    let archive = TestArchive(summary: "the archive", bytes: bytes, code: code)
    try expectJudged([archive], as: kind, isZip: isZip, sourceLocation: sourceLocation)
    return Reading(bytes, kind, filename: filename(kind, isZip: isZip))
}
