// Classification: from a behavior sequence to a calibrated score, with the weights inside the binary.
//
// What it does: cuts every unit (a file's load part, a function, an install hook) into windows, scores each window with
// a monotone linear model and with a small ensemble of transformer encoders, calibrates the two into one probability and
// takes the package's worst window. What it never does: read files, use the network or a clock, learn, or see names,
// sizes or metadata. What it guarantees: the same sequence and weights give the same score; other units can not lower the
// score of a unit (see Classifier for the one bound); work is bounded; a model of another vocabulary or format is refused.

import Behaviors

/// How suspicious a package's behavior is.
package struct BehaviorScore: Sendable, Hashable {
    /// The probability of the worst window, 0 to 1; 0 for a sequence without events.
    package let value: Double
    /// The unit of that window.
    package let strongestUnit: Int?

    package init(value: Double, strongestUnit: Int?) {
        self.value = value
        self.strongestUnit = strongestUnit
    }
}

/// An event that carried a score.
package struct LeadingEvent: Sendable, Hashable {
    /// Index into the sequence's units.
    package let unit: Int
    /// Index into the unit's events.
    package let event: Int
    /// How far the logit falls without this behavior.
    package let weight: Double
}

/// Scores behavior sequences; a value that can be shared between threads.
///
/// The encoders read at most `ModelWeights.budget` positions per package, the windows with the highest linear logit
/// first; windows beyond are scored by the linear model alone. So whoever wants to push a window out of the encoders'
/// budget must add windows that look worse to the linear model, and filler does not.
package struct Classifier: Sendable {
    private let weights: ModelWeights

    /// The probability from which on nothing is installed.
    package var blockThreshold: Double { weights.blockThreshold }
    /// The probability from which on the user is warned.
    package var warnThreshold: Double { weights.warnThreshold }
    /// Changes with every change of the weights.
    package var version: String { weights.version }

    /// The classifier of the weights in this binary.
    package static func embedded() throws(ClassificationError) -> Classifier {
        Classifier(weights: try ModelWeights.embedded())
    }

    package init(weights: ModelWeights) {
        self.weights = weights
    }

    package func score(_ sequence: BehaviorSequence) -> BehaviorScore {
        guard let worst = worstWindow(of: sequence) else { return BehaviorScore(value: 0, strongestUnit: nil) }
        return BehaviorScore(value: weights.calibration.probability(worst.logit), strongestUnit: worst.place.unit)
    }

    /// The three to five events that carried the score, strongest first: fewer where the worst window has fewer.
    ///
    /// Each behavior of the worst window is left out in turn; the first event of it stands for all. This costs many
    /// passes, so ask only for packages that are reported.
    package func explain(_ sequence: BehaviorSequence) -> [LeadingEvent] {
        guard let worst = worstWindow(of: sequence) else { return [] }
        let linear = LinearEvidence(weights)
        let work = Workspace(shape: weights.shape)
        let whole = combinedLogit(of: worst.window, linear: linear, work: work)
        let candidates = explainableBehaviors(in: worst.window, linear: linear)
        let drops = candidates.map { token, first in
            let rest = EventWindow(tokens: worst.window.tokens.filter { $0 != token })
            let drop = whole - combinedLogit(of: rest, linear: linear, work: work)
            return LeadingEvent(unit: worst.place.unit, event: worst.place.firstEvent + first, weight: drop)
        }
        let ordered = drops.sorted { ($1.weight, $0.event) < ($0.weight, $1.event) }
        let positive = ordered.filter { $0.weight > 0 }.prefix(5)
        return positive.count >= 3 ? Array(positive) : Array(ordered.prefix(3))
    }

    /// The combined logit of every distinct window, in order of appearance.
    func logits(of sequence: BehaviorSequence) -> [(logit: Double, window: EventWindow, place: WindowPlace)] {
        let linear = LinearEvidence(weights)
        let scored = distinctWindows(of: sequence, shape: weights.shape).map { window, place in
            (linear: linear.logit(of: window), window: window, place: place)
        }
        let work = Workspace(shape: weights.shape)
        var isEncoded = [Bool](repeating: false, count: scored.count)
        var remaining = weights.budget
        for index in scored.indices.sorted(by: { (scored[$1].linear, $0) < (scored[$0].linear, $1) }) {
            guard remaining > 0 else { break }
            isEncoded[index] = true
            remaining -= scored[index].window.tokens.count
        }
        return zip(scored, isEncoded).map { entry, isEncoded in
            let encoder = isEncoded ? encoderLogit(of: entry.window, work: work) : nil
            return (weights.calibration.logit(linear: entry.linear, encoder: encoder), entry.window, entry.place)
        }
    }

    private func worstWindow(
        of sequence: BehaviorSequence
    ) -> (logit: Double, window: EventWindow, place: WindowPlace)? {
        // The first of equals, so that the same sequence always names the same unit.
        logits(of: sequence).max { $0.logit < $1.logit }
    }

    private func combinedLogit(of window: EventWindow, linear: LinearEvidence, work: Workspace) -> Double {
        weights.calibration.logit(linear: linear.logit(of: window), encoder: encoderLogit(of: window, work: work))
    }

    /// The mean of all encoders.
    private func encoderLogit(of window: EventWindow, work: Workspace) -> Double {
        var sum = 0.0
        for encoder in 0..<weights.shape.encoders {
            sum += Double(Transformer(weights, encoder: encoder).logit(of: window.tokens, in: work))
        }
        return sum / Double(weights.shape.encoders)
    }

    /// Behaviors that an explanation may name, with the place of their first event in the window; at most 24, those
    /// that the linear model weighs most.
    private func explainableBehaviors(in window: EventWindow, linear: LinearEvidence) -> [(token: UInt16, first: Int)] {
        var first: [UInt16: Int] = [:]
        for (index, token) in window.tokens.dropFirst().enumerated() where first[token] == nil {
            first[token] = index
        }
        let bookkeeping: [Behavior] = [.deferred, .layerEnd, .runShort, .runMedium, .runLong]
        let unnamed = Set(bookkeeping.map { token(of: $0) })
        let ranked = first.filter { !unnamed.contains($0.key) }.map { token, place in
            let rest = EventWindow(tokens: window.tokens.filter { $0 != token })
            return (token: token, first: place, linear: linear.logit(of: rest))
        }
        return ranked.sorted { ($0.linear, $0.first) < ($1.linear, $1.first) }.prefix(24).map { ($0.token, $0.first) }
    }
}
