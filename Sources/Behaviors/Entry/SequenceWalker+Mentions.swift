import SourceSyntax

// Files that a hook of npm mentions without a command of ours knowing what runs them: `make`, `xargs node`, `eval "$(cat x)"`,
// `NODE_OPTIONS="--require ./x"`, `cp x y.js && node y`. Programs take files in more ways than anybody lists; few hooks mention
// files that they do not run.
extension SequenceWalker {
    /// Reads as code what a text names below a folder and nothing has read yet.
    func followMentions(in text: String, from folder: String, manifest: Int) {
        guard phase == .install, !package.isPython, quietDepth == 0, manifest >= 0 else { return }
        for word in Self.mentionedWords(in: text) {
            guard mentions < 512 else { return }
            mentions += 1
            if word.utf8.contains(UInt8(ascii: "*")) || word.utf8.contains(UInt8(ascii: "?")) {
                for index in package.files(matching: word, in: folder) { readMentioned(index, folder, manifest) }
                continue
            }
            guard let place = PackageMap.join(folder, word) else { continue }
            if let index = package.index(of: place) {
                readMentioned(index, folder, manifest)
            } else {
                readMentionedFolder(place)
            }
        }
        guard text.utf8.count < 1 << 16, Self.runsMake(text) else { return }
        for word in [""] + Self.mentionedWords(in: text) {
            guard let place = PackageMap.join(folder, word) else { continue }
            for name in ["GNUmakefile", "makefile", "Makefile"] {
                if let index = package.index(of: place.isEmpty ? name : "\(place)/\(name)") {
                    readMentioned(index, folder, manifest)
                }
            }
        }
    }

    private func readMentioned(_ index: Int, _ folder: String, _ manifest: Int) {
        guard loads[index] == nil, !waitingFiles.contains(index), waitingFiles.count < 256,
            let source = package.source(at: index), source.byteCount < ShellReader.maximumLength
        else { return }
        let ending = PackageMap.ending(of: source.path)
        guard !Self.otherEndings.contains(ending), ending != "json" || JSONValue(parsing: source.bytes) == nil else {
            return
        }
        if package.isCode(index) {
            waitingFiles.append(index)
            return
        }
        let bytes = source.bytes
        guard !bytes.prefix(4_096).contains(0), !PackageMap.startsShell(bytes) else { return }
        let isProse = Self.proseEndings.contains(ending)
        let isNewToShell = walkedShellFiles.insert(index).inserted
        if isNewToShell, !isProse {
            let text = String(decoding: bytes, as: UTF8.self)
            runHookText(Self.withoutRecipeMarks(text), manifest: manifest, folder: folder, isFile: true)
        }
        // A script without an ending that a shell was seen to read is the shell's.
        guard isNewToShell || !ending.isEmpty, loads[index] == nil else { return }
        package.markJavaScript(index)
        waitingFiles.append(index)
    }

    private static let otherEndings: Set<String> = ["sh", "bash", "bat", "cmd", "ps1", "gyp", "gypi"]
    /// Files that are not read as commands, since nearly all of their words are none.
    private static let proseEndings: Set<String> = ["md", "markdown", "yml", "yaml", "lock", "css", "html"]

    /// A folder with a manifest, whose programs `npx` runs, or with a build, which node-gyp does.
    private func readMentionedFolder(_ place: String) {
        if let index = package.index(of: "\(place)/package.json"), let bytes = package.bytes(at: index),
            let json = JSONValue(parsing: bytes)
        {
            for program in (json["bin"]?.allStrings ?? []).prefix(16) {
                guard let target = PackageMap.join(place, program), let index = package.index(of: target),
                    loads[index] == nil, waitingFiles.count < 256
                else { continue }
                package.markJavaScript(index)
                waitingFiles.append(index)
            }
        }
        if package.index(of: "\(place)/binding.gyp") != nil { runBuildDescriptions(below: place, manifest: -1) }
    }

    /// Parts of a text that could be paths, each once.
    private static func mentionedWords(in text: String) -> [String] {
        var seen: Set<Substring> = []
        var words: [String] = []
        // A list in braces stands for each of its words.
        let text = text.prefix(1 << 16).replacing(/\{[^{}\s]{0,256}\}/, with: "*")
        for word in text.split(whereSeparator: { !isPathCharacter($0) }) where words.count < 256 {
            var word = word
            while word.hasPrefix("./") { word = word.dropFirst(2) }
            if !word.isEmpty, word.utf8.count < 256, seen.insert(word).inserted { words.append(String(word)) }
        }
        return words
    }

    private static func isPathCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_./@+-*?~".contains(character)
    }

    private static func runsMake(_ text: String) -> Bool {
        text.split { !$0.isLetter }.contains { ["make", "gmake", "nmake", "mingw"].contains($0) }
    }

    /// A makefile's recipes without the marks that make takes off them.
    private static func withoutRecipeMarks(_ text: String) -> String {
        guard text.utf8.contains(9) else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.first == "\t" ? $0.drop { "\t@-+ ".contains($0) } : $0 }.joined(separator: "\n")
    }
}
