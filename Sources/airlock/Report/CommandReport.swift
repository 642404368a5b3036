import Foundation
import Packages
import Verdicts

/// One guarded command with all that is known about it: what every report is a form of.
struct CommandReport: Sendable {
    let record: PlanRecord
    let entry: AuditEntry
    /// By the hexadecimal sha256 of the artifact; what is flagged has behaviors in it.
    let evidence: [String: Evidence]

    /// The report of a command of the audit trail; nil where its plan is not kept any more.
    ///
    /// Evidence is taken of the inspector that judged then; where a newer one has replaced it, only the record speaks.
    static func load(_ entry: AuditEntry, from store: VerdictStore) throws(VerdictsError) -> CommandReport? {
        guard let digest = entry.plan, let record = try store.plan(digest) else { return nil }
        var evidence: [String: Evidence] = [:]
        for (inspector, releases) in Dictionary(grouping: record.releases, by: \.inspector) {
            guard let inspector else { continue }
            let digests = releases.compactMap { release in
                release.sha256.flatMap { Digest(algorithm: .sha256, hexadecimal: $0) }
            }
            for (digest, found) in try store.evidence(for: digests, inspector: inspector) {
                evidence[digest.hexadecimal] = found
            }
        }
        return CommandReport(record: record, entry: entry, evidence: evidence)
    }

    /// Releases that are blocked, warned about, allowed by policy only, or could not be judged; the worst first.
    var flagged: [PlanRecord.Release] {
        func rank(_ release: PlanRecord.Release) -> Int {
            if release.failure != nil { return 0 }
            return switch release.level {
            case .block: 1
            case .warn: 2
            case .allow, nil: 3
            }
        }
        return record.releases.filter { $0.failure != nil || $0.level != .allow || $0.override != nil }.sorted {
            (rank($0), $0.name, $0.version) < (rank($1), $1.name, $1.version)
        }
    }

    func evidence(of release: PlanRecord.Release) -> Evidence? { release.sha256.flatMap { evidence[$0] } }

    /// The sentence of what a release would do, or the first reason's where nothing stood out in its behaviors.
    func sentence(of release: PlanRecord.Release) -> String {
        if let failure = release.failure { return failure }
        return evidence(of: release).flatMap(intent) ?? release.reasons.first?.message ?? "nothing stood out"
    }
}

extension PlanRecord.Release {
    /// One word for people: the verdict, or what stands in its place.
    var outcome: String {
        if failure != nil { return "not judged" }
        if override != nil { return "allowed by policy" }
        return switch level {
        case .block: "blocked"
        case .warn: "warning"
        case .allow: "passed"
        case nil: "not judged"
        }
    }
}
