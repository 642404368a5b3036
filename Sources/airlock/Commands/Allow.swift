import ArgumentParser
import Foundation
import Packages
import Verdicts

extension Ecosystem: ExpressibleByArgument {}

/// `airlock allow`: a pinned exception in the project's or the user's policy file.
struct Allow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Allows exactly the judged bytes of a release, with a reason, in the project's '.airlock.toml'.")

    @Argument(help: "npm or pypi.")
    var ecosystem: Ecosystem

    @Argument(help: "NAME@VERSION as it was judged.")
    var release: ReleaseArgument

    @Option(help: "Why it is allowed; kept in the file.")
    var reason: String

    @Option(help: "The last day on which the entry counts, YYYY-MM-DD.")
    var expires: String?

    @Option(help: "An advisory of the feed that the entry overrides; repeat it for each that lists the release.")
    var despite: [String] = []

    @Flag(help: "Write to the user's policy instead of the project's.")
    var user = false

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            try allowRelease(surroundings, messages)
            return .success
        }
        throw ExitCode(status)
    }

    private func allowRelease(_ surroundings: Surroundings, _ messages: Messages) throws {
        guard case .release(let name, let version) = release else {
            throw GuardError.usage("'allow' takes NAME@VERSION, got '\(release.description)'", hint: nil)
        }
        var lastDay: PolicyDate?
        if let expires {
            guard let day = PolicyDate(parsing: expires) else {
                throw GuardError.usage("'\(expires)' is not a day, expected YYYY-MM-DD", hint: nil)
            }
            lastDay = day
        }
        let store = try GuardState.openVerdicts(surroundings, messages: messages)
        let seen = try store.releases(named: name, version: version, ecosystem: ecosystem)
        guard !seen.isEmpty else { throw GuardError.noEvidence(release.description) }
        let request = AllowRequest(
            name: PackageName(name, ecosystem: ecosystem), version: version, digests: seen.map(\.sha256),
            reason: reason, expires: lastDay, added: PolicyDate(surroundings.now()), despite: despite)
        let path: String
        if user {
            path = surroundings.configurationFolder + "/config.toml"
        } else {
            guard let root = ProjectRootSearch.here(surroundings).root else { throw GuardError.noProject }
            path = root.policyPath
        }
        let outcome = try Verdicts.allow(
            request, inFileAt: path, trust: user ? nil : store, now: surroundings.now())
        let digests = seen.count == 1 ? "one artifact" : "\(seen.count) artifacts"
        switch outcome {
        case .added:
            messages.note("\(digests) of '\(Messages.untrusted(release.description))' allowed in '\(path)'")
        case .addedButUntrusted:
            messages.note("\(digests) of '\(Messages.untrusted(release.description))' written to '\(path)'")
            messages.warning("this file was not trusted before and is not now, so the entry is not in force")
            messages.hint("read the file, then run 'airlock trust'")
        case .alreadyAllowed:
            messages.note("'\(Messages.untrusted(release.description))' is allowed in '\(path)' already")
        }
    }
}

extension ProjectRootSearch {
    /// Files that make a folder the root of a project of either ecosystem.
    static let manifests = ["package.json", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"]

    /// The project of the working folder.
    static func here(_ surroundings: Surroundings) -> ProjectRootSearch {
        ProjectRootSearch(from: surroundings.workingDirectory, manifests: manifests, home: surroundings.home)
    }
}
