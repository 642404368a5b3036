import Foundation
import Gateway
import Interception
import Packages
import TOMLKit

/// A lock file that pip installs from: `pip install -r pylock.toml`, since pip 26.1.
///
/// pip takes a release's file from the address that stands in the lock. Under guard it reads a copy in which each is an
/// address of the gateway, so that it is judged before it is handed out, like any file of an index; the digests stay as
/// they are and pip compares them. Archives and repositories that a lock names are fetched and judged before pip runs, as
/// if they stood in a requirements file. The copy is written from what was read, never from the text, so that pip and
/// Airlock cannot read it differently.
///
/// Format (PEP 751), as far as it is read here: `packages`, tables with `name` and either `wheels` (tables) and `sdist`
/// (a table), each with `url`, `hashes` and perhaps `name`; or `directory` with `path`; or `archive` with `url`, `hashes`
/// and `subdirectory`; or `vcs` with `type`, `url`, `commit-id` and `subdirectory`. Files by `path` are refused.
struct PipLockFile: Sendable {
    /// Far above real locks: one of a thousand packages has some 3 MB.
    static let sizeLimit = 16 << 20

    /// A file of a release as the lock names it.
    struct File: Sendable, Equatable {
        let project: String
        let filename: String
        let url: String
        let digests: [Digest]
    }

    /// What the user wrote behind `-r`: a path, perhaps with extras in brackets.
    let argument: String
    /// Archives and repositories, as a requirements file would name them.
    private(set) var references: [PipDirectReference] = []
    /// Folders of the user's own, absolute.
    private(set) var localFolders: [String] = []
    private let folder: String
    /// Read again where the copy is made: the library's tables belong to one thread.
    private let text: String

    /// Reads a lock and everything that it names; throws for the first thing that Airlock cannot fetch.
    init(argument: String, workingFolder: String) throws {
        let written = Self.withoutExtras(argument)
        let path = written.hasPrefix("/") ? written : workingFolder + "/" + written
        guard let handle = FileHandle(forReadingAtPath: path),
            let bytes = try? handle.read(upToCount: Self.sizeLimit + 1)
        else { throw Self.refusal(argument, "cannot be read", hint: "check the path") }
        try self.init(parsing: Array(bytes), argument: argument, folder: (path as NSString).deletingLastPathComponent)
    }

    init(parsing bytes: [UInt8], argument: String, folder: String) throws {
        self.argument = argument
        self.folder = folder
        guard Self.isProperName((Self.withoutExtras(argument) as NSString).lastPathComponent) else {
            throw Self.refusal(
                argument, "is no name that pip takes for a lock", hint: "call it 'pylock.toml' or 'pylock.NAME.toml'")
        }
        // The library hands texts over as C strings, which a NUL would cut short.
        guard bytes.count <= Self.sizeLimit, let text = String(validating: bytes, as: UTF8.self),
            !bytes.contains(0), !text.contains("\\u0000"), !text.contains("\\U00000000"),
            let root = try? TOMLTable(string: text)
        else { throw Self.refusal(argument, "is no lock file that Airlock can read", hint: "make it anew") }
        self.text = text
        for package in Self.packages(of: root) { try read(package) }
    }

    /// What pip reads instead.
    ///
    /// - Parameter serve: gives the address under which a file is handed out; nil for what is no file of its project.
    func copy(serving serve: (File) -> String?) throws -> String {
        let root = try TOMLTable(string: text)
        var lines: [String] = []
        for (key, value) in root where key != "packages" { lines.append(tomlKey(key) + tomlText(of: value)) }
        var tables: [String] = []
        for package in Self.packages(of: root) {
            let name = package["name"]?.string ?? ""
            var fields: [String] = []
            for (key, value) in package {
                switch key {
                case "wheels":
                    let files = try Self.tables(value).map { try served($0, of: name, by: serve) }
                    fields.append("wheels = [" + files.joined(separator: ", ") + "]")
                case "sdist":
                    guard let file = value.table else { throw unread(name) }
                    fields.append("sdist = " + (try served(file, of: name, by: serve)))
                case "directory":
                    guard let table = value.table else { throw unread(name) }
                    // The copy lies elsewhere, so a relative path would lead elsewhere.
                    fields.append("directory = " + tomlText(of: table, with: "path", as: try path(of: table, name)))
                default: fields.append(tomlKey(key) + tomlText(of: value))
                }
            }
            tables.append("{" + fields.joined(separator: ", ") + "}")
        }
        lines.append("packages = [\n" + tables.joined(separator: ",\n") + "\n]")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func packages(of root: TOMLTable) -> [TOMLTable] { root["packages"].map(tables) ?? [] }

    private static func tables(_ value: any TOMLValueConvertible) -> [TOMLTable] {
        (value.array ?? TOMLArray()).compactMap(\.table)
    }

    private mutating func read(_ package: TOMLTable) throws {
        let name = package["name"]?.string ?? ""
        for table in (package["wheels"].map(Self.tables) ?? []) + [package["sdist"]?.table].compactMap(\.self) {
            _ = try file(table, of: name)
        }
        if let directory = package["directory"]?.table {
            let inner = directory["subdirectory"]?.string ?? ""
            localFolders.append(try path(of: directory, name) + (inner.isEmpty ? "" : "/" + inner))
        }
        if let archive = package["archive"]?.table {
            guard archive["path"] == nil, let url = archive["url"]?.string else { throw unread(name) }
            let hashes = Self.digests(archive).map(\.description)
            try add("\(name) @ \(url)", subdirectory: archive["subdirectory"]?.string, hashes: hashes, of: name)
        }
        if let repository = package["vcs"]?.table {
            guard repository["path"] == nil, let url = repository["url"]?.string,
                let kind = repository["type"]?.string, let commit = repository["commit-id"]?.string
            else { throw unread(name) }
            try add(
                "\(name) @ \(kind)+\(url)@\(commit)", subdirectory: repository["subdirectory"]?.string, hashes: [],
                of: name)
        }
    }

    /// Adds what pip would make of an entry.
    private mutating func add(_ text: String, subdirectory: String?, hashes: [String], of name: String) throws {
        let folder = subdirectory.map { $0.isEmpty ? "" : "#subdirectory=" + $0 } ?? ""
        guard let reference = PipDirectReference(parsing: text + folder, hashes: hashes, place: "'\(argument)'") else {
            throw unread(name)
        }
        references.append(reference)
    }

    private func path(of directory: TOMLTable, _ name: String) throws -> String {
        guard let path = directory["path"]?.string, !path.isEmpty, !path.contains(":/") else { throw unread(name) }
        return path.hasPrefix("/") ? path : folder + "/" + path
    }

    private func served(_ table: TOMLTable, of name: String, by serve: (File) -> String?) throws -> String {
        guard let address = serve(try file(table, of: name)) else { throw unread(name) }
        return tomlText(of: table, with: "url", as: address)
    }

    /// A wheel or sdist by its address; one by a path is taken from disk by pip itself, and refused.
    private func file(_ table: TOMLTable, of name: String) throws -> File {
        guard table["path"] == nil, let text = table["url"]?.string, let url = PipDownloadAddress(text),
            !Self.namesUser(text), table["name"]?.string ?? url.filename == url.filename
        else { throw unread(name) }
        return File(
            project: PackageName(name, ecosystem: .pypi).normalized, filename: url.filename, url: url.url,
            digests: Self.digests(table))
    }

    private static func namesUser(_ address: String) -> Bool {
        guard let start = address.firstRange(of: "://")?.upperBound else { return false }
        return address[start...].prefix { !"/?#".contains($0) }.contains("@")
    }

    private static func digests(_ table: TOMLTable) -> [Digest] {
        var found: [Digest] = []
        for (algorithm, value) in table["hashes"]?.table ?? TOMLTable() {
            if let digest = Digest(parsing: "\(algorithm):\(value.string ?? "")") { found.append(digest) }
        }
        return found
    }

    private static func withoutExtras(_ argument: String) -> String {
        argument.hasSuffix("]") ? String(argument.prefix { $0 != "[" }) : argument
    }

    /// `pylock.toml`, or `pylock.NAME.toml` with no further dot.
    private static func isProperName(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.first == "pylock" && parts.last == "toml"
            && (parts.count == 2 || parts.count == 3 && !parts[1].isEmpty)
    }

    private func unread(_ name: String) -> GuardError {
        Self.refusal(
            argument, "names a source of '\(Messages.untrusted(name))' that Airlock does not read",
            hint: "a release needs an http or https address without a password, a folder a path")
    }

    private static func refusal(_ argument: String, _ why: String, hint: String) -> GuardError {
        GuardError.usage("'\(Messages.untrusted(argument, limit: 400))' \(why)", hint: hint)
    }
}

/// The lock files of one command and their copies.
struct PipLockFiles: Sendable {
    let files: [PipLockFile]
    private let folder: String

    init(_ arguments: [String], workingFolder: String, scratch: ScratchFolder) throws {
        files = try arguments.map { try PipLockFile(argument: $0, workingFolder: workingFolder) }
        folder = scratch.file("locks")
    }

    /// From what the user wrote to what pip gets in its place.
    var copies: [String: String] {
        var found: [String: String] = [:]
        for (number, file) in files.enumerated() {
            let extras = file.argument.hasSuffix("]") ? String(file.argument.drop { $0 != "[" }) : ""
            found[file.argument] = place(number) + "/pylock.toml" + extras
        }
        return found
    }

    func write(through gateway: Gateway) throws {
        for (number, file) in files.enumerated() {
            let text = try file.copy {
                gateway.address(ofFile: $0.filename, project: $0.project, url: $0.url, digests: $0.digests)
            }
            try FileManager.default.createDirectory(atPath: place(number), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: place(number) + "/pylock.toml"))
        }
    }

    private func place(_ number: Int) -> String { "\(folder)/\(number)" }
}

private func tomlKey(_ key: String) -> String { tomlText(key) + " = " }

/// A value on one line.
private func tomlText(of value: any TOMLValueConvertible) -> String {
    switch value.type {
    case .string: tomlText(value.string ?? "")
    case .array: "[" + (value.array ?? TOMLArray()).map { tomlText(of: $0) }.joined(separator: ", ") + "]"
    case .table: tomlText(of: value.table ?? TOMLTable(), with: nil, as: "")
    case .int: String(value.int ?? 0)
    case .bool: value.bool == true ? "true" : "false"
    case .double, .date, .time, .dateTime: value.debugDescription
    }
}

/// A table on one line, one of its texts in another form.
private func tomlText(of table: TOMLTable, with changed: String?, as text: String) -> String {
    "{"
        + table.map { key, value in tomlKey(key) + (key == changed ? tomlText(text) : tomlText(of: value)) }
        .joined(separator: ", ") + "}"
}

/// A basic string.
private func tomlText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\" + String(scalar)
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
