import Behaviors

/// The text of `Documentation/Behaviors.md`, made from the vocabulary itself.
enum VocabularyPage {
    /// A heading, the first words of the names below it, and what the events have in common.
    struct Family {
        let title: String
        let prefixes: [String]
        let sentence: String
    }

    static let families: [Family] = [
        Family(
            title: "Structure", prefixes: ["defer", "loop", "hook", "if", "exc", "layer", "parse", "run"],
            sentence: "How the steps hang together: what is hooked into, what only runs on a condition or later."),
        Family(
            title: "Flow", prefixes: ["flow"],
            sentence: """
                A value on its way: the source stands before the `>`, the sink that it reached behind it. Each comes in \
                addition to the events of both ends.
                """),
        Family(title: "Network", prefixes: ["net"], sentence: "Talking to other hosts."),
        Family(title: "Processes", prefixes: ["proc"], sentence: "Starting, watching and ending processes."),
        Family(title: "Code", prefixes: ["code"], sentence: "Running text or computed names as code."),
        Family(title: "Decoding", prefixes: ["dec"], sentence: "Turning data into something readable or runnable."),
        Family(title: "Encoding", prefixes: ["enc"], sentence: "Packing data, as before it is sent."),
        Family(title: "Ciphers", prefixes: ["crypt"], sentence: "Encrypting, decrypting, hashing."),
        Family(title: "Files", prefixes: ["fs"], sentence: "Reading, writing and finding files."),
        Family(title: "Environment", prefixes: ["env"], sentence: "Environment variables."),
        Family(title: "Host", prefixes: ["sys"], sentence: "Facts about user, machine and interpreter."),
        Family(
            title: "Credentials and private data", prefixes: ["cred"],
            sentence: "Paths and names of what is worth stealing, as classes; the text itself is not kept."),
        Family(title: "Places", prefixes: ["path"], sentence: "Folders and files that matter to the system."),
        Family(
            title: "Commands in text", prefixes: ["cmd"],
            sentence: "What the shell text that code hands to a process, or a hook runs, would do."),
        Family(title: "Shell text of hooks", prefixes: ["shell"], sentence: "What an install hook itself is made of."),
        Family(title: "Addresses", prefixes: ["url"], sentence: "Web addresses in texts, by the kind of host."),
        Family(title: "Literals", prefixes: ["lit"], sentence: "Texts and tables that stand out by their shape."),
        Family(title: "Obfuscation", prefixes: ["obf"], sentence: "Signs that the source is not meant to be read."),
        Family(title: "Arguments", prefixes: ["arg"], sentence: "How the call just before was made."),
        Family(title: "User interface", prefixes: ["ui"], sentence: "Watching or imitating the user."),
        Family(title: "Windows", prefixes: ["win"], sentence: "What only Windows has."),
        Family(title: "Native code", prefixes: ["nat"], sentence: "Leaving the language for machine code."),
        Family(title: "Wallets", prefixes: ["wallet"], sentence: "Blockchains and their keys."),
        Family(title: "Browser pages", prefixes: ["browser"], sentence: "Web pages and the browser around them."),
        Family(title: "Cloud services", prefixes: ["cloud"], sentence: "Clients of hosted services."),
        Family(
            title: "Members of an unknown receiver", prefixes: ["member"],
            sentence: "Calls on an object that could not be resolved, known by the member's name only."),
        Family(title: "Imports", prefixes: ["imp"], sentence: "Modules loaded, by what they are for."),
    ]

    static let text: String = {
        var lines = [
            "# Behaviors", "",
            "The closed vocabulary of behavior sequences, \(Behavior.allCases.count) events, made from the code by",
            "`make goldens`; do not edit. Events are only ever appended: the number is what a model's weights are indexed by.",
            "`airlock scan --sequence FILE` prints a package's own sequence in these names.",
            "",
            "The third column is the feature of Cerebro (Zhang and others, TOSEM 34(4)) to which an event projects; what",
            "only structures a sequence has none:", "",
            "| feature | meaning |", "|---|---|",
        ]
        lines += CerebroFeature.allCases.map { "| \($0.rawValue) | \($0.summary) |" }
        for family in families {
            lines += ["", "## \(family.title)", "", family.sentence, "", "| event | number | Cerebro | the package |"]
            lines.append("|---|---|---|---|")
            for behavior in Behavior.allCases where family.prefixes.contains(prefix(of: behavior)) {
                let feature = behavior.cerebroFeature?.rawValue ?? "–"
                lines.append("| `\(behavior.name)` | \(behavior.rawValue) | \(feature) | \(behavior.summary) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    static func prefix(of behavior: Behavior) -> String {
        String(behavior.name.prefix { $0 != "." })
    }
}
