import Foundation
import Packages
import Verdicts

extension CommandReport {
    /// The report of `plan --json` and `report --json`, schema 1: command, policy in force, every release with its verdict,
    /// behaviors and source lines of what is flagged.
    ///
    /// Texts are the packages' own, escaped so that no control or bidirectional character stands in the output.
    var json: JSONDocument {
        .object([
            ("schema", .integer(1)),
            ("plan", .string(record.digest.hexadecimal)),
            ("time", .string(timestamp(entry.time))),
            ("command", .strings(entry.command)),
            ("folder", .string(entry.folder)),
            ("status", .integer(Int(entry.exitStatus))),
            ("hosts", .strings(entry.hosts)),
            ("refusedHosts", .strings(entry.refusedHosts)),
            ("policy", policy),
            ("releases", .array(record.releases.map(document))),
        ])
    }

    private var policy: JSONDocument {
        .object([
            ("strict", .boolean(record.isStrict)),
            ("blocksFrom", .number(record.blockThreshold)),
            ("warnsFrom", .number(record.warnThreshold)),
            ("untrustedFile", .known(record.untrusted)),
            (
                "allows",
                .array(
                    record.allows.map { entry in
                        .object([
                            ("ecosystem", .string(entry.ecosystem.rawValue)), ("name", .string(entry.name)),
                            ("version", .string(entry.version)), ("file", .string(entry.path)),
                            ("line", .integer(entry.line)), ("reason", .string(entry.reason)),
                            ("expires", .known(entry.expires)),
                        ])
                    })
            ),
        ])
    }

    private func document(_ release: PlanRecord.Release) -> JSONDocument {
        let source: [(String, JSONDocument?)] = [
            ("ecosystem", .string(release.ecosystem.rawValue)), ("name", .string(release.name)),
            ("version", .string(release.version)), ("kind", .string(release.kind)),
            ("purl", .string(packageURL(release))), ("file", .string(release.filename)), ("url", .string(release.url)),
            ("sha256", .known(release.sha256)), ("bytes", .known(release.byteCount)),
        ]
        let place: [(String, JSONDocument?)] = [
            ("requiredBy", release.requiredBy.map(JSONDocument.strings)), ("direct", .boolean(release.isDirect)),
            ("optional", .boolean(release.isOptional)), ("development", .boolean(release.isDevelopment)),
        ]
        let allowedBy = release.override.map { "\($0.path) line \($0.line): \($0.reason)" }
        let outcome: [(String, JSONDocument?)] = [
            ("verdict", .known(release.level?.rawValue)), ("score", release.score.map(JSONDocument.number)),
            ("failure", .known(release.failure)), ("reasons", .array(release.reasons.map(reason))),
            ("allowedBy", .known(allowedBy)), ("inspector", .known(release.inspector)),
            ("published", .known(release.published.map { timestamp(Date(timeIntervalSince1970: $0)) })),
            ("provenance", release.hasProvenance.map(JSONDocument.boolean)),
            (
                "change",
                release.change.map {
                    .object([("since", .string($0.since)), ("appeared", .strings($0.appeared))])
                }
            ),
        ]
        return .object(source + place + outcome + shown(release))
    }

    /// What is said only about what is flagged.
    private func shown(_ release: PlanRecord.Release) -> [(String, JSONDocument?)] {
        let evidence = evidence(of: release)
        let incomplete: JSONDocument? = evidence.map { .boolean($0.incompleteness != .none) }
        guard release.level != .allow || release.override != nil else { return [("incomplete", incomplete)] }
        let behaviors = evidence?.behaviors.map { behavior($0, evidence) }
        let timeline = evidence?.timeline.map { behavior($0, evidence) }
        return [
            ("incomplete", incomplete), ("summary", .string(sentence(of: release))),
            ("behaviors", behaviors.map(JSONDocument.array)), ("timeline", timeline.map(JSONDocument.array)),
        ]
    }

    private func reason(_ reason: Reason) -> JSONDocument {
        .object([
            ("code", .string(reason.code.rawValue)), ("level", .string(reason.level.rawValue)),
            ("message", .string(reason.message)), ("file", .known(reason.file)), ("line", .known(reason.line)),
        ])
    }

    private func behavior(_ behavior: Evidence.LeadingBehavior, _ evidence: Evidence?) -> JSONDocument {
        .object([
            ("phase", .string(behavior.phase)), ("event", .string(behavior.event)),
            ("summary", .string(behavior.summary)), ("file", .string(behavior.file)),
            ("line", .integer(behavior.line)), ("source", .known(evidence?.quote(behavior.file, behavior.line))),
            (
                "origin",
                behavior.origin.map { origin in
                    .object([
                        ("file", .string(origin.file)), ("line", .integer(origin.line)),
                        ("source", .known(evidence?.quote(origin.file, origin.line))),
                    ])
                }
            ),
        ])
    }
}
