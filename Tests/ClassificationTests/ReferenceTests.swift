import Testing

@testable import Classification

@Suite("The forward pass agrees with the training code")
struct ReferenceTests {
    let weights: ModelWeights
    let reference: ReferenceActivations

    init() throws {
        weights = try ModelWeights.embedded()
        reference = try ReferenceActivations(width: weights.shape.width)
    }

    @Test("the reference belongs to the embedded weights")
    func sameWeights() {
        #expect(weights.version.hasSuffix(reference.mark))
        #expect(reference.windows.count >= 5)
    }

    @Test("every recorded state of every layer is equal within 1e-4")
    func states() {
        let work = Workspace(shape: weights.shape)
        let width = weights.shape.width
        for window in reference.windows {
            var stagesSeen = 0
            _ = Transformer(weights, encoder: 0).logit(of: window.tokens, in: work) { stage, states in
                stagesSeen += 1
                for (place, row) in window.rows.enumerated() {
                    for column in 0..<width {
                        let expected = window.stages[stage][place * width + column]
                        let got = states[row * width + column]
                        if abs(got - expected) > 1e-4 * max(1, abs(expected)) {
                            Issue.record(
                                "stage \(stage), row \(row), column \(column): got \(got), expected \(expected)")
                            return
                        }
                    }
                }
            }
            #expect(stagesSeen == window.stages.count)
        }
    }

    @Test("the logits of all three models and of their combination are equal within 1e-4")
    func logits() {
        var models = Models(weights)
        for window in reference.windows {
            let (linear, trees) = models.cheapLogits(of: EventWindow(tokens: window.tokens))
            #expect(abs(linear - Double(window.linear)) < 1e-4)
            #expect(abs(trees - Double(window.trees)) < 1e-4)
            let encoders = (0..<weights.shape.encoders).map {
                Transformer(weights, encoder: $0).logit(of: window.tokens, in: models.work)
            }
            #expect(encoders.count == window.encoders.count)
            for (got, expected) in zip(encoders, window.encoders) {
                #expect(abs(got - expected) < 1e-4 * max(1, abs(expected)))
            }
            let combined = models.logit(of: EventWindow(tokens: window.tokens))
            #expect(abs(combined - Double(window.combined)) < 1e-3)
        }
    }
}
