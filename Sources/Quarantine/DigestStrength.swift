import Packages

/// How much the digests that a registry or lockfile states for an artifact are worth.
package enum DigestStrength: Sendable, Hashable {
    /// At least SHA-256: the bytes are the ones that were meant.
    case strong
    /// SHA-1 only: the bytes match, but collisions can be made; a warning.
    case weakDigestOnly
    /// Nothing was stated: the bytes are whatever the registry sent; a warning.
    case unstatedDigest

    /// Judges what is stated, before or after any bytes arrived.
    package init(of expected: [Digest]) {
        switch expected.map(\.algorithm).max() {
        case nil: self = .unstatedDigest
        case .sha1: self = .weakDigestOnly
        case .sha256, .sha384, .sha512: self = .strong
        }
    }
}

/// Compares computed digests with the stated ones.
///
/// Every algorithm that is stated must agree, the strongest first. Several digests of one algorithm are alternatives,
/// as in npm's `integrity` and pip's repeated `--hash`: one of them must match. A stated algorithm that was not
/// computed counts as a mismatch against the SHA-256.
package func verify(actual: [Digest], expected: [Digest]) throws(QuarantineError) -> DigestStrength {
    for algorithm in Digest.Algorithm.allCases.reversed() {
        let alternatives = expected.filter { $0.algorithm == algorithm }
        guard let first = alternatives.first else { continue }
        guard let computed = actual.first(where: { $0.algorithm == algorithm }) else {
            throw .digestMismatch(got: actual.first ?? first, expected: first)
        }
        guard alternatives.contains(computed) else { throw .digestMismatch(got: computed, expected: first) }
    }
    return DigestStrength(of: expected)
}
