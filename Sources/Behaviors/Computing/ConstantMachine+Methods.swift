import SourceSyntax

/// Methods of texts, lists and functions; nil where the receiver has no such method of the language.
extension ConstantMachine {
    static let methodNames: Set<String> = [
        "charCodeAt", "codePointAt", "charAt", "at", "split", "replace", "replaceAll", "slice", "substring", "substr",
        "indexOf", "lastIndexOf", "includes", "startsWith", "endsWith", "toLowerCase", "toUpperCase", "trim",
        "concat", "repeat", "padStart", "padEnd", "toString", "valueOf", "match", "italics", "bold", "fontcolor",
        "link", "anchor", "big", "small", "sub", "sup", "strike", "fixed", "blink", "push", "pop", "shift", "unshift",
        "reverse", "join", "map", "forEach", "filter", "reduce", "splice", "sort", "fill", "flat", "some", "every",
        "find", "entries", "keys", "values", "hasOwnProperty", "call", "apply", "bind", "test", "exec", "search",
        "isPrototypeOf", "normalize", "localeCompare",
    ]

    func method(
        _ name: String, of base: ComputedValue, _ arguments: [ComputedValue]
    ) throws(ComputingHalt) -> ComputedValue? {
        switch base {
        case .text(let units): return try textMethod(name, units, arguments)
        case .array(let array): return try arrayMethod(name, array, arguments)
        case .number(let number):
            guard name == "toString" || name == "valueOf" else { return nil }
            guard let first = arguments.first else { return .text(writtenNumber(number)) }
            let radix = clampedInteger(try self.number(of: first))
            guard (2...36).contains(radix), let whole = Int64(exactly: number) else { throw .notConstant }
            return .text(String(whole, radix: radix))
        case .truth(let truth): return name == "toString" ? .text(truth ? "true" : "false") : nil
        case .function, .native:
            switch name {
            case "call": return try call(base, Array(arguments.dropFirst()), arguments.first ?? .undefined)
            case "apply":
                guard arguments.count > 1 else { return try call(base, [], arguments.first ?? .undefined) }
                guard case .array(let list) = arguments[1] else { throw .notConstant }
                return try call(base, list.elements, arguments[0])
            case "bind": return arguments.count <= 1 ? base : nil
            case "toString": return .text(try text(of: base))
            default: return nil
            }
        case .object(let object):
            guard name == "hasOwnProperty", let first = arguments.first, object.walkedObject == nil else { return nil }
            return .truth(object.members[String(decoding: try text(of: first), as: UTF16.self)] != nil)
        case .pattern(let pattern):
            guard name == "test" || name == "exec", let first = arguments.first else { return nil }
            let units = try text(of: first)
            let found = match(pattern, units, from: 0)
            try spend(1)
            if name == "test" { return .truth(found != nil) }
            return found.map { groups(of: $0, in: units) } ?? .null
        case .undefined, .null, .unknown: return nil
        }
    }

    private func match(_ pattern: TextPattern, _ units: [UInt16], from start: Int) -> (
        range: Range<Int>, groups: [Range<Int>?]
    )? {
        var left = steps
        defer { steps = left }
        return pattern.match(units, from: start, steps: &left)
    }

    private func groups(of match: (range: Range<Int>, groups: [Range<Int>?]), in units: [UInt16]) -> ComputedValue {
        let parts = match.groups.map { range in range.map { ComputedValue.text(Array(units[$0])) } ?? .undefined }
        return .array(ComputedArray(memory, [.text(Array(units[match.range]))] + parts))
    }

    // MARK: Texts

    private func textMethod(
        _ name: String, _ units: [UInt16], _ arguments: [ComputedValue]
    ) throws(ComputingHalt) -> ComputedValue? {
        func index(_ offset: Int, or other: Int) throws(ComputingHalt) -> Int {
            guard offset < arguments.count else { return other }
            if case .undefined = arguments[offset] { return other }
            return clampedInteger(try number(of: arguments[offset]))
        }
        func argument(_ offset: Int = 0) throws(ComputingHalt) -> [UInt16] {
            offset < arguments.count ? try text(of: arguments[offset]) : Array("undefined".utf16)
        }
        switch name {
        case "charCodeAt", "codePointAt":
            let place = try index(0, or: 0)
            return units.indices.contains(place) ? .number(Double(units[place])) : .number(.nan)
        case "charAt":
            let place = try index(0, or: 0)
            return .text(units.indices.contains(place) ? [units[place]] : [])
        case "at":
            var place = try index(0, or: 0)
            if place < 0 { place += units.count }
            return units.indices.contains(place) ? .text([units[place]]) : .undefined
        case "toString", "valueOf", "normalize": return .text(units)
        case "slice", "substring", "substr":
            try spend(1 + units.count / 16)
            return .text(try part(of: units, name, from: try index(0, or: 0), argument: try index(1, or: Int.max)))
        case "split":
            guard let first = arguments.first else { return .array(ComputedArray(memory, [.text(units)])) }
            return .array(ComputedArray(memory, try split(units, by: first)))
        case "replace", "replaceAll":
            guard arguments.count >= 2 else { return .text(units) }
            return .text(try replaced(units, arguments[0], by: arguments[1], isAll: name == "replaceAll"))
        case "indexOf", "includes":
            let place = find(try argument(), in: units, from: max(0, try index(1, or: 0)))
            try spend(1 + units.count / 8)
            return name == "includes" ? .truth(place != nil) : .number(Double(place ?? -1))
        case "lastIndexOf":
            let mark = try argument()
            try spend(1 + units.count / 8)
            var place = units.count - mark.count
            while place >= 0, !units[place..<place + mark.count].elementsEqual(mark) { place -= 1 }
            return .number(Double(max(place, -1)))
        case "startsWith": return .truth(units.starts(with: try argument()))
        case "endsWith": return .truth(units.reversed().starts(with: try argument().reversed()))
        case "toLowerCase", "toUpperCase":
            try spendMemory(units.count)
            let text = String(decoding: units, as: UTF16.self)
            return .text(name == "toLowerCase" ? text.lowercased() : text.uppercased())
        case "trim", "trimStart", "trimEnd":
            var rest = units[...]
            let blanks: Set<UInt16> = [9, 10, 11, 12, 13, 32, 0xa0, 0xfeff]
            if name != "trimEnd" { rest = rest.drop { blanks.contains($0) } }
            if name != "trimStart" { while let last = rest.last, blanks.contains(last) { rest.removeLast() } }
            return .text(Array(rest))
        case "concat":
            var result = units
            for argument in arguments { result += try text(of: argument) }
            try spendMemory(result.count)
            return .text(result)
        case "repeat":
            let count = try index(0, or: 0)
            guard count >= 0, count <= 65_536 else { throw .notConstant }
            try spendMemory(units.count * count)
            return .text(Array(repeatElement(units, count: count).joined()))
        case "padStart", "padEnd":
            let filler = arguments.count > 1 ? try argument(1) : [32]
            let missing = try index(0, or: 0) - units.count
            guard missing > 0, !filler.isEmpty else { return .text(units) }
            try spendMemory(missing)
            let padding = (0..<missing).map { filler[$0 % filler.count] }
            return .text(name == "padStart" ? padding + units : units + padding)
        case "match":
            guard case .pattern(let pattern)? = arguments.first else { throw .notConstant }
            guard pattern.isGlobal else {
                return match(pattern, units, from: 0).map { groups(of: $0, in: units) } ?? .null
            }
            let found = try matches(pattern, in: units).map { ComputedValue.text(Array(units[$0.range])) }
            return found.isEmpty ? .null : .array(ComputedArray(memory, found))
        case "search":
            guard case .pattern(let pattern)? = arguments.first else { throw .notConstant }
            return .number(Double(match(pattern, units, from: 0)?.range.lowerBound ?? -1))
        case "italics": return .text("<i>" + String(decoding: units, as: UTF16.self) + "</i>")
        case "bold": return .text("<b>" + String(decoding: units, as: UTF16.self) + "</b>")
        case "fontcolor":
            let color = String(decoding: try argument(), as: UTF16.self)
            return .text("<font color=\"\(color)\">" + String(decoding: units, as: UTF16.self) + "</font>")
        case "big", "small", "sub", "sup", "strike", "blink":
            return .text("<\(name)>" + String(decoding: units, as: UTF16.self) + "</\(name)>")
        case "fixed": return .text("<tt>" + String(decoding: units, as: UTF16.self) + "</tt>")
        case "link", "anchor":
            let target = String(decoding: try argument(), as: UTF16.self)
            let attribute = name == "link" ? "href" : "name"
            return .text("<a \(attribute)=\"\(target)\">" + String(decoding: units, as: UTF16.self) + "</a>")
        default: return nil
        }
    }

    private func part(
        of units: [UInt16], _ name: String, from start: Int, argument end: Int
    ) throws(ComputingHalt) -> [UInt16] {
        let count = units.count
        var low = start
        var high = end
        switch name {
        case "slice":
            if low < 0 { low = max(0, low + count) }
            if high < 0 { high = max(0, high + count) }
        case "substring":
            low = max(0, low)
            high = max(0, high)
            if low > high { swap(&low, &high) }
        default:
            if low < 0 { low = max(0, low + count) }
            high = high > count ? count : low + max(0, high)
        }
        low = min(low, count)
        high = min(high, count)
        return low < high ? Array(units[low..<high]) : []
    }

    private func find(_ mark: [UInt16], in units: [UInt16], from start: Int) -> Int? {
        guard mark.count <= units.count else { return nil }
        var place = start
        while place + mark.count <= units.count {
            if mark.isEmpty || units[place] == mark[0] && units[place..<place + mark.count].elementsEqual(mark) {
                return place
            }
            place += 1
        }
        return nil
    }

    private func split(_ units: [UInt16], by separator: ComputedValue) throws(ComputingHalt) -> [ComputedValue] {
        try spendMemory(units.count * 4)
        if case .pattern(let pattern) = separator {
            var parts: [ComputedValue] = []
            var start = 0
            for match in try matches(pattern, in: units) where match.range.lowerBound < match.range.upperBound {
                parts.append(.text(Array(units[start..<match.range.lowerBound])))
                start = match.range.upperBound
            }
            return parts + [.text(Array(units[start...]))]
        }
        if case .undefined = separator { return [.text(units)] }
        let mark = try text(of: separator)
        if mark.isEmpty { return units.map { .text([$0]) } }
        var parts: [ComputedValue] = []
        var start = 0
        while let place = find(mark, in: units, from: start) {
            parts.append(.text(Array(units[start..<place])))
            start = place + mark.count
        }
        return parts + [.text(Array(units[start...]))]
    }

    private func matches(
        _ pattern: TextPattern, in units: [UInt16]
    ) throws(ComputingHalt) -> [(range: Range<Int>, groups: [Range<Int>?])] {
        var found: [(range: Range<Int>, groups: [Range<Int>?])] = []
        var place = 0
        while place <= units.count, let match = match(pattern, units, from: place) {
            try spend(2)
            found.append(match)
            place = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        if steps <= 0 { throw .outOfSteps }
        return found
    }

    private func replaced(
        _ units: [UInt16], _ pattern: ComputedValue, by replacement: ComputedValue, isAll: Bool
    ) throws(ComputingHalt) -> [UInt16] {
        var found: [(range: Range<Int>, groups: [Range<Int>?])] = []
        if case .pattern(let pattern) = pattern {
            found = try matches(pattern, in: units)
            if !pattern.isGlobal { found = Array(found.prefix(1)) }
        } else {
            let mark = try text(of: pattern)
            var place = 0
            while let start = find(mark, in: units, from: place) {
                try spend(2)
                found.append((start..<start + mark.count, []))
                place = start + max(mark.count, 1)
                if !isAll { break }
            }
        }
        var result: [UInt16] = []
        var start = 0
        for match in found where match.range.lowerBound >= start {
            result += units[start..<match.range.lowerBound]
            switch replacement {
            case .function, .native:
                var arguments = [ComputedValue.text(Array(units[match.range]))]
                for group in match.groups { arguments.append(group.map { .text(Array(units[$0])) } ?? .undefined) }
                arguments.append(.number(Double(match.range.lowerBound)))
                result += try text(of: try call(replacement, arguments, .undefined))
            default: result += filled(try text(of: replacement), match, in: units)
            }
            start = match.range.upperBound
            if result.count > ConstantDecoding.maximumLength { throw .notConstant }
        }
        result += units[start...]
        try spendCopy(result.count)
        return result
    }

    /// `$1` and `$&` of a replacement.
    private func filled(
        _ replacement: [UInt16], _ match: (range: Range<Int>, groups: [Range<Int>?]), in units: [UInt16]
    ) -> [UInt16] {
        guard replacement.contains(36) else { return replacement }
        var result: [UInt16] = []
        var index = 0
        while index < replacement.count {
            if replacement[index] == 36, index + 1 < replacement.count {
                let mark = replacement[index + 1]
                if mark == 38 {
                    result += units[match.range]
                    index += 2
                    continue
                }
                if (49...57).contains(mark), Int(mark) - 49 < match.groups.count {
                    if let range = match.groups[Int(mark) - 49] { result += units[range] }
                    index += 2
                    continue
                }
            }
            result.append(replacement[index])
            index += 1
        }
        return result
    }
}
