internal import Packages
import SourceSyntax

/// The files of a package by path and module name, and what of their source was read already.
final class PackageMap {
    let source: PackageSource
    let isPython: Bool
    private var indexOfPath: [String: Int] = [:]
    private var claimedBytes = 0
    /// Modules found before, by folder and specifier; the manifest of a folder is read once.
    private var knownModules: [String: Int?] = [:]
    private var knownMains: [String: String?] = [:]

    init(_ source: PackageSource) {
        self.source = source
        isPython = source.ecosystem == .pypi
        for (index, file) in source.files.enumerated() where indexOfPath[file.path] == nil {
            indexOfPath[file.path] = index
        }
    }

    func source(at index: Int) -> PackageFile? {
        source.files.indices.contains(index) ? source.files[index] : nil
    }

    func index(of path: String) -> Int? { indexOfPath[path] }

    func path(_ index: Int) -> String { source(at: index)?.path ?? "" }

    /// Counts a file's source against the bounds; says why it may not be read.
    func claimSource(_ index: Int) -> IncompleteInspection.Reason? {
        guard let file = source(at: index) else { return nil }
        guard file.bytes.count <= ExtractionLimits.sourceBytesPerFile else { return .fileTooLarge }
        // Every phase may read a file again: twice the bound covers both.
        guard claimedBytes + file.bytes.count <= 2 * ExtractionLimits.sourceBytesPerPackage else {
            return .packageTooLarge
        }
        claimedBytes += file.bytes.count
        return nil
    }

    func parse(_ index: Int) -> SyntaxTree {
        guard let file = source(at: index) else { return SyntaxTree() }
        if isPythonSource(index) { return parsePython(file.bytes) }
        let ending = Self.ending(of: file.path)
        let isTypeScript = ["ts", "tsx", "mts", "cts"].contains(ending)
        return parseJavaScript(
            file.bytes, isTypeScript: isTypeScript, allowsMarkup: ending == "tsx" || ending == "jsx" || ending == "js")
    }

    func isPythonSource(_ index: Int) -> Bool {
        let path = path(index)
        switch Self.ending(of: path) {
        case "py", "pyw", "pth", "pyi": return true
        case "js", "cjs", "mjs", "ts", "tsx", "jsx", "mts", "cts": return false
        default:
            guard let first = source(at: index)?.bytes.prefix(80) else { return isPython }
            let line = String(decoding: first.prefix { $0 != 0x0a }, as: UTF8.self)
            if line.hasPrefix("#!") { return line.contains("python") }
            return isPython
        }
    }

    static func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// A path put behind a folder, with `.` and `..` resolved; nil when it leaves the package.
    static func join(_ folder: String, _ relative: some StringProtocol) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in relative.split(separator: "/") {
            if part == "." { continue }
            if part == ".." {
                guard !parts.isEmpty else { return nil }
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    // MARK: Python modules

    /// Folders of an archive that are not part of module names.
    private static let sourceRoots = ["", "src", "lib", "python"]

    /// The file of a module name as an import in a file writes it, relative names with leading dots.
    func pythonModule(named name: String, importedBy importer: Int) -> Int? {
        let importerPath = path(importer)
        if name.hasPrefix(".") {
            let dots = name.prefix { $0 == "." }.count
            var folder = Self.folder(of: importerPath)
            for _ in 1..<max(dots, 1) { folder = Self.folder(of: folder) }
            let rest = name.dropFirst(dots).split(separator: ".").joined(separator: "/")
            return pythonFile(at: rest.isEmpty ? folder : folder.isEmpty ? rest : "\(folder)/\(rest)")
        }
        let relative = name.split(separator: ".").joined(separator: "/")
        guard !relative.isEmpty else { return nil }
        for root in Self.sourceRoots {
            if let found = pythonFile(at: root.isEmpty ? relative : "\(root)/\(relative)"), found != importer {
                return found
            }
        }
        // Scripts find modules beside them.
        let folder = Self.folder(of: importerPath)
        guard !folder.isEmpty, index(of: "\(folder)/__init__.py") == nil else { return nil }
        return pythonFile(at: "\(folder)/\(relative)")
    }

    func pythonSubmodule(_ name: String, ofFile index: Int) -> Int? {
        let path = path(index)
        guard path.hasSuffix("__init__.py") else { return nil }
        let folder = Self.folder(of: path)
        return pythonFile(at: folder.isEmpty ? name : "\(folder)/\(name)")
    }

    private func pythonFile(at path: String) -> Int? {
        indexOfPath["\(path)/__init__.py"] ?? indexOfPath["\(path).py"]
    }

    // MARK: JavaScript modules

    private static let endings = ["", ".js", ".cjs", ".mjs", ".ts", ".tsx", ".jsx", ".mts", ".cts"]

    /// The file that `require` or `import` of a specifier in a file gives; nil for what is not in the package.
    func javaScriptModule(_ specifier: String, importedBy index: Int) -> Int? {
        let folder = Self.folder(of: path(index))
        let key = "\(folder)\u{0}\(specifier)"
        if let known = knownModules[key] { return known }
        let found = findJavaScriptModule(specifier, from: folder)
        knownModules[key] = .some(found)
        return found
    }

    private func findJavaScriptModule(_ specifier: String, from folder: String) -> Int? {
        if specifier.hasPrefix("./") || specifier.hasPrefix("../") || specifier == "." || specifier == ".." {
            return Self.join(folder, specifier).flatMap(javaScriptFile)
        }
        guard !specifier.isEmpty, !specifier.hasPrefix("/") else { return nil }
        var place = folder
        while true {
            let base = place.isEmpty ? "node_modules/\(specifier)" : "\(place)/node_modules/\(specifier)"
            if let found = javaScriptFile(at: base) { return found }
            if place.isEmpty { return nil }
            place = Self.folder(of: place)
        }
    }

    /// The file of a path without ending, of a folder with a manifest or an index.
    func javaScriptFile(at path: String) -> Int? {
        for ending in Self.endings {
            if let index = indexOfPath[path + ending], isCode(index) { return index }
        }
        // TypeScript sources import the file that they will become.
        if path.hasSuffix(".js"), let index = indexOfPath[String(path.dropLast(3)) + ".ts"] { return index }
        let prefix = path.isEmpty ? "" : "\(path)/"
        if let main = mainFile(ofFolder: prefix), let target = Self.join(path, main), target != path {
            for ending in Self.endings {
                if let index = indexOfPath[target + ending], isCode(index) { return index }
            }
            for ending in Self.endings.dropFirst() {
                if let index = indexOfPath["\(target)/index\(ending)"] { return index }
            }
        }
        for ending in Self.endings.dropFirst() {
            if let index = indexOfPath["\(prefix)index\(ending)"] { return index }
        }
        return nil
    }

    private func mainFile(ofFolder prefix: String) -> String? {
        if let known = knownMains[prefix] { return known }
        let bytes = indexOfPath["\(prefix)package.json"].flatMap { source(at: $0)?.bytes }
        let main = bytes.flatMap { JSONValue(parsing: $0)?["main"]?.string }
        knownMains[prefix] = .some(main)
        return main
    }

    func isCode(_ index: Int) -> Bool {
        let path = path(index)
        guard !path.hasSuffix(".d.ts"), !path.hasSuffix(".d.mts"), !path.hasSuffix(".d.cts") else { return false }
        switch Self.ending(of: path) {
        case "js", "cjs", "mjs", "ts", "tsx", "jsx", "mts", "cts", "py", "pyw": return true
        case "":
            return source(at: index)?.bytes.starts(with: "#!".utf8) == true
        default: return false
        }
    }
}
