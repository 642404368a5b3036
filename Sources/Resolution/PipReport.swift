import Packages

/// pip's installation report, version 1, or 0 as pip 22.2 and 22.3 write it (`--report`): what a dry run would install.
///
/// Format: an object with `version` `"1"` and `install`, a list of entries with `download_info` (PEP 610: `url` and one
/// of `archive_info`, `vcs_info`, `dir_info`), `metadata` (core metadata as JSON), `is_direct`, `is_yanked` and
/// `requested`. Build requirements are not in it; the gateway's log has them.
package struct PipReport: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        let name: PackageName
        let version: String
        let place: Place
        let source: Source
        let digests: [Digest]
        let isDirect: Bool
        let isYanked: Bool
        let isRequested: Bool
        /// The normalized names of what it requires, whatever the markers.
        let requires: [String]
    }

    /// Where an entry comes from, as pip tells it.
    package struct Place: Sendable, Equatable {
        /// Without a fragment.
        package let address: String
        /// Of version control: the commit that pip would check out.
        package let commit: String?
        /// The folder inside that is built.
        package let folder: String?
    }

    enum Source: Sendable, Equatable {
        case archive, versionControl, folder
    }

    /// The report's path, for messages.
    package let path: String
    let entries: [Entry]

    /// Reads a report; throws with its path when it is malformed in any way.
    package init(parsing bytes: [UInt8], path: String) throws(ResolutionError) {
        self.path = path
        let document = try JSONValue.parse(bytes, path: path)
        guard let version = document["version"]?.text, ["0", "1"].contains(version) else {
            let version = document["version"]?.text ?? "none"
            throw .malformed(path: path, problem: "got report version '\(version)', expected '1'")
        }
        guard let elements = document["install"]?.elements else {
            throw .malformed(path: path, problem: "'install' is missing")
        }
        var entries: [Entry] = []
        for (index, element) in elements.enumerated() {
            entries.append(try Self.entry(element, at: index, path: path))
        }
        self.entries = entries
    }

    /// The plan: `artifact` maps an address of the gateway back to the artifact that was offered there.
    ///
    /// Throws when it knows none. Folders are the user's own and left out.
    ///
    /// - Parameter named: maps a place that the user named to what was judged of it.
    package func plan(
        mapping artifact: (String) -> Artifact?, named: (Place) -> Artifact? = { _ in nil }
    ) throws(ResolutionError) -> InstallPlan {
        let chains = requirementChains()
        var nodes: [PlanNode] = []
        var refused: [PlanRefusal] = []
        for entry in entries {
            if entry.source != .folder, let found = named(entry.place) {
                nodes.append(try node(entry, artifact: found, chain: chains[entry.name.normalized] ?? []))
                continue
            }
            switch entry.source {
            case .folder where entry.isRequested: continue
            case .folder:
                // What a package requires from a folder is not the user's own, and was built already.
                refused.append(PlanRefusal(name: entry.name.written, address: entry.place.address, kind: .localArchive))
            case .versionControl:
                refused.append(PlanRefusal(name: entry.name.written, address: entry.place.address, kind: .git))
            case .archive where entry.place.address.lowercased().hasPrefix("file:"):
                refused.append(PlanRefusal(name: entry.name.written, address: entry.place.address, kind: .localArchive))
            case .archive:
                guard let found = artifact(entry.place.address) else {
                    throw .unknownArtifact(name: entry.name.written, address: entry.place.address)
                }
                nodes.append(try node(entry, artifact: found, chain: chains[entry.name.normalized] ?? []))
            }
        }
        return InstallPlan(nodes: nodes, refused: refused)
    }

    private func node(
        _ entry: Entry, artifact: Artifact, chain: [String]
    ) throws(ResolutionError) -> PlanNode {
        for digest in entry.digests {
            let stated = artifact.expectedDigests.filter { $0.algorithm == digest.algorithm }
            guard stated.isEmpty || stated.contains(digest) else {
                throw .malformed(
                    path: path, problem: "the digest of '\(entry.name)' is not the one that its index gave")
            }
        }
        var notes: [PlanNote] = []
        if artifact.expectedDigests.isEmpty { notes.append(.digestMissing) }
        if artifact.identity.name != entry.name { notes.append(.nameMismatch) }
        if entry.isDirect { notes.append(.directAddress) }
        if entry.isYanked { notes.append(.yanked) }
        return PlanNode(artifact: artifact, requiredBy: chain, isDirect: entry.isRequested, notes: notes)
    }

    /// For each name, the names on the shortest way from what was requested to whoever requires it.
    private func requirementChains() -> [String: [String]] {
        let byName = Dictionary(entries.map { ($0.name.normalized, $0) }) { first, _ in first }
        var queue = entries.filter(\.isRequested).map(\.name.normalized).sorted()
        var chains = Dictionary(queue.map { ($0, [String]()) }) { first, _ in first }
        var next = 0
        while next < queue.count {
            let name = queue[next]
            next += 1
            guard let entry = byName[name] else { continue }
            for required in entry.requires where byName[required] != nil && chains[required] == nil {
                chains[required] = (chains[name] ?? []) + [entry.name.written]
                queue.append(required)
            }
        }
        return chains
    }

    private static func entry(_ value: JSONValue, at index: Int, path: String) throws(ResolutionError) -> Entry {
        let problem = { (what: String) in
            ResolutionError.malformed(path: path, problem: "\(what) of entry \(index + 1) is missing")
        }
        guard let metadata = value["metadata"] else { throw problem("'metadata'") }
        guard let name = metadata["name"]?.text, !name.isEmpty else { throw problem("the name") }
        guard let version = metadata["version"]?.text else { throw problem("the version") }
        guard let download = value["download_info"] else { throw problem("'download_info'") }
        guard let address = download["url"]?.text else { throw problem("the address") }
        let source: Source
        if download["vcs_info"] != nil {
            source = .versionControl
        } else if download["dir_info"] != nil {
            source = .folder
        } else if download["archive_info"] != nil {
            source = .archive
        } else {
            throw problem("the kind of address")
        }
        return Entry(
            name: PackageName(name, ecosystem: .pypi), version: version,
            place: Place(
                address: withoutFragment(address), commit: download["vcs_info"]?["commit_id"]?.text,
                folder: download["subdirectory"]?.text),
            source: source, digests: digests(download["archive_info"]), isDirect: value["is_direct"]?.isTrue == true,
            isYanked: value["is_yanked"]?.isTrue == true, isRequested: value["requested"]?.isTrue == true,
            requires: (metadata["requires_dist"]?.elements ?? []).compactMap(\.text).compactMap(requiredName).sorted())
    }

    private static func digests(_ archive: JSONValue?) -> [Digest] {
        var found: [Digest] = []
        for (name, value) in (archive?["hashes"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let algorithm = Digest.Algorithm(rawValue: name), let text = value.text else { continue }
            if let digest = Digest(algorithm: algorithm, hexadecimal: text) { found.append(digest) }
        }
        if found.isEmpty, let text = archive?["hash"]?.text, let digest = Digest.parseFragment(text) { return [digest] }
        return found
    }

    /// The project's name at the start of a requirement (PEP 508), normalized.
    private static func requiredName(_ requirement: String) -> String? {
        let name = requirement[...].trimmed.prefix { character in
            character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
        }
        return name.isEmpty ? nil : PackageName.normalizedForPyPI(String(name))
    }
}
