import ArgumentParser
import Foundation
import Packages
import Verdicts

/// `airlock trust`: accepts exactly the present content of the project's policy file.
struct Trust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accepts exactly this content of the project's policy file; any later change needs trust again.")

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let file = try projectPolicy(surroundings)
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            for entry in file.allowEntries {
                let despite = entry.despite.isEmpty ? "" : " despite \(entry.despite.joined(separator: ", "))"
                messages.note(
                    "allows \(entry.digests.count) of '\(Messages.untrusted(entry.name.written))' \(Messages.untrusted(entry.version))\(Messages.untrusted(despite)): \(Messages.untrusted(entry.reason))"
                )
            }
            if file.isStrict == false { messages.note("sets strict to false") }
            try store.trust(policyAt: file.path, sha256: file.sha256, now: surroundings.now())
            messages.note("'\(file.path)' is trusted as it is now (sha256 \(file.sha256.hexadecimal.prefix(16))…)")
            return .success
        }
        throw ExitCode(status)
    }
}

/// `airlock untrust`: takes every acceptance of the project's policy file back.
struct Untrust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes trust in the project's policy file back; what it tightens still counts.")

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            guard let root = ProjectRootSearch.here(surroundings).root else { throw GuardError.noProject }
            let store = try GuardState.openVerdicts(surroundings, messages: messages)
            let count = try store.untrust(policyAt: root.policyPath)
            messages.note(
                count == 0 ? "'\(root.policyPath)' was not trusted" : "'\(root.policyPath)' is no longer trusted")
            return .success
        }
        throw ExitCode(status)
    }
}

private func projectPolicy(_ surroundings: Surroundings) throws -> PolicyFile {
    guard let root = ProjectRootSearch.here(surroundings).root else { throw GuardError.noProject }
    guard let file = try PolicyFile(readingIfPresent: root.policyPath) else {
        throw GuardError.usage("'\(root.policyPath)' does not exist", hint: "'airlock allow' makes it")
    }
    return file
}
