import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder whose policy file speaks for an install.
package struct ProjectRoot: Sendable, Hashable {
    package static let policyFilename = ".airlock.toml"

    /// Absolute, without symbolic links.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Where the project's policy file is, or would be.
    package var policyPath: String {
        folder == "/" ? "/" + Self.policyFilename : folder + "/" + Self.policyFilename
    }
}

/// The search for a project's root: the root, and the policy files that it passed by.
///
/// The root is the nearest folder, from the starting folder upward, that holds a manifest or a policy file. The search
/// ends at the root of the version-control checkout (included) or, outside one, at the home folder (excluded), and
/// at the first folder that belongs to somebody else, since who owns a folder decides what stands in it. A start that
/// is neither in a checkout nor below home has no project, so that nobody's `/tmp/.airlock.toml` speaks for it.
package struct ProjectRootSearch: Sendable, Hashable {
    package let root: ProjectRoot?
    /// Policy files at the starting folder or above it that are not in force; worth a warning.
    package let ignoredPolicyPaths: [String]

    /// Searches from `folder` upward.
    ///
    /// - Parameters:
    ///   - folder: the folder that the client works in (npm: its prefix or workspace root).
    ///   - manifests: the file names that make a folder a project, such as `package.json`.
    ///   - home: the user's home folder, nil when there is none.
    ///   - userID: the owner that the folders must have.
    package init(from folder: String, manifests: [String], home: String?, userID: UInt32 = geteuid()) {
        guard let start = resolvedPath(folder) else {
            root = nil
            ignoredPolicyPaths = []
            return
        }
        let ancestry = Self.ancestry(of: start)
        let candidates = Self.candidates(in: ancestry, home: home.flatMap(resolvedPath), userID: userID)
        let names = manifests + [ProjectRoot.policyFilename]
        let found = candidates.first { folder in names.contains { isRegularFile(folder, $0) } }
        root = found.map(ProjectRoot.init(folder:))
        ignoredPolicyPaths = ancestry.filter { $0 != found && isRegularFile($0, ProjectRoot.policyFilename) }
            .map { ProjectRoot(folder: $0).policyPath }
    }

    /// The starting folder and its parents, nearest first.
    private static func ancestry(of start: String) -> [String] {
        var folders = [start]
        var current = start
        while current != "/", let slash = current.lastIndex(of: "/") {
            current = slash == current.startIndex ? "/" : String(current[..<slash])
            folders.append(current)
        }
        return folders
    }

    private static func candidates(in ancestry: [String], home: String?, userID: UInt32) -> [String] {
        let owned = ancestry.prefix { owner(of: $0) == userID }
        if let checkout = owned.firstIndex(where: isCheckout) { return Array(owned[...checkout]) }
        guard let home, let homeIndex = ancestry.firstIndex(of: home) else { return [] }
        return Array(owned.prefix(homeIndex))
    }

    private static func isCheckout(_ folder: String) -> Bool {
        [".git", ".hg", ".svn", ".jj"].contains { name in
            var status = stat()
            return lstat(folder + "/" + name, &status) == 0
        }
    }

    private static func owner(of folder: String) -> UInt32? {
        var status = stat()
        return lstat(folder, &status) == 0 ? status.st_uid : nil
    }
}

private func isRegularFile(_ folder: String, _ name: String) -> Bool {
    var status = stat()
    return stat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// The absolute path without symbolic links; nil when it does not exist.
func resolvedPath(_ path: String) -> String? {
    // Safety: `realpath` returns a NUL-terminated string of its own, freed once it is copied.
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}
