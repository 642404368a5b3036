import Classification
import Foundation
import Quarantine
import Verdicts

/// What every guarded command opens first: quarantine, evidence, policy, classifier and the desks for inspections.
struct GuardState: Sendable {
    let quarantine: QuarantineStore
    let verdicts: VerdictStore
    let inspector: Inspector
    let inspections: InspectionPool
    let policy: Policy
    let now: Date

    /// - Parameters:
    ///   - project: the folder whose policy speaks for the command; nil for global installs.
    ///   - options: those that stand before the tool's name.
    init(
        _ surroundings: Surroundings, verdicts: VerdictStore, project: ProjectRootSearch?, options: GuardOptions,
        messages: Messages
    ) throws {
        var policy = try Policy(
            at: PolicyLocations(surroundings, project: project?.root)
        ) { file throws(VerdictsError) -> Bool in
            if options.policyDigest == file.sha256 { return true }
            return try verdicts.isTrusted(policyAt: file.path, sha256: file.sha256)
        }
        if options.isStrict { policy.isStrict = true }
        PolicyReport(messages: messages).show(policy, options: options)
        for path in project?.ignoredPolicyPaths ?? [] {
            messages.warning("'\(Messages.untrusted(path))' is not this project's policy file and is ignored")
        }
        try FileManager.default.createDirectory(
            atPath: surroundings.cacheFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        self.verdicts = verdicts
        self.policy = policy
        quarantine = try QuarantineStore(root: surroundings.cacheFolder + "/quarantine")
        inspector = try Inspector()
        inspections = InspectionPool(
            inspector: inspector, count: surroundings.processorCount, warn: { messages.warning($0) })
        now = surroundings.now()
    }

    static func openVerdicts(_ surroundings: Surroundings, messages: Messages) throws(VerdictsError) -> VerdictStore {
        let store = try VerdictStore(at: surroundings.stateFolder + "/airlock.sqlite")
        if let notKept = store.notKept { messages.warning(notKept.message) }
        return store
    }

    /// The store where it holds a feed; nothing is made where there is none.
    static func existingFeed(_ surroundings: Surroundings) throws(VerdictsError) -> VerdictStore? {
        let path = surroundings.stateFolder + "/airlock.sqlite"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let store = try VerdictStore(at: path)
        return try store.feedStatus().sources.isEmpty ? nil : store
    }
}

extension PolicyLocations {
    init(_ surroundings: Surroundings, project: ProjectRoot?) {
        self.init(
            machine: "/etc/airlock/config.toml", user: surroundings.configurationFolder + "/config.toml",
            project: project?.policyPath)
    }
}
