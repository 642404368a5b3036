import Foundation
import Packages

/// What one guarded command resolved, and what became of each release: all that a report needs beside evidence.
///
/// Kept as JSON in the table `plan`, one row per plan digest, the latest judging of it:
/// ```
/// format      1
/// strict      whether warnings blocked
/// block, warn the thresholds in force
/// allows      [{ecosystem, name, version, path, line, reason, expires?}], the policy entries in force
/// untrusted   path of a project file that would have loosened something; absent when there is none
/// releases    [{ecosystem, name, version, kind, filename, url, sha256?, bytes?, inspector?, requiredBy?, direct,
///             optional, development, level?, score?, reasons, override?, failure?, published?,
///             provenance?, change?: {since, appeared}}]
/// ```
/// `requiredBy` is absent for what was asked for beside the plan; `failure` says why there is no `level`;
/// `published` are seconds since 1970, `provenance` tells whether an attestation was listed; `change` is there where the installed version was judged too. Addresses hold no
/// credentials. A reader refuses other formats.
package struct PlanRecord: Sendable, Hashable, Codable {
    /// One release of the tree.
    package struct Release: Sendable, Hashable, Codable {
        /// The policy entry that let it pass.
        package struct Override: Sendable, Hashable, Codable {
            package let path: String
            package let line: Int
            package let reason: String
            /// What it would have been without.
            package let overridden: VerdictLevel
        }

        /// What it does that the installed version does not.
        package struct Change: Sendable, Hashable, Codable {
            /// The version that is installed.
            package let since: String
            /// Sentences about behaviors, the most telling first.
            package let appeared: [String]

            package init(since: String, appeared: [String]) {
                self.since = since
                self.appeared = appeared
            }
        }

        private enum CodingKeys: String, CodingKey {
            case ecosystem, name, version, kind, filename, url, sha256, inspector, requiredBy, level, score, reasons
            case override, failure, published, change
            case byteCount = "bytes"
            case isDirect = "direct"
            case isOptional = "optional"
            case isDevelopment = "development"
            case hasProvenance = "provenance"
        }

        package let ecosystem: Ecosystem
        package let name: String
        package let version: String
        package let kind: String
        package let filename: String
        package let url: String
        package var sha256: String?
        package var byteCount: Int?
        package var inspector: String?
        /// The names on the way from what was asked for; empty for that itself, nil for what no plan holds.
        package let requiredBy: [String]?
        package let isDirect: Bool
        package let isOptional: Bool
        package let isDevelopment: Bool
        package var level: VerdictLevel?
        package var score: Double?
        package var reasons: [Reason] = []
        package var override: Override?
        package var failure: String?
        package var published: Double?
        package var hasProvenance: Bool?
        package var change: Change?

        package init(
            _ artifact: Artifact, requiredBy: [String]?, isDirect: Bool, isOptional: Bool = false,
            isDevelopment: Bool = false
        ) {
            ecosystem = artifact.identity.name.ecosystem
            name = artifact.identity.name.written
            version = artifact.identity.version
            kind = artifact.kind.rawValue
            filename = artifact.filename
            url = withoutCredentials([artifact.url]).first ?? ""
            self.requiredBy = requiredBy
            self.isDirect = isDirect
            self.isOptional = isOptional
            self.isDevelopment = isDevelopment
        }

        /// The release with what was judged of its bytes.
        package func judged(_ verdict: Verdict, _ evidence: Evidence) -> Release {
            var release = self
            release.sha256 = evidence.sha256.hexadecimal
            release.byteCount = evidence.byteCount
            release.inspector = evidence.inspector
            release.level = verdict.level
            release.score = verdict.score
            release.reasons = verdict.reasons
            release.override = verdict.override.map {
                Override(
                    path: $0.entry.path, line: $0.entry.line, reason: $0.entry.reason, overridden: $0.overridden)
            }
            return release
        }

        /// The release with the reason why nothing could be judged.
        package func failed(_ sentence: String) -> Release {
            var release = self
            release.failure = sentence
            return release
        }

        package var identity: PackageIdentity {
            PackageIdentity(name: PackageName(name, ecosystem: ecosystem), version: version)
        }
    }

    /// A policy entry that was in force.
    package struct Allowance: Sendable, Hashable, Codable {
        package let ecosystem: Ecosystem
        package let name: String
        package let version: String
        package let path: String
        package let line: Int
        package let reason: String
        package var expires: String?
    }

    private enum CodingKeys: String, CodingKey {
        case format, allows, untrusted, releases
        case isStrict = "strict"
        case blockThreshold = "block"
        case warnThreshold = "warn"
    }

    private let format: Int
    package let isStrict: Bool
    package let blockThreshold: Double
    package let warnThreshold: Double
    package let allows: [Allowance]
    package let untrusted: String?
    package let releases: [Release]

    package init(releases: [Release], policy: Policy, thresholds: Thresholds) {
        format = Self.currentFormat
        isStrict = policy.isStrict
        blockThreshold = thresholds.block
        warnThreshold = thresholds.warn
        allows = policy.allowEntries.map { entry in
            Allowance(
                ecosystem: entry.ecosystem, name: entry.name.written, version: entry.version, path: entry.path,
                line: entry.line, reason: entry.reason, expires: entry.expires.map { "\($0)" })
        }
        untrusted = policy.untrustedFile?.path
        self.releases = releases
    }

    private static let currentFormat = 1

    /// Names the resolved tree: the same releases with the same bytes have the same digest, whatever was judged.
    package var digest: Digest {
        let lines = releases.map { "\($0.ecosystem.rawValue)\t\($0.name)\t\($0.version)\t\($0.sha256 ?? "-")\n" }
        return DigestFunction.digest(of: Array(lines.sorted().joined().utf8), .sha256)
    }

    /// The stored form.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Reads the stored form; throws for what this version would not have written.
    package init(decoding bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(PlanRecord.self, from: Data(bytes))
        guard format == Self.currentFormat else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "unknown format"))
        }
    }
}
