import ArgumentParser
import Foundation

/// `airlock teardown`: takes back what `airlock setup` did.
struct Teardown: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes back what 'airlock setup' did: startup files as they were, no shims.",
        discussion: """
            What you changed in your startup files since then stays, also inside the marked block. Verdicts, policy \
            and quarantine stay too.
            """)

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let shims = ShimFolder(surroundings)
            var seen: Set<String> = []
            let paths = (GuardedShell.candidates(surroundings) + shims.recordedStartupFiles).filter {
                seen.insert($0).inserted
            }
            var failure: (any Error)?
            var changed = 0
            for path in paths {
                // One file that cannot be changed must not keep the others as they are.
                do { changed += try restore(path, messages) ? 1 : 0 } catch { failure = failure ?? error }
            }
            let tools = shims.installed
            if failure == nil {
                try shims.remove(tools)
                shims.removeFolders()
            }
            if let failure { throw failure }
            if changed == 0, tools.isEmpty {
                messages.note("there was nothing to take back")
            } else {
                messages.note("removed \(tools.count) shims from '\(shims.path)'")
                messages.hint("shells that are open keep their functions until they end")
            }
            return .success
        }
        throw ExitCode(status)
    }

    private func restore(_ path: String, _ messages: Messages) throws(GuardError) -> Bool {
        // What is not there, or is a link that leads nowhere, holds nothing of ours.
        guard access(path, F_OK) == 0 else { return false }
        let file = try StartupFile(reading: path)
        guard let bytes = file.bytes else { return false }
        let removal = ManagedBlock.removed(from: bytes)
        guard removal.hadBlock else { return false }
        if let folderCount = removal.createdFolders {
            try file.remove(folderCount: folderCount)
            messages.note("removed '\(path)', which setup had made")
            return true
        }
        try file.replace(with: removal.bytes)
        messages.note("took the block out of '\(path)'")
        if removal.keptLines > 0 {
            messages.note("\(removal.keptLines) lines that you had put into the block stay in '\(path)'")
        }
        return true
    }
}
