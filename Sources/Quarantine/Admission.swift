import Packages
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One artifact on its way into the store: appended piece by piece, hashed in the same pass, held only when it matches.
///
/// Until `finish` renames it, the file lies in the store's `tmp` folder, where no lookup ever reads. Dropping the value
/// removes it, as `cancel` does. Calls are serialized; they block on the disk, so make them off Swift's own threads
/// when much arrives.
package final class Admission: Sendable {
    private struct State {
        var descriptor: Int32
        var functions: [Digest.Algorithm: DigestFunction]
        var byteCount = 0
    }

    private let store: QuarantineStore
    private let temporaryPath: String
    private let byteLimit: Int
    private let state: Mutex<State>

    init(
        store: QuarantineStore, temporaryPath: String, algorithms: Set<Digest.Algorithm>, byteLimit: Int
    ) throws(QuarantineError) {
        let descriptor = createExclusively(temporaryPath)
        guard descriptor >= 0 else {
            throw .storeFailed(operation: "create", path: temporaryPath, code: errno)
        }
        self.store = store
        self.temporaryPath = temporaryPath
        self.byteLimit = byteLimit
        var functions: [Digest.Algorithm: DigestFunction] = [:]
        for algorithm in algorithms.union([.sha256]) { functions[algorithm] = DigestFunction(algorithm) }
        state = Mutex(State(descriptor: descriptor, functions: functions))
    }

    deinit {
        cancel()
    }

    /// Bytes taken so far.
    package var byteCount: Int { state.withLock { $0.byteCount } }

    /// Takes the next bytes of the artifact.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(QuarantineError) {
        // Safety: the buffer is only read during the call; `write` copies it and the hashes copy what they keep.
        let result = state.withLock { state -> QuarantineError? in
            guard state.descriptor >= 0 else { return .admissionClosed }
            let (total, overflow) = state.byteCount.addingReportingOverflow(bytes.count)
            guard !overflow, total <= byteLimit else { return .tooLarge(limit: byteLimit) }
            if let code = writeAll(bytes, to: state.descriptor) {
                return .storeFailed(operation: "write", path: temporaryPath, code: code)
            }
            for algorithm in state.functions.keys { state.functions[algorithm]?.update(bytes) }
            state.byteCount = total
            return nil
        }
        if let result { throw result }
    }

    /// Forgets what has arrived so far, for a transfer that begins anew; false when the file cannot be emptied.
    package func restart() -> Bool {
        state.withLock { state in
            guard state.descriptor >= 0, ftruncate(state.descriptor, 0) == 0, lseek(state.descriptor, 0, SEEK_SET) == 0
            else { return false }
            state.byteCount = 0
            for algorithm in state.functions.keys { state.functions[algorithm] = DigestFunction(algorithm) }
            return true
        }
    }

    /// Takes the next bytes of the artifact.
    package func append(_ bytes: [UInt8]) throws(QuarantineError) {
        let result = bytes.withUnsafeBytes { buffer -> QuarantineError? in
            do throws(QuarantineError) {
                try append(buffer)
                return nil
            } catch {
                return error
            }
        }
        if let result { throw result }
    }

    /// Compares the digests and moves the bytes into the store; on any error they are removed.
    ///
    /// - Parameter expected: what is stated; an algorithm not announced in `beginAdmission` is computed by reading the
    ///   file once more.
    package func finish(expected: [Digest]) throws(QuarantineError) -> HeldArtifact {
        let closed = state.withLock { state -> (digests: [Digest], byteCount: Int)? in
            guard state.descriptor >= 0 else { return nil }
            // Readable by all and writable by none: an accidental write to held bytes fails.
            fchmod(state.descriptor, 0o444)
            close(state.descriptor)
            state.descriptor = -1
            return (state.functions.values.map { $0.finalize() }, state.byteCount)
        }
        guard let closed else { throw .admissionClosed }
        do throws(QuarantineError) {
            var digests = closed.digests
            let missing = Set(expected.map(\.algorithm)).subtracting(digests.map(\.algorithm))
            if !missing.isEmpty {
                let file = try MappedFile(path: temporaryPath)
                digests += missing.map { file.digest($0) }
            }
            digests.sort { $0.algorithm == .sha256 || ($1.algorithm != .sha256 && $0.algorithm < $1.algorithm) }
            _ = try verify(actual: digests, expected: expected)
            return try store.accept(temporaryPath: temporaryPath, byteCount: closed.byteCount, digests: digests)
        } catch {
            unlink(temporaryPath)
            throw error
        }
    }

    /// Removes what has arrived so far; does nothing once finished or canceled.
    package func cancel() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            close(state.descriptor)
            state.descriptor = -1
            unlink(temporaryPath)
        }
    }
}

/// Creates a file that must not exist yet, for writing by this user alone; negative on failure, as `open`.
func createExclusively(_ path: String) -> Int32 {
    open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
}

/// Writes every byte, continuing after signals and short writes; returns `errno` of the call that failed.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    // Safety: every slice lies within `bytes`, whose lifetime the caller guarantees for the call.
    var written = 0
    while written < bytes.count {
        let count = write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count > 0 {
            written += count
        } else if count == 0 {
            return EIO
        } else if errno != EINTR {
            return errno
        }
    }
    return nil
}
