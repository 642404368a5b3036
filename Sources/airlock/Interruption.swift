import Foundation
import Interception
import Synchronization

/// Ends the guard when the user interrupts it in its own work: while it plans and judges, nothing of the project has been
/// touched, and a client that answers the same signal by itself is not attached to the terminal yet.
///
/// Clients that plan in silence get the signal as well and are waited for, so that none of them works on in a folder that
/// goes. Once the install is handed over, its end is the real client's.
final class Interruption: Sendable {
    private let isHandedOver = Mutex(false)
    private let end: @Sendable (Int32) -> Void

    /// How long silent clients may take to end, in steps of ten milliseconds.
    private static let patience = 300

    /// - Parameter end: ends the process; called at most once, with the signal's number.
    init(_ end: @escaping @Sendable (Int32) -> Void) {
        self.end = end
        guard let descriptor = announceSignals() else { return }
        Thread.detachNewThread { [self] in
            var byte: UInt8 = 0
            while read(descriptor, &byte, 1) < 0, errno == EINTR {}
            for _ in 0..<Self.patience where hasForwardedChildren() && !isHandedOver.withLock(\.self) { usleep(10_000) }
            isHandedOver.withLock { isOver in
                if !isOver { self.end(Int32(byte)) }
            }
        }
    }

    /// Leaves signals to the client that is about to be started; ends the process when one has arrived already.
    func handOver() {
        isHandedOver.withLock { isOver in
            if let signal = arrivedSignal() { end(signal) }
            leaveSignalsToClient()
            isOver = true
        }
    }
}

extension InstallCommand {
    /// Ends the process as the bare client would end after a signal in the middle of its work.
    func endInterrupted(by signal: Int32) -> Never {
        // pip alone catches Ctrl-C.
        guard case .pip = subcommand, signal == SIGINT else { endProcess(as: .killed(signal: signal)) }
        FileHandle.standardError.write(Data("ERROR: Operation cancelled by user\n".utf8))
        exit(1)
    }
}
