import Packages

/// The well-known packages of one ecosystem, from a list that ships with Airlock.
///
/// The lists are in the other files of this folder, with their source and date; `Evaluation/known_names.py` writes them.
struct KnownNames: Sendable {
    /// A name in the forms that the rule compares.
    struct Entry: Sendable {
        let text: String
        let bytes: [UInt8]
    }

    /// In the list's order; one-letter edits are looked for one by one.
    let entries: [Entry]
    /// Well-known names and honest neighbors of theirs, which resemble nothing.
    let exempt: Set<String>
    let bySkeleton: [String: String]
    let byBareText: [String: String]
    let byWords: [String: String]
    /// Scoped names without their sign and slash: `@babel/core` as `babelcore`.
    let byUnscopedText: [String: String]

    /// - Parameters:
    ///   - names: separated by white space.
    ///   - honest: names that resemble well-known ones and are known to be honest.
    init(names: String, honest: String) {
        let all = names.split(whereSeparator: \.isWhitespace).map(String.init)
        entries = all.map { Entry(text: $0, bytes: Array($0.utf8)) }
        exempt = Set(all + honest.split(whereSeparator: \.isWhitespace).map(String.init))
        let long = all.filter { $0.utf8.count >= 5 }
        bySkeleton = Self.index(long, by: NameForms.skeleton)
        byBareText = Self.index(long, by: NameForms.bare)
        byWords = Self.index(long.filter { $0.utf8.count >= 6 && NameForms.hasSeveralWords($0) }, by: NameForms.words)
        byUnscopedText = Self.index(all.filter { $0.hasPrefix("@") }, by: NameForms.unscoped)
    }

    private static func index(_ names: [String], by form: (String) -> String) -> [String: String] {
        Dictionary(names.map { (form($0), $0) }) { first, _ in first }
    }

    static func of(_ ecosystem: Ecosystem) -> KnownNames {
        switch ecosystem {
        case .npm: npm
        case .pypi: pypi
        }
    }
}

/// What of a name stays the same under a trick.
enum NameForms {
    /// Letters and digits that look alike become one.
    static func skeleton(_ name: String) -> String {
        let joined = name.replacing("rn", with: "m").replacing("vv", with: "w")
        return String(
            decoding: joined.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "0"): UInt8(ascii: "o")
                case UInt8(ascii: "1"), UInt8(ascii: "i"): UInt8(ascii: "l")
                case UInt8(ascii: "3"): UInt8(ascii: "e")
                case UInt8(ascii: "5"): UInt8(ascii: "s")
                default: byte
                }
            }, as: UTF8.self)
    }

    /// Without separators.
    static func bare(_ name: String) -> String { name.filter { !isSeparator($0) } }

    /// Its words in the order of the alphabet.
    static func words(_ name: String) -> String {
        name.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).sorted().joined(separator: " ")
    }

    static func hasSeveralWords(_ name: String) -> Bool { name.contains(where: isSeparator) }

    static func unscoped(_ name: String) -> String { bare(String(name.dropFirst()).replacing("/", with: "-")) }

    private static func isSeparator(_ character: Character) -> Bool { "-_.".contains(character) }
}
