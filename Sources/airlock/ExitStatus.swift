/// The exit statuses that are Airlock's own (from `sysexits.h`); a tool that ran to its end keeps its own.
enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    /// `airlock doctor` found something that does not work.
    case unhealthy = 1
    /// Wrong usage of Airlock, or a form of install that it cannot judge yet.
    case usage = 64
    /// An artifact is damaged or does not have the stated digest; an input of `scan` is unreadable.
    case invalidArtifact = 65
    /// A registry cannot be reached or gave no usable answer.
    case unreachable = 69
    /// A fault of Airlock's own.
    case internalFault = 70
    /// A startup file or a shim cannot be written.
    case cannotWrite = 73
    /// Something was flagged; nothing was installed.
    case blocked = 77
    /// A policy file is invalid.
    case invalidPolicy = 78
    /// The real program is not on PATH, as shells say it.
    case notFound = 127
}

extension ExitStatus {
    /// What the status says, for the manual page.
    var meaning: String {
        switch self {
        case .success: "nothing was wrong"
        case .unhealthy: "'airlock doctor' found something that does not work"
        case .usage: "wrong usage, or a form of install that cannot be judged"
        case .invalidArtifact:
            "an artifact is damaged or does not have the stated digest; an input of 'scan' is unreadable"
        case .unreachable: "a registry cannot be reached"
        case .internalFault: "a fault of Airlock's own"
        case .cannotWrite: "a startup file or shim cannot be written"
        case .blocked: "blocked: something was flagged, and nothing was installed"
        case .invalidPolicy: "a policy file is invalid"
        case .notFound: "the real tool is not on PATH"
        }
    }
}
