/// What one machine made: which computation is running, and how what it made is let go.
///
/// Hostile text makes values that refer to themselves and chains of a million values. References are counted, so the
/// former would never be freed and the latter would take one stack frame for each value. What may come to refer to
/// itself is therefore noted and emptied when the machine ends, and a chain is let go link after link.
final class ComputedMemory {
    /// So many values may be let go inside each other before the rest waits.
    private static let deepest = 64

    /// The number of the current computation.
    var computation = 0

    @exclusivity(unchecked)
    private var depth = 0
    private var waiting: [[ComputedValue]] = []
    // Safety: whatever ends takes itself out of here first. Weak references would move the count of what they refer to
    // into a table at its side, where each later use of it costs several times as much.
    @exclusivity(unchecked)
    private var noted: [Unmanaged<ComputedHolder>] = []

    /// Remembers what may hold itself, without keeping it.
    func note(_ holder: ComputedHolder) {
        guard holder.place < 0 else { return }
        holder.place = noted.count
        noted.append(Unmanaged.passUnretained(holder))
    }

    /// What may hold itself and was not let go.
    var remaining: [ComputedHolder] { noted.map { $0.takeUnretainedValue() } }

    /// Empties whatever still holds itself.
    func end() {
        while let last = noted.popLast() {
            let holder = last.takeUnretainedValue()
            holder.place = -1
            holder.letGo()
        }
    }

    private func forget(_ holder: ComputedHolder) {
        guard holder.place >= 0, let last = noted.popLast() else { return }
        if holder.place < noted.count {
            noted[holder.place] = last
            last._withUnsafeGuaranteedRef { $0.place = holder.place }
        }
        holder.place = -1
    }

    /// Called by a holder that ends: lets its contents go at once, or later when it ends deep inside of others.
    func end(of holder: ComputedHolder) {
        forget(holder)
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

/// Something of the machine that refers to other values; what it is tells its memory when it ends.
class ComputedHolder {
    /// The computation that made it.
    let birth: Int
    let memory: ComputedMemory
    /// Where its memory has noted that it may hold itself; -1 if nowhere.
    @exclusivity(unchecked)
    fileprivate var place = -1

    init(_ memory: ComputedMemory, birth: Int?) {
        self.memory = memory
        self.birth = birth ?? memory.computation
    }

    /// What it refers to.
    var contents: [ComputedValue] { [] }

    /// Forgets what it refers to.
    func letGo() {}
}
