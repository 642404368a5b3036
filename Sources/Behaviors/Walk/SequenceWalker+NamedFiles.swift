import SourceSyntax

// Files of the package that running code names by a text: started, loaded as a module, or read and run as code.
extension SequenceWalker {
    /// The file that a text means as a path: below the folder of the current file or one above it.
    ///
    /// An unknown first part, as of `__dirname + "/x.js"`, is taken for one of those folders.
    func packageFile(named text: String, asJavaScript: Bool = false) -> Int? {
        var path = text[...]
        if path.hasPrefix("file://") { path = path.dropFirst(7) }
        if path.hasPrefix(unknownPart) {
            path = path.dropFirst()
            guard path.hasPrefix("/") || path.hasPrefix("\\") else { return nil }
            path = path.drop { $0 == "/" || $0 == "\\" }
        }
        guard !path.isEmpty, path.utf8.count < 512, !path.hasPrefix("/"), !path.contains(unknownPart),
            fileChecks < ExtractionLimits.placeChecks
        else { return nil }
        fileChecks += 1
        let plain = String(path.map { $0 == "\\" ? "/" : $0 })
        var folder = PackageMap.folder(of: package.path(file.fileIndex))
        while true {
            if let target = PackageMap.join(folder, plain), !target.isEmpty {
                let found = asJavaScript ? package.javaScriptFile(at: target) : package.index(of: target)
                if let found, found != file.fileIndex { return found }
            }
            if folder.isEmpty { return nil }
            folder = PackageMap.folder(of: folder)
        }
    }

    /// The file that a command starts, and whether it is shell text.
    func startedFile(
        _ path: String, _ interpreter: FileInterpreter, from folder: String
    ) -> (index: Int, isShell: Bool)? {
        let exact = PackageMap.join(folder, path).flatMap(package.index(of:)) ?? packageFile(named: path)
        switch interpreter {
        case .javaScript:
            let module = PackageMap.join(folder, path).flatMap(package.javaScriptFile)
            return (module ?? packageFile(named: path, asJavaScript: true)).map { ($0, false) }
        case .python, .pythonModule:
            let main = PackageMap.join(folder, "\(path)/__main__.py").flatMap(package.index(of:))
            guard let index = exact ?? main else { return nil }
            package.markPython(index)
            return (index, false)
        case .shell: return exact.map { ($0, true) }
        case .itself:
            guard let index = exact, let bytes = package.bytes(at: index) else { return nil }
            if PackageMap.startsShell(bytes) { return (index, true) }
            if package.isCode(index) { return (index, false) }
            // The kernel gives files without a first line to the shell, but programs are no text.
            if bytes.prefix(64).contains(0) { return nil }
            return (index, !bytes.starts(with: "#!".utf8))
        }
    }

    /// Follows a file that a command in code starts.
    func follow(_ path: String, _ interpreter: FileInterpreter) {
        guard quietDepth == 0, let started = startedFile(path, interpreter, from: "") else { return }
        guard !started.isShell else {
            // Generated `configure` scripts of sdists are long and say nothing of what they do.
            let size = package.source(at: started.index)?.byteCount ?? 0
            if !isForLater, !package.isPython || size <= 1 << 16 { runShellFile(started.index) }
            return
        }
        runNamed(started.index)
    }

    /// Whether what is walked only runs when somebody calls it; the rest of a hook of npm is taken for called.
    private var isForLater: Bool { isDeferred && (phase == .importing || phase == .install && package.isPython) }

    /// Loads a file that code names, as code of the language in which it was named unless that is known.
    func runNamed(_ index: Int) {
        guard quietDepth == 0, loads[index] == nil else { return }
        // What only a later call would start belongs to the last phase.
        if isForLater {
            if namedLater.count < 256 { namedLater.append(index) }
        } else {
            load(index, asMain: true)
        }
    }

    /// Loads what functions that nobody called name; in the phase in which they may be called.
    func loadNamedLater() {
        guard phase == .run else { return }
        for index in namedLater where loads[index] == nil { load(index, asMain: true) }
        namedLater = []
        finishLoaded()
    }

    /// Follows a path given to something that loads or starts a file of the file's own language.
    func followModule(_ value: Value) {
        guard quietDepth == 0, let text = value.knownText,
            let index = packageFile(named: text, asJavaScript: !file.isPython)
        else { return }
        let native: Set<String> = [
            "so", "node", "dll", "pyd", "dylib", "wasm", "zip", "whl", "egg", "exe", "json", "pyc",
        ]
        guard !native.contains(PackageMap.ending(of: package.path(index))) else { return }
        if file.isPython { package.markPython(index) }
        runNamed(index)
    }

    /// Gives what is read from a file of the package an identity by which code in it is found again.
    func contentOrigin(of path: Value, known origin: UInt32) -> UInt32 {
        guard quietDepth == 0, let text = path.knownText, let index = packageFile(named: text) else { return origin }
        let identity = origin != 0 ? origin : path.origin != 0 ? path.origin : makeOrigin()
        fileOrigins[identity] = index
        return identity
    }

    /// Runs as code what was read from a file of the package.
    func runContent(of value: Value, isPython: Bool, at node: NodeID) {
        guard quietDepth == 0, value.origin != 0 else { return }
        let named = droppedNameOfOrigin[value.origin].flatMap { packageFile(named: $0) }
        guard let index = fileOrigins[value.origin] ?? named, index != file.fileIndex,
            let bytes = package.bytes(at: index)
        else { return }
        guard PackageMap.ending(of: package.path(index)) != "json" else {
            for text in (JSONValue(parsing: bytes)?.allStrings ?? []).prefix(4_096) where looksLikeSource(text) {
                walkLayer(text, isPython: isPython, at: node)
            }
            return
        }
        if isPython { package.markPython(index) } else { package.markJavaScript(index) }
        runNamed(index)
    }
}
