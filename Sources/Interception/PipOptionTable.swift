/// pip's options: those of pip 23.2 and of pip 26.3 together, general ones first.
///
/// A word that either version would take as an option's value is taken as one here. `optparse` accepts unique prefixes
/// of long options; prefixes are resolved over this table, which refuses where the two versions could differ.
struct PipOptionTable {
    /// Full name by every spelling without dashes.
    private var names: [String: String] = [:]
    private var valued: Set<String> = []
    private var shorts: [Character: String] = [:]

    private static let generalSwitches =
        "help debug isolated require-virtualenv/require-venv verbose version quiet no-input no-cache-dir "
        + "disable-pip-version-check no-color no-python-version-warning no-proxy-env"
    private static let generalValues =
        "python log/log-file/local-log keyring-provider proxy retries timeout/default-timeout exists-action "
        + "trusted-host cert client-cert cache-dir use-feature use-deprecated resume-retries"
    private static let installSwitches =
        "no-deps/no-dependencies only-deps/only-dependencies pre dry-run user no-user upgrade force-reinstall "
        + "ignore-installed ignore-requires-python no-build-isolation use-pep517 no-use-pep517 "
        + "check-build-dependencies break-system-packages compile no-compile no-warn-script-location "
        + "no-warn-conflicts prefer-binary require-hashes no-require-hashes no-clean no-index no-verify"
    private static let installValues =
        "requirement constraint build-constraint requirements-from-script editable target platform python-version "
        + "implementation abi root prefix src/source/source-dir/source-directory upgrade-strategy config-settings "
        + "global-option build-option no-binary only-binary progress-bar root-user-action report group all-releases "
        + "only-final index-url/pypi-url extra-index-url refresh-package find-links uploaded-prior-to "
        + "dest/destination-dir/destination-directory wheel-dir output"

    /// The options that pip accepts before the subcommand.
    static let general = PipOptionTable(
        switches: generalSwitches, values: generalValues,
        shorts: ["h": "help", "v": "verbose", "V": "version", "q": "quiet"])

    /// The options of the subcommands that install, which accept the general ones too.
    static let install = PipOptionTable(
        switches: generalSwitches + " " + installSwitches, values: generalValues + " " + installValues,
        shorts: [
            "h": "help", "v": "verbose", "V": "version", "q": "quiet", "r": "requirement", "c": "constraint",
            "e": "editable", "t": "target", "U": "upgrade", "I": "ignore-installed", "C": "config-settings",
            "i": "index-url", "f": "find-links", "d": "dest", "w": "wheel-dir", "o": "output",
        ])

    /// The options of one line of a requirements file.
    static let requirementLine = PipOptionTable(
        switches: "no-index pre prefer-binary require-hashes no-require-hashes",
        values: "index-url/pypi-url extra-index-url constraint requirement editable find-links no-binary only-binary "
            + "trusted-host use-feature all-releases only-final global-option hash config-settings",
        shorts: [
            "i": "index-url", "c": "constraint", "r": "requirement", "e": "editable", "f": "find-links",
            "C": "config-settings",
        ])

    private init(switches: String, values: String, shorts: [Character: String]) {
        for list in switches.split(separator: " ") { add(list, takesValue: false) }
        for list in values.split(separator: " ") { add(list, takesValue: true) }
        self.shorts = shorts
    }

    private mutating func add(_ spellings: Substring, takesValue: Bool) {
        let all = spellings.split(separator: "/").map(String.init)
        for spelling in all { names[spelling] = all[0] }
        if takesValue { valued.insert(all[0]) }
    }

    enum Match: Equatable {
        case option(name: String, takesValue: Bool)
        case ambiguous
        case unknown
    }

    /// Finds a long option by its spelling without dashes, or by a prefix that only one spelling begins with.
    func long(_ spelling: String) -> Match {
        if let name = names[spelling] { return .option(name: name, takesValue: valued.contains(name)) }
        let matches = Set(names.filter { $0.key.hasPrefix(spelling) }.map(\.key))
        guard let match = matches.first, let name = names[match] else { return .unknown }
        return matches.count == 1 ? .option(name: name, takesValue: valued.contains(name)) : .ambiguous
    }

    func short(_ letter: Character) -> Match {
        guard let name = shorts[letter] else { return .unknown }
        return .option(name: name, takesValue: valued.contains(name))
    }
}
