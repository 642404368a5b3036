import AirlockTestSupport
import Foundation

/// A command on a pseudo terminal, as a person would start it, with something done to it at a certain moment.
struct TerminalRun {
    /// What is done when `moment` has come.
    enum Action {
        /// Types this: Ctrl-C is `\u{3}`.
        case type(String)
        /// Signals the command alone, as `kill` would.
        case signal(Int32)
    }

    /// When it is done.
    enum Moment {
        /// This text has been printed.
        case text(String)
        /// This file exists.
        case file(String)
    }

    /// The exit status, or 128 and the signal's number.
    let status: Int32
    /// Whether it ended by a signal rather than with a status.
    let wasKilled: Bool
    /// All that was printed.
    let output: String

    /// Runs Airlock (or, bare, the tool itself) in the project folder.
    init(
        _ words: [String], isGuarded: Bool, as user: ThrowawayUser, in folder: String? = nil,
        adding extra: [String: String] = [:], at moment: Moment? = nil, _ action: Action? = nil
    ) async throws {
        var arguments = ["-c", Self.script, folder ?? user.project]
        switch moment {
        case .text(let text): arguments += ["text", text]
        case .file(let path): arguments += ["file", path]
        case nil: arguments += ["never", ""]
        }
        switch action {
        case .type(let text): arguments += ["type", text]
        case .signal(let number): arguments += ["signal", String(number)]
        case nil: arguments += ["nothing", ""]
        }
        let command = (isGuarded ? [ThrowawayUser.airlock] : ["/usr/bin/env"]) + words
        // The driver is the machine's Python, whatever environment the command itself is to see.
        let run = try await user.bare(
            words: [try Self.python.get()] + arguments + command, adding: ["TERM": "xterm"].merging(extra) { $1 })
        guard let end = run.errors.split(separator: "\n").last, let status = Int32(end) else {
            throw Failure(text: run.errors)
        }
        self.status = status < 0 ? 128 - status : status
        wasKilled = status < 0
        output = run.output
    }

    struct Failure: Error { let text: String }

    private static let python = Result {
        let path = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"]
        guard
            // pyenv's is a script that puts its own programs in front of PATH.
            let found = path.split(separator: ":").filter({ !$0.hasSuffix("/shims") }).map({ "\($0)/python3" })
                .first(where: FileManager.default.isExecutableFile)
        else { throw Failure(text: "python3 is not on PATH") }
        return found
    }

    /// Writes what the command prints to standard output, and at last how it ended to standard error: a status, or the
    /// signal's number with a minus.
    private static let script = """
        import os, pty, select, sys, time
        folder, moment, mark, action, value = sys.argv[1:6]
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.execv(sys.argv[6], sys.argv[6:])
        printed, isDone, ended, end = b'', moment == 'never', 0, time.time() + 120
        while True:
            # What it has started may hold the terminal open for longer than it lives itself.
            if not ended:
                ended, status = os.waitpid(child, os.WNOHANG)
            if select.select([terminal], [], [], 0.02)[0]:
                try:
                    data = os.read(terminal, 65536)
                except OSError:
                    data = b''
                printed += data
                if data:
                    continue
            if ended:
                break
            if not isDone and (mark.encode() in printed if moment == 'text' else os.path.exists(mark)):
                isDone = True
                if action == 'type':
                    os.write(terminal, value.encode())
                else:
                    os.kill(child, int(value))
            if time.time() > end:
                os.kill(child, 9)
        sys.stdout.buffer.write(printed)
        sys.stderr.write('%d\\n' % (os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)))
        """
}
