import Foundation
import Packages

/// What Airlock reads of an npm packument: each version's tarball, digests and dependencies.
///
/// A tree of a thousand packages lists fifty thousand versions, of which an install looks into few: only where each
/// lies in the document is noted, and it is read when it is asked for.
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
    let latestVersion: String?
    /// Publishing time by version, as written; only full documents have it.
    let times: [String: String]
    let versions: PackumentVersions
    /// The web addresses that any release depends on in place of a version.
    let directDependencies: Set<String>
    /// Whether any release's scripts are shown and one of them runs at an install.
    let showsInstallScripts: Bool
    private let package: PackageName

    /// Reads a document asked for as `name`; nil when it is not a JSON object.
    init?(_ bytes: [UInt8], askedFor asked: String) {
        guard let outline = PackumentOutline(bytes) else { return nil }
        self.init(outline, of: KeptDocument(bytes: bytes), askedFor: asked)
    }

    /// - Parameter document: where the text lies, for its releases to be read from when they are needed.
    init(_ outline: PackumentOutline, of document: KeptDocument, askedFor asked: String) {
        name = outline.name
        latestVersion = outline.latestVersion
        times = outline.times
        versions = PackumentVersions(entries: outline.entries, document: document)
        package = PackageName(asked, ecosystem: .npm)
        directDependencies = outline.directDependencies
        showsInstallScripts = outline.showsInstallScripts
    }

    /// One version, read from the document; nil where there is none, or none of use.
    func release(_ version: String) -> Release? {
        versions.place(of: version).flatMap { release(at: $0) }
    }

    /// The version at a place among the entries.
    func release(at place: Int) -> Release? {
        guard let bytes = versions.bytes(at: place),
            let read = try? JSONDecoder().decode(Entry.self, from: Data(bytes)), let tarball = read.tarball,
            let address = WebAddress(tarball), let filename = address.filename
        else { return nil }
        var digests = read.integrity.map { Digest.parseIntegrity($0) } ?? []
        if let shasum = read.shasum, let digest = Digest(algorithm: .sha1, hexadecimal: shasum) {
            digests.append(digest)
        }
        let artifact = Artifact(
            identity: PackageIdentity(name: package, version: versions.entries[place].version), kind: .npmTarball,
            url: address.url,
            filename: filename, expectedDigests: digests)
        return Release(
            artifact: artifact, dependencies: read.dependencies,
            isForThisMachine: read.isForThisMachine, deprecation: read.deprecation, publisher: read.publisher,
            hasProvenance: read.hasProvenance, hasInstallScript: read.hasInstallScript,
            manifest: ReleaseManifest(
                scripts: read.scripts, dependencies: read.dependencies, programs: read.programs))
    }

    /// The release that npm probably takes for a range; without one, or for a range not understood, the latest.
    func likelyRelease(for range: String?) -> Release? {
        guard let range = range.flatMap({ LikelyRange($0) }) else { return latestVersion.flatMap { release($0) } }
        if let latestVersion, let version = LikelyRange.Version(latestVersion), range.admits(version) {
            return release(latestVersion)
        }
        let admitted = versions.compactMap { text in
            LikelyRange.Version(text).flatMap { range.admits($0) ? ($0, text) : nil }
        }
        return admitted.max { $0.0 < $1.0 }.flatMap { release($0.1) }
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
