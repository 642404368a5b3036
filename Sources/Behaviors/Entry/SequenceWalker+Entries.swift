import SourceSyntax

extension SequenceWalker {
    /// Follows one entry point.
    func run(_ entry: EntryPoint) {
        switch entry {
        case .file(let index, let asMain): load(index, asMain: asMain)
        case .line(let text, let file, let number): runLine(text, file: file, number: number)
        case .shellFile(let index): runShellFile(index)
        case .commands(let commands, let file): runCommands(commands, file: file)
        case .script(let text, let name, let manifest): runScript(text, name: name, manifest: manifest)
        case .nativeBuild(let manifest, let isImplicit): runNativeBuild(manifest, isImplicit: isImplicit)
        }
    }

    /// A context without a tree, from which texts are walked.
    func inNoFile(_ index: Int, line: UInt32, isPython: Bool, unit builder: UnitBuilder, _ work: () -> Void) {
        var tree = SyntaxTree()
        if isPython {
            tree = parsePython([])
        } else {
            tree = parseJavaScript([], isTypeScript: false, allowsMarkup: false)
        }
        let context = FileContext(
            fileIndex: index, pathIndex: UInt32(index), tree: tree, isPython: isPython, scope: Scope(parent: nil),
            fixedLine: line)
        context.isMainScript = true
        inside(context, unit: builder, work)
    }

    private func runLine(_ text: String, file: Int, number: UInt32) {
        let builder = UnitBuilder(phase: phase, name: package.path(file))
        builder.append(BehaviorEvent(behavior: .hookImport, file: UInt32(file), line: number))
        inNoFile(file, line: number, isPython: true, unit: builder) { walkLayer(text, isPython: true, at: NodeID(0)) }
        finished.append(builder)
    }

    private func runScript(_ text: String, name: String, manifest: Int) {
        let builder = UnitBuilder(phase: phase, name: name)
        inNoFile(manifest, line: scriptLine(name, manifest), isPython: false, unit: builder) {
            let folder = PackageMap.folder(of: package.path(manifest))
            runHookText(text, manifest: manifest, folder: folder)
        }
        finished.append(builder)
        loadWaiting()
    }

    /// Loads the files that a hook started, after the hook's own unit.
    func loadWaiting() {
        while !waitingFiles.isEmpty { load(waitingFiles.removeFirst(), asMain: true) }
    }

    /// Reads the shell text of a hook, or of a script or file that it runs.
    func runHookText(_ text: String, manifest: Int, folder: String, isFile: Bool = false) {
        let node = NodeID(0)
        if text.utf8.count > ShellReader.maximumLength { noteUnread(file.fileIndex, .fileTooLarge) }
        emit(LiteralClasses(text).behaviors, at: node)
        for finding in hookFindings(in: text) {
            switch finding {
            case .behavior(let behavior): emit(behavior, at: node)
            case .pythonCode(let code): walkLayer(code, isPython: true, at: node)
            case .javaScriptCode(let code): walkLayer(code, isPython: false, at: node)
            case .runsVariable: if !isFile { emit(.argDynamic, at: node) }
            case .runsScript(let pattern, let inner):
                runManifestScripts(pattern, in: inner, manifest: manifest, folder: folder)
            case .managesPackages(let words, let inner):
                runOtherManifests(words, in: inner, manifest: manifest, folder: folder)
            case .runsFile(let path, let interpreter):
                let started = startedFile(path, interpreter, from: folder)
                switch interpreter {
                case .javaScript, .python, .shell: emit(.shellScript, at: node)
                case .itself: if started != nil || path.hasPrefix(".") { emit(.shellScript, at: node) }
                case .pythonModule: if started != nil { emit(.shellScript, at: node) }
                }
                guard let started else { continue }
                if started.isShell {
                    runShellText(started.index, manifest: manifest, folder: folder)
                } else if !waitingFiles.contains(started.index), waitingFiles.count < 256 {
                    waitingFiles.append(started.index)
                }
            }
        }
        followMentions(in: text, from: folder, manifest: manifest)
    }

    private func runShellText(_ index: Int, manifest: Int, folder: String) {
        guard walkedShellFiles.insert(index).inserted, let bytes = package.bytes(at: index) else { return }
        guard bytes.count < ShellReader.maximumLength else { return noteUnread(index, .fileTooLarge) }
        guard !bytes.contains(0) else { return noteUnread(index, .undecodableSource) }
        runHookText(String(decoding: bytes, as: UTF8.self), manifest: manifest, folder: folder, isFile: true)
    }

    /// Walks a shell file as a unit of its own.
    func runShellFile(_ index: Int) {
        let builder = UnitBuilder(phase: phase, name: package.path(index))
        inNoFile(index, line: 1, isPython: false, unit: builder) {
            runShellText(index, manifest: -1, folder: PackageMap.folder(of: package.path(index)))
        }
        finished.append(builder)
        loadWaiting()
    }

    /// Walks the command lines of a unit, a menu entry or a table of cron's.
    private func runCommands(_ commands: [String], file index: Int) {
        let builder = UnitBuilder(phase: phase, name: package.path(index))
        inNoFile(index, line: 1, isPython: false, unit: builder) {
            for command in commands.prefix(256) {
                runHookText(command, manifest: -1, folder: PackageMap.folder(of: package.path(index)), isFile: true)
            }
        }
        finished.append(builder)
        loadWaiting()
    }

    func noteUnread(_ index: Int, _ reason: IncompleteInspection.Reason) {
        incomplete.append(
            IncompleteInspection(reason: reason, path: package.path(index), runsEarly: phase != .run))
    }

    // MARK: Native builds

    private func runNativeBuild(_ manifest: Int, isImplicit: Bool) {
        let builder = UnitBuilder(phase: phase, name: "binding.gyp")
        if isImplicit { builder.append(BehaviorEvent(behavior: .hookNativeBuild, file: UInt32(manifest), line: 1)) }
        inNoFile(manifest, line: 1, isPython: false, unit: builder) {
            runBuildDescriptions(below: PackageMap.folder(of: package.path(manifest)), manifest: manifest)
        }
        finished.append(builder)
        loadWaiting()
    }

    /// Follows the commands of the build in a folder, and of all descriptions that it takes in.
    func runBuildDescriptions(below folder: String, manifest: Int) {
        var waiting = package.buildDescriptions(below: folder)
        var seen = Set(waiting)
        while let index = waiting.first, seen.count <= 64 {
            waiting.removeFirst()
            guard let bytes = package.bytes(at: index) else { continue }
            guard bytes.count <= ShellReader.maximumLength else {
                noteUnread(index, .fileTooLarge)
                continue
            }
            let description = BuildDescription(bytes)
            for name in description.files {
                let place = PackageMap.folder(of: package.path(index))
                guard let target = PackageMap.join(place, name), let found = package.index(of: target),
                    seen.insert(found).inserted
                else { continue }
                waiting.append(found)
            }
            let builder = unit
            inNoFile(index, line: 1, isPython: false, unit: builder) {
                for command in description.commands {
                    runBuildCommand(command, manifest: manifest, folder: folder, unit: builder)
                }
            }
        }
    }

    /// Follows a command of a build description; what merely finds folders of headers leaves no event.
    private func runBuildCommand(_ command: String, manifest: Int, folder: String, unit builder: UnitBuilder) {
        let start = builder.events.count
        for finding in shellFindings(in: command) {
            switch finding {
            case .behavior(let behavior): emit(behavior, at: NodeID(0))
            case .pythonCode(let code): walkLayer(code, isPython: true, at: NodeID(0))
            case .javaScriptCode(let code): walkLayer(code, isPython: false, at: NodeID(0))
            case .runsVariable: break
            case .runsScript(let pattern, let inner):
                runManifestScripts(pattern, in: inner, manifest: manifest, folder: folder)
            case .managesPackages(let words, let inner):
                runOtherManifests(words, in: inner, manifest: manifest, folder: folder)
            case .runsFile(let path, let interpreter):
                guard let started = startedFile(path, interpreter, from: folder) else { continue }
                if started.isShell {
                    runShellText(started.index, manifest: manifest, folder: folder)
                } else if !waitingFiles.contains(started.index), waitingFiles.count < 256 {
                    waitingFiles.append(started.index)
                }
            }
        }
        let plain: Set<Behavior> = [.cmdInterpreter, .cmdInlineCode, .cmdBuild, .layerBegin, .layerEnd]
        let acts = builder.events[min(start, builder.events.count)...].contains {
            $0.behavior.isActing && !plain.contains($0.behavior)
        }
        if !acts { while builder.events.count > start { builder.dropLast() } }
    }

    /// The line of a manifest on which a hook stands.
    func scriptLine(_ name: String, _ manifest: Int) -> UInt32 {
        guard let bytes = package.bytes(at: manifest), let key = name.split(separator: ".").last else {
            return 1
        }
        let needle = Array("\"\(key)\"".utf8)
        var line: UInt32 = 1
        var index = 0
        while index + needle.count <= bytes.count {
            if bytes[index] == 0x0a { line &+= 1 }
            if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle) { return line }
            index += 1
        }
        return 1
    }
}

/// The findings of a hook's text, with `shell.*` events for what the hook itself does.
func hookFindings(in text: String) -> [ShellFinding] {
    var findings: [ShellFinding] = []
    for command in ShellReader.commands(in: text) {
        if !command.substitutions.isEmpty { findings.append(.behavior(.shellSubstitution)) }
        if command.isBackground { findings.append(.behavior(.shellBackground)) }
        if command.outputs.contains(where: { $0 != "/dev/null" && $0 != "&1" && $0 != "&2" && $0 != "nul" }) {
            findings.append(.behavior(.shellRedirect))
        }
        if ShellPrograms.grammar.contains(command.program) { continue }
        switch ShellPrograms.behaviors[command.program] {
        case .cmdDownload: findings.append(.behavior(.shellDownload))
        case .cmdBuild: findings.append(.behavior(.shellTool))
        case nil:
            switch command.program {
            case "echo", "printf", "true", "exit", ":", "cd", "test", "[": findings.append(.behavior(.shellMessage))
            case "husky", "patch-package", "opencollective", "opencollective-postinstall", "lerna", "ngcc", "is-ci",
                "only-allow",
                "in-publish", "not-in-publish", "gyp", "detect-libc", "electron-builder", "npm-run-all", "gulp",
                "grunt", "bower":
                findings.append(.behavior(.shellTool))
            default: findings.append(.behavior(.shellCommand))
            }
        default: break
        }
    }
    var downloads = findings.count { $0 == .behavior(.shellDownload) }
    for finding in shellFindings(in: text) {
        if finding == .behavior(.cmdInlineCode) { findings.append(.behavior(.shellInlineCode)) }
        if finding == .behavior(.cmdDownload) {
            // Those of the hook itself stand above; these are within substitutions and text that it runs.
            downloads -= 1
            if downloads < 0 { findings.append(.behavior(.shellDownload)) }
        }
        if finding != .behavior(.cmdBuild) && finding != .behavior(.cmdDownload) { findings.append(finding) }
    }
    return findings
}
