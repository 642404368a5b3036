import Foundation
import Interception
import Packages
import Resolution
import Synchronization

/// The git repositories of one command: Airlock fetches them itself, and npm gets at judged commits of them only.
///
/// npm runs `airlock-guard --git` in place of git (`GitStandIn`), which asks here. What npm lists is what the upstream
/// lists; what npm clones is a bare repository in the scratch folder that holds the wanted commits and no history where
/// the upstream allows that; what npm checks out was checked out and judged here first. So lockfiles keep the upstream's
/// addresses, and git never reaches the network for npm.
actor GitRepositories {
    /// Why a repository or a commit is not to be had.
    struct Refusal: Error, Sendable {
        let message: String
    }

    private struct Repository {
        let folder: String
        var listing: String?
        /// The object name of each ref in the listing.
        var refs: [String: String] = [:]
        var isWhole = false
    }

    private let git: GitProgram
    private let scratch: ScratchFolder
    /// Addresses of local repositories that the user named; others of this machine are not opened.
    private let localAddresses: Set<String>
    /// What names whole commits: no history is fetched for those.
    private let pinned: [(commit: String, specifier: String)]
    private var repositories: [GitAddress: Repository] = [:]
    /// The last piece of work on each repository: each begins where the one before it ended.
    private var work: [GitAddress: Task<Void, Never>] = [:]
    /// The packed tree of each commit that was asked for.
    private var trees: [String: Result<Tree, Refusal>] = [:]
    private nonisolated let record = Mutex(Record())

    private struct Tree {
        let packed: PackedTree
        let submodules: [GitCheckout.Submodule]
    }

    private struct Record {
        /// The repositories that a tree was put together from.
        var sources: [String: [String]] = [:]
        /// Where the packed tree of each address and commit lies.
        var places: [String: String] = [:]
        var asked: [Artifact] = []
        var refusals: [Refusal] = []
    }

    /// - Parameters:
    ///   - own: what the user's manifests and command line name; local repositories count among them only.
    ///   - locked: addresses in the lockfile.
    init(git: GitProgram, scratch: ScratchFolder, own: [String], locked: [String]) {
        self.git = git
        self.scratch = scratch
        pinned = (own + locked).compactMap { text in gitCommit(ofAddress: text).map { ($0, text) } }
        localAddresses = Set(
            own.compactMap { text in
                guard let range = text.firstRange(of: "file://") else { return nil }
                return String(text[range.lowerBound...].prefix { $0 != "#" })
            })
    }

    /// Where the packed tree of an artifact lies; nil for what is not of git.
    nonisolated func place(of artifact: Artifact) -> String? { record.withLock { $0.places[artifact.url] } }

    /// The addresses of a tree and of its submodules, by which the policy's list of hosts applies.
    nonisolated func sources(of artifact: Artifact) -> [String] {
        record.withLock { $0.sources[artifact.url] } ?? [artifact.url]
    }

    /// Every tree that npm was about to check out.
    nonisolated var asked: [Artifact] { record.withLock { $0.asked } }

    /// Why something was not to be had, the first time first.
    nonisolated var refusals: [Refusal] { record.withLock { $0.refusals } }

    /// Answers the git door: `list ADDRESS`, `source ADDRESS [REF]`, `mirror ADDRESS`, `approve FOLDER COMMIT`.
    ///
    /// `source` gives the folder, `approve` nothing; further lines, `ADDRESS FOLDER`, tell where the tree's submodules are.
    ///
    /// - Parameter judge: tells why an artifact must not be used; nil when it may.
    func answer(
        _ words: [String], judge: @Sendable @escaping (Artifact) async -> String?
    ) async -> (status: Int, text: String) {
        do {
            switch (words.first, words.count) {
            case ("list", 2): return (200, try await listing(words[1]))
            case ("source", 2), ("source", 3):
                return (200, try await source(words[1], ref: words.count > 2 ? words[2] : nil, judge))
            case ("mirror", 2): return (200, try await mirror(words[1]))
            case ("approve", 3):
                return (200, try await approve(words[2], inFolder: words[1], judge))
            default: return (400, "the request is malformed")
            }
        } catch let refusal as Refusal {
            record.withLock { $0.refusals.append(refusal) }
            return (403, refusal.message)
        } catch {
            record.withLock { $0.refusals.append(Refusal(message: "\(error)")) }
            return (403, "\(error)")
        }
    }

    /// Fetches the tree of a commit, so that it can be judged; `address` is what a lockfile says, `git+…#commit`.
    func prepareTree(ofAddress address: String) async throws {
        guard let commit = gitCommit(ofAddress: address) else {
            throw Refusal(message: "'\(address)' names no whole commit")
        }
        let bare = String(address.prefix { $0 != "#" })
        let given = try self.address(bare.hasPrefix("git+") ? String(bare.dropFirst(4)) : bare)
        let reachable = try await firstReachable(given)
        let tree = try await inTurn(reachable) { try await self.tree(of: commit, from: reachable) }
        note(tree, as: address)
    }

    private func note(_ tree: Tree, as address: String) {
        record.withLock {
            $0.places[address] = tree.packed.path
            $0.sources[address] = [address] + tree.submodules.map(\.address.text)
        }
    }

    private func listing(_ text: String) async throws -> String {
        let address = try address(text)
        return try await inTurn(address) { try await self.listed(address) }
    }

    /// The folder of a bare repository that holds one ref of the upstream's, judged; for `clone` and `fetch`.
    private func source(
        _ text: String, ref: String?, _ judge: @Sendable @escaping (Artifact) async -> String?
    ) async throws -> String {
        let address = try address(text)
        return try await inTurn(address) { try await self.sourced(address, ref, judge) }
    }

    /// The folder of a bare repository with the commits that are named whole, else with everything.
    private func mirror(_ text: String) async throws -> String {
        let address = try address(text)
        return try await inTurn(address) { try await self.mirrored(address) }
    }

    /// Approves of a commit that is about to be checked out of one of the folders handed out, and tells its submodules.
    private func approve(
        _ commit: String, inFolder folder: String, _ judge: @Sendable @escaping (Artifact) async -> String?
    ) async throws -> String {
        let place = folder.hasPrefix("file://") ? String(folder.dropFirst("file://".count)) : folder
        let found = repositories.first { $0.value.folder == place }?.key
        guard isGitCommit(commit) else { throw Refusal(message: "'\(commit)' is no whole commit") }
        let address = try found ?? address(folder)
        return try await inTurn(address) { try await self.approve(commit, from: address, judge) }
    }

    // MARK: - One repository, one thing after another

    private func inTurn<Value: Sendable>(
        _ address: GitAddress, _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        let before = work[address]
        let task = Task {
            await before?.value
            return try await body()
        }
        work[address] = Task { _ = await task.result }
        return try await task.value
    }

    private func listed(_ address: GitAddress) async throws -> String {
        if let known = repositories[address]?.listing { return known }
        let words = ["ls-remote", "--", address.text]
        let run = try await git.run(words, in: scratch.path, reaching: reach(address), scratch: scratch)
        guard run.end == .exited(status: 0) else { throw failure(run, address) }
        let listing = String(decoding: run.output.prefix(32 << 20), as: UTF8.self)
        var repository = try await repository(address)
        repository.listing = listing
        for line in listing.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2, isGitCommit(parts[0]) { repository.refs[String(parts[1])] = String(parts[0]) }
        }
        repositories[address] = repository
        return listing
    }

    private func sourced(
        _ address: GitAddress, _ ref: String?, _ judge: @Sendable @escaping (Artifact) async -> String?
    ) async throws -> String {
        _ = try await listed(address)
        let name = try refName(ref, address)
        guard let repository = repositories[address],
            let stated = repository.refs[name + "^{}"] ?? repository.refs[name]
        else { throw Refusal(message: "'\(address.shown)' has no '\(ref ?? "HEAD")'") }
        let target = name == "HEAD" ? "refs/heads/airlock-head" : name
        try await fetch(address, "+\(name):\(target)", into: repository.folder)
        let found = try await commit(target, in: repository.folder)
        guard found == stated else { throw Refusal(message: "'\(address.shown)' changed while it was read") }
        if name == "HEAD" { try await plain(["symbolic-ref", "HEAD", target], in: repository.folder) }
        return repository.folder + "\n" + (try await approve(found, from: address, judge))
    }

    private func mirrored(_ address: GitAddress) async throws -> String {
        let repository = try await repository(address)
        if repository.isWhole { return repository.folder }
        let ending = address.text.split(separator: "/").last ?? ""
        let name = ending.hasSuffix(".git") ? ending.dropLast(4) : ending
        var hasAny = false
        for (commit, specifier) in pinned where specifier.contains(name) {
            if await fetchAlone(commit, address, repository.folder) { hasAny = true }
        }
        if !hasAny { try await fetchEverything(address) }
        return repository.folder
    }

    private func approve(
        _ commit: String, from address: GitAddress, _ judge: @Sendable (Artifact) async -> String?
    ) async throws -> String {
        let tree = try await tree(of: commit, from: address)
        let artifact = tree.packed.artifact(address: "git+\(address.text)#\(commit)")
        note(tree, as: artifact.url)
        record.withLock { if !$0.asked.contains(artifact) { $0.asked.append(artifact) } }
        if let reason = await judge(artifact) { throw Refusal(message: reason) }
        return tree.submodules.map { "\($0.address.text) \($0.copy)" }.joined(separator: "\n")
    }

    // MARK: - Git itself

    private func address(_ text: String) throws -> GitAddress {
        let isNamed = localAddresses.contains(String(text.prefix { $0 != "#" }))
        guard let address = GitAddress(text, allowsLocal: isNamed) else {
            throw Refusal(message: "'\(text)' is no address that Airlock fetches from; https and ssh are")
        }
        return address
    }

    private func reach(_ address: GitAddress) -> GitProgram.Reach {
        address.isLocal ? .local : .network(transports: GitAddress.transports)
    }

    /// The hosts that npm has shortcuts for; their lockfile entries say ssh whatever was used.
    private static let codeHosts = ["github.com", "gitlab.com", "bitbucket.org", "gist.github.com", "git.sr.ht"]

    /// As npm does for the hosts it knows: ssh addresses of lockfiles are tried over https first.
    private func firstReachable(_ address: GitAddress) async throws -> GitAddress {
        guard repositories[address] == nil,
            let host = Self.codeHosts.first(where: { address.text.hasPrefix("ssh://git@\($0)/") }),
            let plain = GitAddress(
                "https://\(host)" + address.text.dropFirst("ssh://git@\(host)".count), allowsLocal: false)
        else { return address }
        return (try? await listing(plain.text)) == nil ? address : plain
    }

    private func repository(_ address: GitAddress) async throws -> Repository {
        if let known = repositories[address] { return known }
        let folder = scratch.file("git-\(repositories.count)")
        let made = Repository(folder: folder)
        repositories[address] = made
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await plain(["init", "--quiet", "--bare", "."], in: folder)
        try await plain(["config", "uploadpack.allowAnySHA1InWant", "true"], in: folder)
        return made
    }

    /// The full name of a branch or tag as npm gives it.
    private func refName(_ ref: String?, _ address: GitAddress) throws -> String {
        guard let ref, ref != "HEAD" else { return "HEAD" }
        let refs = repositories[address]?.refs ?? [:]
        for name in ["refs/heads/\(ref)", "refs/tags/\(ref)", ref, "refs/\(ref)"] where refs[name] != nil {
            return name
        }
        throw Refusal(message: "'\(address.shown)' has no branch or tag '\(ref)'")
    }

    private func fetch(_ address: GitAddress, _ refspec: String, into folder: String) async throws {
        let words = ["fetch", "--quiet", "--depth=1", "--no-tags", "--", address.text, refspec]
        let run = try await git.run(words, in: folder, reaching: reach(address), scratch: scratch)
        guard run.end == .exited(status: 0) else { throw failure(run, address) }
    }

    /// Whether the upstream gives a commit by its name alone.
    private func fetchAlone(_ commit: String, _ address: GitAddress, _ folder: String) async -> Bool {
        (try? await fetch(address, "\(commit):refs/heads/airlock-\(commit)", into: folder)) != nil
    }

    private func fetchEverything(_ address: GitAddress) async throws {
        guard var repository = repositories[address], !repository.isWhole else { return }
        let words = ["fetch", "--quiet", "--no-tags", "--", address.text, "+refs/*:refs/*"]
        let unshallow = FileManager.default.fileExists(atPath: repository.folder + "/shallow") ? ["--unshallow"] : []
        let run = try await git.run(
            Array(words.prefix(1) + unshallow + words.dropFirst()), in: repository.folder, reaching: reach(address),
            scratch: scratch)
        guard run.end == .exited(status: 0) else { throw failure(run, address) }
        repository.isWhole = true
        repositories[address] = repository
    }

    private func commit(_ ref: String, in folder: String) async throws -> String {
        let run = try await git.run(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(ref)^{commit}"], in: folder, reaching: .nothing,
            scratch: scratch)
        let text = String(decoding: run.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard run.end == .exited(status: 0), isGitCommit(text) else {
            throw Refusal(message: "'\(ref)' is no commit")
        }
        return text
    }

    private func plain(_ words: [String], in folder: String) async throws {
        let run = try await git.run(words, in: folder, reaching: .nothing, scratch: scratch)
        guard run.end == .exited(status: 0) else {
            throw Refusal(message: "'git \(words.joined(separator: " "))' failed: \(lastLine(run))")
        }
    }

    /// Checks a commit out as npm will, and packs it; each commit once.
    private func tree(of commit: String, from address: GitAddress) async throws -> Tree {
        if let known = trees[commit] { return try known.get() }
        do {
            let packed = try await packedTree(of: commit, from: address)
            trees[commit] = .success(packed)
            return packed
        } catch let refusal as Refusal {
            trees[commit] = .failure(refusal)
            throw refusal
        }
    }

    private func packedTree(of commit: String, from address: GitAddress) async throws -> Tree {
        let folder = try await repository(address).folder
        let isHere = { try? await self.commit(commit, in: folder) }
        if await isHere() == nil, await !fetchAlone(commit, address, folder) { try await fetchEverything(address) }
        do {
            let checkout = try await GitCheckout(
                of: commit, in: folder, origin: address.text,
                transports: address.isLocal ? "file" : GitAddress.transports, to: scratch.file("tree-\(commit)"),
                git: git, scratch: scratch)
            return Tree(
                packed: try PackedTree(
                    of: checkout.folder, commit: commit, as: .npm, to: scratch.file("\(commit).tar")),
                submodules: checkout.submodules)
        } catch let error as PackedTree.Failure {
            throw refusal(address, commit, error.problem)
        } catch let error as GitCheckout.Failure {
            throw refusal(address, commit, error.problem)
        }
    }

    private func refusal(_ address: GitAddress, _ commit: String, _ problem: String) -> Refusal {
        Refusal(message: "'\(address.shown)' at \(commit.prefix(12)): \(problem)")
    }

    private func failure(_ run: ClientRun, _ address: GitAddress) -> Refusal {
        Refusal(message: "git could not read '\(address.shown)': \(lastLine(run))")
    }

    /// What git says last, without the user's credentials.
    private func lastLine(_ run: ClientRun) -> String {
        let lines = String(decoding: run.errors.suffix(4_096), as: UTF8.self).split(separator: "\n")
        return Messages.untrusted(lines.last.map(String.init) ?? "no reason was given", limit: 300)
    }
}
