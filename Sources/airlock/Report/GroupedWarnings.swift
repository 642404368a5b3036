import Packages
import Verdicts

/// Warnings about releases (deprecated, recent and the like) that more than a few packages of one command share.
///
/// A paragraph for each would bury what matters in a tree of a thousand packages, so each such reason gets one line.
struct GroupedWarnings {
    /// As many get a paragraph each.
    private static let fewest = 4

    let groups: [(code: ReasonCode, members: [JudgedArtifact])]
    private let covered: Set<PackageIdentity>

    init(_ judged: [JudgedArtifact]) {
        var members: [ReasonCode: [JudgedArtifact]] = [:]
        for one in judged {
            guard let code = Self.onlyReason(of: one) else { continue }
            members[code, default: []].append(one)
        }
        let kept = members.filter { $0.value.count >= Self.fewest }
        groups = kept.sorted { $0.key.rawValue < $1.key.rawValue }.map { (code: $0.key, members: $0.value) }
        covered = Set(kept.values.joined().map(\.artifact.identity))
    }

    func covers(_ one: JudgedArtifact) -> Bool {
        covered.contains(one.artifact.identity) && Self.onlyReason(of: one) != nil
    }

    /// The reason of a package that is warned about for nothing else.
    private static func onlyReason(of one: JudgedArtifact) -> ReasonCode? {
        guard case .judged(let verdict, _, _) = one.outcome, verdict.level == .warn else { return nil }
        let codes = Set(verdict.reasons.filter { $0.level == .warn }.map(\.code))
        guard codes.count == 1, let code = codes.first, code.concernsRelease else { return nil }
        return code
    }
}
