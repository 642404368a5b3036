/// The exit statuses that are Airlock's own (from `sysexits.h`); a tool that ran to its end keeps its own.
enum ExitStatus: Int32, Sendable {
    case success = 0
    /// Wrong usage of Airlock, or a form of install that it cannot judge yet.
    case usage = 64
    /// An artifact is damaged or does not have the stated digest; an input of `scan` is unreadable.
    case invalidArtifact = 65
    /// A registry cannot be reached or gave no usable answer.
    case unreachable = 69
    /// A fault of Airlock's own.
    case internalFault = 70
    /// Something was flagged; nothing was installed.
    case blocked = 77
    /// A policy file is invalid.
    case invalidPolicy = 78
    /// The real program is not on PATH, as shells say it.
    case notFound = 127
}
