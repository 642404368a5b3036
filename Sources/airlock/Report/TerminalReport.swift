import Foundation
import Packages
import Quarantine
import Resolution
import Verdicts

/// What a guarded command says at its end: one line when all passed, else each flagged package with its reasons.
struct TerminalReport: Sendable {
    let messages: Messages
    let thresholds: Thresholds
    let now: Date
    /// Who asked for each release, outermost first.
    let requiredBy: [PackageIdentity: [String]]
    /// What changed against the installed versions of what is blocked.
    var changes: [PackageIdentity: VersionChange] = [:]

    /// Blocked packages that are shown with all that fits one screen; the others follow in a few lines.
    static let detailedLimit = 2
    /// Flagged packages that are shown at all: who has more than these has one problem, not many.
    private static let shownLimit = 20

    /// The one line of a tree in which nothing was flagged.
    func passed(_ judged: [JudgedArtifact]) {
        let cached = judged.count { $0.wasKnown }
        let noun = judged.count == 1 ? "package" : "packages"
        messages.summary("\(judged.count) \(noun) judged (\(cached) cached), \(warnedPhrase(judged))")
    }

    /// With `--verbose`: each release with its verdict, whatever it is.
    func everything(_ judged: [JudgedArtifact]) {
        for one in judged {
            guard case .judged(let verdict, _, let evidence) = one.outcome else { continue }
            let cost = one.wasKnown ? "known" : "\(evidence.milliseconds) ms"
            messages.verbose(
                "\(verdict.level.rawValue) \(releaseName(one.artifact.identity)), score \(String(format: "%.3f", verdict.score)), \(evidence.byteCount) bytes, \(cost)"
            )
        }
    }

    /// One paragraph per package that blocks or warns, worst first, then the commands that look closer or allow.
    func flagged(_ judged: [JudgedArtifact]) {
        let grouped = GroupedWarnings(judged)
        let flagged = judged.sorted(by: order).compactMap { one -> FlaggedRelease? in
            guard case .judged(let verdict, _, let evidence) = one.outcome, verdict.level > .allow,
                !grouped.covers(one)
            else { return nil }
            let identity = one.artifact.identity
            return FlaggedRelease(
                identity: identity, verdict: verdict, evidence: evidence,
                origin: requiredBy[identity].map { .plan($0) } ?? .whileInstalling, change: changes[identity],
                published: one.published)
        }
        for (index, release) in flagged.prefix(Self.shownLimit).enumerated() {
            show(release, isDetailed: index < Self.detailedLimit || messages.verbosity == .verbose)
        }
        let left = flagged.count - Self.shownLimit
        if left > 0 { messages.warning("and \(left) more; 'airlock report --html FILE' shows them all") }
        let blocked = flagged.filter { $0.verdict.level == .block }
        if blocked.count > 1 { messages.hint("for the whole tree on one page, run 'airlock report --html FILE'") }
        show(grouped)
    }

    /// Warnings that many packages of a tree share, a line for each reason.
    private func show(_ grouped: GroupedWarnings) {
        for (code, members) in grouped.groups {
            let shown = members.prefix(5).map { releaseName($0.artifact.identity) }.joined(separator: ", ")
            let rest = members.count > 5 ? " and \(members.count - 5) more" : ""
            messages.warning("\(members.count) packages: \(code.summary) (\(code.rawValue)): \(shown)\(rest)")
        }
    }

    private func show(_ release: FlaggedRelease, isDetailed: Bool) {
        let isBlocked = release.verdict.level == .block
        let subject =
            "\(releaseName(release.identity)) (\(release.identity.name.ecosystem.rawValue)), \(originPhrase(release.origin))"
        if isBlocked { messages.block(subject) } else { messages.warning(subject) }
        let text = FlaggedReleaseText(
            thresholds: thresholds, extent: isBlocked && isDetailed ? .screen : .brief, width: messages.width, now: now)
        for line in text.lines(release) { messages.write(line + "\n") }
        guard isBlocked else { return }
        let digits = release.evidence.sha256.hexadecimal.prefix(12)
        messages.hint("nothing was installed; 'airlock explain \(digits)' shows more")
        messages.hint(
            "to accept exactly these bytes, run '\(allowCommand(release.identity, despite: release.verdict.advisories))'"
        )
    }

    /// The policy entries that turned a block or warning into an allow; none stays silent.
    func loosenings(_ judged: [JudgedArtifact]) {
        for one in judged {
            guard case .judged(let verdict, _, _) = one.outcome, let override = verdict.override else { continue }
            messages.note(
                "\(releaseName(one.artifact.identity)) is allowed by '\(Messages.untrusted(override.entry.path))' line \(override.entry.line): \(Messages.untrusted(override.entry.reason))"
            )
        }
    }

    private func warnedPhrase(_ judged: [JudgedArtifact]) -> String {
        let warned = judged.count { one in
            if case .judged(let verdict, _, _) = one.outcome { verdict.level == .warn } else { false }
        }
        let allowed = judged.count { one in
            if case .judged(let verdict, _, _) = one.outcome { verdict.override != nil } else { false }
        }
        let parts =
            (warned == 0 ? [] : ["\(warned) with a warning"]) + (allowed == 0 ? [] : ["\(allowed) allowed by policy"])
        return parts.isEmpty ? "none flagged" : "none blocked, " + parts.joined(separator: ", ")
    }

    private func order(_ left: JudgedArtifact, _ right: JudgedArtifact) -> Bool {
        (level(right), left.artifact.identity.description) < (level(left), right.artifact.identity.description)
    }

    private func level(_ judged: JudgedArtifact) -> VerdictLevel {
        if case .judged(let verdict, _, _) = judged.outcome { verdict.level } else { .block }
    }
}

/// Name in quotes and version, sanitized: `'left-pad' 1.3.1`.
func releaseName(_ identity: PackageIdentity) -> String {
    "'\(Messages.untrusted(identity.name.written))' \(Messages.untrusted(identity.version, limit: 60))"
}

/// Who pulled a release in, as the end of a sentence; a long chain keeps its ends.
func originPhrase(_ origin: FlaggedRelease.Origin) -> String {
    switch origin {
    case .unknown: return "from stored evidence"
    case .whileInstalling: return "asked for while installing"
    case .plan(let chain):
        guard !chain.isEmpty else { return "asked for directly" }
        var names = chain.map { "'\(Messages.untrusted($0, limit: 80))'" }
        if names.count > 6 { names.replaceSubrange(3..<(names.count - 2), with: ["…"]) }
        return "required by " + names.joined(separator: " → ")
    }
}

/// The command that accepts a release, with the reason left to the user.
///
/// - Parameter advisories: of the feed, which an entry does not override unless it names each.
func allowCommand(_ identity: PackageIdentity, despite advisories: [String] = []) -> String {
    let despite = advisories.map { " --despite \(Messages.untrusted($0))" }.joined()
    return
        "airlock allow \(identity.name.ecosystem.rawValue) \(Messages.untrusted(identity.description))\(despite) --reason \"…\""
}
