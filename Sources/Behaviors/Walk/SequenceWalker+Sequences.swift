import SourceSyntax

// `range`, `enumerate`, `zip` and the like over constants, slices, tables of characters.
extension SequenceWalker {
    /// What passes through a call of which nothing else is known.
    func passedThrough(_ arguments: [Argument], labels: Labels) -> Value {
        var passed = labels
        for argument in arguments { passed.formUnion(argument.value.labels.intersection(.secretPlace)) }
        return Value(labels: passed, origin: arguments.first { $0.value.origin != 0 }?.value.origin ?? 0)
    }

    /// The result of a built-in over sequences.
    func sequenceResult(_ form: SpecialForm, _ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        let passed = passedThrough(arguments, labels: labels)
        for argument in arguments { _ = callKnownArgument(argument, labels: labels, at: node) }
        let first = arguments.first?.value ?? .unknown
        switch form {
        case .range: return range(arguments.map(\.value)) ?? passed
        case .length:
            if let elements = first.elements { return Value(.number(elements.count), labels: labels) }
            guard let text = first.constantText, canFold(text.utf8.count) else { return passed }
            return Value(.number(text.scalarCount), labels: labels)
        case .list:
            if arguments.isEmpty { return Value(.list([])) }
            guard let items = constantItems(first), items.count <= ExtractionLimits.listElements,
                canFold(items.count * 8)
            else {
                return Value(
                    first.elements == nil ? .unknown : first.shape, labels: passed.labels, origin: passed.origin)
            }
            return Value(.list(items), labels: passed.labels, origin: passed.origin)
        case .enumerate:
            guard let items = constantItems(first), canFold(items.count * 128) else { return passed }
            let start = arguments.count > 1 ? arguments[1].value.number ?? 0 : 0
            let pairs = items.enumerated().map { Value(.list([Value(.number($0.offset &+ start)), $0.element])) }
            return Value(.list(pairs), labels: passed.labels, origin: passed.origin)
        case .zip: return zipped(arguments.map(\.value), passed: passed, at: node)
        default: return passed
        }
    }

    private func range(_ values: [Value]) -> Value? {
        let numbers = values.compactMap(\.number)
        guard numbers.count == values.count, (1...3).contains(numbers.count) else { return nil }
        let lower = numbers.count > 1 ? numbers[0] : 0
        let upper = numbers.count > 1 ? numbers[1] : numbers[0]
        let step = numbers.count > 2 ? numbers[2] : 1
        let bound = 1 << 32
        guard step != 0, [lower, upper, step].allSatisfy({ $0.magnitude < UInt(bound) }) else { return nil }
        let count = step > 0 ? (upper - lower + step - 1) / step : (lower - upper - step - 1) / -step
        guard count <= ExtractionLimits.listElements, canFold(max(count, 0)) else { return nil }
        return Value(.list((0..<max(count, 0)).map { Value(.number(lower + $0 * step)) }))
    }

    /// Pairs up to the shortest; a shorter second list is repeated, since `cycle` stands for the list itself.
    private func zipped(_ values: [Value], passed: Value, at node: NodeID) -> Value {
        // Whether anything may still be folded is asked before the elements are looked at.
        guard values.count >= 2, values.count <= 8, let longest = values.map({ $0.elements?.count ?? 0 }).max(),
            foldedBytes + longest * 128 <= foldedLimit, foldingSteps < foldingLimit
        else { return passed }
        foldingSteps += longest / 64
        let lists = values.map { constantItems($0) ?? [] }
        guard let count = lists.map(\.count).max(), count > 0, lists.allSatisfy({ !$0.isEmpty }),
            count <= ExtractionLimits.listElements, canFold(count * 128)
        else { return passed }
        let isCycled = children(node).dropFirst().contains { argument in
            guard kind(argument) == .call, let callee = child(argument, 0) else { return false }
            return text(callee) == "cycle"
        }
        let shortest = lists.map(\.count).min() ?? 0
        let rows = (0..<(isCycled ? count : shortest)).map { row in
            Value(.list(lists.map { $0[row % $0.count] }))
        }
        return Value(.list(rows), labels: passed.labels, origin: passed.origin)
    }

    /// The elements of a constant list or text; nil when one of them is not known.
    func constantItems(_ value: Value?) -> [Value]? {
        guard let value else { return nil }
        if let elements = value.elements {
            return elements.allSatisfy { isConstant($0) } ? elements : nil
        }
        guard let text = value.constantText, canFold(itemsOf: text) else { return nil }
        return text.unicodeScalars.map { Value.text(String(Character($0))) }
    }

    /// Whether the characters of a text may stand as a list.
    func canFold(itemsOf text: String) -> Bool {
        text.utf8.count <= ExtractionLimits.listElements * 2 && canFold(text.utf8.count)
    }

    /// What a loop binds while it is walked once: no single number stands for all that it counts.
    func loopElement(of value: Value) -> Value {
        let element = element(of: value)
        guard file.isPython, element.number != nil || element.elements != nil else { return element }
        if let parts = element.elements, parts.allSatisfy({ $0.number == nil }) { return element }
        return Value(labels: element.labels, origin: element.origin)
    }

    // MARK: Slices

    /// `value[lower:upper:step]` of a constant text or list.
    func slice(_ value: Value, _ lower: Int?, _ upper: Int?, _ step: Int) -> Value? {
        guard step != 0, step > Int.min else { return nil }
        if let elements = value.elements {
            guard canFold(elements.count) else { return nil }
            return Value(.list(Self.slice(elements, lower, upper, step)), labels: value.labels, origin: value.origin)
        }
        guard let text = value.constantText, canFold(text.utf8.count) else { return nil }
        // Bytes stand for the characters of a text without others than ASCII.
        if let piece = Self.slice(ofASCII: text, lower, upper, step) { return .text(piece, labels: value.labels) }
        let scalars = Self.slice(Array(text.unicodeScalars), lower, upper, step)
        return .text(String(String.UnicodeScalarView(scalars)), labels: value.labels)
    }

    private static func slice(ofASCII text: String, _ lower: Int?, _ upper: Int?, _ step: Int) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.reduce(0, |) < 0x80 else { return nil }
        return String(decoding: slice(bytes, lower, upper, step), as: UTF8.self)
    }

    private static func slice<Element>(_ all: [Element], _ lower: Int?, _ upper: Int?, _ step: Int) -> [Element] {
        func position(_ index: Int?, or other: Int, within bounds: ClosedRange<Int>) -> Int {
            guard let index else { return other }
            return min(max(index < 0 ? index &+ all.count : index, bounds.lowerBound), bounds.upperBound)
        }
        if step > 0 {
            let bounds = 0...all.count
            let start = position(lower, or: 0, within: bounds)
            let end = position(upper, or: all.count, within: bounds)
            if step == 1 { return start < end ? Array(all[start..<end]) : [] }
            return stride(from: start, to: end, by: min(step, all.count + 1)).map { all[$0] }
        }
        let bounds = -1...(all.count - 1)
        let start = position(lower, or: all.count - 1, within: bounds)
        let end = position(upper, or: -1, within: bounds)
        return stride(from: start, to: end, by: max(step, -all.count - 1)).map { all[$0] }
    }

    // MARK: Tables of characters

    /// `str.maketrans(from, to, deleted)`: an object whose members are characters.
    func translationTable(_ arguments: [Argument], labels: Labels) -> Value {
        guard quietDepth == 0, let first = arguments.first?.value else { return Value(labels: labels) }
        if arguments.count == 1 { return first }
        guard let from = first.constantText, let to = arguments[1].value.constantText, from.utf8.count <= 4_096 else {
            return Value(labels: labels)
        }
        var table: [String: Value] = [:]
        for (old, new) in Swift.zip(from.unicodeScalars, to.unicodeScalars) {
            table[String(Character(old))] = .text(String(Character(new)))
        }
        let deleted = arguments.count > 2 ? arguments[2].value.constantText ?? "" : ""
        for scalar in deleted.unicodeScalars.prefix(4_096) { table[String(Character(scalar))] = .text("") }
        objects.append(table)
        return Value(.object(objects.count - 1), labels: labels)
    }

    /// `text.translate(table)`; keys are characters or their numbers.
    func translated(_ text: String, by table: Value) -> String? {
        guard case .object(let index) = table.shape, objects.indices.contains(index), canFold(text.utf8.count) else {
            return nil
        }
        let members = objects[index]
        var result = ""
        for scalar in text.unicodeScalars {
            let character = String(Character(scalar))
            guard let value = members[character] ?? members[String(scalar.value)] else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if let replacement = value.constantText, replacement.utf8.count <= 64 {
                result += replacement
            } else if let number = value.number, let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: number)) {
                result.unicodeScalars.append(scalar)
            } else if members[character] != nil {
                return nil
            }
        }
        return result
    }
}
