/// What a file of a wheel's data scheme becomes where something on the machine runs it by itself.
///
/// pip copies `NAME.data/data` below the prefix: `/usr`, `~/.local` or an environment. Shells, init, cron, the desktop and
/// Jupyter look for files there, and nothing of the package has to be imported for them to run.
enum MachineEntry {
    /// Shell text that runs unasked, at a login or by a clock.
    case shell
    /// Shell text that runs when somebody types the command that it completes.
    case completion
    /// Python that a program reads as its configuration.
    case python
    /// Command lines that run unasked.
    case commands([String])
    /// Command lines that run when somebody chooses them.
    case menu([String])

    /// - Returns: nil for files that nothing runs, and for all that is no wheel's data.
    init?(_ parts: [Substring], _ file: PackageFile) {
        guard parts.count > 2, parts[0].hasSuffix(".data"), let name = parts.last else { return nil }
        if parts[1] == "scripts" || parts.dropLast().last == "bin", Self.activations.contains(name) {
            self = .shell
            return
        }
        guard parts[1] == "data" else { return nil }
        let folder = Array(("/" + parts.dropFirst(2).dropLast().joined(separator: "/") + "/").utf8)
        func lies(in places: [String]) -> Bool { places.contains { containsBytes("/\($0)/", in: folder) } }
        let ending = PackageMap.ending(of: file.path)
        if ending == "py" || ending == "pyw" {
            guard lies(in: ["etc/jupyter", "etc/ipython"]) else { return nil }
            self = .python
        } else if lies(in: Self.shellFolders) {
            self = .shell
        } else if lies(in: Self.completionFolders) {
            self = .completion
        } else if lies(in: ["etc/cron.d"]) || name == "crontab" && parts.dropLast().last == "etc" {
            self = .commands(Self.lines(of: file).compactMap(Self.command(inTableLine:)))
        } else if lies(in: Self.unitFolders) {
            self = .commands(Self.values(of: "Exec", in: file))
        } else if ending == "desktop" {
            let commands = Self.values(of: "Exec", in: file)
            self = lies(in: ["autostart"]) ? .commands(commands) : .menu(commands)
        } else if name == "kernel.json", lies(in: ["jupyter/kernels"]) {
            let words = JSONValue(parsing: file.bytes)?["argv"]?.allStrings ?? []
            self = .menu([words.map(Self.quoted).joined(separator: " ")])
        } else {
            return nil
        }
    }

    /// What activates an environment is read by the shell at hand.
    private static let activations: Set<Substring> = ["activate", "activate.sh", "activate.fish", "activate.csh"]

    private static let shellFolders = [
        "etc/profile.d", "etc/init.d", "etc/cron.hourly", "etc/cron.daily", "etc/cron.weekly", "etc/cron.monthly",
        "fish/vendor_conf.d", "fish/conf.d", "etc/X11/Xsession.d", "etc/xdg/plasma-workspace/env",
    ]
    private static let completionFolders = [
        "bash-completion/completions", "etc/bash_completion.d", "zsh/site-functions", "zsh/vendor-completions",
        "fish/vendor_completions.d", "fish/completions", "fish/vendor_functions.d",
    ]
    private static let unitFolders = [
        "systemd/system", "systemd/user", "dbus-1/services", "dbus-1/system-services", "systemd/system-generators",
    ]

    private static func lines(of file: PackageFile) -> [String] {
        String(decoding: file.bytes.prefix(ShellReader.maximumLength), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map { String($0.drop { $0 == " " || $0 == "\t" }) }
    }

    /// The command behind the times and the user of a line of cron's table.
    private static func command(inTableLine line: String) -> String? {
        guard let first = line.first, first != "#" else { return nil }
        let words = line.split(maxSplits: first == "@" ? 2 : 6, omittingEmptySubsequences: true) {
            $0 == " " || $0 == "\t"
        }
        return words.count == (first == "@" ? 3 : 7) ? words.last.map(String.init) : line
    }

    /// The values of the keys that begin so: `Exec`, `ExecStart`, `ExecStop`, without what systemd reads in front.
    private static func values(of key: String, in file: PackageFile) -> [String] {
        lines(of: file).compactMap { line in
            guard line.hasPrefix(key), let equals = line.firstIndex(of: "=") else { return nil }
            return String(line[line.index(after: equals)...].drop { " -@:+!|".contains($0) })
        }
    }

    private static func quoted(_ word: String) -> String { "'" + word.replacing("'", with: "'\\''") + "'" }
}
