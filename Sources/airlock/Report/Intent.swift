import Behaviors
import Verdicts

/// One sentence of what an artifact would do, such as "at install it reads credentials and sends them to a host".
///
/// Made of a closed set of phrases over the behaviors that its evidence holds, so that no word of it is the package's:
/// whole flows first, then what else stands out. Nil where the evidence holds no behavior.
func intent(of evidence: Evidence) -> String? {
    let clauses = (evidence.behaviors + evidence.timeline).enumerated().compactMap { order, event -> Clause? in
        guard let behavior = behaviorsByName[event.event] else { return nil }
        return Clause(phase: event.phase, behavior: behavior, order: order)
    }
    var covered: Set<Behavior> = []
    var chosen: [Clause] = []
    for clause in clauses.sorted(by: { ($1.weight, $0.order) < ($0.weight, $1.order) }) {
        guard covered.insert(clause.behavior).inserted else { continue }
        // Whatever is sent makes one phrase together.
        let isSent = sentThing(clause.behavior) != nil && chosen.contains { sentThing($0.behavior) != nil }
        guard isSent || phraseCount(chosen) < 3 else { continue }
        covered.formUnion(steps(within: clause.behavior))
        chosen.append(clause)
    }
    guard !chosen.isEmpty else { return nil }
    return ["install", "import", "run"].compactMap { phase in
        let phrases = phrases(of: chosen.filter { $0.phase == phase })
        return phrases.isEmpty ? nil : "\(phaseWords(phase)) it \(list(phrases))"
    }.joined(separator: "; ")
}

/// When code of a phase runs, as a part of a sentence: "at install", "when imported", "when used".
func phaseWords(_ phase: String) -> String {
    switch phase {
    case "install": "at install"
    case "import": "when imported"
    default: "when used"
    }
}

private struct Clause {
    let phase: String
    let behavior: Behavior
    let order: Int

    var weight: Int { tellingWeight(of: behavior) }
}

/// How many phrases the clauses make.
private func phraseCount(_ clauses: [Clause]) -> Int {
    let sent = clauses.count { sentThing($0.behavior) != nil }
    return clauses.count - sent + min(1, sent)
}

private func phrases(of clauses: [Clause]) -> [String] {
    let things = clauses.compactMap { sentThing($0.behavior) }.prefix(3)
    let sending = things.isEmpty ? [] : ["reads \(list(Array(things))) and sends them to a host"]
    var phrases: [String] = []
    for clause in clauses {
        if sentThing(clause.behavior) != nil {
            if !phrases.contains(where: sending.contains) { phrases += sending }
        } else {
            phrases.append(flowPhrase(clause.behavior) ?? clause.behavior.summary)
        }
    }
    return phrases
}

/// What a flow to a host takes along; nil for everything else.
private func sentThing(_ behavior: Behavior) -> String? {
    let things: [Behavior: String] = [
        .flowSecToSend: "credentials", .flowEnvToSend: "environment variables",
        .flowSysToSend: "facts about user and machine", .flowFileToSend: "files",
        .flowOutToSend: "the output of commands",
    ]
    return things[behavior]
}

private let behaviorsByName = Dictionary(Behavior.allCases.map { ($0.name, $0) }) { first, _ in first }

private func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    // Phrases hold an "and" of their own, so the last one is set off.
    let isLong = phrases.contains { $0.contains(" and ") }
    return phrases.dropLast().joined(separator: ", ") + (isLong ? ", and " : " and ") + last
}

/// A flow with both of its ends; nil for single steps and for flows whose summary says both already.
private func flowPhrase(_ behavior: Behavior) -> String? {
    let phrases: [Behavior: String] = [
        .flowNetToExec: "fetches text from a host and runs it as code",
        .flowNetToProc: "fetches from a host and starts a process with it",
        .flowNetToLoad: "fetches a module from a host and loads it",
        .flowNetToWrite: "fetches from a host and writes it to a file",
        .flowDecToExec: "decodes hidden text and runs it as code",
        .flowDecToProc: "decodes hidden text and runs it as a command",
        .flowDecToWrite: "decodes hidden data and writes it to a file",
        .flowDecToAddress: "talks to a host whose address it hides",
    ]
    return phrases[behavior]
}

/// What a phrase has said already, so that the next one says something else.
private func steps(within behavior: Behavior) -> Set<Behavior> {
    switch behavior.name.split(separator: ">").last {
    case "exec":
        return [.codeExec, .codeEval, .codeFunction, .codeCompile, .codeVm, .decBase64, .netHttpGet, .netHttpAny]
    case "send":
        return [
            .netHttpPost, .netHttpAny, .netSend, .netWebhook, .netConnect, .netSocket, .envAll, .envSecret, .sysUser,
            .sysHost, .flowSysToSend,
        ]
    case "proc": return [.procSpawn, .procShell, .procCapture, .netDownload, .netHttpGet]
    default: return []
    }
}
