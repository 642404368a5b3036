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

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            let all = try release.evidence(in: store, ecosystem: nil)
            guard !all.isEmpty else { throw GuardError.noEvidence(release.description) }
            let thresholds = try Inspector().thresholds
            for evidence in all {
                show(evidence, thresholds: thresholds)
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

    private func show(_ evidence: Evidence, thresholds: Thresholds) {
        let name = evidence.declaredIdentity?.description ?? release.description
        print("\(Messages.untrusted(name)) (\(evidence.ecosystem.rawValue))")
        print("  sha256     \(evidence.sha256.hexadecimal)")
        print("  bytes      \(evidence.byteCount)")
        print(
            String(
                format: "  score      %.4f (warns from %.4f, blocks from %.4f)", evidence.score, thresholds.warn,
                thresholds.block))
        print("  events     \(evidence.eventCount), judged by \(evidence.inspector) in \(evidence.milliseconds) ms")
        if evidence.behaviors.isEmpty {
            print("  behaviors  none stood out")
        } else {
            print("  behaviors that weighed most")
            for behavior in evidence.behaviors {
                let place = Messages.untrusted(behavior.file) + (behavior.line > 0 ? ":\(behavior.line)" : "")
                let origin = behavior.origin.map { ", read at \(Messages.untrusted($0.file)):\($0.line)" } ?? ""
                print("    at \(behavior.phase)  \(place)  \(behavior.summary)\(origin) [\(behavior.event)]")
            }
        }
        for finding in evidence.findings {
            let place = finding.file.map { "  " + Messages.untrusted($0) + (finding.line.map { ":\($0)" } ?? "") } ?? ""
            print("  \(finding.code.rawValue)  \(Messages.untrusted(finding.message))\(place)")
        }
    }
}
