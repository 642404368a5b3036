import Foundation

/// A copy of what npm needs to resolve a project, and nothing that it could build or run.
package struct NpmScratchCopy: Sendable, Equatable {
    /// The folder to run npm in: the copy of the project's root.
    package let root: String
    /// The lockfile that npm writes there.
    package let lockfile: String
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
        let shared = commonFolder(of: [root] + targets.folders + targets.archives)
        let place = { (path: String) -> String in
            let relative = path == shared ? "" : String(path.dropFirst(shared == "/" ? 0 : shared.count))
            return folder + "/tree" + relative
        }
        let copy = place(root)
        try makeFolder(copy)
        for name in ["package.json", "package-lock.json", "npm-shrinkwrap.json", ".npmrc"] {
            try copyFile(root + "/" + name, to: copy + "/" + name)
        }
        for target in Set(workspaces + targets.folders).subtracting([root]) {
            try makeFolder(place(target))
            try copyFile(target + "/package.json", to: place(target) + "/package.json")
        }
        for archive in targets.archives {
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
        let kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]
        return manifests.compactMap { $0 }.flatMap { manifest in
            kinds.flatMap { NpmLockfile.specs(manifest[$0]).values } + Self.texts(in: manifest["overrides"])
        }
    }

    /// All texts of a nested object; its depth is bounded by the parser.
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

    /// Folders and archives that manifests name by path, with those that the named folders name in turn.
    private func linkedTargets(
        extraFolders: [String]
    ) throws(ResolutionError) -> (folders: [String], archives: [String]) {
        var folders: Set<String> = []
        var archives: Set<String> = []
        var queue = [(root, manifest)]
        for workspace in workspaces { queue.append((workspace, try Self.manifest(in: workspace))) }
        for extra in extraFolders {
            let path = standardizedPath(extra, in: root)
            if path != root, folders.insert(path).inserted { queue.append((path, try Self.manifest(in: path))) }
        }
        while let (folder, manifest) = queue.popLast() {
            for specifier in localSpecifiers(of: manifest) {
                // An absolute path reads the same from the copy.
                if specifier.hasPrefix("/") { continue }
                let path = standardizedPath(specifier, in: folder)
                if isArchive(specifier) {
                    archives.insert(path)
                } else if path != root, !workspaces.contains(path), folders.insert(path).inserted {
                    guard folders.count <= Self.maximumFolders else {
                        throw .tooLarge(path: root, what: "linked folders", limit: Self.maximumFolders)
                    }
                    queue.append((path, try Self.manifest(in: path)))
                }
            }
        }
        return (folders.sorted(), archives.sorted())
    }

    /// The paths in a manifest's dependencies: `file:…`, `link:…`, `./…`, `../…`, `/…`.
    func localSpecifiers(of manifest: JSONValue?) -> [String] {
        guard let manifest else { return [] }
        let kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]
        return kinds.flatMap { NpmLockfile.specs(manifest[$0]).values }.compactMap { specifier in
            for scheme in ["file:", "link:"] where specifier.lowercased().hasPrefix(scheme) {
                return percentDecoded(String(specifier.dropFirst(scheme.count)))
                    .replacingPrefix("///", by: "/").replacingPrefix("//", by: "/")
            }
            return specifier.hasPrefix("./") || specifier.hasPrefix("../") || specifier.hasPrefix("/") ? specifier : nil
        }
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

extension String {
    fileprivate func replacingPrefix(_ prefix: String, by replacement: String) -> String {
        hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
    }
}
