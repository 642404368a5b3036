import Foundation
import Interception

/// A commit as a client will check it out, with its submodules at the commits that it names, before anything of it runs.
///
/// The folder stays for as long as the command runs: its submodules' repositories are what the client gets them from.
struct GitCheckout: Sendable {
    /// Why a commit cannot be had whole.
    struct Failure: Error {
        let problem: String
    }

    struct Submodule: Sendable, Hashable {
        /// The address that the client will ask for; relative ones are resolved.
        let address: GitAddress
        /// A repository on this machine that holds the wanted commit.
        let copy: String
        let commit: String
    }

    let folder: String
    let submodules: [Submodule]

    /// Checks a commit out of a bare repository on this machine.
    ///
    /// - Parameters:
    ///   - origin: where the repository came from, to which relative addresses of submodules are related.
    ///   - transports: what submodules may be fetched by.
    init(
        of commit: String, in copy: String, origin: String, transports: String, to folder: String, git: GitProgram,
        scratch: ScratchFolder
    ) async throws {
        let steps = Steps(git: git, scratch: scratch)
        try await steps.run(
            ["clone", "--quiet", "--no-checkout", "--shared", "--", copy, folder], in: scratch.path, reaching: .local)
        try await steps.run(["checkout", "--quiet", "--detach", commit], in: folder)
        self.folder = folder
        guard FileManager.default.fileExists(atPath: folder + "/.gitmodules") else {
            submodules = []
            return
        }
        try await steps.run(["config", "remote.origin.url", origin], in: folder)
        try await steps.run(
            ["submodule", "--quiet", "update", "--init", "--recursive"], in: folder,
            reaching: .network(transports: transports))
        submodules = try await Self.submodules(in: folder, allowsLocal: transports == "file", steps)
    }

    /// Lists what was fetched and makes each of its repositories one that a client can clone.
    private static func submodules(in folder: String, allowsLocal: Bool, _ steps: Steps) async throws -> [Submodule] {
        let asking = "git config --get remote.origin.url && git rev-parse --absolute-git-dir HEAD"
        let listing = try await steps.run(["submodule", "--quiet", "foreach", "--recursive", asking], in: folder)
        let lines = listing.split(separator: "\n").map(String.init)
        var found: [Submodule] = []
        for start in stride(from: 0, to: lines.count - lines.count % 3, by: 3) {
            let (text, copy, commit) = (lines[start], lines[start + 1], lines[start + 2])
            guard let address = GitAddress(text, allowsLocal: allowsLocal) else {
                throw Failure(problem: "its submodule '\(text)' has no address that Airlock fetches from")
            }
            let submodule = Submodule(address: address, copy: copy, commit: commit)
            if let other = found.first(where: { $0.address == address }) {
                guard other.commit == commit else {
                    throw Failure(problem: "it has '\(address.shown)' as a submodule at two commits")
                }
                continue
            }
            try await steps.run(["--git-dir", copy, "config", "uploadpack.allowAnySHA1InWant", "true"], in: folder)
            found.append(submodule)
        }
        return found
    }

    /// git's settings in a client: each address leads to its copy and every other on this machine nowhere.
    static func settings(leading addresses: [(address: String, copy: String)]) -> [(key: String, value: String)] {
        addresses.map { ("url.file://\($0.copy).insteadOf", $0.address) }
            // The longest match counts: whatever else lies on this machine has an address that git cannot open.
            + [("url.refused://.insteadOf", "file://"), ("core.hooksPath", "/dev/null")]
    }

    /// Settings as the variables that git reads them from.
    static func variables(_ settings: [(key: String, value: String)]) -> [String: String] {
        var variables = ["GIT_CONFIG_COUNT": String(settings.count)]
        for (number, setting) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(number)"] = setting.key
            variables["GIT_CONFIG_VALUE_\(number)"] = setting.value
        }
        return variables
    }
}

/// git's commands of one checkout, each of which must succeed.
private struct Steps {
    let git: GitProgram
    let scratch: ScratchFolder

    @discardableResult
    func run(
        _ words: [String], in folder: String, reaching reach: GitProgram.Reach = .nothing
    ) async throws -> String {
        let run = try await git.run(words, in: folder, reaching: reach, scratch: scratch)
        guard run.end == .exited(status: 0) else {
            let lines = String(decoding: run.errors.suffix(4_096), as: UTF8.self).split(separator: "\n")
            // The first of git's complaints is the cause of the others.
            let line = lines.first { $0.hasPrefix("fatal: ") } ?? lines.last
            let said = Messages.untrusted(line.map(String.init) ?? "no reason was given", limit: 300)
            throw GitCheckout.Failure(problem: "git could not \(words.first ?? "") it: \(said)")
        }
        return String(decoding: run.output, as: UTF8.self)
    }
}
