import Foundation
import Interception
import Packages

/// What pip would check out of the user's repositories, fetched by the user's git and packed.
struct PipCheckouts: Sendable {
    private let git: GitProgram
    private let scratch: ScratchFolder

    /// Where git's configuration can be given by variables alone and files be left out.
    private static let oldestVersion = (2, 32)

    init(surroundings: Surroundings, scratch: ScratchFolder) async throws {
        var git = try GitProgram(environment: surroundings.environment)
        // pip lets git ask, and people install from repositories of several gigabytes.
        git.mayAsk = surroundings.errorIsTerminal
        git.limits = GitProgram.Limits(blocks: 8 << 20, seconds: 3_600)
        self.git = git
        self.scratch = scratch
        let version = try await run(["version"], what: "tell its version")
        let numbers = version.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard numbers.count == 2, (numbers[0], numbers[1]) >= Self.oldestVersion else {
            throw GuardError.usage(
                "requirements from git need git 2.32 or newer, got '\(Messages.untrusted(version, limit: 60))'",
                hint: "update git, or install a release from an index")
        }
    }

    /// Clones a repository and packs the wanted commit's tree.
    func checkOut(
        _ address: PipGitAddress, reference: PipDirectReference, number: Int
    ) async throws -> PipRepositories.Checkout {
        let folder = scratch.file("git-\(number)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let copy = folder + "/copy"
        try await run(
            ["clone", "--bare", "--quiet", "--template=", address.url, copy],
            reaching: .network(transports: address.scheme), what: "clone '\(shown(address.url))'")
        let commit = try await commit(of: address, in: copy)
        try await keepOnly(address.revision, at: commit, in: copy)
        let (path, submodules) = try await pack(commit, of: address, reference: reference, copy: copy, folder: folder)
        let root =
            address.folder?.path ?? (address.url.hasSuffix(".git") ? String(address.url.dropLast(4)) : address.url)
        let name = reference.name ?? projectNamed(inFragmentOf: reference.location) ?? lastPathComponent(of: root)
        let artifact = Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: .pypi), version: String(commit.prefix(12))),
            kind: .sdist, url: "file://\(path)", filename: lastPathComponent(of: path), expectedDigests: [])
        return PipRepositories.Checkout(
            artifact: artifact, address: address.url, commit: commit, folder: address.folder, copy: copy,
            submodules: submodules)
    }

    private func pack(
        _ commit: String, of address: PipGitAddress, reference: PipDirectReference, copy: String, folder: String
    ) async throws -> (path: String, submodules: [GitCheckout.Submodule]) {
        func refused(_ problem: String) -> GuardError {
            GuardError.usage(
                "'\(shown(reference.text))'\(place(of: reference)): \(Messages.untrusted(problem, limit: 400))",
                hint: "nothing was installed; install a release from an index instead")
        }
        let path = "\(folder)/\(commit.prefix(12)).tar"
        do {
            let checkout = try await GitCheckout(
                of: commit, in: copy, origin: address.url, transports: address.scheme, to: folder + "/tree", git: git,
                scratch: scratch)
            _ = try PackedTree(of: checkout.folder, commit: commit, as: .python(folder: address.folder), to: path)
            return (path, checkout.submodules)
        } catch let error as GitCheckout.Failure {
            throw refused(error.problem)
        } catch let error as PackedTree.Failure {
            throw refused(error.problem)
        }
    }

    /// The commit that pip would take: a branch before a tag before anything else that git can resolve.
    private func commit(of address: PipGitAddress, in copy: String) async throws -> String {
        guard let revision = address.revision else { return try await resolve("HEAD", in: copy) }
        if revision.hasPrefix("refs/") {
            try await run(
                ["-C", copy, "fetch", "--quiet", address.url, "+\(revision):\(revision)"],
                reaching: .network(transports: address.scheme), what: "fetch '\(revision)'")
            return try await resolve(revision, in: copy)
        }
        for name in ["refs/heads/\(revision)", "refs/tags/\(revision)"]
        where try await has(object: name, in: copy) {
            return try await resolve(name, in: copy)
        }
        return try await resolve(revision, in: copy)
    }

    private func resolve(_ name: String, in copy: String) async throws -> String {
        let text = try await run(
            ["-C", copy, "rev-parse", "--verify", "--quiet", "\(name)^{commit}"],
            what: "find '\(name)' in the repository")
        let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard commit.utf8.count == 40 || commit.utf8.count == 64, commit.allSatisfy(\.isHexDigit) else {
            throw GuardError.clientFailed(program: "git", cause: "it names no commit for '\(name)'")
        }
        return commit
    }

    /// Takes every other branch away and lets the default one end at the commit.
    private func keepOnly(_ revision: String?, at commit: String, in copy: String) async throws {
        let head = try? await run(["-C", copy, "symbolic-ref", "HEAD"], what: "read HEAD")
        var branch = head?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "refs/heads/main"
        if let revision, try await has(object: "refs/heads/\(revision)", in: copy) { branch = "refs/heads/\(revision)" }
        let all = try await run(
            ["-C", copy, "for-each-ref", "--format=%(refname)", "refs/heads"], what: "list its branches")
        for other in all.split(separator: "\n").map(String.init) where other != branch {
            try await run(["-C", copy, "update-ref", "-d", other], what: "leave a branch out")
        }
        try await run(["-C", copy, "update-ref", branch, commit], what: "set its branch")
        try await run(["-C", copy, "symbolic-ref", "HEAD", branch], what: "set its HEAD")
        // pip asks for a copy without contents first, which is then filled from here.
        try await run(["-C", copy, "config", "uploadpack.allowFilter", "true"], what: "set it up")
    }

    private func has(object name: String, in copy: String) async throws -> Bool {
        let words = ["-C", copy, "cat-file", "-e", name]
        return try await git.run(words, in: scratch.path, reaching: .nothing, scratch: scratch).end
            == .exited(status: 0)
    }

    @discardableResult
    private func run(
        _ arguments: [String], reaching reach: GitProgram.Reach = .nothing, what: String
    ) async throws -> String {
        let run = try await git.run(arguments, in: scratch.path, reaching: reach, scratch: scratch)
        guard run.end == .exited(status: 0) else {
            let said = String(decoding: run.errors.suffix(300), as: UTF8.self)
            throw GuardError.gitFailed("git could not \(what): \(Messages.untrusted(said, limit: 300))")
        }
        return String(decoding: run.output, as: UTF8.self)
    }
}
