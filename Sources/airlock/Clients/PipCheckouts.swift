import Foundation
import Interception
import Packages

/// The user's git, asked for bytes only.
struct PipCheckouts: Sendable {
    private let process: ClientProcess
    private let surroundings: Surroundings
    private let scratch: ScratchFolder

    /// For one file of a repository; the packs of the largest that people install from are below 2 GiB.
    private static let maximumFileBytes = 4 << 30
    /// Where git's configuration can be given by variables alone and files be left out.
    private static let oldestVersion = (2, 32)

    init(surroundings: Surroundings, scratch: ScratchFolder) async throws {
        let program = try findRealProgram(
            named: "git", onPath: surroundings.environment["PATH", default: ""], calledThroughShim: nil)
        // A shell is asked for the limit on file sizes alone; what git gets are words.
        let limit = "ulimit -f \(Self.maximumFileBytes / 512) && exec \"$0\" \"$@\""
        process = ClientProcess(program: "/bin/sh", words: ["sh", "-c", limit, program])
        self.surroundings = surroundings
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
            ["-c", "core.hooksPath=/dev/null", "clone", "--bare", "--quiet", "--template=", address.url, copy],
            allowing: address.scheme, what: "clone '\(shown(address.url))'")
        let commit = try await commit(of: address, in: copy)
        if try await has(object: "\(commit):.gitmodules", in: copy) {
            throw GuardError.usage(
                "'\(shown(reference.text))'\(place(of: reference)) has submodules, which Airlock cannot judge yet",
                hint: "install a release from an index")
        }
        try await keepOnly(address.revision, at: commit, in: copy)
        let name =
            reference.name ?? projectNamed(inFragmentOf: reference.location)
            ?? lastPathComponent(of: address.url.hasSuffix(".git") ? String(address.url.dropLast(4)) : address.url)
        let filename = "\(commit.prefix(12)).tar"
        try await run(
            ["-C", copy, "archive", "--format=tar", "--prefix=checkout/", "-o", "\(folder)/\(filename)", commit],
            isOwn: true, what: "pack commit \(commit)")
        let artifact = Artifact(
            identity: PackageIdentity(
                name: PackageName(name, ecosystem: .pypi), version: String(commit.prefix(12))),
            kind: .sdist, url: "file://\(folder)/\(filename)", filename: filename, expectedDigests: [])
        return PipRepositories.Checkout(artifact: artifact, address: address.url, commit: commit, copy: copy)
    }

    /// The commit that pip would take: a branch before a tag before anything else that git can resolve.
    private func commit(of address: PipGitAddress, in copy: String) async throws -> String {
        guard let revision = address.revision else { return try await resolve("HEAD", in: copy) }
        if revision.hasPrefix("refs/") {
            try await run(
                [
                    "-C", copy, "-c", "core.hooksPath=/dev/null", "fetch", "--quiet", address.url,
                    "+\(revision):\(revision)",
                ], allowing: address.scheme, what: "fetch '\(revision)'")
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
            ["-C", copy, "rev-parse", "--verify", "--quiet", "\(name)^{commit}"], isOwn: true,
            what: "find '\(name)' in the repository")
        let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard commit.utf8.count == 40 || commit.utf8.count == 64, commit.allSatisfy(\.isHexDigit) else {
            throw GuardError.clientFailed(program: "git", cause: "it names no commit for '\(name)'")
        }
        return commit
    }

    /// Takes every other branch away, lets the default one end at the commit, and has archives hold the whole tree.
    private func keepOnly(_ revision: String?, at commit: String, in copy: String) async throws {
        let head = try? await run(["-C", copy, "symbolic-ref", "HEAD"], isOwn: true, what: "read HEAD")
        var branch = head?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "refs/heads/main"
        if let revision, try await has(object: "refs/heads/\(revision)", in: copy) { branch = "refs/heads/\(revision)" }
        let all = try await run(
            ["-C", copy, "for-each-ref", "--format=%(refname)", "refs/heads"], isOwn: true, what: "list its branches")
        for other in all.split(separator: "\n").map(String.init) where other != branch {
            try await run(["-C", copy, "update-ref", "-d", other], isOwn: true, what: "leave a branch out")
        }
        try await run(["-C", copy, "update-ref", branch, commit], isOwn: true, what: "set its branch")
        try await run(["-C", copy, "symbolic-ref", "HEAD", branch], isOwn: true, what: "set its HEAD")
        // pip asks for a copy without contents first, which is then filled from here.
        try await run(["-C", copy, "config", "uploadpack.allowFilter", "true"], isOwn: true, what: "set it up")
        try FileManager.default.createDirectory(atPath: copy + "/info", withIntermediateDirectories: true)
        try Data("* -export-ignore -export-subst\n".utf8).write(to: URL(fileURLWithPath: copy + "/info/attributes"))
    }

    private func has(object name: String, in copy: String) async throws -> Bool {
        let run = try await process.collect(
            ["-C", copy, "cat-file", "-e", name], environment: environment(allowing: "none", isOwn: true),
            folder: scratch.path, scratch: scratch)
        return run.end == .exited(status: 0)
    }

    /// - Parameter isOwn: whether it works on our copy, where the user's own settings have no say.
    @discardableResult
    private func run(
        _ arguments: [String], allowing protocols: String = "none", isOwn: Bool = false, what: String
    ) async throws -> String {
        let run = try await process.collect(
            arguments, environment: environment(allowing: protocols, isOwn: isOwn), folder: scratch.path,
            scratch: scratch)
        guard run.end == .exited(status: 0) else {
            let said = String(decoding: run.errors.suffix(300), as: UTF8.self)
            throw GuardError.gitFailed("git could not \(what): \(Messages.untrusted(said, limit: 300))")
        }
        return String(decoding: run.output, as: UTF8.self)
    }

    private func environment(allowing protocols: String, isOwn: Bool) -> [String: String] {
        var environment = surroundings.environment.filter { !PipRepositories.steersGit($0.key) }
        environment["GIT_ALLOW_PROTOCOL"] = protocols
        environment["GIT_LFS_SKIP_SMUDGE"] = "1"
        if !surroundings.errorIsTerminal { environment["GIT_TERMINAL_PROMPT"] = "0" }
        if isOwn {
            environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
            environment["GIT_CONFIG_NOSYSTEM"] = "1"
        }
        return environment
    }
}
