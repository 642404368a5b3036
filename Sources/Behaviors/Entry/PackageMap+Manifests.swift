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

    /// The files below a folder that a shell's pattern names, at most sixteen; each star is for one part of a path.
    func files(matching pattern: String, in folder: String) -> [Int] {
        guard let whole = Self.join(folder, pattern) else { return [] }
        let parts = whole.split(separator: "/").map(Array.init)
        guard let last = parts.last, last.contains(where: { $0 != "*" && $0 != "." && $0 != "?" }) else { return [] }
        let found = source.files.indices.filter { index in
            let names = path(index).split(separator: "/")
            return names.count == parts.count && zip(names, parts).allSatisfy { Self.matches(Array($0), $1) }
        }
        return Array(found.prefix(16))
    }

    /// Whether a name fits a pattern of `*` and `?`; each star is tried anew only behind the last one.
    private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
        var (at, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[at] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (at, place) = (last.name + 1, last.pattern + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
