/// What uv gets in place of the user's requirements files: one line for each that was read, and nothing else.
///
/// uv joins lines, ends comments and tells paths from names by rules of its own. It gets copies written from what was
/// read, of lines that leave it nothing to read otherwise.
extension RequirementsFiles {
    /// The file and line of the first requirement or option that is not sure to be the same to uv; nil when all are.
    package var firstBeyondReleases: String? {
        for file in files {
            for line in file.lines where plainText(of: line, in: file) == nil {
                return "'\(file.path)' line \(line.number)"
            }
        }
        return nil
    }

    /// A copy of every file, in `folder`.
    package func plainCopies(in folder: String) -> [Copy] {
        var names: [String: String] = [:]
        for file in files where names[file.path] == nil { names[file.path] = "requirements-\(names.count + 1).txt" }
        var made: Set<String> = []
        return files.compactMap { file in
            guard let name = names[file.path], made.insert(name).inserted else { return nil }
            var lines = Array(repeating: "", count: file.rewritten.count)
            for line in file.lines where lines.indices.contains(line.number - 1) {
                lines[line.number - 1] = plainText(of: line, in: file) ?? ""
            }
            for (index, include) in file.includes {
                lines[index] = (include.isConstraint ? "-c " : "-r ") + (names[include.path] ?? include.path)
            }
            return Copy(original: file.path, path: "\(folder)/\(name)", text: lines.joined(separator: "\n") + "\n")
        }
    }

    private func plainText(of line: RequirementLine, in file: File) -> String? {
        switch line.content {
        case .nested: return ""
        case .editable: return nil
        case .requirement(let text):
            guard isPlainRelease(text), line.hashes.allSatisfy({ $0.utf8.allSatisfy(isPlainValueByte) }) else {
                return nil
            }
            return ([text] + line.hashes.map { "--hash=" + $0 }).joined(separator: " ")
        case .options:
            let text = file.rewritten.indices.contains(line.number - 1) ? file.rewritten[line.number - 1] : ""
            let words = text.split(whereSeparator: { $0 == " " || $0 == "=" || $0 == "\t" }).map(String.init)
            switch (words.first, words.count) {
            case ("--pre", 1), ("--prefer-binary", 1), ("--require-hashes", 1): return words[0]
            case ("--no-binary", 2), ("--only-binary", 2):
                return words[1].utf8.allSatisfy(isPlainValueByte) ? words.joined(separator: " ") : nil
            default: return nil
            }
        }
    }
}

/// Whether a requirement is a project's name with extras, versions and a marker, and can be nothing else to any tool.
func isPlainRelease(_ text: String) -> Bool {
    let release = text.utf8.prefix { $0 != UInt8(ascii: ";") }
    let name = release.prefix(while: isNameByte)
    guard let first = name.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return false }
    guard case .named = PipRequirement(parsing: text), !isArchiveForUv(name) else { return false }
    guard text.utf8.allSatisfy({ (32...126).contains($0) && !"$\\".utf8.contains($0) }) else { return false }
    let rest = release.dropFirst(name.count)
    guard let next = rest.first(where: { $0 != 32 }) else { return true }
    return "[(<>=!~".utf8.contains(next)
        && rest.allSatisfy { isNameByte($0) || "[]()<>=!~,*+ ".utf8.contains($0) }
}

/// uv knows an ending that pip does not.
private func isArchiveForUv(_ name: Substring.UTF8View) -> Bool {
    String(Substring(name)).lowercased().hasSuffixBytes(".zst")
}

private func isPlainValueByte(_ byte: UInt8) -> Bool { isNameByte(byte) || ":,".utf8.contains(byte) }
