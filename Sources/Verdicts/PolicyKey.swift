/// The closed list of keys that a policy file may have at its top level; `Documentation/Policy.md` describes each.
package enum PolicyKey: String, Sendable, Hashable, CaseIterable {
    case strict
    case minimumReleaseAge = "minimum-release-age"
    case releaseAgeExcludes = "release-age-excludes"
    case levels
    case directHosts = "direct-hosts"
    case gitHosts = "git-hosts"
    case scriptHosts = "script-hosts"
    case privateNames = "private-names"
    case privateRegistries = "private-registries"
    case feedURL = "feed-url"
    case locked
    case allow

    /// Whether a value of the key can make a policy milder than no policy; only such keys can be locked.
    package var canLoosen: Bool {
        switch self {
        case .strict, .minimumReleaseAge, .releaseAgeExcludes, .levels, .scriptHosts, .allow: true
        case .directHosts, .gitHosts, .privateNames, .privateRegistries, .feedURL, .locked: false
        }
    }
}

/// A value with the line that states it; equality ignores the line.
package struct Stated<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value
    /// One-based.
    package let line: Int

    package static func == (left: Stated, right: Stated) -> Bool { left.value == right.value }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// Something in a policy file that is milder than no file, as `airlock trust` shows it and reports print it.
package struct Loosening: Sendable, Hashable {
    package let key: PolicyKey
    /// One line, such as `minimum-release-age = 0h`.
    package let text: String
    package let path: String
    /// One-based.
    package let line: Int
}
