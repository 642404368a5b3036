import Foundation
import Packages
import Resolution
import Verdicts

/// The tree of `airlock plan`: one release a line on standard output, with its verdict.
struct PlanListing {
    let plan: InstallPlan
    let judged: [JudgedArtifact]

    func show() {
        var text = ""
        let requiredBy = plan.requiredBy
        for one in judged {
            guard case .judged(let verdict, _, let evidence) = one.outcome else { continue }
            let release = Messages.untrusted(one.artifact.identity.description)
            let origin =
                requiredBy[one.artifact.identity]?.last.map { "  for " + Messages.untrusted($0, limit: 80) } ?? ""
            text += "\(verdict.level.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0))  "
            text += String(format: "%.3f  ", verdict.score) + release + " (\(evidence.byteCount) bytes)" + origin + "\n"
        }
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
