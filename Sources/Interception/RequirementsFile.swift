/// Requirements and constraints files of one command, with everything they include, and copies without index lines.
///
/// An index that such a file names beats the command line and the environment. Airlock therefore takes those lines as
/// sources of its own and gives pip copies without them; every other line, and the order of all lines, stays.
package struct RequirementsFiles: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// The path as the command line or the including file leads to it.
        package let path: String
        package let isConstraint: Bool
        package let lines: [RequirementLine]
        /// The file's lines with index options taken out, and with included paths made absolute.
        let rewritten: [String]
        /// Files it includes, by index into `rewritten`.
        let includes: [Int: Include]
        /// True when `rewritten` leaves an index option out, here or in a file that this one includes, or when the file
        /// can be read once only.
        package let needsCopy: Bool
    }

    struct Include: Sendable, Equatable {
        let path: String
        let isConstraint: Bool
    }

    /// A file to write before pip runs.
    package struct Copy: Sendable, Equatable {
        package let original: String
        package let path: String
        package let text: String
    }

    /// Files, each once, included ones before those that include them.
    package let files: [File]
    /// The index options of all files in pip's order.
    ///
    /// An `index` among them replaces every index of command line and
    /// environment, extra ones included; `usesNoIndex` makes all indexes void.
    package let sources: SourceOptions

    /// The copies that pip reads instead, in `folder`: one for each file that names an index or includes one that does.
    package func copies(in folder: String) -> [Copy] {
        var paths: [String: String] = [:]
        for file in files where file.needsCopy && paths[file.path] == nil {
            paths[file.path] = "\(folder)/requirements-\(paths.count + 1).txt"
        }
        var made: Set<String> = []
        return files.compactMap { file in
            guard let path = paths[file.path], made.insert(path).inserted else { return nil }
            let lines = file.rewritten.enumerated().map { index, line in
                guard let include = file.includes[index] else { return line }
                return (include.isConstraint ? "-c " : "-r ") + shellQuoted(paths[include.path] ?? include.path)
            }
            return Copy(original: file.path, path: path, text: lines.joined(separator: "\n") + "\n")
        }
    }

    /// True when pip checks every digest on their account: a file says `--require-hashes`, or a requirement has a digest.
    package var requiresHashes: Bool {
        files.contains { file in
            file.lines.contains { $0.requiresHashes || !file.isConstraint && !$0.hashes.isEmpty }
        }
    }

    /// Folders of the user's own that the files install, relative to pip's working folder.
    package var localFolders: [String] {
        files.flatMap(\.lines).compactMap { line in
            switch line.content {
            case .requirement(let text):
                if case .folder(let path) = PipRequirement(parsing: text) { return path }
                return nil
            case .editable(let text):
                return switch PipRequirement(parsing: text) {
                // `-e name` is the folder of that name.
                case .folder(let path), .named(let path): path
                case .archive, .remote, .versionControl: nil
                }
            case .nested, .options: return nil
            }
        }
    }

    /// The requirements of all files without those of constraint files and without editable ones, as written.
    package var requirements: [String] {
        files.filter { !$0.isConstraint }.flatMap(\.lines).compactMap { line in
            if case .requirement(let text) = line.content { text } else { nil }
        }
    }

    /// Archives and repositories that the files name by path or address.
    ///
    /// Constraints are among them: one by address moves the requirement of that name to the address.
    package var directReferences: [PipDirectReference] {
        files.flatMap { file in
            file.lines.compactMap { line in
                let place = "'\(file.path)' line \(line.number)"
                return switch line.content {
                case .requirement(let text): PipDirectReference(parsing: text, hashes: line.hashes, place: place)
                case .editable(let text): PipDirectReference(parsing: text, isEditable: true, place: place)
                case .nested, .options: nil
                }
            }
        }
    }
}

/// Bounds on requirements files: far above real ones (the largest known lock output is some 2 MB), far below harm.
package struct RequirementsLimits: Sendable {
    package var bytes = 16 << 20
    package var files = 1_000
    package var depth = 50

    package init() {}
}

/// Reads requirement and constraint files and all that they include.
///
/// Paths are relative to `workingFolder`, included ones to the file that includes them. A file that includes itself,
/// directly or not, is an error, as is an include by address.
package func readRequirements(
    requirementFiles: [String], constraintFiles: [String], workingFolder: String,
    limits: RequirementsLimits = RequirementsLimits(),
    environment: @escaping (String) -> String? = systemEnvironment
) throws(InterceptionError) -> RequirementsFiles {
    var reader = RequirementsReader(limits: limits, environment: environment)
    for (path, isConstraint) in constraintFiles.map({ ($0, true) }) + requirementFiles.map({ ($0, false) }) {
        // What pip fetches stays an address, which the reader refuses.
        let place = isFileAddress(path) ? path : absolute(path, in: workingFolder)
        try reader.read(place, isConstraint: isConstraint, above: [])
    }
    return RequirementsFiles(files: reader.files, sources: reader.sources)
}

/// Looks a variable up in this process's environment.
package func systemEnvironment(_ name: String) -> String? { SystemCalls.environmentValue(name) }

/// The path itself when it is absolute, else below `folder`.
func absolute(_ path: String, in folder: String) -> String {
    path.utf8.first == UInt8(ascii: "/") ? path : (folder.hasSuffixBytes("/") ? folder : folder + "/") + path
}
