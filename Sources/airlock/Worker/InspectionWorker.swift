import Behaviors
import CProcess
import CSandbox
import Foundation
import Packages
import Quarantine

/// The child process in which archives are read: `airlock-guard --inspection-worker PARENT`, with a socket as
/// descriptor 3.
///
/// It loads what it needs, gives up files, network, processes and new code (see `CSandbox.h`), says so, and only then
/// takes artifacts, one after the other, until the socket ends. It knows nothing of the user: no environment, no
/// folder, no terminal.
enum InspectionWorker {
    static let option = "--inspection-worker"
    private static let socket: Int32 = 3
    /// Compressed bytes from which on an artifact leaves so much behind that giving it back is worth the time.
    private static let largeArtifact = 1 << 20

    /// The walk of a tree may need 64 MiB (`onDeepStack`, which cannot make its thread here and then uses the caller's
    /// stack); the rest is for what stands above it.
    private static let stackBytes = 80 << 20

    /// Serves until the guard ends the conversation; returns only where it cannot begin.
    static func run(_ arguments: [String], messages: Messages) -> Int32 {
        var status = stat()
        guard arguments.count == 1, let parent = pid_t(arguments[0]), fstat(socket, &status) == 0,
            status.st_mode & S_IFMT == S_IFSOCK
        else {
            messages.error("'\(option)' is for Airlock's own use")
            return ExitStatus.usage.rawValue
        }
        guard airlock_sandbox_limit(socket + 1, parent) == 0, let inspector = try? Inspector() else {
            return ExitStatus.internalFault.rawValue
        }
        airlock_keep_memory_warm()
        ArchiveReader.prepareProcess()
        tzset()
        // Landlock binds the calling thread and those that it makes; another one would stay free.
        let isAlone = airlock_sandbox_thread_count() == 1
        let landlockABI = airlock_sandbox_give_up_files()
        let thread = Thread {
            let filtersCalls = airlock_sandbox_give_up_calls() == 1
            let report = WorkerReport(
                landlockABI: isAlone ? Int(landlockABI) : 0, filtersCalls: filtersCalls,
                inspectorVersion: inspector.version(for: .wheel))
            guard send(report.encoded()) else { _exit(0) }
            serve(inspector)
            _exit(0)
        }
        thread.stackSize = stackBytes
        thread.start()
        while true { sleep(UInt32.max) }
    }

    private static func serve(_ inspector: Inspector) {
        while let (request, file) = receive() {
            guard send(answer(request, file, inspector).encoded()) else { return }
            // The next artifact may be long in coming, and the client needs the memory then.
            if request.contentByteCount >= largeArtifact { airlock_give_memory_back() }
        }
    }

    private static func answer(
        _ request: InspectionRequest, _ file: MappedFile, _ inspector: Inspector
    ) -> InspectionAnswer {
        do {
            let (unpacked, kind) = try unpack(request, file)
            guard request.wanted != .requirements else {
                return .requirements(CoreMetadata.requirements(in: unpacked))
            }
            guard request.wanted != .manifests else { return .manifests(ArchivedManifest.all(in: unpacked)) }
            let observation = inspector.inspect(
                unpacked, sha256: request.sha256, byteCount: request.byteCount, kind: kind, in: request.folder)
            let text = request.wanted == .evidenceAndSequence ? canonicalText(of: observation.sequence) : ""
            return .observed(kind, observation.evidence, sequence: text)
        } catch let error as QuarantineError {
            return .refused(error)
        } catch {
            return .refused(.damagedArchive(detail: "\(error)"))
        }
    }

    private static func unpack(
        _ request: InspectionRequest, _ file: MappedFile
    ) throws -> (UnpackedArtifact, ArtifactKind) {
        switch request.content {
        case .folder:
            let files = try FolderListing.read(file)
            let format: ArchiveFormat = request.kind == .npmTarball ? .gzippedTar : .plainTar
            return (UnpackedArtifact(format: format, files: files, findings: []), request.kind)
        case .archive:
            let unpacked = try ArchiveReader().read(file, kind: request.kind, filename: request.filename)
            if let folder = request.folder { return (try unpacked.rooted(at: folder), request.kind) }
            guard request.guessesKind, let other = otherKind(than: request.kind, for: unpacked) else {
                return (unpacked, request.kind)
            }
            return (try ArchiveReader().read(file, kind: other, filename: request.filename), other)
        }
    }

    /// Both ecosystems use gzip-compressed tars; what lies in the archive's root folder tells them apart.
    private static func otherKind(than kind: ArtifactKind, for unpacked: UnpackedArtifact) -> ArtifactKind? {
        guard unpacked.format != .zip else { return nil }
        let names = Set(unpacked.files.map(\.path))
        let looksLikeNpm = names.contains("package.json")
        let looksLikePython = ["PKG-INFO", "setup.py", "pyproject.toml", "setup.cfg"].contains { names.contains($0) }
        return switch (kind, looksLikeNpm, looksLikePython) {
        case (.sdist, true, false): .npmTarball
        case (.npmTarball, false, true): .sdist
        case (.sdist, _, _), (.npmTarball, _, _), (.wheel, _, _): nil
        }
    }

    /// The next request with its bytes mapped; nil at the end of the conversation.
    private static func receive() -> (InspectionRequest, MappedFile)? {
        var frame: [UInt8] = []
        var descriptor: Int32 = -1
        var wanted = 4
        while frame.count < wanted {
            var chunk = [UInt8](repeating: 0, count: FrameLimit.request)
            var received: Int32 = -1
            // Safety: at most `chunk.count` bytes are written into the array, and one number into `received`.
            let count = airlock_receive_with_descriptor(socket, &chunk, chunk.count, &received)
            guard count > 0 else { return nil }
            if received >= 0 {
                if descriptor >= 0 { close(descriptor) }
                descriptor = received
            }
            frame += chunk.prefix(count)
            guard frame.count >= 4 else { continue }
            guard let length = frameLength(frame, limit: FrameLimit.request) else { return nil }
            wanted = length + 4
        }
        guard descriptor >= 0, frame.count == wanted,
            let request = try? InspectionRequest(frame: Array(frame.dropFirst(4))),
            let file = try? MappedFile(takingOver: descriptor, byteCount: request.contentByteCount)
        else { return nil }
        return (request, file)
    }

    private static func send(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                // Safety: what is written lies within the buffer, which lives to the end of the closure.
                let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                let count = write(socket, rest.baseAddress, rest.count)
                guard count > 0 || (count < 0 && errno == EINTR) else { return false }
                sent += max(0, count)
            }
            return true
        }
    }
}
