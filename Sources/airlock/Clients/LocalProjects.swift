import Foundation
import Interception
import Resolution

/// The folders that `PIP_EDITABLE` and its kin in configuration files name; anything else that they name is refused.
func editableFolders(_ configured: [String]) throws -> [String] {
    try configured.map { text in
        switch PipRequirement(parsing: text) {
        case .named(let path), .folder(let path): return path
        case .archive, .remote, .versionControl:
            throw GuardError.usage(
                "'\(Messages.untrusted(text))' in pip's configuration is neither a folder nor a release on an index",
                hint: "look for 'editable' in 'pip config list'")
        }
    }
}

func refuseConfiguredScripts(_ scripts: [String]) throws {
    guard let script = scripts.first else { return }
    throw GuardError.usage(
        "pip's configuration takes requirements from '\(Messages.untrusted(script))', which is not supported yet",
        hint: "put the script's requirements into a requirements file")
}

/// The folder of the project file that a `--group` argument, `[path:]name`, is read from.
func folder(ofDependencyGroup argument: String) -> String {
    guard let colon = argument.lastIndex(of: ":") else { return "." }
    let folder = (String(argument[..<colon]) as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
}

/// Refuses groups of a lock file (PEP 751), which holds addresses and paths of its own.
func refuseLocks(inGroups groups: [String]) throws {
    for group in groups {
        guard let colon = group.lastIndex(of: ":"), isLockFile(String(group[..<colon])) else { continue }
        throw GuardError.usage(
            "'\(Messages.untrusted(group))' names a lock file, which is not supported yet",
            hint: "install the project's requirements instead")
    }
}

/// Refuses projects on disk that require something by an address: pip would build it before anybody judged it.
func refuseDirectRequirements(inProjects folders: [String], workingFolder: String) throws {
    let own = ["pyproject.toml", "setup.cfg"]
    for written in Set(folders).sorted() {
        guard namesOnePlace(written, in: workingFolder) else {
            throw GuardError.usage(
                "'\(Messages.untrusted(written))' leads to different places by links and by letters",
                hint: "write the path without '..'")
        }
        let folder = written.hasPrefix("/") ? written : workingFolder + "/" + written
        var referenced: Set<String> = []
        for name in own {
            guard let bytes = try projectFile(folder + "/" + name, limit: 4 << 20) else { continue }
            try refuse(DirectRequirements.inProjectFile(bytes), in: name, of: written)
            referenced.formUnion(DirectRequirements.referencedPaths(inProjectFile: bytes))
        }
        for name in referenced.subtracting(own).sorted() {
            guard let bytes = try projectFile(folder + "/" + name, limit: 256 << 20) else { continue }
            try refuse(DirectRequirements.inProjectFile(bytes, isReferenced: true), in: name, of: written)
        }
    }
}

private func refuse(_ found: [DirectRequirement], in name: String, of folder: String) throws {
    guard let first = found.first else { return }
    throw GuardError.usage(
        "'\(name)' line \(first.line) in '\(Messages.untrusted(folder))' requires '\(Messages.untrusted(first.text))', "
            + "which pip would build before Airlock can judge it",
        hint: "require a release from an index instead")
}

/// The bytes of a regular file; nil for everything else.
///
/// Throws for one that is longer than any project needs: the end is as good a place for a requirement as the beginning.
private func projectFile(_ path: String, limit: Int) throws -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: limit + 1) else { return nil }
    guard data.count <= limit else {
        throw GuardError.usage(
            "'\(Messages.untrusted(path, limit: 400))' is longer than Airlock reads for requirements",
            hint: "shorten the file, or install the project's requirements instead")
    }
    return Array(data)
}
