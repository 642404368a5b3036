/// The monotone model: weights of zero or more over the features of a short span.
///
/// A window counts as its highest span, since the sum over anything longer grows with its length. What a span switches
/// on is a set with no negative weight, so no event counts against another. `Training/linear.py` trains it.
struct LinearEvidence {
    private let weights: ModelWeights
    private var seen: BucketSet

    init(_ weights: ModelWeights) {
        self.weights = weights
        seen = BucketSet(buckets: weights.shape.buckets)
    }

    /// The logit of the window's highest span.
    mutating func logit(of window: EventWindow) -> Double {
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
    private mutating func logit(phase: UInt16, events: ArraySlice<UInt16>) -> Double {
        let table = weights.storage.tensor(at: weights.offsets[0])
        let mask = weights.shape.buckets - 1
        var sum = weights.calibration.linearBias
        seen.removeAll()
        weights.features.forEach(phase: phase, events: events) { feature in
            let bucket = Int(feature) & mask
            // Safety: masked with the table's size less one.
            if seen.insert(bucket) { sum += Double(table[bucket]) }
        }
        return sum
    }
}
