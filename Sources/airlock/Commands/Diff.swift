import ArgumentParser
import Behaviors
import Foundation
import Packages
import Quarantine
import Verdicts

/// `airlock diff`: the behaviors that appear or vanish between two versions of a package.
struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows which behaviors appear or vanish between two versions of a package.",
        discussion: "Both are read again from the quarantine, so each must have been judged before.")

    @Argument(help: "The package's name.")
    var name: String

    @Argument(help: "The older version.")
    var old: String

    @Argument(help: "The newer version.")
    var new: String

    @Option(help: "npm or pypi; without it, whichever has both.")
    var ecosystem: Ecosystem?

    @Flag(help: "Also what tells little, such as imports and literals.")
    var all = false

    @Flag(help: "One JSON object.")
    var json = false

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let pool = InspectionPool(inspector: try Inspector(), count: 1, warn: { messages.warning($0) })
            defer { pool.close() }
            let comparison = VersionComparison(
                quarantine: try QuarantineStore(root: surroundings.cacheFolder + "/quarantine"),
                verdicts: try GuardState.openVerdicts(surroundings, messages: messages), pool: pool)
            let (package, change) = try await compare(comparison)
            print(json ? document(package, change).text(indentation: 2) : text(package, change))
            return .success
        }
        throw ExitCode(status)
    }

    private func compare(_ comparison: VersionComparison) async throws -> (PackageName, VersionChange) {
        var missing: String?
        for candidate in ecosystem.map({ [$0] }) ?? Ecosystem.allCases {
            let package = PackageName(name, ecosystem: candidate)
            let newest = try comparison.held(PackageIdentity(name: package, version: new), preferring: nil)
            let oldest = try comparison.held(PackageIdentity(name: package, version: old), preferring: newest?.kind)
            guard let newest, oldest != nil else {
                if missing == nil || newest != nil || oldest != nil {
                    missing = "\(candidate.rawValue) \(newest == nil ? new : old)"
                }
                continue
            }
            let change = try await comparison.change(
                to: newest.held, kind: newest.kind, of: package, from: old, description: "")
            guard let change else { throw GuardError.notHeld("\(name)@\(old) or \(new)", ecosystem: candidate) }
            return (package, change)
        }
        let words = (missing ?? "npm \(new)").split(separator: " ", maxSplits: 1)
        throw GuardError.notHeld(
            "\(name)@\(words.last ?? "")", ecosystem: words.first.flatMap { Ecosystem(rawValue: String($0)) } ?? .npm)
    }

    private func text(_ package: PackageName, _ change: VersionChange) -> String {
        var lines = [
            "'\(Messages.untrusted(name))' \(Messages.untrusted(old)) -> \(Messages.untrusted(new)) (\(package.ecosystem.rawValue)): "
                + "\(change.appeared.count) behaviors appear, \(change.vanished.count) vanish"
        ]
        let shown = wanted(change.appeared).map { line("+", $0) } + wanted(change.vanished).map { line("-", $0) }
        lines += shown
        let left = change.appeared.count + change.vanished.count - shown.count
        if left > 0 { lines.append("  and \(left) that tell little; '--all' shows them") }
        return lines.joined(separator: "\n")
    }

    private func line(_ sign: String, _ step: BehaviorOutline.Step) -> String {
        "  \(sign) \(phaseWords(step.done.phase.name))  \(step.done.behavior.summary)  \(Messages.untrusted(step.place))"
    }

    /// By phase, the most telling first.
    private func wanted(_ steps: [BehaviorOutline.Step]) -> [BehaviorOutline.Step] {
        steps.filter { all || tellingWeight(of: $0.done.behavior) > 0 }.enumerated().sorted { left, right in
            (left.element.done.phase.rawValue, tellingWeight(of: right.element.done.behavior), left.offset)
                < (right.element.done.phase.rawValue, tellingWeight(of: left.element.done.behavior), right.offset)
        }.map(\.element)
    }

    private func document(_ package: PackageName, _ change: VersionChange) -> JSONDocument {
        func steps(_ steps: [BehaviorOutline.Step]) -> JSONDocument {
            .array(
                steps.map { step in
                    .object([
                        ("phase", .string(step.done.phase.name)), ("event", .string(step.done.behavior.name)),
                        ("summary", .string(step.done.behavior.summary)), ("place", .string(step.place)),
                    ])
                })
        }
        return .object([
            ("schema", .integer(1)), ("ecosystem", .string(package.ecosystem.rawValue)), ("name", .string(name)),
            ("old", .string(old)), ("new", .string(new)), ("appeared", steps(change.appeared)),
            ("vanished", steps(change.vanished)),
        ])
    }
}
