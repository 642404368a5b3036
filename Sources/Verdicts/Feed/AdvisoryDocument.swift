import Foundation
import Packages

/// One OSV document (schema 1.7), as far as a list of malicious packages needs it.
///
/// Read are `id`, `withdrawn`, `summary`, `references`, and per affected package `package`, `versions`, `ranges` of the types
/// SEMVER and ECOSYSTEM, and digests of artifacts:
/// ```
/// affected[].database_specific.indicators.package_integrity[].hashes   {"sha256": hexadecimal, "sha1": hexadecimal,
///                                                                       "sha512_sri": "sha512-…"} of ossf/malicious-packages
/// affected[].database_specific.sha256, .ecosystem_specific.sha256      hexadecimal text or a list, for lists of one's own
/// ```
/// `malicious-packages-origins[].sha256` is not read: it is the digest of a report. Neither are `evidence_files`: they
/// name files within an artifact, and the same README or licence may lie in good ones.
struct AdvisoryDocument: Decodable {
    let id: String
    let isWithdrawn: Bool
    /// The day of the last change, `YYYY-MM-DD`; nil where it is not stated that way.
    let modifiedDay: String?
    let summary: String?
    let references: [Reference]
    let affected: [Affected]
    private let saysMalicious: Bool

    struct Reference: Decodable {
        let type: String
        let url: String
    }

    struct Affected: Decodable {
        /// Absent where an advisory speaks of a repository.
        let package: Package?
        let versions: [String]
        let ranges: [Range]
        let digests: [Digest]
        fileprivate let namesEmbeddedMaliciousCode: Bool

        struct Package: Decodable {
            let ecosystem: String
            let name: String
        }

        struct Range: Decodable {
            let type: String
            let events: [[String: String]]
        }

        private enum CodingKeys: String, CodingKey {
            case package, versions, ranges
            case databaseSpecific = "database_specific"
            case ecosystemSpecific = "ecosystem_specific"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            package = try container.decodeIfPresent(Package.self, forKey: .package)
            versions = try container.decodeIfPresent([String].self, forKey: .versions) ?? []
            ranges = try container.decodeIfPresent([Range].self, forKey: .ranges) ?? []
            // What a database puts here is its own matter; another shape than the known ones says nothing.
            let specifics = [
                try? container.decodeIfPresent(Specific.self, forKey: .databaseSpecific),
                try? container.decodeIfPresent(Specific.self, forKey: .ecosystemSpecific),
            ].compactMap { $0 }
            digests = specifics.flatMap(\.digests)
            namesEmbeddedMaliciousCode = specifics.contains(where: \.namesEmbeddedMaliciousCode)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, modified, withdrawn, summary, references, affected
        case databaseSpecific = "database_specific"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        isWithdrawn = try container.decodeIfPresent(String.self, forKey: .withdrawn) != nil
        let modified = try container.decodeIfPresent(String.self, forKey: .modified)?.prefix(10)
        modifiedDay = modified.flatMap { PolicyDate(parsing: String($0)) }?.description
        summary = try container.decodeIfPresent(String.self, forKey: .summary)
        references = (try? container.decodeIfPresent([Reference].self, forKey: .references)) ?? []
        affected = try container.decodeIfPresent([Affected].self, forKey: .affected) ?? []
        let specific = try? container.decodeIfPresent(Specific.self, forKey: .databaseSpecific)
        saysMalicious = specific?.hasOrigins == true || specific?.namesEmbeddedMaliciousCode == true
    }

    /// Whether the advisory is about a package that means harm, not about a flaw in a good one.
    ///
    /// So say the `MAL-` namespace, the marks of ossf/malicious-packages, and the weakness CWE-506, embedded malicious code.
    var isAboutMalice: Bool {
        id.hasPrefix("MAL-") || saysMalicious || affected.contains(where: \.namesEmbeddedMaliciousCode)
    }
}

/// The parts of `database_specific` and `ecosystem_specific` that some databases fill.
private struct Specific: Decodable {
    let digests: [Digest]
    let namesEmbeddedMaliciousCode: Bool
    let hasOrigins: Bool

    private enum CodingKeys: String, CodingKey {
        case cwes, indicators, sha256
        case weaknesses = "cwe_ids"
        case origins = "malicious-packages-origins"
    }

    private struct Weakness: Decodable { let cweId: String }

    private struct Indicators: Decodable {
        let integrity: [Integrity]

        struct Integrity: Decodable { let hashes: [String: String] }

        private enum CodingKeys: String, CodingKey {
            case integrity = "package_integrity"
        }
    }

    private static let embeddedMaliciousCode = "CWE-506"

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let weaknesses = (try? container.decodeIfPresent([Weakness].self, forKey: .cwes))?.map(\.cweId) ?? []
        let identifiers = (try? container.decodeIfPresent([String].self, forKey: .weaknesses)) ?? []
        namesEmbeddedMaliciousCode = (weaknesses + identifiers).contains(Self.embeddedMaliciousCode)
        hasOrigins = container.contains(.origins)
        var listed = (try? container.decodeIfPresent([String].self, forKey: .sha256)) ?? []
        if let one = try? container.decodeIfPresent(String.self, forKey: .sha256) { listed.append(one) }
        let indicators = try? container.decodeIfPresent(Indicators.self, forKey: .indicators)
        let stated = indicators?.integrity.flatMap { Array($0.hashes) } ?? []
        digests =
            listed.compactMap { Digest(algorithm: .sha256, hexadecimal: $0) }
            + stated.flatMap { Self.digests(named: $0.key, $0.value) }
    }

    private static func digests(named name: String, _ value: String) -> [Digest] {
        if name.hasSuffix("_sri") { return Digest.parseIntegrity(value) }
        guard let algorithm = Digest.Algorithm(rawValue: name) else { return [] }
        return [Digest(algorithm: algorithm, hexadecimal: value)].compactMap { $0 }
    }
}

/// What one advisory says about one package of an ecosystem that Airlock guards.
struct FeedEntry: Hashable {
    let name: PackageName
    let advisory: String
    let summary: String
    /// Where to read more; nil when the advisory names nothing but the package's own page.
    let reference: String?
    let affected: AffectedVersions
    let digests: [Digest]

    /// Longer texts are cut; they are shown, never compared.
    private static let textLimit = 300
    /// Longer identifiers and names are none: OSV's have up to 30 characters, npm's names up to 214.
    private static let identifierLimit = 512

    /// The entries of a document; what has neither versions that can be read nor digests is counted in `unreadable`.
    static func entries(of document: AdvisoryDocument, unreadable: inout Int) -> [FeedEntry] {
        guard !document.id.isEmpty, document.id.utf8.count <= identifierLimit else {
            unreadable += 1
            return []
        }
        let reference = document.references.first { $0.type != "PACKAGE" && $0.url.utf8.count <= textLimit }?.url
        var entries: [FeedEntry] = []
        for affected in document.affected {
            guard let package = affected.package, let ecosystem = Ecosystem(advisoryName: package.ecosystem) else {
                continue
            }
            let versions = AffectedVersions(
                versions: affected.versions,
                ranges: affected.ranges.filter { $0.type == "SEMVER" || $0.type == "ECOSYSTEM" }.map(events))
            guard !package.name.isEmpty, package.name.utf8.count <= identifierLimit,
                versions.isReadable(in: ecosystem) || !affected.digests.isEmpty || !versions.versions.isEmpty
            else {
                unreadable += 1
                continue
            }
            entries.append(
                FeedEntry(
                    name: PackageName(package.name, ecosystem: ecosystem), advisory: document.id,
                    summary: String((document.summary ?? "").prefix(textLimit)), reference: reference,
                    affected: versions, digests: affected.digests))
        }
        return entries
    }

    private static func events(of range: AdvisoryDocument.Affected.Range) -> [AffectedVersions.Event] {
        range.events.flatMap { event in
            let kinds: [(String, AffectedVersions.Event.Kind)] = [
                ("introduced", .introduced), ("fixed", .fixed), ("last_affected", .lastAffected), ("limit", .limit),
            ]
            return kinds.compactMap { key, kind in
                event[key].map { AffectedVersions.Event(kind: kind, version: $0) }
            }
        }
    }
}

extension Ecosystem {
    /// The ecosystem as OSV spells it.
    package var advisoryName: String {
        switch self {
        case .npm: "npm"
        case .pypi: "PyPI"
        }
    }

    /// Reads OSV's spelling, which may have a suffix behind a colon; nil for ecosystems that Airlock does not guard.
    init?(advisoryName: String) {
        let name = advisoryName.prefix { $0 != ":" }
        guard let found = Self.allCases.first(where: { $0.advisoryName == name }) else { return nil }
        self = found
    }
}
