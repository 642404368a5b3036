import ArgumentParser
import Foundation
import Packages
import Verdicts

/// `airlock log`: the audit trail, newest first.
struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the guarded commands: when, where, what was judged, overridden and reached.",
        discussion: "The newest first; 10,000 entries of at most 400 days are kept. Filters add up.")

    @Flag(help: "Only commands in which something was blocked.")
    var blocked = false

    @Flag(help: "Only commands with a warning.")
    var warned = false

    @Flag(help: "Only commands in which a policy entry let something pass.")
    var overridden = false

    @Flag(help: "Only commands in this folder and below.")
    var here = false

    @Option(help: ArgumentHelp("Only commands whose tree holds this package.", valueName: "name"))
    var package: String?

    @Option(help: ArgumentHelp("Only since then: 2026-11-20, 36h, 7d.", valueName: "when"))
    var since: String?

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("At most so many entries.", valueName: "count"))
    var limit = 20

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("'--limit' takes a number from 1, got \(limit)") }
    }

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            var filter = AuditFilter()
            filter.isBlocked = blocked
            filter.isWarned = warned
            filter.isOverridden = overridden
            filter.folder = here ? surroundings.workingDirectory : nil
            filter.package = package
            if let since {
                guard let moment = moment(since, before: surroundings.now()) else {
                    throw GuardError.usage(
                        "'\(since)' is no time, expected a day such as 2026-11-20, or 36h, 7d", hint: nil)
                }
                filter.since = moment
            }
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            let entries = try store.auditEntries(matching: filter, limit: limit)
            if entries.isEmpty, !json { messages.note("nothing in the log fits") }
            for entry in entries { print(json ? document(entry).text() : text(entry)) }
            return .success
        }
        throw ExitCode(status)
    }

    /// A day, or so many hours or days ago.
    private func moment(_ text: String, before now: Date) -> Date? {
        if let day = PolicyDate(parsing: text) { return try? Date("\(day)T00:00:00Z", strategy: .iso8601) }
        guard let count = Double(text.dropLast()), count >= 0, count.isFinite else { return nil }
        switch text.last {
        case "h": return now.addingTimeInterval(-count * 3_600)
        case "d": return now.addingTimeInterval(-count * 86_400)
        default: return nil
        }
    }

    private func text(_ entry: AuditEntry) -> String {
        let when = entry.time.formatted(
            .verbatim(
                "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
                timeZone: .current, calendar: Calendar(identifier: .gregorian)))
        let total = entry.allowed + entry.warned + entry.blocked
        var counts = ["\(total) judged"]
        if entry.blocked > 0 { counts.append("\(entry.blocked) blocked") }
        if entry.warned > 0 { counts.append("\(entry.warned) warned") }
        if entry.overridden > 0 { counts.append("\(entry.overridden) allowed by policy") }
        let number = entry.id.map(String.init) ?? "-"
        var lines = [
            "\(number)  \(when)  status \(entry.exitStatus)  \(counts.joined(separator: ", "))",
            "    $ \(Messages.untrusted(entry.command.joined(separator: " "), limit: 400))",
            "    in \(Messages.untrusted(entry.folder, limit: 400))"
                + (entry.plan.map { ", plan \($0.hexadecimal.prefix(16))" } ?? ""),
        ]
        for flagged in entry.flagged.prefix(20) {
            let codes = flagged.reasons.map(\.rawValue).joined(separator: ", ")
            let allowed = flagged.allowedBy.map { ", allowed by '\(Messages.untrusted($0))'" } ?? ""
            let word = flagged.allowedBy == nil ? flagged.level.rawValue : "overridden"
            lines.append("    \(word) \(Messages.untrusted(flagged.release)): \(codes)\(allowed)")
        }
        if entry.flagged.count > 20 { lines.append("    and \(entry.flagged.count - 20) more flagged") }
        if !entry.hosts.isEmpty { lines.append("    reached \(list(entry.hosts))") }
        if !entry.refusedHosts.isEmpty { lines.append("    refused \(list(entry.refusedHosts))") }
        return lines.joined(separator: "\n")
    }

    private func list(_ hosts: [String]) -> String {
        hosts.prefix(8).map { Messages.untrusted($0) }.joined(separator: ", ")
            + (hosts.count > 8 ? " and \(hosts.count - 8) more" : "")
    }

    private func document(_ entry: AuditEntry) -> JSONDocument {
        .object([
            ("schema", .integer(1)), ("entry", .known(entry.id.map(Int.init))),
            ("time", .string(timestamp(entry.time))),
            ("command", .strings(entry.command)), ("folder", .string(entry.folder)),
            ("status", .integer(Int(entry.exitStatus))), ("plan", .known(entry.plan?.hexadecimal)),
            ("allowed", .integer(entry.allowed)), ("warned", .integer(entry.warned)),
            ("blocked", .integer(entry.blocked)), ("overridden", .integer(entry.overridden)),
            (
                "flagged",
                .array(
                    entry.flagged.map { flagged in
                        .object([
                            ("release", .string(flagged.release)), ("verdict", .string(flagged.level.rawValue)),
                            ("reasons", .strings(flagged.reasons.map(\.rawValue))),
                            ("allowedBy", .known(flagged.allowedBy)),
                        ])
                    })
            ),
            ("hosts", .strings(entry.hosts)), ("refusedHosts", .strings(entry.refusedHosts)),
        ])
    }
}
