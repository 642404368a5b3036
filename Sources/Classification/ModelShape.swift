/// The dimensions that a weight file declares, checked against the bounds of the format.
package struct ModelShape: Sendable, Equatable {
    /// Rows of the token embedding: five special tokens, then the behaviors.
    package let tokens: Int
    package let encoders: Int
    package let layers: Int
    package let width: Int
    package let heads: Int
    package let feedForward: Int
    /// Positions of a window: the phase token and its events.
    package let window: Int
    /// Events from one window's start to the next one's.
    package let step: Int
    /// Buckets of the linear model, a power of two.
    package let buckets: Int
    /// Events that the linear model reads together.
    package let span: Int
    /// Events from one span's start to the next one's.
    package let spanStep: Int
    /// The highest number of a kind of behaviors.
    package let kinds: Int
    /// Buckets of the trees' features, a power of two.
    package let treeBuckets: Int
    package let trees: Int
    /// Questions of all trees together.
    package let nodes: Int

    /// Bounds are wide of every model that we would ship, and small enough that no product of them overflows.
    init(
        behaviors: UInt32, encoders: UInt32, layers: UInt32, width: UInt32, heads: UInt32, feedForward: UInt32,
        window: UInt32, step: UInt32, buckets: UInt32, span: UInt32, spanStep: UInt32, kinds: UInt32,
        treeBuckets: UInt32, trees: UInt32, nodes: UInt32
    ) throws(ClassificationError) {
        func require(_ isValid: Bool, _ field: String, _ value: UInt32) throws(ClassificationError) {
            guard isValid else { throw .invalidShape(field: field, got: value) }
        }
        try require((1...4096).contains(behaviors), "behaviors", behaviors)
        try require((1...16).contains(encoders), "encoders", encoders)
        try require((1...24).contains(layers), "layers", layers)
        try require((8...1024).contains(width) && width % 8 == 0, "width", width)
        try require((1...32).contains(heads) && width % heads == 0 && (width / heads) % 8 == 0, "heads", heads)
        try require((8...4096).contains(feedForward) && feedForward % 8 == 0, "feedForward", feedForward)
        try require((2...1024).contains(window), "window", window)
        try require((1..<window).contains(step), "step", step)
        try require((16...(1 << 22)).contains(buckets) && buckets & (buckets - 1) == 0, "buckets", buckets)
        try require((1...1024).contains(span), "span", span)
        try require((1...span).contains(spanStep), "spanStep", spanStep)
        try require((1...4096).contains(kinds), "kinds", kinds)
        try require(
            (16...(1 << 22)).contains(treeBuckets) && treeBuckets & (treeBuckets - 1) == 0, "treeBuckets", treeBuckets)
        try require((1...(1 << 16)).contains(trees), "trees", trees)
        try require((1...(1 << 20)).contains(nodes), "nodes", nodes)
        tokens = Int(behaviors) + Token.firstBehavior
        self.encoders = Int(encoders)
        self.layers = Int(layers)
        self.width = Int(width)
        self.heads = Int(heads)
        self.feedForward = Int(feedForward)
        self.window = Int(window)
        self.step = Int(step)
        self.buckets = Int(buckets)
        self.span = Int(span)
        self.spanStep = Int(spanStep)
        self.kinds = Int(kinds)
        self.treeBuckets = Int(treeBuckets)
        self.trees = Int(trees)
        self.nodes = Int(nodes)
    }

    /// Rows of the token embedding that are behaviors.
    var behaviors: Int { tokens - Token.firstBehavior }

    /// Tensors that stand before those of the encoders.
    static let firstEncoderTensor = 5

    /// Values in each tensor, in the order of the file: the linear table, kinds, trees, then encoder after encoder.
    var tensorSizes: [Int] {
        var sizes = [buckets, behaviors, trees, 3 * nodes, nodes + trees]
        for _ in 0..<encoders {
            sizes += [tokens * width, window * width]
            for _ in 0..<layers {
                sizes += [width, width, width * 3 * width, 3 * width, width * width, width]
                sizes += [width, width, width * feedForward, feedForward, feedForward * width, width]
            }
            sizes += [width, width, 2 * width, 1]
        }
        return sizes
    }
}

/// Numbers of the special tokens; a behavior's token is `firstBehavior` plus its raw value.
package enum Token {
    /// Fills short windows while training; never fed here.
    package static let padding: UInt16 = 0
    /// Hides an event while training, and in explanations.
    package static let mask: UInt16 = 1
    package static let install: UInt16 = 2
    package static let importing: UInt16 = 3
    package static let run: UInt16 = 4
    package static let firstBehavior = 5
}
