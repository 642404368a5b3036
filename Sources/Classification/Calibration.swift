internal import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// From the logits of the three models to one probability, fitted on cross-fitted training scores.
package struct Calibration: Sendable, Equatable {
    package let linearBias: Double
    let linearSlope: Double
    let encoderSlope: Double
    let offset: Double
    let aloneSlope: Double
    let aloneOffset: Double
    let treeSlope: Double
    let aloneTreeSlope: Double
    /// What an npm package's logit is raised by.
    ///
    /// One threshold then stops the same share of benign packages in either ecosystem: what npm packages do is more alike,
    /// and without this they would be held to the threshold that PyPI's need.
    package let npmOffset: Double

    /// Logits are clipped here, so that one extreme value can not outvote the other models without bound.
    private static let bound = 15.0

    /// The combined logit; `encoder` is nil where the encoders were not run.
    func logit(linear: Double, trees: Double, encoder: Double?) -> Double {
        guard let encoder else {
            return aloneSlope * clipped(linear) + aloneTreeSlope * clipped(trees) + aloneOffset
        }
        return linearSlope * clipped(linear) + treeSlope * clipped(trees) + encoderSlope * clipped(encoder) + offset
    }

    /// What the ecosystem adds to the combined logit.
    func offset(for ecosystem: Ecosystem) -> Double {
        switch ecosystem {
        case .npm: npmOffset
        case .pypi: 0
        }
    }

    /// The probability of a logit; never quite 0 or 1.
    func probability(_ logit: Double) -> Double {
        1 / (1 + exp(-max(-30, min(30, logit))))
    }

    /// The logit of a probability between 0 and 1.
    func logit(of probability: Double) -> Double {
        log(probability / (1 - probability))
    }

    private func clipped(_ logit: Double) -> Double {
        max(-Self.bound, min(Self.bound, logit))
    }
}
