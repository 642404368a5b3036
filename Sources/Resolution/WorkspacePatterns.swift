import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the folders that npm's `workspaces` patterns name: those with a `package.json`, outside `node_modules`.
///
/// Patterns are globs relative to `root`, with `*`, `?`, `[…]`, `**` and `{a,b}`; one that begins with `!` takes out
/// what earlier ones found, as in `@npmcli/map-workspaces`. Patterns that npm's globs read in ways of their own are an
/// error: which folder is the project, and so whose settings count, hangs on them.
func findWorkspaces(patterns: [String], below root: String) throws(ResolutionError) -> [String] {
    var found: Set<String> = []
    var visited = 0
    var hasExclusion = false
    for pattern in patterns {
        let isExclusion = pattern.hasPrefix("!")
        // What npm excludes stays so, except where a later pattern names just that.
        guard isPlain(pattern), isExclusion || !hasExclusion else {
            throw .unclearPattern(path: root + "/package.json", pattern: pattern)
        }
        hasExclusion = hasExclusion || isExclusion
        for alternative in expandedBraces(isExclusion ? String(pattern.dropFirst()) : pattern).prefix(1_000) {
            let segments = alternative.split(separator: "/").map(String.init).filter { $0 != "." }
            let folders = try matches(segments[...], below: root, visited: &visited)
            if isExclusion { found.subtract(folders) } else { found.formUnion(folders) }
        }
    }
    return found.filter { FileManager.default.fileExists(atPath: $0 + "/package.json") }.sorted()
}

/// Without extended globs, classes by name, escapes, ranges in braces, parents, and patterns for hidden folders.
private func isPlain(_ pattern: String) -> Bool {
    let isOdd = ["..", "(", "\\", "[:", "[.", "[=", "!!"].contains { pattern.contains($0) }
    let hidesMagic = pattern.split(whereSeparator: { "/,{}!".contains($0) }).contains { part in
        part.hasPrefix(".") && part.contains { "*?[".contains($0) }
    }
    return !isOdd && !hidesMagic && !pattern.hasPrefix("#")
}

/// The folders that match, breadth first; `visited` counts folders over all patterns.
private func matches(
    _ segments: ArraySlice<String>, below root: String, visited: inout Int
) throws(ResolutionError) -> Set<String> {
    var current: Set<String> = [root]
    for segment in segments {
        var next: Set<String> = segment == "**" ? current : []
        var queue = Array(current)
        while let folder = queue.popLast() {
            visited += 1
            guard visited <= NpmProject.maximumFolders else {
                throw .tooLarge(path: root, what: "folders to search for workspaces", limit: NpmProject.maximumFolders)
            }
            if segment != "**", !segment.contains(where: { "*?[".contains($0) }) {
                let path = folder + "/" + segment
                if segment != "node_modules", NpmProject.isFolder(path) { next.insert(path) }
                continue
            }
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard name != "node_modules", !name.hasPrefix(".") else { continue }
                let path = folder + "/" + name
                guard segment == "**" || fnmatch(segment, name, FNM_PERIOD) == 0, NpmProject.isFolder(path) else {
                    continue
                }
                if next.insert(path).inserted, segment == "**", !isLink(path) { queue.append(path) }
            }
        }
        current = next
    }
    return current.subtracting([root])
}

private func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
}

/// `a/{b,c}/d` as `a/b/d` and `a/c/d`; the first group only splits once, nested ones in turn, at most 1,000 results.
func expandedBraces(_ pattern: String) -> [String] {
    var results: [String] = []
    var queue = [pattern]
    while let next = queue.popLast(), results.count + queue.count < 1_000 {
        guard let (before, alternatives, after) = firstGroup(of: next) else {
            results.append(next)
            continue
        }
        for alternative in alternatives.reversed() { queue.append(before + alternative + after) }
    }
    return results
}

private func firstGroup(of pattern: String) -> (String, [String], String)? {
    guard let open = pattern.firstIndex(of: "{") else { return nil }
    var depth = 0
    var alternatives = [""]
    var index = pattern.index(after: open)
    while index < pattern.endIndex {
        let character = pattern[index]
        let behind = pattern.index(after: index)
        if character == "}", depth == 0 {
            guard alternatives.count > 1 else { return nil }
            return (String(pattern[..<open]), alternatives, String(pattern[behind...]))
        }
        if character == ",", depth == 0 {
            alternatives.append("")
        } else {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            alternatives[alternatives.count - 1].append(character)
        }
        index = behind
    }
    return nil
}
