// Paths within a package: `/` between the parts, none at the beginning.

extension PackageMap {
    static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    /// A path put behind a folder, with `.` and `..` resolved; nil when it leaves the package.
    static func join(_ folder: String, _ relative: some StringProtocol) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in relative.split(separator: "/") {
            if part == "." { continue }
            if part == ".." {
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// The archive that a path leads into, when what Python would import from there cannot be read: none of it is source,
    /// or some of it is not.
    func unreadArchive(at path: String) -> String? {
        var place = ""
        for part in path.split(separator: "/") {
            place += place.isEmpty ? part : "/" + part
            guard index(of: place) != nil else { continue }
            let below = place + "/"
            let inside = source.files.filter { $0.isNested && $0.path.hasPrefix(below) }
            let isRead = !inside.isEmpty && inside.allSatisfy { PackageFile.loading(of: $0.path) == .source }
            return isRead ? nil : place
        }
        return nil
    }
}
