import Foundation
import Packages

/// The platform that npm installs for, in node's words; decides which optional packages are left out.
package struct NpmPlatform: Sendable, Equatable {
    /// `linux`, `darwin`.
    package let operatingSystem: String
    /// `x64`, `arm64`.
    package let processor: String
    /// `glibc`, `musl`; nil off Linux.
    package let library: String?

    package init(operatingSystem: String, processor: String, library: String?) {
        self.operatingSystem = operatingSystem
        self.processor = processor
        self.library = library
    }

    /// The platform that this program was built for.
    package static var current: NpmPlatform {
        #if arch(arm64)
            let processor = "arm64"
        #else
            let processor = "x64"
        #endif
        #if os(Linux)
            return NpmPlatform(operatingSystem: "linux", processor: processor, library: "glibc")
        #else
            return NpmPlatform(operatingSystem: "darwin", processor: processor, library: nil)
        #endif
    }

    /// npm's `checkPlatform`: a list without a matching name fails, unless all of it is negations of others.
    func accepts(_ entry: NpmLockfile.Entry) -> Bool {
        let acceptsLibrary =
            entry.libraries.isEmpty || (library.map { accepts($0, in: entry.libraries) } ?? false)
        return accepts(operatingSystem, in: entry.operatingSystems) && accepts(processor, in: entry.processors)
            && acceptsLibrary
    }

    private func accepts(_ value: String, in list: [String]) -> Bool {
        if list.isEmpty || list == ["any"] { return true }
        if list.contains("!" + value) { return false }
        return list.contains(value) || list.allSatisfy { $0.hasPrefix("!") }
    }
}

extension NpmLockfile {
    /// The plan of installing this lockfile.
    ///
    /// Left out: the project and its workspaces, links to folders, packages bundled in others, optional packages of
    /// other platforms, and the kinds in `omitting` (`dev`, `optional`, `peer`). An entry's flags are a claim: one that
    /// says `inBundle` and still names bytes of its own is planned like any other.
    ///
    /// A git repository is planned at the commit that the entry states, and refused where it states none.
    ///
    /// - Parameters:
    ///   - root: the folder of the lockfile, from which local archives are found; without it they are refused.
    ///   - locating: the address at which npm would look for a release whose entry states none; without it such a
    ///     release is `unlocated`.
    ///   - isOfInstalled: whether it is npm's own list of `node_modules`, where a folder that a killed npm left half made
    ///     has an entry without version and address: nothing is installed there.
    package func plan(
        for platform: NpmPlatform = .current, omitting: Set<String> = [], root: String? = nil,
        isOfInstalled: Bool = false, locating: ((PackageIdentity) -> String)? = nil
    ) throws(ResolutionError) -> InstallPlan {
        let chains = requirementChains()
        var nodes: [PlanNode] = []
        var refused: [PlanRefusal] = []
        var unlocated: [PackageIdentity] = []
        for (location, entry) in entries {
            guard let installedName = Self.installedName(at: location) else { continue }
            let flags = entry.flags
            if flags.contains(.link) || isBundled(entry, at: location) { continue }
            if isOmitted(entry, omitting) { continue }
            let isOptional = flags.contains(.optional)
            if isOptional, !platform.accepts(entry) { continue }
            let name = entry.name ?? installedName
            switch AddressKind(entry.resolved) {
            case .missing:
                guard let version = entry.version else {
                    if isOfInstalled { continue }
                    throw .malformed(path: path, problem: "the entry '\(location)' has neither version nor address")
                }
                // npm reads `name@version` as a spec, which may as well name a file of the repository.
                guard isPlainRelease(name, version) else {
                    refused.append(PlanRefusal(name: name, address: version, kind: .localArchive))
                    continue
                }
                if let locating {
                    let address = locating(identity(name, version))
                    nodes.append(node(entry, name: name, address: address, chain: chains[location]))
                } else {
                    unlocated.append(identity(name, version))
                }
            case .folder:
                // Folders are links; what is not one gets packed or unpacked by npm, unjudged.
                refused.append(PlanRefusal(name: name, address: entry.resolved ?? "", kind: .localArchive))
            case .refused(let kind):
                refused.append(PlanRefusal(name: name, address: entry.resolved ?? "", kind: kind))
            case .archive(let path):
                guard let root else {
                    refused.append(PlanRefusal(name: name, address: entry.resolved ?? "", kind: .localArchive))
                    continue
                }
                // A scratch copy holds links to the archives of the project.
                let target = URL(fileURLWithPath: standardizedPath(path, in: root)).resolvingSymlinksInPath().path
                let address = "file://" + percentEncodedPath(target)
                nodes.append(node(entry, name: name, address: address, chain: chains[location]))
            case .git(let address):
                nodes.append(node(entry, name: name, address: address, chain: chains[location], isDirect: true))
            case .web(let address):
                nodes.append(node(entry, name: name, address: address, chain: chains[location]))
            }
        }
        return InstallPlan(nodes: nodes, refused: refused, unlocated: unlocated)
    }

    /// Tells whether the lockfile's root entry asks for what the manifest asks for.
    ///
    /// When it does not, `npm ci` fails and `npm install` resolves anew; version 1 has no root entry and is not known.
    package func isUpToDate(with manifest: JSONValue) -> Bool {
        guard version > 1, let root = entries[""] else { return false }
        guard let wanted = try? Self.entry(manifest, at: "", path: "package.json") else { return false }
        return root.dependencies == wanted.dependencies
            && root.developmentDependencies == wanted.developmentDependencies
    }

    private func node(
        _ entry: Entry, name: String, address: String, chain: [String]?, isDirect: Bool = false
    ) -> PlanNode {
        let digests = Digest.parseIntegrity(entry.integrity ?? "")
        var notes: [PlanNote] = []
        if isDirect { notes.append(.directAddress) }
        if digests.isEmpty, !isDirect { notes.append(.digestMissing) }
        if !isDirect, !npmAddress(address, fitsName: name) { notes.append(.nameMismatch) }
        if entry.flags.contains(.hasShrinkwrap) { notes.append(.hasShrinkwrap) }
        let artifact = Artifact(
            identity: identity(name, entry.version ?? ""), kind: .npmTarball, url: address,
            filename: filename(ofAddress: address), expectedDigests: digests)
        return PlanNode(
            artifact: artifact, requiredBy: chain ?? [], isDirect: chain?.isEmpty ?? false,
            isOptional: entry.flags.contains(.optional),
            isDevelopment: entry.flags.contains(.dev) || entry.flags.contains(.devOptional),
            hasInstallScript: entry.flags.contains(.hasInstallScript), notes: notes)
    }

    /// Whether the entry's bytes are part of a package around it: claimed, without bytes of its own, and below one.
    private func isBundled(_ entry: Entry, at location: String) -> Bool {
        guard entry.flags.contains(.inBundle), entry.resolved == nil, entry.integrity == nil else { return false }
        let segments = location.split(separator: "/")
        return segments.count { $0 == "node_modules" } > 1
    }

    /// Whether `name@version` can only be a release of a registry.
    private func isPlainRelease(_ name: String, _ version: String) -> Bool {
        let isPlainVersion =
            version.utf8.first.map { (0x30...0x39).contains($0) } ?? false
            && version.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
            }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlainName = name.hasPrefix("@") ? parts.count == 2 : parts.count == 1
        return isPlainVersion && isPlainName && !isArchive(version) && !name.hasPrefix(".")
            && !name.contains { ":\\%#?".contains($0) || $0.isWhitespace }
    }

    private func identity(_ name: String, _ version: String) -> PackageIdentity {
        PackageIdentity(name: PackageName(name, ecosystem: .npm), version: version)
    }

    private func isOmitted(_ entry: Entry, _ omitting: Set<String>) -> Bool {
        let flags = entry.flags
        return (flags.contains(.dev) && omitting.contains("dev"))
            || (flags.contains(.optional) && omitting.contains("optional"))
            || (flags.contains(.peer) && omitting.contains("peer"))
            || (flags.contains(.devOptional) && omitting.isSuperset(of: ["dev", "optional"]))
    }

    /// The name behind the last `node_modules/`; nil for the project, workspaces and other folders.
    static func installedName(at location: String) -> String? {
        let segments = location.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = segments.lastIndex(of: "node_modules") else { return nil }
        let name = segments[(last + 1)...].joined(separator: "/")
        return name.isEmpty ? nil : name
    }

    /// For each location, the names on the shortest way from the project to whoever asks for it.
    private func requirementChains() -> [String: [String]] {
        var chains: [String: [String]] = [:]
        // The project, its workspaces and linked folders ask for packages of their own.
        var queue = entries.keys.filter { Self.installedName(at: $0) == nil }.sorted()
        if entries[""] == nil { queue += rootsWithoutManifest(&chains) }
        var next = 0
        while next < queue.count {
            let location = queue[next]
            next += 1
            guard let entry = entries[location] else { continue }
            let chain = Self.installedName(at: location).map { (chains[location] ?? []) + [$0] } ?? []
            var wanted = entry.dependencies.keys.sorted()
            if chain.isEmpty { wanted += entry.developmentDependencies.keys.sorted() }
            for name in wanted {
                guard let found = find(name, from: location), chains[found] == nil else { continue }
                chains[found] = chain
                queue.append(found)
            }
        }
        return chains
    }

    /// Version 1 without a manifest: top-level packages that nobody requires were asked for by the project.
    private func rootsWithoutManifest(_ chains: inout [String: [String]]) -> [String] {
        let required = Set(entries.values.flatMap(\.dependencies.keys))
        let roots = entries.keys.filter { location in
            guard let name = Self.installedName(at: location), location == "node_modules/" + name else { return false }
            return !required.contains(name)
        }.sorted()
        for root in roots { chains[root] = [] }
        return roots
    }

    /// Node's own search: `node_modules/NAME` here, then in each parent folder.
    private func find(_ name: String, from location: String) -> String? {
        var folder = location
        while true {
            let candidate = folder.isEmpty ? "node_modules/" + name : folder + "/node_modules/" + name
            if entries[candidate] != nil { return candidate }
            if folder.isEmpty { return nil }
            guard let slash = folder.lastIndex(of: "/") else {
                folder = ""
                continue
            }
            folder = String(folder[..<slash])
            if folder.hasSuffix("/node_modules") {
                folder = String(folder.dropLast("/node_modules".utf8.count))
            } else if folder == "node_modules" {
                folder = ""
            }
        }
    }
}

/// What a `resolved` value is.
private enum AddressKind {
    case missing
    case web(String)
    case folder
    /// A local tarball, by its path.
    case archive(String)
    /// A repository's address with a whole commit behind `#`.
    case git(String)
    case refused(PlanRefusal.Kind)

    init(_ resolved: String?) {
        guard let resolved, !resolved.isEmpty else {
            self = .missing
            return
        }
        let lower = resolved.lowercased()
        if lower.hasPrefix("https://") || lower.hasPrefix("http://") {
            self = .web(resolved)
        } else if lower.hasPrefix("file:") {
            let path = percentDecoded(String(resolved.dropFirst("file:".utf8.count)))
            self = isArchive(resolved) ? .archive(path.hasPrefix("//") ? "/" + path.drop { $0 == "/" } : path) : .folder
        } else if ["git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:", "ssh:"]
            .contains(where: lower.hasPrefix)
        {
            self = gitCommit(ofAddress: resolved) == nil ? .refused(.git) : .git(resolved)
        } else {
            self = .refused(.unknownAddress)
        }
    }
}
