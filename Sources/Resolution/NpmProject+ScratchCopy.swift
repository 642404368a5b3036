import Foundation

/// A copy of what npm needs to resolve a project, and nothing that it could build or run.
package struct NpmScratchCopy: Sendable, Equatable {
    /// The folder to run npm in: the copy of the project's root.
    package let root: String
    /// The lockfile that npm writes there.
    package let lockfile: String
}

extension NpmScratchCopy {
    /// Takes dependencies out of the copy's manifest: those that a command provides in another way.
    package func leaveOut(dependencies names: [String]) throws(ResolutionError) {
        let path = root + "/package.json"
        guard let bytes = try fileContents(path, limit: NpmProject.maximumManifestBytes),
            var manifest = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        else { return }
        for kind in ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] {
            guard let stated = manifest[kind] as? [String: Any] else { continue }
            manifest[kind] = stated.filter { !names.contains($0.key) }
        }
        guard let data = try? JSONSerialization.data(withJSONObject: manifest) else { return }
        try write(Array(data), to: path)
    }
}

extension NpmProject {
    /// Copies manifests, lockfile and `.npmrc` into `folder`, which must be empty and private.
    ///
    /// Workspaces and folders that a `file:` spec names get their `package.json` at the same relative place, also
    /// outside the root. `extraFolders` and `extraArchives` are those named on the command line, as absolute paths. Packed archives named by a manifest are
    /// linked, so that npm can read them.
    package func makeScratchCopy(
        in folder: String, extraFolders: [String] = [], extraArchives: [String] = []
    ) throws(ResolutionError) -> NpmScratchCopy {
        var targets = try linkedTargets(extraFolders: extraFolders)
        let archives = extraArchives.map { standardizedPath($0, in: root) }
        targets.archives += Set(archives).subtracting(targets.archives).sorted()
        let shared = commonFolder(of: [root] + targets.folders + targets.archives + targets.climbs)
        let place = { (path: String) -> String in
            let relative = path == shared ? "" : String(path.dropFirst(shared == "/" ? 0 : shared.count))
            return folder + "/tree" + relative
        }
        let copy = place(root)
        try makeFolder(copy)
        if lockfile == nil { try refuseLocalAddresses(inYarnLockfile: root + "/yarn.lock") }
        // Without a lockfile of its own npm reads that of yarn.
        for name in ["package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", ".npmrc"] {
            try copyFile(root + "/" + name, to: copy + "/" + name)
        }
        for target in Set(workspaces + targets.folders).subtracting([root]) {
            try makeFolder(place(target))
            try copyFile(target + "/package.json", to: place(target) + "/package.json")
        }
        // Into a folder that is named like an archive nothing may be linked: the link would lie in the project.
        for archive in targets.archives where !Self.isFolder(archive) {
            let link = place(archive)
            try makeFolder((link as NSString).deletingLastPathComponent)
            do {
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: archive)
            } catch {
                throw .unwritable(path: link, problem: error.localizedDescription)
            }
        }
        let name = lockfile.map { ($0 as NSString).lastPathComponent } ?? "package-lock.json"
        return NpmScratchCopy(root: copy, lockfile: copy + "/" + name)
    }

    /// Every specifier that the project, its workspaces and the folders that it links to state themselves, in
    /// `dependencies` of every kind and in `overrides`.
    package func ownSpecifiers(extraFolders: [String] = []) throws(ResolutionError) -> [String] {
        var manifests = [manifest]
        for folder in try workspaces + linkedTargets(extraFolders: extraFolders).folders {
            manifests.append(try Self.manifest(in: folder))
        }
        return manifests.compactMap { $0 }.flatMap(Self.specifiers)
    }

    /// The folders that lockfile entries may link to.
    ///
    /// - Parameter copy: the root of the copy in which the lockfile was written, if it was written in one.
    package func ownFolders(
        home: String, extraFolders: [String] = [], copiedTo copy: String? = nil
    ) throws(ResolutionError) -> NpmOwnFolders {
        let targets = try linkedTargets(extraFolders: extraFolders)
        let fixed = targets.fixed.map { local -> String in
            switch local.place {
            case .home(let path): standardizedPath(path, in: home)
            case .absolute(let path), .relative(let path): path
            case .unclear: ""
            }
        }
        return NpmOwnFolders(root: root, folders: workspaces + targets.folders + fixed, copiedTo: copy)
    }

    /// All that a manifest states: dependencies of every kind, and `overrides` whose depth is bounded by the parser.
    private static func specifiers(in manifest: JSONValue) -> [String] {
        let kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]
        return kinds.flatMap { NpmLockfile.specs(manifest[$0]).values } + texts(in: manifest["overrides"])
    }

    private static func texts(in value: JSONValue?) -> [String] {
        if let text = value?.text { return [text] }
        return (value?.members ?? [:]).values.flatMap { texts(in: $0) }
    }

    /// An empty project in `folder`, for packages that do not go into the user's own (`npx`, `-g`, `npm pack`).
    package static func makeEmptyScratch(in folder: String) throws(ResolutionError) -> NpmScratchCopy {
        let root = folder + "/tree"
        try makeFolder(root)
        try write(
            Array(#"{"name":"airlock-scratch","version":"0.0.0","private":true}"#.utf8), to: root + "/package.json")
        return NpmScratchCopy(root: root, lockfile: root + "/package-lock.json")
    }

    /// What manifests name by path.
    private struct LinkedTargets {
        var folders: [String] = []
        var archives: [String] = []
        /// The folders up to which relative paths lead before they lead down again: the copy has to have these too.
        var climbs: [String] = []
        /// What is named by an absolute path, or one below the home folder: it reads the same from the copy.
        var fixed: [NpmLocalSpecifier] = []
    }

    /// Folders and archives that manifests name by path, with those that the named folders name in turn.
    private func linkedTargets(extraFolders: [String]) throws(ResolutionError) -> LinkedTargets {
        var folders: Set<String> = []
        var archives: Set<String> = []
        var climbs: Set<String> = []
        var fixed: [NpmLocalSpecifier] = []
        var queue = [(root, manifest)]
        for workspace in workspaces { queue.append((workspace, try Self.manifest(in: workspace))) }
        for extra in extraFolders {
            let path = standardizedPath(extra, in: root)
            if path != root, folders.insert(path).inserted { queue.append((path, try Self.manifest(in: path))) }
        }
        while let (folder, manifest) = queue.popLast() {
            for specifier in manifest.map(Self.specifiers) ?? [] {
                guard let local = NpmLocalSpecifier(specifier) else { continue }
                if local.place == .unclear {
                    throw .unclearPath(path: folder + "/package.json", specifier: specifier)
                }
                guard case .relative(let relative) = local.place else {
                    fixed.append(local)
                    continue
                }
                let path = standardizedPath(relative, in: folder)
                climbs.insert(standardizedPath(String(repeating: "../", count: local.climb), in: folder))
                if local.isArchive {
                    archives.insert(path)
                } else if path != root, !workspaces.contains(path), folders.insert(path).inserted {
                    guard folders.count <= Self.maximumFolders else {
                        throw .tooLarge(path: root, what: "linked folders", limit: Self.maximumFolders)
                    }
                    queue.append((path, try Self.manifest(in: path)))
                }
            }
        }
        return LinkedTargets(
            folders: folders.sorted(), archives: archives.sorted(), climbs: climbs.sorted(), fixed: fixed)
    }

    /// The deepest folder that contains all paths.
    private func commonFolder(of paths: [String]) -> String {
        var common = root.split(separator: "/")
        for path in paths {
            let parts = path.split(separator: "/")
            common = Array(zip(common, parts).prefix { $0 == $1 }.map(\.0))
        }
        return "/" + common.joined(separator: "/")
    }
}

private func makeFolder(_ path: String) throws(ResolutionError) {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        throw .unwritable(path: path, problem: error.localizedDescription)
    }
}

private func write(_ bytes: [UInt8], to path: String) throws(ResolutionError) {
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
        throw .unwritable(path: path, problem: error.localizedDescription)
    }
}

/// Copies a file by its contents, so that a link leads to no surprise; a missing one is left out.
private func copyFile(_ path: String, to copy: String) throws(ResolutionError) {
    guard let bytes = try fileContents(path, limit: NpmProject.maximumLockfileBytes) else { return }
    try write(bytes, to: copy)
}

/// Throws when a lockfile of yarn's names something that comes through no door: npm would take it from the project.
private func refuseLocalAddresses(inYarnLockfile path: String) throws(ResolutionError) {
    guard let bytes = try fileContents(path, limit: NpmProject.maximumLockfileBytes) else { return }
    let schemes = ["https://", "http://", "git+https://", "git+http://", "git+ssh://", "git://", "ssh://"]
    for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) where line.first == UInt8(ascii: " ") {
        // npm takes quotes away from either word.
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.first?.replacing("\"", with: "") == "resolved" else { continue }
        let address = words.dropFirst().joined(separator: " ").replacing("\"", with: "")
        guard schemes.contains(where: address.hasPrefix) else { throw .localInLockfile(path: path, address: address) }
    }
}
