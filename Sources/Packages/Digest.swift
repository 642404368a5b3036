/// A cryptographic digest of an artifact's bytes together with the algorithm that made it.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The algorithms that registries and lockfiles use, weakest first so that `max()` picks the strongest.
    package enum Algorithm: String, Sendable, Hashable, CaseIterable, Comparable {
        case sha1
        case sha256
        case sha384
        case sha512

        package var byteCount: Int {
            switch self {
            case .sha1: 20
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }

        package static func < (left: Algorithm, right: Algorithm) -> Bool { left.byteCount < right.byteCount }
    }

    package let algorithm: Algorithm
    package let bytes: [UInt8]

    /// Makes a digest; nil when the byte count does not fit the algorithm.
    package init?(algorithm: Algorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Wraps what a hash of this algorithm has just returned.
    init(_ algorithm: Algorithm, computed bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Parses a hexadecimal digest of either case; nil when a character or the length is wrong.
    package init?(algorithm: Algorithm, hexadecimal: some StringProtocol) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in hexadecimal.utf8 {
            guard let value = Self.hexadecimalValue(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `sha256:…` in hexadecimal, the form of the policy file and of messages.
    package var description: String { "\(algorithm.rawValue):\(hexadecimal)" }

    private static func hexadecimalValue(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
