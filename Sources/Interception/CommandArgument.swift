/// One piece of a command line as the tool's own parser understands it, with the spelling that reproduces it.
///
/// Clusters of short options are taken apart (`-qU` becomes `-q` and `-U`), so that one of them can be left out.
package struct CommandArgument: Sendable, Equatable {
    package enum Meaning: Sendable, Equatable {
        case subcommand
        /// An option by its full name without dashes; `value` is nil for switches.
        case option(name: String, value: String?)
        case positional(String)
        /// The `--` behind which nothing is an option.
        case separator
    }

    package let meaning: Meaning
    /// The words to pass on for it: one or two.
    package let spelling: [String]

    package init(_ meaning: Meaning, spelling: [String]) {
        self.meaning = meaning
        self.spelling = spelling
    }

    package var optionName: String? {
        switch meaning {
        case .option(let name, _): name
        case .subcommand, .positional, .separator: nil
        }
    }

    package var optionValue: String? {
        switch meaning {
        case .option(_, let value): value
        case .subcommand, .positional, .separator: nil
        }
    }
}

/// A change that Airlock makes to the user's arguments, kept so that it can be shown.
package enum ArgumentEdit: Sendable, Equatable {
    /// An option about network or caches, whose meaning Airlock takes over.
    case removed(spelling: [String])
}

extension [CommandArgument] {
    /// The last value given for an option; nil when it does not occur.
    package func lastValue(of name: String) -> String? {
        last { $0.optionName == name }?.optionValue
    }

    /// All values given for an option, in order.
    package func values(of name: String) -> [String] {
        compactMap { $0.optionName == name ? $0.optionValue : nil }
    }

    package func contains(option name: String) -> Bool {
        contains { $0.optionName == name }
    }

    /// The words that reproduce the command line.
    package var words: [String] { flatMap(\.spelling) }
}
