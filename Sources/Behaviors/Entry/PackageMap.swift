internal import Packages
import SourceSyntax

/// The files of a package by path and module name, and what of their source was read already.
final class PackageMap {
    let source: PackageSource
    let isPython: Bool
    /// Bytes of all its files.
    let sourceBytes: Int
    private var indexOfPath: [String: Int] = [:]
    private let stems: PathStems
    private var claimedBytes = 0
    private var unpacked = UnpackedContents()
    /// Modules found before, by folder and specifier; the manifest of a folder is read once.
    private var knownModules: [String: Int?] = [:]
    private var knownPythonModules: [ImportedName: Int?] = [:]
    private var knownMains: [String: String?] = [:]
    private var knownImports: [String: JSONValue?] = [:]
    /// Files that run as JavaScript whatever their names end in, because an entry or `require` names them.
    private var namedScripts: Set<Int> = []
    /// Files that run as Python whatever their names end in.
    private var namedModules: Set<Int> = []
    private var knownSystemPaths: [Int: Bool] = [:]
    private var pathChecks = 0
    private var knownScripts: [Int: [(key: String, value: JSONValue)]] = [:]
    private var pythonRoots = ["", "src", "lib", "python"]

    private struct ImportedName: Hashable {
        let name: String
        let importer: Int
    }

    init(_ source: PackageSource) {
        self.source = source
        isPython = source.ecosystem == .pypi
        stems = PathStems(source.files.lazy.map(\.path))
        sourceBytes = source.files.reduce(0) { $0 + $1.byteCount }
        for (index, file) in source.files.enumerated() where indexOfPath[file.path] == nil {
            indexOfPath[file.path] = index
        }
        if source.kind == .wheel { addDataRoots() }
    }

    /// Folders of a wheel's data that are found among the modules once it is installed.
    private func addDataRoots() {
        for file in source.files where file.path.hasSuffix(".py") {
            let parts = file.path.split(separator: "/")
            guard let depth = wheelDataDepth(parts) else { continue }
            let root = parts[..<depth].joined(separator: "/")
            if !pythonRoots.contains(root), pythonRoots.count < 32 { pythonRoots.append(root) }
        }
    }

    func source(at index: Int) -> PackageFile? {
        source.files.indices.contains(index) ? source.files[index] : nil
    }

    func bytes(at index: Int) -> [UInt8]? { source(at: index).map { unpacked.bytes(of: $0, at: index) } }

    func index(of path: String) -> Int? { indexOfPath[path] }

    func path(_ index: Int) -> String { source(at: index)?.path ?? "" }

    /// Counts a file's source against the bounds; says why it may not be read.
    func claimSource(_ index: Int) -> IncompleteInspection.Reason? {
        guard let file = source(at: index) else { return nil }
        guard file.byteCount <= ExtractionLimits.sourceBytesPerFile else { return .fileTooLarge }
        // Every phase may read a file again: twice the bound covers both.
        guard claimedBytes + file.byteCount <= 2 * ExtractionLimits.sourceBytesPerPackage else {
            return .packageTooLarge
        }
        claimedBytes += file.byteCount
        return nil
    }

    func parse(_ index: Int) -> SyntaxTree {
        guard let bytes = bytes(at: index) else { return SyntaxTree() }
        if isPythonSource(index) { return parsePython(bytes) }
        let ending = Self.ending(of: path(index))
        let isTypeScript = ["ts", "tsx", "mts", "cts"].contains(ending)
        return parseJavaScript(
            bytes, isTypeScript: isTypeScript, allowsMarkup: ending == "tsx" || ending == "jsx" || ending == "js")
    }

    func isPythonSource(_ index: Int) -> Bool {
        if namedScripts.contains(index) { return false }
        if namedModules.contains(index) { return true }
        let path = path(index)
        switch Self.ending(of: path) {
        case "py", "pyw", "pth", "pyi": return true
        case "js", "cjs", "mjs", "ts", "tsx", "jsx", "mts", "cts": return false
        default:
            guard let first = source(at: index)?.content.prefix(80) else { return isPython }
            let line = String(decoding: first.prefix { $0 != 0x0a }, as: UTF8.self)
            if line.hasPrefix("#!") { return line.contains("python") }
            return isPython
        }
    }

    // MARK: Python modules

    /// Adds a folder in which modules are found, as `backend-path` does; before the others.
    func addPythonRoot(_ folder: String) {
        guard !pythonRoots.contains(folder), pythonRoots.count < 32 else { return }
        knownPythonModules = [:]
        pythonRoots.insert(folder, at: 0)
    }

    /// The file of a module name as an import in a file writes it, relative names with leading dots.
    func pythonModule(named name: String, importedBy importer: Int) -> Int? {
        let key = ImportedName(name: name, importer: importer)
        if let known = knownPythonModules[key] { return known }
        let found = findPythonModule(named: name, importedBy: importer)
        // Files import few names; thousands of different ones are not worth their memory.
        if knownPythonModules.count < 16_384 { knownPythonModules[key] = .some(found) }
        return found
    }

    private func findPythonModule(named name: String, importedBy importer: Int) -> Int? {
        let importerPath = path(importer)
        if name.hasPrefix(".") {
            let dots = name.prefix { $0 == "." }.count
            var folder = Self.folder(of: importerPath)
            for _ in 1..<max(dots, 1) { folder = Self.folder(of: folder) }
            let rest = name.dropFirst(dots).split(separator: ".").joined(separator: "/")
            return pythonFile(at: rest.isEmpty ? folder : folder.isEmpty ? rest : "\(folder)/\(rest)")
        }
        let relative = Self.path(ofModule: name)
        guard !relative.isEmpty else { return nil }
        // A script of a library's name means the library; a package that imports its own name means itself.
        for root in pythonRoots {
            guard root.isEmpty || stems.mayHold(relative, below: root) else { continue }
            if let found = pythonFile(at: root.isEmpty ? relative : "\(root)/\(relative)"),
                found != importer || importerPath.hasSuffix("__init__.py")
            {
                return found
            }
        }
        // Scripts find modules beside them.
        let folder = Self.folder(of: importerPath)
        if !folder.isEmpty, stems.mayHold(relative, below: folder), index(of: "\(folder)/__init__.py") == nil,
            let found = pythonFile(at: "\(folder)/\(relative)")
        {
            return found
        }
        return pythonModuleOnPath(relative, importedBy: importer)
    }

    /// `a.b` as a path, `a/b`.
    private static func path(ofModule name: String) -> String {
        let dot = UInt8(ascii: ".")
        guard name.utf8.contains(dot) else { return name }
        var path: [UInt8] = []
        path.reserveCapacity(name.utf8.count)
        var isBehindDot = false
        for byte in name.utf8 {
            if byte == dot {
                isBehindDot = !path.isEmpty
                continue
            }
            if isBehindDot { path.append(UInt8(ascii: "/")) }
            isBehindDot = false
            path.append(byte)
        }
        return String(decoding: path, as: UTF8.self)
    }

    /// A module in a folder that the importing file itself names beside `sys.path`.
    private func pythonModuleOnPath(_ relative: String, importedBy importer: Int) -> Int? {
        let name = relative.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(relative[..<$0]) } ?? relative
        // Most imports are of no folder of the package, so that the importer's text need not be looked through.
        guard let folders = pythonFolders[name], namesSystemPath(importer), let bytes = bytes(at: importer) else {
            return nil
        }
        for folder in folders where pathChecks < 512 {
            pathChecks += 1
            guard let last = folder.split(separator: "/").last, containsBytes(String(last), in: bytes) else { continue }
            if let found = pythonFile(at: "\(folder)/\(relative)"), found != importer { return found }
        }
        return nil
    }

    private func namesSystemPath(_ index: Int) -> Bool {
        if let known = knownSystemPaths[index] { return known }
        guard let file = source(at: index) else { return false }
        let isNamed = file.byteCount < 1 << 20 && containsBytes("sys.path", in: bytes(at: index) ?? [])
        knownSystemPaths[index] = isNamed
        return isNamed
    }

    /// Folders by the names of the modules in them, at most eight for a name.
    private lazy var pythonFolders: [String: [String]] = {
        var folders: [String: [String]] = [:]
        for file in source.files where file.path.hasSuffix(".py") {
            let isPackage = file.path.hasSuffix("/__init__.py")
            let path = isPackage ? Self.folder(of: file.path) : String(file.path.dropLast(3))
            let folder = Self.folder(of: path)
            guard !folder.isEmpty, let name = path.split(separator: "/").last else { continue }
            if folders[String(name), default: []].count < 8 { folders[String(name), default: []].append(folder) }
        }
        return folders
    }()

    func pythonSubmodule(_ name: String, ofFile index: Int) -> Int? {
        let path = path(index)
        guard path.hasSuffix("__init__.py") else { return nil }
        let folder = Self.folder(of: path)
        return pythonFile(at: folder.isEmpty ? name : "\(folder)/\(name)")
    }

    func pythonFile(at path: String) -> Int? {
        guard stems.mayHold(path) else { return nil }
        return indexOfPath["\(path)/__init__.py"] ?? indexOfPath["\(path).py"]
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
        guard !specifier.isEmpty, !specifier.hasPrefix("/"), !BuiltInModules.isOfNode(specifier) else { return nil }
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
        guard stems.mayHold(path) || path.hasSuffix(".js") && stems.mayHold(path.dropLast(3)) else { return nil }
        if let index = namedJavaScript(at: path) { return index }
        // TypeScript sources import the file that they will become.
        if path.hasSuffix(".js"), let index = indexOfPath[String(path.dropLast(3)) + ".ts"] { return index }
        let prefix = path.isEmpty ? "" : "\(path)/"
        if let main = mainFile(ofFolder: prefix), let target = Self.join(path, main), target != path {
            if let index = namedJavaScript(at: target) { return index }
            for ending in Self.endings.dropFirst() {
                if let index = indexOfPath["\(target)/index\(ending)"] { return index }
            }
        }
        for ending in Self.endings.dropFirst() {
            if let index = indexOfPath["\(prefix)index\(ending)"] { return index }
        }
        return nil
    }

    /// A file under its full name is JavaScript unless it ends in `.json`, `.node` or `.wasm`.
    private func namedJavaScript(at path: String) -> Int? {
        for ending in Self.endings {
            guard let index = indexOfPath[path + ending] else { continue }
            if isCode(index), ending != "" || !["py", "pyw"].contains(Self.ending(of: path)) { return index }
            guard ending.isEmpty, !isJavaScriptExcluded(index) else { continue }
            namedScripts.insert(index)
            return index
        }
        return nil
    }

    /// Whether Node would not run a file as JavaScript, or only fail at its first bytes.
    private func isJavaScriptExcluded(_ index: Int) -> Bool {
        guard let bytes = source(at: index)?.content.prefix(16) else { return true }
        if path(index).hasSuffix(".d.ts") || ["json", "node", "wasm"].contains(Self.ending(of: path(index))) {
            return true
        }
        let failing: [[UInt8]] = [
            [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], Array("<svg".utf8), Array("<?xml".utf8), [0x7f, 0x45, 0x4c],
            Array("wOF2\u{0}".utf8), Array("wOFF\u{0}".utf8), [0, 1, 0, 0], Array("<!DOCTYPE".utf8),
        ]
        return failing.contains { bytes.starts(with: $0) }
    }

    /// Says that a file runs as Python.
    func markPython(_ index: Int) {
        if !namedScripts.contains(index) { namedModules.insert(index) }
    }

    /// Says that a file runs as JavaScript.
    func markJavaScript(_ index: Int) {
        if !isCode(index) { namedScripts.insert(index) }
    }

    /// Manifests of folders that are no dependencies, with their names; asked for by few packages.
    private(set) lazy var otherManifests: [(index: Int, name: String?)] = {
        let places = source.files.indices.filter { index in
            let path = path(index)
            return path.hasSuffix("/package.json") && !path.hasPrefix("node_modules/")
                && !path.containsBytes(of: "/node_modules/")
        }
        return places.prefix(64).map { index in
            (index, bytes(at: index).flatMap { JSONValue(parsing: $0)?["name"]?.string })
        }
    }()

    /// The scripts of a manifest.
    func scripts(of manifest: Int) -> [(key: String, value: JSONValue)] {
        if let known = knownScripts[manifest] { return known }
        let json = bytes(at: manifest).flatMap { JSONValue(parsing: $0) }
        let scripts = json?["scripts"]?.members ?? []
        knownScripts[manifest] = scripts
        return scripts
    }

    /// Targets of `imports` of the nearest manifest for a specifier as `#name`.
    func importTargets(of specifier: String, importedBy index: Int) -> [Int] {
        var folder = Self.folder(of: path(index))
        while true {
            let manifest = folder.isEmpty ? "package.json" : "\(folder)/package.json"
            if let found = indexOfPath[manifest] {
                if knownImports[manifest] == nil {
                    let json = bytes(at: found).flatMap { JSONValue(parsing: $0) }
                    knownImports[manifest] = .some(json?["imports"])
                }
                return Self.targets(of: specifier, in: knownImports[manifest] ?? nil)
                    .compactMap { Self.join(folder, $0).flatMap(javaScriptFile) }
            }
            if folder.isEmpty { return [] }
            folder = Self.folder(of: folder)
        }
    }

    private static func targets(of specifier: String, in imports: JSONValue?) -> [String] {
        if let exact = imports?[specifier] { return Array(exact.allStrings.prefix(8)) }
        for (key, value) in imports?.members.prefix(256) ?? [] {
            guard let star = key.firstIndex(of: "*") else { continue }
            let (head, tail) = (key[..<star], key[key.index(after: star)...])
            guard specifier.utf8.count >= head.utf8.count + tail.utf8.count, specifier.hasPrefix(head),
                specifier.hasSuffix(tail)
            else { continue }
            let middle = specifier.dropFirst(head.count).dropLast(tail.count)
            return value.allStrings.prefix(8).map { target in
                let pieces: [Substring] = target.split(separator: "*", omittingEmptySubsequences: false)
                return pieces.joined(separator: String(middle))
            }
        }
        return []
    }

    private func mainFile(ofFolder prefix: String) -> String? {
        if let known = knownMains[prefix] { return known }
        let bytes = indexOfPath["\(prefix)package.json"].flatMap(self.bytes(at:))
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
            guard let bytes = source(at: index)?.content.prefix(128) else { return false }
            return bytes.starts(with: "#!".utf8) && !Self.startsShell(bytes)
        default: return false
        }
    }

    /// Whether the first line names a shell.
    static func startsShell(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "#!".utf8) else { return false }
        let line = String(decoding: bytes.dropFirst(2).prefix(120).prefix { $0 != 0x0a }, as: UTF8.self)
        return line.split { $0 == "/" || $0 == " " || $0 == "\r" }.contains {
            ShellPrograms.shells.contains(String($0))
        }
    }

    static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
