/// A version by the order of PEP 440, which pip uses.
///
/// Spellings are normalized as the PEP says: case, a leading `v`, separators, `alpha`, `beta`, `c`, `pre`, `preview`,
/// `rev`, `r`, implicit numbers and the implicit post-release `1.0-1`.
struct PythonVersion: Comparable {
    private let epoch: NumberText
    /// Without zeros at the end.
    private let release: [NumberText]
    private let pre: Pre
    private let post: Post
    private let dev: Dev
    private let local: [LocalSegment]

    private enum Pre: Comparable {
        /// A development release without a pre-release part sorts before every pre-release.
        case beforeAll
        case letter(String, NumberText)
        case none
    }

    private enum Post: Comparable {
        case none
        case number(NumberText)
    }

    private enum Dev: Comparable {
        case number(NumberText)
        case none
    }

    private enum LocalSegment: Comparable {
        case word(String)
        case number(NumberText)
    }

    /// Parses a version; nil when PEP 440 knows no such spelling.
    init?(_ text: String) {
        var reader = Reader(text)
        _ = reader.take(["v"])
        guard let first = reader.number() else { return nil }
        var numbers = [first]
        if reader.take(["!"]) != nil {
            epoch = first
            guard let start = reader.number() else { return nil }
            numbers = [start]
        } else {
            epoch = .zero
        }
        while let next = reader.releasePart() { numbers.append(next) }
        while numbers.count > 1, numbers.last?.isZero == true { numbers.removeLast() }
        release = numbers

        let letter = reader.suffix(["alpha", "beta", "preview", "pre", "rc", "a", "b", "c"])
        let postNumber = reader.implicitPost() ?? reader.suffix(["post", "rev", "r"])?.number
        let devNumber = reader.suffix(["dev"])?.number
        post = postNumber.map { .number($0) } ?? .none
        dev = devNumber.map { .number($0) } ?? .none
        if let letter {
            pre = .letter(Self.spelledOut(letter.word), letter.number)
        } else {
            pre = devNumber != nil && postNumber == nil ? .beforeAll : .none
        }
        guard let local = reader.local(), reader.isAtEnd else { return nil }
        self.local = local.map { segment in NumberText(segment).map { .number($0) } ?? .word(segment) }
    }

    static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        if left.release != right.release { return left.release.lexicographicallyPrecedes(right.release) }
        if left.pre != right.pre { return left.pre < right.pre }
        if left.post != right.post { return left.post < right.post }
        if left.dev != right.dev { return left.dev < right.dev }
        return left.local.lexicographicallyPrecedes(right.local)
    }

    private static func spelledOut(_ word: String) -> String {
        switch word {
        case "alpha": "a"
        case "beta": "b"
        case "c", "pre", "preview": "rc"
        default: word
        }
    }
}

/// Takes a version's text apart from its beginning; a part that does not fit leaves the reader where it was.
private struct Reader {
    private var rest: Substring

    init(_ text: String) {
        let lower = text.lowercased()
        let start = lower.firstIndex { !$0.isWhitespace } ?? lower.endIndex
        let end = lower.lastIndex { !$0.isWhitespace }.map { lower.index(after: $0) } ?? start
        rest = lower[start..<max(start, end)]
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes the first of the words that comes next.
    mutating func take(_ words: [String]) -> String? {
        guard let word = words.first(where: { rest.hasPrefix($0) }) else { return nil }
        rest = rest.dropFirst(word.count)
        return word
    }

    mutating func number() -> NumberText? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = NumberText(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    /// `.` and a number.
    mutating func releasePart() -> NumberText? {
        let start = rest
        if take(["."]) != nil, let number = number() { return number }
        rest = start
        return nil
    }

    /// A separator or none, one of the words, a separator or none, a number or none.
    mutating func suffix(_ words: [String]) -> (word: String, number: NumberText)? {
        let start = rest
        _ = take(["-", "_", "."])
        guard let word = take(words) else {
            rest = start
            return nil
        }
        let afterWord = rest
        _ = take(["-", "_", "."])
        if let number = number() { return (word, number) }
        rest = afterWord
        return (word, .zero)
    }

    /// `-` and a number.
    mutating func implicitPost() -> NumberText? {
        let start = rest
        if take(["-"]) != nil, let number = number() { return number }
        rest = start
        return nil
    }

    /// The segments behind `+`, none where there is no `+`; nil when they are malformed.
    mutating func local() -> [String]? {
        guard take(["+"]) != nil else { return [] }
        let segments = rest.split(omittingEmptySubsequences: false) { "-_.".contains($0) }
        guard
            segments.allSatisfy({ segment in
                !segment.isEmpty && segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            })
        else { return nil }
        rest = ""
        return segments.map(String.init)
    }
}
