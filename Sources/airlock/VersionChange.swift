import Behaviors
import Packages

/// What a package does in one of three phases, without counting how often.
struct PhasedBehavior: Hashable, Sendable {
    let phase: Phase
    let behavior: Behavior
}

/// The behaviors of one artifact, each with the first place where it stands.
struct BehaviorOutline: Sendable {
    struct Step: Sendable {
        let done: PhasedBehavior
        /// `file:line` as the package spells it, to be sanitized where it is printed.
        let place: String
    }

    /// In the order in which they would run.
    let steps: [Step]

    var behaviors: Set<PhasedBehavior> { Set(steps.map(\.done)) }

    /// Reads the canonical text of a sequence; lines that this version would not have written are left out.
    init(canonicalText text: String) {
        var seen: Set<PhasedBehavior> = []
        steps = text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 4, let phase = Self.phases[String(fields[0])],
                let behavior = Self.behaviors[String(fields[2])]
            else { return nil }
            let done = PhasedBehavior(phase: phase, behavior: behavior)
            return seen.insert(done).inserted ? Step(done: done, place: String(fields[3])) : nil
        }
    }

    private static let phases = Dictionary(Phase.allCases.map { ($0.name, $0) }) { first, _ in first }
    private static let behaviors = Dictionary(Behavior.allCases.map { ($0.name, $0) }) { first, _ in first }
}

/// The behaviors that appear and vanish between two versions of a package.
struct VersionChange: Sendable {
    /// The version that the other one is compared with.
    let oldVersion: String
    /// What is said about the old version in a sentence, such as "which is installed".
    let oldDescription: String
    let appeared: [BehaviorOutline.Step]
    let vanished: [BehaviorOutline.Step]

    init(from old: BehaviorOutline, version: String, description: String, to new: BehaviorOutline) {
        oldVersion = version
        oldDescription = description
        let (before, after) = (old.behaviors, new.behaviors)
        appeared = new.steps.filter { !before.contains($0.done) }
        vanished = old.steps.filter { !after.contains($0.done) }
    }

    /// What is new and stands out, the most telling first.
    var tellingSummaries: [String] {
        let telling = appeared.filter { tellingWeight(of: $0.done.behavior) > 1 }.sorted {
            tellingWeight(of: $0.done.behavior) > tellingWeight(of: $1.done.behavior)
        }
        return telling.map(\.done.behavior.summary).distinct()
    }

    /// What is new, in one sentence.
    var sentence: String {
        let subject = "new since \(Messages.untrusted(oldVersion, limit: 60))\(oldDescription)"
        let summaries = tellingSummaries
        guard !summaries.isEmpty else { return "\(subject): no behavior that stands out" }
        let more = summaries.count > 3 ? " and \(summaries.count - 3) more" : ""
        return "\(subject): \(summaries.prefix(3).joined(separator: ", "))\(more)"
    }
}
