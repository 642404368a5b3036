/// A command name that Airlock stands in for.
package struct GuardedTool: Sendable, Hashable {
    package enum Family: Sendable, Hashable, CaseIterable {
        case npm
        case npx
        /// `pip`, `pip3`, `pip3.11`.
        case pip
        /// `uv pip install`, `uv tool install`, `uv tool run`.
        case uv
        case uvx
        case pipx
        /// `poetry`, `yarn`, `pnpm`, `bun`: known, and not guarded yet.
        case uncovered
        /// `python`, `python3`, `python3.11`, of interest only for `-m pip`.
        case python
    }

    package let family: Family
    /// The name as typed, which is also the name of the real program on PATH.
    package let name: String

    /// Recognizes a tool's name; nil for every other word.
    ///
    /// A path is recognized by its last component.
    package init?(named text: String) {
        let base = lastPathComponent(of: text)
        switch base {
        case "npm": family = .npm
        case "npx": family = .npx
        case "uv": family = .uv
        case "uvx": family = .uvx
        case "pipx": family = .pipx
        case "poetry", "yarn", "yarnpkg", "pnpm", "pnpx", "bun", "bunx": family = .uncovered
        default:
            if isVersionedName(base, of: "pip") {
                family = .pip
            } else if isVersionedName(base, of: "python") {
                family = .python
            } else {
                return nil
            }
        }
        name = text
    }
}

extension GuardedTool {
    /// `argv[0]` for the real program.
    ///
    /// Python searches PATH for it to find its own folders, and would find a shim there.
    package func firstArgument(ofProgram program: String) -> String { family == .python ? program : name }
}

/// The text behind the last slash.
package func lastPathComponent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
}

/// Tells `pip`, `pip3`, `pip3.11` (for `pip`): the stem, then nothing, digits, or digits, a dot and digits.
private func isVersionedName(_ name: String, of stem: String) -> Bool {
    guard name.hasPrefix(stem) else { return false }
    let version = name.utf8.dropFirst(stem.utf8.count)
    if version.isEmpty { return true }
    let parts = version.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return false }
    return parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
