import Behaviors
import Classification
import Foundation
import Packages
import Quarantine
import Verdicts

/// Judges the bytes of one artifact: entries, behaviors, score, findings.
///
/// A pure function of the bytes and of `version`: no network, no clock but for its own cost, no other files. It runs in
/// a worker (`InspectionWorker`), where no file could be opened, on a deep stack; the guard itself only asks its version.
struct Inspector: Sendable {
    private let version: String
    let thresholds: Thresholds
    private let classifier: Classifier

    /// The revision of archive reader, parsers and extractor; raised with each change of what they see.
    private static let revision = 9

    init() throws(ClassificationError) {
        classifier = try Classifier.embedded()
        version = "\(Self.revision).\(vocabularyDigest.prefix(8)).\(classifier.version)"
        thresholds = Thresholds(block: classifier.blockThreshold, warn: classifier.warnThreshold)
    }

    /// Changes whenever the same bytes may get other evidence: readers, extractor, vocabulary, weights, kind of
    /// archive, the folder that is built.
    func version(for kind: ArtifactKind, in folder: InnerFolder? = nil) -> String {
        "\(version)/\(kind.rawValue)" + (folder.map { "#" + $0.path } ?? "")
    }

    /// Everything that an inspection sees, for `scan --sequence`.
    struct Observation: Sendable {
        let evidence: Evidence
        let sequence: BehaviorSequence
    }

    /// - Parameter folder: the one that `unpacked` was rooted at.
    func inspect(
        _ unpacked: UnpackedArtifact, sha256: Digest, byteCount: Int, kind: ArtifactKind, in folder: InnerFolder? = nil
    ) -> Observation {
        let start = DispatchTime.now().uptimeNanoseconds
        let ecosystem: Ecosystem = kind == .npmTarball ? .npm : .pypi
        let files = unpacked.files.compactMap { file in
            file.content.map { PackageFile(path: file.path, content: $0, isExecutable: file.isExecutable) }
        }
        let source = PackageSource(ecosystem: ecosystem, kind: kind, files: files)
        let sequence = extractBehaviors(from: source)
        let score = classifier.score(sequence, of: ecosystem)
        let declared = DeclaredIdentity(files: files, kind: kind)
        let gaps = descriptionGaps(in: files, kind: kind)
        let described = classifier.describedScore(score, gaps: gaps ?? [])
        // Occlusion costs several passes; it is worth them only for what a person will look at.
        let isSuspicious = described >= thresholds.warn
        let telling = TellingEvents(sequence)
        let behaviors = isSuspicious ? telling.behaviors(carriedBy: classifier.explain(sequence)) : []
        let timeline = isSuspicious ? telling.timeline() : []
        let findings =
            unpacked.findings.compactMap { finding($0) } + sequence.incomplete.map { finding($0) }
            + directRequirementFindings(in: files, kind: kind) + shrinkwrapFindings(in: files, kind: kind)
            + signalFindings(in: unpacked, kind: kind, sequence: sequence, declaredName: declared.name)
            + flowFindings(in: sequence)
        let manifest = kind == .npmTarball ? Self.manifest(in: unpacked) : nil
        let evidence = Evidence(
            sha256: sha256, inspector: version(for: kind, in: folder), ecosystem: ecosystem,
            declaredName: declared.name,
            declaredVersion: declared.version, byteCount: byteCount, score: score.value,
            describedScore: described,
            descriptionGaps: gaps.map { gaps in DescriptionGap.allCases.filter { gaps.contains($0) } },
            eventCount: sequence.units.reduce(0) { $0 + $1.events.count },
            milliseconds: Int((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000),
            behaviors: behaviors, timeline: timeline,
            quotes: quotes(of: files, behaviors: behaviors, findings: findings, timeline: timeline),
            manifest: manifest, findings: findings)
        return Observation(evidence: evidence, sequence: sequence)
    }

    private static func manifest(in unpacked: UnpackedArtifact) -> ReleaseManifest? {
        unpacked.files.first { $0.path == "package.json" }?.bytes.flatMap { bytes in
            releaseManifest(in: bytes, hasNativeBuild: unpacked.files.contains { $0.path == "binding.gyp" })
        }
    }
}

/// Findings that say nothing about what would be installed are left out: nobody could act on them.
private func finding(_ archive: ArchiveFinding) -> Evidence.Finding? {
    let file = archive.path.isEmpty ? nil : archive.path
    let message = "\(archive.code.rawValue): \(archive.detail)"
    switch archive.severity {
    case .warning: return nil
    case .incomplete:
        return Evidence.Finding(
            code: .incompleteInspection, message: message, file: file, concernsDataOnly: archive.code == .oversizedData)
    case .ambiguous:
        return Evidence.Finding(code: reasonCode(archive.code), message: message, file: file)
    }
}

private func reasonCode(_ code: ArchiveFinding.Code) -> ReasonCode {
    switch code {
    case .absolutePath, .parentPath, .linkEscapesRoot, .writesThroughLink, .nulInName, .deviceNode: .unsafePath
    case .malformedTarHeader, .checksumMismatch, .damagedEntry, .overLimit: .damagedArchive
    case .oversizedText, .oversizedData, .encryptedEntry, .unsupportedCompression, .nestedArchiveUnread:
        .incompleteInspection
    case .irregularPath, .controlCharacterInName, .backslashInName, .nameNotUTF8, .duplicateName, .similarName,
        .fileAndFolderClash, .linkIgnored, .linkFollowed, .linkTargetMissing, .unsupportedEntryType,
        .ambiguousTarHeader, .ambiguousExtendedHeader, .dataBehindEndMarker, .trailingData, .severalMembers,
        .zipInsideTar, .readersDisagree, .prefixBytes, .hiddenEntry, .gapBetweenEntries, .overlappingEntries,
        .localHeaderMismatch, .zip64Mismatch, .entryCountMismatch:
        .ambiguousArchive
    }
}

private func finding(_ incomplete: IncompleteInspection) -> Evidence.Finding {
    Evidence.Finding(
        code: .incompleteInspection, message: incomplete.reason.rawValue, file: incomplete.path,
        concernsDataOnly: !incomplete.runsEarly)
}
