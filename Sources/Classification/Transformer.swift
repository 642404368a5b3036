/// Memory for one forward pass at a time, large enough for the longest window of a model.
final class Workspace {
    let states: UnsafeMutablePointer<Float>
    let normalized: UnsafeMutablePointer<Float>
    let queryKeyValue: UnsafeMutablePointer<Float>
    let mixed: UnsafeMutablePointer<Float>
    let hidden: UnsafeMutablePointer<Float>
    let scores: UnsafeMutablePointer<Float>

    init(shape: ModelShape) {
        // Safety: sizes are products of checked shapes; every value is written before a pass reads it.
        states = .allocate(capacity: shape.window * shape.width)
        normalized = .allocate(capacity: shape.window * shape.width)
        queryKeyValue = .allocate(capacity: shape.window * 3 * shape.width)
        mixed = .allocate(capacity: shape.window * shape.width)
        hidden = .allocate(capacity: shape.window * shape.feedForward)
        scores = .allocate(capacity: shape.window)
    }

    deinit {
        states.deallocate()
        normalized.deallocate()
        queryKeyValue.deallocate()
        mixed.deallocate()
        hidden.deallocate()
        scores.deallocate()
    }
}

/// One encoder of a model: from the tokens of a window to one logit.
///
/// `Training/model.py` is the reference.
struct Transformer {
    private let weights: ModelWeights
    private let firstTensor: Int

    private static let tensorsPerLayer = 12

    init(_ weights: ModelWeights, encoder: Int) {
        self.weights = weights
        firstTensor = ModelShape.firstEncoderTensor + encoder * (2 + weights.shape.layers * Self.tensorsPerLayer + 4)
    }

    private func tensor(_ index: Int) -> UnsafePointer<Float> {
        weights.storage.tensor(at: weights.offsets[firstTensor + index])
    }

    /// The logit of a window, whose first token is its phase.
    ///
    /// Tokens outside the vocabulary count as padding's embedding; positions past the model's window are not read.
    /// `observe` gets the states after the embedding, after each layer and after the last norm, as
    /// `[rows][width]`; tests compare them with the training code's.
    func logit(
        of tokens: [UInt16], in work: Workspace, observe: ((Int, UnsafeBufferPointer<Float>) -> Void)? = nil
    ) -> Float {
        let shape = weights.shape
        let width = shape.width
        let rows = min(tokens.count, shape.window)
        guard rows > 0 else { return 0 }
        let observed = UnsafeBufferPointer(start: work.states, count: rows * width)

        // Embedding: a token's row plus its position's.
        let (embedding, positions) = (tensor(0), tensor(1))
        for row in 0..<rows {
            let token = Int(tokens[row]) < shape.tokens ? Int(tokens[row]) : Int(Token.padding)
            for column in 0..<width {
                work.states[row * width + column] = embedding[token * width + column] + positions[row * width + column]
            }
        }
        observe?(0, observed)

        var next = 2
        for layer in 0..<shape.layers {
            // Attention on normalized states, added back.
            normalize(
                work.states, rows: rows, width: width, gain: tensor(next), bias: tensor(next + 1), into: work.normalized
            )
            multiply(
                work.normalized, rows: rows, inner: width, weights: tensor(next + 2), columns: 3 * width,
                bias: tensor(next + 3), into: work.queryKeyValue)
            attend(
                work.queryKeyValue, rows: rows, width: width, heads: shape.heads, scores: work.scores, into: work.mixed)
            multiply(
                work.mixed, rows: rows, inner: width, weights: tensor(next + 4), columns: width,
                bias: tensor(next + 5), into: work.normalized)
            accumulate(work.normalized, into: work.states, count: rows * width)

            // Feed forward on normalized states, added back.
            normalize(
                work.states, rows: rows, width: width, gain: tensor(next + 6), bias: tensor(next + 7),
                into: work.normalized)
            multiply(
                work.normalized, rows: rows, inner: width, weights: tensor(next + 8), columns: shape.feedForward,
                bias: tensor(next + 9), into: work.hidden)
            rectify(work.hidden, count: rows * shape.feedForward)
            multiply(
                work.hidden, rows: rows, inner: shape.feedForward, weights: tensor(next + 10), columns: width,
                bias: tensor(next + 11), into: work.normalized)
            accumulate(work.normalized, into: work.states, count: rows * width)
            observe?(layer + 1, observed)
            next += Self.tensorsPerLayer
        }

        // Head: the phase token's state beside the maximum over all rows.
        normalize(
            work.states, rows: rows, width: width, gain: tensor(next), bias: tensor(next + 1), into: work.normalized)
        observe?(shape.layers + 1, UnsafeBufferPointer(start: work.normalized, count: rows * width))
        let head = tensor(next + 2)
        var logit = tensor(next + 3)[0]
        for column in 0..<width {
            var highest = work.normalized[column]
            logit += head[column] * highest
            for row in 1..<max(1, rows) { highest = max(highest, work.normalized[row * width + column]) }
            logit += head[width + column] * highest
        }
        return logit
    }
}
