import Foundation
import Packages
import Quarantine
import Synchronization
import Transfer
import Verdicts

/// What became of one artifact: a verdict, or the reason why there is none.
struct JudgedArtifact: Sendable {
    enum Outcome: Sendable {
        case judged(Verdict, HeldArtifact, evidence: Evidence)
        case failed(JudgeFailure)
    }

    let artifact: Artifact
    let outcome: Outcome
    /// True when stored evidence served and nothing was inspected.
    var wasKnown: Bool
    /// When the registry says that it was published.
    var published: Date?
    /// Whether the registry lists an attestation of how it was built; nil where no document was read.
    var hasProvenance: Bool?
    /// Whether the registry's document had been read.
    var hasRelease = false

    /// Whether both are the same bytes under the same name and version.
    func isSameRelease(as other: JudgedArtifact) -> Bool {
        guard artifact.identity == other.artifact.identity else { return false }
        switch (outcome, other.outcome) {
        case (.judged(_, let held, _), .judged(_, let otherHeld, _)): return held.sha256 == otherHeld.sha256
        case (.failed(let failure), .failed(let other)): return failure.sentence == other.sentence
        case (.judged, .failed), (.failed, .judged): return false
        }
    }

    /// Why the bytes must not be used; nil when they may.
    var refusal: String? {
        switch outcome {
        case .judged(let verdict, _, _): verdict.level < .block ? nil : "blocked by airlock: \(artifact.identity)"
        case .failed(let failure): failure.sentence
        }
    }

    /// Whether a client may have it.
    var mayPass: Bool {
        switch outcome {
        case .judged(let verdict, _, _): verdict.level < .block
        case .failed: false
        }
    }

    var isBlocked: Bool {
        switch outcome {
        case .judged(let verdict, _, _): verdict.level == .block
        case .failed: false
        }
    }
}

/// Why an artifact got no verdict; it is then never handed out.
struct JudgeFailure: Sendable {
    let sentence: String
    let status: ExitStatus
    /// The next step for the user, where there is one.
    var hint: String?
}

/// Fetches, verifies, inspects and judges artifacts, each once per session however often it is asked for, and once more
/// where a registry's document about it has arrived since.
///
/// The one door between upstream bytes and the clients: the plan asks it for every node, the gateway for everything
/// that a client requests.
actor ArtifactJudge {
    let store: QuarantineStore
    private let evidenceStore: VerdictStore
    private let transfer: HTTPTransfer
    private let inspector: Inspector
    let inspections: InspectionPool
    private let policy: Policy
    private let now: Date
    private let progress: ProgressLine
    private let times: PhaseTimes
    /// What a client would really ask: its mirror rules applied to the address, and the credentials for that origin.
    private let upstream: @Sendable (Artifact) -> UpstreamAddress
    let releases: ReleaseContext
    private var tasks: [Artifact: Task<JudgedArtifact, Never>] = [:]
    /// What this session inspected: lockfile and registry may name the same bytes as two artifacts.
    private let inspected = Mutex<Set<Digest>>([])

    /// What kind of place an artifact comes from, by which the policy's lists of hosts apply.
    enum Source: Sendable, Hashable {
        /// A registry or index, or a file of the user's own.
        case registry
        /// An archive's address that somebody wrote in place of a release.
        case address
        /// The addresses of a git repository and of its submodules, with or without `git+` and commit.
        case repository([String])
    }

    struct UpstreamAddress: Sendable {
        var url: String
        var headers: [(String, String)] = []
        /// True for plain http to a host that is not this machine.
        var isInsecure = false
        /// False for an archive that the user gave by its address, whose metadata may name what it likes.
        var namesRelease = true
        var source = Source.registry
        /// Indexes that have the project without this release.
        var otherIndexes: [String] = []
    }

    init(
        guardState: GuardState, transfer: HTTPTransfer, progress: ProgressLine, times: PhaseTimes,
        releases: ReleaseContext,
        upstream: @escaping @Sendable (Artifact) -> UpstreamAddress
    ) {
        store = guardState.quarantine
        evidenceStore = guardState.verdicts
        inspector = guardState.inspector
        inspections = guardState.inspections
        policy = guardState.policy
        now = guardState.now
        self.transfer = transfer
        self.progress = progress
        self.times = times
        self.releases = releases
        self.upstream = upstream
    }

    func judge(_ artifact: Artifact) async -> JudgedArtifact {
        if let task = tasks[artifact] {
            let known = await task.value
            guard artifact.kind == .npmTarball, known.mayPass, !known.hasRelease, releases.knows(artifact) else {
                return known
            }
            if let newer = tasks[artifact], newer != task { return await newer.value }
            // The registry's document has come since: it can state scripts and times that count against the release.
            let again = Task {
                var judged = await judgeAnew(artifact)
                judged.wasKnown = known.wasKnown
                return judged
            }
            tasks[artifact] = again
            return await again.value
        }
        let task = Task { await judgeAnew(artifact) }
        tasks[artifact] = task
        return await task.value
    }

    /// Begins to judge what will probably be asked for; the result waits.
    func prepare(_ artifact: Artifact) {
        guard tasks[artifact] == nil else { return }
        tasks[artifact] = Task { await judgeAnew(artifact) }
    }

    /// What was judged so far of the artifacts that meet a condition.
    func judged(where isWanted: @Sendable (Artifact) -> Bool) async -> [JudgedArtifact] {
        var found: [JudgedArtifact] = []
        for (artifact, task) in tasks where isWanted(artifact) { found.append(await task.value) }
        return found
    }

    private nonisolated func judgeAnew(_ artifact: Artifact) async -> JudgedArtifact {
        progress.askedForOne()
        do {
            let address = upstream(artifact)
            try checkHost(of: artifact, at: address)
            let held = try await hold(artifact, from: address)
            progress.fetchedOne()
            // The user named the address and nothing else: there is no name or digest to hold the bytes against.
            let isDirect = artifact.isKnownByAddressOnly
            var facts = ArtifactFacts(
                requested: isDirect || !address.namesRelease ? nil : artifact.identity,
                digestStatus: address.url.hasPrefix("file:") || isDirect
                    ? .local : DigestStatus(verified: artifact.expectedDigests),
                cameInsecurely: address.isInsecure,
                // Asked on every run, so that a new list acts on evidence of any age.
                listings: try evidenceStore.feedListings(
                    of: artifact.identity, digests: [held.sha256] + artifact.expectedDigests),
                label: artifact.identity, otherIndexes: address.otherIndexes)
            releases.add(to: &facts, artifact: artifact, address: address.url)
            if policy.statesReleaseAge { facts.firstSeen = try evidenceStore.firstSeen(artifact.identity) }
            let (evidence, isStored) = try await evidence(for: held, of: artifact)
            if !isStored { _ = inspected.withLock { $0.insert(held.sha256) } }
            let wasKnown = isStored && !inspected.withLock { $0.contains(held.sha256) }
            let verdict = Verdicts.judge(
                evidence, facts: facts, thresholds: inspector.thresholds, policy: policy, now: now)
            progress.judgedOne(isFlagged: verdict.level > .allow)
            return JudgedArtifact(
                artifact: isDirect ? Self.named(artifact, by: evidence) : artifact,
                outcome: .judged(verdict, held, evidence: evidence), wasKnown: wasKnown,
                published: facts.release?.record.published.map { Date(timeIntervalSince1970: $0) },
                hasProvenance: facts.release?.record.hasProvenance, hasRelease: facts.release != nil)
        } catch {
            return JudgedArtifact(artifact: artifact, outcome: .failed(failure(error, of: artifact)), wasKnown: false)
        }
    }

    /// What is known by its address only, under the name and version that its own manifest states.
    private static func named(_ artifact: Artifact, by evidence: Evidence) -> Artifact {
        guard let identity = evidence.declaredIdentity else { return artifact }
        return Artifact(
            identity: identity, kind: artifact.kind, url: artifact.url, filename: artifact.filename,
            expectedDigests: artifact.expectedDigests)
    }

    /// The artifact's bytes in the quarantine, by any digest that is stated, else fetched.
    private nonisolated func hold(_ artifact: Artifact, from address: UpstreamAddress) async throws -> HeldArtifact {
        let fetched = Artifact(
            identity: artifact.identity, kind: artifact.kind, url: address.url, filename: artifact.filename,
            expectedDigests: artifact.expectedDigests)
        let progress = progress
        times.fetching.begin()
        defer { times.fetching.end() }
        return try await ArtifactFetch(transfer: transfer, store: store, onBytes: { progress.received($0) })
            .hold(fetched, headers: address.headers)
    }

    /// Stored evidence of this inspector, else that of an inspection now; both after the held bytes were hashed again.
    private nonisolated func evidence(for held: HeldArtifact, of artifact: Artifact) async throws -> (Evidence, Bool) {
        let (store, evidenceStore, inspector, now) = (store, evidenceStore, inspector, now)
        times.inspecting.begin()
        defer { times.inspecting.end() }
        let result: Result<(Evidence, Bool), any Error> = await inspections.run { desk in
            Result {
                let bytes = try store.map(held)
                // The same bytes read as another kind of archive can be another package, hence the kind in the key.
                let version = inspector.version(for: artifact.kind, in: artifact.folder)
                if let known = try evidenceStore.evidence(for: [held.sha256], inspector: version)[held.sha256] {
                    return (known, true)
                }
                let made = try desk.inspect(
                    bytes, sha256: held.sha256, kind: artifact.kind, filename: artifact.filename,
                    folder: artifact.folder)
                if made.isLasting { try evidenceStore.record([made.evidence], now: now) }
                return (made.evidence, false)
            }
        }
        return try result.get()
    }

    /// Throws where the policy's `direct-hosts` or `git-hosts` leave the place out.
    private nonisolated func checkHost(of artifact: Artifact, at address: UpstreamAddress) throws(GuardError) {
        let source = artifact.isKnownByAddressOnly && address.source == .registry ? .address : address.source
        let (texts, rule, key): ([String], HostRule, PolicyKey)
        switch source {
        case .registry: return
        case .address: (texts, rule, key) = ([address.url], policy.directHosts, .directHosts)
        case .repository(let repositories): (texts, rule, key) = (repositories, policy.gitHosts, .gitHosts)
        }
        for text in texts {
            let components = URLComponents(string: text)
            // An address without a host is on no list: refused where there is one.
            guard rule.allows(host: components?.host ?? "", path: components?.path ?? "") else {
                throw .hostNotListed(text, key: key.rawValue)
            }
        }
    }

    private nonisolated func failure(_ error: any Error, of artifact: Artifact) -> JudgeFailure {
        let name =
            "'\(Messages.untrusted(artifact.identity.name.written))' \(Messages.untrusted(artifact.identity.version))"
        switch error {
        case let error as QuarantineError:
            return JudgeFailure(
                sentence: "\(name): \(Messages.untrusted(error.description, limit: 400))", status: error.exitStatus,
                hint: error.hint)
        case let error as TransferError:
            return JudgeFailure(sentence: "\(name): \(error.description)", status: .unreachable)
        case let error as GuardError:
            return JudgeFailure(
                sentence: "\(name): \(Messages.untrusted(error.description, limit: 400))", status: error.status,
                hint: error.hint)
        default:
            return JudgeFailure(
                sentence: "\(name): \(Messages.untrusted("\(error)", limit: 400))", status: .internalFault)
        }
    }
}

extension QuarantineError {
    /// Which of the documented statuses a failure of the quarantine ends a command with.
    var exitStatus: ExitStatus {
        switch self {
        case .digestMismatch, .heldBytesChanged, .tooLarge, .wrongFormat, .damagedArchive, .artifactMissing:
            .invalidArtifact
        case .accessDenied, .registryFailed, .unexpectedStatus, .transferFailed: .unreachable
        case .storeFailed, .notHeld, .admissionClosed: .internalFault
        case .unsupportedURL: .usage
        }
    }
}
