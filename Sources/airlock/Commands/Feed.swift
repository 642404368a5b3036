import ArgumentParser
import Foundation
import Packages
import Transfer
import Verdicts

/// `airlock feed`: the list of known malicious releases, in OSV's format.
struct Feed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The list of known malicious releases (OSV format), a second opinion beside the classifier.",
        discussion: "It is fetched only when 'feed update' is run, and acts at once on what was judged before.",
        subcommands: [Update.self, Import.self, Status.self, Remove.self])

    /// `airlock feed update`.
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetches the archives of npm and PyPI if they changed.",
            discussion: """
                From OSV's public bucket (\(FeedUpdate.standardAddress)), or a mirror laid out like it: \
                BASE/npm/all.zip and BASE/PyPI/all.zip. Whatever goes wrong, the list stays as it was.
                """)

        @Option(help: "The address above 'npm/all.zip'; otherwise the policy key 'feed-url', else OSV's bucket.")
        var from: String?

        @Option(help: "npm or pypi; both when not given.")
        var ecosystem: [Ecosystem] = []

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let base = try from ?? configuredAddress(surroundings) ?? FeedUpdate.standardAddress
                let update = FeedUpdate(
                    store: try GuardState.openVerdicts(surroundings, messages: messages), messages: messages,
                    now: surroundings.now())
                let transfer = try HTTPTransfer(
                    TransferConfiguration(
                        certificateFile: nil, proxy: nil, noProxy: nil, environment: surroundings.environment,
                        certificateVariables: ["SSL_CERT_FILE"], trustedAddresses: []))
                defer { transfer.close() }
                var worst = ExitStatus.success
                for one in ecosystem.isEmpty ? Ecosystem.allCases : ecosystem {
                    // The other ecosystem's archive is worth having all the same.
                    do { try await update.update(one, from: base, over: transfer) } catch {
                        worst = report(error, messages)
                    }
                }
                return worst
            }
            throw ExitCode(status)
        }

        /// What machine and user files say, the machine's first; a project's file has no say in what the user's list is.
        private func configuredAddress(_ surroundings: Surroundings) throws(VerdictsError) -> String? {
            let locations = PolicyLocations(surroundings, project: nil)
            if let address = try PolicyFile(readingIfPresent: locations.machine)?.settings.feedURL?.value {
                return address
            }
            return try PolicyFile(readingIfPresent: locations.user)?.settings.feedURL?.value
        }
    }

    /// `airlock feed import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes advisories from a file, without any network.",
            discussion: """
                A JSON document, a list or lines of them, or a zip or tar archive of them, such as OSV's 'all.zip'. \
                Importing the same path again replaces what it brought before.
                """)

        @Argument(help: "The file.")
        var file: String

        @Flag(help: "Count every advisory of the file as one about malice: for lists of your own, not for OSV's.")
        var everyEntry = false

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let update = FeedUpdate(
                    store: try GuardState.openVerdicts(surroundings, messages: messages), messages: messages,
                    now: surroundings.now())
                try update.importFile(
                    URL(fileURLWithPath: file).standardizedFileURL.path, takesEveryAdvisory: everyEntry)
                return .success
            }
            throw ExitCode(status)
        }
    }

    /// `airlock feed status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what is in the list, where it came from and how old it is.")

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let feed = try GuardState.existingFeed(surroundings)?.feedStatus() ?? FeedStatus(sources: [])
                for source in feed.sources { show(source, now: surroundings.now()) }
                if feed.sources.isEmpty { messages.note("the list of known malicious releases is empty") }
                if let sentence = feed.staleness(at: surroundings.now()) { messages.warning(sentence) }
                if feed.sources.isEmpty || feed.isStale(at: surroundings.now()) {
                    messages.hint("run 'airlock feed update', or 'airlock feed import FILE' without a network")
                }
                return .success
            }
            throw ExitCode(status)
        }

        private func show(_ source: FeedSource, now: Date) {
            let isUpdate = source.name == FeedSource.updateName
            let age = "\(isUpdate ? "updated" : "imported") \(source.age(at: now))"
            let newest = source.newest.map { ", newest of \($0)" } ?? ""
            let ecosystem = source.ecosystem.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0)
            print(
                "\(ecosystem) \(source.entryCount) entries, \(age)\(newest), from \(Messages.untrusted(source.address))"
            )
        }
    }

    /// `airlock feed remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a part of the list out: 'update' for what was fetched, else the path of an imported file.")

        @Argument(help: "'update', or a path as 'feed status' shows it.")
        var name: String

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let store = try GuardState.openVerdicts(surroundings, messages: messages)
                let names = [name, URL(fileURLWithPath: name).standardizedFileURL.path]
                let present = Set(try store.feedStatus().sources.map(\.name))
                guard let found = names.first(where: present.contains) else {
                    throw GuardError.usage(
                        "nothing in the list came from '\(name)'", hint: "'airlock feed status' shows what did")
                }
                let count = try store.removeFeed(named: found)
                messages.note("\(count) entries of '\(Messages.untrusted(found))' are gone")
                return .success
            }
            throw ExitCode(status)
        }
    }
}
