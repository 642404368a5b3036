import ArgumentParser
import Foundation
import Packages
import Verdicts

/// `airlock explain`: the stored evidence of an artifact.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows why an artifact was judged as it was: behaviors in order, file and line, score, reasons.")

    @Argument(help: "NAME@VERSION, or the first digits of the artifact's sha256.")
    var release: ReleaseArgument

    @Flag(help: "The evidence as it is stored, one JSON object a line.")
    var json = false

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            let all = try release.evidence(in: store, ecosystem: nil)
            guard !all.isEmpty else { throw GuardError.noEvidence(release.description) }
            if json {
                for evidence in all { print(String(decoding: try evidence.encoded(), as: UTF8.self)) }
                return .success
            }
            let thresholds = try Inspector().thresholds
            for evidence in all {
                show(
                    evidence, seen: try lastReport(of: evidence, in: store), thresholds: thresholds,
                    width: surroundings.outputColumns, now: surroundings.now())
                show(try store.feedListings(of: evidence.declaredIdentity, digests: [evidence.sha256]))
            }
            return .success
        }
        throw ExitCode(status)
    }

    private func show(_ listings: [FeedListing]) {
        for listing in listings {
            let text = [listing.advisory, listing.summary, listing.reference ?? ""].filter { !$0.isEmpty }
            print(
                "  \(ReasonCode.knownMalicious.rawValue)  \(Messages.untrusted(text.joined(separator: "  "), limit: 800))"
            )
        }
    }

    /// What the last command that flagged these bytes knew of them; nil where none did, or its plan is not kept.
    private func lastReport(of evidence: Evidence, in store: VerdictStore) throws -> PlanRecord.Release? {
        let digest = evidence.sha256.hexadecimal
        for entry in try store.auditEntries(limit: 200) {
            guard entry.flagged.contains(where: { $0.release == evidence.declaredIdentity?.description }),
                let plan = entry.plan, let record = try store.plan(plan),
                let release = record.releases.first(where: { $0.sha256 == digest })
            else { continue }
            return release
        }
        return nil
    }

    private func show(
        _ evidence: Evidence, seen: PlanRecord.Release?, thresholds: Thresholds, width: Int?, now: Date
    ) {
        // By the evidence alone: policy and what a registry stated belong to an install, not to bytes.
        let verdict = judge(
            evidence, facts: ArtifactFacts(requested: nil, digestStatus: .local), thresholds: thresholds, policy: .none,
            now: now)
        let name = evidence.declaredIdentity.map(releaseName) ?? "'\(Messages.untrusted(release.description))'"
        let origin = seen?.requiredBy.map { ", " + originPhrase(.plan($0)) } ?? ""
        print("\(name) (\(evidence.ecosystem.rawValue)): \(outcome(verdict.level))\(origin)")
        let text = FlaggedReleaseText(thresholds: thresholds, extent: .whole, width: width, now: now)
        let identity = evidence.declaredIdentity ?? unnamed(evidence)
        let release = FlaggedRelease(
            identity: identity, verdict: verdict, evidence: evidence,
            published: seen?.published.map { Date(timeIntervalSince1970: $0) })
        for line in text.lines(release) { print(line) }
        print("")
        let score = String(
            format: "score %.4f, warns from %.4f, blocks from %.4f", verdict.score, thresholds.warn, thresholds.block)
        print("  \(score)")
        print("  sha256 \(evidence.sha256.hexadecimal), \(evidence.byteCount) bytes")
        print(
            "  \(evidence.eventCount) events, judged by \(Messages.untrusted(evidence.inspector)) in \(evidence.milliseconds) ms"
        )
        if verdict.level > .allow, let declared = evidence.declaredIdentity {
            print("  to accept exactly these bytes: \(allowCommand(declared))")
        }
    }

    private func outcome(_ level: VerdictLevel) -> String {
        switch level {
        case .allow: "nothing stood out"
        case .warn: "a warning"
        case .block: "blocked"
        }
    }

    private func unnamed(_ evidence: Evidence) -> PackageIdentity {
        PackageIdentity(name: PackageName("", ecosystem: evidence.ecosystem), version: "")
    }
}
