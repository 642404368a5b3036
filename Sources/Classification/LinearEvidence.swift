/// The monotone model: weights of zero or more over the events of a short span and over ordered pairs of them.
///
/// A window counts as its highest span, since the sum over anything longer grows with its length. What a span switches
/// on is a set with no negative weight, so no event counts against another. `Training/windows.py` computes the same.
struct LinearEvidence {
    private let weights: ModelWeights

    /// How far apart the two events of a pair may stand.
    private static let reach = 3
    private static let pairKind: UInt32 = 8
    private static let earlyPairKind: UInt32 = 9

    init(_ weights: ModelWeights) {
        self.weights = weights
    }

    /// The logit of the window's highest span.
    func logit(of window: EventWindow) -> Double {
        guard let phase = window.tokens.first else { return weights.calibration.linearBias }
        let count = window.tokens.count - 1
        var highest = -Double.infinity
        var start = 0
        while true {
            let end = min(start + weights.shape.span, count)
            highest = max(highest, logit(phase: phase, events: window.tokens[(1 + start)..<(1 + end)]))
            if end == count { return highest }
            start += weights.shape.spanStep
        }
    }

    /// The sum of the weights of all buckets that a span switches on, plus the bias.
    private func logit(phase: UInt16, events: ArraySlice<UInt16>) -> Double {
        let isEarly = phase == Token.install || phase == Token.importing
        var buckets: [Int] = []
        buckets.reserveCapacity(events.count * (isEarly ? 1 + 2 * Self.reach : 1 + Self.reach))
        for (index, first) in zip(events.indices, events) {
            buckets.append(bucket(UInt32(phase), first, 0))
            for second in events[(index + 1)...].prefix(Self.reach) {
                buckets.append(bucket(Self.pairKind, first, second))
                if isEarly { buckets.append(bucket(Self.earlyPairKind, first, second)) }
            }
        }
        buckets.sort()
        let table = weights.storage.tensor(at: weights.offsets[0])
        var sum = weights.calibration.linearBias
        var last = -1
        for bucket in buckets where bucket != last {
            // Safety: `bucket` masks with the table's size less one.
            sum += Double(table[bucket])
            last = bucket
        }
        return sum
    }

    /// A multiplicative hash on 32 bits.
    private func bucket(_ kind: UInt32, _ first: UInt16, _ second: UInt16) -> Int {
        var value = kind &* 0x9E37_79B1 &+ UInt32(first) &* 0x85EB_CA6B &+ UInt32(second) &* 0xC2B2_AE35
        value = (value ^ (value >> 15)) &* 0x2C1B_3C6D
        value = (value ^ (value >> 12)) &* 0x297A_2D39
        return Int(value ^ (value >> 15)) & (weights.shape.buckets - 1)
    }
}
