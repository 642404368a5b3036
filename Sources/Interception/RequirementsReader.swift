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

    init(limits: RequirementsLimits, environment: @escaping (String) -> String?) {
        self.limits = limits
        self.environment = environment
    }

    /// Reads a file and what it includes; `above` holds the files that lead here.
    mutating func read(_ path: String, isConstraint: Bool, above: [String]) throws(InterceptionError) {
        guard !isAddress(path) else {
            throw .requirementsMalformed(path: path, line: 0, problem: "a file from the network is not supported yet")
        }
        guard !isLockFile(path) else {
            throw .requirementsMalformed(path: path, line: 0, problem: "a pylock.toml is not supported yet")
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
        var needsCopy = false
        for joined in joinedLines(of: try contents(of: path)) {
            defer { output.append(contentsOf: repeatElement("", count: joined.lineCount - 1)) }
            guard !joined.text.isEmpty else {
                output.append("")
                continue
            }
            let expanded = expandingVariables(in: joined.text, environment: environment)
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
            let target = isAddress(nested) ? nested : absolute(nested, in: folder(of: path) ?? ".")
            guard target != path, !above.contains(target) else {
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

    private func isAddress(_ path: String) -> Bool {
        let lower = path.lowercased()
        return ["http:", "https:", "file:"].contains(where: lower.hasPrefix)
    }
}

/// Quotes a word so that `shlex.split` gives it back.
func shellQuoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && !word.contains { " \t'\"\\".contains($0) }
    if isPlain { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") + "'"
}

/// Whether pip reads a file as a lock (PEP 751): `pylock.toml`, `pylock.NAME.toml`, with extras behind it or not.
package func isLockFile(_ path: String) -> Bool {
    let name = lastPathComponent(of: path.hasSuffix("]") ? String(path.prefix { $0 != "[" }) : path)
    return name.hasPrefix("pylock.") && name.hasSuffix(".toml")
}
