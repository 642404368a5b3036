import Foundation
import Synchronization

/// A fixed set of threads with deep stacks on which archives are read and judged.
///
/// Inspection blocks on libarchive and walks syntax trees up to `SyntaxTree.maximumDepth` high; both are wrong on
/// Swift's cooperative threads, which are few and have small stacks.
final class InspectionThreads: Sendable {
    /// 600 levels of a tree cost far less; the address space is reserved, not used.
    private static let stackBytes = 64 << 20

    private struct Queue {
        var work: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let available = DispatchSemaphore(value: 0)
    private let threadCount: Int

    init(count: Int) {
        threadCount = count
        for index in 0..<count {
            let thread = Thread { [self] in serve() }
            thread.stackSize = Self.stackBytes
            thread.name = "airlock-inspection-\(index)"
            thread.start()
        }
    }

    /// Runs `work` on one of the threads and returns its value.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.withLock { $0.work.append { continuation.resume(returning: work()) } }
            available.signal()
        }
    }

    /// Lets the threads end once their work is done.
    func close() {
        queue.withLock { $0.isClosed = true }
        for _ in 0..<threadCount { available.signal() }
    }

    private func serve() {
        while true {
            available.wait()
            let (next, isClosed) = queue.withLock { state -> ((@Sendable () -> Void)?, Bool) in
                (state.work.isEmpty ? nil : state.work.removeFirst(), state.isClosed)
            }
            if let next {
                next()
            } else if isClosed {
                return
            }
        }
    }
}
