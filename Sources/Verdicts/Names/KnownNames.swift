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
        let all = Self.split(names)
        entries = all.map { Entry(text: $0, bytes: Array($0.utf8)) }
        exempt = Set(all + Self.split(honest))
        let long = all.filter { $0.utf8.count >= 5 }
        bySkeleton = Self.index(long, by: NameForms.skeleton)
        byBareText = Self.index(long, by: NameForms.bare)
        byWords = Self.index(long.filter { $0.utf8.count >= 6 && NameForms.hasSeveralWords($0) }, by: NameForms.words)
        byUnscopedText = Self.index(all.filter { $0.hasPrefix("@") }, by: NameForms.unscoped)
    }

    private static func split(_ names: String) -> [String] {
        names.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.compactMap { String($0) }
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

/// What of a name stays the same under a trick; byte by byte, since thousands of names are taken apart at a start.
enum NameForms {
    /// Letters and digits that look alike become one.
    static func skeleton(_ name: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(name.utf8.count)
        var last: UInt8 = 0
        for byte in name.utf8 {
            switch (last, byte) {
            case (UInt8(ascii: "r"), UInt8(ascii: "n")): replaceLast(of: &result, by: UInt8(ascii: "m"), &last)
            case (UInt8(ascii: "v"), UInt8(ascii: "v")): replaceLast(of: &result, by: UInt8(ascii: "w"), &last)
            default:
                result.append(byte)
                last = byte
            }
        }
        for place in result.indices { result[place] = plain(result[place]) }
        return String(decoding: result, as: UTF8.self)
    }

    private static func replaceLast(of bytes: inout [UInt8], by byte: UInt8, _ last: inout UInt8) {
        bytes[bytes.count - 1] = byte
        last = 0
    }

    private static func plain(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"), UInt8(ascii: "i"): UInt8(ascii: "l")
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "5"): UInt8(ascii: "s")
        default: byte
        }
    }

    /// Without separators.
    static func bare(_ name: String) -> String {
        String(decoding: name.utf8.filter { !isSeparator($0) }, as: UTF8.self)
    }

    /// Its words in the order of the alphabet.
    static func words(_ name: String) -> String {
        name.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map { String($0) ?? "" }
            .sorted().joined(separator: " ")
    }

    static func hasSeveralWords(_ name: String) -> Bool { name.utf8.contains(where: isSeparator) }

    static func unscoped(_ name: String) -> String { bare(String(name.dropFirst()).replacing("/", with: "-")) }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
}
