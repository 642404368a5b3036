import ArgumentParser
import Foundation
import Verdicts

/// `airlock report`: a past command's tree, verdicts and evidence, as a page or for a machine.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the report of the last guarded command, or of one that 'airlock log' names.",
        discussion: "Without a format, the tree with verdicts is printed.")

    @OptionGroup var formats: ReportFormats

    @Argument(help: "The entry's number in 'airlock log'; the last command with a plan when left out.")
    var entry: Int64?

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let output = try formats.output()
        let status = await reporting(messages) {
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            let report = try find(in: store)
            try output.write(report)
            if let path = output.pagePath { messages.note("the report is in '\(path)'") }
            return .success
        }
        throw ExitCode(status)
    }

    private func find(in store: VerdictStore) throws -> CommandReport {
        if let entry {
            guard let found = try store.auditEntry(entry) else {
                throw GuardError.noReport("no entry \(entry) in the log")
            }
            guard let report = try CommandReport.load(found, from: store) else {
                throw GuardError.noReport("the plan of entry \(entry) is not kept")
            }
            return report
        }
        for found in try store.auditEntries(limit: 100) {
            if let report = try CommandReport.load(found, from: store) { return report }
        }
        throw GuardError.noReport("no guarded command has left a plan yet")
    }
}
