/// The members of all names of a catalogue in one table: nearly every name of a source is asked of it and is not there,
/// which numbers alone decide.
struct MemberTable: Sendable {
    private struct Entry: Sendable {
        let hash: UInt64
        let owner: Int32
        let target: Int32
    }

    private var entries: [Entry] = []
    private var names: [String] = []
    /// The upper half of a name's hash above the position in `entries` plus 1; 0 for free.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)

    /// The node of a member of a node; `hash` is the name's `nameHash`.
    func find(_ name: String, hashed hash: UInt64, of owner: Int32) -> Int32? {
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        // Safety: the buffer is only read, within its bounds by the mask, while the array lends it.
        return slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var slot = Self.start(hash, owner) & mask
            while slots[slot] != 0 {
                if UInt32(truncatingIfNeeded: slots[slot] >> 32) == tag {
                    let index = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
                    let entry = entries[index]
                    if entry.hash == hash, entry.owner == owner, names[index] == name { return entry.target }
                }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    /// Adds a member that is not there yet.
    mutating func add(_ name: String, hashed hash: UInt64, of owner: Int32, target: Int32) {
        entries.append(Entry(hash: hash, owner: owner, target: target))
        names.append(name)
        if entries.count * 4 > slots.count {
            slots = [UInt64](repeating: 0, count: slots.count * 2)
            for index in entries.indices { occupy(index) }
        } else {
            occupy(entries.count - 1)
        }
    }

    private mutating func occupy(_ index: Int) {
        let mask = slots.count - 1
        var slot = Self.start(entries[index].hash, entries[index].owner) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = entries[index].hash & ~0xffff_ffff | UInt64(UInt32(truncatingIfNeeded: index + 1))
    }

    private static func start(_ hash: UInt64, _ owner: Int32) -> Int {
        Int(truncatingIfNeeded: hash &+ UInt64(truncatingIfNeeded: owner) &* 0x9E37_79B9_7F4A_7C15)
    }
}
