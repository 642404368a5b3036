import Behaviors
import CModelWeights
import Testing

@testable import Classification

@Suite("A weight file that does not fit is refused")
struct WeightFileTests {
    let valid: [UInt8]

    init() {
        // Safety: the constant array of the C target, of that size.
        valid = Array(UnsafeBufferPointer(start: airlock_model_weights(), count: airlock_model_weights_size()))
    }

    private func changed(at offset: Int, to bytes: [UInt8]) -> [UInt8] {
        var copy = valid
        copy.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        return copy
    }

    @Test("the embedded file is read, and a copy of it gives the same model")
    func copyEqualsEmbedded() throws {
        let embedded = try ModelWeights.embedded()
        let copied = try ModelWeights(bytes: valid)
        #expect(embedded.version == copied.version)
        #expect(embedded.shape == copied.shape)
        #expect(embedded.calibration == copied.calibration)
        #expect(embedded.warnThreshold <= embedded.blockThreshold)
        #expect(valid.count <= 4 << 20)
    }

    @Test("no data, a short header and another magic are not a weight file")
    func notAWeightFile() {
        for bytes in [[], Array(valid.prefix(191)), changed(at: 0, to: [0x41, 0x42])] {
            #expect(throws: ClassificationError.notAWeightFile) { try ModelWeights(bytes: bytes) }
        }
    }

    @Test("another format is named with the expected one")
    func otherFormat() {
        #expect(throws: ClassificationError.unsupportedFormat(got: 1, expected: 4)) {
            try ModelWeights(bytes: changed(at: 8, to: [1, 0, 0, 0]))
        }
    }

    @Test("another vocabulary, and another count of behaviors, are refused", arguments: [12, 16, 23])
    func otherVocabulary(offset: Int) {
        #expect {
            try ModelWeights(bytes: changed(at: offset, to: [valid[offset] ^ 0x5a]))
        } throws: { error in
            guard case .vocabularyMismatch(_, let expected) = error as? ClassificationError else { return false }
            return expected == vocabularyDigest
        }
    }

    @Test(
        "a shape out of bounds is refused by its name",
        arguments: [
            (24, "encoders"), (28, "layers"), (32, "width"), (36, "heads"), (40, "feedForward"), (44, "window"),
            (48, "step"), (52, "buckets"), (104, "span"), (108, "spanStep"), (112, "kinds"), (116, "treeBuckets"),
            (120, "trees"), (124, "nodes"),
        ])
    func invalidShape(offset: Int, field: String) {
        for number in [[0, 0, 0, 0], [255, 255, 255, 255]] as [[UInt8]] {
            #expect {
                try ModelWeights(bytes: changed(at: offset, to: number))
            } throws: { error in
                guard case .invalidShape(let got, _) = error as? ClassificationError else { return false }
                return got == field
            }
        }
    }

    @Test("a file that is cut or has a tail is refused with both sizes")
    func wrongSize() {
        for bytes in [Array(valid.dropLast()), valid + [0]] {
            #expect(throws: ClassificationError.sizeMismatch(got: bytes.count, expected: valid.count)) {
                try ModelWeights(bytes: bytes)
            }
        }
    }

    @Test(
        "a threshold or calibration that is no number is refused",
        arguments: [72, 76, 80, 84, 88, 92, 96, 100, 128, 132, 136, 140, 168])
    func notANumber(offset: Int) {
        #expect {
            try ModelWeights(bytes: changed(at: offset, to: [0, 0, 0xc0, 0x7f]))
        } throws: { error in
            guard case .invalidNumber = error as? ClassificationError else { return false }
            return true
        }
    }

    @Test("a description that would excuse behavior is refused", arguments: [136, 140, 168])
    func negativeGap(offset: Int) {
        #expect(throws: ClassificationError.invalidNumber(field: "description")) {
            try ModelWeights(bytes: changed(at: offset, to: [0, 0, 0x80, 0xbf]))
        }
    }

    @Test("a tree that would be walked in a circle, past its end or without a bucket is refused")
    func invalidTrees() throws {
        let mark = BoostedTrees.leafMark
        func trees(_ node: BoostedTrees.Node, root: UInt32 = 0) throws(ClassificationError) -> BoostedTrees {
            try BoostedTrees(roots: [root], nodes: [node], leaves: [-1, 2], buckets: 64)
        }
        let valid = try trees(.init(bucket: 5, absent: mark, present: mark | 1))
        var present = BucketSet(buckets: 64)
        #expect(valid.logit(of: present) == -1)
        _ = present.insert(5)
        #expect(valid.logit(of: present) == 2)
        for wrong in [
            BoostedTrees.Node(bucket: 64, absent: mark, present: mark), .init(bucket: 5, absent: 0, present: mark),
            .init(bucket: 5, absent: mark, present: 1), .init(bucket: 5, absent: mark | 2, present: mark),
        ] {
            #expect(throws: ClassificationError.invalidTree(node: 0)) { try trees(wrong) }
        }
        #expect(throws: ClassificationError.invalidTree(node: 0)) {
            try trees(.init(bucket: 5, absent: mark, present: mark | 1), root: 1)
        }
    }
}
