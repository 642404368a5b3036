import Foundation
import Synchronization

/// A fixed set of threads, each with a desk of its own, on which artifacts are hashed and their inspection is awaited.
///
/// Reading and judging happen in the desks' workers. Waiting for them blocks, which is wrong on Swift's cooperative
/// threads; and a worker ends with the thread that started it, so these live as long as the pool.
final class InspectionPool: Sendable {
    private struct Queue {
        var work: [@Sendable (InspectionDesk) -> Void] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let available = DispatchSemaphore(value: 0)
    private let threadCount: Int

    /// - Parameters:
    ///   - count: threads, and at most as many workers.
    ///   - warn: is told once when the system refuses a part of the sandbox.
    init(
        inspector: Inspector, count: Int, program: WorkerProgram = .own,
        timeLimit: @escaping @Sendable (Int) -> Duration = InspectionPool.timeLimit(byteCount:),
        warn: @escaping @Sendable (String) -> Void
    ) {
        threadCount = count
        let hasWarned = Mutex(false)
        let onReport: @Sendable (WorkerReport) -> Void = { report in
            guard let warning = report.warning else { return }
            let isFirst = hasWarned.withLock { warned in
                defer { warned = true }
                return !warned
            }
            if isFirst { warn(warning) }
        }
        for index in 0..<count {
            let thread = Thread { [self] in
                serve(
                    InspectionDesk(inspector: inspector, program: program, timeLimit: timeLimit, onReport: onReport))
            }
            thread.name = "airlock-desk-\(index)"
            thread.start()
        }
    }

    /// How long one inspection may take on the wall clock: a minute, and a second more for every 8 MiB.
    ///
    /// The slowest honest package takes a few seconds, and unpacking gets through some 50 MiB a second; both are
    /// a tenth of this, so a loaded machine does not turn into a block.
    static func timeLimit(byteCount: Int) -> Duration { .seconds(60 + byteCount / (8 << 20)) }

    /// Runs `work` on one of the threads, with its desk, and returns its value.
    func run<Value: Sendable>(_ work: @escaping @Sendable (InspectionDesk) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.withLock { $0.work.append { continuation.resume(returning: work($0)) } }
            available.signal()
        }
    }

    /// Lets the threads end their workers and themselves once their work is done.
    func close() {
        queue.withLock { $0.isClosed = true }
        for _ in 0..<threadCount { available.signal() }
    }

    private func serve(_ desk: InspectionDesk) {
        defer { desk.close() }
        while true {
            available.wait()
            let (next, isClosed) = queue.withLock { state in
                (state.work.isEmpty ? nil : state.work.removeFirst(), state.isClosed)
            }
            if let next {
                next(desk)
            } else if isClosed {
                return
            }
        }
    }
}
