import ArgumentParser

/// `airlock completions`: the script that makes a shell complete Airlock's command line.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the completion script of a shell; 'make install' puts them in place.",
        discussion: """
            bash: put it into '~/.local/share/bash-completion/completions/airlock'. zsh: name it '_airlock', in a folder \
            of $fpath. fish: put it into '~/.config/fish/completions/airlock.fish'.
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: GuardedShell

    func run() { print(CompletionScript(shell: shell).text, terminator: "") }
}

/// `airlock manual`: the manual page, made from the commands themselves.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the manual page in man's format; 'make install' puts it in place.",
        discussion: "To read it at once: 'airlock manual | man -l -'.")

    func run() throws { print(ManualPage(tree: try CommandTree.ofAirlock()).text, terminator: "") }
}
