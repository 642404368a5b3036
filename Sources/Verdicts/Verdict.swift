import Foundation
import Packages

/// The scores at which a package is blocked or warned about; both come with the model that makes the scores.
package struct Thresholds: Sendable, Hashable {
    package let block: Double
    package let warn: Double

    /// Makes thresholds; a warn threshold above the block threshold is lowered to it.
    package init(block: Double, warn: Double) {
        self.block = block
        self.warn = min(warn, block)
    }
}

/// What happens with one artifact, and why.
package struct Verdict: Sendable, Hashable {
    /// A policy entry that turned a worse verdict into an allow; every one in force is to be printed.
    package struct Override: Sendable, Hashable {
        package let entry: AllowEntry
        package let overridden: VerdictLevel
    }

    package let level: VerdictLevel
    /// The worst first; an overridden verdict keeps the reasons that it would have been blocked for.
    package let reasons: [Reason]
    package let score: Double
    package let override: Override?
    /// The feed's advisories against the release, by identifier.
    package let advisories: [String]
    /// True when the level is `block` only because policy or `--strict` turns warnings into blocks.
    package let isRaisedByStrictMode: Bool
}

/// Computes the verdict on one artifact; pure, so that it can be repeated whenever policy or thresholds change.
///
/// - Parameter now: decides which policy entries have expired, by the day in UTC.
package func judge(
    _ evidence: Evidence, facts: ArtifactFacts, thresholds: Thresholds, policy: Policy, now: Date
) -> Verdict {
    var reasons = scoreReasons(evidence, thresholds: thresholds)
    reasons += descriptionReasons(evidence, requested: facts.requested, thresholds: thresholds, policy: policy)
    reasons += evidence.findings.map {
        Reason(code: $0.code, level: $0.level, message: $0.message, file: $0.file, line: $0.line)
    }
    reasons += facts.listings.prefix(FeedListing.shownLimit).map(\.reason)
    reasons += mismatchReasons(evidence, requested: facts.requested)
    reasons += transportReasons(facts)
    reasons += releaseReasons(evidence, facts: facts, policy: policy, now: now)
    reasons = reasons.map { $0.at(policy.level(of: $0.code, byItself: $0.level)) }

    let plainLevel = reasons.map(\.level).max() ?? .allow
    let isRaised = policy.isStrict && plainLevel == .warn
    if policy.isStrict { reasons = reasons.map { $0.level == .warn ? $0.at(.block) : $0 } }
    let level = isRaised ? .block : plainLevel

    let identity = facts.requested ?? facts.label ?? evidence.declaredIdentity
    if level > .allow, let identity,
        let entry = policy.allowance(
            for: identity, sha256: evidence.sha256, on: PolicyDate(now), despite: Set(facts.listings.map(\.advisory)))
    {
        let message = "allowed by '\(entry.path)' line \(entry.line): \(entry.reason)"
        return Verdict(
            level: .allow,
            reasons: [Reason(code: .allowedByPolicy, message: message)] + worstFirst(reasons),
            score: evidence.score,
            override: Verdict.Override(entry: entry, overridden: level),
            advisories: facts.listings.map(\.advisory),
            isRaisedByStrictMode: false)
    }
    return Verdict(
        level: level, reasons: worstFirst(reasons), score: evidence.score, override: nil,
        advisories: facts.listings.map(\.advisory), isRaisedByStrictMode: isRaised)
}

extension Evidence {
    /// Name and version as the artifact's own metadata says them; nil when either is missing.
    package var declaredIdentity: PackageIdentity? {
        guard let declaredName, let declaredVersion else { return nil }
        return PackageIdentity(name: PackageName(declaredName, ecosystem: ecosystem), version: declaredVersion)
    }
}

private func scoreReasons(_ evidence: Evidence, thresholds: Thresholds) -> [Reason] {
    // Asked this way round, a score that is not a number blocks.
    if evidence.score < thresholds.warn { return [] }
    let code: ReasonCode = evidence.score < thresholds.block ? .suspiciousBehavior : .behaviorSequence
    let first = evidence.behaviors.first
    let line = first.flatMap { $0.line > 0 ? $0.line : nil }
    return [Reason(code: code, message: behaviorMessage(evidence), file: first?.file, line: line)]
}

/// The reason that behavior and description give together where behavior alone gives a milder one.
///
/// Not for names that the policy calls private: who publishes for colleagues writes no description.
private func descriptionReasons(
    _ evidence: Evidence, requested: PackageIdentity?, thresholds: Thresholds, policy: Policy
) -> [Reason] {
    let (alone, together) = (evidence.score, evidence.describedScore)
    let level: VerdictLevel = together >= thresholds.block ? .block : together >= thresholds.warn ? .warn : .allow
    let byItself: VerdictLevel = alone >= thresholds.block ? .block : alone >= thresholds.warn ? .warn : .allow
    guard level > byItself, let gaps = evidence.descriptionGaps, !gaps.isEmpty else { return [] }
    if let name = requested?.name ?? evidence.declaredIdentity?.name,
        policy.privateNames.contains(where: { rule in rule.names.contains { $0.matches(name) } })
    {
        return []
    }
    let list = gaps.map(\.summary).joined(separator: ", ")
    let threshold =
        level == .block ? "blocks from \(rounded(thresholds.block))" : "warns from \(rounded(thresholds.warn))"
    let message = "score \(rounded(alone)), and it has \(list): together \(rounded(together)), \(threshold)"
    return [Reason(code: .poorlyDescribed, level: level, message: message)]
}

private func rounded(_ score: Double) -> String {
    let thousandths = Int((max(0, min(1, score)) * 1000).rounded(.down))
    return thousandths >= 1000
        ? "1.000" : "0." + String(repeating: "0", count: 3 - String(thousandths).count) + String(thousandths)
}

/// Such as "at install: reads environment variables, then sends a web request".
private func behaviorMessage(_ evidence: Evidence) -> String {
    var summaries: [String] = []
    for behavior in evidence.behaviors where !summaries.contains(behavior.summary) {
        summaries.append(behavior.summary)
    }
    guard let phase = evidence.behaviors.first?.phase, !summaries.isEmpty else {
        return "the sequence of behaviors as a whole is like that of malware"
    }
    return "at \(phase): " + summaries.joined(separator: ", then ")
}

private func mismatchReasons(_ evidence: Evidence, requested: PackageIdentity?) -> [Reason] {
    guard let requested else { return [] }
    if let declared = evidence.declaredName,
        PackageName(declared, ecosystem: requested.name.ecosystem) != requested.name
    {
        let message = "its metadata names the package '\(declared)', expected '\(requested.name)'"
        return [Reason(code: .manifestMismatch, message: message)]
    }
    if let declared = evidence.declaredVersion,
        !isSameVersion(declared, requested.version, ecosystem: requested.name.ecosystem)
    {
        // Only a warning: benign release tools get the version's spelling wrong, hardly ever the name.
        let message = "its metadata states version '\(declared)', expected '\(requested.version)'"
        return [Reason(code: .manifestMismatch, level: .warn, message: message)]
    }
    return []
}

private func transportReasons(_ facts: ArtifactFacts) -> [Reason] {
    var reasons: [Reason] = []
    switch facts.digestStatus {
    case .local, .verified(.sha256), .verified(.sha384), .verified(.sha512): break
    case .verified(.sha1):
        reasons.append(Reason(code: .weakDigest, message: ReasonCode.weakDigest.summary))
    case .unstated:
        reasons.append(Reason(code: .unstatedDigest, message: ReasonCode.unstatedDigest.summary))
    }
    if facts.cameInsecurely {
        reasons.append(Reason(code: .insecureIndex, message: ReasonCode.insecureIndex.summary))
    }
    if let other = facts.otherIndexes.first {
        let message = "'\(other)' has a project of this name too, but not this release"
        reasons.append(Reason(code: .indexConfusion, message: message))
    }
    return reasons
}

private func worstFirst(_ reasons: [Reason]) -> [Reason] {
    VerdictLevel.allCases.reversed().flatMap { level in reasons.filter { $0.level == level } }
}

extension Reason {
    fileprivate func at(_ level: VerdictLevel) -> Reason {
        level == self.level ? self : Reason(code: code, level: level, message: message, file: file, line: line)
    }
}
