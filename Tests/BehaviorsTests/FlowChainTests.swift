import Testing

@testable import Behaviors

@Suite("Chains of flows are reasons of their own")
struct FlowChainTests {
    /// One unit of these behaviors, a line each.
    private func chains(_ phase: Phase, _ behaviors: [Behavior]) -> [FlowChain] {
        let events = behaviors.enumerated().map { BehaviorEvent(behavior: $1, file: 0, line: UInt32($0 + 1)) }
        let unit = BehaviorUnit(phase: phase, name: "a.py", events: events)
        return flowChains(in: BehaviorSequence(paths: ["a.py"], units: [unit], incomplete: []))
    }

    @Test(
        "each chain is found in its phase and beside its kind of host, and not without them",
        arguments: [
            (FlowChain.Kind.leaksAtInstall, Phase.install, Behavior.flowSysToSend, Behavior?.none),
            (.leaksAtInstall, .install, .flowSecToSend, nil),
            (.leaksToDropHost, .importing, .flowSysToSend, .urlTunnel),
            (.leaksToDropHost, .importing, .flowOutToSend, .urlTelegram),
            (.leaksToDropHost, .install, .flowFileToSend, .urlTelegram),
            (.secretsToDropHost, .importing, .flowSecToSend, .urlWebhook),
            (.secretsToDropHost, .importing, .flowEnvToAddress, .urlOutOfBand),
            (.fetchesFromDropHost, .importing, .flowNetToWrite, .urlDiscord),
            (.fetchesFromDropHost, .importing, .flowDropToProc, .urlDiscord),
            (.runsFetchedCode, .install, .flowNetToExec, .urlPaste),
            (.runsFetchedCode, .install, .flowDropToProc, .urlRawIp),
            (.runsDecodedCode, .install, .flowDecToExec, nil),
            (.runsDecodedCode, .install, .flowCodeToProc, nil),
        ])
    func each(kind: FlowChain.Kind, phase: Phase, flow: Behavior, host: Behavior?) throws {
        let events = (host.map { [$0] } ?? []) + [.netHttpPost, flow]
        let found = try #require(chains(phase, events).first { $0.kind == kind })
        #expect(found.event.behavior == flow)
        #expect(Int(found.event.line) == events.count)
        #expect(!chains(.run, events).contains { $0.kind == kind })
        if host != nil {
            #expect(!chains(phase, [.urlOrdinary, .netHttpPost, flow]).contains { $0.kind == kind })
            let far = events.prefix(1) + Array(repeating: Behavior.fsRead, count: FlowChain.reach) + [flow]
            #expect(!chains(phase, Array(far)).contains { $0.kind == kind })
            let after = [flow] + Array(repeating: Behavior.fsRead, count: FlowChain.reach - 1) + events.prefix(1)
            #expect(chains(phase, after).contains { $0.kind == kind })
        } else {
            #expect(!chains(.importing, events).contains { $0.kind == kind })
        }
    }

    @Test(
        "a replaced function beside patterns of addresses and addresses is a chain, and without one of them it is not")
    func swapsAddresses() {
        for holding in [Behavior.litWalletAddress, .walletPage] {
            let found = chains(.importing, [holding, .hookPatch, .credTokenPattern, .netHttpAny])
            #expect(found.map(\.kind) == [.swapsAddresses])
            #expect(found.first?.event.line == 2)
            #expect(chains(.importing, [holding, .credTokenPattern, .netHttpAny]).isEmpty)
            #expect(chains(.importing, [holding, .hookPatch, .netHttpAny]).isEmpty)
            #expect(chains(.run, [holding, .hookPatch, .credTokenPattern]).isEmpty)
        }
        #expect(chains(.importing, [.hookPatch, .credTokenPattern]).isEmpty)
    }

    @Test(
        "what is put behind a file of login keys is a chain before any call",
        arguments: [Behavior.fsAppend, .shellRedirect])
    func addsLoginKeys(_ writing: Behavior) {
        #expect(chains(.importing, [.credSsh, .pathLoginKeys, .fsHome, writing]).map(\.kind) == [.addsLoginKeys])
        #expect(chains(.importing, [.credSsh, .fsHome, writing]).isEmpty)
        #expect(chains(.run, [.pathLoginKeys, writing]).isEmpty)
    }

    @Test("a program of the system that loads libraries is a chain at install alone")
    func runsSystemLoader() {
        let events: [Behavior] = [.cmdSystemLoader, .procSpawn]
        #expect(chains(.install, events).map(\.kind) == [.runsSystemLoader])
        #expect(chains(.importing, events).isEmpty)
        #expect(chains(.install, [.cmdInterpreter, .procSpawn]).isEmpty)
    }

    @Test("what stays on this machine, and files that an import sends, are no chain")
    func honest() {
        #expect(chains(.install, [.urlLocal, .netSocket, .netSend, .flowSysToSend]).isEmpty)
        let sent = chains(.install, [.urlOrdinary, .netSocket, .netSend, .flowSysToSend])
        #expect(sent.map(\.kind) == [.leaksAtInstall])
        #expect(chains(.importing, [.urlTelegram, .netHttpPost, .flowFileToSend]).isEmpty)
    }

    @Test("ordinary flows are no chain, and one of each kind is named, the first")
    func firstOfEach() {
        let build: [Behavior] = [.urlOrdinary, .netHttpGet, .flowNetToWrite, .flowEnvToProc, .flowFileToExec]
        #expect(chains(.install, build).isEmpty)
        #expect(chains(.importing, [.urlDeveloper, .flowParamToSend, .flowEnvToSend]).isEmpty)
        let twice = chains(.install, [.urlTunnel, .flowSysToSend, .flowSysToSend])
        #expect(twice.map(\.kind) == [.leaksAtInstall, .leaksToDropHost])
        #expect(twice.map(\.event.line) == [2, 2])
    }
}
