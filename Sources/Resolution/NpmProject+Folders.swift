import Foundation

extension NpmProject {
    /// The folders whose scripts npm runs as the user's own: the root, workspaces, and what their manifests link to.
    ///
    /// Folders that are linked to in turn count; what lies in a `node_modules` belongs to a package and does not.
    /// `extraFolders` are those named on the command line, as absolute paths.
    package func ownFolders(extraFolders: [String]) throws(ResolutionError) -> [String] {
        var found: Set<String> = [root]
        var queue = [root]
        for folder in workspaces + extraFolders.map({ standardizedPath($0, in: root) })
        where found.insert(folder).inserted { queue.append(folder) }
        while let folder = queue.popLast() {
            // What cannot be read states no links.
            guard let manifest = try? Self.manifest(in: folder) else { continue }
            for specifier in localSpecifiers(of: manifest) {
                let path = standardizedPath(specifier, in: folder)
                guard !path.split(separator: "/").contains("node_modules"), Self.isFolder(path),
                    found.insert(path).inserted
                else { continue }
                guard found.count <= Self.maximumFolders else {
                    throw .tooLarge(path: root, what: "linked folders", limit: Self.maximumFolders)
                }
                queue.append(path)
            }
        }
        return found.sorted()
    }
}
