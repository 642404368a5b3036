import Foundation
import Interception
import Packages
import Resolution

/// The git repositories that a pip command names: fetched by Airlock, judged at the commit, and given to pip as copies
/// on this machine.
///
/// Airlock clones with a program of the user's own and asks it for nothing but bytes: no hooks, no template, one
/// protocol. The commit's tree as it is checked out, submodules included, is judged as a source distribution.
/// pip then runs git with no configuration but ours, in which each address leads to the copy and every other leads
/// nowhere, so that pip records the address and the commit that the user asked for. In the copy every branch but the
/// wanted one is gone, and that one ends at the judged commit.
struct PipRepositories: Sendable {
    struct Checkout: Sendable {
        let artifact: Artifact
        /// As pip hands it to git: without `git+`, revision and fragment.
        let address: String
        let commit: String
        /// The folder inside the repository that is built, in place of its root.
        let folder: InnerFolder?
        let copy: String
        let submodules: [GitCheckout.Submodule]
    }

    let checkouts: [Checkout]
    /// Whether any is installed as editable, which pip checks out even in a dry run.
    let hasEditable: Bool

    private init(checkouts: [Checkout], hasEditable: Bool) {
        self.checkouts = checkouts
        self.hasEditable = hasEditable
    }

    /// Fetches what the references name; asks nobody when there is none.
    static func fetch(
        _ references: [PipDirectReference], surroundings: Surroundings, scratch: ScratchFolder
    ) async throws -> PipRepositories {
        let wanted = references.filter { $0.kind == .versionControl }
        guard !wanted.isEmpty else { return PipRepositories(checkouts: [], hasEditable: false) }
        let addresses = try wanted.map { try PipGitAddress(of: $0) }
        let git = try await PipCheckouts(surroundings: surroundings, scratch: scratch)
        var checkouts: [Checkout] = []
        for (number, (reference, address)) in zip(wanted, addresses).enumerated() {
            let known = checkouts.first { $0.address == address.url }
            let checkout = try await git.checkOut(address, reference: reference, number: number)
            guard known == nil || known?.commit == checkout.commit else {
                throw GuardError.usage(
                    "'\(shown(reference.text))'\(place(of: reference)) asks for a second commit of one repository",
                    hint: "install the two one after the other")
            }
            // One repository may hold several projects.
            if !checkouts.contains(where: { $0.artifact == checkout.artifact }) { checkouts.append(checkout) }
        }
        return PipRepositories(checkouts: checkouts, hasEditable: wanted.contains(where: \.isEditable))
    }

    /// What was judged of a repository in pip's report; nil for any other commit.
    func artifact(reportedAs place: PipReport.Place) -> Artifact? {
        let plain = PipGitAddress.withoutUser(place.address)
        return checkouts.first {
            PipGitAddress.withoutUser($0.address) == plain && $0.commit == place.commit
                && $0.folder?.path == place.folder
        }?.artifact
    }

    /// git's settings in the guarded pip; without repositories no transport at all, as `ClientEnvironment` sets it.
    var environment: [String: String] {
        guard !checkouts.isEmpty else { return [:] }
        var copies: [String: String] = [:]
        for checkout in checkouts {
            for submodule in checkout.submodules { copies[submodule.address.text] = submodule.copy }
        }
        for checkout in checkouts { copies[checkout.address] = checkout.copy }
        let settings = GitCheckout.settings(leading: copies.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        return [
            "GIT_ALLOW_PROTOCOL": "file", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_LFS_SKIP_SMUDGE": "1",
        ].merging(GitCheckout.variables(settings)) { $1 }
    }
}

/// The address of a repository in a requirement: `git+https://host/path@revision#subdirectory=folder`.
struct PipGitAddress: Sendable {
    /// Without `git+`, revision and fragment.
    let url: String
    let scheme: String
    let revision: String?
    /// The folder inside the repository that is built, in place of its root.
    let folder: InnerFolder?

    init(of reference: PipDirectReference) throws {
        func refused(_ why: String, hint: String) -> GuardError {
            GuardError.usage("'\(shown(reference.text))'\(place(of: reference)) \(why)", hint: hint)
        }
        let location = reference.location
        let plain = location.prefix { $0 != "#" }
        let schemes = ["git+https://": "https", "git+ssh://": "ssh", "git+file://": "file"]
        guard let (prefix, scheme) = schemes.first(where: { plain.hasPrefix($0.key) }) else {
            throw refused(
                "is not a kind of repository that Airlock can judge",
                hint: "use git+https, git+ssh or git+file, or install a release from an index")
        }
        do throws(UnreadFolder) {
            folder = try innerFolder(inFragmentOf: location)
        } catch {
            throw refused(error.why, hint: error.hint)
        }
        let rest = plain.dropFirst(prefix.count)
        let authority = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(authority.count)
        var revision: String?
        if let at = path.lastIndex(of: "@") {
            revision = String(path[path.index(after: at)...])
            path = path[..<at]
        }
        let isProper = { (text: Substring, others: String) in
            text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: others.utf8.contains(byte)
                }
            }
        }
        guard isProper(authority, ".-_:@[]~%$!*"), isProper(path, "/.-_~+"), path.count > 1, !authority.hasPrefix("-"),
            !path.contains("//"), !path.contains("/../"), scheme == "file" || !authority.isEmpty
        else { throw refused("has an address that Airlock does not read", hint: "write it without unusual characters") }
        if let revision {
            guard isProper(revision[...], "/.-_+"), !revision.isEmpty, !revision.hasPrefix("-"),
                !revision.contains(".."), !revision.contains("//"), !revision.hasSuffix(".lock")
            else {
                throw refused(
                    "names a revision that Airlock does not read", hint: "give a branch, a tag or a commit's digits")
            }
        }
        self.scheme = scheme
        self.revision = revision
        url = scheme + "://" + authority + path
    }

    /// The address as pip's report has it.
    static func withoutUser(_ address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let authority = address[scheme.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return address }
        return address[..<scheme.upperBound] + String(address[address.index(after: at)...])
    }
}
