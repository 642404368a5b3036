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
