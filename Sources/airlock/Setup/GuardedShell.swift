import ArgumentParser
import Foundation

/// A shell that `airlock setup` knows.
enum GuardedShell: String, Sendable, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish

    /// What one startup file of a shell gets.
    struct Entry: Sendable {
        enum Content: Sendable {
            /// For files that any POSIX shell may read: PATH, and the functions behind a check for bash.
            case posix
            /// PATH, functions, and the hook that keeps PATH in order.
            case interactive
        }

        let path: String
        let content: Content
    }

    /// The startup files to write to: what an interactive shell reads, and what a login shell reads.
    ///
    /// Of the three files that a login bash looks for it reads only the first that is there; where there is none,
    /// `.profile` is made, since a new `.bash_profile` would hide a `.profile` that comes later.
    func entries(_ surroundings: Surroundings) -> [Entry] {
        let home = surroundings.home
        switch self {
        case .bash:
            let login = [".bash_profile", ".bash_login"].map { "\(home)/\($0)" }
            let found = login.first { FileManager.default.fileExists(atPath: $0) }
            return [
                Entry(path: "\(home)/.bashrc", content: .interactive),
                found.map { Entry(path: $0, content: .interactive) }
                    ?? Entry(path: "\(home)/.profile", content: .posix),
            ]
        case .zsh:
            let folder = surroundings.absoluteFolder("ZDOTDIR") ?? home
            return [
                Entry(path: "\(folder)/.zshrc", content: .interactive),
                Entry(path: "\(folder)/.zprofile", content: .posix),
            ]
        case .fish:
            let folder = surroundings.absoluteFolder("XDG_CONFIG_HOME") ?? home + "/.config"
            return [Entry(path: "\(folder)/fish/config.fish", content: .interactive)]
        }
    }

    /// Every file that some setup may have written to, whatever the variables were then.
    static func candidates(_ surroundings: Surroundings) -> [String] {
        let home = surroundings.home
        let fixed = [".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc", ".zprofile"]
        let all =
            fixed.map { "\(home)/\($0)" } + ["\(home)/.config/fish/config.fish"]
            + allCases.flatMap { $0.entries(surroundings) }.map(\.path)
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }
}

extension Surroundings {
    /// The value of a variable that names a folder; nil where it is no absolute path.
    func absoluteFolder(_ variable: String) -> String? {
        environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
