import Packages

/// What can go wrong with policy files and the state database; a block is a verdict, never one of these.
package enum VerdictsError: Error, Sendable, Hashable, CustomStringConvertible {
    case policyUnreadable(path: String, cause: String)
    case policyTooLarge(path: String, limit: Int)
    case policyNotText(path: String)
    case policySyntax(path: String, line: Int, column: Int, cause: String)
    case policyUnknownKey(path: String, line: Int, key: String, nearest: String?, known: [String])
    case policyMissingKey(path: String, line: Int, key: String)
    case policyValue(path: String, line: Int, key: String, expected: String, got: String)
    case policyMisplacedKey(path: String, line: Int, key: String)
    case policyNotEditable(path: String, cause: String)
    case databaseDamaged(path: String, cause: String)
    case databaseFromNewerVersion(path: String)
    case databaseFailed(path: String, cause: String)
    case feedUnreadable(source: String, cause: String)
    case feedEmpty(source: String, unreadable: Int)
    case feedBusy
    case feedNotKept(path: String)

    /// The error in one sentence.
    package var description: String {
        switch self {
        case .policyUnreadable(let path, let cause):
            "policy file '\(path)' cannot be read: \(cause)"
        case .policyTooLarge(let path, let limit):
            "policy file '\(path)' is larger than \(limit) bytes"
        case .policyNotText(let path):
            "policy file '\(path)' is not UTF-8 text without NUL characters"
        case .policySyntax(let path, let line, let column, let cause):
            "policy file '\(path)' line \(line) column \(column): \(cause)"
        case .policyUnknownKey(let path, let line, let key, .some(let nearest), _):
            "policy file '\(path)' line \(line): unknown key '\(key)', nearest valid key is '\(nearest)'"
        case .policyUnknownKey(let path, let line, let key, .none, let known):
            "policy file '\(path)' line \(line): unknown key '\(key)', valid keys are "
                + known.map { "'\($0)'" }.joined(separator: ", ")
        case .policyMissingKey(let path, let line, let key):
            "policy file '\(path)' line \(line): the entry has no '\(key)'"
        case .policyValue(let path, let line, let key, let expected, let got):
            "policy file '\(path)' line \(line): '\(key)' expected \(expected), got \(got)"
        case .policyMisplacedKey(let path, let line, let key):
            "policy file '\(path)' line \(line): '\(key)' counts in the machine's file only"
        case .policyNotEditable(let path, let cause):
            "policy file '\(path)' cannot be changed: \(cause)"
        case .databaseDamaged(let path, let cause):
            "state database '\(path)' is damaged: \(cause)"
        case .databaseFromNewerVersion(let path):
            "state database '\(path)' was written by a newer version of airlock"
        case .databaseFailed(let path, let cause):
            "state database '\(path)' cannot be used: \(cause)"
        case .feedUnreadable(let source, let cause):
            "'\(source)' cannot be read as a list of advisories: \(cause)"
        case .feedEmpty(let source, let unreadable):
            "'\(source)' lists no malicious package of npm or PyPI"
                + (unreadable == 0 ? "" : ", and \(unreadable) of its documents cannot be read")
        case .feedBusy: "another 'airlock feed' is changing the list"
        case .feedNotKept(let path):
            "the list cannot be kept, since state folder '\(parentFolder(of: path))' cannot be written"
        }
    }

    /// The next step for the user, where there is one.
    package var hint: String? {
        switch self {
        case .policyUnreadable, .policyTooLarge, .policyNotText, .policySyntax, .policyUnknownKey,
            .policyMissingKey, .policyValue, .policyMisplacedKey:
            "nothing was installed; every key is described in Documentation/Policy.md"
        case .policyNotEditable: nil
        case .databaseDamaged(let path, _):
            "nothing was installed; move it away with \"mv '\(path)' '\(path).damaged'\" and run the command again: "
                + "packages are inspected anew, and trusted policy files have to be trusted again"
        case .databaseFromNewerVersion: "use the newer airlock, or move the file away"
        case .databaseFailed: nil
        case .feedUnreadable, .feedEmpty: "the list stays as it was"
        case .feedBusy: "wait for it, then run the command again"
        case .feedNotKept: nil
        }
    }

    /// True for faults of a policy file, which end a command with 78; the others end it with 70.
    package var concernsPolicy: Bool {
        switch self {
        case .policyUnreadable, .policyTooLarge, .policyNotText, .policySyntax, .policyUnknownKey,
            .policyMissingKey, .policyValue, .policyMisplacedKey, .policyNotEditable:
            true
        case .databaseDamaged, .databaseFromNewerVersion, .databaseFailed, .feedUnreadable, .feedEmpty, .feedBusy,
            .feedNotKept:
            false
        }
    }

    /// True for a list of advisories that cannot be taken, which ends a command with 65.
    package var concernsInput: Bool {
        switch self {
        case .feedUnreadable, .feedEmpty: true
        case .policyUnreadable, .policyTooLarge, .policyNotText, .policySyntax, .policyUnknownKey,
            .policyMissingKey, .policyValue, .policyMisplacedKey, .policyNotEditable, .databaseDamaged,
            .databaseFromNewerVersion, .databaseFailed, .feedBusy, .feedNotKept:
            false
        }
    }
}
