/// Boosted trees over a window's features, each of which is there or not.
///
/// `Training/trees.py` trains them.
struct BoostedTrees: Sendable, Equatable {
    /// A question; a child with the top bit set is the leaf of the number in the other bits, else a node further on.
    struct Node: Sendable, Equatable {
        let bucket: UInt32
        let absent: UInt32
        let present: UInt32
    }

    static let leafMark: UInt32 = 1 << 31

    let roots: [UInt32]
    let nodes: [Node]
    let leaves: [Float]

    /// Throws where a child is no later node and no leaf, so that every walk ends; or where a bucket or value is none.
    init(roots: [UInt32], nodes: [Node], leaves: [Float], buckets: Int) throws(ClassificationError) {
        func isPlace(_ place: UInt32, after node: Int) -> Bool {
            place & Self.leafMark == 0
                ? Int(place) > node && Int(place) < nodes.count : Int(place & ~Self.leafMark) < leaves.count
        }
        for (index, node) in nodes.enumerated() {
            guard Int(node.bucket) < buckets, isPlace(node.absent, after: index), isPlace(node.present, after: index)
            else { throw .invalidTree(node: index) }
        }
        guard roots.allSatisfy({ isPlace($0, after: -1) }) else { throw .invalidTree(node: 0) }
        guard leaves.allSatisfy(\.isFinite) else { throw .invalidNumber(field: "leaf") }
        self.roots = roots
        self.nodes = nodes
        self.leaves = leaves
    }

    /// The sum over all trees of the leaf that is reached.
    func logit(of present: BucketSet) -> Double {
        var sum = 0.0
        for root in roots {
            var place = root
            while place & Self.leafMark == 0 {
                let node = nodes[Int(place)]
                place = present.contains(Int(node.bucket)) ? node.present : node.absent
            }
            sum += Double(leaves[Int(place & ~Self.leafMark)])
        }
        return sum
    }
}

/// What the trees say of windows: unlike the linear model they can also see what is *not* there.
struct TreeEvidence {
    private let weights: ModelWeights
    private var present: BucketSet

    init(_ weights: ModelWeights) {
        self.weights = weights
        present = BucketSet(buckets: weights.shape.treeBuckets)
    }

    mutating func logit(of window: EventWindow) -> Double {
        guard let phase = window.tokens.first else { return 0 }
        let mask = weights.shape.treeBuckets - 1
        present.removeAll()
        weights.features.forEach(phase: phase, events: window.tokens.dropFirst()) { feature in
            _ = present.insert(Int(feature) & mask)
        }
        return weights.trees.logit(of: present)
    }
}
