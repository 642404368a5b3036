import Foundation
import Gateway
import Interception
import Packages
import Resolution
import Verdicts

/// What a guarded command leaves behind: the audit trail's entry, the record for reports, annotations of a build service.
extension GuardedInstall {
    /// Notes the command in the audit trail and gives what its reports are made of.
    ///
    /// A trail that cannot be written is a warning: what was installed is installed.
    func record(
        _ outcome: Outcome, _ log: GatewayLog, reached: [String], in state: GuardState
    ) -> CommandReport {
        let plan = planRecord(outcome, in: state)
        var entry = auditEntry(outcome, at: state.now)
        let tunnels = hosts(log)
        entry.hosts = Array((reached + tunnels.opened.map { "\($0) (past the gateway)" }).prefix(Self.hostLimit))
        entry.refusedHosts = Array(tunnels.refused.prefix(Self.hostLimit))
        entry.plan = plan.releases.isEmpty ? nil : plan.digest
        do throws(VerdictsError) {
            try state.verdicts.record(entry, plan: plan.releases.isEmpty ? nil : plan)
        } catch {
            messages.warning(
                "the command is not in the audit trail: \(Messages.untrusted(error.description, limit: 400))")
        }
        return CommandReport(record: plan, entry: entry, evidence: evidence(outcome.judged))
    }

    /// Writes what `airlock plan` was asked for, and annotations where a build service reads them.
    func write(_ report: CommandReport, _ outcome: Outcome) throws {
        if let planOutput, outcome.status == 0 || !outcome.judged.isEmpty {
            try planOutput.write(report)
        }
        guard surroundings.environment["GITHUB_ACTIONS"] == "true" else { return }
        let place = ManifestPlace(folder: surroundings.workingDirectory, named: command.pip.requirementFiles)
        for line in annotations(of: report, in: place, workspace: surroundings.environment["GITHUB_WORKSPACE"]) {
            messages.write(line + "\n")
        }
    }

    /// Hosts in one entry: more than any honest install reaches, and a bound for what a package can write there.
    private static let hostLimit = 64

    private func planRecord(_ outcome: Outcome, in state: GuardState) -> PlanRecord {
        let nodes = Dictionary(outcome.plan.nodes.map { ($0.artifact.identity, $0) }) { first, _ in first }
        let releases = outcome.judged.map { one -> PlanRecord.Release in
            let node = nodes[one.artifact.identity]
            var release = PlanRecord.Release(
                one.artifact, requiredBy: outcome.requiredBy[one.artifact.identity], isDirect: node?.isDirect ?? false,
                isOptional: node?.isOptional ?? false, isDevelopment: node?.isDevelopment ?? false)
            release.published = one.published?.timeIntervalSince1970
            release.hasProvenance = one.hasProvenance
            release.change = outcome.changes[one.artifact.identity].map {
                PlanRecord.Release.Change(since: $0.oldVersion, appeared: $0.tellingSummaries)
            }
            return switch one.outcome {
            case .judged(let verdict, _, let evidence): release.judged(verdict, evidence)
            case .failed(let failure): release.failed(failure.sentence)
            }
        }
        return PlanRecord(releases: releases, policy: state.policy, thresholds: state.inspector.thresholds)
    }

    private func auditEntry(_ outcome: Outcome, at now: Date) -> AuditEntry {
        let verdicts = outcome.judged.compactMap { one -> (identity: PackageIdentity, verdict: Verdict)? in
            guard case .judged(let verdict, _, _) = one.outcome else { return nil }
            return (one.artifact.identity, verdict)
        }
        let words = command.program + command.originalArguments
        var entry = AuditEntry(
            time: now, command: planOutput == nil ? words : ["airlock", "plan"] + words,
            folder: surroundings.workingDirectory, allowed: verdicts.count { $0.verdict.level == .allow },
            warned: verdicts.count { $0.verdict.level == .warn },
            blocked: verdicts.count { $0.verdict.level == .block },
            overridden: verdicts.count { $0.verdict.override != nil }, exitStatus: outcome.status)
        entry.flagged = verdicts.filter { $0.verdict.level > .allow || $0.verdict.override != nil }.map {
            AuditEntry.Flagged(
                release: $0.identity.description, level: $0.verdict.level,
                reasons: $0.verdict.reasons.map(\.code).distinct(),
                allowedBy: $0.verdict.override.map { "\($0.entry.path) line \($0.entry.line)" })
        }
        return entry
    }

    private func evidence(_ judged: [JudgedArtifact]) -> [String: Evidence] {
        judged.reduce(into: [:]) { found, one in
            guard case .judged(_, _, let evidence) = one.outcome else { return }
            found[evidence.sha256.hexadecimal] = evidence
        }
    }

    /// Connections past the gateway, which only code or programs of packages make.
    func reportTunnels(_ log: GatewayLog, policy: Policy) {
        let (refused, opened) = hosts(log)
        func named(_ host: String) -> String {
            let callers = log.callers[host, default: []].map { "'\(Messages.untrusted($0, limit: 80))'" }
            let scripts = callers.isEmpty ? "" : " (for \(callers.joined(separator: ", ")))"
            return "'\(Messages.untrusted(host))'" + scripts
        }
        func list(_ hosts: [String]) -> String {
            hosts.prefix(10).map(named).joined(separator: ", ")
                + (hosts.count > 10 ? " and \(hosts.count - 10) more" : "")
        }
        if !refused.isEmpty { messages.warning("connections past Airlock were refused to \(list(refused))") }
        let byPolicy = log.entries.compactMap { entry -> String? in
            guard case .tunnelRefused(let host, _) = entry.event else { return nil }
            return entry.isInstallPhase && !policy.allowsScriptDownload(from: host) ? host : nil
        }.distinct()
        if !byPolicy.isEmpty {
            let hosts = byPolicy.prefix(10).map { "\"\(Messages.untrusted($0))\"" }.joined(separator: ", ")
            messages.hint(
                "to let install scripts download from there, add to 'script-hosts' of a policy file: \(hosts)")
        }
        if !opened.isEmpty {
            messages.warning(
                "connections past Airlock were made while installing, to \(list(opened)); what came over them is unjudged"
            )
        }
    }

    /// Hosts that were asked for past the gateway.
    private func hosts(_ log: GatewayLog) -> (refused: [String], opened: [String]) {
        var (refused, opened): ([String], [String]) = ([], [])
        for entry in log.entries {
            switch entry.event {
            case .tunnelRefused(let host, _): if !refused.contains(host) { refused.append(host) }
            case .tunnelOpened(let host, _): if !opened.contains(host) { opened.append(host) }
            case .documentAsked, .artifactServed, .artifactRefused, .unknownPath, .ambiguousPath, .upstreamFailure,
                .strangerRefused:
                continue
            }
        }
        return (refused, opened)
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    func distinct() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
