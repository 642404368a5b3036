import Foundation
import Packages
import Verdicts

/// GitHub's workflow commands for what is flagged, one a line, at the place in the project that brings it in.
///
/// The runner reads them from standard error too, so that the tool's standard output stays its own. At most ten: GitHub
/// shows no more of one kind per step.
func annotations(of report: CommandReport, in place: ManifestPlace, workspace: String?) -> [String] {
    report.flagged.filter { $0.failure != nil || $0.level.map { $0 > .allow } ?? true }.prefix(10).map { release in
        let found = place.find(release)
        var properties: [(String, String)] = []
        if let found {
            properties += [("file", relativePath(found.path, to: workspace)), ("line", String(found.line))]
        }
        properties.append(("title", "airlock: \(release.outcome) \(Messages.untrusted(release.identity.description))"))
        let kind = release.level == .warn ? "warning" : "error"
        let codes = release.reasons.map(\.code.rawValue).distinct().joined(separator: ", ")
        let message =
            Messages.untrusted(report.sentence(of: release), limit: 600) + (codes.isEmpty ? "" : " (\(codes))")
        let written = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
        return "::\(kind) \(written)::\(escapedData(message))"
    }
}

/// As `@actions/core` escapes a command's data.
private func escapedData(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
}

/// As `@actions/core` escapes a command's property.
private func escapedProperty(_ text: String) -> String {
    escapedData(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
}
