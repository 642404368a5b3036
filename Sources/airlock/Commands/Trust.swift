import ArgumentParser
import Foundation
import Packages
import Verdicts

/// `airlock trust`: accepts exactly the present content of the project's policy file.
struct Trust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accepts exactly this content of the project's policy file; any later change needs trust again.",
        discussion: """
            Shows first what the file loosens: '+' stands before what was not accepted last, '-' before what is gone. \
            In CI, 'airlock --policy-digest sha256:… npm ci' trusts the content with that digest for one command.
            """)

    @Flag(help: "Do not ask.")
    var yes = false

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) { try accept(surroundings, messages) }
        throw ExitCode(status)
    }

    private func accept(_ surroundings: Surroundings, _ messages: Messages) throws -> ExitStatus {
        let file = try projectPolicy(surroundings)
        let path = Messages.untrusted(file.path, limit: 400)
        let store = try GuardState.openVerdicts(surroundings, messages: messages)
        let accepted = try store.looseningsTrustedLast(policyAt: file.path)
        let loosenings = file.loosenings
        guard !loosenings.isEmpty else {
            messages.note("'\(path)' loosens nothing and counts without trust")
            return .success
        }
        let isKnown = try store.isTrusted(policyAt: file.path, sha256: file.sha256)
        messages.note("'\(path)' loosens")
        for loosening in loosenings {
            let sign = accepted.contains(loosening.text) ? " " : "+"
            messages.detail("\(sign) \(Messages.untrusted(loosening.text, limit: 400)) (line \(loosening.line))")
        }
        let kept = Set(loosenings.map(\.text))
        for text in accepted where !kept.contains(text) { messages.detail("- \(Messages.untrusted(text, limit: 400))") }
        if !isKnown {
            guard try yes || isConfirmed(surroundings, messages) else {
                messages.note("nothing was changed")
                return .blocked
            }
            try store.trust(file, now: surroundings.now())
        }
        messages.note("'\(path)' is trusted as it is now; in CI: '--policy-digest sha256:\(file.sha256.hexadecimal)'")
        return .success
    }

    private func isConfirmed(_ surroundings: Surroundings, _ messages: Messages) throws -> Bool {
        guard surroundings.inputIsTerminal else {
            throw GuardError.usage(
                "nobody can be asked whether to accept this, since standard input is no terminal",
                hint: "read the lines above, then run 'airlock trust --yes'")
        }
        messages.write("airlock: accept exactly this content? [y/N] ")
        let answer = readLine()?.lowercased() ?? ""
        return answer == "y" || answer == "yes"
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
