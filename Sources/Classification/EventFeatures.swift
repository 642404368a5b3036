/// What a window or span switches on for the linear model and for the trees: `Training/windows.py` computes the same.
///
/// Its events and their kinds, in this phase and in any; ordered pairs of events at most three apart; ordered pairs of
/// different kinds at any distance. Pairs count once for any phase and once more for install and import time together.
/// A feature is a hash of 32 bits; each model keeps as many low bits as it has buckets.
struct EventFeatures {
    /// The kind of each behavior, by raw value; 0 where it has no like.
    let kinds: [UInt32]

    /// How far apart the two events of a pair may stand.
    private static let reach = 3

    /// What a feature is about; the phases' tokens, 2 to 4, stand for their events.
    private enum About {
        static let pair: UInt32 = 8
        static let earlyPair: UInt32 = 9
        static let kindPair: UInt32 = 10
        static let earlyKindPair: UInt32 = 11
        /// Added to the phase's token.
        static let kindInPhase: UInt32 = 16
        static let anyEvent: UInt32 = 20
        static let anyKind: UInt32 = 21
    }

    /// Calls `body` with every feature; some come more than once.
    func forEach(phase: UInt16, events: ArraySlice<UInt16>, _ body: (UInt32) -> Void) {
        let isEarly = phase == Token.install || phase == Token.importing
        var before: [UInt32] = []
        for (index, event) in zip(events.indices, events) {
            let first = UInt32(event)
            body(mixed(UInt32(phase), first, 0))
            body(mixed(About.anyEvent, first, 0))
            for second in events[(index + 1)...].prefix(Self.reach) {
                body(mixed(About.pair, first, UInt32(second)))
                if isEarly { body(mixed(About.earlyPair, first, UInt32(second))) }
            }
            let kind = kind(of: event)
            guard kind != 0 else { continue }
            body(mixed(About.kindInPhase + UInt32(phase), kind, 0))
            body(mixed(About.anyKind, kind, 0))
            for earlier in before where earlier != kind {
                body(mixed(About.kindPair, earlier, kind))
                if isEarly { body(mixed(About.earlyKindPair, earlier, kind)) }
            }
            if !before.contains(kind) { before.append(kind) }
        }
    }

    private func kind(of token: UInt16) -> UInt32 {
        let behavior = Int(token) - Token.firstBehavior
        return kinds.indices.contains(behavior) ? kinds[behavior] : 0
    }

    /// A multiplicative hash on 32 bits.
    private func mixed(_ about: UInt32, _ first: UInt32, _ second: UInt32) -> UInt32 {
        var value = about &* 0x9E37_79B1 &+ first &* 0x85EB_CA6B &+ second &* 0xC2B2_AE35
        value = (value ^ (value >> 15)) &* 0x2C1B_3C6D
        value = (value ^ (value >> 12)) &* 0x297A_2D39
        return value ^ (value >> 15)
    }
}

/// A set of buckets that is filled and emptied for every window: a bit each, and what to put back.
struct BucketSet {
    private var words: [UInt64]
    private var members: [Int] = []

    init(buckets: Int) {
        words = [UInt64](repeating: 0, count: (buckets + 63) / 64)
    }

    /// Whether the bucket was not in the set before.
    mutating func insert(_ bucket: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(bucket & 63)
        guard words[bucket >> 6] & bit == 0 else { return false }
        words[bucket >> 6] |= bit
        members.append(bucket)
        return true
    }

    func contains(_ bucket: Int) -> Bool {
        words[bucket >> 6] & (1 << UInt64(bucket & 63)) != 0
    }

    mutating func removeAll() {
        for bucket in members { words[bucket >> 6] = 0 }
        members.removeAll(keepingCapacity: true)
    }
}
