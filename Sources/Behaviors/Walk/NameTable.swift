/// A table by name for the names of scopes and classes, where each name of a source is looked up in one scope after the
/// other: the hash is computed once, and a table of few names is gone through in a row.
struct NameTable<Element> {
    fileprivate struct Entry {
        let key: String
        /// nil after the name was removed.
        var element: Element?
    }

    /// Hashes of the keys, apart from the entries: going through them touches neither keys nor elements.
    private var hashes: [UInt64] = []
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
        set { self[key, hashed: nameHash(key)] = newValue }
    }

    /// The same with the hash of the key, for those who know it or look into several tables.
    subscript(key: String, hashed hash: UInt64) -> Element? {
        get {
            guard let index = position(of: key, hash) else { return nil }
            // Safety: read only, within the bounds; an array's own subscript would copy the key too.
            return entries.withUnsafeBufferPointer { $0[index].element }
        }
        set {
            if let index = position(of: key, hash) {
                if hasElement(at: index) { count -= 1 }
                if newValue != nil { count += 1 }
                entries[index].element = newValue
            } else if let newValue {
                add(Entry(key: key, element: newValue), hash)
            }
        }
    }

    /// Whether a name has an element.
    func contains(_ key: String, hashed hash: UInt64) -> Bool {
        position(of: key, hash).map { hasElement(at: $0) } ?? false
    }

    /// Reserves what so many names take.
    mutating func reserve(_ count: Int) {
        entries.reserveCapacity(count)
        hashes.reserveCapacity(count)
    }

    /// Gives back what was reserved for more names.
    mutating func trim() {
        guard entries.capacity > entries.count + entries.count / 8 else { return }
        var exact: [Entry] = []
        exact.reserveCapacity(entries.count)
        exact.append(contentsOf: entries)
        entries = exact
        var exactHashes: [UInt64] = []
        exactHashes.reserveCapacity(hashes.count)
        exactHashes.append(contentsOf: hashes)
        hashes = exactHashes
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

    // Safety: the buffers below are only read, within their bounds, while their arrays lend them.

    private func hasElement(at index: Int) -> Bool { entries.withUnsafeBufferPointer { $0[index].element != nil } }

    private func isKey(_ key: String, at index: Int) -> Bool {
        entries.withUnsafeBufferPointer { $0[index].key == key }
    }

    private func position(of key: String, _ hash: UInt64) -> Int? {
        if slots.isEmpty {
            for index in hashes.indices where hashes[index] == hash && isKey(key, at: index) { return index }
            return nil
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, isKey(key, at: index) { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func add(_ entry: Entry, _ hash: UInt64) {
        if entries.isEmpty, entries.capacity == 0 { reserve(4) }
        entries.append(entry)
        hashes.append(hash)
        count += 1
        guard entries.count > Self.longestRow else { return }
        if entries.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: Swift.max(32, slots.count * 2))
            for index in hashes.indices { occupy(index) }
        } else {
            occupy(entries.count - 1)
        }
    }

    private mutating func occupy(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hashes[index]) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
}

extension NameTable: Sendable where Element: Sendable {}
extension NameTable.Entry: Sendable where Element: Sendable {}

extension NameTable {
    /// Does something with every element.
    func forEachElement(_ work: (Element) -> Void) {
        for entry in entries { if let element = entry.element { work(element) } }
    }

    /// Does something with every name in the order in which they were added first.
    func forEachName(_ work: (String, UInt64, Element) -> Void) {
        for index in entries.indices {
            if let element = entries[index].element { work(entries[index].key, hashes[index], element) }
        }
    }

    /// The names of some elements in the order in which they were added first.
    func pairs(where isWanted: (Element) -> Bool) -> [(key: String, value: Element)] {
        var pairs: [(key: String, value: Element)] = []
        for entry in entries {
            if let element = entry.element, isWanted(element) { pairs.append((entry.key, element)) }
        }
        return pairs
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
    let secret = NameSecret.shared
    var hash = secret.seed
    var index = 0
    while index + 8 <= bytes.count {
        var word: UInt64 = 0
        for offset in 0..<8 { word |= UInt64(bytes[index + offset]) << UInt64(offset * 8) }
        hash = secret.mixed(hash ^ word)
        index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
    }
    return secret.mixed(secret.mixed(hash ^ rest) ^ UInt64(truncatingIfNeeded: bytes.count))
}

private struct NameSecret {
    static let shared = NameSecret()

    let seed = UInt64.random(in: .min ... .max)
    private let factor = UInt64.random(in: .min ... .max) | 1 << 63 | 1

    /// Both halves of a product by a secret odd number.
    func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
