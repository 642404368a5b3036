import Behaviors
import Classification
import Packages
import Verdicts

/// What an inspection keeps of a flagged artifact's sequence for people: the behaviors to show first, the way from
/// install to use, and the source lines of both.
struct TellingEvents {
    private let sequence: BehaviorSequence

    /// One event with its place in the sequence.
    private struct Candidate {
        let phase: Phase
        let event: BehaviorEvent
        let weight: Int
        /// Counts all events in the order in which they would run.
        let order: Int
    }

    init(_ sequence: BehaviorSequence) {
        self.sequence = sequence
    }

    /// The strongest flows, then what carried the score: at most five, each behavior once.
    ///
    /// A flow says both what is taken and where it goes, which single steps do not; the model may weigh it little since
    /// the steps around it say the same to a model.
    func behaviors(carriedBy leading: [LeadingEvent]) -> [Evidence.LeadingBehavior] {
        let flows = candidates { $0.name.hasPrefix("flow.") && tellingWeight(of: $0) >= 5 }
            .sorted { ($1.weight, $0.phase.rawValue, $0.order) < ($0.weight, $1.phase.rawValue, $1.order) }
        let steps = leading.compactMap { event -> Candidate? in
            guard sequence.units.indices.contains(event.unit) else { return nil }
            let unit = sequence.units[event.unit]
            guard unit.events.indices.contains(event.event) else { return nil }
            return Candidate(phase: unit.phase, event: unit.events[event.event], weight: 0, order: 0)
        }
        var seen: Set<Behavior> = []
        let distinctFlows = flows.filter { seen.insert($0.event.behavior).inserted }.prefix(3)
        seen = Set(distinctFlows.map(\.event.behavior))
        let distinctSteps = steps.filter { seen.insert($0.event.behavior).inserted }
        return (distinctFlows + distinctSteps).prefix(Evidence.behaviorLimit).map(shown)
    }

    /// The events that tell most, in the order in which they would run; each behavior once per phase and file.
    func timeline() -> [Evidence.LeadingBehavior] {
        struct Place: Hashable {
            let phase: Phase
            let behavior: Behavior
            let file: UInt32
        }
        var seen: Set<Place> = []
        let distinct = candidates { tellingWeight(of: $0) > 0 }.filter {
            seen.insert(Place(phase: $0.phase, behavior: $0.event.behavior, file: $0.event.file)).inserted
        }
        let strongest = distinct.sorted {
            ($1.weight, $0.phase.rawValue, $0.order) < ($0.weight, $1.phase.rawValue, $1.order)
        }
        return strongest.prefix(Evidence.timelineLimit).sorted { $0.order < $1.order }.map(shown)
    }

    private func candidates(where isWanted: (Behavior) -> Bool) -> [Candidate] {
        var found: [Candidate] = []
        var order = 0
        for unit in sequence.units {
            for event in unit.events {
                order += 1
                guard isWanted(event.behavior) else { continue }
                found.append(
                    Candidate(
                        phase: unit.phase, event: event, weight: tellingWeight(of: event.behavior), order: order))
            }
        }
        return found
    }

    private func shown(_ candidate: Candidate) -> Evidence.LeadingBehavior {
        let event = candidate.event
        func path(_ index: UInt32) -> String {
            Int(index) < sequence.paths.count ? sequence.paths[Int(index)] : ""
        }
        return Evidence.LeadingBehavior(
            phase: candidate.phase.name, event: event.behavior.name, summary: event.behavior.summary,
            file: path(event.file), line: Int(event.line),
            origin: event.origin.map { .init(file: path($0.file), line: Int($0.line)) })
    }
}

/// The source lines that behaviors, findings and timeline name, in this order of importance.
func quotes(
    of files: [PackageFile], behaviors: [Evidence.LeadingBehavior], findings: [Evidence.Finding],
    timeline: [Evidence.LeadingBehavior]
) -> [Evidence.Quote] {
    func places(_ events: [Evidence.LeadingBehavior]) -> [SourceLine] {
        events.flatMap { event in
            [SourceLine(file: event.file, line: event.line)]
                + (event.origin.map { [SourceLine(file: $0.file, line: $0.line)] } ?? [])
        }
    }
    let named = findings.compactMap { finding in
        finding.file.flatMap { file in finding.line.map { SourceLine(file: file, line: $0) } }
    }
    var seen: Set<SourceLine> = []
    let wanted = (places(behaviors) + named.prefix(3) + places(timeline)).filter {
        $0.line > 0 && seen.insert($0).inserted
    }.prefix(Evidence.quotesLimit)
    var bytes: [String: [UInt8]] = [:]
    let names = Set(wanted.map(\.file))
    for file in files where names.contains(file.path) { bytes[file.path] = file.bytes }
    return wanted.compactMap { place in
        guard let text = bytes[place.file].flatMap({ sourceLine(place.line, of: $0) }) else { return nil }
        return Evidence.Quote(file: place.file, line: place.line, text: text)
    }
}

private struct SourceLine: Hashable {
    let file: String
    let line: Int
}

/// One line of a source text without the white space around it; nil where it is empty or not there.
private func sourceLine(_ number: Int, of bytes: [UInt8]) -> String? {
    var current = 1
    var start = 0
    var index = 0
    func ends(_ index: Int) -> Bool { bytes[index] == 0x0a || bytes[index] == 0x0d }
    while index < bytes.count, current < number {
        if ends(index) {
            if bytes[index] == 0x0d, index + 1 < bytes.count, bytes[index + 1] == 0x0a { index += 1 }
            current += 1
            start = index + 1
        }
        index += 1
    }
    guard current == number, start < bytes.count else { return nil }
    // Four bytes a character at most, and room for the indentation.
    let window = bytes[start..<min(bytes.count, start + 8 * Evidence.quoteLimit)]
    let line = window.prefix { $0 != 0x0a && $0 != 0x0d }.drop { $0 == 0x20 || $0 == 0x09 }
    let text = String(decoding: line, as: UTF8.self)
    return text.isEmpty ? nil : text
}
