import Packages

/// The policy in force for one command: what machine, user and project files say together.
///
/// The stricter value wins. An entry of a project file counts only when the file's exact content is trusted; what a
/// project file tightens counts at once.
package struct Policy: Sendable, Hashable {
    /// A project file that would loosen something and is not trusted; its entries are not in force.
    package struct UntrustedFile: Sendable, Hashable {
        package let path: String
        package let sha256: Digest
        package let entryCount: Int
    }

    /// Turns warnings into blocks; `--strict` sets it on top of the files.
    package var isStrict: Bool
    /// The entries whose file counts; expired ones are among them and have no effect.
    package let allowEntries: [AllowEntry]
    package let untrustedFile: UntrustedFile?
    /// The project's file, when there is one: its entries are expected to match something.
    package let projectPath: String?

    /// No file at all.
    package static let none = Policy(machine: nil, user: nil, project: nil) { _ in false }

    /// Puts the files together; `isTrusted` is asked about a project file that loosens something.
    package init(
        machine: PolicyFile?, user: PolicyFile?, project: PolicyFile?, isTrusted: (PolicyFile) -> Bool
    ) {
        let files = [machine, user, project].compactMap { $0 }
        isStrict = files.contains { $0.isStrict == true }
        var entries = (machine?.allowEntries ?? []) + (user?.allowEntries ?? [])
        var untrusted: UntrustedFile?
        if let project, project.loosens {
            if isTrusted(project) {
                entries += project.allowEntries
            } else {
                untrusted = UntrustedFile(
                    path: project.path, sha256: project.sha256, entryCount: project.allowEntries.count)
            }
        }
        allowEntries = entries
        untrustedFile = untrusted
        projectPath = project?.path
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

    /// An entry that has no effect any more, with the cause.
    package struct DeadEntry: Sendable, Hashable {
        package enum Cause: Sendable, Hashable {
            case expired(PolicyDate)
            /// The release is in the plan, its bytes are others than the entry's.
            case otherBytes
            /// The release is not in the plan.
            case unmatched
        }

        package let entry: AllowEntry
        package let cause: Cause

        /// The report's sentence.
        package var message: String {
            let subject = "entry for '\(entry.name)' '\(entry.version)' in '\(entry.path)' line \(entry.line)"
            return switch cause {
            case .expired(let day): "\(subject) expired on \(day)"
            case .otherBytes: "\(subject) allows other bytes than those of this install"
            case .unmatched: "\(subject) matches nothing that this project installs"
            }
        }
    }

    /// The entries in force that do nothing for these artifacts.
    ///
    /// - Parameters:
    ///   - judged: every artifact of the command.
    ///   - isWholeProject: true when the command installs all that the project asks for; only then does a project
    ///     entry that nothing matches count as dead. Entries of user and machine files serve other projects too.
    package func deadEntries(
        judged: [(identity: PackageIdentity, sha256: Digest)], isWholeProject: Bool, on day: PolicyDate
    ) -> [DeadEntry] {
        allowEntries.compactMap { entry in
            let named = judged.filter { entry.names($0.identity) }
            if let expires = entry.expires, entry.isExpired(on: day) {
                return named.isEmpty && entry.path != projectPath
                    ? nil : DeadEntry(entry: entry, cause: .expired(expires))
            }
            if !named.isEmpty {
                let matches = named.contains { entry.digests.contains($0.sha256) }
                return matches || hasSibling(entry, matching: named) ? nil : DeadEntry(entry: entry, cause: .otherBytes)
            }
            guard isWholeProject, entry.path == projectPath else { return nil }
            return DeadEntry(entry: entry, cause: .unmatched)
        }
    }

    /// Tells whether another entry of the same release covers the bytes: then this one is for another platform's file.
    private func hasSibling(
        _ entry: AllowEntry, matching judged: [(identity: PackageIdentity, sha256: Digest)]
    ) -> Bool {
        allowEntries.contains { other in
            other != entry && other.names(PackageIdentity(name: entry.name, version: entry.version))
                && judged.contains { other.digests.contains($0.sha256) }
        }
    }
}
