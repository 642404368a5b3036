import Foundation

/// What `airlock plan` and `airlock report` write: one format on standard output, and a page where one is asked for.
struct PlanOutput: Sendable {
    enum Format: Sendable {
        /// One release a line, for people.
        case listing
        case json
        /// SARIF 2.1.0.
        case sarif
        /// CycloneDX 1.6.
        case bill
    }

    var format = Format.listing
    /// Where the page goes; with it nothing is written to standard output unless a format is asked for.
    var pagePath: String?

    /// Fails when two formats would share standard output.
    init?(json: Bool, sarif: Bool, bill: Bool, page: String?) {
        let formats: [Format] = (json ? [.json] : []) + (sarif ? [.sarif] : []) + (bill ? [.bill] : [])
        guard formats.count < 2 else { return nil }
        format = formats.first ?? .listing
        pagePath = page
    }

    func write(_ report: CommandReport) throws {
        if let pagePath {
            // Written beside and renamed, so that no half page is ever read as whole.
            try Data(HTMLReport(report).page.utf8).write(to: URL(fileURLWithPath: pagePath), options: .atomic)
        }
        let text: String
        switch format {
        case .listing:
            guard pagePath == nil else { return }
            text = PlanListing(report: report).text
        case .json: text = report.json.text(indentation: 2) + "\n"
        case .sarif: text = SARIFReport(report).document.text(indentation: 2) + "\n"
        case .bill: text = SoftwareBill(report).document.text(indentation: 2) + "\n"
        }
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
