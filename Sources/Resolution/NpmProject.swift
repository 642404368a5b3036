import Foundation

/// An npm project on disk: its manifest, lockfile, workspaces and the folders it links to.
package struct NpmProject: Sendable, Equatable {
    /// The folder of the project's `package.json`, as npm finds it.
    package let root: String
    /// nil when the folder has no `package.json` yet.
    package let manifest: JSONValue?
    /// `npm-shrinkwrap.json` before `package-lock.json`, as npm prefers them; nil when there is neither.
    package let lockfile: String?
    /// The workspaces' folders, absolute and sorted.
    package let workspaces: [String]

    /// Bounds against hostile workspace patterns and manifests; real monorepos stay far below.
    static let maximumManifestBytes = 8 << 20
    static let maximumFolders = 20_000

    /// The largest lockfile that is read; those of the largest known monorepos have some 20 MB.
    package static let maximumLockfileBytes = 256 << 20

    /// Opens the project of `folder`: the folder itself, with whatever it holds.
    package init(openingRoot folder: String) throws(ResolutionError) {
        root = folder
        manifest = try Self.manifest(in: folder)
        lockfile = ["npm-shrinkwrap.json", "package-lock.json"].map { "\(folder)/\($0)" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
        workspaces =
            try manifest.map { manifest throws(ResolutionError) in
                try findWorkspaces(patterns: Self.workspacePatterns(manifest), below: folder)
            } ?? []
    }

    /// Finds the project that npm would use from `folder`: the nearest parent with a `package.json` or `node_modules`,
    /// or the workspace root above it; `folder` itself when there is none.
    package static func find(
        from folder: String, searchingWorkspaceRoot: Bool = true
    ) throws(ResolutionError) -> NpmProject {
        var nearest: String?
        var current = folder
        while true {
            let hasManifest = FileManager.default.fileExists(atPath: current + "/package.json")
            if let found = nearest {
                if hasManifest, let project = try openIfReadable(current), project.workspaces.contains(found) {
                    return project
                }
            } else if hasManifest || isFolder(current + "/node_modules") {
                nearest = current
                if !searchingWorkspaceRoot { break }
            }
            // Foundation traps on some relative paths here.
            guard current.hasPrefix("/"), current != "/", let slash = current.lastIndex(of: "/") else { break }
            current = slash == current.startIndex ? "/" : String(current[..<slash])
        }
        return try NpmProject(openingRoot: nearest ?? folder)
    }

    /// The project of a folder above; nil where npm passes it by too, since it cannot read it.
    private static func openIfReadable(_ folder: String) throws(ResolutionError) -> NpmProject? {
        do {
            return try NpmProject(openingRoot: folder)
        } catch  where error.isRefusal {
            throw error
        } catch {
            return nil
        }
    }

    static func manifest(in folder: String) throws(ResolutionError) -> JSONValue? {
        let path = folder + "/package.json"
        guard let bytes = try fileContents(path, limit: maximumManifestBytes) else { return nil }
        let manifest = try JSONValue.parse(bytes, path: path)
        guard manifest.members != nil else {
            throw .malformed(path: path, problem: "got another value, expected an object")
        }
        return manifest
    }

    /// `workspaces`: a list of patterns, or an object with one in `packages`.
    private static func workspacePatterns(_ manifest: JSONValue) -> [String] {
        let list = manifest["workspaces"]?.elements ?? manifest["workspaces"]?["packages"]?.elements ?? []
        return list.compactMap(\.text)
    }

    static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
