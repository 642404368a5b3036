/// What of an npm package runs when: npm runs `preinstall`, `install` and `postinstall` of registry packages, and
/// `node-gyp rebuild` where a `binding.gyp` stands without an install script; `main`, `exports` and `bin` load later.
///
/// Bundled packages under `node_modules` have the same hooks and entries.
func npmEntries(of package: PackageMap) -> EntryPlan {
    var plan = EntryPlan()
    let files = package.source.files
    var manifests: [Int] = []
    for (index, file) in files.enumerated() where isManifest(file.path) { manifests.append(index) }
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
        addScripts(of: json, manifest: manifest, folder: folder, package, to: &plan)
        entries += mainFiles(of: json, folder: folder, package)
    }
    if entries.isEmpty, let index = package.javaScriptFile(at: "") { entries.append(index) }
    plan.importing = entries.map { .file($0, asMain: false) }
    for (index, file) in files.enumerated() where package.isCode(index) && !isAside(file.path) {
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

private func addScripts(
    of json: JSONValue, manifest: Int, folder: String, _ package: PackageMap, to plan: inout EntryPlan
) {
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    var hasInstall = false
    for name in ["preinstall", "install", "postinstall"] {
        guard let text = json["scripts"]?[name]?.string, !text.isEmpty else { continue }
        if name != "postinstall" { hasInstall = true }
        plan.install.append(.script(text, name: "\(prefix)scripts.\(name)", manifest: manifest))
    }
    if !hasInstall, package.index(of: "\(prefix)binding.gyp") != nil {
        if case .boolean(false) = json["gypfile"] ?? .null { return }
        plan.install.append(.nativeBuild(manifest: manifest))
    }
}

private func mainFiles(of json: JSONValue, folder: String, _ package: PackageMap) -> [Int] {
    var paths: [String] = []
    for key in ["main", "module", "browser"] {
        if let path = json[key]?.string { paths.append(path) }
    }
    paths += (json["exports"]?.allStrings ?? []).prefix(256)
    paths += (json["bin"]?.allStrings ?? []).prefix(256)
    if json["main"] == nil { paths.append("index") }
    var found: [Int] = []
    for path in paths where !path.contains("*") {
        guard let target = PackageMap.join(folder, path), let index = package.javaScriptFile(at: target),
            !found.contains(index)
        else { continue }
        found.append(index)
    }
    return found
}

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
