/// npm's option parser, nopt 7, as npm 10 drives it: the same words become options, values and positionals.
///
/// Shorthands are expanded and parsed again; option values are what nopt would take, before its type checks.
struct NpmOptionParser {
    private(set) var arguments: [CommandArgument] = []
    /// Positionals in order; the first is the subcommand.
    private(set) var positionals: [String] = []
    /// For each positional, the unknown switches that directly precede it: another npm might take it as their value.
    private(set) var positionalFollowsUnknownSwitch: Set<Int> = []

    private var words: [String]
    private var index = 0

    init(parsing arguments: [String]) {
        words = arguments
        parse()
        words = []
    }

    private mutating func parse() {
        while index < words.count {
            let word = words[index]
            if isDashes(word) {
                arguments.append(CommandArgument(.separator, spelling: ["--"]))
                for rest in words[(index + 1)...] { appendPositional(rest, afterUnknownSwitch: false) }
                return
            }
            if word.hasPrefix("-"), word.utf8.count > 1 {
                parseOption(word)
            } else {
                appendPositional(word, afterUnknownSwitch: isLastUnknownSwitch)
                index += 1
            }
        }
    }

    private var isLastUnknownSwitch: Bool {
        guard let last = arguments.last, let name = last.optionName else { return false }
        return last.optionValue == "true" && last.spelling.count == 1 && NpmOptionTable.kinds[name] == nil
            && !last.spelling[0].utf8.contains(UInt8(ascii: "="))
    }

    private mutating func appendPositional(_ text: String, afterUnknownSwitch: Bool) {
        if afterUnknownSwitch { positionalFollowsUnknownSwitch.insert(positionals.count) }
        let meaning: CommandArgument.Meaning = positionals.isEmpty ? .subcommand : .positional(text)
        positionals.append(text)
        arguments.append(CommandArgument(meaning, spelling: [text]))
    }

    private mutating func parseOption(_ word: String) {
        var name = word
        var isAttached = false
        if let equals = word.firstIndex(of: "=") {
            name = String(word[..<equals])
            isAttached = true
            words.replaceSubrange(index...index, with: [name, String(word[word.index(after: equals)...])])
        }
        let bare = String(name.drop { $0 == "-" })
        if let expansion = NpmOptionTable.expansion(ofShorthand: bare), expansion.first != name {
            words.replaceSubrange(index...index, with: expansion)
            return
        }
        var rest = bare
        var isNegated: Bool?
        while rest.prefix(3).lowercased() == "no-" {
            isNegated = !(isNegated ?? false)
            rest = String(rest.dropFirst(3))
        }
        let option = NpmOptionTable.option(abbreviatedBy: rest) ?? rest
        take(option, spelledAs: word, name: name, isAttached: isAttached, isNegated: isNegated)
    }

    /// Takes the option at `index` and, where nopt would, the word behind it.
    ///
    /// nopt splits `--name=value` into two words first; a value that the option does not take is then read as a word
    /// of its own, here as there.
    private mutating func take(
        _ option: String, spelledAs word: String, name: String, isAttached: Bool, isNegated: Bool?
    ) {
        let kind = NpmOptionTable.kinds[option]
        let next = index + 1 < words.count ? words[index + 1] : nil
        var value = kind == .string ? "" : "true"
        var takesNext = false
        if isNegated != nil || isSwitch(kind, hasAttachedValue: isAttached) {
            (value, takesNext) = switchValue(of: option, next: next, isNegated: isNegated ?? false)
        } else if let next, !isDashes(next), kind != .string || !looksLikeOption(next) {
            (value, takesNext) = (next, true)
        }
        let spelling = takesNext ? (isAttached ? [word] : [name, next ?? ""]) : [name]
        arguments.append(CommandArgument(.option(name: option, value: value), spelling: spelling))
        index += takesNext ? 2 : 1
    }

    private func isSwitch(_ kind: NpmOptionKind?, hasAttachedValue: Bool) -> Bool {
        switch kind {
        case .boolean: true
        case .string, .value, .list: false
        case nil: !hasAttachedValue
        }
    }

    private func switchValue(of option: String, next: String?, isNegated: Bool) -> (String, takesNext: Bool) {
        if next == "true" { return (isNegated ? "false" : "true", true) }
        if next == "false" { return (isNegated ? "true" : "false", true) }
        if let next, NpmOptionTable.isTaken(next, bySwitch: option) { return (next, true) }
        return (isNegated ? "false" : "true", false)
    }

    /// `/^-{2,}$/`.
    private func isDashes(_ word: String) -> Bool {
        word.utf8.count >= 2 && word.utf8.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// `/^-{1,2}[^-]+/`.
    private func looksLikeOption(_ word: String) -> Bool {
        let dashes = word.utf8.prefix { $0 == UInt8(ascii: "-") }.count
        return (dashes == 1 || dashes == 2) && word.utf8.count > dashes
    }
}
