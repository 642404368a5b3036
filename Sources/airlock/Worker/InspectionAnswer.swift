import Packages
import Quarantine
import Verdicts

/// What a worker says about one artifact.
///
/// The guard reads it as it reads a package: the worker has parsed hostile bytes and may have been taken over. What it
/// says can only ever concern the artifact that was asked about.
enum InspectionAnswer: Sendable {
    /// The text is empty unless it was asked for.
    case observed(ArtifactKind, Evidence, sequence: String)
    case requirements([PackageName])
    case manifests([ArchivedManifest])
    /// The archive reader's own error.
    case refused(QuarantineError)
    /// The answer would be larger than a frame may be.
    case tooLarge

    private enum Code: UInt8 {
        case observed = 1
        case requirements, refused, tooLarge, manifests
    }

    private static let textLimit = 4_096

    func encoded() -> [UInt8] {
        var frame = FrameWriter()
        switch self {
        case .observed(let kind, let evidence, let sequence):
            guard let json = try? evidence.encoded(), json.count <= FrameLimit.evidence,
                sequence.utf8.count <= FrameLimit.sequence
            else { return InspectionAnswer.tooLarge.encoded() }
            frame.byte(Code.observed.rawValue)
            frame.byte(kind.wireCode)
            frame.counted(json)
            frame.counted(sequence.utf8)
        case .requirements(let names):
            frame.byte(Code.requirements.rawValue)
            let names = names.prefix(FrameLimit.requirements)
            frame.number(names.count)
            for name in names { frame.counted(name.written.utf8.prefix(Self.textLimit)) }
        case .manifests(let manifests):
            frame.byte(Code.manifests.rawValue)
            frame.number(manifests.count)
            for manifest in manifests { manifest.write(to: &frame) }
            guard frame.bytes.count <= FrameLimit.answer else { return InspectionAnswer.tooLarge.encoded() }
        case .refused(let error):
            frame.byte(Code.refused.rawValue)
            let (code, number, texts) = error.wireForm
            frame.byte(code)
            frame.number(number)
            for text in texts { frame.counted(Self.cut(text).utf8) }
        case .tooLarge:
            frame.byte(Code.tooLarge.rawValue)
        }
        return frame.framed
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= textLimit ? text : String(text.prefix(textLimit / 64))
    }

    /// Reads an answer and holds it against what was asked.
    init(
        frame bytes: [UInt8], to request: InspectionRequest, inspectorVersion: (ArtifactKind, InnerFolder?) -> String
    ) throws(WorkerFailure) {
        var frame = FrameReader(bytes)
        switch (Code(rawValue: try frame.byte()), request.wanted) {
        case (.observed, .evidence), (.observed, .evidenceAndSequence):
            guard let kind = ArtifactKind(wireCode: try frame.byte()) else { throw .malformed("an unknown kind") }
            let json = Array(try frame.counted(limit: FrameLimit.evidence))
            let sequence = try frame.text(limit: request.wanted == .evidence ? 0 : FrameLimit.sequence)
            guard let evidence = try? Evidence(decoding: json) else { throw .malformed("evidence that is none") }
            if let difference = Self.difference(evidence, kind, request, inspectorVersion(kind, request.folder)) {
                throw .malformed("\(difference) differs from what was asked")
            }
            self = .observed(kind, evidence, sequence: sequence)
        case (.requirements, .requirements):
            let count = try frame.number()
            guard count <= FrameLimit.requirements else { throw .malformed("too many requirements") }
            var names: [PackageName] = []
            for _ in 0..<count {
                names.append(PackageName(try frame.text(limit: Self.textLimit), ecosystem: request.kind.ecosystem))
            }
            self = .requirements(names)
        case (.manifests, .manifests):
            let count = try frame.number()
            guard count <= ArchivedManifest.limit else { throw .malformed("too many manifests") }
            var manifests: [ArchivedManifest] = []
            for _ in 0..<count { manifests.append(try ArchivedManifest(from: &frame)) }
            self = .manifests(manifests)
        case (.refused, _):
            let (code, number) = (try frame.byte(), try frame.number())
            let texts = [try frame.text(limit: Self.textLimit), try frame.text(limit: Self.textLimit)]
            guard let error = QuarantineError(wireCode: code, number: number, texts: texts) else {
                throw .malformed("an unknown error")
            }
            self = .refused(error)
        case (.tooLarge, _): self = .tooLarge
        case (.observed, _), (.requirements, _), (.manifests, _), (nil, _):
            throw .malformed("another kind of answer")
        }
        try frame.end()
    }

    /// Which field of the evidence cannot be about the artifact that was asked about.
    private static func difference(
        _ evidence: Evidence, _ kind: ArtifactKind, _ request: InspectionRequest, _ inspector: String
    ) -> String? {
        let maySwitch = request.guessesKind && request.kind != .wheel && kind != .wheel
        if kind != request.kind && !maySwitch { return "the kind" }
        if evidence.sha256 != request.sha256 { return "the sha256" }
        if evidence.byteCount != request.byteCount { return "the size" }
        if evidence.inspector != inspector { return "the inspector's version" }
        if evidence.ecosystem != kind.ecosystem { return "the ecosystem" }
        let events = evidence.behaviors + evidence.timeline
        let lines =
            events.flatMap { [$0.line, $0.origin?.line ?? 0] } + evidence.findings.compactMap(\.line)
            + evidence.quotes.map(\.line)
        if evidence.eventCount < 0 || evidence.milliseconds < 0 || lines.contains(where: { $0 < 0 }) {
            return "a number's sign"
        }
        return nil
    }
}

extension QuarantineError {
    /// The errors that reading an archive can end with; any other is told as a damaged archive.
    fileprivate var wireForm: (code: UInt8, number: Int, texts: [String]) {
        switch self {
        case .wrongFormat(let got, let expected): (1, 0, [got, expected])
        case .damagedArchive(let detail): (2, 0, [detail, ""])
        case .storeFailed(let operation, let path, let code): (3, Int(max(0, code)), [operation, path])
        case .digestMismatch, .heldBytesChanged, .notHeld, .admissionClosed, .tooLarge, .accessDenied,
            .artifactMissing, .registryFailed, .unexpectedStatus, .transferFailed, .unsupportedURL:
            (2, 0, [description, ""])
        }
    }

    fileprivate init?(wireCode: UInt8, number: Int, texts: [String]) {
        switch wireCode {
        case 1: self = .wrongFormat(got: texts[0], expected: texts[1])
        case 2: self = .damagedArchive(detail: texts[0])
        case 3:
            guard let code = Int32(exactly: number) else { return nil }
            self = .storeFailed(operation: texts[0], path: texts[1], code: code)
        default: return nil
        }
    }
}

/// What a worker says first: what is in force for it, before it has seen a byte of a package.
struct WorkerReport: Sendable, Equatable {
    private static let format: UInt8 = 1
    private static let versionLimit = 256

    /// 0 where the kernel refuses Landlock.
    let landlockABI: Int
    let filtersCalls: Bool
    let inspectorVersion: String

    init(landlockABI: Int, filtersCalls: Bool, inspectorVersion: String) {
        self.landlockABI = landlockABI
        self.filtersCalls = filtersCalls
        self.inspectorVersion = inspectorVersion
    }

    init(frame bytes: [UInt8]) throws(WorkerFailure) {
        var frame = FrameReader(bytes)
        guard try frame.byte() == Self.format else { throw .malformed("another version's report") }
        landlockABI = try frame.number()
        filtersCalls = try frame.flag()
        inspectorVersion = try frame.text(limit: Self.versionLimit)
        try frame.end()
    }

    func encoded() -> [UInt8] {
        var frame = FrameWriter()
        frame.byte(Self.format)
        frame.number(landlockABI)
        frame.byte(filtersCalls ? 1 : 0)
        frame.counted(inspectorVersion.utf8)
        return frame.framed
    }

    /// What the user should know; nil where everything is in force.
    var warning: String? {
        let missing = (landlockABI == 0 ? ["Landlock"] : []) + (filtersCalls ? [] : ["seccomp"])
        guard !missing.isEmpty else { return nil }
        return "this system refuses \(missing.joined(separator: " and ")); "
            + "packages are read in a child process with fewer restrictions than usual"
    }
}
