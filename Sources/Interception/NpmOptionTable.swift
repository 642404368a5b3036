/// How npm's option parser treats the word behind an option.
enum NpmOptionKind {
    /// Takes a following `true`, `false` or one of the few words that `isTaken(_:bySwitch:)` knows.
    case boolean
    /// Takes the next word unless that is an option.
    case string
    /// Takes the next word whatever it is, but for `--`.
    case value
    /// As `value`, may be repeated.
    case list
}

/// npm's options and shorthands: `@npmcli/config` 8 (npm 10.8.2), with the options that npm 11 added.
///
/// The table decides which words are values and which are packages; abbreviations are resolved over all of it, as npm
/// does over its own.
enum NpmOptionTable {
    private static let names: [(NpmOptionKind, String)] = [
        (
            .boolean,
            """
            all allow-same-version audit bin-links commit-hooks description dev diff-ignore-all-space diff-name-only \
            diff-no-prefix diff-text dry-run engine-strict force foreground-scripts format-package-lock fund \
            git-tag-version global global-style if-present ignore-scripts include-staged include-workspace-root \
            install-links json legacy-bundling legacy-peer-deps link long offline omit-lockfile-registry-resolved \
            package-lock package-lock-only parseable prefer-dedupe prefer-offline prefer-online progress provenance \
            read-only rebuild-bundle save save-bundle save-dev save-exact save-optional save-peer save-prod \
            shrinkwrap sign-git-commit sign-git-tag strict-peer-deps strict-ssl timing unicode update-notifier usage \
            version versions workspaces-update expect-results optional production workspaces yes color browser
            """
        ),
        (
            .string,
            """
            call diff-dst-prefix diff-src-prefix editor git heading init-author-email init-author-name init-license \
            init.author.email init.author.name init.license message pack-destination preid save-prefix scope \
            searchexclude searchopts shell tag tag-version-prefix user-agent viewer
            """
        ),
        (
            .value,
            """
            _auth access also audit-level auth-type before cache cache-max cache-min cafile cert cpu depth \
            diff-unified expect-result-count fetch-retries fetch-retry-factor fetch-retry-maxtimeout \
            fetch-retry-mintimeout fetch-timeout globalconfig https-proxy init-author-url init-module init-version \
            init.author.url init.module init.version install-strategy key libc local-address location \
            lockfile-version loglevel logs-dir logs-max maxsockets node-options only os otp prefix provenance-file \
            proxy registry replace-registry-host sbom-format sbom-type script-shell searchlimit searchstaleness \
            umask userconfig which
            """
        ),
        (.list, "ca cidr diff include noproxy omit package workspace"),
    ]

    /// Options whose types list `String` beside others: negated, they take any word that is not an option.
    private static let freeWhenNegated = Set(
        """
        _auth browser ca cert cidr cpu diff key libc node-options noproxy os otp package replace-registry-host \
        script-shell workspace
        """.split(separator: " ").map(String.init))

    /// Options whose types list `null` and no `String`: as switches, they take the word `null`.
    private static let nullable = Set(
        """
        access also audit-level before depth expect-result-count expect-results https-proxy local-address \
        lockfile-version logs-dir only optional production proxy which workspaces yes
        """.split(separator: " ").map(String.init))

    private static let numeric: Set<String> = ["depth", "expect-result-count", "which"]

    /// The words that an option's types list, which it takes as a switch too.
    private static let listedWords: [String: Set<String>] = [
        "access": ["restricted", "public"], "also": ["dev", "development"],
        "audit-level": ["info", "low", "moderate", "high", "critical", "none"], "auth-type": ["legacy", "web"],
        "color": ["always"], "include": ["prod", "dev", "optional", "peer"],
        "install-strategy": ["hoisted", "nested", "shallow", "linked"], "location": ["global", "user", "project"],
        "lockfile-version": ["1", "2", "3"],
        "loglevel": ["silent", "error", "warn", "notice", "http", "info", "verbose", "silly"],
        "omit": ["dev", "optional", "peer"], "only": ["prod", "production"], "sbom-format": ["cyclonedx", "spdx"],
        "sbom-type": ["library", "application", "framework"],
    ]

    /// Tells whether a switch, or an option negated by `--no-`, takes `word`: nopt's `[Boolean, "bar"]` rules.
    static func isTaken(_ word: String, bySwitch option: String) -> Bool {
        guard !word.isEmpty else { return false }
        if listedWords[option]?.contains(word) == true { return true }
        if word == "null", nullable.contains(option) { return true }
        if numeric.contains(option), Double(word) != nil, !word.hasPrefix("--") { return true }
        let isOption = word.hasPrefix("-") && !word.hasPrefix("--") && word.utf8.count > 1
        return freeWhenNegated.contains(option) && !isOption
    }

    static let kinds: [String: NpmOptionKind] = {
        var kinds: [String: NpmOptionKind] = [:]
        for (kind, list) in names {
            for name in list.split(separator: " ") { kinds[String(name)] = kind }
        }
        return kinds
    }()

    static let shorthands: [String: [String]] = [
        "enjoy-by": ["--before"], "d": ["--loglevel", "info"], "dd": ["--loglevel", "verbose"],
        "ddd": ["--loglevel", "silly"], "quiet": ["--loglevel", "warn"], "q": ["--loglevel", "warn"],
        "s": ["--loglevel", "silent"], "silent": ["--loglevel", "silent"], "verbose": ["--loglevel", "verbose"],
        "desc": ["--description"], "help": ["--usage"], "local": ["--no-global"], "n": ["--no-yes"],
        "no": ["--no-yes"], "porcelain": ["--parseable"], "readonly": ["--read-only"], "reg": ["--registry"],
        "iwr": ["--include-workspace-root"], "a": ["--all"], "c": ["--call"], "f": ["--force"], "g": ["--global"],
        "L": ["--location"], "l": ["--long"], "m": ["--message"], "p": ["--parseable"], "C": ["--prefix"],
        "S": ["--save"], "B": ["--save-bundle"], "D": ["--save-dev"], "E": ["--save-exact"],
        "O": ["--save-optional"], "P": ["--save-prod"], "?": ["--usage"], "H": ["--usage"], "h": ["--usage"],
        "v": ["--version"], "w": ["--workspace"], "ws": ["--workspaces"], "y": ["--yes"],
    ]

    /// The option that `word` abbreviates: an exact name, or the only name that begins with it.
    static func option(abbreviatedBy word: String) -> String? {
        if kinds[word] != nil { return word }
        return onlyMatch(for: word, among: kinds.keys)
    }

    /// The words that a shorthand stands for, following nopt's `resolveShort`; nil when `word` is none.
    static func expansion(ofShorthand word: String) -> [String]? {
        if kinds[word] != nil { return nil }
        if let words = shorthands[word] { return words }
        let letters = word.map(String.init)
        if !letters.isEmpty, letters.allSatisfy({ shorthands[$0] != nil }) {
            return letters.flatMap { shorthands[$0] ?? [] }
        }
        if option(abbreviatedBy: word) != nil { return nil }
        return onlyMatch(for: word, among: shorthands.keys).flatMap { shorthands[$0] }
    }
}

/// The only candidate that begins with `word`; nil when there are none or several, or when `word` is empty.
func onlyMatch(for word: String, among candidates: some Sequence<String>) -> String? {
    guard !word.isEmpty else { return nil }
    var match: String?
    for candidate in candidates where candidate.hasPrefix(word) {
        guard match == nil else { return nil }
        match = candidate
    }
    return match
}
