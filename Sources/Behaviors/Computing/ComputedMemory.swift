/// What one machine made: which computation is running, and how what it made is let go.
///
/// Hostile text makes values that refer to themselves and chains of a million values. References are counted, so the
/// former would never be freed and the latter would take one stack frame for each value. What may come to refer to
/// itself is therefore noted and emptied when the machine ends, and a chain is let go link after link.
final class ComputedMemory {
    /// So many values may be let go inside each other before the rest waits.
    private static let deepest = 64
    private static let fewestToSweep = 1_024

    /// The number of the current computation.
    var computation = 0

    private var depth = 0
    private var waiting: [[ComputedValue]] = []
    private var noted: [NotedHolder] = []
    private var sweepCount = fewestToSweep

    private struct NotedHolder {
        weak var holder: (any ComputedHolder)?
    }

    /// Remembers what may hold itself, without keeping it.
    func note(_ holder: any ComputedHolder) {
        guard !holder.isNoted else { return }
        holder.isNoted = true
        noted.append(NotedHolder(holder: holder))
        guard noted.count >= sweepCount else { return }
        noted.removeAll { $0.holder == nil }
        sweepCount = max(Self.fewestToSweep, 2 * noted.count)
    }

    /// Empties whatever still holds itself.
    func end() {
        let remaining = noted.compactMap(\.holder)
        for holder in remaining { holder.letGo() }
    }

    /// Called by a holder that ends: lets its contents go at once, or later when it ends deep inside of others.
    func end(of holder: any ComputedHolder) {
        guard depth < Self.deepest else {
            waiting.append(holder.contents)
            return
        }
        depth += 1
        holder.letGo()
        if depth == 1 {
            while waiting.popLast() != nil {}
        }
        depth -= 1
    }
}

/// Something of the machine that refers to other values.
protocol ComputedHolder: AnyObject {
    /// Whether its memory knows that it may hold itself.
    var isNoted: Bool { get set }
    /// What it refers to.
    var contents: [ComputedValue] { get }
    /// Forgets what it refers to.
    func letGo()
}
