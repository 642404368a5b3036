/// What one policy file states beside its `[[allow]]` entries; nil and empty where it says nothing.
package struct PolicySettings: Sendable, Hashable {
    package var strict: Stated<Bool>?
    package var minimumReleaseAge: Stated<ReleaseAge>?
    package var releaseAgeExcludes: Stated<[NamePattern]>?
    package var levels: [ReasonCode: Stated<VerdictLevel>] = [:]
    package var directHosts: Stated<[HostPattern]>?
    package var gitHosts: Stated<[HostPattern]>?
    package var scriptHosts: Stated<[HostPattern]>?
    package var privateNames: Stated<[NamePattern]>?
    package var privateRegistries: Stated<[HostPattern]>?
    /// Where `airlock feed update` fetches from.
    package var feedURL: Stated<String>?
    package var locked: Stated<Set<PolicyKey>>?

    /// What of it is milder than no file; the settings that remain without it only tighten.
    func loosenings(path: String) -> [Loosening] {
        var found: [Loosening] = []
        func add(_ key: PolicyKey, _ text: String, _ line: Int) {
            found.append(Loosening(key: key, text: text, path: path, line: line))
        }
        if let strict, !strict.value { add(.strict, "strict = false", strict.line) }
        if let age = minimumReleaseAge, age.value < .standard {
            add(.minimumReleaseAge, "minimum-release-age = \(age.value)", age.line)
        }
        if let excludes = releaseAgeExcludes, !excludes.value.isEmpty {
            add(.releaseAgeExcludes, "release-age-excludes = \(Self.list(excludes.value))", excludes.line)
        }
        for (code, level) in levels.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where level.value < code.defaultLevel {
            add(.levels, "levels.\(code.rawValue) = \(level.value.rawValue)", level.line)
        }
        if let hosts = scriptHosts, !hosts.value.isEmpty {
            add(.scriptHosts, "script-hosts = \(Self.list(hosts.value)) (under strict mode)", hosts.line)
        }
        return found
    }

    private static func list(_ patterns: [some CustomStringConvertible]) -> String {
        let shown = patterns.prefix(20).map(\.description).joined(separator: ", ")
        return patterns.count > 20 ? "\(shown) and \(patterns.count - 20) more" : shown
    }

    /// The same without whatever loosens through one of these keys.
    func onlyTightening(_ keys: Set<PolicyKey>) -> PolicySettings {
        var kept = self
        if keys.contains(.strict), strict?.value == false { kept.strict = nil }
        if keys.contains(.minimumReleaseAge), let age = minimumReleaseAge, age.value < .standard {
            kept.minimumReleaseAge = nil
        }
        if keys.contains(.releaseAgeExcludes) { kept.releaseAgeExcludes = nil }
        if keys.contains(.levels) { kept.levels = levels.filter { $0.value.value >= $0.key.defaultLevel } }
        return kept
    }
}
