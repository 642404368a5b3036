import Foundation
import Packages

/// The reasons that lie in what registries say of a release, and in its name; they only ever add suspicion.
func releaseReasons(_ evidence: Evidence, facts: ArtifactFacts, policy: Policy, now: Date) -> [Reason] {
    guard let requested = facts.requested else { return [] }
    var reasons = privateNameReasons(requested.name, facts: facts, policy: policy)
    reasons += ageReasons(requested.name, facts: facts, policy: policy, now: now)
    if let release = facts.release {
        reasons += withdrawalReasons(release.record)
        reasons += changeReasons(release)
        if let shown = release.record.manifest {
            reasons += manifestReasons(shown: shown, packed: evidence.manifest)
        }
    }
    if let known = wellKnownName(resembling: requested.name) {
        reasons.append(Reason(code: .lookAlikeName, message: "its name resembles that of the well-known '\(known)'"))
    }
    return reasons
}

/// A private name that came from where the policy says it must not.
private func privateNameReasons(_ name: PackageName, facts: ArtifactFacts, policy: Policy) -> [Reason] {
    policy.privateNames.compactMap { rule in
        guard rule.names.contains(where: { $0.matches(name) }) else { return nil }
        let stray = facts.sources.first { source in
            guard rule.registries.isEmpty else { return !rule.registries.contains { $0.matches(host: source) } }
            return source == facts.publicSource
        }
        guard let stray else { return nil }
        let expected =
            rule.registries.isEmpty
            ? "anywhere but the public registry" : rule.registries.map(\.description).joined(separator: ", ")
        return Reason(
            code: .privateName,
            message: "it comes from '\(stray)', and '\(rule.path)' line \(rule.line) expects it from \(expected)")
    }
}

private func ageReasons(_ name: PackageName, facts: ArtifactFacts, policy: Policy, now: Date) -> [Reason] {
    let minimum = policy.minimumReleaseAge
    guard minimum.hours > 0, !policy.releaseAgeExcludes.contains(where: { $0.matches(name) }) else { return [] }
    let limit = now.timeIntervalSince1970 - minimum.seconds
    if let published = facts.release?.record.published {
        guard published > limit else { return [] }
        let age = max(0, now.timeIntervalSince1970 - published)
        let hours = Int(age / 3600)
        let ago = hours < 1 ? "less than an hour" : hours == 1 ? "1 hour" : "\(hours) hours"
        return [Reason(code: .recentRelease, message: "published \(ago) ago, the minimum release age is \(minimum)")]
    }
    // Whoever asks for an age gets no pass for want of a date; what was seen here long enough ago is old enough.
    guard policy.statesReleaseAge, facts.digestStatus != .local else { return [] }
    if let seen = facts.firstSeen, seen.timeIntervalSince1970 <= limit { return [] }
    return [
        Reason(
            code: .recentRelease,
            message: "no registry says when it was published, the minimum release age is \(minimum)")
    ]
}

private func withdrawalReasons(_ record: ReleaseRecord) -> [Reason] {
    var reasons: [Reason] = []
    if let text = record.deprecation {
        reasons.append(Reason(code: .deprecatedRelease, message: "deprecated" + said(text)))
    }
    if let text = record.yankReason {
        reasons.append(Reason(code: .yankedRelease, message: "yanked" + said(text)))
    }
    return reasons
}

private func said(_ text: String) -> String { text.isEmpty ? " without a reason" : ": \(text)" }

/// What is new since the version that the project has, or since the one published before.
private func changeReasons(_ release: ListedRelease) -> [Reason] {
    let record = release.record
    var reasons: [Reason] = []
    if let old = release.replaced {
        // A pipeline that signs what it builds is no stranger: projects move to one, and accounts change with it.
        if let now = record.publisher, let before = old.publisher, now != before, !record.hasProvenance {
            reasons.append(
                Reason(
                    code: .publisherChange, message: "published by '\(now)', '\(old.version)' was by '\(before)'"))
        }
        if record.runsInstallScript == true, old.runsInstallScript == false {
            reasons.append(
                Reason(
                    code: .newInstallScript,
                    message: "runs a script when it is installed, '\(old.version)' did not"))
        }
    }
    if !record.hasProvenance,
        let old = [release.replaced, release.previous].compactMap({ $0 }).first(where: \.hasProvenance)
    {
        reasons.append(
            Reason(code: .provenanceLost, message: "has no provenance attestation, '\(old.version)' has one"))
    }
    return reasons
}

/// npm's manifest confusion: what the registry shows against what the tarball holds.
///
/// - Parameter packed: nil where the tarball's manifest cannot be read; then every script of the registry's is stray.
private func manifestReasons(shown: ReleaseManifest, packed: ReleaseManifest?) -> [Reason] {
    var reasons: [Reason] = []
    let own = packed == nil ? [:] : packed?.scripts
    if let registry = shown.scripts, let own {
        for name in ReleaseManifest.installScripts where registry[name] != own[name] {
            // The registry writes down what npm does by itself for native code.
            let isNative = packed?.hasNativeBuild == true && registry[name] == "node-gyp rebuild"
            if name == "install", own[name] == nil, isNative { continue }
            guard let text = registry[name] else {
                reasons.append(confusion("the tarball has a '\(name)' script that the registry does not show"))
                continue
            }
            // npm runs the registry's text when it has just resolved the release, and nobody has judged that.
            let message = "the registry states a '\(name)' script that is not the tarball's: \(text)"
            reasons.append(Reason(code: .strayScript, message: message, file: "package.json"))
        }
    }
    guard let packed else { return reasons }
    if let registry = shown.dependencies, let own = packed.dependencies {
        let differing = Set(registry.keys).union(own.keys).filter { plainRange(registry[$0]) != plainRange(own[$0]) }
        if let first = differing.min() {
            let rest = differing.count > 1 ? " and \(differing.count - 1) more" : ""
            reasons.append(confusion("registry and tarball state different dependencies: '\(first)'\(rest)"))
        }
    }
    if let registry = shown.programs, let own = packed.programs,
        registry.mapValues(plainPath) != own.mapValues(plainPath)
    {
        reasons.append(confusion("registry and tarball state different programs ('bin')"))
    }
    return reasons
}

private func confusion(_ message: String) -> Reason {
    Reason(code: .manifestConfusion, message: message, file: "package.json")
}

/// Registries write an empty range out; nil for a dependency that is not there.
private func plainRange(_ range: String?) -> String? {
    guard let text = range?.trimmingCharacters(in: .whitespaces) else { return nil }
    return text.isEmpty ? "*" : text
}

private func plainPath(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
}
