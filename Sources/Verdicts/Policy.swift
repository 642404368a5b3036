import Packages

/// The policy in force for one command: what machine, user and project files say together.
///
/// The stricter value wins. What a project file loosens counts only when the file's exact content is trusted; what it
/// tightens counts at once. A key that the machine's file locks is loosened by no other file.
package struct Policy: Sendable, Hashable {
    /// A project file that would loosen something and is not trusted; what it loosens is not in force.
    package struct UntrustedFile: Sendable, Hashable {
        package let path: String
        package let sha256: Digest
        package let loosenings: [Loosening]
    }

    /// Turns warnings into blocks; `--strict` sets it on top of the files.
    package var isStrict: Bool
    /// The entries whose file counts; expired ones are among them and have no effect.
    package let allowEntries: [AllowEntry]
    package let minimumReleaseAge: ReleaseAge
    /// Whether a file states the age, so that it is worth asking a registry for times that nothing else needs.
    package let statesReleaseAge: Bool
    package let releaseAgeExcludes: [NamePattern]
    /// The stated level of each reason that has one.
    package let levels: [ReasonCode: VerdictLevel]
    /// Where archives that are named by an address may come from; their bytes are judged all the same.
    package let directHosts: HostRule
    /// Where git repositories may come from.
    package let gitHosts: HostRule
    package let privateNames: [PrivateNames]
    package let untrustedFile: UntrustedFile?
    /// What other files would loosen and the machine's file does not let them.
    package let lockedOut: [Loosening]
    /// The project's file, when there is one: its entries are expected to match something.
    package let projectPath: String?
    private let scriptHosts: HostRule
    /// Hosts that install scripts may download from even in strict mode.
    private let strictScriptHosts: [HostPattern]
    private let loosenings: [Loosening]
    /// What of the project's file is in force beside its `[[allow]]` entries.
    let projectSettings: PolicySettings?

    /// No file at all.
    package static let none = Policy(machine: nil, user: nil, project: nil) { _ in false }

    /// Puts the files together; `isTrusted` is asked about a project file that loosens something.
    package init(
        machine: PolicyFile?, user: PolicyFile?, project: PolicyFile?, isTrusted: (PolicyFile) -> Bool
    ) {
        let locked = machine?.settings.locked?.value ?? []
        let isProjectTrusted = project.map { !$0.loosens || isTrusted($0) } ?? true
        let everything = Set(PolicyKey.allCases)
        let parts: [(file: PolicyFile?, withheld: Set<PolicyKey>)] = [
            (machine, []), (user, locked), (project, isProjectTrusted ? locked : everything),
        ]
        let files = parts.compactMap { part in part.file.map { (file: $0, withheld: part.withheld) } }
        let settings = files.map { $0.file.settings.onlyTightening($0.withheld) }

        isStrict = settings.contains { $0.strict?.value == true }
        allowEntries = files.flatMap { $0.withheld.contains(.allow) ? [] : $0.file.allowEntries }
        let age = settings.compactMap(\.minimumReleaseAge?.value).max()
        minimumReleaseAge = age ?? .standard
        statesReleaseAge = age != nil
        releaseAgeExcludes = settings.flatMap { $0.releaseAgeExcludes?.value ?? [] }
        levels = settings.reduce(into: [:]) { levels, file in
            levels.merge(file.levels.mapValues(\.value)) { max($0, $1) }
        }
        directHosts = HostRule(lists: settings.compactMap(\.directHosts?.value))
        gitHosts = HostRule(lists: settings.compactMap(\.gitHosts?.value))
        scriptHosts = HostRule(lists: settings.compactMap(\.scriptHosts?.value))
        strictScriptHosts = files.flatMap { file, withheld in
            withheld.contains(.scriptHosts) ? [] : file.settings.scriptHosts?.value ?? []
        }
        privateNames = files.compactMap { file, _ in
            guard let names = file.settings.privateNames else { return nil }
            return PrivateNames(
                names: names.value, registries: file.settings.privateRegistries?.value ?? [], path: file.path,
                line: names.line)
        }
        let stated = files.flatMap { file, withheld in
            file.settings.loosenings(path: file.path).filter { !withheld.contains($0.key) }
        }
        let (levels, minimumReleaseAge) = (levels, minimumReleaseAge)
        loosenings = stated.filter { loosening in
            switch loosening.key {
            case .minimumReleaseAge: minimumReleaseAge < .standard
            case .levels: levels.contains { $0.value < $0.key.defaultLevel && loosening.names($0.key) }
            case .releaseAgeExcludes, .scriptHosts: true
            // Taken back by nothing, or printed one by one where they change a verdict.
            case .strict, .allow, .directHosts, .gitHosts, .privateNames, .privateRegistries, .feedURL, .locked:
                false
            }
        }
        lockedOut = [user, isProjectTrusted ? project : nil].compactMap { $0 }.flatMap { file in
            file.loosenings.filter { locked.contains($0.key) }
        }
        untrustedFile = project.flatMap { file in
            isProjectTrusted
                ? nil : UntrustedFile(path: file.path, sha256: file.sha256, loosenings: file.loosenings)
        }
        projectPath = project?.path
        projectSettings = project == nil ? nil : settings.last
    }

    /// What is milder than without any file, allowed bytes left out: those are printed where they change a verdict.
    package var looseningsInForce: [Loosening] {
        loosenings.filter { $0.key != .scriptHosts || isStrict }
    }

    /// Whether an install script may download from a host that is no registry's.
    package func allowsScriptDownload(from host: String) -> Bool {
        guard scriptHosts.allows(host: host) else { return false }
        return !isStrict || strictScriptHosts.contains { $0.matches(host: host) }
    }

    /// The level of a reason that has `level` by itself, by what `[levels]` states; strict mode comes on top.
    ///
    /// A stated level above the code's own raises, one below it caps; `block` raises milder cases of a blocking code.
    package func level(of code: ReasonCode, byItself level: VerdictLevel) -> VerdictLevel {
        guard let stated = levels[code] else { return level }
        return stated < code.defaultLevel ? min(level, stated) : max(level, stated)
    }

    /// The entry that allows exactly these bytes of this release on that day.
    ///
    /// - Parameter advisories: what the feed says against the release. Only an entry that names every one of them
    ///   counts: whoever wrote it knew of them, so that no older entry outlives a later warning.
    package func allowance(
        for identity: PackageIdentity, sha256: Digest, on day: PolicyDate, despite advisories: Set<String> = []
    ) -> AllowEntry? {
        allowEntries.first { entry in
            entry.names(identity) && entry.digests.contains(sha256) && !entry.isExpired(on: day)
                && advisories.isSubset(of: entry.despite)
        }
    }
}

extension Loosening {
    fileprivate func names(_ code: ReasonCode) -> Bool { text.hasPrefix("levels.\(code.rawValue) =") }
}
