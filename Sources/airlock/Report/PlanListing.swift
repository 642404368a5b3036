import Foundation
import Packages
import Verdicts

/// The tree of `airlock plan`: one release a line, with its verdict.
struct PlanListing {
    let report: CommandReport

    var text: String {
        report.record.releases.map { release in
            guard let level = release.level else {
                return "-      -      \(Messages.untrusted(release.identity.description)) (not judged)\n"
            }
            let origin = release.requiredBy?.last.map { "  for " + Messages.untrusted($0, limit: 80) } ?? ""
            return "\(level.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0))  "
                + String(format: "%.3f  ", release.score ?? 0) + Messages.untrusted(release.identity.description)
                + " (\(release.byteCount ?? 0) bytes)" + origin + "\n"
        }.joined()
    }
}
