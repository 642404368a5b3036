import Foundation
import Packages
import Quarantine
import Verdicts

/// What came out of one inspection.
struct Inspected: Sendable {
    let kind: ArtifactKind
    let evidence: Evidence
    /// The canonical text where it was asked for.
    let sequence: String
    /// Whether the evidence is a fact about the bytes, or says only what became of a worker this time.
    ///
    /// Crash, time-out and memory that ran out depend on the machine and its load as well: such evidence counts for this
    /// command, blocks, and is not stored, so that no later command is bound by it.
    let isLasting: Bool
}

/// One thread's place of inspection: at most one worker, started when it is first needed and replaced when it fails.
final class InspectionDesk {
    private let inspector: Inspector
    private let program: WorkerProgram
    private let timeLimit: @Sendable (Int) -> Duration
    private let onReport: @Sendable (WorkerReport) -> Void
    private var worker: WorkerProcess?

    init(
        inspector: Inspector, program: WorkerProgram, timeLimit: @escaping @Sendable (Int) -> Duration,
        onReport: @escaping @Sendable (WorkerReport) -> Void
    ) {
        self.inspector = inspector
        self.program = program
        self.timeLimit = timeLimit
        self.onReport = onReport
    }

    /// Starts the worker without waiting for it, so that it loads while the caller is still hashing.
    func prepare() {
        // What fails here fails again, with its error, when the worker is needed.
        if worker == nil { worker = try? WorkerProcess(program) }
    }

    /// Ends the worker.
    func close() {
        worker?.end()
        worker = nil
    }

    /// Has one archive read and judged.
    ///
    /// - Throws: `QuarantineError` of the archive reader; `GuardError.noWorker` where no child can be started.
    func inspect(
        _ file: MappedFile, sha256: Digest, kind: ArtifactKind, filename: String, folder: InnerFolder? = nil,
        guessesKind: Bool = false, wantsSequence: Bool = false
    ) throws -> Inspected {
        let request = InspectionRequest(
            content: .archive, kind: kind, guessesKind: guessesKind,
            wanted: wantsSequence ? .evidenceAndSequence : .evidence, sha256: sha256, byteCount: file.byteCount,
            contentByteCount: file.byteCount, filename: filename, folder: folder)
        return try file.withDescriptor { try inspect(request, descriptor: $0) }
    }

    /// Has the files of a folder judged.
    func inspect(
        folder files: [UnpackedFile], sha256: Digest, byteCount: Int, kind: ArtifactKind, wantsSequence: Bool
    ) throws -> Inspected {
        let (listing, count) = try FolderListing.write(files)
        let request = InspectionRequest(
            content: .folder, kind: kind, guessesKind: false, wanted: wantsSequence ? .evidenceAndSequence : .evidence,
            sha256: sha256, byteCount: byteCount, contentByteCount: count, filename: "")
        defer { withExtendedLifetime(listing) {} }
        return try inspect(request, descriptor: listing.fileDescriptor)
    }

    /// The names that an archive's core metadata requires; none where the worker fails.
    func requirements(of file: MappedFile, sha256: Digest, artifact: Artifact) -> [PackageName] {
        let request = InspectionRequest(
            content: .archive, kind: artifact.kind, guessesKind: false, wanted: .requirements, sha256: sha256,
            byteCount: file.byteCount, contentByteCount: file.byteCount, filename: artifact.filename,
            folder: artifact.folder)
        let answer = file.withDescriptor { try? ask(request, descriptor: $0).get() }
        guard case .requirements(let names) = answer else { return [] }
        return names
    }

    /// The manifests that lie in an archive; none where the worker fails.
    func manifests(of file: MappedFile, sha256: Digest, artifact: Artifact) -> [ArchivedManifest] {
        let request = InspectionRequest(
            content: .archive, kind: artifact.kind, guessesKind: false, wanted: .manifests, sha256: sha256,
            byteCount: file.byteCount, contentByteCount: file.byteCount, filename: artifact.filename,
            folder: artifact.folder)
        let answer = file.withDescriptor { try? ask(request, descriptor: $0).get() }
        guard case .manifests(let manifests) = answer else { return [] }
        return manifests
    }

    private func inspect(_ request: InspectionRequest, descriptor: Int32) throws -> Inspected {
        let start = SuspendingClock.now
        let message: String
        switch try ask(request, descriptor: descriptor) {
        case .success(.observed(let kind, let evidence, let sequence)):
            return Inspected(kind: kind, evidence: evidence, sequence: sequence, isLasting: true)
        case .success(.refused(let error)): throw error
        case .success(.tooLarge): message = "what was found is too much for a report"
        case .success(.requirements), .success(.manifests): message = "the inspection gave no usable answer"
        case .failure(let failure): message = failure.description
        }
        let finding = Evidence.Finding(code: .incompleteInspection, message: message)
        let seconds = start.duration(to: SuspendingClock.now).components.seconds
        let evidence = Evidence(
            sha256: request.sha256, inspector: inspector.version(for: request.kind, in: request.folder),
            ecosystem: request.kind.ecosystem, byteCount: request.byteCount, score: 0, eventCount: 0,
            milliseconds: Int(seconds) * 1_000, findings: [finding])
        return Inspected(kind: request.kind, evidence: evidence, sequence: "", isLasting: false)
    }

    /// The answer to one request, or why there is none.
    ///
    /// A worker that has served others and fails may have been harmed by one of them, so the artifact gets a second try
    /// with a fresh worker; what fails there fails by itself.
    private func ask(
        _ request: InspectionRequest, descriptor: Int32
    ) throws(GuardError) -> Result<InspectionAnswer, WorkerFailure> {
        let frame = request.encoded()
        while true {
            let worker = try readyWorker()
            let isFresh = worker.answerCount == 0
            do throws(WorkerFailure) {
                let answer = try worker.ask(frame, descriptor: descriptor, within: timeLimit(request.byteCount))
                return .success(
                    try InspectionAnswer(frame: answer, to: request) { [inspector] in
                        inspector.version(for: $0, in: $1)
                    })
            } catch {
                close()
                if isFresh { return .failure(error) }
            }
        }
    }

    /// The worker, started if need be, after it has said what is in force for it.
    func readyWorker() throws(GuardError) -> WorkerProcess {
        let current: WorkerProcess
        if let worker { current = worker } else { current = try WorkerProcess(program) }
        worker = current
        let isNew = current.report == nil
        do throws(GuardError) {
            let report = try current.awaitReport(inspectorVersion: inspector.version(for: .wheel))
            if isNew { onReport(report) }
            return current
        } catch {
            close()
            throw error
        }
    }
}
