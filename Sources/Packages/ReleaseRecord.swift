/// What a registry or index says of one release beside its bytes; no digest vouches for any of it.
///
/// So a record may raise suspicion and never lower it. Texts are as the registry gives them and are sanitized when printed.
package struct ReleaseRecord: Sendable, Hashable {
    package let version: String
    /// Addresses of the registries or indexes that list the release, without credentials.
    package var sources: [String]
    /// When it was published, in seconds since 1970; nil where that is not said.
    package var published: Double?
    /// npm: why it should not be used any more; may be empty.
    package var deprecation: String?
    /// PyPI: why it was yanked (PEP 592); may be empty.
    package var yankReason: String?
    /// npm: the account that uploaded it.
    package var publisher: String?
    /// Whether the registry serves an attestation of how it was built (npm provenance, PEP 740).
    package var hasProvenance: Bool
    /// npm: whether npm runs a script of it when it is installed; nil where that cannot be told.
    package var runsInstallScript: Bool?
    /// npm: the part of `package.json` that the registry shows.
    package var manifest: ReleaseManifest?

    package init(version: String, sources: [String] = [], published: Double? = nil, hasProvenance: Bool = false) {
        self.version = version
        self.sources = sources
        self.published = published
        self.hasProvenance = hasProvenance
    }
}

/// The part of an npm manifest that decides what is installed and run, as a registry or a tarball states it.
package struct ReleaseManifest: Sendable, Hashable, Codable {
    /// The scripts that npm runs when it installs a package from a registry.
    package static let installScripts = ["preinstall", "install", "postinstall"]
    /// Bytes of dependencies and programs together: no honest manifest has a tenth of it.
    ///
    /// More is not kept, and so not compared.
    package static let sizeLimit = 128 << 10

    /// A longer script is kept as its beginning and its digest, so that none is too long to be compared.
    private static let scriptLimit = 1_024

    /// Text by name, of `installScripts` only; nil where the manifest shows no scripts at all.
    package let scripts: [String: String]?
    /// Range by name, optional ones included; nil where there are too many.
    package let dependencies: [String: String]?
    /// Program name to path, both as written; nil where they are not stated as names and paths, or are too many.
    package let programs: [String: String]?
    /// Whether a `binding.gyp` stands at the root: npm then runs `node-gyp rebuild` unasked, and registries say so.
    package let hasNativeBuild: Bool

    package init(
        scripts: [String: String]?, dependencies: [String: String], programs: [String: String]?,
        hasNativeBuild: Bool = false
    ) {
        self.scripts = scripts.map { scripts in
            scripts.filter { Self.installScripts.contains($0.key) }.mapValues(Self.shortened)
        }
        var rest = Self.sizeLimit
        self.dependencies = Self.kept(dependencies, of: &rest)
        self.programs = Self.kept(programs, of: &rest)
        self.hasNativeBuild = hasNativeBuild
    }

    private static func shortened(_ script: String) -> String {
        guard script.utf8.count > scriptLimit else { return script }
        let beginning = String(decoding: script.utf8.prefix(scriptLimit), as: UTF8.self)
        return "\(beginning)… (sha256 \(DigestFunction.digest(of: Array(script.utf8), .sha256).hexadecimal))"
    }

    private static func kept(_ texts: [String: String]?, of rest: inout Int) -> [String: String]? {
        guard let texts else { return nil }
        let size = texts.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= rest else { return nil }
        rest -= size
        return texts
    }
}

/// A release's record beside that of the one before it.
package struct ListedRelease: Sendable, Hashable {
    package let record: ReleaseRecord
    /// The next lower version, or for PyPI the one published before; nil where there is none.
    package let previous: ReleaseRecord?
    /// The version that the project has now, where that is another and the registry still lists it.
    package let replaced: ReleaseRecord?

    package init(record: ReleaseRecord, previous: ReleaseRecord? = nil, replaced: ReleaseRecord? = nil) {
        self.record = record
        self.previous = previous
        self.replaced = replaced
    }
}
