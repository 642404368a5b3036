/// Finds all keywords of a table in one pass over a text (Aho and Corasick, 1975), without regard to ASCII case.
///
/// A keyword written with `|` at an end matches only at a word boundary there: beside it stands no letter, digit or
/// underscore.
struct KeywordAutomaton: Sendable {
    private struct Keyword: Sendable {
        let length: Int
        let needsStartBoundary: Bool
        let needsEndBoundary: Bool
        let behavior: Behavior
    }

    /// Column of the transition table for each byte; letters share one for both cases, bytes in no keyword share 0.
    private var columns = [UInt8](repeating: 0, count: 256)
    private var columnCount = 1
    private var transitions: [Int32] = []
    /// Per state: the keywords that end there, and the next shorter state with keywords.
    private var endings: [[Int32]] = [[]]
    private var shorterEnding: [Int32] = [0]
    private var keywords: [Keyword] = []
    /// Per state: whether a keyword ends there or in a shorter state.
    private var hasEnding: [Bool] = []
    /// Which three bytes, by their columns, a keyword may begin with; all of them when a keyword is shorter.
    private var beginnings = [Bool](repeating: false, count: 1 << beginningBits)
    private static let beginningBits = 15

    init(_ table: [(Behavior, [String])]) {
        for (_, words) in table {
            for byte in words.lazy.flatMap(\.utf8) where byte != UInt8(ascii: "|") {
                let lower = Self.lowered(byte)
                guard columns[Int(lower)] == 0 else { continue }
                columns[Int(lower)] = UInt8(columnCount)
                if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) {
                    columns[Int(lower) - 32] = UInt8(columnCount)
                }
                columnCount += 1
            }
        }
        transitions = [Int32](repeating: -1, count: columnCount)
        for (behavior, words) in table {
            for word in words { add(word, behavior) }
        }
        link()
        hasEnding = endings.indices.map { !endings[$0].isEmpty || shorterEnding[$0] != 0 }
    }

    /// Where the next keyword may begin, from an index on; nil for most texts, which hold none.
    private func beginning(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        // Safety: read only, within the bounds checked by the loop; columns and beginnings have an entry for each index.
        columns.withUnsafeBufferPointer { columns in
            beginnings.withUnsafeBufferPointer { beginnings in
                var key = 0
                for index in start..<max(text.count, start) {
                    key = Self.beginning(after: key, Int(columns[Int(text[index])]))
                    if beginnings[key], index >= start + 2 { return index - 2 }
                }
                return nil
            }
        }
    }

    @inline(__always)
    private static func beginning(after key: Int, _ column: Int) -> Int {
        // What three shifts leave are the last three bytes.
        (key << 5 ^ column) & (1 << beginningBits - 1)
    }

    /// Calls `found` for each keyword at the index behind its last byte.
    func scan(_ text: UnsafeBufferPointer<UInt8>, found: (Behavior) -> Void) {
        var next = beginning(in: text, from: 0)
        while let start = next { next = beginning(in: text, from: read(text, from: start, found: found)) }
    }

    /// Follows the keywords that begin at an index until none is left; gives the index behind.
    private func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int, found: (Behavior) -> Void) -> Int {
        // Safety: read only; transitions have an entry for each state and column, columns one for each byte.
        columns.withUnsafeBufferPointer { columns in
            transitions.withUnsafeBufferPointer { transitions in
                read(text, from: start, columns, transitions, found: found)
            }
        }
    }

    @inline(__always)
    private func read(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ columns: UnsafeBufferPointer<UInt8>,
        _ transitions: UnsafeBufferPointer<Int32>, found: (Behavior) -> Void
    ) -> Int {
        var state: Int32 = 0
        var pending: [Behavior] = []
        // For each of the last 64 bytes, the newest lowest, whether a word may begin there.
        var wordStarts = UInt64.max
        var previousIsWord: UInt64 = start > 0 && Self.isWordByte(text[start - 1]) ? 1 : 0
        for index in start..<text.count {
            let byte = text[index]
            let isWord: UInt64 = Self.isWordByte(byte) ? 1 : 0
            if !pending.isEmpty {
                if isWord == 0 { for behavior in pending { found(behavior) } }
                pending.removeAll(keepingCapacity: true)
            }
            wordStarts = wordStarts << 1 | (previousIsWord ^ 1)
            previousIsWord = isWord
            state = transitions[Int(state) * columnCount + Int(columns[Int(byte)])]
            if state != 0, hasEnding[Int(state)] {
                readEndings(of: state, wordStarts, &pending, found: found)
            }
            if state == 0, pending.isEmpty { return index + 1 }
        }
        for behavior in pending { found(behavior) }
        return text.count
    }

    /// The keywords that end in a state, longest first.
    private func readEndings(
        of state: Int32, _ wordStarts: UInt64, _ pending: inout [Behavior], found: (Behavior) -> Void
    ) {
        var ending = state
        while ending != 0 {
            for keywordIndex in endings[Int(ending)] {
                let keyword = keywords[Int(keywordIndex)]
                if keyword.needsStartBoundary, wordStarts >> UInt64(keyword.length - 1) & 1 == 0 { continue }
                if keyword.needsEndBoundary { pending.append(keyword.behavior) } else { found(keyword.behavior) }
            }
            ending = shorterEnding[Int(ending)]
        }
    }

    private mutating func add(_ word: String, _ behavior: Behavior) {
        var bytes = word.utf8.map(Self.lowered)[...]
        let bar = UInt8(ascii: "|")
        let needsStart = bytes.first == bar
        if needsStart { bytes.removeFirst() }
        let needsEnd = bytes.last == bar
        if needsEnd { bytes.removeLast() }
        // The boundary memory of `scan` holds 64 positions; tables have no longer words.
        precondition(bytes.count < 64, "keyword longer than the boundary memory")
        noteBeginning(of: bytes)
        var state = 0
        for byte in bytes {
            let slot = state * columnCount + Int(columns[Int(byte)])
            if transitions[slot] < 0 {
                transitions[slot] = Int32(endings.count)
                endings.append([])
                shorterEnding.append(0)
                transitions.append(contentsOf: repeatElement(-1, count: columnCount))
            }
            state = Int(transitions[slot])
        }
        endings[state].append(Int32(keywords.count))
        keywords.append(
            Keyword(
                length: bytes.count, needsStartBoundary: needsStart, needsEndBoundary: needsEnd, behavior: behavior))
    }

    private mutating func noteBeginning(of bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 3 else {
            beginnings = [Bool](repeating: true, count: beginnings.count)
            return
        }
        beginnings[bytes.prefix(3).reduce(0) { Self.beginning(after: $0, Int(columns[Int($1)])) }] = true
    }

    /// Fills in the failure transitions, breadth first.
    private mutating func link() {
        var failure = [Int32](repeating: 0, count: endings.count)
        var queue: [Int32] = []
        for column in 0..<columnCount {
            let next = transitions[column]
            if next < 0 { transitions[column] = 0 } else { queue.append(next) }
        }
        var head = 0
        while head < queue.count {
            let state = Int(queue[head])
            head += 1
            let fallback = Int(failure[state])
            shorterEnding[state] = endings[fallback].isEmpty ? shorterEnding[fallback] : Int32(fallback)
            for column in 0..<columnCount {
                let slot = state * columnCount + column
                let onFailure = transitions[fallback * columnCount + column]
                if transitions[slot] < 0 {
                    transitions[slot] = onFailure
                } else {
                    failure[Int(transitions[slot])] = onFailure
                    queue.append(transitions[slot])
                }
            }
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}
