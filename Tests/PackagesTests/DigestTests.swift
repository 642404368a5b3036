import Packages
import Testing

@Suite("Digests")
struct DigestTests {
    static let emptyDigests: [(Digest.Algorithm, String)] = [
        (.sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            .sha384,
            "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"
        ),
        (
            .sha512,
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81"
                + "a538327af927da3e"
        ),
    ]

    @Test("agree with the published vectors of the empty message", arguments: emptyDigests)
    func emptyMessage(algorithm: Digest.Algorithm, hexadecimal: String) {
        #expect(DigestFunction.digest(of: [], algorithm).hexadecimal == hexadecimal)
    }

    @Test("are the same in one piece and in many")
    func streaming() {
        let message = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for algorithm in Digest.Algorithm.allCases {
            var function = DigestFunction(algorithm)
            for start in stride(from: 0, to: message.count, by: 777) {
                function.update(Array(message[start..<min(start + 777, message.count)]))
            }
            #expect(function.finalize() == DigestFunction.digest(of: message, algorithm))
        }
    }

    @Test("survive a round trip through every written form")
    func roundTrip() throws {
        for algorithm in Digest.Algorithm.allCases {
            let digest = DigestFunction.digest(of: Array("airlock".utf8), algorithm)
            #expect(Digest.parseIntegrity(digest.integrity) == [digest])
            #expect(Digest(parsing: digest.description) == digest)
            #expect(Digest.parseFragment("egg=x&\(algorithm.rawValue)=\(digest.hexadecimal)") == digest)
        }
    }

    @Test(
        "are not read from malformed text",
        arguments: [
            "sha512", "sha512-", "sha512-AAAA", "md5-1B2M2Y8AsgTpgAmY7PhCfg==", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBw", "-",
            "sha256-=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        ])
    func malformedIntegrity(text: String) {
        #expect(Digest.parseIntegrity(text).isEmpty)
    }

    @Test("keep every known entry of an integrity with several")
    func severalEntries() {
        let first = DigestFunction.digest(of: [1], .sha1)
        let second = DigestFunction.digest(of: [1], .sha512)
        let text = "\(first.integrity) md5-xx \(second.integrity)?option"
        #expect(Digest.parseIntegrity(text) == [first, second])
    }

    @Test("do not read odd, long or foreign hexadecimal", arguments: ["abc", "zz", String(repeating: "a", count: 66)])
    func malformedHexadecimal(text: String) {
        #expect(Digest(algorithm: .sha256, hexadecimal: text) == nil)
    }
}
