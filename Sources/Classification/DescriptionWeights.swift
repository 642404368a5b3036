package import Packages

/// What the gaps of a release's description add to the logit of its behaviors.
///
/// No weight is below zero, and the sum is bounded: who publishes for themselves alone often writes no description, so that it
/// takes behavior which is nearly enough by itself before gaps can block. Fitted in `Training/description.py`.
package struct DescriptionWeights: Sendable, Equatable {
    /// The most that all gaps together add.
    package let most: Double
    let weights: [DescriptionGap: Double]

    package func logit(of gaps: Set<DescriptionGap>) -> Double {
        // In a fixed order, so that rounding is the same on every run.
        min(most, DescriptionGap.allCases.reduce(0) { $0 + (gaps.contains($1) ? weights[$1] ?? 0 : 0) })
    }
}
