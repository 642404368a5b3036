import ArgumentParser

/// Airlock's own commands, in the groups in which a newcomer meets them.
struct AirlockCommand: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "airlock",
        abstract: "Judges what npm and pip are about to install, and lets only what passed through.",
        usage: "airlock [--strict] npm|npx|pip|pip3|python|python3|uv ARGUMENT…\nairlock COMMAND …",
        discussion: """
            Prefix an install with it, or run 'airlock setup' once, and the bare commands are guarded:

              airlock npm ci
              airlock npm install express
              airlock npx cowsay hello
              airlock pip install -r requirements.txt
              airlock python3 -m pip install flask
              airlock --strict npm ci              warnings block too
              airlock --quiet npm ci               says less; --verbose says more
              airlock plan pip install flask       judge only, install nothing

            What installs nothing ('npm run', 'pip list') is handed to the real tool at once. A flagged package is \
            refused with exit status 77 and nothing is installed; 'airlock explain NAME@VERSION' shows why, and \
            'airlock allow' accepts exactly its bytes.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(name: "Judge", subcommands: [Plan.self, Scan.self]),
            CommandGroup(name: "Look closer", subcommands: [Explain.self, Report.self, Diff.self, Log.self]),
            CommandGroup(name: "Decide", subcommands: [Allow.self, Trust.self, Untrust.self, Feed.self]),
            CommandGroup(
                name: "Set up",
                subcommands: [
                    Setup.self, Doctor.self, Teardown.self, Cache.self, Completions.self, Manual.self,
                ]),
        ])
}
