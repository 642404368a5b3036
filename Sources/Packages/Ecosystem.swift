// Packages: the nouns that the stages of a guarded install exchange.
//
// What it does: names ecosystems, packages, versions, digests and artifacts, normalizes names as each ecosystem
// defines it, and computes digests. What it never does: input or output, policy, text for people. What it
// guarantees: a value of one of these types is well-formed; whoever holds one need not check it again.

/// A package registry family whose clients Airlock guards.
package enum Ecosystem: String, Sendable, Hashable, CaseIterable, Codable {
    case npm
    case pypi
}
