/// Reads requirements files depth first, in pip's order; the working part of `readRequirements`.
struct RequirementsReader {
    private let limits: RequirementsLimits
    private let environment: (String) -> String?
    private(set) var files: [RequirementsFiles.File] = []
    private(set) var sources = SourceOptions()
    private var totalBytes = 0
    /// Whether a file that was read needs a copy, by its path.
    private var copyNeeds: [String: Bool] = [:]
    private var constraintsRead: Set<String> = []
    private var requirementsRead: Set<String> = []
    /// The bytes of each path that was read.
    private var spellings: [String: [UInt8]] = [:]

    init(limits: RequirementsLimits, environment: @escaping (String) -> String?) {
        self.limits = limits
        self.environment = environment
    }

    /// Reads a file and what it includes; `above` holds the files that lead here.
    mutating func read(_ path: String, isConstraint: Bool, above: [String]) throws(InterceptionError) {
        guard !isFileAddress(path) else {
            throw .requirementsMalformed(path: path, line: 0, problem: "a file from the network is not supported yet")
        }
        guard !isLockFile(path) else {
            throw .requirementsMalformed(path: path, line: 0, problem: "a pylock.toml is not supported yet")
        }
        // Swift holds two spellings of one accent for the same text, and so do all maps by path.
        let sameText = spellings.updateValue(Array(path.utf8), forKey: path)
        guard sameText?.elementsEqual(path.utf8) != false else {
            throw .requirementsMalformed(path: path, line: 0, problem: "another file's name is the same text")
        }
        let isNew = isConstraint ? constraintsRead.insert(path).inserted : requirementsRead.insert(path).inserted
        guard isNew else { return }
        guard above.count < limits.depth else {
            throw .requirementsTooLarge(path: path, what: "levels of inclusion", limit: limits.depth)
        }
        guard constraintsRead.count + requirementsRead.count <= limits.files else {
            throw .requirementsTooLarge(path: path, what: "included files", limit: limits.files)
        }
        var lines: [RequirementLine] = []
        var output: [String] = []
        var includes: [Int: RequirementsFiles.Include] = [:]
        // A pipe gives its text once, and pip reads it for the plan and for the installation.
        var needsCopy = !SystemCalls.isRegularFile(path)
        for joined in joinedLines(of: try contents(of: path)) {
            defer { output.append(contentsOf: repeatElement("", count: joined.lineCount - 1)) }
            guard !joined.text.isEmpty else {
                output.append("")
                continue
            }
            let expanded = expandingVariables(in: joined.text, environment: environment)
            for text in [joined.text, expanded] {
                guard let problem = lineProblem(text) else { continue }
                throw .requirementsMalformed(path: path, line: joined.number, problem: problem)
            }
            let line: RequirementLine
            switch RequirementLine.parse(expanded, number: joined.number) {
            case .success(let parsed): line = parsed
            case .failure(let problem):
                throw .requirementsMalformed(path: path, line: joined.number, problem: problem.text)
            }
            lines.append(line)
            output.append(line.changesSources ? withoutSources(expanded) : joined.text)
            if line.changesSources {
                needsCopy = true
                take(line.sources, fromFileIn: folder(of: path) ?? ".")
            }
            guard case .nested(let nested, let nestedIsConstraint) = line.content else { continue }
            let target = isFileAddress(nested) ? nested : absolute(nested, in: folder(of: path) ?? ".")
            guard !(above + [path]).contains(where: { $0.utf8.elementsEqual(target.utf8) }) else {
                throw .requirementsMalformed(path: path, line: joined.number, problem: "the file includes itself")
            }
            // An included file is of the kind its own line says, also below a constraints file.
            try read(target, isConstraint: nestedIsConstraint, above: above + [path])
            includes[output.count - 1] = RequirementsFiles.Include(path: target, isConstraint: nestedIsConstraint)
            if copyNeeds[target] == true { needsCopy = true }
        }
        copyNeeds[path] = needsCopy
        files.append(
            RequirementsFiles.File(
                path: path, isConstraint: isConstraint, lines: lines, rewritten: output, includes: includes,
                needsCopy: needsCopy))
    }

    /// Applies one option line as pip's `handle_option_line` does.
    private mutating func take(_ line: SourceOptions, fromFileIn folder: String) {
        if line.usesNoIndex { sources.usesNoIndex = true }
        if sources.usesNoIndex {
            sources.index = nil
            sources.extraIndexes = []
        } else {
            if let index = line.index {
                sources.index = index
                sources.extraIndexes = []
            }
            sources.extraIndexes += line.extraIndexes
        }
        // pip takes the first of a line, from beside the file when it is there.
        if let links = line.findLinks.first {
            let beside = absolute(links, in: folder)
            sources.findLinks.append(SystemCalls.exists(beside) ? beside : links)
        }
        sources.trustedHosts += line.trustedHosts
    }

    private mutating func contents(of path: String) throws(InterceptionError) -> String {
        switch SystemCalls.contents(ofFile: path, limit: limits.bytes - totalBytes) {
        case .unreadable(let errno): throw .requirementsUnreadable(path: path, errno: errno)
        case .tooLarge: throw .requirementsTooLarge(path: path, what: "bytes with all it includes", limit: limits.bytes)
        case .bytes(let bytes):
            totalBytes += bytes.count
            do { return try requirementsText(of: bytes) } catch {
                throw .requirementsMalformed(path: path, line: 1, problem: error.text)
            }
        }
    }

    /// An option line without its source options.
    private func withoutSources(_ line: String) -> String {
        let parser = PipOptionParser(parsingLine: shellWords(in: line) ?? [])
        return parser.arguments.filter { !isTakenOver($0, by: .pip) }.words.map(shellQuoted).joined(separator: " ")
    }

}

/// Whether pip, in any of the ways in which it asks, takes a file's path for an address: it looks past blanks, and its
/// pattern takes the letters that Python folds into `i`, `k` and `s`.
func isFileAddress(_ path: String) -> Bool {
    var letters: [UInt8] = []
    for scalar in path.unicodeScalars.lazy.filter({ $0.value > 0x20 }).prefix(6) {
        switch scalar.value {
        case 0x130, 0x131: letters.append(UInt8(ascii: "i"))
        case 0x17F: letters.append(UInt8(ascii: "s"))
        case 0x41...0x5A: letters.append(UInt8(scalar.value | 0x20))
        default: letters.append(scalar.isASCII ? UInt8(scalar.value) : 0)
        }
    }
    return ["http:", "https:", "file:"].contains { letters.starts(with: $0.utf8) }
}

/// Quotes a word so that `shlex.split` gives it back.
func shellQuoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && !word.contains { " \t'\"\\".contains($0) }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") + "'"
}

/// Whether pip reads a file as a lock (PEP 751): `pylock.toml`, `pylock.NAME.toml`, with extras behind it or not.
package func isLockFile(_ path: String) -> Bool {
    let plain = path.hasSuffixBytes("]") ? String(Substring(path.utf8.prefix { $0 != UInt8(ascii: "[") })) : path
    let name = lastPathComponent(of: plain)
    return name.utf8.starts(with: "pylock.".utf8) && name.hasSuffixBytes(".toml")
}
