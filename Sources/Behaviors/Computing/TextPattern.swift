/// A regular expression of JavaScript for the machine that computes constants: literals, classes, groups, choices,
/// repetition, anchors and word boundaries; no references back and no looking around.
///
/// Matching counts its steps against a bound that the caller owns, so that no pattern can stall.
final class TextPattern {
    private indirect enum Part {
        case unit(UInt16)
        case any
        case units(Set<UInt16>, ranges: [ClosedRange<UInt16>], isNegated: Bool)
        case start
        case end
        case wordBoundary(Bool)
        case group([[Part]], capture: Int?)
        case repeated(Part, least: Int, most: Int, isLazy: Bool)
    }

    let isGlobal: Bool
    private let ignoresCase: Bool
    private let choices: [[Part]]
    /// Set for a text with nothing special in it, which is searched for without trying every place.
    private let plain: PlainText?
    private(set) var groupCount = 0

    /// Reads `/source/flags` apart; nil for what this does not know.
    init?(source: String, flags: String) {
        isGlobal = flags.contains("g")
        ignoresCase = flags.contains("i")
        guard source.utf8.count <= 512 else { return nil }
        var reader = Reader(units: Array(source.utf16))
        guard let choices = reader.choices(depth: 0), reader.index == reader.units.count else { return nil }
        self.choices = choices
        groupCount = reader.groups
        plain = ignoresCase ? nil : Self.plainText(choices)
    }

    /// A text, whole words of it where it is so marked, as unpackers look for their words.
    private struct PlainText {
        var units: [UInt16] = []
        var startsAtBoundary = false
        var endsAtBoundary = false
    }

    private static func plainText(_ choices: [[Part]]) -> PlainText? {
        guard choices.count == 1 else { return nil }
        var result = PlainText()
        for (index, part) in choices[0].enumerated() {
            switch part {
            case .unit(let unit): result.units.append(unit)
            case .wordBoundary(true) where index == 0: result.startsAtBoundary = true
            case .wordBoundary(true) where index == choices[0].count - 1: result.endsAtBoundary = true
            case .any, .units, .start, .end, .wordBoundary, .group, .repeated: return nil
            }
        }
        return result.units.isEmpty ? nil : result
    }

    /// The first place of a plain text; looking at 64 units costs a step.
    private func match(_ plain: PlainText, _ text: [UInt16], from start: Int, steps: inout Int) -> Range<Int>? {
        let count = plain.units.count
        let last = text.count - count
        guard start <= last else { return nil }
        let first = plain.units[0]
        func isBoundary(_ place: Int) -> Bool {
            (place > 0 && Run.isWord(text[place - 1])) != (place < text.count && Run.isWord(text[place]))
        }
        for place in start...last {
            if text[place] == first, count == 1 || text[place..<place + count].elementsEqual(plain.units),
                !plain.startsAtBoundary || isBoundary(place), !plain.endsAtBoundary || isBoundary(place + count)
            {
                steps -= 1 + (place - start) / 64
                return steps > 0 ? place..<place + count : nil
            }
        }
        steps -= 1 + (last - start) / 64
        return nil
    }

    convenience init?(literal: String) {
        guard literal.hasPrefix("/"), let slash = literal.lastIndex(of: "/"), slash != literal.startIndex else {
            return nil
        }
        self.init(
            source: String(literal[literal.index(after: literal.startIndex)..<slash]),
            flags: String(literal[literal.index(after: slash)...]))
    }

    /// The first match from a position: its end and the ranges of its groups; nil for none or when the steps are spent.
    func match(_ text: [UInt16], from start: Int, steps: inout Int) -> (range: Range<Int>, groups: [Range<Int>?])? {
        if let plain { return match(plain, text, from: start, steps: &steps).map { ($0, []) } }
        var position = start
        while position <= text.count {
            var run = Run(text: text, ignoresCase: ignoresCase, groups: Array(repeating: nil, count: groupCount))
            run.steps = steps
            let end = run.choose(choices, at: position, depth: 0) { _, end in end }
            steps = run.steps
            if let end { return (position..<end, run.groups) }
            if steps <= 0 { return nil }
            position += 1
        }
        return nil
    }

    private struct Run {
        let text: [UInt16]
        let ignoresCase: Bool
        var groups: [Range<Int>?]
        var steps = 0

        typealias Rest = (inout Run, Int) -> Int?

        mutating func choose(_ choices: [[Part]], at position: Int, depth: Int, _ rest: Rest) -> Int? {
            for choice in choices {
                if let end = sequence(choice[...], at: position, depth: depth, rest) { return end }
            }
            return nil
        }

        private mutating func sequence(
            _ parts: ArraySlice<Part>, at position: Int, depth: Int, _ rest: Rest
        ) -> Int? {
            steps -= 1
            guard steps > 0, depth < 400 else { return nil }
            guard let first = parts.first else { return rest(&self, position) }
            let behind = parts.dropFirst()
            switch first {
            case .unit, .any, .units:
                guard position < text.count, accepts(first, text[position]) else { return nil }
                return sequence(behind, at: position + 1, depth: depth + 1, rest)
            case .start: return position == 0 ? sequence(behind, at: position, depth: depth + 1, rest) : nil
            case .end: return position == text.count ? sequence(behind, at: position, depth: depth + 1, rest) : nil
            case .wordBoundary(let wanted):
                let before = position > 0 && Self.isWord(text[position - 1])
                let after = position < text.count && Self.isWord(text[position])
                guard (before != after) == wanted else { return nil }
                return sequence(behind, at: position, depth: depth + 1, rest)
            case .group(let choices, let capture):
                return choose(choices, at: position, depth: depth + 1) { run, end in
                    let saved = capture.map { run.groups[$0] }
                    if let capture { run.groups[capture] = position..<end }
                    if let result = run.sequence(behind, at: end, depth: depth + 1, rest) { return result }
                    if let capture, let saved { run.groups[capture] = saved }
                    return nil
                }
            case .repeated(let part, let least, let most, let isLazy):
                if case .group = part {
                    return several(part, least, most, isLazy, behind, at: position, depth: depth + 1, rest)
                }
                return run(of: part, least, most, isLazy, behind, at: position, depth: depth, rest)
            }
        }

        /// A repeated class, without recursion.
        private mutating func run(
            of part: Part, _ least: Int, _ most: Int, _ isLazy: Bool, _ behind: ArraySlice<Part>, at position: Int,
            depth: Int, _ rest: Rest
        ) -> Int? {
            var end = position
            while end < text.count, end - position < most, accepts(part, text[end]) { end += 1 }
            guard end - position >= least else { return nil }
            steps -= (end - position) / 8
            if isLazy {
                for place in position + least...end {
                    if let result = sequence(behind, at: place, depth: depth + 1, rest) { return result }
                    if steps <= 0 { return nil }
                }
                return nil
            }
            var place = end
            while place >= position + least {
                if let result = sequence(behind, at: place, depth: depth + 1, rest) { return result }
                if steps <= 0 { return nil }
                place -= 1
            }
            return nil
        }

        private mutating func several(
            _ part: Part, _ least: Int, _ most: Int, _ isLazy: Bool, _ behind: ArraySlice<Part>, at position: Int,
            depth: Int, _ rest: Rest
        ) -> Int? {
            if least <= 0, isLazy, let result = sequence(behind, at: position, depth: depth, rest) { return result }
            if most > 0 {
                let result = sequence([part], at: position, depth: depth + 1) { run, end in
                    guard end > position || least > 0 else { return nil }
                    return run.several(part, least - 1, most - 1, isLazy, behind, at: end, depth: depth + 2, rest)
                }
                if let result { return result }
            }
            return least <= 0 && !isLazy ? sequence(behind, at: position, depth: depth, rest) : nil
        }

        private func accepts(_ part: Part, _ unit: UInt16) -> Bool {
            switch part {
            case .unit(let wanted): return wanted == unit || ignoresCase && Self.folded(wanted) == Self.folded(unit)
            case .any: return unit != 0x0a && unit != 0x0d
            case .units(let set, let ranges, let isNegated):
                var isIn = set.contains(unit) || ranges.contains { $0.contains(unit) }
                if !isIn, ignoresCase {
                    let other = unit ^ 0x20
                    isIn = Self.isLetter(unit) && (set.contains(other) || ranges.contains { $0.contains(other) })
                }
                return isIn != isNegated
            default: return false
            }
        }

        static func isLetter(_ unit: UInt16) -> Bool { (97...122).contains(unit | 0x20) }

        private static func folded(_ unit: UInt16) -> UInt16 { isLetter(unit) ? unit | 0x20 : unit }

        static func isWord(_ unit: UInt16) -> Bool {
            (48...57).contains(unit) || isLetter(unit) || unit == 95
        }
    }

    private struct Reader {
        let units: [UInt16]
        var index = 0
        var groups = 0

        private func peek() -> UInt16? { index < units.count ? units[index] : nil }

        private mutating func take(_ character: Character) -> Bool {
            guard peek() == character.utf16.first else { return false }
            index += 1
            return true
        }

        mutating func choices(depth: Int) -> [[Part]]? {
            guard depth < 24 else { return nil }
            var result: [[Part]] = [[]]
            while let unit = peek(), unit != 41 {
                if unit == 124 {
                    index += 1
                    result.append([])
                    continue
                }
                guard let part = part(depth: depth), let full = repeated(part) else { return nil }
                result[result.count - 1].append(full)
            }
            return result
        }

        private mutating func part(depth: Int) -> Part? {
            guard let unit = peek() else { return nil }
            index += 1
            switch unit {
            case 46: return .any
            case 94: return .start
            case 36: return .end
            case 40:
                var capture: Int?
                if take("?") {
                    guard take(":") else { return nil }
                } else {
                    capture = groups
                    groups += 1
                }
                guard let inner = choices(depth: depth + 1), take(")") else { return nil }
                return .group(inner, capture: capture)
            case 91: return bracketed()
            case 92:
                guard let escaped = peek() else { return nil }
                index += 1
                if escaped == 98 { return .wordBoundary(true) }
                if escaped == 66 { return .wordBoundary(false) }
                if (49...57).contains(escaped) { return nil }
                return Self.known(escaped) ?? .unit(character(escaped))
            case 42, 43, 63: return nil
            default: return .unit(unit)
            }
        }

        private mutating func repeated(_ part: Part) -> Part? {
            guard let unit = peek() else { return part }
            var bounds: (Int, Int)
            switch unit {
            case 42: bounds = (0, 1 << 20)
            case 43: bounds = (1, 1 << 20)
            case 63: bounds = (0, 1)
            case 123:
                let close = units[index...].firstIndex(of: 125)
                guard let close, close - index < 12 else { return part }
                let inner = String(decoding: units[(index + 1)..<close], as: UTF16.self)
                let numbers = inner.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
                guard let least = numbers.first ?? nil, least <= 1_000 else { return part }
                let most = numbers.count == 1 ? least : (numbers[1] ?? 1 << 20)
                bounds = (least, max(most, least))
                index = close
            default: return part
            }
            index += 1
            let isLazy = take("?")
            switch part {
            case .start, .end, .wordBoundary: return nil
            default: return .repeated(part, least: bounds.0, most: bounds.1, isLazy: isLazy)
            }
        }

        private mutating func bracketed() -> Part? {
            let isNegated = take("^")
            var set: Set<UInt16> = []
            var ranges: [ClosedRange<UInt16>] = []
            while let unit = peek(), unit != 93 {
                index += 1
                var low = unit
                if unit == 92 {
                    guard let escaped = peek() else { return nil }
                    index += 1
                    if case .units(let more, let moreRanges, false)? = Self.known(escaped) {
                        set.formUnion(more)
                        ranges += moreRanges
                        continue
                    }
                    if "DSW".utf16.contains(escaped) { return nil }
                    low = escaped == 98 ? 8 : character(escaped)
                }
                if peek() == 45, index + 1 < units.count, units[index + 1] != 93 {
                    index += 1
                    var high = units[index]
                    index += 1
                    if high == 92, let escaped = peek() {
                        index += 1
                        high = character(escaped)
                    }
                    guard low <= high else { return nil }
                    ranges.append(low...high)
                } else {
                    set.insert(low)
                }
            }
            return take("]") ? .units(set, ranges: ranges, isNegated: isNegated) : nil
        }

        private static func known(_ unit: UInt16) -> Part? {
            let isNegated = (65...90).contains(unit)
            switch unit | 0x20 {
            case 100: return .units([], ranges: [48...57], isNegated: isNegated)
            case 119: return .units([95], ranges: [48...57, 65...90, 97...122], isNegated: isNegated)
            case 115: return .units([0x20, 0xa0, 0xfeff], ranges: [9...13], isNegated: isNegated)
            default: return nil
            }
        }

        private mutating func character(_ escaped: UInt16) -> UInt16 {
            switch escaped {
            case 110: return 10
            case 114: return 13
            case 116: return 9
            case 102: return 12
            case 118: return 11
            case 48: return 0
            case 120, 117:
                let count = escaped == 120 ? 2 : 4
                guard index + count <= units.count,
                    let value = UInt16(String(decoding: units[index..<index + count], as: UTF16.self), radix: 16)
                else { return escaped }
                index += count
                return value
            default: return escaped
            }
        }
    }
}
