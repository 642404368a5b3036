import Packages

/// Puts an archive's members where the installer would, and finds the ones that get in each other's way.
struct InstalledTree {
    private(set) var files: [UnpackedFile] = []
    private(set) var findings: [ArchiveFinding] = []
    private let layout: InstallLayout
    private let limits: ArchiveLimits
    /// Installed path to its place in `files`.
    private var places: [[UInt8]: Int] = [:]
    private var folders: Set<[UInt8]> = []
    /// Symbolic links in archive order: installed path, and the target as stated.
    private var links: [(path: [UInt8], target: [UInt8])] = []
    private var linkPaths: Set<[UInt8]> = []
    /// Normalized archive name of each file so far to its place in `files`, for hard links.
    private var placesByName: [[UInt8]: Int] = [:]
    /// Files that the archive itself calls `.npmignore`.
    private var ownIgnoreFiles: Set<[UInt8]> = []
    private var followedFolders = 0
    /// Each costs a pass over all files; honest sdists have a handful.
    private static let followedFolderLimit = 64
    /// Folded spellings, to find names that are one file where case or normalization is ignored.
    private var spellings: [String: [UInt8]] = [:]

    init(_ entries: [ArchiveEntry], layout: InstallLayout, limits: ArchiveLimits) {
        self.layout = layout
        self.limits = limits
        let sharesRoot = Self.sharesRoot(entries)
        for entry in entries {
            let installed = InstalledPath(entry.name, layout: layout, sharesRoot: sharesRoot, limits: limits)
            findings += installed.findings
            guard let path = installed.path, !path.isEmpty else { continue }
            place(entry, at: path)
        }
        findClashes()
        followLinks()
    }

    /// pip's `has_leading_dir`: whether all names begin with the same component.
    private static func sharesRoot(_ entries: [ArchiveEntry]) -> Bool {
        guard let first = entries.first.map({ Array(InstalledPath.leadingFolder(of: $0.name).root) }) else {
            return false
        }
        return !first.isEmpty
            && entries.allSatisfy { InstalledPath.leadingFolder(of: $0.name).root.elementsEqual(first) }
    }

    private mutating func place(_ entry: ArchiveEntry, at path: [UInt8]) {
        addFolders(above: path)
        switch entry.kind {
        case .folder:
            folders.insert(path)
        case .file:
            let installed = renamed(path)
            add(entry.content, entry.leadingBytes, entry.byteCount, entry.isExecutable, at: installed, entry)
        case .symbolicLink(let target):
            guard layout == .sdist else {
                findings.append(
                    ArchiveFinding(.linkIgnored, entry.text, "the installer ignores links", severity: .warning))
                return
            }
            if places[path] != nil || !linkPaths.insert(path).inserted {
                findings.append(ArchiveFinding(.duplicateName, entry.text, "a link has the name of another member"))
            }
            links.append((path, target))
        case .hardLink(let target):
            guard layout == .sdist else {
                findings.append(
                    ArchiveFinding(.linkIgnored, entry.text, "the installer ignores links", severity: .warning))
                return
            }
            guard let place = placesByName[Self.normalized(target)] else {
                findings.append(
                    ArchiveFinding(.linkTargetMissing, entry.text, "the link's target is no earlier file"))
                return
            }
            let file = files[place]
            findings.append(
                ArchiveFinding(.linkFollowed, entry.text, "a hard link was read as its target", severity: .warning))
            add(file.content, file.leadingBytes, file.byteCount, file.isExecutable, at: path, entry)
        }
    }

    private mutating func add(
        _ content: FileContent?, _ leadingBytes: [UInt8], _ byteCount: Int, _ isExecutable: Bool, at path: [UInt8],
        _ entry: ArchiveEntry
    ) {
        let file = UnpackedFile(
            path: String(decoding: path, as: UTF8.self), content: content, leadingBytes: leadingBytes,
            byteCount: byteCount, isExecutable: isExecutable)
        if linkPaths.contains(path) {
            findings.append(ArchiveFinding(.duplicateName, entry.text, "a file has the name of a link"))
        }
        guard let place = places[path] else {
            places[path] = files.count
            placesByName[Self.normalized(entry.name)] = files.count
            files.append(file)
            noteSpelling(of: path, entry)
            return
        }
        let isSame = content != nil && files[place].content == content
        // npm's own renaming makes two honest files one; the later one wins, as it does here.
        let isRenamed = layout == .npm && file.path.hasSuffix(".npmignore")
        findings.append(
            ArchiveFinding(
                .duplicateName, entry.text,
                isSame ? "the name occurs twice with the same bytes" : "the name occurs twice with different bytes",
                severity: isSame || isRenamed ? .warning : .ambiguous))
        files[place] = file
        placesByName[Self.normalized(entry.name)] = place
    }

    /// npm installs `.gitignore` as `.npmignore`, unless it has seen one of that name in the same folder.
    private mutating func renamed(_ path: [UInt8]) -> [UInt8] {
        guard layout == .npm else { return path }
        let cut = path.lastIndex(of: InstalledPath.slash).map { $0 + 1 } ?? 0
        if path[cut...].elementsEqual(".npmignore".utf8) { ownIgnoreFiles.insert(path) }
        guard path[cut...].elementsEqual(".gitignore".utf8) else { return path }
        let new = Array(path[..<cut]) + Array(".npmignore".utf8)
        return ownIgnoreFiles.contains(new) ? path : new
    }

    private mutating func noteSpelling(of path: [UInt8], _ entry: ArchiveEntry) {
        // `String` compares by canonical equivalence, so this also finds names that differ in normalization only.
        let folded = String(decoding: path, as: UTF8.self).lowercased()
        if let other = spellings[folded], other != path {
            let text = String(decoding: other, as: UTF8.self)
            findings.append(
                ArchiveFinding(
                    .similarName, entry.text, "the name differs from '\(text)' in case or normalization only",
                    severity: .warning))
        } else {
            spellings[folded] = path
        }
    }

    private mutating func addFolders(above path: [UInt8]) {
        var end = path.lastIndex(of: InstalledPath.slash)
        while let cut = end {
            guard folders.insert(Array(path[..<cut])).inserted else { return }
            end = path[..<cut].lastIndex(of: InstalledPath.slash)
        }
    }

    private mutating func findClashes() {
        for file in files where folders.contains(Array(file.path.utf8)) {
            findings.append(ArchiveFinding(.fileAndFolderClash, file.path, "a file has the name of a folder"))
        }
        for path in linkPaths where folders.contains(path) {
            findings.append(
                ArchiveFinding(
                    .writesThroughLink, String(decoding: path, as: UTF8.self), "members are written through a link"))
        }
    }

    // MARK: Links

    /// Adds every file that a symbolic link makes reachable under another name, as pip leaves it on disk.
    private mutating func followLinks() {
        let originals = files
        for link in links {
            let text = String(decoding: link.path, as: UTF8.self)
            let target: [UInt8]
            switch resolve(link.target, from: link.path) {
            case .inside(let path): target = path
            case .outside:
                findings.append(ArchiveFinding(.linkEscapesRoot, text, "the link leads out of the package"))
                continue
            case .throughLink:
                findings.append(ArchiveFinding(.writesThroughLink, text, "the link leads through another link"))
                continue
            }
            findings.append(
                ArchiveFinding(.linkFollowed, text, "a symbolic link was read as its target", severity: .warning))
            add(aliasesOf: target, at: link.path, from: originals)
        }
    }

    private mutating func add(aliasesOf target: [UInt8], at path: [UInt8], from originals: [UnpackedFile]) {
        if let place = places[target] {
            append(alias: files[place], at: path)
            return
        }
        guard target.isEmpty || folders.contains(target) else { return }
        followedFolders += 1
        guard followedFolders <= Self.followedFolderLimit else {
            let text = String(decoding: path, as: UTF8.self)
            findings.append(ArchiveFinding(.overLimit, text, "more than \(Self.followedFolderLimit) links to folders"))
            return
        }
        let prefix = target.isEmpty ? [] : target + [InstalledPath.slash]
        for file in originals where Array(file.path.utf8).starts(with: prefix) {
            guard files.count < limits.entryCount else {
                findings.append(ArchiveFinding(.overLimit, file.path, "links make too many files"))
                return
            }
            append(alias: file, at: path + [InstalledPath.slash] + Array(file.path.utf8.dropFirst(prefix.count)))
        }
    }

    private mutating func append(alias file: UnpackedFile, at path: [UInt8]) {
        guard places[path] == nil else { return }
        places[path] = files.count
        files.append(
            UnpackedFile(
                path: String(decoding: path, as: UTF8.self), content: file.content, leadingBytes: file.leadingBytes,
                byteCount: file.byteCount, isExecutable: file.isExecutable))
    }

    private enum Target {
        case inside([UInt8])
        case outside
        /// Where it leads depends on another link, and on the order of extraction.
        case throughLink
    }

    /// The path from the root that a link's target names, every step of it checked.
    private func resolve(_ target: [UInt8], from link: [UInt8]) -> Target {
        guard target.first != InstalledPath.slash, !target.isEmpty else { return .outside }
        var components = InstalledPath.components(of: link[...]).dropLast().map { Array($0) }
        for part in InstalledPath.components(of: target[...]) {
            if part.elementsEqual("..".utf8) {
                guard components.popLast() != nil else { return .outside }
            } else {
                components.append(Array(part))
                let path = Array(components.joined(separator: [InstalledPath.slash]))
                if linkPaths.contains(path) { return .throughLink }
            }
        }
        return .inside(Array(components.joined(separator: [InstalledPath.slash])))
    }

    private static func normalized(_ name: [UInt8]) -> [UInt8] {
        Array(InstalledPath.components(of: name[...]).joined(separator: [InstalledPath.slash]))
    }
}
