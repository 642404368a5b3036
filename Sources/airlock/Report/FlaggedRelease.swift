import Foundation
import Packages
import Verdicts

/// Everything that a report says about one flagged artifact; the terminal's block and `explain` are made of it.
struct FlaggedRelease: Sendable {
    /// Who pulled it into the tree.
    enum Origin: Sendable, Hashable {
        /// The chain of names from what was asked for; empty for what was asked for itself.
        case plan([String])
        /// Build requirements and other requests that no plan holds.
        case whileInstalling
        /// Stored evidence, which knows nothing of a tree.
        case unknown
    }

    let identity: PackageIdentity
    let verdict: Verdict
    let evidence: Evidence
    var origin = Origin.unknown
    /// What changed against the installed version, where both were judged.
    var change: VersionChange?
    /// When the registry says that it was published.
    var published: Date?
}

/// Writes about one flagged artifact in lines for a terminal; package text is sanitized, long lines are folded or cut.
struct FlaggedReleaseText {
    /// How much is said.
    enum Extent {
        /// Sentence and reasons.
        case brief
        /// What fits one screen of 24 lines beside the commands that follow.
        case screen
        /// Everything that the evidence holds.
        case whole
    }

    let thresholds: Thresholds
    let extent: Extent
    /// Columns of the terminal; nil folds nothing and cuts only at the evidence's own bounds.
    let width: Int?
    let now: Date

    /// Of 24 lines, what the subject, two hints and the next prompt leave.
    private static let screenLines = 17
    /// Lines that behaviors get at least, however much there is to say before.
    private static let leastBehaviorLines = 5

    func lines(_ release: FlaggedRelease) -> [String] {
        var text: [String] = []
        if let intent = intent(of: release.evidence) { text += folded(intent, indent: 2) }
        text += reasonLines(release)
        // The reason of a recent release tells the age already.
        let saysAge = release.verdict.reasons.prefix(reasonLimit).contains { $0.code == .recentRelease }
        if let published = release.published, !saysAge {
            text += folded("published \(age(of: published, at: now))", indent: 2)
        }
        if let change = release.change, extent != .brief { text += folded(change.sentence, indent: 2) }
        switch extent {
        case .brief: break
        case .screen:
            let limit = max(Self.leastBehaviorLines, Self.screenLines - text.count)
            text += behaviorLines(release.evidence.behaviors, release.evidence, limit: limit)
        case .whole:
            text += behaviorLines(release.evidence.behaviors, release.evidence, limit: .max)
            if !release.evidence.timeline.isEmpty {
                text += ["", "  in the order in which it would run"]
                text += behaviorLines(release.evidence.timeline, release.evidence, limit: .max)
            }
        }
        return text
    }

    private var reasonLimit: Int {
        switch extent {
        case .brief: 4
        case .screen: 3
        case .whole: .max
        }
    }

    private func reasonLines(_ release: FlaggedRelease) -> [String] {
        let limit = reasonLimit
        var text: [String] = []
        for reason in release.verdict.reasons.prefix(limit) {
            let said =
                isShownBelow(reason, of: release)
                ? [cut("  \(reason.code.rawValue)  \(whatFlows(reason))")]
                : folded(sentence(reason, score: release.verdict.score), indent: 2, continuation: 6)
            text += extent == .whole || said.count <= 2 ? said : [said[0], said[1] + " …"]
            let isQuoted = extent == .whole || extent == .screen && release.verdict.reasons.count < 3
            guard isQuoted, !isAboutScore(reason), let file = reason.file, let line = reason.line,
                let quote = release.evidence.quote(file, line)
            else { continue }
            text.append(quoteLine(line, quote))
        }
        let left = release.verdict.reasons.count - limit
        if left > 0 { text.append("  and \(left) more") }
        return text
    }

    private func sentence(_ reason: Reason, score: Double) -> String {
        guard !isAboutScore(reason) else {
            let threshold = String(format: "score %.3f, blocks from %.3f", score, thresholds.block)
            return "\(reason.code.rawValue)  \(threshold)"
        }
        let location = reason.file.map { "  " + sourcePlace($0, reason.line ?? 0) } ?? ""
        return "\(reason.code.rawValue)  \(Messages.untrusted(reason.message))\(location)"
    }

    /// On one screen, a flow that stands among the behaviors with both ends and their lines needs no second telling.
    private func isShownBelow(_ reason: Reason, of release: FlaggedRelease) -> Bool {
        extent == .screen
            && release.evidence.behaviors.contains { behavior in
                behavior.origin != nil && behavior.file == reason.file && behavior.line == reason.line
                    && reason.message.hasPrefix(behavior.summary)
            }
    }

    /// The reason without the place that a value comes from.
    private func whatFlows(_ reason: Reason) -> String {
        let end = reason.message.range(of: ", from ")?.lowerBound ?? reason.message.endIndex
        return Messages.untrusted(String(reason.message[..<end]))
    }

    private func isAboutScore(_ reason: Reason) -> Bool {
        reason.code == .behaviorSequence || reason.code == .suspiciousBehavior
    }

    /// Each behavior with its place, a flow with both ends, and the source lines behind.
    private func behaviorLines(
        _ behaviors: [Evidence.LeadingBehavior], _ evidence: Evidence, limit: Int
    ) -> [String] {
        var text: [String] = []
        for behavior in behaviors {
            let head = headline(behavior)
            let quotes = quotedPlaces(behavior).compactMap { place in
                evidence.quote(place.file, place.line).map { quoteLine(place.line, $0) }
            }.filter { !text.contains($0) }
            guard text.count + 1 + quotes.count <= limit else { break }
            text += [head] + quotes
        }
        return text
    }

    /// Place and summary on one line; long paths lose their front before the summary loses its end.
    private func headline(_ behavior: Evidence.LeadingBehavior) -> String {
        let said = "  \(behavior.summary) (\(phaseWords(behavior.phase)))"
        let whole = "  \(behaviorPlace(behavior))\(said)"
        guard let width, whole.count > width else { return whole }
        let isFlow = behavior.origin != nil
        let room = max(12, (width - said.count - 2 - (isFlow ? 4 : 0)) / (isFlow ? 2 : 1))
        let places = quotedPlaces(behavior).map { place in
            let text = sourcePlace(place.file, place.line)
            return text.count > room ? "…" + text.suffix(room - 1) : text
        }
        return cut("  \(places.joined(separator: " -> "))\(said)")
    }

    private func quotedPlaces(_ behavior: Evidence.LeadingBehavior) -> [Evidence.LeadingBehavior.Place] {
        let own = Evidence.LeadingBehavior.Place(file: behavior.file, line: behavior.line)
        guard let origin = behavior.origin, origin != own else { return [own] }
        return [origin, own]
    }

    private func quoteLine(_ line: Int, _ quote: String) -> String {
        let number = String(line)
        return cut(
            String(repeating: " ", count: max(0, 8 - number.count)) + number + " | "
                + Messages.untrusted(quote, limit: Evidence.quoteLimit + 1))
    }

    private func cut(_ line: String) -> String {
        guard let width, line.count > width else { return line }
        return line.prefix(max(1, width - 1)) + "…"
    }

    private func folded(_ sentence: String, indent: Int, continuation: Int? = nil) -> [String] {
        fold(sentence, width: width, indent: indent, continuation: continuation ?? indent)
    }
}

/// A behavior's place; for a flow, both ends: `index.js:12 -> index.js:40`.
func behaviorPlace(_ behavior: Evidence.LeadingBehavior) -> String {
    let own = sourcePlace(behavior.file, behavior.line)
    guard let origin = behavior.origin, origin.file != behavior.file || origin.line != behavior.line else { return own }
    return "\(sourcePlace(origin.file, origin.line)) -> \(own)"
}

/// `file:line`, sanitized; the file alone where no line is known.
func sourcePlace(_ file: String, _ line: Int) -> String {
    Messages.untrusted(file) + (line > 0 ? ":\(line)" : "")
}

/// Breaks a sentence between words so that no line is wider than `width`; a longer word stays whole.
func fold(_ sentence: String, width: Int?, indent: Int, continuation: Int) -> [String] {
    guard let width else { return [String(repeating: " ", count: indent) + sentence] }
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isEmpty = true
    for word in sentence.split(separator: " ", omittingEmptySubsequences: false) {
        if !isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = String(repeating: " ", count: continuation)
            isEmpty = true
        }
        line += (isEmpty ? "" : " ") + word
        isEmpty = false
    }
    return lines + [line]
}

/// Such as "3 hours ago", in the largest unit that leaves a number of at least 2, or 1.
func age(of moment: Date, at now: Date) -> String {
    let seconds = now.timeIntervalSince(moment)
    guard seconds > 0 else { return "in the future" }
    let units: [(name: String, seconds: Double)] = [
        ("year", 365.25 * 86_400), ("month", 30.44 * 86_400), ("day", 86_400), ("hour", 3_600), ("minute", 60),
    ]
    for unit in units where seconds >= 2 * unit.seconds || (unit.name == "minute" && seconds >= 60) {
        let count = Int(seconds / unit.seconds)
        return "\(count) \(unit.name)\(count == 1 ? "" : "s") ago"
    }
    return "less than a minute ago"
}
