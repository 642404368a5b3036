import AirlockTestSupport
import Foundation
import Testing

/// Completion scripts in the real shells, the manual page under the real formatter, and help for newcomers.
@Suite("completions, manual, help")
struct CompletionTests {
    private let user: ThrowawayUser

    init() throws { user = try ThrowawayUser() }

    private func script(_ shell: String) async throws -> String {
        let run = try await user.guarded("completions", shell)
        #expect(run.status == 0, "\(run.errors)")
        try user.write(run.output, to: "completions/_airlock")
        return user.scratch.file("completions/_airlock")
    }

    @Test("bash completes commands, options and tools, and asks a tool's own completion behind its name")
    func bash() async throws {
        let path = try await script("bash")
        func complete(_ line: String, _ more: String = "") async throws -> [String] {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            let script = """
                source '\(path)'
                \(more)
                COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))); COMP_CWORD=\(words.count - 1)
                COMP_LINE='\(line)'; COMP_POINT=\(line.count)
                _airlock_or_tool airlock '\(words.last ?? "")' '\(words.dropLast().last ?? "")'
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let run = try await user.bare("bash", "-c", script)
            #expect(run.errors.isEmpty, "\(run.errors)")
            return run.output.split(separator: "\n").map(String.init)
        }
        #expect(try await complete("airlock sc") == ["scan"])
        #expect(try await complete("airlock np") == ["npm", "npx"])
        #expect(try await complete("airlock plan np") == ["npm", "npx"])
        #expect(try await complete("airlock scan --se") == ["--sequence"])
        // bash-completion's own function, here one that says what it was asked.
        let offset = "_command_offset() { COMPREPLY=(\"from-$1\"); }"
        #expect(try await complete("airlock npm ins", offset) == ["from-1"])
        #expect(try await complete("airlock plan npm ins", offset) == ["from-2"])
        #expect(try await complete("airlock --strict npm ins", offset) == ["from-2"])
        #expect(try await complete("airlock explain np", offset).isEmpty)
    }

    @Test("fish does the same", .enabled(if: SetUpHome.shells.contains("fish"), "fish is not installed"))
    func fish() async throws {
        let path = try await script("fish")
        func complete(_ line: String) async throws -> [String] {
            let script = """
                source '\(path)'
                complete -c npm -e; complete -c npm -xa 'install instruct'
                complete -C '\(line)'
                """
            let run = try await user.bare("fish", "--no-config", "-c", script)
            #expect(run.errors.isEmpty, "\(run.errors)")
            return run.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }.sorted()
        }
        #expect(try await complete("airlock sca") == ["scan"])
        #expect(try await complete("airlock np") == ["npm", "npx"])
        #expect(try await complete("airlock npm ins") == ["install", "instruct"])
        #expect(try await complete("airlock plan --strict npm inst") == ["install", "instruct"])
        #expect(try await complete("airlock explain np").isEmpty)
        #expect(try await complete("airlock scan --seq") == ["--sequence"])
    }

    @Test("zsh does the same", .enabled(if: SetUpHome.shells.contains("zsh"), "zsh is not installed"))
    func zsh() async throws {
        let path = try await script("zsh")
        let folder = (path as NSString).deletingLastPathComponent
        // A shell on a pseudo-terminal, where the completion system lives; each line is completed, then shown.
        let driver = """
            zmodload zsh/zpty
            zpty -b shell zsh -f -i
            drain() { local part; while zpty -r -t shell part 2>/dev/null; do :; done }
            send() { zpty -w shell "$1"; sleep 1; drain }
            send "fpath=('\(folder)' \\$fpath); autoload -Uz compinit; compinit -u -D"
            send "_npm() { compadd instruct }; compdef _npm npm"
            send "show() { print -r -- \"line:\\$BUFFER:\" >>'\(folder)/lines'; BUFFER= }; zle -N show; bindkey '^T' show"
            for line in 'airlock scan --seq' 'airlock npm inst' 'airlock plan --strict npm inst' 'airlock untr'; do
                zpty -n -w shell "$line"$'\\t'; sleep 2; drain; zpty -n -w shell $'\\x14'; sleep 0.5; drain
            done
            zpty -d shell
            """
        let run = try await user.bare(words: ["zsh", "-f", "-c", driver], adding: ["TERM": "dumb"])
        let lines = user.text("completions/lines") ?? ""
        for line in ["scan --sequence", "npm instruct", "plan --strict npm instruct", "untrust"] {
            #expect(lines.contains("line:airlock \(line)"), "\(lines)\(run.output)\(run.errors)")
        }
    }

    @Test("the manual page names every command and option, and a formatter finds no fault in it")
    func manual() async throws {
        let run = try await user.guarded("manual")
        #expect(run.status == 0)
        let help = try await user.guarded("--help")
        let commands = help.output.split(separator: "\n").filter {
            $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLetter == true
        }
        for command in ["plan", "scan", "explain", "allow", "trust", "untrust", "setup", "doctor", "teardown"] {
            #expect(run.output.contains(".SS \"airlock \(command)\""))
            #expect(commands.contains { $0.dropFirst(2).hasPrefix(command + " ") }, "\(help.output)")
        }
        for text in ["\\-\\-files\\-from", "\\-\\-with\\-python", ".B 77", ".B 73", "config.toml"] {
            #expect(run.output.contains(text))
        }
        try user.write(run.output, to: "airlock.1")
        let formatter = try await user.bare(
            "sh", "-c", "command -v groff >/dev/null || exit 0; groff -man -Tascii -ww -z \"$1\"", "sh",
            user.scratch.file("airlock.1"))
        #expect(formatter.status == 0)
        #expect(formatter.errors.isEmpty, "\(formatter.errors)")
    }
}
