import CSandbox
import Foundation

/// How a worker is started: Airlock's own binary in its hidden mode.
struct WorkerProgram: Sendable {
    let path: String
    let arguments: [String]

    /// The binary that is running, even when the file it came from has been replaced meanwhile.
    static let own = WorkerProgram(path: ownPath, arguments: [InspectionWorker.option])

    #if os(Linux)
        private static let ownPath = "/proc/self/exe"
    #else
        private static let ownPath = Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
}

/// The guard's end of one worker: starts it, asks it, ends it.
///
/// Belongs to one thread, which must live as long: the kernel ends the child when the thread that started it ends.
final class WorkerProcess {
    /// A loaded machine takes its time to start a program; nothing of a package is involved yet.
    private static let startLimit = Duration.seconds(30)

    let identifier: pid_t
    /// Answers so far: a worker that has given none can have been harmed by the present artifact only.
    private(set) var answerCount = 0
    private(set) var report: WorkerReport?
    private let socket: Int32
    private var isOver = false

    /// Starts the child and does not wait for it.
    init(_ program: WorkerProgram) throws(GuardError) {
        var sockets: [Int32] = [-1, -1]
        // Safety: the two numbers are written into the array.
        let code = airlock_socket_pair(&sockets)
        guard code == 0 else { throw .noWorker(String(cString: strerror(code))) }
        defer { close(sockets[1]) }
        let words = ["airlock-guard"] + program.arguments + [String(getpid())]
        var child: pid_t = 0
        // The same libraries as the guard's own must be found, and a zip's local times must not depend on the user's
        // clock settings, which the worker could not read anyway; nothing else of the environment is handed down.
        let kept = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"].map { ["LD_LIBRARY_PATH=\($0)"] } ?? []
        let started = withPointers(to: words) { arguments in
            withPointers(to: ["SWIFT_BACKTRACE=enable=no", "TZ=UTC0"] + kept) { environment in
                // Safety: both vectors end with a null pointer and live to the end of the call.
                airlock_start_child(program.path, arguments, environment, sockets[1], &child)
            }
        }
        guard started == 0 else {
            close(sockets[0])
            throw .noWorker(String(cString: strerror(started)))
        }
        socket = sockets[0]
        identifier = child
    }

    deinit { end() }

    /// Waits until the child has said what is in force for it.
    func awaitReport(inspectorVersion: String) throws(GuardError) -> WorkerReport {
        if let report { return report }
        do throws(WorkerFailure) {
            let frame = try receive(limit: FrameLimit.request, within: Self.startLimit)
            let report = try WorkerReport(frame: frame)
            guard report.inspectorVersion == inspectorVersion else { throw .malformed("another version's report") }
            self.report = report
            return report
        } catch {
            throw .noWorker("\(error)")
        }
    }

    /// Asks about one artifact and waits for the frame of the answer, which is believed in nothing yet.
    func ask(_ request: [UInt8], descriptor: Int32, within limit: Duration) throws(WorkerFailure) -> [UInt8] {
        // A worker speaks only when asked.
        if airlock_wait_readable(socket, 0) != 0 { throw failure() ?? .malformed("it spoke unasked") }
        // Safety: the kernel reads `request.count` bytes of an array that outlives the call.
        let code = airlock_send_with_descriptor(socket, request, request.count, descriptor)
        guard code == 0 else { throw failure() ?? .malformed("it takes no requests") }
        let answer = try receive(limit: FrameLimit.answer, within: limit)
        answerCount += 1
        return answer
    }

    /// Ends the child, however it is, and forgets it; tells how it had ended where it was over already.
    @discardableResult
    func end() -> WorkerFailure? {
        guard !isOver else { return nil }
        isOver = true
        close(socket)
        kill(identifier, SIGKILL)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        // The macros of <sys/wait.h> are not imported: the low 7 bits are the signal, the next byte the status.
        let signal = status & 0x7f
        return signal == 0 ? .exited(status: (status >> 8) & 0xff) : .crashed(signal: signal)
    }

    /// How the child ended, once the conversation is over; one that lives on is ended, which looks like a kill.
    private func failure() -> WorkerFailure? { end() }

    private func receive(limit: Int, within time: Duration) throws(WorkerFailure) -> [UInt8] {
        // Sleep of the machine does not count.
        let end = SuspendingClock.now + time
        let header = try receive(count: 4, until: end, time)
        guard let length = frameLength(header, limit: limit) else {
            throw .malformed("a frame is larger than \(limit) bytes")
        }
        return try receive(count: length, until: end, time)
    }

    private func receive(
        count: Int, until end: SuspendingClock.Instant, _ time: Duration
    ) throws(WorkerFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let left = SuspendingClock.now.duration(to: end)
            let ready = airlock_wait_readable(socket, left <= .zero ? 0 : Int32(clamping: left.milliseconds))
            guard ready > 0 else {
                if ready == 0, left > .zero { continue }
                throw .tookTooLong(seconds: time.components.seconds)
            }
            // What arrived is taken in pieces, so that a frame's claimed length costs nothing.
            let piece = [UInt8](unsafeUninitializedCapacity: min(count - bytes.count, 65_536)) { buffer, filled in
                // Safety: at most `buffer.count` bytes are written; descriptors that come along are not taken.
                filled = max(0, recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)))
            }
            guard !piece.isEmpty else { throw failure() ?? .malformed("it ended the conversation") }
            bytes += piece
        }
        return bytes
    }
}

extension Duration {
    /// Rounded up, for a system call's time-out.
    fileprivate var milliseconds: Int64 {
        components.seconds &* 1_000 &+ components.attoseconds / 1_000_000_000_000_000 &+ 1
    }
}

/// Lends the words as a C vector that ends with a null pointer.
private func withPointers<Result>(
    to words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    // Safety: the copies are made here, only read by the callee, and freed behind the call.
    let copies = words.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
