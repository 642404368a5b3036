import CProcess
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// Handing over to the real program: by replacing this process, or as a child whose end becomes ours.
//
// Both take an argument vector, never a shell line, so that nothing is interpreted a second time.

/// Replaces this process by `program`; returns only when that fails.
///
/// `environment` holds `NAME=value` entries; nil passes the inherited environment on untouched. A process that changed
/// its signals, or runs this on a thread of a pool (which blocks them), restores them for the program; one that did not
/// passes on what it inherited, as a shell would.
package func replaceProcess(
    by program: String, arguments: [String], environment: [String]? = nil, restoringSignals: Bool = true
) -> InterceptionError {
    if restoringSignals {
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        _ = signal(SIGPIPE, SIG_DFL)
    }
    withCStrings(arguments) { argumentVector in
        if let environment {
            withCStrings(environment) { environmentVector in _ = execve(program, argumentVector, environmentVector) }
        } else {
            _ = execv(program, argumentVector)
        }
    }
    return .cannotRun(program: program, errno: errno)
}

/// Held while a pipe is made private and while a child is started, so that no child inherits another's pipe.
private let spawning = Mutex<Void>(())

/// How a child ended.
package enum ChildEnd: Sendable, Equatable {
    case exited(status: Int32)
    case killed(signal: Int32)

    /// The exit status that a shell would report: 128 and the signal's number for a kill.
    package var exitStatus: Int32 {
        switch self {
        case .exited(let status): status
        case .killed(let signal): 128 + signal
        }
    }
}

/// Where a child's standard output goes.
package enum ChildOutput: Sendable, Equatable {
    case inherited
    /// Collected and returned, at most this many bytes; more is read and dropped.
    case captured(limit: Int)
    /// Joined with our standard error, for children whose output is not the user's.
    case standardError
    case discarded
}

/// What a child that has ended leaves.
package struct ChildResult: Sendable, Equatable {
    package let end: ChildEnd
    /// The captured standard output; empty unless it was captured.
    package let output: [UInt8]
}

/// Runs a program in this process group and waits for it; SIGINT, SIGTERM, SIGHUP and SIGQUIT are passed on to it.
///
/// A terminal sends SIGINT to the whole group, so the child gets its own; while it runs, this process ignores what it
/// forwards and ends when the child does. `errorFile` takes the child's standard error in place of ours, `started` is
/// told the child's number. Blocks the
/// calling thread: call it from one of your own. On Linux a child whose guard is gone, even by SIGKILL, is ended by the
/// kernel, so that it cannot change the project while the same command runs again; what it has started ends by itself.
package func runChild(
    _ program: String, arguments: [String], environment: [String]? = nil, workingFolder: String? = nil,
    output: ChildOutput = .inherited, errorFile: String? = nil, started: ((Int32) -> Void)? = nil
) throws(InterceptionError) -> ChildResult {
    var pipeEnds: [Int32] = [-1, -1]
    if case .captured = output {
        let result = spawning.withLock { _ in
            let result = pipe(&pipeEnds)
            for end in pipeEnds where result == 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return result
        }
        guard result == 0 else { throw .cannotRun(program: program, errno: errno) }
    }
    defer { for end in pipeEnds where end >= 0 { _ = close(end) } }

    var forwarding = SignalForwarding()
    defer { forwarding.end() }
    let child = try spawn(
        program, arguments: arguments, environment: environment, workingFolder: workingFolder, output: output,
        pipe: pipeEnds[1], errorFile: errorFile)
    forwarding.begin(to: child)
    started?(child)
    var collected: [UInt8] = []
    if case .captured(let limit) = output {
        _ = close(pipeEnds[1])
        pipeEnds[1] = -1
        collected = drain(pipeEnds[0], limit: limit)
    }
    var status: Int32 = 0
    guard SystemCalls.retrying({ waitpid(child, &status, 0) }) == child else {
        throw .cannotRun(program: program, errno: errno)
    }
    let signal = status & 0x7f
    let end: ChildEnd = signal == 0 ? .exited(status: (status >> 8) & 0xff) : .killed(signal: signal)
    return ChildResult(end: end, output: collected)
}

/// Ends this process as the child ended: with its status, or by the same signal.
package func endProcess(as end: ChildEnd) -> Never {
    switch end {
    case .exited(let status): exit(status)
    case .killed(let number):
        _ = signal(number, SIG_DFL)
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, number)
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
        // To this thread, so that it ends here and not a moment later on another one.
        raise(number)
        exit(128 + number)
    }
}

private func spawn(
    _ program: String, arguments: [String], environment: [String]?, workingFolder: String?, output: ChildOutput,
    pipe pipeEnd: Int32, errorFile: String?
) throws(InterceptionError) -> pid_t {
    var null: Int32 = -1
    defer { if null >= 0 { _ = close(null) } }
    let outputDescriptor: Int32
    switch output {
    case .inherited: outputDescriptor = -1
    case .captured: outputDescriptor = pipeEnd
    case .standardError: outputDescriptor = 2
    case .discarded:
        null = SystemCalls.retrying { open("/dev/null", O_WRONLY | O_CLOEXEC) }
        guard null >= 0 else { throw .cannotRun(program: program, errno: errno) }
        outputDescriptor = null
    }
    var child: pid_t = 0
    let result = spawning.withLock { _ in
        withCStrings(arguments) { argumentVector -> Int32 in
            func start(_ environmentVector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
                airlock_start_client(
                    program, argumentVector, environmentVector, workingFolder, outputDescriptor, errorFile, &child)
            }
            return environment.map { withCStrings($0, start) } ?? start(environ)
        }
    }
    guard result == 0 else { throw .cannotRun(program: program, errno: result) }
    return child
}

private func drain(_ descriptor: Int32, limit: Int) -> [UInt8] {
    var collected: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return collected }
        collected += buffer[..<min(count, max(0, limit - collected.count))]
    }
}

/// Calls `body` with a zero-terminated vector of zero-terminated copies of `strings`.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    // Safety: each copy lives until after `body`; the vector ends with nil, as exec and spawn require.
    var vector = strings.map { strdup($0) } + [nil]
    defer { for copy in vector { free(copy) } }
    return vector.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the vector holds at least nil") }
        return body(base)
    }
}
