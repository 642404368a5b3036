import Behaviors
import CModelWeights
internal import Packages

// A weight file, byte by byte. All numbers are little endian; floats are IEEE 754 binary32.
//
//   offset  size  field
//        0     8  magic, the bytes "AIRLOCKW"
//        8     4  format, 4
//       12     4  behaviors: how many the vocabulary had
//       16     8  vocabulary digest, the number that `vocabularyDigest` writes in hexadecimal
//       24     4  encoders
//       28     4  layers of each encoder
//       32     4  width
//       36     4  heads
//       40     4  feedForward
//       44     4  window: positions, the phase token included
//       48     4  step: events from one window to the next
//       52     4  buckets of the linear model, a power of two
//       56     4  budget: encoder positions per package, see Classifier
//       60     4  model number, counted up with each release of weights
//       64     8  content mark: the first 8 bytes of the sha256 of everything from offset 72
//       72     4  block threshold, a probability
//       76     4  warn threshold, a probability
//       80     4  linear bias
//       84     4  slope of the linear logit          \
//       88     4  slope of the mean encoder logit     > calibration of the three together, with the slope at 128
//       92     4  offset                             /
//       96     4  slope of the linear logit          \ calibration where the encoder was not run, with the slope
//      100     4  offset                             / at 132
//      104     4  span: events that the linear model reads together
//      108     4  spanStep: events from one span to the next
//      112     4  kinds: a behavior's kind is at most this
//      116     4  tree buckets, a power of two
//      120     4  trees
//      124     4  nodes of all trees together
//      128     4  slope of the trees' logit
//      132     4  slope of the trees' logit where the encoder was not run
//      136     4  most that all gaps of a description add to the logit
//      140    32  what each gap adds, in the order of DescriptionGap
//      172     4  what is added to the logit of an npm package
//      176    16  zero
//      192        tensors of float32 (uint32 where said), each on the next multiple of 64 bytes, the gaps zero:
//                 linear table [buckets]; kind of each behavior, uint32 [behaviors];
//                 root of each tree, uint32 [trees]; nodes, uint32 [nodes][bucket, child if absent, child if present];
//                 leaves [nodes + trees]: see BoostedTrees; then for each encoder:
//                 token embedding [behaviors + 5][width], position embedding [window][width];
//                 for each layer: norm gain [width], norm bias [width],
//                   query-key-value [width][3 * width] (input major), its bias [3 * width],
//                   output [width][width] (input major), its bias [width], norm gain [width], norm bias [width],
//                   up [width][feedForward] (input major), its bias, down [feedForward][width] (input major), its bias;
//                 final norm gain [width], bias [width]; head [2 * width], its bias [1].
//
// The file ends with the last tensor. A file that differs in magic, format, vocabulary, shape or size is refused.

/// A weight file that was checked, with a place for every tensor.
package struct ModelWeights: Sendable {
    package let shape: ModelShape
    package let calibration: Calibration
    package let description: DescriptionWeights
    package let blockThreshold: Double
    package let warnThreshold: Double
    /// Positions that the encoders may read per package.
    package let budget: Int
    /// Model number and content mark, as in `1-5be0a3c2d4e6f708`.
    package let version: String
    /// Events and kinds to features, for the linear model and the trees.
    let features: EventFeatures
    let trees: BoostedTrees
    let storage: WeightStorage
    let offsets: [Int]

    static let magic = Array("AIRLOCKW".utf8)
    static let format: UInt32 = 4
    static let headerSize = 192
    static let alignment = 64

    /// The weights in this binary.
    package static func embedded() throws(ClassificationError) -> ModelWeights {
        try ModelWeights(WeightStorage.embedded())
    }

    /// Weights from bytes in memory, which are copied.
    package init(bytes: [UInt8]) throws(ClassificationError) {
        try self.init(WeightStorage(copying: bytes))
    }

    private init(_ storage: WeightStorage) throws(ClassificationError) {
        guard storage.count >= Self.headerSize, (0..<8).allSatisfy({ storage.byte(at: $0) == Self.magic[$0] }) else {
            throw .notAWeightFile
        }
        let format = storage.number(at: 8)
        guard format == Self.format else { throw .unsupportedFormat(got: format, expected: Self.format) }
        let digest = hexadecimal(storage.number(at: 20)) + hexadecimal(storage.number(at: 16))
        guard digest == vocabularyDigest, storage.number(at: 12) == UInt32(Behavior.allCases.count) else {
            throw .vocabularyMismatch(got: digest, expected: vocabularyDigest)
        }
        shape = try ModelShape(
            behaviors: storage.number(at: 12), encoders: storage.number(at: 24), layers: storage.number(at: 28),
            width: storage.number(at: 32), heads: storage.number(at: 36), feedForward: storage.number(at: 40),
            window: storage.number(at: 44), step: storage.number(at: 48), buckets: storage.number(at: 52),
            span: storage.number(at: 104), spanStep: storage.number(at: 108), kinds: storage.number(at: 112),
            treeBuckets: storage.number(at: 116), trees: storage.number(at: 120), nodes: storage.number(at: 124))
        var offsets: [Int] = []
        var end = Self.headerSize
        for size in shape.tensorSizes {
            let start = (end + Self.alignment - 1) / Self.alignment * Self.alignment
            offsets.append(start)
            end = start + size * MemoryLayout<Float>.size
        }
        guard storage.count == end else { throw .sizeMismatch(got: storage.count, expected: end) }
        self.offsets = offsets
        self.storage = storage
        func value(_ field: String, at offset: Int) throws(ClassificationError) -> Double {
            let number = Float(bitPattern: storage.number(at: offset))
            guard number.isFinite else { throw .invalidNumber(field: field) }
            return Double(number)
        }
        blockThreshold = try value("blockThreshold", at: 72)
        warnThreshold = try value("warnThreshold", at: 76)
        guard 0 < warnThreshold, warnThreshold <= blockThreshold, blockThreshold <= 1 else {
            throw .invalidNumber(field: "blockThreshold")
        }
        calibration = Calibration(
            linearBias: try value("linearBias", at: 80), linearSlope: try value("linearSlope", at: 84),
            encoderSlope: try value("encoderSlope", at: 88), offset: try value("offset", at: 92),
            aloneSlope: try value("aloneSlope", at: 96), aloneOffset: try value("aloneOffset", at: 100),
            treeSlope: try value("treeSlope", at: 128), aloneTreeSlope: try value("aloneTreeSlope", at: 132),
            npmOffset: try value("npmOffset", at: 172))
        description = try Self.description(value)
        features = try Self.features(of: storage, at: offsets[1], shape: shape)
        trees = try Self.trees(of: storage, at: offsets[2...4], shape: shape)
        budget = Int(storage.number(at: 56))
        let mark = hexadecimal(storage.number(at: 64).byteSwapped) + hexadecimal(storage.number(at: 68).byteSwapped)
        version = "\(storage.number(at: 60))-\(mark)"
    }

    private static func description(
        _ value: (String, Int) throws(ClassificationError) -> Double
    ) throws(ClassificationError) -> DescriptionWeights {
        let most = try value("description", 136)
        var weights: [DescriptionGap: Double] = [:]
        for (index, gap) in DescriptionGap.allCases.enumerated() {
            weights[gap] = try value(gap.rawValue, 140 + 4 * index)
        }
        guard most >= 0, weights.values.allSatisfy({ $0 >= 0 }) else { throw .invalidNumber(field: "description") }
        return DescriptionWeights(most: most, weights: weights)
    }

    private static func features(
        of storage: WeightStorage, at offset: Int, shape: ModelShape
    ) throws(ClassificationError) -> EventFeatures {
        let kinds = (0..<shape.behaviors).map { storage.number(at: offset + 4 * $0) }
        if let wrong = kinds.first(where: { Int($0) > shape.kinds }) {
            throw .invalidShape(field: "kind", got: wrong)
        }
        return EventFeatures(kinds: kinds)
    }

    /// The trees are small and are walked at random, so they are read into arrays once.
    private static func trees(
        of storage: WeightStorage, at offsets: ArraySlice<Int>, shape: ModelShape
    ) throws(ClassificationError) -> BoostedTrees {
        let places = Array(offsets)
        let nodes = (0..<shape.nodes).map { index in
            let at = places[1] + 12 * index
            return BoostedTrees.Node(
                bucket: storage.number(at: at), absent: storage.number(at: at + 4), present: storage.number(at: at + 8))
        }
        return try BoostedTrees(
            roots: (0..<shape.trees).map { storage.number(at: places[0] + 4 * $0) }, nodes: nodes,
            leaves: (0..<(shape.nodes + shape.trees)).map {
                Float(bitPattern: storage.number(at: places[2] + 4 * $0))
            }, buckets: shape.treeBuckets)
    }
}

private func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}
