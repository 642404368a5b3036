import AirlockTestSupport
import Foundation
import Testing

/// Version managers of node and Python put folders of their own first on PATH; a bare command is guarded all the same.
///
/// Shells run on a terminal with their prompts, since some managers act before each prompt. By default the managers are
/// stand-ins that change PATH as the real ones do; `AIRLOCK_TEST_NVM` names a real `nvm.sh` (bash and zsh), and
/// `AIRLOCK_TEST_PYENV` a checkout of pyenv.
@Suite("version managers")
struct VersionManagerTests {
    private static let nvm = ProcessInfo.processInfo.environment["AIRLOCK_TEST_NVM"]
    private static let pyenv = ProcessInfo.processInfo.environment["AIRLOCK_TEST_PYENV"]

    private let home: SetUpHome

    init() throws { home = try SetUpHome() }

    /// A tool that says whose it is.
    private func addTool(_ name: String, at path: String, saying text: String) throws {
        try home.user.write("#!/bin/sh\necho \"\(text) $*\"\n", to: "home/\(path)/\(name)")
        try makeExecutable(home.user.scratch.file("home/\(path)/\(name)"))
    }

    private func addNode(_ version: String) throws {
        try home.user.write("#!/bin/sh\necho \(version)\n", to: "home/.nvm/versions/node/\(version)/bin/node")
        try makeExecutable(home.user.scratch.file("home/.nvm/versions/node/\(version)/bin/node"))
        try addTool("npm", at: ".nvm/versions/node/\(version)/bin", saying: "npm of nvm \(version)")
    }

    /// What the installers of volta, nvm and pyenv append to a startup file, behind Airlock's block.
    private func managers(for shell: String) -> String {
        let isFish = shell == "fish"
        let volta = isFish ? "fish_add_path $HOME/.volta/bin" : "export PATH=\"$HOME/.volta/bin:$PATH\""
        let nvm: String
        if let real = Self.nvm, !isFish {
            nvm = "export NVM_DIR=\"$HOME/.nvm\"; . '\(real)' --no-use"
        } else if isFish {
            nvm = "function nvm; set -gx PATH $HOME/.nvm/versions/node/$argv[2]/bin $PATH; end"
        } else {
            nvm = "nvm() { export PATH=\"$HOME/.nvm/versions/node/$2/bin:$PATH\"; hash -r; }"
        }
        let pyenv: String
        if let real = Self.pyenv {
            pyenv =
                isFish
                ? "set -gx PYENV_ROOT $HOME/.pyenv; '\(real)/bin/pyenv' init - fish | source"
                : "export PYENV_ROOT=\"$HOME/.pyenv\"; eval \"$('\(real)/bin/pyenv' init - \(shell))\""
        } else {
            pyenv =
                isFish ? "set -gx PATH $HOME/.pyenv/shims $PATH" : "export PATH=\"$HOME/.pyenv/shims:$PATH\""
        }
        return [volta, nvm, pyenv].map { $0 + "\n" }.joined()
    }

    /// What `mise activate` evaluates: a hook before each prompt that puts the tools of the folder first.
    private func mise(for shell: String) -> String {
        let first = "export PATH=\"$HOME/.mise/bin:$PATH\""
        return switch shell {
        case "bash": "_mise_hook() { \(first); }; PROMPT_COMMAND=\"_mise_hook;${PROMPT_COMMAND-}\""
        case "zsh": "_mise_hook() { \(first) }; precmd_functions=(_mise_hook $precmd_functions)"
        default: "function _mise_hook --on-event fish_prompt; set -gx PATH $HOME/.mise/bin $PATH; end"
        }
    }

    @Test("what they put first on PATH is found behind the guard, typed and in scripts", arguments: SetUpHome.shells)
    func managed(shell: String) async throws {
        for version in ["v20.1.0", "v22.2.0"] { try addNode(version) }
        try addTool("npm", at: ".volta/bin", saying: "npm of volta")
        try addTool("npm", at: ".mise/bin", saying: "npm of mise")
        try addTool("pip", at: ".venv/bin", saying: "pip of the environment")
        let pyenvFolder = Self.pyenv == nil ? ".pyenv/shims" : ".pyenv/versions/3.99.0/bin"
        try addTool("pip", at: pyenvFolder, saying: "pip of pyenv")
        try home.user.write("3.99.0\n", to: "home/.pyenv/version")
        _ = try await home.airlock("setup", "--shell", shell)
        let file = ["bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"][shell] ?? ""
        let block = try #require(home.user.text("home/\(file)"))
        try home.user.write(block + managers(for: shell), to: "home/\(file)")

        let options = ["bash": ["-i"], "zsh": ["-i", "-o", "nozle"], "fish": ["-i"]][shell] ?? []
        let environment = home.user.environment.merging(home.variables) { _, new in new }
        let terminal = try PseudoTerminal(
            words: [shell] + options, environment: environment, folder: home.user.scratch.file("home"))
        /// Types a command of its own line, so that a prompt stands before the next one.
        func type(_ line: String, then text: String) async throws {
            terminal.type(line + "\r")
            try await terminal.waitFor(text)
        }
        let status = shell == "fish" ? "$status" : "$?"
        var number = 0
        /// Which real tool the next command would run, and that a malformed one is refused by the guard.
        func expect(_ tool: String, is name: String, refusing words: String) async throws {
            number += 1
            try await type("\(tool) --version; echo \"done \(number)a=\(status)\"", then: "done \(number)a=0")
            #expect(terminal.transcript.contains("\(name) --version"), "\(terminal.transcript)")
            try await type("\(tool) \(words); echo \"typed \(number)=\(status)\"", then: "typed \(number)=64")
            try await type("sh -c '\(tool) \(words); echo \"script \(number)=$?\"'", then: "script \(number)=64")
        }
        let (npmFault, pipFault) = ("--unknown list install", "--unknown install x")
        try await expect("npm", is: "npm of volta", refusing: npmFault)
        try await expect("pip", is: "pip of pyenv", refusing: pipFault)
        try await type("nvm use v20.1.0; echo \"now \"20", then: "now 20")
        try await expect("npm", is: "npm of nvm v20.1.0", refusing: npmFault)
        // Node is updated: the old version goes, another one comes.
        try FileManager.default.removeItem(atPath: home.user.scratch.file("home/.nvm/versions/node/v20.1.0"))
        try await type("nvm use v22.2.0; echo \"now \"22", then: "now 22")
        try await expect("npm", is: "npm of nvm v22.2.0", refusing: npmFault)
        let activate = shell == "fish" ? "set -gx PATH $HOME/.venv/bin $PATH" : "PATH=$HOME/.venv/bin:$PATH; hash -r"
        try await type("\(activate); echo \"act\"ive", then: "active")
        try await expect("pip", is: "pip of the environment", refusing: pipFault)
        try await type("\(mise(for: shell)); echo \"mise \"there", then: "mise there")
        try await expect("npm", is: "npm of mise", refusing: npmFault)
        terminal.type("exit 0\r")
        #expect(try await terminal.end() == 0)
    }
}
