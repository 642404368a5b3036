// Finding the real npm or pip: the first of that name on PATH that is not one of Airlock's own shims.

/// The line that marks a file as an Airlock shim; its first bytes decide, wherever it lies or is linked from.
package let shimMarker = "# airlock-shim"

/// Searches a program on PATH, leaving out Airlock's shims and the folder of the shim that was run.
///
/// `shim` is the path of the shim through which the command came, if any. A name with a slash is taken as it is.
/// Entries that are empty or relative are skipped: a repository must not be able to put a program in front.
package func findRealProgram(
    named name: String, onPath path: String, calledThroughShim shim: String?
) throws(InterceptionError) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) {
        guard SystemCalls.isExecutableFile(name), !isShim(name) else {
            throw .programNotFound(name: name, isOnlyShim: isShim(name))
        }
        return name
    }
    let shimFolder = shim.flatMap(folder(of:)).flatMap(SystemCalls.realPath)
    var hasSeenShim = false
    for entry in path.split(separator: ":") where entry.hasPrefix("/") {
        let candidate = entry.hasSuffix("/") ? "\(entry)\(name)" : "\(entry)/\(name)"
        guard SystemCalls.isExecutableFile(candidate) else { continue }
        if isShim(candidate) || (shimFolder != nil && SystemCalls.realPath(String(entry)) == shimFolder) {
            hasSeenShim = true
            continue
        }
        return candidate
    }
    throw .programNotFound(name: name, isOnlyShim: hasSeenShim)
}

/// Tells a shim by the marker in its first lines.
package func isShim(_ path: String) -> Bool {
    let start = SystemCalls.firstBytes(ofFile: path, count: 256)
    let lines = start.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    return lines.prefix(3).contains { String(decoding: $0, as: UTF8.self).hasPrefix(shimMarker) }
}

/// Where Airlock's full executable lies, seen from the front executable: beside it, or in `../libexec/airlock`.
package func findGuardExecutable() throws(InterceptionError) -> String {
    guard let front = SystemCalls.realPath("/proc/self/exe"), let bin = folder(of: front) else {
        throw .guardNotFound(searched: [])
    }
    let candidates = ["\(bin)/airlock-guard", "\(folder(of: bin) ?? "")/libexec/airlock/airlock-guard"]
    guard let found = candidates.first(where: SystemCalls.isExecutableFile) else {
        throw .guardNotFound(searched: candidates)
    }
    return found
}

/// The program that `npx NAME` would run without installing: the nearest `node_modules/.bin/NAME` from `folder` up.
package func findLocalNpmProgram(named name: String, from start: String) -> String? {
    guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
    var current: String? = start
    while let folderPath = current {
        let candidate = "\(folderPath == "/" ? "" : folderPath)/node_modules/.bin/\(name)"
        if SystemCalls.exists(candidate) { return candidate }
        current = folder(of: folderPath)
    }
    return nil
}

/// The folder that contains `path`; nil for the root and for names without a slash.
func folder(of path: String) -> String? {
    var trimmed = path[...]
    while trimmed.utf8.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard trimmed != "/", let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
}
