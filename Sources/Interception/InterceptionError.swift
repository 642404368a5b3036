/// Why a command line cannot be handed on or understood.
package enum InterceptionError: Error, Equatable, Sendable {
    case programNotFound(name: String, isOnlyShim: Bool)
    case guardNotFound(searched: [String])
    case cannotRun(program: String, errno: Int32)
    case requirementsUnreadable(path: String, errno: Int32)
    /// A requirements file beyond the limits on bytes, files or nesting.
    case requirementsTooLarge(path: String, what: String, limit: Int)
    case requirementsMalformed(path: String, line: Int, problem: String)
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension InterceptionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .programNotFound(let name, isOnlyShim: true):
            "only Airlock's own shim of '\(name)' is on PATH, not the real program"
        case .programNotFound(let name, isOnlyShim: false):
            "'\(name)' is not on PATH"
        case .guardNotFound(let searched):
            "the guard executable is missing, looked for "
                + (searched.isEmpty ? "it beside 'airlock'" : searched.map { "'\($0)'" }.joined(separator: " and "))
        case .cannotRun(let program, let errno):
            "cannot run '\(program)': \(Self.text(of: errno))"
        case .requirementsUnreadable(let path, let errno):
            "cannot read requirements file '\(path)': \(Self.text(of: errno))"
        case .requirementsTooLarge(let path, let what, let limit):
            "requirements file '\(path)' has more than \(limit) \(what)"
        case .requirementsMalformed(let path, let line, let problem):
            "requirements file '\(path)' line \(line): \(problem)"
        }
    }

    private static func text(of errno: Int32) -> String {
        // Safety: `strerror` returns a zero-terminated string that is copied at once.
        strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)"
    }
}
