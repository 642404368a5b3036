import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The right to fetch the bytes with one digest, which one process at a time has.
///
/// Two guards that install the same tree share the work this way. The lock is the system's own and goes with the process
/// that holds it, however it ends; where it cannot be had, both fetch, which costs time and nothing else.
final class FetchTurn: Sendable {
    /// Whether another process had the turn first.
    let hasWaited: Bool
    private let descriptor: Int32
    private let path: String

    fileprivate init(descriptor: Int32, path: String, hasWaited: Bool) {
        self.descriptor = descriptor
        self.path = path
        self.hasWaited = hasWaited
    }

    /// Gives the turn to whoever waits for it; call it once.
    func end() {
        // Whoever opened the file before this gets a turn of its own and finds the bytes held.
        unlink(path)
        close(descriptor)
    }
}

extension QuarantineStore {
    private static let turnWaitSeconds = 600
    private static let turnPollMilliseconds = 20

    /// Waits until nobody else fetches these bytes; nil when no digest is stated, or no lock can be had.
    func turn(for digest: Digest?) async -> FetchTurn? {
        guard let digest else { return nil }
        let path = "\(bucket)/tmp/turn-\(digest.algorithm.rawValue)-\(digest.hexadecimal)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        var polls = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let isTaken = errno == EWOULDBLOCK || errno == EINTR
            polls += 1
            guard isTaken, polls < Self.turnWaitSeconds * 1000 / Self.turnPollMilliseconds, !Task.isCancelled else {
                close(descriptor)
                return nil
            }
            try? await Task.sleep(for: .milliseconds(Self.turnPollMilliseconds))
        }
        return FetchTurn(descriptor: descriptor, path: path, hasWaited: polls > 0)
    }
}
