import Foundation
import Packages
import Verdicts

/// One flagged release on the page: sentence, score, signals, and its behaviors as a timeline by phase.
struct HTMLReleaseArticle {
    private let report: CommandReport
    private let release: PlanRecord.Release
    private let number: Int

    init(_ report: CommandReport, _ release: PlanRecord.Release, number: Int) {
        self.report = report
        self.release = release
        self.number = number
    }

    static func anchor(_ number: Int) -> String { "release-\(number + 1)" }

    var html: HTML {
        let anchor = Self.anchor(number)
        return """
            <article id="\(anchor)" class="\(Self.style(release))" aria-labelledby="\(anchor)-title">
            <h3 id="\(anchor)-title"><bdi>\(release.name)</bdi> <span class="version">\(release.version)</span> \(Self.badge(release))</h3>
            <p class="sentence">\(sentence)</p>
            <dl>\(facts.map { fact -> HTML in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" })</dl>
            \(signals)
            \(timeline)
            \(nextStep)
            </article>
            """
    }

    static func style(_ release: PlanRecord.Release) -> HTML {
        if release.override != nil { return "allow" }
        return switch release.level {
        case .block, nil: "block"
        case .warn: "warn"
        case .allow: "allow"
        }
    }

    static func badge(_ release: PlanRecord.Release) -> HTML {
        "<span class=\"badge\">\(release.outcome)</span>"
    }

    private var sentence: String {
        let text = report.sentence(of: release)
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private var facts: [(HTML, HTML)] {
        var facts: [(HTML, HTML)] = [("Pulled in by", origin)]
        if let score = release.score {
            let text = String(format: "%.3f, blocks from %.3f", score, report.record.blockThreshold)
            facts.append(("Score", "\(text)"))
        }
        facts += history
        facts.append(("Registry", "\(release.ecosystem.rawValue), <code>\(release.filename)</code>"))
        if let sha256 = release.sha256 { facts.append(("sha256", "<code class=\"digest\">\(sha256)</code>")) }
        if let override = release.override {
            facts.append(
                (
                    "Allowed by",
                    "\(override.reason) <span class=\"quiet\">\(override.path) line \(override.line)</span>"
                ))
        }
        return facts
    }

    /// How old it was, and what it does that the installed version does not.
    private var history: [(HTML, HTML)] {
        var facts: [(HTML, HTML)] = []
        if let published = release.published.map({ Date(timeIntervalSince1970: $0) }) {
            let time = timestamp(published)
            facts.append(
                ("Published", "\(age(of: published, at: report.entry.time)), <time datetime=\"\(time)\">\(time)</time>")
            )
        }
        if let hasProvenance = release.hasProvenance {
            facts.append(
                ("Provenance", hasProvenance ? "an attestation of its build is listed" : "no attestation is listed"))
        }
        if let change = release.change {
            let items = change.appeared.map { said -> HTML in "<li>\(said)</li>" }
            let (first, rest) = (Array(items.prefix(5)), Array(items.dropFirst(5)))
            let more: HTML =
                rest.isEmpty
                ? .empty
                : "<details><summary>and \(rest.count) more</summary><ul class=\"new\">\(rest)</ul></details>"
            let news: HTML = items.isEmpty ? "no behavior that stands out" : "<ul class=\"new\">\(first)</ul>\(more)"
            facts.append(("New since <bdi>\(change.since)</bdi>", news))
        }
        return facts
    }

    private var origin: HTML {
        guard let chain = release.requiredBy else { return "a request while installing" }
        guard !chain.isEmpty else { return "the command itself" }
        let names = (chain + [release.name]).map { name -> HTML in "<li><bdi>\(name)</bdi></li>" }
        return "<ol class=\"path\">\(names)</ol>"
    }

    private var signals: HTML {
        let reasons = release.reasons.filter { $0.code != .behaviorSequence && $0.code != .suspiciousBehavior }
        guard !reasons.isEmpty else { return .empty }
        let items = reasons.map { reason -> HTML in
            let place: HTML =
                reason.file.map { file -> HTML in
                    " <code class=\"place\">\(sourcePlace(file, reason.line ?? 0))</code>"
                } ?? .empty
            return
                "<li><strong>\(reason.code.rawValue)</strong> \(reason.message)\(place)\(quote(reason.file, reason.line))</li>"
        }
        return "<h4>Signals</h4><ul class=\"signals\">\(items)</ul>"
    }

    private var timeline: HTML {
        guard let evidence = report.evidence(of: release) else { return .empty }
        let events = evidence.timeline.isEmpty ? evidence.behaviors : evidence.timeline
        guard !events.isEmpty else { return .empty }
        let strong = Set(evidence.behaviors)
        let phases: [(String, HTML)] = [("install", "At install"), ("import", "When imported"), ("run", "When used")]
        let sections = phases.compactMap { phase, title -> HTML? in
            let steps = sharingPlaces(events.filter { $0.phase == phase }).map { step($0, strong: strong) }
            return steps.isEmpty ? nil : "<h5>\(title)</h5><ol class=\"steps\">\(steps)</ol>"
        }
        return """
            <h4>What it would do, in order</h4>
            \(sections)
            """
    }

    /// Events one behind the other at the same place, which share one source line on the page.
    private func sharingPlaces(_ events: [Evidence.LeadingBehavior]) -> [[Evidence.LeadingBehavior]] {
        var groups: [[Evidence.LeadingBehavior]] = []
        for event in events {
            let last = groups.last?.last
            if let last, last.file == event.file, last.line == event.line, last.origin == event.origin {
                groups[groups.count - 1].append(event)
            } else {
                groups.append([event])
            }
        }
        return groups
    }

    private func step(_ events: [Evidence.LeadingBehavior], strong: Set<Evidence.LeadingBehavior>) -> HTML {
        guard let event = events.first else { return .empty }
        let origin = event.origin.flatMap { place -> HTML? in
            place.file == event.file && place.line == event.line ? nil : quote(place.file, place.line)
        }
        let style: HTML = events.contains(where: strong.contains) ? " class=\"strong\"" : .empty
        let what = events.map(\.summary).joined(separator: ", ")
        return """
            <li\(style)><span class="what">\(what)</span> <code class="place">\(behaviorPlace(event))</code>\(origin ?? .empty)\(quote(event.file, event.line))</li>
            """
    }

    private func quote(_ file: String?, _ line: Int?) -> HTML {
        guard let file, let line, let text = report.evidence(of: release)?.quote(file, line) else { return .empty }
        return "<pre><span class=\"number\">\(line)</span> <code>\(text)</code></pre>"
    }

    private var nextStep: HTML {
        guard release.level == .block || release.level == .warn, release.failure == nil else { return .empty }
        return """
            <details><summary>If you have read it and want it all the same</summary>
            <p>This accepts exactly these bytes, with your reason:</p>
            <pre><code>\(allowCommand(release.identity))</code></pre>
            </details>
            """
    }
}
