internal import Packages

/// What of a Python distribution runs when (PyPA: sdists run `setup.py` or their own build backend on install; `site`
/// runs `.pth` lines and `sitecustomize` at every start of the interpreter).
func pythonEntries(of package: PackageMap) -> EntryPlan {
    var plan = EntryPlan()
    let files = package.source.files
    let layout = PythonLayout(package)
    let importsWhatItLists = package.source.kind == .wheel && listsModules(package, layout)
    var others: [Int] = []
    var initializers: [Int] = []
    var topLevel: [Int] = []
    // A package whose `__init__.py` does nothing is imported by its modules' names.
    var members: [Int] = []
    for (index, file) in files.enumerated() {
        let parts = file.path.split(separator: "/")
        guard let name = parts.last else { continue }
        if file.isNested {
            if isStartModule(parts) {
                plan.importing.append(.file(index, asMain: false))
            } else if ["py", "pyw"].contains(PackageMap.ending(of: file.path)), !layout.isAside(parts) {
                others.append(index)
            }
            continue
        }
        if name.hasSuffix(".pth") {
            addPathFileLines(of: package, index, to: &plan)
            continue
        }
        if name == "entry_points.txt" { continue }
        if package.source.kind == .wheel, let started = MachineEntry(parts, file) {
            add(started, index, to: &plan)
            continue
        }
        let ending = PackageMap.ending(of: file.path)
        let isSource = ending == "py" || ending == "pyw"
        let isScript = !isSource && layout.isScript(parts)
        // Without a first line of its own, whatever shell starts it reads it.
        let isShellText =
            PackageMap.startsShell(file.content.prefix(128))
            || ending.isEmpty && parts[0].hasSuffix(".data") && isUnmarkedText(file.bytes)
        if isScript, package.source.kind == .wheel, isShellText {
            plan.shellFiles.append(index)
            continue
        }
        guard
            isSource || isScript && file.content.prefix(16).starts(with: "#!python".utf8)
                || isScript && startsPython(file.bytes)
        else { continue }
        if package.source.kind == .sdist, parts.count == 1 {
            if name == "setup.py" {
                plan.install.append(.file(index, asMain: true))
                continue
            }
            if name == "conftest.py" || name == "noxfile.py" { continue }
        }
        if isStartModule(parts) {
            plan.importing.append(.file(index, asMain: false))
            continue
        }
        if layout.isAside(parts) {
            // What a package lists and imports may be any of its files; a project in a folder can be required by its path.
            if importsWhatItLists || layout.isInInnerProject(parts) { others.append(index) }
            continue
        }
        let depth = parts.count - layout.rootDepth(parts)
        if name == "__init__.py" {
            initializers.append(index)
        } else if !isImportable(name) {
            others.append(index)
        } else if depth == 1 && isSource {
            topLevel.append(index)
        } else if depth == 2 && isSource && name != "__main__.py" && layout.isBare(parts) {
            members.append(index)
        } else {
            others.append(index)
        }
    }
    if package.source.kind == .sdist { addBuildEntries(of: package, to: &plan) }
    initializers.sort { depth(of: files[$0].path) < depth(of: files[$1].path) }
    plan.importing += (initializers + topLevel + members).map { .file($0, asMain: false) }
    plan.importing += entryPointModules(of: package).map { .file($0, asMain: false) }
    plan.rest = others
    return plan
}

/// Whether code of a wheel lists modules and imports what it finds, so that it may import files that are left aside.
private func listsModules(_ package: PackageMap, _ layout: PythonLayout) -> Bool {
    let sources = package.source.files.filter { $0.path.hasSuffix(".py") && !$0.isNested }
    let isAside = sources.map { layout.isAside($0.path.split(separator: "/")) }
    guard isAside.contains(true) else { return false }
    return zip(sources, isAside).contains { file, isAside in
        guard !isAside else { return false }
        let bytes = file.bytes
        return importing.contains(where: bytes.holds) && listing.contains(where: bytes.holds)
    }
}

private let importing: [StaticString] = ["import_module", "__import__", "exec_module", "load_module"]
private let listing: [StaticString] = [
    "iter_modules", "walk_packages", "listdir", "scandir", "iterdir", "glob(", "resources",
]

/// Whether `site` imports a file by itself, as a module or a package, wherever a path leads to it.
private func isStartModule(_ parts: [Substring]) -> Bool {
    guard let name = parts.last else { return false }
    let module = name == "__init__.py" ? parts.dropLast().last ?? "" : name.dropLast(name.hasSuffix(".py") ? 3 : 0)
    return module == "sitecustomize" || module == "usercustomize"
}

private func add(_ started: MachineEntry, _ index: Int, to plan: inout EntryPlan) {
    switch started {
    case .shell: plan.importing.append(.shellFile(index))
    case .completion: plan.shellFiles.append(index)
    case .python: plan.importing.append(.file(index, asMain: false))
    case .commands(let commands): plan.importing.append(.commands(commands, file: index))
    case .menu(let commands): plan.menus.append(.commands(commands, file: index))
    }
}

/// Whether a program's file is text that names no interpreter.
private func isUnmarkedText(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && !bytes.starts(with: "#!".utf8) && !bytes.prefix(1_024).contains(0) && PackageMap.isUTF8(bytes)
}

/// Whether an `import` can name a file: `.hidden.py` and `two-words.py` only run when something else names them.
private func isImportable(_ name: Substring) -> Bool {
    let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard let first = stem.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.count { $0 == UInt8(ascii: ".") } <= 1 && !stem.contains(UInt8(ascii: "-"))
}

private func depth(of path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

private func startsPython(_ bytes: [UInt8]) -> Bool {
    let line = String(decoding: bytes.prefix(80).prefix { $0 != 0x0a }, as: UTF8.self)
    return line.hasPrefix("#!") && line.contains("python")
}

/// How the folders of a distribution are used.
private struct PythonLayout {
    private static let tests: Set<Substring> = [
        "test", "tests", "docs", "doc", "examples", "example", "benchmarks", "benchmark", "samples", "demo", "demos",
        "tutorials", ".github", "fixtures",
    ]
    private static let tools: Set<Substring> = ["testing", "tools", "ci"]

    private let isWheel: Bool
    /// Folders at the top that are packages.
    private var packages: Set<Substring> = []
    /// Those of them whose `__init__.py` imports and calls something.
    private var activePackages: Set<Substring> = []
    /// Folders of a source archive that pip could build by themselves.
    private var projects: Set<String> = []

    init(_ package: PackageMap) {
        isWheel = package.source.kind == .wheel
        for file in package.source.files where file.path.hasSuffix("/__init__.py") {
            let parts = file.path.split(separator: "/")
            let first = rootDepth(parts)
            guard parts.count == first + 2 else { continue }
            packages.insert(parts[first])
            if Self.acts(file.bytes) { activePackages.insert(parts[first]) }
        }
        guard !isWheel else { return }
        for file in package.source.files where !file.isNested && file.path.utf8.contains(UInt8(ascii: "/")) {
            if file.path.hasSuffix("/pyproject.toml") || file.path.hasSuffix("/setup.py") {
                projects.insert(PackageMap.folder(of: file.path))
            }
        }
    }

    func isInInnerProject(_ parts: [Substring]) -> Bool {
        guard !projects.isEmpty else { return false }
        var folder = ""
        return parts.dropLast().contains { part in
            folder += folder.isEmpty ? part : "/" + part
            return projects.contains(folder)
        }
    }

    /// Whether an `__init__.py` may import or call something, by its words; prose of a docstring counts too.
    private static func acts(_ bytes: [UInt8]) -> Bool {
        bytes.count > 4_096 || bytes.contains(UInt8(ascii: "("))
            || String(decoding: bytes, as: UTF8.self).containsBytes(of: "import")
    }

    /// Whether the folder that a path begins with does nothing when it is imported itself.
    func isBare(_ parts: [Substring]) -> Bool {
        let first = rootDepth(parts)
        guard parts.indices.contains(first), !activePackages.contains(parts[first]) else { return false }
        // Of a source archive, a folder without `__init__.py` need not be a package.
        return isWheel || packages.contains(parts[first])
    }

    /// Folders in front of the names of modules: `src`, and in wheels `NAME.data/purelib`.
    func rootDepth(_ parts: [Substring]) -> Int {
        guard let first = parts.first, parts.count > 1 else { return 0 }
        if let depth = wheelDataDepth(parts) { return depth }
        return ["src", "lib", "python"].contains(first) ? 1 : 0
    }

    func isScript(_ parts: [Substring]) -> Bool {
        parts.contains { $0.hasSuffix(".data") } && (parts.contains("scripts") || parts.contains("bin"))
            || parts.first == "bin"
            || parts.first == "scripts"
    }

    /// Tests, documentation and examples: they run only when something imports them or names them.
    ///
    /// A wheel's top level is importable whatever its names are.
    func isAside(_ parts: [Substring]) -> Bool {
        guard let name = parts.last else { return false }
        let root = rootDepth(parts)
        if parts.count > root + 1 {
            let first = parts[root]
            let isPackage = packages.contains(first)
            if isWheel {
                if !isPackage, Self.tests.contains(first) { return true }
            } else if Self.tests.contains(first) {
                return true
            } else if Self.tools.contains(first),
                !isPackage || packages.contains(where: { $0 != first && !Self.isAsideName($0) })
            {
                return true
            }
        } else if isWheel {
            return false
        }
        if parts.dropLast().dropFirst(root + 1).contains(where: { $0 == "tests" || $0 == "test" }) { return true }
        return name.hasPrefix("test_") || name.hasSuffix("_test.py") || name == "conftest.py"
    }

    private static func isAsideName(_ name: Substring) -> Bool { tests.contains(name) || tools.contains(name) }
}

/// The folders of a wheel's data that lead to modules: `NAME.data/purelib`, and what the data scheme puts among the modules by
/// its path, `NAME.data/data/lib/python3.11` with or without `site-packages`; nil for all others.
func wheelDataDepth(_ parts: [Substring]) -> Int? {
    guard parts.count > 2, parts[0].hasSuffix(".data") else { return nil }
    if parts[1] == "purelib" || parts[1] == "platlib" { return 2 }
    guard parts[1] == "data" else { return nil }
    let folders = parts.dropLast()
    if let last = folders.lastIndex(where: { $0 == "site-packages" || $0 == "dist-packages" }) { return last + 1 }
    // A system's interpreter finds modules in its library too.
    for place in folders.indices.dropFirst(3)
    where parts[place].hasPrefix("python") && parts[place - 1].hasPrefix("lib") { return place + 1 }
    return nil
}

/// Lines that `site` runs: those beginning with `import` and a blank.
///
/// Older interpreters end lines at `\n`, `\r` and both; since 3.13 every separator that Unicode knows does.
private func addPathFileLines(of package: PackageMap, _ index: Int, to plan: inout EntryPlan) {
    guard let file = package.source(at: index) else { return }
    let folder = PackageMap.folder(of: file.path)
    let note = IncompleteInspection(reason: .fileTooLarge, path: file.path, runsEarly: true)
    guard file.byteCount < 1 << 20 else {
        plan.incomplete.append(note)
        return
    }
    var bytes = file.bytes[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let lateSeparators: Set<Unicode.Scalar> = [
        "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{85}", "\u{2028}", "\u{2029}",
    ]
    var number: UInt32 = 1
    var count = 0
    var start = text.startIndex
    while start < text.endIndex {
        let end = text[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? text.endIndex
        let line = text[start..<end]
        let parts = line.split { lateSeparators.contains($0) }
        for piece in [line] + (parts.count > 1 ? Array(parts.dropFirst()) : []) {
            let code = String(piece)
            guard code.hasPrefix("import ") || code.hasPrefix("import\t") else {
                addPath(code, from: folder, of: package, to: &plan)
                continue
            }
            count += 1
            guard count <= 256 else {
                plan.incomplete.append(note)
                return
            }
            plan.importing.append(.line(code, file: index, number: number))
        }
        guard end < text.endIndex else { return }
        number &+= 1
        start = text.index(after: end)
        if text[end] == "\r", start < text.endIndex, text[start] == "\n" { start = text.index(after: start) }
    }
}

/// A folder or archive that a `.pth` line puts among those where Python looks for modules.
private func addPath(_ line: String, from folder: String, of package: PackageMap, to plan: inout EntryPlan) {
    guard !line.hasPrefix("#"), let path = PackageMap.join(folder, trimmed(line)), path != folder else { return }
    package.addPythonRoot(path)
    guard let archive = package.unreadArchive(at: path) else { return }
    plan.incomplete.append(IncompleteInspection(reason: .unreadArchive, path: archive, runsEarly: true))
}

private func trimmed(_ line: String) -> String {
    var text = line[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    return String(text)
}

/// Modules that `entry_points.txt` of a wheel names.
private func entryPointModules(of package: PackageMap) -> [Int] {
    var found: [Int] = []
    for file in package.source.files where file.path.hasSuffix("entry_points.txt") && file.byteCount < 1 << 18 {
        for line in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let target = line[line.index(after: equals)...].prefix { $0 != ":" && $0 != "[" }.filter { $0 != " " }
            if let index = package.pythonModule(named: target, importedBy: -1), !found.contains(index),
                found.count < 256
            {
                found.append(index)
            }
        }
    }
    return found
}
