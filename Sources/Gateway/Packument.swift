import Foundation
import Packages

/// What Airlock reads of an npm packument: each version's tarball, digests and dependencies.
///
/// Anything of an unexpected type is left out, so that one odd version does not hide the others; a version that is left
/// out has no path and is not served.
struct Packument: Sendable {
    /// One version with a usable `dist.tarball`.
    struct Release: Sendable {
        let artifact: Artifact
        /// Name to range, of `dependencies` and `optionalDependencies`.
        let dependencies: [String: String]
        /// False when `os`, `cpu` or `libc` exclude this machine, as the binaries of other platforms do.
        let isForThisMachine: Bool
        let deprecation: String?
        let publisher: String?
        let hasProvenance: Bool
        /// What npm's own flag in abbreviated documents says; nil where there is none.
        let hasInstallScript: Bool?
        let manifest: ReleaseManifest
    }

    let name: String?
    let releases: [String: Release]
    let latestVersion: String?
    /// Publishing time by version, as written; only full documents have it.
    let times: [String: String]

    /// Parses a document asked for as `name`; nil when it is not a JSON object.
    init?(_ bytes: [UInt8], askedFor asked: String) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
        name = document.name
        latestVersion = document.latestVersion
        times = document.times
        let package = PackageName(asked, ecosystem: .npm)
        var releases: [String: Release] = [:]
        for (version, entry) in document.versions {
            guard let tarball = entry.tarball, let address = WebAddress(tarball), let filename = address.filename
            else { continue }
            var digests = entry.integrity.map { Digest.parseIntegrity($0) } ?? []
            if let shasum = entry.shasum, let digest = Digest(algorithm: .sha1, hexadecimal: shasum) {
                digests.append(digest)
            }
            let artifact = Artifact(
                identity: PackageIdentity(name: package, version: version), kind: .npmTarball, url: address.url,
                filename: filename, expectedDigests: digests)
            releases[version] = Release(
                artifact: artifact, dependencies: entry.dependencies,
                isForThisMachine: entry.isForThisMachine, deprecation: entry.deprecation, publisher: entry.publisher,
                hasProvenance: entry.hasProvenance, hasInstallScript: entry.hasInstallScript,
                manifest: ReleaseManifest(
                    scripts: entry.scripts, dependencies: entry.dependencies, programs: entry.programs))
        }
        self.releases = releases
    }

    /// The web addresses that any release depends on in place of a version.
    var directDependencies: Set<String> {
        let all = releases.values.flatMap(\.dependencies.values)
        return Set(all.filter { $0.lowercased().hasPrefix("https://") || $0.lowercased().hasPrefix("http://") })
    }

    /// The release that npm probably takes for a range; without one, or for a range not understood, the latest.
    func likelyRelease(for range: String?) -> Release? {
        guard let range = range.flatMap({ LikelyRange($0) }) else { return latestVersion.flatMap { releases[$0] } }
        if let latestVersion, let version = LikelyRange.Version(latestVersion), range.admits(version) {
            return releases[latestVersion]
        }
        let admitted = releases.compactMap { text, release in
            LikelyRange.Version(text).flatMap { range.admits($0) ? ($0, release) : nil }
        }
        return admitted.max { $0.0 < $1.0 }?.1
    }
}

extension Packument {
    /// A key of any text.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Document: Decodable {
        let name: String?
        let latestVersion: String?
        let versions: [String: Entry]
        let times: [String: String]

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            name = try? fields.decode(String.self, forKey: Key(stringValue: "name"))
            let tags = try? fields.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: "dist-tags"))
            latestVersion = try? tags?.decode(String.self, forKey: Key(stringValue: "latest"))
            var versions: [String: Entry] = [:]
            if let all = try? fields.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: "versions")) {
                for key in all.allKeys {
                    versions[key.stringValue] = try? all.decode(Entry.self, forKey: key)
                }
            }
            self.versions = versions
            let stated = try? fields.decode([String: TolerantText].self, forKey: Key(stringValue: "time"))
            times = (stated ?? [:]).compactMapValues(\.text)
        }
    }

    /// A text, or something else that does not matter.
    private struct TolerantText: Decodable {
        let text: String?
        init(from decoder: any Decoder) throws { text = try? String(from: decoder) }
    }

    private struct Entry: Decodable {
        let tarball: String?
        let integrity: String?
        let shasum: String?
        let dependencies: [String: String]
        let isForThisMachine: Bool
        let deprecation: String?
        let publisher: String?
        let hasProvenance: Bool
        let hasInstallScript: Bool?
        let scripts: [String: String]?
        let programs: [String: String]?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            let dist = try? fields.nestedContainer(keyedBy: Key.self, forKey: Key(stringValue: "dist"))
            tarball = try? dist?.decode(String.self, forKey: Key(stringValue: "tarball"))
            integrity = try? dist?.decode(String.self, forKey: Key(stringValue: "integrity"))
            shasum = try? dist?.decode(String.self, forKey: Key(stringValue: "shasum"))
            var dependencies: [String: String] = [:]
            for kind in ["dependencies", "optionalDependencies"] {
                let named = try? fields.decode([String: String].self, forKey: Key(stringValue: kind))
                dependencies.merge(named ?? [:]) { first, _ in first }
            }
            self.dependencies = dependencies
            // An empty text takes a deprecation back.
            deprecation = Self.text(fields, "deprecated").flatMap { $0.isEmpty ? nil : $0 }
            hasInstallScript = Self.value(Bool.self, fields, "hasInstallScript")
            let account = Self.nested(fields, "_npmUser")
            publisher = account.flatMap { Self.text($0, "name") }
            hasProvenance = dist.flatMap { Self.nested($0, "attestations") } != nil
            scripts = Self.nested(fields, "scripts").map { stated in
                ReleaseManifest.installScripts.reduce(into: [:]) { $0[$1] = Self.text(stated, $1) }
            }
            programs = Self.value([String: String].self, fields, "bin")
            isForThisMachine = Platform.conditions.allSatisfy { field, own in
                let listed = try? fields.decode([String].self, forKey: Key(stringValue: field))
                return Platform.isAdmitted(own, by: listed ?? [])
            }
        }

        // Most versions lack most of these keys, and a look costs less than a failed decode.
        private static func value<Value: Decodable>(
            _ type: Value.Type, _ fields: KeyedDecodingContainer<Key>, _ name: String
        ) -> Value? {
            let key = Key(stringValue: name)
            return fields.contains(key) ? try? fields.decode(type, forKey: key) : nil
        }

        private static func text(_ fields: KeyedDecodingContainer<Key>, _ name: String) -> String? {
            value(String.self, fields, name)
        }

        private static func nested(
            _ fields: KeyedDecodingContainer<Key>, _ name: String
        ) -> KeyedDecodingContainer<Key>? {
            let key = Key(stringValue: name)
            return fields.contains(key) ? try? fields.nestedContainer(keyedBy: Key.self, forKey: key) : nil
        }
    }

    /// The machine in npm's words.
    private enum Platform {
        #if os(macOS)
            private static let system = "darwin"
        #else
            private static let system = "linux"
        #endif
        #if arch(arm64)
            private static let processor = "arm64"
        #else
            private static let processor = "x64"
        #endif

        static let conditions = [("os", system), ("cpu", processor), ("libc", "glibc")]

        /// As npm's `checkPlatform`: one match admits, one `!` match excludes, only exclusions admit the rest.
        static func isAdmitted(_ own: String, by listed: [String]) -> Bool {
            if listed.contains("!" + own) { return false }
            return listed.isEmpty || listed.contains(own) || listed.contains("any")
                || listed.allSatisfy { $0.hasPrefix("!") }
        }
    }
}
