import Packages

/// What one command took in, as far as it tells which entries of a policy do anything.
package struct PolicyUse: Sendable {
    /// The host and path of an address.
    package struct Place: Sendable, Hashable {
        package let host: String
        package let path: String

        package init(host: String, path: String) {
            self.host = host
            self.path = path
        }
    }

    /// Every artifact of the command.
    package let judged: [(identity: PackageIdentity, sha256: Digest)]
    /// Set where the command installs all that the project asks for of this ecosystem; only then does an entry of the
    /// project that nothing matches count as dead.
    package var wholeProject: Ecosystem?
    /// Whether the project has packages of that ecosystem only, so that a list of hosts has nothing else to serve.
    package var hasOneEcosystem = false
    /// Of archives that were named by an address.
    package var archives: [Place] = []
    package var repositories: [Place] = []
    /// The hosts of registries, indexes and of what they serve.
    package var registryHosts: Set<String> = []
    /// Whether any install script could have run.
    package var runsScripts = true

    package init(judged: [(identity: PackageIdentity, sha256: Digest)], wholeProject: Ecosystem? = nil) {
        self.judged = judged
        self.wholeProject = wholeProject
    }
}

extension Policy {
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

    /// Elements of one of the project's lists that nothing of the whole project matches.
    package struct DeadElements: Sendable, Hashable {
        package let key: PolicyKey
        package let elements: [String]
        package let path: String
        /// One-based.
        package let line: Int

        /// The report's sentence.
        package var message: String {
            let shown = elements.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
            let all = elements.count > 10 ? "\(shown) and \(elements.count - 10) more" : shown
            let cause =
                switch key {
                case .directHosts, .gitHosts: "nothing that this project installs comes from \(all)"
                case .privateRegistries: "no registry of this project is \(all)"
                case .scriptHosts: "no install script runs here that could download from \(all)"
                default: "this project installs nothing that matches \(all)"
                }
            return "'\(key.rawValue)' in '\(path)' line \(line): \(cause)"
        }
    }

    /// The entries in force that do nothing for what a command took in.
    ///
    /// Entries of user and machine files serve other projects too, and are dead only when they have expired or the
    /// release has other bytes.
    package func deadEntries(_ use: PolicyUse, on day: PolicyDate) -> [DeadEntry] {
        allowEntries.compactMap { entry in
            let named = use.judged.filter { entry.names($0.identity) }
            if let expires = entry.expires, entry.isExpired(on: day) {
                return named.isEmpty && entry.path != projectPath
                    ? nil : DeadEntry(entry: entry, cause: .expired(expires))
            }
            if !named.isEmpty {
                let matches = named.contains { entry.digests.contains($0.sha256) }
                return matches || hasSibling(entry, matching: use.judged)
                    ? nil : DeadEntry(entry: entry, cause: .otherBytes)
            }
            guard use.wholeProject == entry.ecosystem, entry.path == projectPath else { return nil }
            return DeadEntry(entry: entry, cause: .unmatched)
        }
    }

    /// The elements of the project's lists that do nothing for a project that was installed as a whole.
    package func deadElements(_ use: PolicyUse) -> [DeadElements] {
        guard let ecosystem = use.wholeProject, let path = projectPath, let settings = projectSettings else {
            return []
        }
        var dead: [DeadElements] = []
        func look<Element: CustomStringConvertible>(
            _ key: PolicyKey, _ list: Stated<[Element]>?, isAlive: (Element) -> Bool
        ) {
            let elements = list?.value.filter { !isAlive($0) }.map(\.description) ?? []
            guard let list, !elements.isEmpty else { return }
            dead.append(DeadElements(key: key, elements: elements, path: path, line: list.line))
        }
        func matchesName(_ pattern: NamePattern) -> Bool {
            pattern.ecosystem != ecosystem || use.judged.contains { pattern.matches($0.identity.name) }
        }
        look(.releaseAgeExcludes, settings.releaseAgeExcludes, isAlive: matchesName)
        look(.privateNames, settings.privateNames, isAlive: matchesName)
        guard use.hasOneEcosystem else { return dead }
        func matches(_ pattern: HostPattern, _ places: [PolicyUse.Place]) -> Bool {
            places.contains { pattern.matches(host: $0.host, path: $0.path) }
        }
        look(.directHosts, settings.directHosts) { matches($0, use.archives) }
        look(.gitHosts, settings.gitHosts) { matches($0, use.repositories) }
        look(.privateRegistries, settings.privateRegistries) { pattern in
            use.registryHosts.contains { pattern.matches(host: $0) }
        }
        look(.scriptHosts, settings.scriptHosts) { _ in use.runsScripts }
        return dead
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
