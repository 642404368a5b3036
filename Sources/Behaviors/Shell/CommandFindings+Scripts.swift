// Scripts of a manifest that a package manager's command runs, also of another folder's.
extension CommandFindings {
    /// Reads what stands behind `npm`, `yarn`, `pnpm` or `bun`.
    mutating func readScriptName(_ program: String, _ arguments: ArraySlice<String>) {
        var words: [String] = []
        var folder = ""
        var index = arguments.startIndex
        while index < arguments.endIndex {
            let word = arguments[index]
            index += 1
            if Self.folderOptions.contains(word), index < arguments.endIndex {
                folder = arguments[index]
                index += 1
            } else if let option = Self.folderOptions.first(where: { word.hasPrefix("\($0)=") }) {
                folder = String(word.dropFirst(option.count + 1))
            } else if !word.hasPrefix("-") {
                words.append(word)
            }
        }
        guard let first = words.first else {
            if program == "yarn" { runsHooks(in: folder) }
            return
        }
        switch first {
        case "run", "run-script", "rum", "urn": if words.count > 1 { runsScript(words[1], in: folder) }
        case "start", "test", "stop", "restart", "t", "tst":
            runsScript(first.hasPrefix("t") ? "test" : first, in: folder)
        case "install", "i", "ci", "add", "install-test", "it", "rebuild", "rb":
            runsHooks(in: folder)
            for word in words.dropFirst().prefix(32) where word.hasPrefix(".") || word.hasPrefix("file:") {
                runsHooks(in: word.hasPrefix("file:") ? String(word.dropFirst(5)) : word)
            }
        default: if program != "npm" { runsScript(first, in: folder) }
        }
    }

    /// Options that name the folder, or the workspace by its folder, whose manifest counts.
    private static let folderOptions = ["--prefix", "-C", "--cwd", "--dir", "-w", "--workspace"]

    mutating func runsScript(_ name: String, in folder: String = "") {
        findings.append(.runsScript(name, folder: joined(folder)))
    }

    /// An install in a folder runs the hooks of its manifest; those of the package's own run anyhow.
    private mutating func runsHooks(in folder: String) {
        let folder = joined(folder)
        guard !folder.isEmpty, folder != "." else { return }
        findings.append(.runsScript("install", folder: folder))
        findings.append(.runsScript("prepare", folder: folder))
    }

    private func joined(_ folder: String) -> String {
        if currentFolder.isEmpty || folder.hasPrefix("/") { return folder }
        return folder.isEmpty ? currentFolder : "\(currentFolder)/\(folder)"
    }
}
