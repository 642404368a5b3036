import Foundation

/// `airlock(1)`, in man(7) macros: what is the same in every version by hand, the commands from their own declarations.
///
/// It is printed by `airlock manual` and never committed, so that it cannot fall behind the commands.
struct ManualPage {
    let tree: CommandTree

    var text: String {
        let commands = (tree.command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        return (head + commands.flatMap { section(of: $0, under: "airlock") } + tail).joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        [
            ".TH AIRLOCK 1 \"\" \"airlock \(AirlockCommand.version)\" \"User Commands\"",
            ".SH NAME", "airlock \\- judge what npm and pip are about to install", ".SH SYNOPSIS",
            ".B airlock", "[\\fB\\-\\-strict\\fR] \\fITOOL\\fR \\fIARGUMENT\\fR...", ".br", ".B airlock",
            "\\fICOMMAND\\fR ...", ".SH DESCRIPTION",
            "Airlock runs a package manager under guard: the real tool resolves, every artifact is taken into a",
            "quarantine and judged by what its code would do, and only when the whole tree passes does the real tool",
            "install exactly the bytes that were judged.",
            "\\fITOOL\\fR is \(Self.listed(ShimFolder.tools(withPython: true))).",
            "Arguments, standard output, installed files and exit status are the real tool's; Airlock speaks on",
            "standard error. What installs nothing is handed to the real tool at once.", ".PP",
            "With", ".B \\-\\-strict", "before the tool's name, warnings block.", ".SH COMMANDS",
        ]
    }

    private func section(of command: CommandTree.Command, under parent: String) -> [String] {
        let name = "\(parent) \(command.commandName)"
        let nested = (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        let arguments = (command.arguments ?? []).filter { argument in
            argument.shouldDisplay && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
        }
        var lines = [".SS \"\(Self.escaped(name))\"", Self.line(command.abstract ?? "")]
        if let discussion = command.discussion, !discussion.isEmpty {
            for paragraph in discussion.split(separator: "\n") where !paragraph.isEmpty {
                lines += [".PP", Self.line(String(paragraph))]
            }
        }
        for argument in arguments {
            lines += [".TP", Self.label(of: argument), Self.line(argument.abstract ?? "")]
        }
        return lines + nested.flatMap { section(of: $0, under: name) }
    }

    private static func label(of argument: CommandTree.Argument) -> String {
        let value = escaped((argument.valueName ?? "value").uppercased())
        let dots = argument.isRepeating ? "..." : ""
        let names = (argument.names ?? []).map { "\\fB\(escaped($0.spelling))\\fR" }.joined(separator: ", ")
        switch argument.kind {
        case "positional": return "\\fI\(value)\\fR\(dots)"
        case "option": return "\(names) \\fI\(value)\\fR\(dots)"
        default: return names
        }
    }

    private var tail: [String] {
        let statuses = ExitStatus.allCases.flatMap { [".TP", ".B \($0.rawValue)", Self.line($0.meaning)] }
        let files = [
            ("~/.config/airlock/config.toml", "your policy; '.airlock.toml' in a project is the project's"),
            ("/etc/airlock/config.toml", "the machine's policy"),
            ("~/.cache/airlock", "quarantine and the clients' caches; may be removed at any time"),
            ("~/.local/state/airlock", "verdicts, trust and the log of guarded commands"),
            ("~/.local/share/airlock", "the shims that 'airlock setup' makes"),
        ]
        let examples = [
            ("airlock npm ci", "a guarded install"), ("airlock plan pip install flask", "judge only, install nothing"),
            ("airlock explain left\\-pad@1.3.1", "why a package was judged as it was"),
            ("airlock setup && airlock doctor", "guard the bare commands, then try the guard"),
        ]
        return [".SH \"EXIT STATUS\"", "A tool that ran to its end keeps its own status; else it is one of these."]
            + statuses + [".SH FILES"] + files.flatMap { [".TP", ".I \(Self.escaped($0.0))", Self.line($0.1)] }
            + [
                ".SH ENVIRONMENT",
                "The XDG base directory variables move these files. The clients' own variables, those of proxies and of",
                "certificates act as they do on the bare client. \\fBNO_COLOR\\fR is respected. No variable turns the",
                "guard off or loosens anything.", ".SH EXAMPLES",
            ] + examples.flatMap { [".TP", ".B \($0.0)", Self.line($0.1)] }
            + [".SH \"SEE ALSO\"", ".BR npm (1),", ".BR pip (1)"]
    }

    private static func listed(_ words: [String]) -> String {
        words.dropLast().joined(separator: ", ") + (words.last.map { " or \($0)" } ?? "")
    }

    /// Text for the body of a page: a line that begins with a macro's characters must not become one.
    private static func line(_ text: String) -> String {
        let text = escaped(text.trimmingCharacters(in: .whitespaces))
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
            .replacing("…", with: "...").replacing("'", with: "\\(aq")
    }
}
