import SourceSyntax

extension SequenceWalker {
    /// Follows one entry point.
    func run(_ entry: EntryPoint) {
        switch entry {
        case .file(let index, let asMain): load(index, asMain: asMain)
        case .line(let text, let file, let number): runLine(text, file: file, number: number)
        case .script(let text, let name, let manifest): runScript(text, name: name, manifest: manifest)
        case .nativeBuild(let manifest):
            let builder = UnitBuilder(phase: phase, name: "binding.gyp")
            builder.append(BehaviorEvent(behavior: .hookNativeBuild, file: UInt32(manifest), line: 1))
            finished.append(builder)
        }
    }

    /// A context without a tree, from which texts are walked.
    private func inNoFile(_ index: Int, line: UInt32, isPython: Bool, unit builder: UnitBuilder, _ work: () -> Void) {
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
        let folder = PackageMap.folder(of: package.path(manifest))
        var files: [Int] = []
        inNoFile(manifest, line: scriptLine(name, manifest), isPython: false, unit: builder) {
            let node = NodeID(0)
            emit(LiteralClasses(text).behaviors, at: node)
            for finding in hookFindings(in: text) {
                switch finding {
                case .behavior(let behavior): emit(behavior, at: node)
                case .pythonCode(let code): walkLayer(code, isPython: true, at: node)
                case .javaScriptCode(let code): walkLayer(code, isPython: false, at: node)
                case .runsFile(let path):
                    emit(.shellScript, at: node)
                    guard let target = PackageMap.join(folder, path),
                        let index = package.javaScriptFile(at: target) ?? package.index(of: target)
                    else { continue }
                    if package.isCode(index) { files.append(index) } else { runShellFile(index, at: node) }
                }
            }
        }
        finished.append(builder)
        for index in files { load(index, asMain: true) }
    }

    private func runShellFile(_ index: Int, at node: NodeID) {
        guard let bytes = package.source(at: index)?.bytes, bytes.count < 1 << 20, !bytes.contains(0) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        emit(LiteralClasses(text).behaviors, at: node)
        for finding in hookFindings(in: text) {
            switch finding {
            case .behavior(let behavior): emit(behavior, at: node)
            case .pythonCode(let code): walkLayer(code, isPython: true, at: node)
            case .javaScriptCode(let code): walkLayer(code, isPython: false, at: node)
            case .runsFile: emit(.shellScript, at: node)
            }
        }
    }

    /// The line of a manifest on which a hook stands.
    private func scriptLine(_ name: String, _ manifest: Int) -> UInt32 {
        guard let bytes = package.source(at: manifest)?.bytes, let key = name.split(separator: ".").last else {
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
    for finding in shellFindings(in: text) {
        if finding == .behavior(.cmdInlineCode) { findings.append(.behavior(.shellInlineCode)) }
        if finding != .behavior(.cmdBuild) && finding != .behavior(.cmdDownload) { findings.append(finding) }
    }
    return findings
}
