import Foundation
import Interception

/// The user's git, run so that nothing of a repository runs with it.
///
/// No hooks, no templates, no file system monitor, no submodules, no transport but those named, never a prompt. The user's
/// own configuration counts where the network is reached, since it holds credentials and rewritten addresses; a folder's
/// own configuration does not, since every call names its repository.
struct GitProgram: Sendable {
    /// How much one command may take: a file beyond the size ends the transfer, and so does the time.
    struct Limits: Sendable {
        /// Of one file, in blocks of 512 bytes; a fetch writes its objects into one pack.
        var blocks = 2 << 20
        var seconds = 600
    }

    let path: String
    let environment: [String: String]
    var limits = Limits()
    /// Whether git and ssh may ask for a password, as a tool does that the user started on a terminal.
    var mayAsk = false

    /// - Parameter environment: the user's own; its PATH is searched.
    init(environment: [String: String]) throws {
        path = try findRealProgram(named: "git", onPath: environment["PATH", default: ""], calledThroughShim: nil)
        self.environment = environment
    }

    init(path: String, environment: [String: String]) {
        self.path = path
        self.environment = environment
    }

    /// What may be reached by a command.
    enum Reach: Sendable, Equatable {
        /// Nothing but the repository at hand; the user's configuration is not read either, so that a checkout is the
        /// same for whoever makes it.
        case nothing
        /// Local repositories, under the same rule.
        case local
        /// These transports, with the user's credentials.
        case network(transports: String)
    }

    static let safeSettings = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "init.templateDir=", "submodule.recurse=false",
        "fetch.recurseSubmodules=false", "advice.detachedHead=false", "gc.auto=0", "maintenance.auto=false",
        "protocol.ext.allow=never", "http.lowSpeedLimit=500", "http.lowSpeedTime=60", "core.autocrlf=false",
    ]

    /// The words that follow `git` in every command.
    static var safeWords: [String] { safeSettings.flatMap { ["-c", $0] } }

    /// The user's environment without what would lead git elsewhere, and with the reach set.
    func environment(reaching reach: Reach) -> [String: String] {
        // Credentials and the way to ssh are the user's; places, configuration and tracing are not to leak in.
        let kept: Set<String> = ["GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_SSL_CAINFO"]
        var result = environment.filter { !$0.key.hasPrefix("GIT_") || kept.contains($0.key) }
        if !mayAsk { result["GIT_TERMINAL_PROMPT"] = "0" }
        result["LC_ALL"] = "C"
        result["GIT_LFS_SKIP_SMUDGE"] = "1"
        switch reach {
        case .nothing, .local:
            result["GIT_ALLOW_PROTOCOL"] = reach == .local ? "file" : "none"
            result["GIT_CONFIG_NOSYSTEM"] = "1"
            result["GIT_CONFIG_GLOBAL"] = "/dev/null"
            result["GIT_ATTR_NOSYSTEM"] = "1"
        case .network(let transports):
            result["GIT_ALLOW_PROTOCOL"] = transports
            guard !mayAsk else { break }
            // As npm's own: a host seen for the first time is taken, and nobody is asked for a password.
            if result["GIT_ASKPASS"] == nil { result["GIT_ASKPASS"] = "echo" }
            if result["GIT_SSH_COMMAND"] == nil, result["GIT_SSH"] == nil {
                result["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes -oStrictHostKeyChecking=accept-new"
            }
        }
        return result
    }

    /// Runs a command in silence.
    func run(_ arguments: [String], in folder: String, reaching reach: Reach, scratch: ScratchFolder) async throws
        -> ClientRun
    {
        // The shell sets the limits and becomes git; all words are its arguments, none is read as shell text.
        let script = "ulimit -f \(limits.blocks) && exec timeout --foreground \(limits.seconds) \"$0\" \"$@\""
        let shell = ClientProcess(program: "/bin/sh", words: ["sh", "-c", script, path] + Self.safeWords)
        var environment = environment(reaching: reach)
        if environment["GIT_SSH_COMMAND"] != self.environment["GIT_SSH_COMMAND"],
            try await configuresSSH(environment, scratch: scratch)
        {
            // The variable would overrule it.
            environment["GIT_SSH_COMMAND"] = nil
        }
        return try await shell.collect(arguments, environment: environment, folder: folder, scratch: scratch)
    }

    /// Whether the user's own configuration names the program for ssh; no repository's is read.
    private func configuresSSH(_ environment: [String: String], scratch: ScratchFolder) async throws -> Bool {
        let run = try await ClientProcess(program: path, words: ["git"]).collect(
            ["config", "--get", "core.sshCommand"], environment: environment, folder: "/", scratch: scratch)
        return run.end == .exited(status: 0) && !run.output.isEmpty
    }
}
