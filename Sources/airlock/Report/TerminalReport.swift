import Foundation
import Packages
import Quarantine
import Resolution
import Verdicts

/// What a guarded command says at its end: one line when all passed, else each flagged package with its reasons.
struct TerminalReport: Sendable {
    let messages: Messages
    let thresholds: Thresholds
    /// Who asked for each release, outermost first.
    let requiredBy: [PackageIdentity: [String]]

    /// The one line of a tree in which nothing was flagged.
    func passed(_ judged: [JudgedArtifact]) {
        let cached = judged.count { $0.wasKnown }
        let noun = judged.count == 1 ? "package" : "packages"
        messages.note("\(judged.count) \(noun) judged (\(cached) cached), \(warnedPhrase(judged))")
    }

    /// One paragraph per package that blocks or warns, worst first, then the commands that look closer or allow.
    func flagged(_ judged: [JudgedArtifact]) {
        let grouped = GroupedWarnings(judged)
        for one in judged.sorted(by: order) where !grouped.covers(one) {
            guard case .judged(let verdict, let held, let evidence) = one.outcome, verdict.level > .allow else {
                continue
            }
            let subject =
                "\(name(one.artifact.identity)) (\(one.artifact.identity.name.ecosystem.rawValue)), \(origin(one))"
            switch verdict.level {
            case .block: messages.block(subject)
            case .warn: messages.warning(subject)
            case .allow: continue
            }
            for reason in verdict.reasons { messages.detail(sentence(reason, verdict: verdict)) }
            for behavior in evidence.behaviors {
                let origin = behavior.origin.map { ", read at \(place($0.file, $0.line))" } ?? ""
                messages.detail(
                    "  \(place(behavior.file, behavior.line))  \(behavior.summary)\(origin) (at \(behavior.phase))")
            }
            guard verdict.level == .block else { continue }
            let release = Messages.untrusted(one.artifact.identity.description)
            messages.hint(
                "nothing was installed; to look closer, run 'airlock explain \(held.sha256.hexadecimal.prefix(16))'")
            messages.hint(
                "to accept exactly these bytes, run 'airlock allow \(one.artifact.identity.name.ecosystem.rawValue) \(release)\(despite(verdict)) --reason \"…\"'"
            )
        }
        show(grouped)
    }

    /// Warnings that many packages of a tree share, a line for each reason.
    private func show(_ grouped: GroupedWarnings) {
        for (code, members) in grouped.groups {
            let shown = members.prefix(5).map { name($0.artifact.identity) }.joined(separator: ", ")
            let rest = members.count > 5 ? " and \(members.count - 5) more" : ""
            messages.warning("\(members.count) packages: \(code.summary) (\(code.rawValue)): \(shown)\(rest)")
        }
    }

    /// The options by which an entry overrides the feed's advisories, which it does not do unless it names each.
    private func despite(_ verdict: Verdict) -> String {
        verdict.advisories.map { " --despite \(Messages.untrusted($0))" }.joined()
    }

    /// The policy entries that turned a block or warning into an allow; none stays silent.
    func loosenings(_ judged: [JudgedArtifact]) {
        for one in judged {
            guard case .judged(let verdict, _, _) = one.outcome, let override = verdict.override else { continue }
            messages.note(
                "\(name(one.artifact.identity)) is allowed by '\(Messages.untrusted(override.entry.path))' line \(override.entry.line): \(Messages.untrusted(override.entry.reason))"
            )
        }
    }

    private func warnedPhrase(_ judged: [JudgedArtifact]) -> String {
        let warned = judged.count { one in
            if case .judged(let verdict, _, _) = one.outcome { verdict.level == .warn } else { false }
        }
        return warned == 0 ? "none flagged" : "none blocked, \(warned) with a warning"
    }

    private func order(_ left: JudgedArtifact, _ right: JudgedArtifact) -> Bool {
        (level(right), left.artifact.identity.description) < (level(left), right.artifact.identity.description)
    }

    private func level(_ judged: JudgedArtifact) -> VerdictLevel {
        if case .judged(let verdict, _, _) = judged.outcome { verdict.level } else { .block }
    }

    private func name(_ identity: PackageIdentity) -> String {
        "'\(Messages.untrusted(identity.name.written))' \(Messages.untrusted(identity.version, limit: 60))"
    }

    private func origin(_ judged: JudgedArtifact) -> String {
        guard let chain = requiredBy[judged.artifact.identity] else { return "asked for while installing" }
        guard !chain.isEmpty else { return "asked for directly" }
        return "required by " + chain.map { "'\(Messages.untrusted($0, limit: 80))'" }.joined(separator: " → ")
    }

    private func sentence(_ reason: Reason, verdict: Verdict) -> String {
        let location = reason.file.map { "  " + place($0, reason.line ?? 0) } ?? ""
        switch reason.code {
        case .behaviorSequence, .suspiciousBehavior:
            let score = String(format: "score %.3f, blocks from %.3f", verdict.score, thresholds.block)
            return "\(reason.code.rawValue)  \(score)\(location)"
        case .knownMalicious, .incompleteInspection, .ambiguousArchive, .unsafePath, .damagedArchive, .manifestMismatch,
            .weakDigest, .unstatedDigest, .insecureIndex, .directURLRequirement, .directURLDependency, .indexConfusion,
            .nativeStub,
            .strayBytecode, .dataRunAsCode, .disguisedProgram, .foreignModule, .recordMismatch, .hiddenCharacters,
            .hiddenLine, .leaksAtInstall, .leaksToDropHost, .secretsToDropHost, .fetchesFromDropHost, .runsFetchedCode,
            .runsDecodedCode, .privateName, .lookAlikeName, .recentRelease, .deprecatedRelease, .yankedRelease,
            .strayScript, .manifestConfusion, .publisherChange, .newInstallScript, .provenanceLost, .allowedByPolicy:
            return "\(reason.code.rawValue)  \(Messages.untrusted(reason.message))\(location)"
        }
    }

    private func place(_ file: String, _ line: Int) -> String {
        Messages.untrusted(file) + (line > 0 ? ":\(line)" : "")
    }
}
