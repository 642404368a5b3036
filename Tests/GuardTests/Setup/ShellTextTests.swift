import AirlockTestSupport
import Foundation
import Interception
import Testing

@testable import AirlockGuard

/// The lines of each shell, read by that shell itself; shells that are not installed are left out.
@Suite("the text for each shell")
struct ShellTextTests {
    static let shells = GuardedShell.allCases.filter { isInstalled($0.rawValue) }

    static func isInstalled(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
            || FileManager.default.isExecutableFile(atPath: "/bin/\(program)")
    }

    /// Folders whose names would mean something to a shell that is not told to leave them alone.
    static let names = ["plain", "with space", "o'clock", "a$HOME`x`\"b\"", "back\\slash"]

    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    /// A fake `airlock` in a folder of that name, which says what it was given and ends with status 9.
    private func text(_ name: String) throws -> ShellText {
        let folder = scratch.file(name)
        try FileManager.default.createDirectory(atPath: folder + "/shims", withIntermediateDirectories: true)
        let airlock = folder + "/airlock"
        try Data("#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 9\n".utf8).write(to: URL(fileURLWithPath: airlock))
        try makeExecutable(airlock)
        return ShellText(airlock: airlock, shimFolder: folder + "/shims", tools: ["npm", "pip"])
    }

    private func run(
        _ program: String, _ block: ManagedBlock, _ script: String, options: [String] = [],
        path: String? = "/usr/bin:/bin"
    ) throws -> (output: String, end: ChildEnd) {
        let file = scratch.file("startup")
        try Data(block.installed(in: [], createdFolders: nil)).write(to: URL(fileURLWithPath: file))
        let variables = ["HOME=\(scratch.path)", "LC_ALL=C.UTF-8"] + (path.map { ["PATH=\($0)"] } ?? [])
        let words = [program] + options + ["-c", ". '\(file)'\n\(script)"]
        let result = try runChild(
            "/usr/bin/env", arguments: ["env"] + words, environment: variables, output: .captured(limit: 65_536),
            errorFile: scratch.file("errors"))
        return (String(decoding: result.output, as: UTF8.self), result.end)
    }

    private func errors() -> String { scratch.read("errors").map { String(decoding: $0, as: UTF8.self) } ?? "" }

    @Test(
        "functions hand over every argument and keep the status, whatever the folder's name", arguments: shells, names)
    func functions(shell: GuardedShell, name: String) throws {
        let text = try text(name)
        let block = text.block(for: shell, .interactive)
        let status = shell == .fish ? "$status" : "$?"
        let result = try run(shell.rawValue, block, "npm install 'a b' '' -- '*'; echo \" \(status)\"; pip; exit 3")
        #expect(result.output == "<npm><install><a b><><--><*> 9\n<pip>", "\(errors())")
        #expect(result.end == .exited(status: 3))
        #expect(errors().isEmpty)
    }

    @Test("the folder comes first on PATH, once, however often the block is read", arguments: shells, names)
    func path(shell: GuardedShell, name: String) throws {
        let text = try text(name)
        let show = shell == .fish ? "string join : $PATH" : "echo \"$PATH\""
        let prepend = shell == .fish ? "set -gx PATH /venv $PATH" : "PATH=/venv:$PATH"
        let twice = ". '\(scratch.file("startup"))'; \(show); \(prepend); __airlock_first; \(show)"
        let result = try run(shell.rawValue, text.block(for: shell, .interactive), twice)
        let shims = text.shimFolder
        #expect(result.output == "\(shims):/usr/bin:/bin\n\(shims):/venv:/usr/bin:/bin\n", "\(errors())")
        #expect(errors().isEmpty)
    }

    @Test("strict options and an alias of a tool's name do no harm", arguments: shells.filter { $0 != .fish })
    func strictOptions(shell: GuardedShell) throws {
        let text = try text("plain")
        let block = text.block(for: shell, .interactive)
        let aliases = ManagedBlock(lines: ["alias npm='npm --loglevel error' pip=pip3"] + block.lines)
        let result = try run(
            shell.rawValue, aliases, "\\npm ci; exit 4", options: [shell == .bash ? "--norc" : "-f", "-e", "-u", "-i"],
            path: nil)
        #expect(result.output.hasPrefix("<npm>"), "\(errors())")
        #expect(!errors().contains("unbound") && !errors().contains("syntax") && !errors().contains("parse error"))
    }

    @Test("the hook before a prompt is there once and keeps the status", arguments: shells.filter { $0 != .fish })
    func hook(shell: GuardedShell) throws {
        let text = try text("plain")
        let name = shell == .bash ? "PROMPT_COMMAND" : "precmd_functions"
        let script = """
            . '\(scratch.file("startup"))'
            echo "${\(name)[*]}"
            (exit 5); __airlock_first; echo $?
            """
        let block = ManagedBlock(
            lines: [shell == .bash ? "PROMPT_COMMAND='history -a'" : "precmd_functions=(vcs_info)"]
                + text.block(for: shell, .interactive).lines)
        let once = ManagedBlock(lines: block.lines.dropFirst().map { $0 })
        _ = try run(shell.rawValue, once, "true")
        let result = try run(shell.rawValue, block, script.replacing("\(name)[*]", with: "\(name)[*]"), options: ["-i"])
        let hooks = result.output.split(separator: "\n").first.map(String.init) ?? ""
        #expect(hooks.components(separatedBy: "__airlock_first").count == 2, "\(result.output)\(errors())")
        #expect(hooks.contains(shell == .bash ? "history -a" : "vcs_info"))
        #expect(result.output.hasSuffix("5\n"))
    }

    @Test(
        "in bash it is the last hook, behind texts that end in a semicolon and behind the other hooks of an array",
        arguments: ["history -a", "history -a;", "a; \n", "_hook;"])
    func lastHook(present: String) throws {
        let block = try text("plain").block(for: .bash, .interactive)
        let show = "printf '<%s>' \"${PROMPT_COMMAND[@]}\""
        let one = ManagedBlock(lines: ["PROMPT_COMMAND=\(quoted(present))"] + block.lines)
        let trimmed = String(present.prefix { $0 != ";" })
        #expect(try run("bash", one, show, options: ["--norc", "-i"]).output == "<\(trimmed);__airlock_first>")
        let several = ManagedBlock(lines: ["PROMPT_COMMAND=(a \(quoted(present)))"] + block.lines)
        #expect(
            try run("bash", several, show, options: ["--norc", "-i"]).output == "<a><\(present)><__airlock_first>",
            "\(errors())")
    }

    @Test("what any POSIX shell reads sets PATH in it, and the functions in bash", arguments: ["dash", "bash"], names)
    func posix(program: String, name: String) throws {
        guard Self.isInstalled(program) else { return }
        let text = try text(name)
        let result = try run(program, text.block(for: .bash, .posix), "echo \"$PATH\"; type npm", options: ["-u"])
        #expect(result.output.hasPrefix("\(text.shimFolder):/usr/bin:/bin\n"), "\(errors())")
        #expect(result.output.contains("npm is a function") == (program == "bash"))
        #expect(errors().isEmpty || program == "dash")
    }
}
