import Foundation
import Packages

extension NpmLockfile {
    /// The plan of installing this lockfile.
    ///
    /// Left out: the project and its workspaces, links to the user's own folders, packages bundled in others, optional
    /// packages of other platforms, and the kinds in `omitting` (`dev`, `optional`, `peer`). An entry's flags are a claim:
    /// one that says `inBundle` and still names bytes of its own is planned like any other, and what lies on this machine
    /// is never left out for what its entry says, since no door would see it.
    ///
    /// A git repository is planned at the commit that the entry states, and refused where it states none.
    ///
    /// - Parameters:
    ///   - root: the folder of the lockfile, from which local archives are found; without it they are refused.
    ///   - locating: the address at which npm would look for a release whose entry states none; without it such a
    ///     release is `unlocated`.
    ///   - own: the project's folder and the folders that its manifests name, which alone may be linked to; without it no
    ///     link is looked at.
    ///   - isOfInstalled: whether it is npm's own list of `node_modules`, where a folder that a killed npm left half made
    ///     has an entry without version and address: nothing is installed there.
    package func plan(
        for platform: NpmPlatform = .current, omitting: Set<String> = [], root: String? = nil,
        own: NpmOwnFolders? = nil, isOfInstalled: Bool = false, locating: ((PackageIdentity) -> String)? = nil
    ) throws(ResolutionError) -> InstallPlan {
        let chains = requirementChains()
        var nodes: [PlanNode] = []
        var refused = try own.map { own throws(ResolutionError) in try foundPaths(own) } ?? []
        var unlocated: [PackageIdentity] = []
        for (location, entry) in entries {
            guard let installedName = Self.installedName(at: location) else { continue }
            // A folder inside a package is no package of its own, whatever name its entry gives itself.
            guard Self.isPackageName(installedName) else {
                refused.append(PlanRefusal(name: installedName, address: location, kind: .localArchive))
                continue
            }
            if entry.flags.contains(.link) {
                if let own, !own.isLinked(entry.resolved) {
                    let target = entry.resolved ?? ""
                    refused.append(PlanRefusal(name: installedName, address: target, kind: .strayLink))
                }
                continue
            }
            let name = entry.name ?? installedName
            let resolved = NpmResolvedAddress(entry.resolved)
            if isBundled(entry, name: name, at: location) { continue }
            let isRelease = entry.resolved?.isEmpty != false && entry.version.map { isPlainRelease(name, $0) } != false
            if isRelease || resolved.leadsThroughDoor {
                if isOmitted(entry, omitting) { continue }
                if entry.flags.contains(.optional), !platform.accepts(entry) { continue }
            }
            switch resolved {
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
            case .archive(let local):
                guard let root, let path = local.path(from: root) else {
                    refused.append(PlanRefusal(name: name, address: entry.resolved ?? "", kind: .localArchive))
                    continue
                }
                // A scratch copy holds links to the archives of the project.
                let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
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

    /// The first location that holds a link, a folder or an archive of this machine; nil where all comes from elsewhere.
    package var locationOnDisk: String? {
        entries.keys.sorted().first { location in
            guard !location.isEmpty, let entry = entries[location] else { return false }
            guard let name = Self.installedName(at: location), Self.isPackageName(name) else { return true }
            if entry.flags.contains(.link) { return true }
            switch NpmResolvedAddress(entry.resolved) {
            case .folder, .archive: return true
            case .missing: return entry.version.map { isPlainRelease(entry.name ?? name, $0) } == false
            case .web, .git, .refused: return false
            }
        }
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
    private func isBundled(_ entry: Entry, name: String, at location: String) -> Bool {
        guard entry.flags.contains(.inBundle), entry.resolved == nil, entry.integrity == nil else { return false }
        // npm reads the version as a specifier, which may name a file.
        guard entry.version.map({ isPlainRelease(name, $0) }) != false else { return false }
        let segments = location.split(separator: "/")
        return segments.count { $0 == "node_modules" } > 1
    }

    /// Whether `name@version` can only be a release of a registry.
    func isPlainRelease(_ name: String, _ version: String) -> Bool {
        let isPlainVersion =
            version.utf8.first.map { (0x30...0x39).contains($0) } ?? false
            && version.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
            }
        return isPlainVersion && !isArchive(version) && Self.isPackageName(name)
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

    /// `name` or `@scope/name`, and nothing that npm would read as a path or an address in front of `@…`.
    static func isPackageName(_ name: String) -> Bool {
        let isScoped = name.utf8.first == UInt8(ascii: "@")
        let parts = name.utf8.dropFirst(isScoped ? 1 : 0)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = name.utf8.dropFirst().allSatisfy { $0 > 0x20 && $0 != 0x7f && !":\\%#?@".utf8.contains($0) }
        return parts.count == (isScoped ? 2 : 1) && parts.allSatisfy { !$0.isEmpty } && isPlain
            && name.utf8.first != UInt8(ascii: ".") && !isArchive(name)
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
    func find(_ name: String, from location: String) -> String? {
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
