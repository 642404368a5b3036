import Synchronization

/// Where the time of one guarded command goes, for `--verbose`.
///
/// Phases follow each other. Fetching and inspecting happen beside them: theirs is the time in which at least one
/// artifact was under way.
final class PhaseTimes: Sendable {
    enum Phase: String, CaseIterable {
        /// Configuration, policy, stores, doors.
        case start
        case plan, judge, install
        /// Audit trail, reports, closing of the doors.
        case end
    }

    /// The time in which somebody was at some work, however many at once.
    final class Busy: Sendable {
        private struct State {
            var count = 0
            var since = ContinuousClock.now
            var total = Duration.zero
        }

        private let state = Mutex(State())

        func begin() {
            state.withLock { state in
                if state.count == 0 { state.since = .now }
                state.count += 1
            }
        }

        func end() {
            state.withLock { state in
                state.count -= 1
                if state.count == 0 { state.total += state.since.duration(to: .now) }
            }
        }

        var total: Duration { state.withLock { $0.total } }
    }

    let fetching = Busy()
    let inspecting = Busy()
    private let state = Mutex((phase: Phase.start, since: ContinuousClock.now, totals: [Phase: Duration]()))

    /// Ends the present phase.
    func enter(_ phase: Phase) {
        state.withLock { state in
            let now = ContinuousClock.now
            state.totals[state.phase, default: .zero] += state.since.duration(to: now)
            (state.phase, state.since) = (phase, now)
        }
    }

    /// One line: `time: start 0.05 s, plan 1.20 s` and so on.
    func summary() -> String {
        enter(.end)
        let totals = state.withLock { $0.totals }
        let phases = Phase.allCases.map { ($0.rawValue, totals[$0] ?? .zero) }
        let all = phases + [("fetching", fetching.total), ("inspecting", inspecting.total)]
        return "time: " + all.map { "\($0.0) \(Self.seconds($0.1)) s" }.joined(separator: ", ")
    }

    private static func seconds(_ duration: Duration) -> String {
        let hundredths = duration.components.seconds * 100 + duration.components.attoseconds / 10_000_000_000_000_000
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
