import Foundation
import Interception

/// Whether a new shell really guards bare commands: the shell is started as a terminal would, and asked.
///
/// It reads the user's own startup files, so it runs in a session of its own, away from the terminal, for at most ten
/// seconds, under a PATH without our shims.
struct ShellCheck: Sendable {
    let shell: GuardedShell
    let surroundings: Surroundings
    let scratch: ScratchFolder

    /// Stands before what the shell says to us; startup files may print as well.
    private static let mark = "airlock-doctor:"

    func run() async -> [Check] {
        let path = surroundings.environment["PATH", default: ""]
        let program = try? findRealProgram(named: shell.rawValue, onPath: path, calledThroughShim: nil)
        guard let program else { return [] }
        let shims = ShimFolder(surroundings)
        guard !shims.installed.isEmpty else { return [] }
        for entry in shell.entries(surroundings) {
            guard let file = try? StartupFile(reading: entry.path), let bytes = file.bytes,
                ManagedBlock.hasBlock(bytes)
            else { return [missing(entry.path)] }
        }
        guard let airlock = try? airlockPath(surroundings) else { return [] }
        do {
            // A shell of a terminal, and one of a login over the network.
            for (words, name) in [(["-i"], "interactive"), (["-l", "-i"], "login")] {
                let answer = try await ask(program, words, path: path, tools: shims.installed)
                if let check = judge(answer, name, shims: shims, airlock: airlock) { return [check] }
            }
        } catch {
            return [
                .failed(shell.rawValue, "'\(program)' could not be started: \(error)", mend: "\(shell.rawValue) -i")
            ]
        }
        let files = shell.entries(surroundings).map { "'\($0.path)'" }.joined(separator: " and ")
        return [.ok(shell.rawValue, "new shells are guarded, by \(files)")]
    }

    private func missing(_ path: String) -> Check {
        .warning(
            shell.rawValue, "'\(path)' has no block of Airlock's, new shells are not guarded",
            mend: "airlock setup --shell \(shell.rawValue)")
    }

    private func ask(_ program: String, _ words: [String], path: String, tools: [String]) async throws -> ClientRun {
        var environment = surroundings.environment
        let shims = ShimFolder(surroundings).path
        environment["PATH"] = path.split(separator: ":").filter { $0 != shims }.joined(separator: ":")
        environment["VIRTUAL_ENV"] = nil
        let command = [program] + words + ["-c", probe(tools)]
        // Both are of the base system on Linux; where they are missing, the shell runs as it is.
        let wrappers = [["timeout", "-k", "1", "10"], ["setsid"]].filter { wrapper in
            (try? findRealProgram(named: wrapper[0], onPath: "/usr/bin:/bin", calledThroughShim: nil)) != nil
        }
        let all = wrappers.flatMap { $0 } + command
        return try await ClientProcess(program: "/usr/bin/env", words: ["env"]).collect(
            all, environment: environment, folder: surroundings.home, scratch: scratch)
    }

    /// What the shell is to say: the first folder of PATH once a prompt would have come, and each tool's function.
    private func probe(_ tools: [String]) -> String {
        let mark = Self.mark
        switch shell {
        case .bash, .zsh:
            let show = shell == .bash ? "declare -f" : "functions"
            return "__airlock_first 2>/dev/null; printf '\\n%s\\n' \"\(mark)path ${PATH%%:*}\"; "
                + tools.map { "printf '\\n%s\\n' \"\(mark)\($0) $(\(show) \($0) | tr '\\n' ' ')\"" }
                .joined(separator: "; ")
        case .fish:
            return "__airlock_first 2>/dev/null; printf '\\n%s\\n' \"\(mark)path $PATH[1]\"; "
                + tools.map {
                    "printf '\\n%s\\n' \"\(mark)\($0) \"(functions \($0) | string join ' ' | string collect)"
                }
                .joined(separator: "; ")
        }
    }

    private func judge(_ run: ClientRun, _ name: String, shims: ShimFolder, airlock: String) -> Check? {
        var answers: [String: String] = [:]
        for line in String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard line.hasPrefix(Self.mark) else { continue }
            let words = line.dropFirst(Self.mark.count).split(separator: " ", maxSplits: 1)
            if let key = words.first { answers[String(key)] = words.count > 1 ? String(words[1]) : "" }
        }
        let again = "airlock setup --shell \(shell.rawValue)"
        guard let first = answers["path"] else {
            let how = run.end.exitStatus == 124 ? "took more than 10 s" : "ended with status \(run.end.exitStatus)"
            return .failed(
                shell.rawValue, "a new \(name) shell \(how) before it came to a prompt",
                mend: "\(shell.rawValue) \(name == "login" ? "-l " : "")-i")
        }
        guard first == shims.path else {
            return .failed(shell.rawValue, "a new \(name) shell has '\(first)' before the shims on PATH", mend: again)
        }
        // Shells show a function's text as it was written, or with quotes of their own choice.
        let spellings = [airlock, quoted(airlock), fishQuoted(airlock), airlock.replacing(" ", with: "\\ ")]
        let bare = shims.installed.filter { tool in !spellings.contains { answers[tool, default: ""].contains($0) } }
        guard bare.isEmpty else {
            return .failed(
                shell.rawValue, "a new \(name) shell has no function of Airlock's for \(bare.joined(separator: ", "))",
                mend: again)
        }
        return nil
    }
}
