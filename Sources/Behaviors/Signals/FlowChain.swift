/// A chain of flows that is a reason of its own, whatever the classifier says.
///
/// A model weighs little what was rare in the years that it learned from; these chains hardly occur in honest packages
/// (`Documentation/Signals.md` has the counts). One is found where a flow stands at install or import time and, for some,
/// an address of a telling kind stands within `reach` events of it in the same unit.
package struct FlowChain: Sendable, Hashable {
    /// The closed list of chains.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// At install: what it read of machine, user or secrets is sent to an address that is not this machine's.
        case leaksAtInstall
        /// Before any call: what it read of machine, screen or commands is sent to a drop host; at install, files too.
        case leaksToDropHost
        /// Before any call: secrets or environment are sent to a drop host.
        case secretsToDropHost
        /// Before any call: what comes from a drop host is written, loaded or run.
        case fetchesFromDropHost
        /// At install: what comes from a drop or staging host is run.
        case runsFetchedCode
        /// At install: hidden text is decoded and run, or decides where a request goes.
        case runsDecodedCode
        /// Before any call: a function of the runtime is replaced where coin addresses are searched for and others stand.
        case swapsAddresses
        /// Before any call: something is put behind a file near the name of the one whose keys may log in.
        case addsLoginKeys
        /// At install: a program of the system is started that loads libraries or scripts.
        case runsSystemLoader
    }

    package let kind: Kind
    package let phase: Phase
    /// The flow itself; its `origin` is where the value came from.
    package let event: BehaviorEvent

    /// How many events a flow and its address may stand apart: the span that the linear model reads at once.
    package static let reach = 16
}

/// The first chain of each kind that a sequence holds, in the order of `FlowChain.Kind`.
package func flowChains(in sequence: BehaviorSequence) -> [FlowChain] {
    var found: [FlowChain.Kind: FlowChain] = [:]
    for unit in sequence.units where unit.phase != .run {
        for (index, event) in unit.events.enumerated() {
            guard let flow = flows[event.behavior] else { continue }
            let end = min(unit.events.count, index + FlowChain.reach + 1)
            let near = unit.events[max(0, index - FlowChain.reach)..<end]
            for kind in flow.chains(at: unit.phase, near: near) where found[kind] == nil {
                found[kind] = FlowChain(kind: kind, phase: unit.phase, event: event)
            }
        }
    }
    return FlowChain.Kind.allCases.compactMap { found[$0] }
}

/// The flows that chains are made of.
private enum Flow {
    case machineSent
    case outputSent
    case fileSent
    case secretSent
    case environmentSent
    case fetchedWritten
    case fetchedRun
    case decodedRun
    case functionReplaced
    case fileExtended
    case loaderStarted

    func chains(at phase: Phase, near: ArraySlice<BehaviorEvent>) -> [FlowChain.Kind] {
        let isInstall = phase == .install
        let hasDrop = near.contains { dropHosts.contains($0.behavior) }
        lazy var hasAddress = near.contains { addresses.contains($0.behavior) }
        func kinds(_ conditions: (Bool, FlowChain.Kind)...) -> [FlowChain.Kind] {
            conditions.filter(\.0).map(\.1)
        }
        switch self {
        case .machineSent: return kinds((isInstall && hasAddress, .leaksAtInstall), (hasDrop, .leaksToDropHost))
        case .outputSent: return kinds((hasDrop, .leaksToDropHost))
        case .fileSent: return kinds((isInstall && hasDrop, .leaksToDropHost))
        case .secretSent: return kinds((isInstall && hasAddress, .leaksAtInstall), (hasDrop, .secretsToDropHost))
        case .environmentSent: return kinds((hasDrop, .secretsToDropHost))
        case .fetchedWritten: return kinds((hasDrop, .fetchesFromDropHost))
        case .fetchedRun:
            let hasStage = hasDrop || near.contains { stageHosts.contains($0.behavior) }
            return kinds((hasDrop, .fetchesFromDropHost), (isInstall && hasStage, .runsFetchedCode))
        case .decodedRun: return kinds((isInstall, .runsDecodedCode))
        case .functionReplaced:
            let searches = near.contains { $0.behavior == .credTokenPattern }
            let holds = near.contains { $0.behavior == .litWalletAddress || $0.behavior == .walletPage }
            return kinds((searches && holds, .swapsAddresses))
        case .loaderStarted: return kinds((isInstall, .runsSystemLoader))
        case .fileExtended: return kinds((near.contains { $0.behavior == .pathLoginKeys }, .addsLoginKeys))
        }
    }
}

private let flows: [Behavior: Flow] = [
    .flowSysToSend: .machineSent, .flowUiToSend: .machineSent, .flowFileToSend: .fileSent, .flowOutToSend: .outputSent,
    .flowSecToSend: .secretSent, .flowEnvToSend: .environmentSent, .flowEnvToAddress: .environmentSent,
    .flowNetToWrite: .fetchedWritten, .flowNetToExec: .fetchedRun, .flowNetToProc: .fetchedRun,
    .flowNetToLoad: .fetchedRun, .flowDropToProc: .fetchedRun, .flowDecToExec: .decodedRun, .flowDecToProc: .decodedRun,
    .flowDecToAddress: .decodedRun, .flowCodeToProc: .decodedRun, .hookPatch: .functionReplaced,
    .fsAppend: .fileExtended, .shellRedirect: .fileExtended,
    .cmdSystemLoader: .loaderStarted,
]

/// Web requests, and addresses that are not this machine's own.
private let addresses = Set(
    Behavior.allCases.filter { $0.name.hasPrefix("url.") && $0 != .urlLocal } + [
        .netHttpGet, .netHttpPost, .netHttpAny, .netDownload, .netWebsocket, .memberRequest, .memberPost,
        .memberDownload, .memberUpload,
    ])

/// Addresses that take what is posted without anyone's name: tunnels, call-back services, webhooks, chat bots.
///
/// `Training/kinds.py` groups hosts alike.
private let dropHosts: Set<Behavior> = [
    .urlTunnel, .urlOutOfBand, .urlWebhook, .urlDiscord, .urlTelegram, .urlHiddenService, .netWebhook,
]

/// Addresses that serve a second stage: bare numbers, pastes, file hosts, shorteners.
private let stageHosts: Set<Behavior> = [
    .urlPaste, .urlFileHost, .urlRawIp, .urlOddPort, .urlShortener, .urlOddTld, .urlPayload, .urlRawGit,
    .argHiddenAddress, .litIp,
]
