import SourceSyntax

/// Modules of the archive that building it runs: an in-tree build backend and what build tools are told to load.
func addBuildEntries(of package: PackageMap, to plan: inout EntryPlan) {
    var modules: [Int] = []
    if let index = package.index(of: "pyproject.toml"), let file = package.source(at: index) {
        let reader = file.bytes.count <= TOMLReader.maximumLength ? TOMLReader(file.bytes) : nil
        let backend = backendModules(reader, file.bytes, package)
        if backend.isIncomplete {
            plan.incomplete.append(
                IncompleteInspection(reason: .unreadableManifest, path: file.path, runsEarly: true))
        }
        modules += backend.found
        if let reader { modules += hookModules(reader, package) }
    }
    modules += configuredModules(package)
    var seen: Set<Int> = []
    for index in modules.prefix(64) where seen.insert(index).inserted {
        plan.install.append(.file(index, asMain: false))
    }
}

/// The modules of a backend in the tree; incomplete when `backend-path` is there but not its module.
private func backendModules(
    _ reader: TOMLReader?, _ bytes: [UInt8], _ package: PackageMap
) -> (found: [Int], isIncomplete: Bool) {
    guard let reader, PackageMap.isUTF8(bytes) else { return ([], true) }
    let isNamed = reader.keys.contains { $0.last == "backend-path" }
    guard isNamed || reader.isBroken && containsBytes("backend-path", in: bytes) else { return ([], false) }
    let folders = reader.texts(["build-system", "backend-path"])
    let backend = reader.texts(["build-system", "build-backend"]).last ?? "setuptools.build_meta"
    let parts = backend.prefix { $0 != ":" }.split(separator: ".").map(String.init)
    var found: [Int] = []
    var hasModule = false
    for folder in folders.prefix(64) {
        guard let base = PackageMap.join("", folder) else { continue }
        // Python searches an archive like a folder, and before those that follow.
        if package.unreadArchive(at: base) != nil || hasBinaryModule(parts.first ?? "", in: base, package) {
            return (found, true)
        }
        package.addPythonRoot(base)
        // Importing `a.b` runs `a` first.
        for count in parts.indices.map({ $0 + 1 }) {
            guard let path = PackageMap.join(base, parts.prefix(count).joined(separator: "/")),
                let index = package.pythonFile(at: path)
            else { continue }
            found.append(index)
            if count == parts.count { hasModule = true }
        }
    }
    return (found, !hasModule)
}

/// Whether a folder has a module of a name that is not source, and so comes before what stands in the folders behind.
private func hasBinaryModule(_ name: String, in folder: String, _ package: PackageMap) -> Bool {
    let place = folder.isEmpty ? name : "\(folder)/\(name)"
    guard package.pythonFile(at: place) == nil else { return false }
    return package.source.files.contains { file in
        (file.path.hasPrefix(place + ".") || file.path.hasPrefix(place + "/__init__."))
            && PackageFile.loading(of: file.path) == .binary
    }
}

/// Build scripts that Hatch, PDM and Poetry run.
private func hookModules(_ reader: TOMLReader, _ package: PackageMap) -> [Int] {
    var paths: [String] = []
    for entry in reader.entries where entry.path.first == "tool" {
        let key = entry.path.dropFirst()
        switch key.first {
        case "hatch" where entry.path.contains("hooks") && entry.path.last == "path": paths.append(entry.text)
        case "hatch" where entry.path.dropFirst(2).elementsEqual(["version", "path"]):
            // With another source than `code` the file is searched for text.
            if reader.texts(["tool", "hatch", "version", "source"]).contains("code") { paths.append(entry.text) }
        case "pdm" where ["custom-hook", "script"].contains(entry.path.last): paths.append(entry.text)
        case "pdm" where entry.path.last == "getter":
            paths.append(contentsOf: moduleCandidates(ofObject: entry.text, package).map(package.path))
        case "scikit-build" where entry.path.last == "provider":
            let place = reader.texts(Array(entry.path.dropLast()) + ["provider-path"]).last ?? ""
            if let folder = PackageMap.join("", place) { package.addPythonRoot(folder) }
            paths.append(contentsOf: moduleCandidates(ofObject: entry.text, package).map(package.path))
        case "poetry" where entry.path.contains("build"): paths.append(entry.text)
        case "setuptools" where entry.path.contains("cmdclass"):
            paths.append(contentsOf: moduleCandidates(ofObject: entry.text, package).map(package.path))
        case "setuptools" where entry.path.last == "attr":
            paths.append(contentsOf: attributeModules(entry.text, package).map(package.path))
        default: continue
        }
    }
    if reader.keys.contains(where: { $0.contains("hatch") && $0.contains("hooks") }) { paths.append("hatch_build.py") }
    if reader.texts(["build-system", "build-backend"]).contains(where: { $0.hasPrefix("pdm") }) {
        paths.append("pdm_build.py")
    }
    return paths.compactMap { PackageMap.join("", $0).flatMap(package.index(of:)) }
}

/// Command classes and attributes that `setup.cfg` names.
private func configuredModules(_ package: PackageMap) -> [Int] {
    guard let index = package.index(of: "setup.cfg"), let bytes = package.bytes(at: index),
        bytes.count <= TOMLReader.maximumLength
    else { return [] }
    var found: [Int] = []
    var isInCommands = false
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let isContinued = line.first == " " || line.first == "\t"
        let key = line.prefix { $0 != "=" && $0 != ":" }.filter { $0 != " " && $0 != "\t" }
        if !isContinued { isInCommands = key == "cmdclass" || key == "setup_hooks" || key == "setup-hooks" }
        let marks = line.split(separator: " ").joined().split(separator: "attr:", omittingEmptySubsequences: false)
        if marks.count == 2 { found += attributeModules(String(marks[1]), package) }
        if isInCommands, let value = line.split(separator: "=").last {
            found += moduleCandidates(ofObject: String(value), package)
        }
    }
    return found
}

/// The module of `package.module.Class`.
private func moduleCandidates(ofObject name: String, _ package: PackageMap) -> [Int] {
    var parts = name.split { " \t:".contains($0) }.joined(separator: ".").split(separator: ".").map(String.init)
    while !parts.isEmpty {
        if let found = package.pythonModule(named: parts.joined(separator: "."), importedBy: -1) { return [found] }
        parts.removeLast()
    }
    return []
}

/// The module of an attribute that setuptools must import, because it is no constant at the module's top level.
private func attributeModules(_ name: String, _ package: PackageMap) -> [Int] {
    guard let attribute = name.filter({ $0 != " " }).split(separator: ".").last else { return [] }
    return moduleCandidates(ofObject: name, package).filter { index in
        guard package.claimSource(index) == nil else { return true }
        let tree = package.parse(index)
        let first = tree.children(of: tree.root).first { statement in
            guard let target = tree.kind(statement) == .assignment ? tree.children(of: statement).first : nil else {
                return false
            }
            return tree.kind(target) == .name && tree.text(target) == attribute
        }
        guard let first, let value = tree.children(of: first).dropFirst().first else { return true }
        return tree.kind(value) != .string && tree.kind(value) != .number
    }
}

/// Whether a text occurs in bytes.
func containsBytes(_ word: String, in bytes: [UInt8]) -> Bool {
    let needle = Array(word.utf8)
    guard let first = needle.first else { return true }
    guard bytes.count >= needle.count else { return false }
    let behind = bytes.count - needle.count + 1
    var index = 0
    while index < behind {
        // Both ends of the word are looked at first.
        if bytes[index] == first, bytes[index + needle.count - 1] == needle[needle.count - 1],
            bytes[index..<index + needle.count].elementsEqual(needle)
        {
            return true
        }
        index += 1
    }
    return false
}
