/// Why a plan cannot be read.
package enum ResolutionError: Error, Equatable, Sendable {
    case unreadable(path: String, problem: String)
    case tooLarge(path: String, what: String, limit: Int)
    case malformed(path: String, problem: String)
    case unsupportedVersion(path: String, version: String)
    case unwritable(path: String, problem: String)
    /// A lockfile gives a package scripts, which npm never writes there and would run unread.
    case scriptsInLockfile(path: String, location: String)
    /// A manifest names a path in a way that versions of npm read differently, or not at all.
    case unclearPath(path: String, specifier: String)
    /// A pattern for workspaces that npm's own matching and ours could read differently.
    case unclearPattern(path: String, pattern: String)
    /// A setting that decides where packages come from and names no plain web address.
    case unclearRegistry(key: String, value: String)
    /// A lockfile of yarn's sends npm to something of this machine.
    case localInLockfile(path: String, address: String)
    /// A report names an address that no index gave out.
    case unknownArtifact(name: String, address: String)
}

extension ResolutionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let problem): "cannot read '\(path)': \(problem)"
        case .tooLarge(let path, let what, let limit): "'\(path)' has more than \(limit) \(what)"
        case .malformed(let path, let problem): "'\(path)' is malformed: \(problem)"
        case .unsupportedVersion(let path, let version):
            "'\(path)' has lockfile version '\(version)', got none of the expected 1, 2 and 3"
        case .unwritable(let path, let problem): "cannot write '\(path)': \(problem)"
        case .scriptsInLockfile(let path, let location):
            "'\(path)' states scripts for '\(location)', which npm never writes and would run in place of the package's own"
        case .unclearPath(let path, let specifier):
            "'\(path)' names '\(specifier)', a path that not every npm reads in the same way"
        case .unclearPattern(let path, let pattern):
            "'\(path)' has '\(pattern)' among its workspaces, a pattern that Airlock does not read as npm does"
        case .unclearRegistry(let key, let value):
            "the setting '\(key)' is '\(value)', which is no plain 'https://host/path'"
        case .localInLockfile(let path, let address):
            "'\(path)' resolves a package to '\(address)', which is no address of a registry"
        case .unknownArtifact(let name, let address):
            "'\(name)' is planned from '\(address)', which no index of this command gave out"
        }
    }
}

extension ResolutionError {
    /// Whether it is a spelling that Airlock refuses, and not a file that is broken.
    package var isRefusal: Bool {
        switch self {
        case .unclearPath, .unclearPattern, .unclearRegistry, .localInLockfile: true
        case .unreadable, .tooLarge, .malformed, .unsupportedVersion, .unwritable, .scriptsInLockfile, .unknownArtifact:
            false
        }
    }
}
