import Foundation
import Gateway
import Interception
import Packages
import Quarantine
import Resolution
import Transfer
import Verdicts

/// A guarded install from beginning to end: the file to read first.
///
/// Three phases around one loopback gateway. *Plan*: the real client resolves against it, or an up-to-date lockfile is
/// read. *Judge*: every artifact of the plan, and what the gateway handed out besides, gets a verdict. *Install*: the
/// real client runs with the user's arguments and is served judged bytes only; npm's scripts ask `ScriptGate` before
/// they start. Values move down this page; no stage calls back, and what happens is decided by plan and log, never by a
/// client's exit status.
struct GuardedInstall: Sendable {
    let command: InstallCommand
    let shim: String?
    let options: GuardOptions
    /// `airlock plan`: what it writes instead of installing.
    let planOutput: PlanOutput?
    let surroundings: Surroundings
    let messages: Messages

    /// How a command ended, and all that reports and the audit trail say about it.
    struct Outcome {
        let end: ChildEnd
        var judged: [JudgedArtifact] = []
        var plan = InstallPlan.empty
        var requiredBy: [PackageIdentity: [String]] = [:]
        var changes: [PackageIdentity: VersionChange] = [:]

        init(
            _ end: ChildEnd, judged: [JudgedArtifact] = [], plan: InstallPlan = .empty,
            requiredBy: [PackageIdentity: [String]] = [:], changes: [PackageIdentity: VersionChange] = [:]
        ) {
            self.end = end
            self.judged = judged
            self.plan = plan
            self.requiredBy = requiredBy
            self.changes = changes
        }

        init(_ status: ExitStatus, judged: [JudgedArtifact] = []) {
            self.init(.exited(status: status.rawValue), judged: judged)
        }

        var status: Int32 { end.exitStatus }
    }

    /// Returns how the command ended: as the real client did, or with a status of our own.
    func run() async throws -> ChildEnd {
        let times = PhaseTimes()
        let verdicts = try GuardState.openVerdicts(surroundings, messages: messages)
        ScratchFolder.beginRemovingAbandoned()
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let progress = ProgressLine(
            isTerminal: surroundings.errorIsTerminal && messages.verbosity != .quiet, width: messages.width)
        let interruption = Interruption { [command] signal in
            progress.finish()
            scratch.remove()
            command.endInterrupted(by: signal)
        }
        let client = try await GuardedClient(
            command, shim: shim, isStrict: options.isStrict, surroundings: surroundings, scratch: scratch,
            constants: ClientConstants(store: verdicts))
        let state = try GuardState(
            surroundings, verdicts: verdicts, project: client.policySearch, options: options, messages: messages)
        client.tunnels.obey(state.policy)
        defer { state.inspections.close() }
        let transfer = try HTTPTransfer(client.transferConfiguration)
        defer { transfer.close() }
        let ledger = ReleaseLedger()
        let releases = ReleaseContext(
            ledger: ledger, lockedVersions: client.lockedVersions, publicRegistry: client.publicRegistry)
        let judge = ArtifactJudge(
            guardState: state, transfer: transfer, progress: progress, times: times, releases: releases,
            upstream: client.upstreamAddress)
        let gateway = try await Gateway.start(
            client.gatewayConfiguration, transfer: transfer, handlers: doors(to: judge, for: client, knownBy: verdicts),
            ledger: ledger)

        let outcome: Outcome
        do {
            outcome = try await run(
                client, through: gateway, judge: judge, state: state, progress: progress, times: times,
                interruption: interruption)
        } catch {
            progress.finish()
            outcome = Outcome(report(error, messages))
        }
        reportTunnels(gateway.log(), policy: state.policy)
        times.enter(.end)
        await gateway.stop()
        try write(record(outcome, gateway.log(), reached: transfer.reachedHosts, in: state), outcome)
        if !transfer.reachedHosts.isEmpty { QuarantineBound.keep(state.quarantine, now: state.now) }
        messages.verbose(times.summary())
        return outcome.end
    }

    private func run(
        _ client: GuardedClient, through gateway: Gateway, judge: ArtifactJudge, state: GuardState,
        progress: ProgressLine, times: PhaseTimes, interruption: Interruption
    ) async throws -> Outcome {
        times.enter(.plan)
        // What the user names by path or address comes first: planning builds it.
        let named = await judgeAll(client.namedArtifacts, by: judge)
        if let status = refuseNamed(named, state: state, progress: progress) {
            try record(named, in: state)
            return Outcome(status, judged: named)
        }
        try client.handOver(named)

        // Plan.
        let planning = try await client.plan(through: gateway)
        let plan = planning.plan
        progress.resolved(plan.nodes.count)

        // Judge.
        times.enter(.judge)
        try await learnAges(of: plan, through: gateway, state: state)
        var judged = await judgeAll(
            client.namedArtifacts + plan.nodes.map(\.artifact) + handedOut(gateway, client), by: judge)
        progress.finish()
        let requiredBy =
            planning.failure == nil
            ? plan.requiredBy
            : await RequestChains(store: state.quarantine, pool: state.inspections).requiredBy(judged)
        var report = TerminalReport(
            messages: messages, thresholds: state.inspector.thresholds, now: state.now, requiredBy: requiredBy)
        judged = await datingBlocked(judged, through: gateway, by: judge.releases)
        let changes = try await changes(of: judged, for: client, in: state)
        report.changes = changes
        try record(judged, in: state)
        report.everything(judged)
        func outcome(_ end: ChildEnd) -> Outcome {
            Outcome(end, judged: judged, plan: plan, requiredBy: requiredBy, changes: changes)
        }
        func outcome(_ status: ExitStatus) -> Outcome { outcome(.exited(status: status.rawValue)) }
        if planOutput != nil, planning.isJudgedAsServed {
            throw GuardError.usage(
                "'\(command.program.joined(separator: " "))' cannot tell its plan without installing",
                hint: "leave 'plan' out: what it asks for is judged before it gets it")
        }
        if let status = refusal(judged, report: report) {
            if status != .blocked { messages.hint("nothing was installed") }
            return outcome(status)
        }
        if let failure = planning.failure {
            return outcome(explain(failure, client: client, gateway: gateway))
        }
        report.loosenings(judged)
        await reportDeadEntries(judged, of: client, in: state)
        guard planOutput == nil else {
            report.flagged(judged)
            report.passed(judged)
            return outcome(ExitStatus.success)
        }

        // Install.
        times.enter(.install)
        gateway.enter(.install(allowed: plan.nodes.map(\.artifact)))
        interruption.handOver()
        let end = try await client.install(through: gateway, planning: planning)
        let everything = distinctReleases(judged + (await judgeAll(handedOut(gateway, client), by: judge)))
        // Nothing of the plan was blocked before; what is now has got another verdict meanwhile.
        let late = everything.dropFirst(judged.count) + everything.prefix(judged.count).filter(\.isBlocked)
        judged = everything
        try record(Array(late), in: state)
        if let status = refusal(Array(late), report: report) {
            messages.warning(
                planning.isJudgedAsServed
                    ? "it was not handed over, so the install ended there"
                    : "it was asked for after the plan, so the install was cut off; run it again once that is settled")
            return outcome(status)
        }
        if planning.isJudgedAsServed, end != .exited(status: 0), let upstream = gateway.log().upstreamFailures.first {
            // The client has said in its own words that it found nothing.
            messages.warning(
                "'\(Messages.untrusted(upstream.name))': \(Messages.untrusted(upstream.message, limit: 400))")
        }
        report.flagged(judged)
        report.passed(judged)
        return outcome(end)
    }

    /// Asks for the documents of releases whose age matters and is known neither from this session nor from earlier ones.
    private func learnAges(of plan: InstallPlan, through gateway: Gateway, state: GuardState) async throws {
        guard state.policy.statesReleaseAge else { return }
        let limit = state.now.addingTimeInterval(-state.policy.minimumReleaseAge.seconds)
        let unknown = try plan.nodes.map(\.artifact.identity).filter { identity in
            guard let seen = try state.verdicts.firstSeen(identity) else { return true }
            return seen > limit
        }
        await gateway.readDocuments(of: unknown.map(\.name))
    }

    private func refuseNamed(_ named: [JudgedArtifact], state: GuardState, progress: ProgressLine) -> ExitStatus? {
        let chains = Dictionary(named.map { ($0.artifact.identity, [String]()) }) { first, _ in first }
        let report = TerminalReport(
            messages: messages, thresholds: state.inspector.thresholds, now: state.now, requiredBy: chains)
        guard named.contains(where: { !$0.mayPass }) else { return nil }
        progress.finish()
        guard let status = refusal(named, report: report) else { return nil }
        messages.hint("nothing was installed")
        return status
    }

    /// What the first blocked artifacts do that the installed versions of them do not.
    private func changes(
        of judged: [JudgedArtifact], for client: GuardedClient, in state: GuardState
    ) async throws -> [PackageIdentity: VersionChange] {
        let blocked = judged.filter(\.isBlocked).prefix(TerminalReport.detailedLimit)
        guard !blocked.isEmpty else { return [:] }
        let installed = await client.installedVersions(of: blocked.map(\.artifact.identity.name))
        let comparison = VersionComparison(
            quarantine: state.quarantine, verdicts: state.verdicts, pool: state.inspections)
        var changes: [PackageIdentity: VersionChange] = [:]
        for one in blocked {
            let identity = one.artifact.identity
            guard case .judged(_, let held, _) = one.outcome, let version = installed[identity.name],
                version != identity.version, one.artifact.folder == nil
            else { continue }
            changes[identity] = try await comparison.change(
                to: held, kind: one.artifact.kind, of: identity.name, from: version, description: ", which is installed"
            )
        }
        return changes
    }

    /// What the gateway asks of the later stages.
    private func doors(
        to judge: ArtifactJudge, for client: GuardedClient, knownBy store: VerdictStore
    ) -> GatewayHandlers {
        GatewayHandlers(
            artifact: { artifact in
                let judged = await judge.judge(artifact)
                switch judged.outcome {
                case .judged(let verdict, let held, _):
                    guard verdict.level < .block else {
                        return .refused(status: 403, message: "blocked by airlock: \(artifact.identity)")
                    }
                    return .file(path: held.path, byteCount: held.byteCount, sha256: held.sha256.hexadecimal)
                case .failed(let failure):
                    return .refused(status: failure.status == .unreachable ? 404 : 403, message: failure.sentence)
                }
            },
            likely: { artifact in Task { await judge.prepare(artifact) } },
            connect: { host, _, port in client.tunnels.allows(host, client: port) },
            caller: { port in packageBehind(localPort: port) },
            git: { words in await client.answerGit(words) { await judge.judge($0).refusal } },
            script: { await client.answerScript($0, judge: judge) },
            objection: { metadata in
                DirectRequirements.inMetadata(metadata).first.map { "requires '\($0.text)', by an address" }
            },
            // Without the index, the files that were judged under their digests; pip takes those that the user states.
            kept: { client.checksDigests ? (try? store.pythonFiles(of: $0)) ?? [] : [] })
    }

    /// Everything that a client got, or was refused, so far: build requirements are in no plan.
    private func handedOut(_ gateway: Gateway, _ client: GuardedClient) -> [Artifact] {
        let log = gateway.log()
        return log.served + log.refused + client.askedTrees
    }

    private func judgeAll(_ artifacts: [Artifact], by judge: ArtifactJudge) async -> [JudgedArtifact] {
        var seen: Set<Artifact> = []
        let distinct = artifacts.filter { seen.insert($0).inserted }
        return await withTaskGroup(of: (Int, JudgedArtifact).self) { group in
            for (index, artifact) in distinct.enumerated() {
                group.addTask { (index, await judge.judge(artifact)) }
            }
            var all: [(Int, JudgedArtifact)] = []
            for await one in group { all.append(one) }
            return distinctReleases(all.sorted { $0.0 < $1.0 }.map(\.1))
        }
    }

    /// Lockfile and registry document can name the same bytes with different digests: one release, one line.
    private func distinctReleases(_ judged: [JudgedArtifact]) -> [JudgedArtifact] {
        var kept: [JudgedArtifact] = []
        var places: [PackageIdentity: [Int]] = [:]
        for one in judged {
            let known = places[one.artifact.identity, default: []]
            if let same = known.first(where: { kept[$0].isSameRelease(as: one) }) {
                // What a registry says may have come too late for the first.
                let published = kept[same].published ?? one.published
                if one.isBlocked { kept[same] = one }
                kept[same].published = published
                continue
            }
            places[one.artifact.identity, default: []].append(kept.count)
            kept.append(one)
        }
        return kept
    }

    /// Reports what must not pass and tells the status; nil when everything may.
    private func refusal(_ judged: [JudgedArtifact], report: TerminalReport) -> ExitStatus? {
        if judged.contains(where: { $0.isBlocked }) {
            report.flagged(judged)
            return .blocked
        }
        let failures = judged.compactMap { one in
            if case .failed(let failure) = one.outcome { failure } else { nil }
        }
        guard !failures.isEmpty else { return nil }
        for failure in failures.prefix(5) { messages.error(failure.sentence) }
        if failures.count > 5 { messages.error("and \(failures.count - 5) more") }
        if let hint = failures.lazy.compactMap(\.hint).first { messages.hint(hint) }
        let order: [ExitStatus] = [.invalidArtifact, .unreachable, .usage, .internalFault]
        return order.first { status in failures.contains { $0.status == status } } ?? .internalFault
    }

    /// The client could not resolve: an upstream's fault is ours to name, everything else is said in the client's words.
    private func explain(_ failure: PlanFailure, client: GuardedClient, gateway: Gateway) -> ChildEnd {
        if let refusal = client.sourceRefusal {
            messages.error(Messages.untrusted(refusal, limit: 500))
            messages.hint("nothing was installed")
            return .exited(status: ExitStatus.usage.rawValue)
        }
        if let upstream = gateway.log().upstreamFailures.first {
            messages.error(
                "'\(Messages.untrusted(upstream.name))': \(Messages.untrusted(upstream.message, limit: 400))")
            messages.hint("nothing was installed")
            return .exited(status: ExitStatus.unreachable.rawValue)
        }
        FileHandle.standardOutput.write(Data(upstreamText(failure.output, gateway)))
        FileHandle.standardError.write(Data(upstreamText(failure.errors, gateway)))
        return failure.end
    }

    /// A client's text with the upstreams' addresses in place of the doors'.
    private func upstreamText(_ text: [UInt8], _ gateway: Gateway) -> [UInt8] {
        let python = String(decoding: gateway.translate(text), as: UTF8.self)
        let translated = gateway.npmDoors.reduce(python) { text, door in
            let upstream = door.upstream.registryURL
            return text.replacing(door.url, with: upstream.hasSuffix("/") ? upstream : upstream + "/")
        }
        return Array(translated.utf8)
    }

    private func record(_ judged: [JudgedArtifact], in state: GuardState) throws {
        let files = judged.compactMap { one -> (artifact: Artifact, sha256: Digest)? in
            guard case .judged(_, let held, _) = one.outcome else { return nil }
            return (one.artifact, held.sha256)
        }
        try state.verdicts.record(
            releases: files.map { (identity: $0.artifact.identity, sha256: $0.sha256) }, now: state.now)
        try state.verdicts.record(pythonFiles: files, now: state.now)
    }
}
