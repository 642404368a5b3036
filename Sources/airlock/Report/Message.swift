import Foundation

/// How much Airlock says beside what a user must know: `--quiet` and `--verbose` before the tool's name.
enum Verbosity: Sendable {
    case quiet
    case ordinary
    case verbose

    /// Who asks for both wants to read more.
    init(isQuiet: Bool, isVerbose: Bool) {
        self = isVerbose ? .verbose : isQuiet ? .quiet : .ordinary
    }
}

/// The one place that prints: every text of Airlock's own goes through here, to standard error.
///
/// Rules: `airlock: error: …`, `airlock: warning: …`, `airlock: hint: …`; lower case, no full stop; names and versions
/// in single quotes; meaning never by color alone. Text that came from a package or a server passes `untrusted`.
struct Messages: Sendable {
    let usesColor: Bool
    let isTerminal: Bool
    /// Columns of the terminal; nil elsewhere, where nothing is folded.
    let width: Int?
    let verbosity: Verbosity

    init(_ surroundings: Surroundings, verbosity: Verbosity = .ordinary) {
        usesColor = surroundings.usesColor
        isTerminal = surroundings.errorIsTerminal
        width = surroundings.errorColumns
        self.verbosity = verbosity
    }

    func error(_ sentence: String) { line("\(label("error", "31")): \(sentence)") }

    func warning(_ sentence: String) { line("\(label("warning", "33")): \(sentence)") }

    func hint(_ sentence: String) { line("\(label("hint", "36")): \(sentence)") }

    func note(_ sentence: String) { line(sentence) }

    /// What nobody misses who asked for silence: that all went well.
    func summary(_ sentence: String) { if verbosity != .quiet { line(sentence) } }

    /// What only who asked for it wants to read.
    func verbose(_ sentence: String) { if verbosity == .verbose { line(sentence) } }

    /// A line that belongs to the one before, indented under it.
    func detail(_ sentence: String) { write("  \(sentence)\n") }

    func block(_ sentence: String) { line("\(label("blocked", "1;31")) \(sentence)") }

    private func label(_ text: String, _ code: String) -> String {
        usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func line(_ text: String) { write("airlock: \(text)\n") }

    func write(_ text: String) {
        FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K" : "").utf8) + Data(text.utf8))
    }

    /// Makes text of a package or server safe to print: control, bidirectional and invisible characters become `?`,
    /// and what is longer than `limit` characters is cut.
    static func untrusted(_ text: String, limit: Int = 200) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit { return result + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                result += "?"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        // GitHub's runner reads "##[" anywhere in a line as a command.
        return result.replacing("##[", with: "##?[")
    }
}
