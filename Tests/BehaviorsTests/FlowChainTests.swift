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
