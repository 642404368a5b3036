// Quarantine: holds bytes that nobody has vouched for yet, and reads them without trusting them.
//
// What it does: takes an artifact from its URL, hashes it while it arrives, compares it with every stated digest, keeps
// it under its own SHA-256, hands back bytes whose digest was just computed again, and opens archives in memory.
// What it never does: execute, unpack to disk, decide a verdict, or write outside its root folder.
// What it guarantees: a held artifact's bytes have the digest it is named by; a file list is what npm or pip would
// install, byte for byte, or it carries a finding of severity `ambiguous`; no input makes it trap.

import Packages

/// An artifact whose bytes lie in the quarantine under their SHA-256.
package struct HeldArtifact: Sendable, Hashable {
    package let sha256: Digest
    package let byteCount: Int
    /// The file's absolute path; its bytes must be read through the store, which checks them again.
    package let path: String

    package init(sha256: Digest, byteCount: Int, path: String) {
        self.sha256 = sha256
        self.byteCount = byteCount
        self.path = path
    }
}
