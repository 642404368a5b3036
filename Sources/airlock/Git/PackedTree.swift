import Foundation
import Packages
import Resolution

/// The files of one commit as a plain tar, in the layout of a package, so that they are judged like one.
///
/// Format: ustar entries in byte order of their paths, below one folder, times zero, modes 644 and 755; long paths as pax
/// records. For npm, `package/.git/HEAD` holds the commit, which tells the extractor that this is a checkout. The same
/// commit gives the same bytes, so that evidence and policy entries hold. Links to files within the tree are packed as what
/// they lead to, since scripts would read that.
struct PackedTree: Sendable {
    struct Failure: Error {
        let problem: String
    }

    let path: String
    let name: String
    let version: String

    /// Which kind of package the tree is to be judged as.
    enum Layout {
        case npm
        /// A source distribution, built in an inner folder where one is named.
        case python(folder: InnerFolder?)
    }

    /// Above the largest repositories that packages are made from.
    private static let maximumFiles = 100_000
    private static let maximumBytes = 1 << 30

    /// - Throws: `Failure` when the tree has what cannot be judged: links that lead out, settings for npm that name
    ///   programs, no manifest, no such folder.
    init(of folder: String, commit: String, as layout: Layout, to path: String) throws {
        self.path = path
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var files: [(name: String, place: String)] = []
        try Self.list(root, "", root: root, depth: 0, into: &files)
        let top: String
        switch layout {
        case .npm:
            let manifest = try NpmManifestIdentity(ofProject: root)
            name = manifest.name ?? ""
            version = manifest.version ?? ""
            top = "package/"
        case .python(let inner):
            (name, version, top) = ("", "", "checkout/")
            if let inner { files = try Self.rooted(at: inner, files) }
        }
        files.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: path)
        else { throw Failure(problem: "its tree cannot be written to '\(path)'") }
        defer { try? output.close() }
        if case .npm = layout {
            let head = Data((commit + "\n").utf8)
            try output.write(contentsOf: TarText.member("package/.git/HEAD", head, isExecutable: false))
        }
        var total = 0
        for file in files {
            let contents = try Data(contentsOf: URL(fileURLWithPath: file.place), options: .mappedIfSafe)
            total += contents.count
            guard total <= Self.maximumBytes else {
                throw Failure(problem: "it has more than \(Self.maximumBytes) bytes")
            }
            let isExecutable = FileManager.default.isExecutableFile(atPath: file.place)
            try output.write(
                contentsOf: TarText.member(top + file.name, contents, isExecutable: isExecutable))
        }
        try output.write(contentsOf: Data(count: 1_024))
    }

    /// The artifact that the tree is judged as; `address` is what a lockfile says, `git+…#commit`.
    func artifact(address: String) -> Artifact {
        let known = Artifact(directAddress: address, ecosystem: .npm, kind: .npmTarball, filename: "source.tar")
        guard !name.isEmpty, !version.isEmpty else { return known }
        return Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: .npm), version: version), kind: .npmTarball,
            url: address, filename: known.filename, expectedDigests: [])
    }

    private static func rooted(
        at folder: InnerFolder, _ files: [(name: String, place: String)]
    ) throws -> [(name: String, place: String)] {
        do throws(InnerFolderError) {
            var rooted: [(name: String, place: String)] = []
            for file in files {
                for place in try folder.places(of: file.name) { rooted.append((place, file.place)) }
            }
            guard rooted.count > files.count else { throw InnerFolderError.missing(folder) }
            return rooted
        } catch {
            throw Failure(problem: error.description)
        }
    }

    /// Lists regular files, and links to such within the tree under the link's own name.
    private static func list(
        _ folder: String, _ prefix: String, root: String, depth: Int, into files: inout [(name: String, place: String)]
    ) throws {
        guard depth <= 64 else { throw Failure(problem: "its folders nest too deeply") }
        for entry in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            // The repository's own and those of submodules; no commit can hold the name.
            if entry == ".git" { continue }
            let place = "\(folder)/\(entry)"
            let name = prefix + entry
            guard files.count < maximumFiles else { throw Failure(problem: "it has more than \(maximumFiles) files") }
            let type = try FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
            if type == .typeDirectory {
                try list(place, name + "/", root: root, depth: depth + 1, into: &files)
            } else if type == .typeRegular {
                files.append((name, place))
            } else if type == .typeSymbolicLink {
                try follow(place, name, root: root, depth: depth, into: &files)
            } else {
                throw Failure(problem: "'\(name)' is neither file nor folder nor link")
            }
        }
    }

    private static func follow(
        _ place: String, _ name: String, root: String, depth: Int, into files: inout [(name: String, place: String)]
    ) throws {
        let target = URL(fileURLWithPath: place).resolvingSymlinksInPath().path
        guard target.hasPrefix(root + "/") else { throw Failure(problem: "the link '\(name)' leads out of it") }
        var isFolder: ObjCBool = false
        // A link that leads nowhere is nothing that could be read.
        guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder) else { return }
        if !isFolder.boolValue {
            files.append((name, target))
        } else if !(place + "/").hasPrefix(target + "/") {
            try list(target, name + "/", root: root, depth: depth + 8, into: &files)
        } else {
            throw Failure(problem: "the link '\(name)' leads to a folder around it")
        }
    }
}

/// Name and version in a project's `package.json`, and what its `.npmrc` must not set.
private struct NpmManifestIdentity {
    let name: String?
    let version: String?

    init(ofProject folder: String) throws {
        let project: NpmProject
        do {
            project = try NpmProject(openingRoot: folder)
        } catch {
            throw PackedTree.Failure(problem: "\(error)".replacing(folder + "/", with: ""))
        }
        guard let manifest = project.manifest else { throw PackedTree.Failure(problem: "it has no 'package.json'") }
        name = manifest["name"]?.text
        version = manifest["version"]?.text
        // npm installs in the checkout before it packs it, and reads this file while it does.
        var configuration = NpmConfiguration()
        do {
            try configuration.read(.project, fromFile: folder + "/.npmrc", environment: [:])
        } catch {
            throw PackedTree.Failure(problem: "its '.npmrc' cannot be read")
        }
        if let key = configuration.dangerousProjectKeys.first(where: Self.namesPrograms.contains) {
            throw PackedTree.Failure(problem: "its '.npmrc' sets '\(key)'")
        }
    }

    private static let namesPrograms: Set<String> = [
        "git", "script-shell", "shell", "node-options", "userconfig", "globalconfig", "prefix",
    ]
}

/// The bytes of tar members.
private enum TarText {
    static func member(_ path: String, _ contents: Data, isExecutable: Bool) -> Data {
        var data = Data()
        if path.utf8.count > 100 {
            let record = paxRecord("path", path)
            data += header("package/pax", size: record.count, type: "x", isExecutable: false) + padded(record)
        }
        data += header(
            path.utf8.count > 100 ? "package/long" : path, size: contents.count, type: "0", isExecutable: isExecutable)
        return data + padded(contents)
    }

    private static func padded(_ contents: Data) -> Data {
        contents + Data(count: (512 - contents.count % 512) % 512)
    }

    /// `LENGTH KEY=VALUE\n`, the length counting itself.
    private static func paxRecord(_ key: String, _ value: String) -> Data {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
        return Data("\(length)\(rest)".utf8)
    }

    private static func header(_ path: String, size: Int, type: String, isExecutable: Bool) -> Data {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func octal(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        put(path, at: 0)
        put(octal(isExecutable ? 0o755 : 0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ", at: 148)
        put(type, at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6), at: 148)
        block[154] = 0
        block[155] = 0x20
        return Data(block)
    }
}
