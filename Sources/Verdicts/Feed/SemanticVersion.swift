/// A version by the order of Semantic Versioning 2.0.0, section 11, which npm uses.
///
/// Parsing is as lenient as `semver.clean`: a leading `v` or `=` does not count, missing parts are zero. Numbers are kept
/// as digits, so that no length of a hostile version overflows.
struct SemanticVersion: Comparable {
    private let release: [NumberText]
    private let prerelease: [Identifier]

    private enum Identifier: Comparable {
        // Numeric identifiers sort below all others.
        case number(NumberText)
        case word(String)
    }

    /// Parses a version; nil when it is none.
    init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace || $0 == "v" || $0 == "=" }
        let withoutBuild = trimmed.prefix { $0 != "+" && !$0.isWhitespace }
        let parts = withoutBuild.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false).map(NumberText.init)
        guard (1...3).contains(numbers.count), numbers.allSatisfy({ $0 != nil }) else { return nil }
        release = numbers.compactMap { $0 } + Array(repeating: .zero, count: 3 - numbers.count)
        guard parts.count > 1 else {
            prerelease = []
            return
        }
        let words = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty }) else { return nil }
        prerelease = words.map { word in NumberText(word).map { .number($0) } ?? .word(String(word)) }
    }

    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.release != right.release { return left.release.lexicographicallyPrecedes(right.release) }
        // A pre-release comes before its release.
        if left.prerelease.isEmpty || right.prerelease.isEmpty { return !left.prerelease.isEmpty }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease)
    }
}

/// A non-negative number of any length, as its digits without leading zeros.
struct NumberText: Comparable {
    static let zero = NumberText(digits: "0")
    private let digits: String

    private init(digits: String) { self.digits = digits }

    /// Reads decimal digits of ASCII; nil for anything else.
    init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return nil
        }
        let significant = text.drop { $0 == "0" }
        digits = significant.isEmpty ? "0" : String(significant)
    }

    var isZero: Bool { digits == "0" }

    static func < (left: NumberText, right: NumberText) -> Bool {
        (left.digits.utf8.count, left.digits) < (right.digits.utf8.count, right.digits)
    }
}
