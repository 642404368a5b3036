import Crypto

/// A streaming digest; the one place where Airlock hashes.
///
/// The arithmetic is swift-crypto's (BoringSSL); this type only chooses the algorithm at run time.
package struct DigestFunction: Sendable {
    private enum State: Sendable {
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    private var state: State

    package init(_ algorithm: Digest.Algorithm) {
        switch algorithm {
        case .sha1: state = .sha1(Insecure.SHA1())
        case .sha256: state = .sha256(SHA256())
        case .sha384: state = .sha384(SHA384())
        case .sha512: state = .sha512(SHA512())
        }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // Safety: the buffer is only read during the call; every hash copies what it keeps.
        switch state {
        case .sha1(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha1(hash)
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha384(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha384(hash)
        case .sha512(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        }
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest of everything given so far; the function can go on afterwards.
    package func finalize() -> Digest {
        switch state {
        case .sha1(let hash): Digest(.sha1, computed: Array(hash.finalize()))
        case .sha256(let hash): Digest(.sha256, computed: Array(hash.finalize()))
        case .sha384(let hash): Digest(.sha384, computed: Array(hash.finalize()))
        case .sha512(let hash): Digest(.sha512, computed: Array(hash.finalize()))
        }
    }

    /// Hashes one buffer at once.
    package static func digest(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        var function = DigestFunction(algorithm)
        function.update(bytes)
        return function.finalize()
    }
}
