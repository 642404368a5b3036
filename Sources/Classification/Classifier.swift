// Classification: from a behavior sequence to a calibrated score, with the weights inside the binary.
//
// What it does: cuts every unit (a file's load part, a function, an install hook) into windows, scores each window with
// a monotone linear model, with boosted trees and with a small ensemble of transformer encoders, calibrates the three into
// one probability and takes the package's worst window; and raises that by what a release leaves unsaid about itself, in
// a second stage. What it never does: read files, use the network or a clock, learn, or see names or sizes. What it guarantees: the same sequence and weights give the same score; other units can not lower the
// score of a unit (see Classifier for the one bound); work is bounded; a model of another vocabulary or format is refused.

import Behaviors
package import Packages

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
/// The encoders read at most `ModelWeights.budget` positions per package, the windows that look worst to the linear model
/// and the trees first; windows beyond are scored by those two alone. So whoever wants to push a window out of the
/// encoders' budget must add windows that look worse, and filler does not.
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

    package func score(_ sequence: BehaviorSequence, of ecosystem: Ecosystem) -> BehaviorScore {
        guard let worst = worstWindow(of: sequence) else { return BehaviorScore(value: 0, strongestUnit: nil) }
        let logit = worst.logit + weights.calibration.offset(for: ecosystem)
        return BehaviorScore(value: weights.calibration.probability(logit), strongestUnit: worst.place.unit)
    }

    /// The score raised by what the release leaves unsaid about itself; never lower than the score, and the same where
    /// nothing acts.
    ///
    /// Two stages on purpose: a model that saw both at once would learn that a good description excuses bad behavior.
    package func describedScore(_ score: BehaviorScore, gaps: Set<DescriptionGap>) -> Double {
        guard score.strongestUnit != nil, score.value > 0, score.value < 1 else { return score.value }
        let raised = weights.calibration.logit(of: score.value) + weights.description.logit(of: gaps)
        return max(score.value, weights.calibration.probability(raised))
    }

    /// The three to five events that carried the score, strongest first: fewer where the worst window has fewer.
    ///
    /// Each behavior of the worst window is left out in turn; the first event of it stands for all. This costs many
    /// passes, so ask only for packages that are reported.
    package func explain(_ sequence: BehaviorSequence) -> [LeadingEvent] {
        guard let worst = worstWindow(of: sequence) else { return [] }
        var models = Models(weights)
        let whole = models.logit(of: worst.window)
        let candidates = explainableBehaviors(in: worst.window, linear: &models.linear)
        var drops: [LeadingEvent] = []
        for (token, first) in candidates {
            let rest = EventWindow(tokens: worst.window.tokens.filter { $0 != token })
            let drop = whole - models.logit(of: rest)
            drops.append(
                LeadingEvent(unit: worst.place.unit, event: worst.place.firstEvent + first, weight: drop))
        }
        let ordered = drops.sorted { ($1.weight, $0.event) < ($0.weight, $1.event) }
        let positive = ordered.filter { $0.weight > 0 }.prefix(5)
        return positive.count >= 3 ? Array(positive) : Array(ordered.prefix(3))
    }

    /// The combined logit of every distinct window, in order of appearance.
    func logits(of sequence: BehaviorSequence) -> [(logit: Double, window: EventWindow, place: WindowPlace)] {
        var models = Models(weights)
        var scored = distinctWindows(of: sequence, shape: weights.shape).map { window, place in
            let (linear, trees) = models.cheapLogits(of: window)
            let alone = weights.calibration.logit(linear: linear, trees: trees, encoder: nil)
            return (logit: alone, linear: linear, trees: trees, window: window, place: place)
        }
        var remaining = weights.budget
        for index in scored.indices.sorted(by: { (scored[$1].logit, $0) < (scored[$0].logit, $1) }) {
            guard remaining > 0 else { break }
            remaining -= scored[index].window.tokens.count
            scored[index].logit = weights.calibration.logit(
                linear: scored[index].linear, trees: scored[index].trees,
                encoder: models.encoderLogit(of: scored[index].window))
        }
        return scored.map { ($0.logit, $0.window, $0.place) }
    }

    private func worstWindow(
        of sequence: BehaviorSequence
    ) -> (logit: Double, window: EventWindow, place: WindowPlace)? {
        // The first of equals, so that the same sequence always names the same unit.
        logits(of: sequence).max { $0.logit < $1.logit }
    }

    /// Behaviors that an explanation may name, with the place of their first event in the window; at most 24, those
    /// that the linear model weighs most.
    private func explainableBehaviors(
        in window: EventWindow, linear: inout LinearEvidence
    ) -> [(token: UInt16, first: Int)] {
        var first: [UInt16: Int] = [:]
        for (index, token) in window.tokens.dropFirst().enumerated() where first[token] == nil {
            first[token] = index
        }
        let bookkeeping: [Behavior] = [.deferred, .layerEnd, .runShort, .runMedium, .runLong]
        let unnamed = Set(bookkeeping.map { token(of: $0) })
        var ranked: [(token: UInt16, first: Int, linear: Double)] = []
        for (token, place) in first where !unnamed.contains(token) {
            let rest = EventWindow(tokens: window.tokens.filter { $0 != token })
            ranked.append((token, place, linear.logit(of: rest)))
        }
        return ranked.sorted { ($0.linear, $0.first) < ($1.linear, $1.first) }.prefix(24).map { ($0.token, $0.first) }
    }
}

/// The three models of one weight file with the memory that they work in.
struct Models {
    let weights: ModelWeights
    var linear: LinearEvidence
    var trees: TreeEvidence
    let work: Workspace

    init(_ weights: ModelWeights) {
        self.weights = weights
        linear = LinearEvidence(weights)
        trees = TreeEvidence(weights)
        work = Workspace(shape: weights.shape)
    }

    /// The logits of the models that read every window.
    mutating func cheapLogits(of window: EventWindow) -> (linear: Double, trees: Double) {
        (linear.logit(of: window), trees.logit(of: window))
    }

    /// The mean of all encoders.
    func encoderLogit(of window: EventWindow) -> Double {
        var sum = 0.0
        for encoder in 0..<weights.shape.encoders {
            sum += Double(Transformer(weights, encoder: encoder).logit(of: window.tokens, in: work))
        }
        return sum / Double(weights.shape.encoders)
    }

    /// The combined logit of a window that the encoders read.
    mutating func logit(of window: EventWindow) -> Double {
        let (linear, trees) = cheapLogits(of: window)
        return weights.calibration.logit(linear: linear, trees: trees, encoder: encoderLogit(of: window))
    }
}
