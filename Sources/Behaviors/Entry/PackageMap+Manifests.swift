// Which manifests and descriptions of builds count in a folder.
extension PackageMap {
    /// The manifest that counts in a folder: of it or of the nearest folder above.
    func manifest(for folder: String) -> Int? {
        var folder = folder
        while !folder.isEmpty {
            if let found = index(of: "\(folder)/package.json") { return found }
            folder = Self.folder(of: folder)
        }
        return index(of: "package.json")
    }

    /// Words by which a package manager is given all workspaces.
    private static let wordsForAll: Set<String> = [
        "--workspaces", "-ws", "-r", "--recursive", "workspaces", "foreach", "bootstrap", "--scope",
    ]

    /// The manifests that words of a package manager's command name by their folder or name, or altogether.
    func manifests(namedBy words: [String], from folder: String) -> [Int] {
        if words.contains(where: Self.wordsForAll.contains) { return otherManifests.map(\.index) }
        var found: [Int] = []
        for word in words {
            var name = word[...]
            if word.hasPrefix("-") {
                guard let equals = word.firstIndex(of: "=") else { continue }
                name = word[word.index(after: equals)...]
            }
            for scheme in ["file:", "link:", "portal:"] where name.hasPrefix(scheme) {
                name = name.dropFirst(scheme.utf8.count)
            }
            let plain = CommandFindings.withoutFolderVariable(String(name))
            if let place = Self.join(folder, plain), !place.isEmpty, let index = index(of: "\(place)/package.json") {
                found.append(index)
            } else {
                found += otherManifests.filter { $0.name == plain }.map(\.index)
            }
        }
        return found
    }

    /// Descriptions of native builds in a folder, at most sixteen.
    func buildDescriptions(below folder: String) -> [Int] {
        let found = source.files.indices.filter { index in
            let path = path(index)
            guard path.hasSuffix(".gyp") || path.hasSuffix(".gypi") else { return false }
            let rest = folder.isEmpty ? path[...] : path.hasPrefix("\(folder)/") ? path.dropFirst(folder.count + 1) : ""
            return !rest.isEmpty && !rest.contains("node_modules/") && rest.split(separator: "/").count <= 2
        }
        return Array(found.prefix(16))
    }
}
