import Testing

@testable import Packages

@Suite("Contents of files")
struct FileContentTests {
    /// A generator of our own, so that every run sees the same texts.
    private struct Numbers {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test("Texts come back as they were packed, whatever repeats in them")
    func packingKeepsEveryByte() {
        var numbers = Numbers(state: 7)
        var texts: [[UInt8]] = [[], [1], Array("import os\n".utf8)]
        for period in [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 255, 4_096, 65_534, 65_535, 65_536, 70_000] {
            texts.append((0..<200_000).map { UInt8(truncatingIfNeeded: ($0 % period) &* 31 ^ ($0 % period) >> 8) })
        }
        for letters in [1, 2, 3, 20, 256] {
            for count in [255, 256, 257, 270, 271, 272, 511, 526, 30_000] {
                texts.append((0..<count).map { _ in UInt8(numbers.next(below: letters)) })
            }
        }
        for _ in 0..<60 {
            var text: [UInt8] = []
            while text.count < 20_000 {
                if text.count > 8, numbers.next(below: 3) > 0 {
                    let start = numbers.next(below: text.count - 4)
                    text += text[start..<min(text.count, start + 4 + numbers.next(below: 600))]
                } else {
                    text += (0..<numbers.next(below: 300)).map { _ in UInt8(numbers.next(below: 256)) }
                }
            }
            texts.append(text)
        }
        for text in texts {
            let packed = FileContent(packing: text)
            #expect(packed.bytes == text)
            #expect(packed.count == text.count)
            for length in [0, 1, 7, 8, 15, 16, 17, 300, 100_000] {
                #expect(packed.prefix(length) == Array(text.prefix(length)))
            }
            #expect(packed == FileContent(text))
            #expect(packed.hashValue == FileContent(text).hashValue)
        }
    }

    @Test("Text is held packed, noise as it is")
    func packingIsForText() {
        var numbers = Numbers(state: 11)
        let text = (0..<400).flatMap {
            Array("    def value_\($0)(self, name):\n        return self._values_\($0)[name]\n\n".utf8)
        }
        let packed = BytePacking.packed(text)
        #expect(packed.map { $0.count < text.count / 2 } == true)
        #expect(FileContent(packing: text).isPacked)
        let noise = (0..<20_000).map { _ in UInt8(numbers.next(below: 256)) }
        #expect(!FileContent(packing: noise).isPacked)
    }

    @Test("Different contents of one length are different")
    func differentContentsDiffer() {
        let text = Array(String(repeating: "a line of text\n", count: 400).utf8)
        var other = text
        other[4_000] = 0x21
        #expect(FileContent(packing: text) != FileContent(packing: other))
        #expect(FileContent(packing: text) != FileContent(other))
    }
}
