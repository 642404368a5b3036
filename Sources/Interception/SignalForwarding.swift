import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The children that signals are passed on to; 0 marks a free place.
///
/// A fixed table of atomics, since a signal handler may neither lock nor allocate. An install runs one child at a time
/// and asks a few more about their configuration; children beyond the table run without forwarding.
private let forwardingTable = InlineArray<16, Atomic<Int32>> { _ in Atomic(0) }

/// A signal that arrived while a child was being started; 0 when there is none.
private let pendingSignal = Atomic<Int32>(0)

/// The first signal that arrived since signals are forwarded; 0 when there was none.
private let firstSignal = Atomic<Int32>(0)

/// The writing end of a pipe that tells of the first signal; -1 while nobody listens.
private let announcement = Atomic<Int32>(-1)

/// Whether the first signal is to end this process, as long as it works in silence.
private let endsByFirstSignal = Atomic<Bool>(false)

/// How many children are being started or running, and what was set for the signals before the first of them.
private let forwardingState = Mutex<(children: Int, previous: [(Int32, sigaction)])>((0, []))

/// Passes signals on to a child for as long as it runs; what was set before comes back with the last child's end.
///
/// A signal that came from the terminal reached the child already, as a member of the same process group; only those
/// sent to this process alone (by `kill`) are passed on. The two are told apart by the sender, `si_code`.
struct SignalForwarding: ~Copyable {
    static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private var place: Int?

    /// Takes the signals over, before the child is started.
    init() {
        forwardingState.withLock { state in
            state.children += 1
            guard state.children == 1 else { return }
            for number in Self.signals {
                var action = sigaction()
                var old = sigaction()
                #if canImport(Glibc)
                    action.__sigaction_handler.sa_sigaction = forward
                #else
                    action.__sigaction_u.__sa_sigaction = forward
                #endif
                action.sa_flags = SA_SIGINFO | SA_RESTART
                sigemptyset(&action.sa_mask)
                guard sigaction(number, &action, &old) == 0 else { continue }
                // Who ignored a signal before (`nohup`, a job in the background) wants the child to ignore it too.
                if isIgnored(old) {
                    sigaction(number, &old, nil)
                    continue
                }
                state.previous.append((number, old))
            }
        }
    }

    /// Passes on to `child` from now, beginning with a signal that came while it was started.
    mutating func begin(to child: pid_t) {
        for index in forwardingTable.indices where place == nil {
            let (isTaken, _) = forwardingTable[index].compareExchange(
                expected: 0, desired: child, ordering: .sequentiallyConsistent)
            if isTaken { place = index }
        }
        let pending = pendingSignal.exchange(0, ordering: .sequentiallyConsistent)
        if pending != 0 { _ = kill(child, pending) }
    }

    /// Ends the forwarding, once the child is waited for and its number may be another's.
    mutating func end() {
        if let index = place { forwardingTable[index].store(0, ordering: .sequentiallyConsistent) }
        place = nil
        forwardingState.withLock { state in
            state.children -= 1
            guard state.children == 0 else { return }
            for (number, action) in state.previous {
                var action = action
                sigaction(number, &action, nil)
            }
            state.previous = []
            pendingSignal.store(0, ordering: .sequentiallyConsistent)
        }
    }
}

/// Takes the signals over for good and returns a descriptor that becomes readable with the first of them; nil when the
/// system has no pipe left.
package func announceSignals() -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    announcement.store(ends[1], ordering: .sequentiallyConsistent)
    endsByFirstSignal.store(true, ordering: .sequentiallyConsistent)
    // Never ended: the handlers stay when the last child is gone.
    _ = SignalForwarding()
    return ends[0]
}

/// Leaves signals to the client that is started next.
package func leaveSignalsToClient() { endsByFirstSignal.store(false, ordering: .sequentiallyConsistent) }

/// Whether a signal has come that ends this process at any moment, so that nothing more is worth saying.
package func isBeingInterrupted() -> Bool {
    endsByFirstSignal.load(ordering: .sequentiallyConsistent) && arrivedSignal() != nil
}

/// The first signal that arrived; nil when there was none.
package func arrivedSignal() -> Int32? {
    let number = firstSignal.load(ordering: .sequentiallyConsistent)
    return number == 0 ? nil : number
}

/// Whether a child runs that signals are passed on to.
package func hasForwardedChildren() -> Bool {
    forwardingTable.indices.contains { forwardingTable[$0].load(ordering: .sequentiallyConsistent) > 0 }
}

private func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
        let handler = action.__sigaction_handler.sa_handler
    #else
        let handler = action.__sigaction_u.__sa_handler
    #endif
    // Safety: `SIG_IGN` is the function pointer of value 1; only its value is looked at.
    return unsafeBitCast(handler, to: Int.self) == 1
}

/// The signal handler: only atomics, `kill` and `write`, which are safe in a handler.
private func forward(_ number: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?) {
    // Safety: the kernel hands a valid `siginfo_t` to a handler installed with SA_SIGINFO.
    let cameFromTerminal = (info?.pointee.si_code ?? 0) > 0
    let code = errno
    defer { errno = code }
    let (isFirst, _) = firstSignal.compareExchange(expected: 0, desired: number, ordering: .sequentiallyConsistent)
    let listener = announcement.load(ordering: .sequentiallyConsistent)
    if isFirst, listener >= 0 {
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(listener, &byte, 1)
    }
    var hasChild = false
    for index in forwardingTable.indices {
        let child = forwardingTable[index].load(ordering: .sequentiallyConsistent)
        guard child > 0 else { continue }
        hasChild = true
        if !cameFromTerminal { _ = kill(child, number) }
    }
    // One that is being started may have missed the terminal's.
    if !hasChild { pendingSignal.store(number, ordering: .sequentiallyConsistent) }
}
