import Interception
import Packages
import Resolution

/// What the plan phase found out.
struct Planning: Sendable {
    let plan: InstallPlan
    /// Set when the real client could not resolve.
    var failure: PlanFailure?
    /// True where the client has no dry run that tells its plan: each artifact is then judged as it is asked for.
    var isJudgedAsServed = false
}

/// The planning client's own words and status, shown when the fault is not an upstream's.
struct PlanFailure: Sendable {
    let end: ChildEnd
    let output: [UInt8]
    let errors: [UInt8]

    init(_ run: ClientRun) {
        end = run.end
        output = run.output
        errors = run.errors
    }
}

extension InstallPlan {
    static let empty = InstallPlan(nodes: [])
}
