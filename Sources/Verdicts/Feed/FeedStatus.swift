import Foundation
import Packages

/// One loaded list of one ecosystem.
package struct FeedSource: Sendable, Hashable {
    /// The name of what `airlock feed update` keeps; imports are named by their file's path.
    package static let updateName = "update"

    package let name: String
    package let ecosystem: Ecosystem
    /// The address or path that it was read from.
    package let address: String
    /// The server's entity tag, for asking whether there is anything newer.
    package let tag: String?
    package let loaded: Date
    /// When its origin last confirmed that it is the newest; the time of loading for imports.
    package let checked: Date
    /// The latest day on which an advisory in it was changed, such as `2026-11-20`.
    package let newest: String?
    package let entryCount: Int

    /// Such as "3 hours ago".
    package func age(at now: Date) -> String {
        let minutes = max(0, Int(now.timeIntervalSince(checked) / 60))
        func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s") ago" }
        if minutes < 1 { return "just now" }
        if minutes < 60 { return counted(minutes, "minute") }
        if minutes < 48 * 60 { return counted(minutes / 60, "hour") }
        return counted(minutes / (24 * 60), "day")
    }
}

/// The state of the list of known malicious releases; an empty one is no fault, since the list is optional.
package struct FeedStatus: Sendable, Hashable {
    /// By ecosystem, then name.
    package let sources: [FeedSource]

    package init(sources: [FeedSource]) { self.sources = sources }

    /// A list that was not confirmed for longer is stale: hundreds of malicious packages are reported every week.
    package static let staleAfterDays = 7

    /// Whether one of the lists is stale.
    package func isStale(at now: Date) -> Bool { !staleSources(at: now).isEmpty }

    /// What to say about stale lists; nil when there is none.
    package func staleness(at now: Date) -> String? {
        guard let oldest = staleSources(at: now).min(by: { $0.checked < $1.checked }) else { return nil }
        let isUpdated = oldest.name == FeedSource.updateName
        return "the list of known malicious \(oldest.ecosystem.advisoryName) packages was last "
            + "\(isUpdated ? "updated" : "imported") \(oldest.age(at: now))"
    }

    private func staleSources(at now: Date) -> [FeedSource] {
        let limit = now.addingTimeInterval(-Double(Self.staleAfterDays) * 86_400)
        return sources.filter { $0.checked < limit }
    }
}
