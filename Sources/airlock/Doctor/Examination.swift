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
        add(clientFileChecks(surroundings))
        add(networkChecks(surroundings))
        let clients = TrialClient.all.map { ClientCheck(client: $0, surroundings: surroundings, scratch: scratch) }
        await inOrder(clients, tell: add)
        return checks
    }

    /// Runs a few trials at a time, since each waits for its client much of the time; they are told in their order.
    private func inOrder(_ clients: [ClientCheck], tell: ([Check]) -> Void) async {
        await withTaskGroup(of: (Int, [Check]).self) { group in
            var waiting = Array(clients.enumerated()).makeIterator()
            func startOne() {
                guard let (place, client) = waiting.next() else { return }
                group.addTask { (place, await client.run()) }
            }
            for _ in 0..<Self.trialsAtOnce { startOne() }
            var (done, told): ([Int: [Check]], Int) = ([:], 0)
            while let (place, checks) = await group.next() {
                done[place] = checks
                while let next = done.removeValue(forKey: told) {
                    tell(next)
                    told += 1
                }
                startOne()
            }
        }
    }

    private static let trialsAtOnce = 2
}
