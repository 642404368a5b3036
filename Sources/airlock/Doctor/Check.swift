import Foundation

/// What `airlock doctor` found out about one thing.
struct Check: Sendable, Equatable {
    enum Status: String, Sendable {
        case ok
        /// Something is less than it could be; installs are guarded all the same.
        case warning
        /// Something is not guarded, or does not work.
        case failed
    }

    /// A word for what was looked at, such as `path` or `npm`.
    let subject: String
    let status: Status
    /// One clause, lower case, no full stop.
    let finding: String
    /// The exact command that mends it; nil for what is well.
    let command: String?

    static func ok(_ subject: String, _ finding: String) -> Check {
        Check(subject: subject, status: .ok, finding: finding, command: nil)
    }

    static func warning(_ subject: String, _ finding: String, mend command: String) -> Check {
        Check(subject: subject, status: .warning, finding: finding, command: command)
    }

    static func failed(_ subject: String, _ finding: String, mend command: String) -> Check {
        Check(subject: subject, status: .failed, finding: finding, command: command)
    }

    /// The line for people, and the mending command under it.
    var text: String {
        func padded(_ word: String, _ width: Int) -> String {
            word + String(repeating: " ", count: max(1, width - word.count))
        }
        let line = padded(status.rawValue, 9) + padded(subject, 9) + Messages.untrusted(finding, limit: 600)
        guard let command else { return line }
        return line + "\n" + padded("", 9) + padded("", 9) + "to mend it, run: "
            + Messages.untrusted(command, limit: 600)
    }

    var json: String {
        "{\"check\":\(jsonString(subject)),\"status\":\(jsonString(status.rawValue)),"
            + "\"finding\":\(jsonString(finding)),\"command\":\(command.map(jsonString) ?? "null")}"
    }
}

/// A mending command that needs root's rights; in a container one is root, and there is no sudo.
func asRoot(_ command: String) -> String { geteuid() == 0 ? command : "sudo \(command)" }
