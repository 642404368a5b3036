internal import Packages

/// What of a Python distribution runs when (PyPA: sdists run `setup.py` or their own build backend on install; `site`
/// runs `.pth` lines and `sitecustomize` at every start of the interpreter).
func pythonEntries(of package: PackageMap) -> EntryPlan {
    var plan = EntryPlan()
    let files = package.source.files
    var others: [Int] = []
    var initializers: [Int] = []
    var topLevel: [Int] = []
    for (index, file) in files.enumerated() {
        let parts = file.path.split(separator: "/")
        guard let name = parts.last else { continue }
        if name.hasSuffix(".pth") {
            plan.importing += pathFileLines(file, index)
            continue
        }
        if name == "entry_points.txt" { continue }
        let isSource = name.hasSuffix(".py") || name.hasSuffix(".pyw")
        let isScript =
            !isSource
            && (parts.contains { $0.hasSuffix(".data") } && parts.contains("scripts") || parts.first == "bin"
                || parts.first == "scripts")
        guard isSource || isScript && file.bytes.starts(with: "#!python".utf8) || isScript && startsPython(file.bytes)
        else { continue }
        if package.source.kind == .sdist, parts.count == 1, name == "setup.py" {
            plan.install.append(.file(index, asMain: true))
            continue
        }
        if parts.count == 1, name == "setup.py" || name == "conftest.py" || name == "noxfile.py" { continue }
        if name == "sitecustomize.py" || name == "usercustomize.py" {
            plan.importing.append(.file(index, asMain: false))
            continue
        }
        if isAside(parts) { continue }
        let depth = parts.count - (["src", "lib", "python"].contains(String(parts[0])) ? 1 : 0)
        if name == "__init__.py" {
            initializers.append(index)
        } else if depth == 1 && isSource {
            topLevel.append(index)
        } else if isScript || name == "__main__.py" {
            others.append(index)
        } else {
            others.append(index)
        }
    }
    if package.source.kind == .sdist { plan.install += backendFiles(of: package) }
    initializers.sort { depth(of: files[$0].path) < depth(of: files[$1].path) }
    plan.importing += (initializers + topLevel).map { .file($0, asMain: false) }
    plan.importing += entryPointModules(of: package).map { .file($0, asMain: false) }
    plan.rest = others
    return plan
}

private func depth(of path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

private func startsPython(_ bytes: [UInt8]) -> Bool {
    let line = String(decoding: bytes.prefix(80).prefix { $0 != 0x0a }, as: UTF8.self)
    return line.hasPrefix("#!") && line.contains("python")
}

/// Tests, documentation and examples: they run only when something imports them.
private func isAside(_ parts: [Substring]) -> Bool {
    let names: Set<Substring> = [
        "test", "tests", "testing", "docs", "doc", "examples", "example", "benchmarks", "benchmark", "samples", "demo",
        "demos",
        "tutorials", ".github", "fixtures", "tools", "ci",
    ]
    if let first = parts.first, parts.count > 1, names.contains(first) { return true }
    if parts.dropLast().contains(where: { $0 == "tests" || $0 == "test" }) { return true }
    guard let name = parts.last else { return false }
    return name.hasPrefix("test_") || name.hasSuffix("_test.py") || name == "conftest.py"
}

/// Lines that `site` runs: those beginning with `import` and a blank.
private func pathFileLines(_ file: PackageFile, _ index: Int) -> [EntryPoint] {
    guard file.bytes.count < 1 << 20 else { return [] }
    var entries: [EntryPoint] = []
    var number: UInt32 = 0
    for line in file.bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
        number &+= 1
        guard line.starts(with: "import ".utf8) || line.starts(with: "import\t".utf8), entries.count < 256 else {
            continue
        }
        entries.append(.line(String(decoding: line, as: UTF8.self), file: index, number: number))
    }
    return entries
}

/// Modules in the folders that `backend-path` of `pyproject.toml` names, when the build backend is one of them.
private func backendFiles(of package: PackageMap) -> [EntryPoint] {
    guard let index = package.index(of: "pyproject.toml"), let bytes = package.source(at: index)?.bytes,
        bytes.count < 1 << 20
    else { return [] }
    var folders: [String] = []
    var backend = ""
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let texts = line.split(separator: "\"", omittingEmptySubsequences: false)
        let single = line.split(separator: "'", omittingEmptySubsequences: false)
        let quoted =
            stride(from: 1, to: texts.count, by: 2).map { String(texts[$0]) }
            + stride(from: 1, to: single.count, by: 2).map { String(single[$0]) }
        let key = line.prefix { $0 != "=" }.filter { $0 != " " && $0 != "\t" }
        if key == "backend-path" { folders = quoted }
        if key == "build-backend" { backend = quoted.first ?? "" }
    }
    guard !folders.isEmpty, !backend.isEmpty else { return [] }
    let module = backend.prefix { $0 != ":" }.split(separator: ".").joined(separator: "/")
    for folder in folders {
        guard let base = PackageMap.join("", folder), let path = PackageMap.join(base, module) else { continue }
        for candidate in ["\(path).py", "\(path)/__init__.py"] {
            if let found = package.index(of: candidate) { return [.file(found, asMain: false)] }
        }
    }
    return []
}

/// Modules that `entry_points.txt` of a wheel names.
private func entryPointModules(of package: PackageMap) -> [Int] {
    var found: [Int] = []
    for file in package.source.files where file.path.hasSuffix("entry_points.txt") && file.bytes.count < 1 << 18 {
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
