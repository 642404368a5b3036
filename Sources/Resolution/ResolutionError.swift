/// Why a plan cannot be read.
package enum ResolutionError: Error, Equatable, Sendable {
    case unreadable(path: String, problem: String)
    case tooLarge(path: String, what: String, limit: Int)
    case malformed(path: String, problem: String)
    case unsupportedVersion(path: String, version: String)
    case unwritable(path: String, problem: String)
    /// A lockfile gives a package scripts, which npm never writes there and would run unread.
    case scriptsInLockfile(path: String, location: String)
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
        case .unknownArtifact(let name, let address):
            "'\(name)' is planned from '\(address)', which no index of this command gave out"
        }
    }
}
