import Synchronization

/// The client that one command started, and the scripts below it, by their numbers in the kernel.
///
/// What stands below the client without a script between is the client itself: a version manager that started it, the
/// program, and the npm that prepares a repository's package.
final class ClientProcesses: Sendable {
    private struct State {
        var client: Int?
        var scripts: Set<Int> = []
    }

    private let state = Mutex(State())

    func began(_ client: Int) { state.withLock { $0.client = client } }

    /// Notes a process that becomes a script's shell.
    func runsScript(_ process: Int) { state.withLock { _ = $0.scripts.insert(process) } }

    /// Whether a process is the client itself; false for all that has left the client's processes.
    func isClient(_ process: Int) -> Bool {
        let (client, scripts) = state.withLock { ($0.client, $0.scripts) }
        guard let client else { return false }
        for ancestor in ancestry(of: process) {
            if scripts.contains(ancestor) { return false }
            if ancestor == client { return true }
        }
        return false
    }

    /// The nearest script above a process; nil for those that npm itself started.
    func script(above process: Int) -> Int? {
        let scripts = state.withLock { $0.scripts }
        return ancestry(of: process).dropFirst().first { scripts.contains($0) }
    }
}
