/// npm's subcommands, aliases and abbreviations: `lib/utils/cmd-list.js` of npm 10.8.2.
enum NpmSubcommandTable {
    private static let commands = Set(
        """
        access adduser audit bugs cache ci completion config dedupe deprecate diff dist-tag docs doctor edit exec \
        explain explore find-dupes fund get help help-search hook init install install-ci-test install-test link ll \
        login logout ls org outdated owner pack ping pkg prefix profile prune publish query rebuild repo restart root \
        run-script sbom search set shrinkwrap star stars start stop team test token uninstall unpublish unstar update \
        version view whoami
        """.split(separator: " ").map(String.init))

    private static let aliases: [String: String] = [
        "author": "owner", "home": "docs", "issues": "bugs", "info": "view", "show": "view", "find": "search",
        "add": "install", "unlink": "uninstall", "remove": "uninstall", "rm": "uninstall", "r": "uninstall",
        "un": "uninstall", "rb": "rebuild", "list": "ls", "ln": "link", "create": "init", "i": "install",
        "it": "install-test", "cit": "install-ci-test", "up": "update", "c": "config", "s": "search", "se": "search",
        "tst": "test", "t": "test", "ddp": "dedupe", "v": "view", "run": "run-script", "clean-install": "ci",
        "clean-install-test": "install-ci-test", "x": "exec", "why": "explain", "la": "ll", "verison": "version",
        "ic": "ci", "innit": "init", "in": "install", "ins": "install", "inst": "install", "insta": "install",
        "instal": "install", "isnt": "install", "isnta": "install", "isntal": "install", "isntall": "install",
        "install-clean": "ci", "isntall-clean": "ci", "hlep": "help", "dist-tags": "dist-tag", "upgrade": "update",
        "udpate": "update", "rum": "run-script", "sit": "install-ci-test", "urn": "run-script", "ogr": "org",
        "add-user": "adduser",
    ]

    /// The subcommand that npm runs for `word`; nil when npm knows none.
    ///
    /// Camel case becomes dashes, then exact names, aliases and unique prefixes of either count, in this order.
    static func name(for word: String) -> String? {
        var spelled = ""
        for character in word {
            if let ascii = character.asciiValue, ascii >= 65, ascii <= 90 {
                spelled += "-" + character.lowercased()
            } else {
                spelled.append(character)
            }
        }
        if commands.contains(spelled) { return spelled }
        if let target = aliases[spelled] { return target }
        guard let match = onlyMatch(for: spelled, among: Array(commands) + aliases.keys) else { return nil }
        return aliases[match] ?? match
    }
}

/// What an npm subcommand means for the guard.
enum NpmSubcommandEffect: Equatable {
    case installs(InstallCommand.NpmSubcommand)
    /// Takes nothing from a registry into the project; `npm run` and its kin run the project's own scripts.
    case installsNothing
    /// Reads metadata of packages that its arguments name; installs nothing, but resolves git specs by running code.
    case readsPackages
    /// Depends on what follows the subcommand.
    case depends
}

/// Tells what a subcommand does, by npm's own name for it.
///
/// `uninstall` and `prune` make the tree complete while they are at it, so they install what was missing.
func effect(ofNpmSubcommand name: String) -> NpmSubcommandEffect {
    switch name {
    case "install": .installs(.install)
    case "ci": .installs(.cleanInstall)
    case "install-test": .installs(.installTest)
    case "install-ci-test": .installs(.installCleanInstallTest)
    case "update": .installs(.update)
    // `find-dupes` is `dedupe --dry-run`: it resolves, and resolving git specs runs code.
    case "dedupe", "find-dupes": .installs(.dedupe)
    case "uninstall": .installs(.uninstall)
    case "prune": .installs(.prune)
    case "exec": .installs(.execute)
    case "audit", "init", "version", "pack", "publish", "cache": .depends
    case "link": .installs(.link)
    case "bugs", "diff", "docs", "repo", "view": .readsPackages
    case "access", "adduser", "completion", "config", "deprecate", "dist-tag", "doctor", "edit", "explain", "explore",
        "fund", "get", "help", "help-search", "hook", "ll", "login", "logout", "ls", "org", "outdated",
        "owner", "ping", "pkg", "prefix", "profile", "query", "rebuild", "restart", "root", "run-script", "sbom",
        "search", "set", "shrinkwrap", "star", "stars", "start", "stop", "team", "test", "token", "unpublish",
        "unstar", "whoami":
        .installsNothing
    default: .installs(.unknown)
    }
}
