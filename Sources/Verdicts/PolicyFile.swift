import Packages
import TOMLKit

/// One pinned exception of a policy file.
package struct AllowEntry: Sendable, Hashable {
    package let name: PackageName
    package let version: String
    /// One per artifact of the release: a PyPI version has a digest for every wheel.
    package let digests: [Digest]
    package let reason: String
    /// The last day on which the entry counts.
    package let expires: PolicyDate?
    package let added: PolicyDate?
    /// The advisories of the feed that the entry overrides, by their identifiers.
    package let despite: [String]
    /// Where the entry stands, for messages.
    package let path: String
    /// One-based.
    package let line: Int

    package var ecosystem: Ecosystem { name.ecosystem }

    /// Tells whether the entry's last day has passed.
    package func isExpired(on day: PolicyDate) -> Bool {
        guard let expires else { return false }
        return expires < day
    }

    /// One line for `airlock trust`, such as `allow npm 'left-pad' '1.3.1' (1 artifact) until 2027-01-31: read by us`.
    package var summary: String {
        let count = digests.count == 1 ? "1 artifact" : "\(digests.count) artifacts"
        let end = expires.map { " until \($0)" } ?? ""
        let overridden = despite.isEmpty ? "" : " despite \(despite.joined(separator: ", "))"
        return "allow \(ecosystem.rawValue) '\(name.written)' '\(version)' (\(count))\(end)\(overridden): \(reason)"
    }

    /// Tells whether the entry names this release, whatever its bytes.
    package func names(_ identity: PackageIdentity) -> Bool {
        name == identity.name && version == identity.version
    }
}

/// One policy file as it was read; whether it counts is decided where the policy is put together.
///
/// The format is TOML 1.0, UTF-8, at most 1 MiB, described key by key in `Documentation/Policy.md`:
/// ```toml
/// strict = true                  # warnings block
/// minimum-release-age = "72h"    # the other settings: see `PolicyKey`
///
/// [[allow]]
/// ecosystem = "npm"              # or "pypi"
/// name = "left-pad"
/// version = "1.3.1"              # one exact version
/// sha256 = ["9a2f…"]             # of the artifact's bytes; one per file of the release
/// reason = "reviewed by …"
/// expires = 2027-01-31           # optional; the last day on which it counts, in UTC
/// added = 2026-11-21             # optional
/// despite = ["MAL-2026-1"]       # optional; advisories of the feed that the entry overrides
/// ```
/// At the top level, `feed-url` names a mirror of the feed; it counts in machine and user files only.
/// Inline tables, nested lists, floating-point numbers and times are refused. Unknown keys are errors, so that a
/// misspelled tightening is never silently no tightening.
package struct PolicyFile: Sendable, Hashable {
    /// Larger files are refused: a thousand entries need about 300 kB.
    package static let sizeLimit = 1 << 20

    package let path: String
    /// The digest of the file's exact bytes, which `airlock trust` accepts.
    package let sha256: Digest
    package let settings: PolicySettings
    package let allowEntries: [AllowEntry]

    /// Everything in the file that is milder than no file at all.
    package var loosenings: [Loosening] {
        settings.loosenings(path: path)
            + allowEntries.map { Loosening(key: .allow, text: $0.summary, path: path, line: $0.line) }
    }

    /// Tells whether the file asks for anything milder than no file at all.
    package var loosens: Bool { !loosenings.isEmpty }

    /// Parses a file's bytes; `path` is for messages only.
    package init(parsing bytes: [UInt8], path: String) throws(VerdictsError) {
        guard bytes.count <= Self.sizeLimit else {
            throw .policyTooLarge(path: path, limit: Self.sizeLimit)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !Self.holdsNul(text) else {
            throw .policyNotText(path: path)
        }
        let statements = PolicyText(bytes)
        if let fault = statements.fault {
            throw .policySyntax(path: path, line: fault.line, column: fault.column, cause: fault.cause)
        }
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw .policySyntax(path: path, line: begin.line, column: begin.column, cause: error.description)
        } catch {
            throw .policySyntax(path: path, line: 1, column: 1, cause: "\(error)")
        }
        let reader = PolicyReader(text: statements, path: path)
        try reader.refuseUnknownTopLevelKeys(root)
        self.path = path
        sha256 = DigestFunction.digest(of: bytes, .sha256)
        settings = try reader.settings(root)
        allowEntries = try reader.allowEntries(root)
    }

    /// The TOML library hands strings over as C strings; a NUL, written out or escaped, would cut them short.
    private static func holdsNul(_ text: String) -> Bool {
        text.utf8.contains(0) || text.contains("\\u0000") || text.contains("\\U00000000")
    }
}
