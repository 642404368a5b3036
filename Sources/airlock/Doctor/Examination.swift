import Foundation

/// All of `airlock doctor`: each check is a function of its own, run one after the other, told as soon as it is done.
///
/// What is claimed is tried, not read off a file: shells are started, packages are made, served and installed.
struct Examination: Sendable {
    let surroundings: Surroundings
    let tell: @Sendable (Check) -> Void

    /// - Returns: every check, in the order in which they were told.
    func run() async throws -> [Check] {
        var checks: [Check] = []
        func add(_ new: [Check]) {
            new.forEach(tell)
            checks += new
        }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        add(installationChecks(surroundings))
        add(pathChecks(surroundings))
        for shell in GuardedShell.allCases {
            add(await ShellCheck(shell: shell, surroundings: surroundings, scratch: scratch).run())
        }
        add(stateChecks(surroundings))
        add(networkChecks(surroundings))
        for client in TrialClient.allCases {
            add(await ClientCheck(client: client, surroundings: surroundings, scratch: scratch).run())
        }
        return checks
    }
}
