import Packages
import Quarantine
import Testing

@Suite struct DigestStrengthTests {
    private let bytes = Array("artifact".utf8)

    private func digest(_ algorithm: Digest.Algorithm, of text: String = "artifact") -> Digest {
        DigestFunction.digest(of: Array(text.utf8), algorithm)
    }

    private var all: [Digest] { Digest.Algorithm.allCases.map { digest($0) } }

    @Test(arguments: [Digest.Algorithm.sha256, .sha384, .sha512])
    func `one strong digest that matches is strong`(algorithm: Digest.Algorithm) throws {
        #expect(try verify(actual: all, expected: [digest(algorithm)]) == .strong)
        #expect(try verify(actual: all, expected: [digest(.sha1), digest(algorithm)]) == .strong)
    }

    @Test func `only SHA-1 is weak`() throws {
        #expect(try verify(actual: all, expected: [digest(.sha1)]) == .weakDigestOnly)
    }

    @Test func `no digest is none`() throws {
        #expect(try verify(actual: all, expected: []) == .unstatedDigest)
    }

    @Test(arguments: Digest.Algorithm.allCases)
    func `a digest that differs is refused with what was got and expected`(algorithm: Digest.Algorithm) {
        let wrong = digest(algorithm, of: "other")
        #expect(throws: QuarantineError.digestMismatch(got: digest(algorithm), expected: wrong)) {
            try verify(actual: all, expected: [wrong])
        }
    }

    @Test func `every stated algorithm must match, not only the strongest`() {
        let wrong = digest(.sha1, of: "other")
        #expect(throws: QuarantineError.digestMismatch(got: digest(.sha1), expected: wrong)) {
            try verify(actual: all, expected: [digest(.sha512), wrong])
        }
    }

    @Test func `digests of one algorithm are alternatives`() throws {
        #expect(try verify(actual: all, expected: [digest(.sha256, of: "other"), digest(.sha256)]) == .strong)
    }

    @Test func `an algorithm that was not computed is a mismatch`() {
        #expect(throws: QuarantineError.self) {
            try verify(actual: [digest(.sha256)], expected: [digest(.sha512)])
        }
    }
}
