import Foundation
import Synchronization

/// One updating line on a terminal: resolved, fetched, judged; silent everywhere else.
final class ProgressLine: Sendable {
    private struct Counts {
        var resolved = 0
        var fetched = 0
        var judged = 0
        var lastDrawn: UInt64 = 0
        var isShown = false
    }

    private let counts = Mutex(Counts())
    private let isTerminal: Bool

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    func resolved(_ total: Int) { update { $0.resolved = max($0.resolved, total) } }

    func fetchedOne() { update { $0.fetched += 1 } }

    func judgedOne() { update { $0.judged += 1 } }

    /// Clears the line so that the real tool or the report can print.
    func clear() {
        guard isTerminal else { return }
        let wasShown = counts.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func update(_ change: (inout Counts) -> Void) {
        guard isTerminal else { return }
        let text: String? = counts.withLock { state in
            change(&state)
            let now = DispatchTime.now().uptimeNanoseconds
            // Ten redraws a second are enough to look alive and cost nothing.
            guard now - state.lastDrawn > 100_000_000 else { return nil }
            state.lastDrawn = now
            state.isShown = true
            return "\r\u{1B}[Kairlock: resolved \(state.resolved), fetched \(state.fetched), judged \(state.judged)"
        }
        if let text { FileHandle.standardError.write(Data(text.utf8)) }
    }
}
