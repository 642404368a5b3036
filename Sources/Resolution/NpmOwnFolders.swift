import Foundation

/// The folders of the user's own that an install may link to, and where it puts packages.
///
/// A lockfile alone could otherwise put any committed folder, with scripts that npm runs, in a package's place; and a
/// package could name an archive that npm finds only where it really installs, not in the copy in which we plan.
package struct NpmOwnFolders: Sendable, Equatable {
    /// The folder whose `node_modules` the install fills, from which a lockfile's links lead.
    package let root: String
    private let folders: Set<String>
    /// The folders outside of any `node_modules`, whose scripts npm runs as the user's own.
    package var paths: Set<String> { folders.filter { !$0.split(separator: "/").contains("node_modules") } }
    /// The root of the copy in which a lockfile was written; its links lead from there.
    private let copy: String?
    /// Further folders with a `node_modules` that npm may take up where it left off: those that `npx` keeps.
    private let others: [String]

    /// - Parameter folders: workspaces, and what a manifest or the command line names by path.
    package init(root: String, folders: [String], copiedTo copy: String? = nil, others: [String] = []) {
        self.root = root
        self.copy = copy
        self.others = others
        // npm follows links on the way before it writes a lockfile.
        self.folders = Set((folders + [root]).flatMap { [$0, Self.real($0)] })
    }

    /// Whether a link of the lockfile leads to one of them.
    func isLinked(_ resolved: String?) -> Bool {
        guard let path = target(ofLink: resolved) else { return false }
        let relative = path.hasPrefix(root + "/") ? path.dropFirst(root.count) : path[...]
        guard !relative.split(separator: "/").contains("node_modules") else { return false }
        if folders.contains(path) || folders.contains(Self.real(path)) { return true }
        // What is named by an absolute path is not in the copy.
        guard let copy, let resolved else { return false }
        return folders.contains(standardizedPath(resolved, in: copy))
    }

    /// Where a link of the lockfile leads.
    func target(ofLink resolved: String?) -> String? {
        guard let resolved, !resolved.isEmpty else { return nil }
        let text = resolved.hasPrefix("file:") ? String(resolved.dropFirst("file:".utf8.count)) : resolved
        return standardizedPath(text, in: root)
    }

    /// Every place where a package lies, or will lie by the lockfile.
    func places(of name: String, at location: String) throws(ResolutionError) -> [String] {
        var places = [standardizedPath(location, in: root)]
        for folder in [root] + others {
            try forEachInstalled(below: folder) { place, found in
                if found == name { places.append(place) }
            }
        }
        return places
    }

    /// What packages that are there already name by path, and npm would find.
    ///
    /// Without a lockfile npm starts from these.
    package func installedPaths() throws(ResolutionError) -> [PlanRefusal] {
        var found: [PlanRefusal] = []
        try forEachInstalled(below: root) { place, _ in
            let folder = Self.real(place)
            guard !folders.contains(folder),
                let bytes = try? fileContents(folder + "/package.json", limit: NpmProject.maximumManifestBytes),
                let manifest = try? JSONValue.parse(bytes, path: place)
            else { return }
            for kind in ["dependencies", "optionalDependencies", "peerDependencies"] {
                for (name, specifier) in NpmLockfile.specs(manifest[kind]) {
                    guard let local = NpmLocalSpecifier(specifier), local.isFound(from: folder) else { continue }
                    found.append(PlanRefusal(name: name, address: specifier, kind: .localArchive))
                }
            }
        }
        return found
    }

    /// Visits every package in `node_modules` of a folder, and in those of the packages.
    private func forEachInstalled(
        below folder: String, visit: (_ place: String, _ name: String) -> Void
    ) throws(ResolutionError) {
        var queue = [folder + "/node_modules"]
        var seen: Set<String> = []
        while let modules = queue.popLast() {
            guard seen.insert(Self.real(modules)).inserted else { continue }
            guard seen.count <= Self.maximumFolders else {
                throw .tooLarge(path: folder, what: "folders of packages", limit: Self.maximumFolders)
            }
            for name in Self.names(in: modules) where !name.hasPrefix(".") {
                let inner = name.hasPrefix("@") ? Self.names(in: modules + "/" + name).map { name + "/" + $0 } : [name]
                for name in inner {
                    let place = modules + "/" + name
                    visit(place, name)
                    if NpmProject.isFolder(place + "/node_modules") { queue.append(place + "/node_modules") }
                }
            }
        }
    }

    private static let maximumFolders = 200_000

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
}

extension NpmLocalSpecifier {
    /// Whether npm would find something there.
    func isFound(from folder: String) -> Bool {
        switch place {
        case .relative(let path): FileManager.default.fileExists(atPath: standardizedPath(path, in: folder))
        // These read the same while we plan.
        case .absolute, .home: false
        case .unclear: true
        }
    }
}

extension NpmLockfile {
    /// What packages of the lockfile name by path, and npm would find where it installs, though not while we plan.
    ///
    /// An archive or folder that the lockfile has under that name is none of them.
    func foundPaths(_ own: NpmOwnFolders) throws(ResolutionError) -> [PlanRefusal] {
        var found: [PlanRefusal] = []
        for (location, entry) in entries where !entry.localSpecifiers.isEmpty && !entry.flags.contains(.link) {
            guard let installedName = Self.installedName(at: location) else { continue }
            var folders = try own.places(of: installedName, at: location)
            // What an archive names lies beside the archive.
            if case .archive(let local) = NpmResolvedAddress(entry.resolved), let path = local.path(from: own.root) {
                folders.append(standardizedPath("..", in: path))
            }
            for stated in entry.localSpecifiers {
                guard let local = NpmLocalSpecifier(stated.specifier) else { continue }
                let planned = find(stated.name, from: location).flatMap { entries[$0] }.flatMap { path(of: $0, own) }
                let isStray = folders.contains { local.isFound(from: $0) && local.path(from: $0) != planned }
                if isStray {
                    found.append(PlanRefusal(name: stated.name, address: stated.specifier, kind: .localArchive))
                }
            }
        }
        return found
    }

    private func path(of entry: Entry, _ own: NpmOwnFolders) -> String? {
        if entry.flags.contains(.link) { return own.target(ofLink: entry.resolved) }
        if case .archive(let local) = NpmResolvedAddress(entry.resolved) { return local.path(from: own.root) }
        return nil
    }
}
