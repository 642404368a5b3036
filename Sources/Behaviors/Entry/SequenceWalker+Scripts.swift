import SourceSyntax

// Scripts of manifests that a hook, or the code that it starts, runs by a package manager.
extension SequenceWalker {
    /// Runs the scripts of a name or pattern of the manifest that counts in a folder.
    func runManifestScripts(_ pattern: String, in inner: String = "", manifest: Int, folder: String) {
        guard walkedScripts.count < 64, scriptLookups < 512 else { return }
        scriptLookups += 1
        var (manifest, folder) = (manifest, folder)
        if !inner.isEmpty, let place = PackageMap.join(folder, inner), let found = package.manifest(for: place) {
            manifest = found
            folder = PackageMap.folder(of: package.path(found))
        }
        let scripts = package.scripts(of: manifest)
        let head = pattern.prefix { $0 != "*" }
        for (key, value) in scripts.prefix(512) {
            let plain = ["pre", "post"].first { key == "\($0)\(pattern)" }.map { key.dropFirst($0.count) } ?? key[...]
            guard plain == pattern || head.utf8.count < pattern.utf8.count && key.hasPrefix(head),
                let text = value.string, walkedScripts.insert("\(manifest) \(key)").inserted
            else { continue }
            runHookText(text, manifest: manifest, folder: folder)
        }
    }

    /// Words after which a package manager runs the script that another word names, and no hooks of an install.
    private static let runningWords: Set<String> = [
        "run", "run-script", "rum", "urn", "start", "stop", "restart", "test", "t", "tst",
    ]

    /// Runs what a package manager may run of manifests that its words name: by folder, by a workspace's name, or all.
    ///
    /// Options differ from one manager to the next; a word that names a manifest does not.
    func runOtherManifests(_ words: [String], in inner: String, manifest: Int, folder: String) {
        let place = PackageMap.join(folder, inner) ?? folder
        var targets = package.manifests(namedBy: words, from: place)
        if !inner.isEmpty, let found = package.manifest(for: place) { targets.insert(found, at: 0) }
        var patterns = words.filter { !$0.hasPrefix("-") }
        if !patterns.contains(where: Self.runningWords.contains) { patterns += ["install", "prepare"] }
        var seen: Set<Int> = [manifest]
        for target in targets where seen.count <= 16 && seen.insert(target).inserted {
            let folder = PackageMap.folder(of: package.path(target))
            for pattern in patterns { runManifestScripts(pattern, manifest: target, folder: folder) }
        }
    }

    /// Follows the scripts that code starts by a package manager while npm installs the package: the folder of the nearest
    /// manifest is the working folder then.
    func followScript(_ finding: ShellFinding) {
        guard quietDepth == 0, phase == .install, !package.isPython,
            let manifest = package.manifest(for: PackageMap.folder(of: package.path(file.fileIndex)))
        else { return }
        let folder = PackageMap.folder(of: package.path(manifest))
        switch finding {
        case .runsScript(let pattern, let inner):
            let builder = UnitBuilder(phase: phase, name: "scripts.\(pattern)")
            inNoFile(manifest, line: scriptLine(pattern, manifest), isPython: false, unit: builder) {
                runManifestScripts(pattern, in: inner, manifest: manifest, folder: folder)
            }
            finished.append(builder)
        case .managesPackages(let words, let inner):
            let builder = UnitBuilder(phase: phase, name: "scripts")
            inNoFile(manifest, line: 1, isPython: false, unit: builder) {
                runOtherManifests(words, in: inner, manifest: manifest, folder: folder)
            }
            finished.append(builder)
        case .behavior, .runsFile, .runsVariable, .javaScriptCode, .pythonCode: return
        }
        loadWaiting()
    }
}
