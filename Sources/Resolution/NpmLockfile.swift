import Packages

/// An npm lockfile: `package-lock.json` or `npm-shrinkwrap.json`, versions 1 to 3.
///
/// Format: versions 2 and 3 have `packages`, an object from location (`""` is the project,
/// `node_modules/a/node_modules/b` a package, `packages/x` a workspace) to an entry with `version`, `resolved`,
/// `integrity` and flags. Version 1 has nested `dependencies` with `requires`; it is turned into the same locations.
package struct NpmLockfile: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var name: String?
        var version: String?
        var resolved: String?
        var integrity: String?
        var flags: Set<Flag> = []
        var operatingSystems: [String] = []
        var processors: [String] = []
        var libraries: [String] = []
        /// What it depends on, of every kind, with the spec as written.
        var dependencies: [String: String] = [:]
        var developmentDependencies: [String: String] = [:]
        /// Of what it depends on, whatever is named by path.
        var localSpecifiers: [LocalSpecifier] = []
    }

    struct LocalSpecifier: Sendable, Equatable {
        let name: String
        let specifier: String
    }

    enum Flag: String, Sendable, Equatable, CaseIterable {
        case dev, optional, devOptional, peer, inBundle, link, hasInstallScript, hasShrinkwrap, extraneous
    }

    /// The lockfile's path, for messages.
    package let path: String
    package let version: Int
    let entries: [String: Entry]

    /// Reads a lockfile; throws with its path when it is malformed in any way.
    ///
    /// `manifest` is the project's `package.json`, which only version 1 needs, to tell who asked for what.
    package init(parsing bytes: [UInt8], path: String, manifest: JSONValue? = nil) throws(ResolutionError) {
        self.path = path
        let document = try JSONValue.parse(bytes, path: path)
        guard case .object(let members) = document else {
            throw .malformed(path: path, problem: "got another value, expected an object")
        }
        version = try Self.version(of: members, path: path)
        if let packages = members["packages"] {
            guard case .object(let locations) = packages else {
                throw .malformed(path: path, problem: "'packages' is not an object")
            }
            var entries: [String: Entry] = [:]
            for (location, value) in locations {
                entries[location] = try Self.entry(value, at: location, path: path)
            }
            self.entries = entries
        } else {
            var reader = FirstVersionReader(path: path)
            try reader.read(members["dependencies"] ?? .object([:]), below: "", depth: 0)
            reader.entries[""] = try manifest.map { value throws(ResolutionError) in
                try Self.entry(value, at: "", path: "package.json")
            }
            entries = reader.entries
        }
    }

    private static func version(of members: [String: JSONValue], path: String) throws(ResolutionError) -> Int {
        switch members["lockfileVersion"] {
        case .number(let number):
            guard [1.0, 2.0, 3.0].contains(number) else { throw .unsupportedVersion(path: path, version: "\(number)") }
            return Int(number)
        case nil, .null: return members["packages"] == nil ? 1 : 2
        case .some: throw .malformed(path: path, problem: "'lockfileVersion' is not a number")
        }
    }

    static func entry(_ value: JSONValue, at location: String, path: String) throws(ResolutionError) -> Entry {
        guard case .object(let members) = value else {
            throw .malformed(path: path, problem: "the entry '\(location)' is not an object")
        }
        // npm takes an entry for the package's manifest: what stands here would be run, and nobody has judged it.
        if members["scripts"] != nil, !location.isEmpty {
            throw .scriptsInLockfile(path: path, location: location)
        }
        var entry = Entry()
        entry.name = try text("name", of: members, at: location, path: path)
        entry.version = try text("version", of: members, at: location, path: path)
        // npm writes `false` for packages that it did not take from anywhere.
        if members["resolved"] != .boolean(false) {
            entry.resolved = try text("resolved", of: members, at: location, path: path)
        }
        entry.integrity = try text("integrity", of: members, at: location, path: path)
        entry.flags = Set(Flag.allCases.filter { members[$0.rawValue]?.isTrue == true })
        entry.operatingSystems = texts(members["os"])
        entry.processors = texts(members["cpu"])
        entry.libraries = texts(members["libc"])
        for kind in ["dependencies", "optionalDependencies", "peerDependencies"] {
            let specs = specs(members[kind])
            entry.localSpecifiers += local(specs)
            entry.dependencies.merge(specs) { first, _ in first }
        }
        entry.developmentDependencies = specs(members["devDependencies"])
        return entry
    }

    private static func text(
        _ key: String, of members: [String: JSONValue], at location: String, path: String
    ) throws(ResolutionError) -> String? {
        switch members[key] {
        case nil, .null: return nil
        case .string(let text): return text
        case .some:
            throw .malformed(path: path, problem: "'\(key)' of the entry '\(location)' is not a text")
        }
    }

    /// A text or a list of texts, as manifests write `os` and `cpu`.
    static func texts(_ value: JSONValue?) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.compactMap(\.text)
        case nil, .null, .boolean, .number, .object: []
        }
    }

    static func local(_ specs: [String: String]) -> [LocalSpecifier] {
        specs.compactMap {
            NpmLocalSpecifier($0.value) == nil ? nil : LocalSpecifier(name: $0.key, specifier: $0.value)
        }
    }

    static func specs(_ value: JSONValue?) -> [String: String] {
        (value?.members ?? [:]).compactMapValues(\.text)
    }
}

/// Turns the nested `dependencies` of version 1 into locations.
private struct FirstVersionReader {
    let path: String
    var entries: [String: NpmLockfile.Entry] = [:]

    mutating func read(_ value: JSONValue, below parent: String, depth: Int) throws(ResolutionError) {
        guard case .object(let members) = value else {
            throw .malformed(path: path, problem: "'dependencies' is not an object")
        }
        for (name, value) in members {
            let location = parent + (parent.isEmpty ? "" : "/") + "node_modules/" + name
            var entry = try NpmLockfile.entry(value, at: location, path: path)
            // Version 1 has the address of what is not from a registry in `version`, and `requires` for the specs.
            entry.dependencies = NpmLockfile.specs(value["requires"])
            entry.localSpecifiers = NpmLockfile.local(entry.dependencies)
            if value["bundled"]?.isTrue == true { entry.flags.insert(.inBundle) }
            if let version = entry.version, version.contains(":") {
                if version.hasPrefix("npm:"), let at = version.lastIndex(of: "@"), at > version.startIndex {
                    entry.name = String(version[..<at].dropFirst("npm:".utf8.count))
                    entry.version = String(version[version.index(after: at)...])
                } else {
                    if version.hasPrefix("file:"), !isArchive(version) { entry.flags.insert(.link) }
                    entry.resolved = entry.resolved ?? version
                    entry.version = nil
                }
            }
            entries[location] = entry
            if let nested = value["dependencies"] { try read(nested, below: location, depth: depth + 1) }
        }
    }
}

/// Tells what npm takes for a packed archive by its name: `/[.](?:tgz|tar.gz|tar)$/i`.
///
/// The dot inside `tar.gz` is unescaped in npm's pattern, so any character stands for it; we must read the same.
func isArchive(_ address: String) -> Bool {
    let bytes = Array(address.lowercased().utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") })
    let ending = Array(bytes.suffix(4))
    if ending == Array(".tgz".utf8) || ending == Array(".tar".utf8) { return true }
    let end = bytes.suffix(7)
    return end.count == 7 && Array(end.prefix(4)) == Array(".tar".utf8) && Array(end.suffix(2)) == Array("gz".utf8)
}
