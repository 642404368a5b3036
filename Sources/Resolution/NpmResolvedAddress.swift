/// What a `resolved` value is.
enum NpmResolvedAddress {
    case missing
    case web(String)
    case folder
    /// A local tarball.
    case archive(NpmLocalSpecifier)
    /// A repository's address with a whole commit behind `#`.
    case git(String)
    case refused(PlanRefusal.Kind)

    init(_ resolved: String?) {
        guard let resolved, !resolved.isEmpty else {
            self = .missing
            return
        }
        let lower = resolved.lowercased()
        if lower.hasPrefix("https://") || lower.hasPrefix("http://") {
            self = .web(resolved)
        } else if lower.hasPrefix("file:") {
            // Read as npm reads it: a path cut at another place would be another archive than the one that is judged.
            switch NpmLocalSpecifier(resolved) {
            case let local? where local.isArchive && local.path(from: "/") != nil: self = .archive(local)
            case .some, nil: self = .folder
            }
        } else if ["git+", "git:", "git@", "github:", "gitlab:", "bitbucket:", "gist:", "ssh:"]
            .contains(where: lower.hasPrefix)
        {
            self = gitCommit(ofAddress: resolved) == nil ? .refused(.git) : .git(resolved)
        } else {
            self = .refused(.unknownAddress)
        }
    }

    /// Whether npm asks a registry or another host for it: both lead through a door, at which all bytes are judged.
    var leadsThroughDoor: Bool {
        switch self {
        case .web, .git: true
        case .missing, .folder, .archive, .refused: false
        }
    }
}
