import Foundation
import Synchronization

/// One updating line on a terminal: resolved, fetched, judged, flagged; silent everywhere else.
final class ProgressLine: Sendable {
    /// What is counted, and how it reads.
    struct Counts: Sendable {
        var resolved = 0
        var asked = 0
        var fetched = 0
        var bytes = 0
        var judged = 0
        var flagged = 0

        var text: String {
            let megabytes = bytes >= 50_000 ? String(format: " (%.1f MB)", Double(bytes) / 1_000_000) : ""
            let total = max(resolved, asked)
            return
                "resolved \(resolved), fetched \(fetched) of \(total)\(megabytes), judged \(judged), flagged \(flagged)"
        }
    }

    private struct State {
        var counts = Counts()
        var lastDrawn: UInt64 = 0
        var isShown = false
        var isOver = false
    }

    private let state = Mutex(State())
    private let isTerminal: Bool
    private let width: Int?

    /// - Parameters:
    ///   - isTerminal: false draws nothing at all.
    ///   - width: columns; a longer line is cut, since one that wraps cannot be drawn over.
    init(isTerminal: Bool, width: Int?) {
        self.isTerminal = isTerminal
        self.width = width
    }

    func resolved(_ total: Int) { update { $0.resolved = max($0.resolved, total) } }

    func askedForOne() { update { $0.asked += 1 } }

    func received(_ byteCount: Int) { update { $0.bytes += byteCount } }

    func fetchedOne() { update { $0.fetched += 1 } }

    func judgedOne(isFlagged: Bool) {
        update {
            $0.judged += 1
            if isFlagged { $0.flagged += 1 }
        }
    }

    /// Clears the line for good: what follows is the report's or the real tool's.
    func finish() {
        guard isTerminal else { return }
        state.withLock { state in
            state.isOver = true
            // Written under the lock, so that no line of another thread comes behind it.
            if state.isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            state.isShown = false
        }
    }

    private func update(_ change: (inout Counts) -> Void) {
        guard isTerminal else { return }
        state.withLock { state in
            change(&state.counts)
            let now = DispatchTime.now().uptimeNanoseconds
            // Ten redraws a second are enough to look alive and cost nothing.
            guard !state.isOver, now - state.lastDrawn > 100_000_000 else { return }
            state.lastDrawn = now
            state.isShown = true
            let line = "airlock: \(state.counts.text)"
            let text = width.map { line.count < $0 ? line : String(line.prefix($0 - 1)) } ?? line
            FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        }
    }
}
