import Foundation
import Gateway
import Interception
import Packages
import Resolution

/// What comes from elsewhere than a registry: tarballs named by their address, and addresses of doors that got into files.
extension NpmClient {
    /// The web address of a tarball in a specifier, `https://…` or `name@https://…`; nil for all others.
    static func directTarball(_ specifier: String) -> String? {
        let parsed = NpmPackageSpec(parsing: specifier)
        guard case .remote = parsed else { return nil }
        let lower = specifier.lowercased()
        guard let start = ["https://", "http://"].compactMap({ lower.firstRange(of: $0)?.lowerBound }).min() else {
            return nil
        }
        return String(specifier[start...])
    }

    /// Replaces addresses at the doors by those that they stand for, in a lockfile's text.
    ///
    /// Only whole JSON strings are replaced, and only such as npm can have got from this command's doors.
    static func withOriginals(_ bytes: [UInt8], _ originals: [String: String]) -> [UInt8] {
        guard !originals.isEmpty else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var copied = 0
        var position = 0
        // One pass over the text: a tree of thousands of packages has as many addresses.
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "\"")) {
            var end = start + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard end < bytes.count else { break }
            position = end + 1
            let content = bytes[start + 1..<end]
            guard content.starts(with: "http://".utf8),
                let original = originals[String(decoding: content, as: UTF8.self)],
                let data = try? JSONEncoder.plain.encode(original)
            else { continue }
            result += bytes[copied..<start]
            result += data
            copied = position
        }
        return result + bytes[copied...]
    }

    /// Where code hosts pack a commit, which npm prefers to cloning.
    ///
    /// What it got there would be other bytes than those that were judged; refused there, it clones.
    static let repositoryArchives = [
        "https://codeload.github.com", "https://gitlab.com", "https://bitbucket.org", "https://git.sr.ht",
    ]

    /// The one host that npm is to replace by the door while it installs; nil for all of them.
    ///
    /// Told to replace every host, npm asks the door for repositories too, and forgets which commit it wanted. Where a tree
    /// has any, npm is told the one host of all its tarballs instead, and a tree from several hosts is refused.
    func replacedHost(for plan: InstallPlan) throws -> String? {
        let addresses = plan.nodes.map(\.artifact.url)
        guard let repository = addresses.first(where: { $0.hasPrefix("git") }) else { return nil }
        let hosts = Set(addresses.filter { $0.hasPrefix("http") }.compactMap { URL(string: $0)?.host })
        guard hosts.count <= 1 else {
            let named = hosts.sorted().prefix(4).map { "'\(Messages.untrusted($0))'" }.joined(separator: ", ")
            throw GuardError.usage(
                "the tree takes tarballs from \(named) and the repository '\(Messages.untrusted(repository))' at once, "
                    + "which Airlock cannot hand over yet",
                hint:
                    "nothing was installed; take its tarballs from one host, or the repository's package from a registry"
            )
        }
        return hosts.first ?? URL(string: gatewayConfiguration.npmUpstreams.first?.registryURL ?? "")?.host
    }

    /// Puts the upstreams' addresses into what npm wrote: the lockfile and its own lists of what it installed.
    ///
    /// npm writes the address that it fetched from wherever a dependency is an address itself. Each file is replaced whole
    /// or not at all.
    func restoreAddresses(through gateway: Gateway) throws {
        let originals = gateway.npmOriginals
        guard !originals.isEmpty else { return }
        for path in writtenLists() {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let restored = Self.withOriginals(Array(data), originals)
            guard restored != Array(data) else { continue }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            try Data(restored).write(to: URL(fileURLWithPath: path), options: .atomic)
            // npm trusts its list only while it is newer than the folder around it, which the new name has just changed.
            var kept: [FileAttributeKey: Any] = [.modificationDate: Date()]
            kept[.posixPermissions] = attributes[.posixPermissions]
            try FileManager.default.setAttributes(kept, ofItemAtPath: path)
        }
    }

    /// The files in which npm lists what it installed.
    private func writtenLists() -> [String] {
        if let project {
            let names = ["package-lock.json", "npm-shrinkwrap.json", "node_modules/.package-lock.json"]
            return names.map { project.root + "/" + $0 }
        }
        // A global install has a list of its own.
        let places = executionFolders + (globalPrefix.map { [$0 + "/lib"] } ?? [])
        return places.flatMap { ["\($0)/package-lock.json", "\($0)/node_modules/.package-lock.json"] }
    }

    /// The projects that `npx` keeps, one for each set of packages.
    var executionFolders: [String] {
        let folder = surroundings.cacheFolder + "/npm/_npx"
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return runs.map { folder + "/" + $0 }
    }
}

extension JSONEncoder {
    fileprivate static let plain: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()
}
