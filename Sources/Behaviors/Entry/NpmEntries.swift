/// What of an npm package runs when: npm runs `preinstall`, `install` and `postinstall` of registry packages, and
/// `node-gyp rebuild` where a `binding.gyp` stands without an install script; `main`, `exports` and `bin` load later.
///
/// Bundled packages under `node_modules` have the same hooks and entries. In a checkout (it holds `.git/HEAD`, which no
/// registry's tarball does) npm also runs `prepare` and its kin, of the project and of its workspaces.
func npmEntries(of package: PackageMap) -> EntryPlan {
    var plan = EntryPlan()
    let files = package.source.files
    var manifests: [Int] = []
    let isCheckout = package.index(of: ".git/HEAD") != nil
    let hasWorkspaces =
        isCheckout
        && files.first { $0.path == "package.json" }.flatMap { JSONValue(parsing: $0.bytes) }?["workspaces"] != nil
    for (index, file) in files.enumerated()
    where isManifest(file.path) || hasWorkspaces && file.path.hasSuffix("/package.json") {
        manifests.append(index)
    }
    if package.index(of: "package.json") == nil, let shallowest = shallowestManifest(of: files) {
        // npm strips the first folder whatever its name; archives packed otherwise keep one more.
        manifests.append(shallowest)
    }
    manifests.sort { files[$0].path.utf8.count < files[$1].path.utf8.count }
    var entries: [Int] = []
    for manifest in manifests {
        let folder = PackageMap.folder(of: files[manifest].path)
        guard let json = JSONValue(parsing: files[manifest].bytes) else {
            plan.incomplete.append(
                IncompleteInspection(reason: .unreadableManifest, path: files[manifest].path, runsEarly: true))
            continue
        }
        let hooks = isCheckout && !folder.contains("node_modules") ? checkoutHooks : registryHooks
        addScripts(hooks, of: json, manifest: manifest, folder: folder, package, to: &plan)
        entries += mainFiles(of: json, folder: folder, package, to: &plan)
    }
    if entries.isEmpty, let index = package.javaScriptFile(at: "") { entries.append(index) }
    plan.importing = entries.map { .file($0, asMain: false) }
    for (index, file) in files.enumerated()
    where package.isCode(index) && !isAside(file.path) && !plan.shellFiles.contains(index) {
        plan.rest.append(index)
    }
    return plan
}

private func shallowestManifest(of files: [PackageFile]) -> Int? {
    files.indices.filter { files[$0].path.hasSuffix("/package.json") && !files[$0].path.contains("node_modules/") }
        .min { files[$0].path.utf8.count < files[$1].path.utf8.count }
}

private func isManifest(_ path: String) -> Bool {
    if path == "package.json" { return true }
    guard path.hasSuffix("/package.json") else { return false }
    // The manifest of a bundled package stands right below `node_modules`, or below a scope in it.
    let parts = path.split(separator: "/").dropLast()
    guard let position = parts.lastIndex(of: "node_modules") else { return false }
    let behind = parts.count - position - 1
    return behind == 1 || behind == 2 && parts[position + 1].hasPrefix("@")
}

private let registryHooks = ["preinstall", "install", "postinstall"]

/// What `npm install` runs for the project itself, in its order.
private let checkoutHooks = registryHooks + ["prepublish", "preprepare", "prepare", "postprepare"]

private func addScripts(
    _ hooks: [String], of json: JSONValue, manifest: Int, folder: String, _ package: PackageMap,
    to plan: inout EntryPlan
) {
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    var hasInstall = false
    for name in hooks {
        guard let text = json["scripts"]?[name]?.string, !text.isEmpty else { continue }
        if name == "preinstall" || name == "install" { hasInstall = true }
        plan.install.append(.script(text, name: "\(prefix)scripts.\(name)", manifest: manifest))
    }
    guard package.index(of: "\(prefix)binding.gyp") != nil else { return }
    if !hasInstall {
        if case .boolean(false) = json["gypfile"] ?? .null { return }
        plan.install.append(.nativeBuild(manifest: manifest, isImplicit: true))
    } else {
        plan.install.append(.nativeBuild(manifest: manifest, isImplicit: false))
    }
}

private func mainFiles(
    of json: JSONValue, folder: String, _ package: PackageMap, to plan: inout EntryPlan
) -> [Int] {
    var paths: [String] = []
    for key in ["main", "module", "browser"] {
        if let path = json[key]?.string { paths.append(path) }
    }
    paths += (json["exports"]?.allStrings ?? []).prefix(256)
    paths += (json["browser"]?.members.compactMap(\.value.string) ?? []).prefix(256)
    var programs = Array((json["bin"]?.allStrings ?? []).prefix(256))
    // `directories.bin` makes a program of every file in a folder; npm ignores it beside `bin`.
    if programs.isEmpty, let path = json["directories"]?["bin"]?.string, let place = PackageMap.join(folder, path) {
        let prefix = "\(place)/"
        for file in package.source.files where file.path.hasPrefix(prefix) && programs.count < 64 {
            programs.append(String(file.path.dropFirst(folder.isEmpty ? 0 : folder.count + 1)))
        }
    }
    if json["main"] == nil { paths.append("index") }
    var found: [Int] = []
    for path in paths + programs {
        guard let target = PackageMap.join(folder, path) else { continue }
        if target.contains("*") {
            plan.rest += patternFiles(target, package)
            continue
        }
        if programs.contains(path), let index = package.index(of: target),
            let bytes = package.bytes(at: index)
        {
            if PackageMap.startsShell(bytes) {
                if !plan.shellFiles.contains(index) { plan.shellFiles.append(index) }
                continue
            }
            if bytes.starts(with: "#!".utf8), bytes.prefix(80).prefix(while: { $0 != 0x0a }).contains("python".utf8) {
                package.markPython(index)
                plan.rest.append(index)
                continue
            }
        }
        guard let index = package.javaScriptFile(at: target), !found.contains(index) else { continue }
        found.append(index)
    }
    return found
}

/// Files that only a pattern of `exports` makes importable; those that look like code are listed anyway.
private func patternFiles(_ pattern: String, _ package: PackageMap) -> [Int] {
    let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return [] }
    var found: [Int] = []
    for (index, file) in package.source.files.enumerated() where !package.isCode(index) && found.count < 256 {
        let ending = PackageMap.ending(of: file.path)
        guard file.path.hasPrefix(parts[0]), file.path.hasSuffix(parts[1]), !plainEndings.contains(ending),
            let index = package.javaScriptFile(at: file.path)
        else { continue }
        found.append(index)
    }
    return found
}

/// What packages ship beside code under patterns as wide as `./*`.
private let plainEndings: Set<String> = [
    "", "md", "map", "css", "scss", "sass", "less", "html", "htm", "svg", "png", "jpg", "jpeg", "gif", "ico", "woff",
    "woff2", "ttf", "eot", "ts", "mts", "cts", "yml", "yaml", "vue", "svelte", "flow", "json", "node", "wasm",
]

/// Tests, documentation, examples and declarations: they run only when something requires them.
private func isAside(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let names: Set<Substring> = [
        "test", "tests", "__tests__", "spec", "specs", "docs", "doc", "examples", "example", "benchmark", "benchmarks",
        "demo",
        "fixtures", "__mocks__", "coverage", ".github", "storybook", "stories", "e2e",
    ]
    if parts.dropLast().contains(where: { names.contains($0) }) { return true }
    guard let name = parts.last else { return false }
    return name.contains(".test.") || name.contains(".spec.") || name.hasSuffix(".min.js.map")
        || ["gruntfile.js", "gulpfile.js", "karma.conf.js", "rollup.config.js", "webpack.config.js", "jest.config.js"]
            .contains(name.lowercased())
}
