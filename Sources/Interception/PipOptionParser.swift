/// Python's `optparse`, as pip drives it: general options, the subcommand, then everything in any order.
struct PipOptionParser {
    enum Failure: Equatable {
        /// An option before the subcommand that no pip we know has: what follows it cannot be told apart.
        case unknownGeneralOption(String)
        /// An abbreviation that could stand for several options.
        case ambiguousOption(String)
    }

    private(set) var arguments: [CommandArgument] = []
    private(set) var subcommand: String?
    private(set) var positionals: [String] = []
    private(set) var failure: Failure?
    /// `--help` or `-h` where pip would print help and stop.
    private(set) var asksForHelp = false
    /// `--version` before the subcommand, where alone pip heeds it.
    private(set) var asksForVersion = false
    private var hasUnknownOption = false
    private var words: [String]
    private var index = 0

    init(parsing arguments: [String]) {
        words = arguments
        parseGeneralOptions()
        if failure == nil, subcommand != nil { parseRest(with: .install) }
    }

    /// Reads the options of one line of a requirements file.
    init(parsingLine words: [String]) {
        self.words = words
        parseRest(with: .requirementLine)
    }

    private mutating func parseGeneralOptions() {
        var isPastSeparator = false
        while index < words.count, failure == nil {
            let word = words[index]
            if word == "--", !isPastSeparator {
                isPastSeparator = true
                arguments.append(CommandArgument(.separator, spelling: [word]))
                index += 1
            } else if word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1, !isPastSeparator {
                parseOption(word, with: .general)
                if hasUnknownOption, failure == nil { failure = .unknownGeneralOption(word) }
            } else {
                subcommand = word
                arguments.append(CommandArgument(.subcommand, spelling: [word]))
                index += 1
                break
            }
        }
        asksForVersion = arguments.contains(option: "version")
        if isPastSeparator { takeRestAsPositionals() }
    }

    private mutating func parseRest(with table: PipOptionTable) {
        while index < words.count, failure == nil {
            let word = words[index]
            if word == "--" {
                arguments.append(CommandArgument(.separator, spelling: [word]))
                index += 1
                takeRestAsPositionals()
            } else if word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 {
                parseOption(word, with: table)
            } else {
                take(positional: word)
            }
        }
    }

    private mutating func takeRestAsPositionals() {
        while index < words.count { take(positional: words[index]) }
    }

    private mutating func take(positional word: String) {
        positionals.append(word)
        arguments.append(CommandArgument(.positional(word), spelling: [word]))
        index += 1
    }

    private mutating func parseOption(_ word: String, with table: PipOptionTable) {
        if word.hasPrefix("--") {
            parseLong(word, with: table)
        } else {
            parseCluster(word, with: table)
        }
    }

    private mutating func parseLong(_ word: String, with table: PipOptionTable) {
        let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
        let name = equals.map { String(word[..<$0]) } ?? word
        let attached = equals.map { String(Substring(word.utf8[$0...].dropFirst())) }
        switch table.long(String(name.dropFirst(2))) {
        case .ambiguous: failure = .ambiguousOption(name)
        case .unknown:
            hasUnknownOption = true
            append(String(name.dropFirst(2)), attached, [word])
            index += 1
        case .option(let option, takesValue: false):
            append(option, nil, [word])
            index += 1
        case .option(let option, takesValue: true):
            if let attached {
                append(option, attached, [word])
                index += 1
            } else if index + 1 < words.count {
                append(option, words[index + 1], [word, words[index + 1]])
                index += 2
            } else {
                append(option, nil, [word])
                index += 1
            }
        }
    }

    /// `-qU`, `-rfile`, `-qi URL`: letters up to the first that takes a value, which is the rest or the next word.
    private mutating func parseCluster(_ word: String, with table: PipOptionTable) {
        // By code points, as Python takes them: a letter with an accent behind it is that letter.
        var letters = word.unicodeScalars.dropFirst()
        index += 1
        while let letter = letters.popFirst() {
            let spelled = "-\(letter)"
            switch table.short(Character(letter)) {
            case .ambiguous, .unknown:
                hasUnknownOption = true
                append(String(letter), nil, [spelled + String(letters)])
                return
            case .option(let option, takesValue: false):
                append(option, nil, [spelled])
            case .option(let option, takesValue: true):
                if !letters.isEmpty {
                    append(option, String(letters), [spelled + String(letters)])
                } else if index < words.count {
                    append(option, words[index], [spelled, words[index]])
                    index += 1
                } else {
                    append(option, nil, [spelled])
                }
                return
            }
        }
    }

    private mutating func append(_ name: String, _ value: String?, _ spelling: [String]) {
        // optparse stops at the first `--help`; one behind an option that we do not know might be its value.
        if name == "help", !hasUnknownOption { asksForHelp = true }
        arguments.append(CommandArgument(.option(name: name, value: value), spelling: spelling))
    }
}
