import Foundation

/// Everything that a guarded command takes from the world outside: environment, folders, clock and terminal.
///
/// Made once in `Main.swift` and handed down as a value, so that no stage reaches for a global.
struct Surroundings: Sendable {
    let environment: [String: String]
    let workingDirectory: String
    let home: String
    /// Quarantine and client caches: `$XDG_CACHE_HOME/airlock`.
    let cacheFolder: String
    /// Database of evidence, plans and the audit trail: `$XDG_STATE_HOME/airlock`.
    let stateFolder: String
    /// The user's policy: `$XDG_CONFIG_HOME/airlock`.
    let configurationFolder: String
    /// Whether somebody can be asked: a terminal, and no `CI` in the environment.
    let inputIsTerminal: Bool
    /// The shims that `airlock setup` writes: `$XDG_DATA_HOME/airlock`.
    let dataFolder: String
    let errorIsTerminal: Bool
    let usesColor: Bool
    /// Columns of the terminals behind standard error and standard output; nil where there is none.
    let errorColumns: Int?
    let outputColumns: Int?
    /// Parallel inspections; one worker each.
    let processorCount: Int
    let now: @Sendable () -> Date

    static func current() -> Surroundings {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        let isTerminal = isatty(STDERR_FILENO) == 1
        func folder(_ variable: String, _ fallback: String) -> String {
            // The XDG base directory specification: relative values are invalid and ignored.
            let configured = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
            return (configured ?? home + "/" + fallback) + "/airlock"
        }
        return Surroundings(
            environment: environment,
            workingDirectory: FileManager.default.currentDirectoryPath,
            home: home,
            cacheFolder: folder("XDG_CACHE_HOME", ".cache"),
            stateFolder: folder("XDG_STATE_HOME", ".local/state"),
            configurationFolder: folder("XDG_CONFIG_HOME", ".config"),
            inputIsTerminal: isatty(STDIN_FILENO) == 1 && ["", "0", "false"].contains(environment["CI", default: ""]),
            dataFolder: folder("XDG_DATA_HOME", ".local/share"),
            errorIsTerminal: isTerminal,
            usesColor: isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb",
            errorColumns: columns(of: STDERR_FILENO),
            outputColumns: columns(of: STDOUT_FILENO),
            processorCount: max(1, ProcessInfo.processInfo.activeProcessorCount),
            now: { Date() })
    }
}

/// The width of the terminal behind a descriptor; nil where there is none or it does not say.
private func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    // Safety: the call writes one `winsize`.
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else {
        return nil
    }
    return Int(size.ws_col)
}
