/// A table by name for the names of scopes and of the catalogue, where each name of a source is looked up in one scope
/// after the other: the hash is computed once, and a table of few names is gone through in a row.
struct NameTable<Element: Sendable>: Sendable {
    private struct Entry: Sendable {
        let key: String
        let hash: UInt64
        /// nil after the name was removed.
        var element: Element?
    }

    private var entries: [Entry] = []
    /// Positions in `entries` plus 1, 0 for free; empty while there are few entries.
    private var slots: [UInt32] = []
    private(set) var count = 0

    /// Up to here comparing hashes in a row is faster than a table of slots.
    private static var longestRow: Int { 8 }

    init() {}

    var isEmpty: Bool { count == 0 }

    subscript(key: String) -> Element? {
        get { self[key, hashed: nameHash(key)] }
        set {
            let hash = nameHash(key)
            if let index = position(of: key, hash) {
                if entries[index].element != nil { count -= 1 }
                if newValue != nil { count += 1 }
                entries[index].element = newValue
            } else if let newValue {
                add(Entry(key: key, hash: hash, element: newValue))
            }
        }
    }

    /// The same with the hash of the key, for those who look into several tables.
    subscript(key: String, hashed hash: UInt64) -> Element? {
        guard let index = position(of: key, hash) else { return nil }
        return entries[index].element
    }

    /// Gives back what was reserved for more names.
    mutating func trim() {
        guard entries.capacity > entries.count + entries.count / 8 else { return }
        var exact: [Entry] = []
        exact.reserveCapacity(entries.count)
        exact.append(contentsOf: entries)
        entries = exact
    }

    /// The same, and half the slots if the rest is at most three quarters full: hardly a name will be added any more.
    mutating func trimCompletely() {
        trim()
        let count = slots.count / 2
        guard count >= 32, entries.count <= count / 4 * 3 else { return }
        slots = [UInt32](repeating: 0, count: count)
        for index in entries.indices { occupy(index) }
    }

    /// Takes an element out, so that it can be changed in place.
    mutating func removeValue(forKey key: String) -> Element? {
        guard let index = position(of: key, nameHash(key)), let element = entries[index].element else { return nil }
        entries[index].element = nil
        count -= 1
        return element
    }

    private func position(of key: String, _ hash: UInt64) -> Int? {
        if slots.isEmpty {
            for index in entries.indices where entries[index].hash == hash && entries[index].key == key {
                return index
            }
            return nil
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].hash == hash, entries[index].key == key { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        count += 1
        guard entries.count > Self.longestRow else { return }
        if entries.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: Swift.max(32, slots.count * 2))
            for index in entries.indices { occupy(index) }
        } else {
            occupy(entries.count - 1)
        }
    }

    private mutating func occupy(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
}

extension NameTable {
    /// Does something with every element.
    func forEachElement(_ work: (Element) -> Void) {
        for entry in entries { if let element = entry.element { work(element) } }
    }

    /// The names in the order in which they were added first.
    var pairs: [(key: String, value: Element)] {
        entries.compactMap { entry in entry.element.map { (key: entry.key, value: $0) } }
    }
}

/// The hash of a name under this process's secret seed, so that no source can be written whose names collide.
func nameHash(_ name: String) -> UInt64 {
    // Safety: the buffer is only read, within its bounds, while the text lends it.
    if let hash = name.utf8.withContiguousStorageIfAvailable({ nameHash(of: $0) }) { return hash }
    return Array(name.utf8).withUnsafeBufferPointer { nameHash(of: $0) }
}

private func nameHash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = nameSeed
    var index = 0
    while index + 8 <= bytes.count {
        var word: UInt64 = 0
        for offset in 0..<8 { word |= UInt64(bytes[index + offset]) << UInt64(offset * 8) }
        hash = mixed(hash ^ word)
        index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
    }
    return mixed(mixed(hash ^ rest) ^ UInt64(truncatingIfNeeded: bytes.count))
}

/// Both halves of a product by a secret odd number.
private func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: nameFactor)
    return product.high ^ product.low
}

private let nameSeed = UInt64.random(in: .min ... .max)
private let nameFactor = UInt64.random(in: .min ... .max) | 1 << 63 | 1
