// Lists, dictionaries, texts and comprehensions.
extension BytecodeReading {
    /// A tuple, list or set of the values on top.
    mutating func build(_ bracket: String, _ count: Int) {
        let elements = frame.pop(count).map { expression($0) }
        let isPlain = elements.allSatisfy(\.isPlain)
        if bracket == "(", elements.count <= Self.longestTuple {
            frame.push(.tuple(elements))
            return
        }
        let parts = joined(elements.map { [.node($0.node)] })
        if elements.isEmpty {
            let node = text.make(bracket == "[" ? "[]" : "set()")
            frame.push(.expression(BytecodeExpression(node: node, isPlain: true, isEmpty: true)))
        } else {
            push([.text(bracket)] + parts + [.text(Self.closing(bracket))], isPlain: isPlain)
        }
    }

    private static func closing(_ bracket: String) -> String { bracket == "[" ? "]" : bracket == "(" ? ")" : "}" }

    /// `[*a, *b]`, `{**a, **b}`.
    mutating func buildUnpacked(_ bracket: String, _ count: Int) {
        let isMap = bracket == "**"
        let elements = frame.pop(count).map { expression($0) }
        let parts = joined(elements.map { [.text(isMap ? "**" : "*")] + operand($0) })
        let start = isMap ? "{" : bracket
        push([.text(start)] + parts + [.text(Self.closing(start))])
    }

    /// A dictionary of so many pairs.
    mutating func buildMap(_ count: Int) {
        let items = frame.pop(2 * min(count, 1 << 20)).map { expression($0) }
        var pairs: [[CodeText.Piece]] = []
        for index in stride(from: 0, to: items.count - 1, by: 2) {
            pairs.append([.node(items[index].node), .text(": "), .node(items[index + 1].node)])
        }
        pushMap(pairs, isPlain: items.allSatisfy(\.isPlain))
    }

    /// A dictionary whose keys stand in a constant on top.
    mutating func buildConstantMap(_ count: Int) {
        let keys = keywordNames(frame.pop())
        let values = frame.pop(count).map { expression($0) }
        var pairs: [[CodeText.Piece]] = []
        for (key, value) in zip(keys, values) {
            pairs.append([.node(literal(key).node), .text(": "), .node(value.node)])
        }
        pushMap(pairs, isPlain: values.allSatisfy(\.isPlain))
    }

    private mutating func pushMap(_ pairs: [[CodeText.Piece]], isPlain: Bool) {
        let node = text.make([.text("{")] + joined(pairs) + [.text("}")])
        frame.push(.expression(BytecodeExpression(node: node, isPlain: isPlain, isEmpty: pairs.isEmpty)))
    }

    /// An f-string: its parts were made texts before, and are added.
    mutating func buildString(_ count: Int) {
        let parts = frame.pop(count).map { expression($0) }
        guard parts.count > 1 else {
            push(parts.first.map { [.node($0.node)] } ?? [.text("''")])
            return
        }
        let sum = Array(parts.map { operand($0) }.joined(separator: [.text(" + ")]))
        push(sum, isAtom: false, chain: "+", isPlain: parts.allSatisfy(\.isPlain))
    }

    /// `{value}` within an f-string.
    mutating func format() {
        let value = popExpression()
        push([.text("str("), .node(value.node), .text(")")], isPlain: value.isPlain)
    }

    /// `start:stop`, which only stands within brackets.
    mutating func buildSlice(_ count: Int) {
        let parts = frame.pop(min(count, 3)).map { item -> [CodeText.Piece] in
            if case .constant(let index) = item, case .none = objects[index] { return [] }
            return [.node(expression(item).node)]
        }
        push(Array(parts.joined(separator: [.text(":")])), isAtom: false, isPlain: true)
    }

    // MARK: Filling

    /// A list or set that stands below takes what is on top.
    mutating func extend(_ bracket: String, _ distance: Int) {
        let added = frame.pop()
        guard let (index, list) = filled(distance) else { return }
        var parts: [CodeText.Piece] = list.isEmpty ? [] : [.text("*"), .node(list.node), .text(", ")]
        if case .constant(let constant) = added, case .sequence(_, let elements) = objects[constant] {
            parts.append(.node(inside(constant, elements)))
        } else {
            parts += [.text("*")] + operand(expression(added))
        }
        replace(index, [.text(bracket)] + parts + [.text(Self.closing(bracket))])
    }

    /// A dictionary that stands below takes the one on top.
    mutating func merge(_ distance: Int) {
        let added = popExpression()
        guard let (index, map) = filled(distance) else { return }
        if map.isEmpty {
            frame.stack[index] = .expression(added)
        } else {
            replace(index, [.text("{**"), .node(map.node), .text(", **")] + operand(added) + [.text("}")])
        }
    }

    /// A list that stands below takes one element: the last step of a comprehension, where there is one.
    mutating func append(_ bracket: String, _ distance: Int) {
        let element = popExpression()
        guard let (index, list) = filled(distance) else { return }
        if let comprehension = frame.comprehensions.popLast() {
            replace(
                index,
                [.text(bracket), .node(element.node), .node(comprehension.clauses), .text(Self.closing(bracket))])
        } else {
            let before: [CodeText.Piece] = list.isEmpty ? [] : [.text("*"), .node(list.node), .text(", ")]
            replace(index, [.text(bracket)] + before + [.node(element.node), .text(Self.closing(bracket))])
        }
    }

    /// The same for a pair of a dictionary; before 3.8 the key was on top.
    mutating func addPair(_ distance: Int) {
        let top = popExpression()
        let below = popExpression()
        guard let (index, _) = filled(distance) else { return }
        let clauses = frame.comprehensions.popLast().map { [CodeText.Piece.node($0.clauses)] } ?? []
        let (key, value) = version.minor >= 8 ? (below, top) : (top, below)
        replace(
            index, [.text("{"), .node(key.node), .text(": "), .node(value.node)] + clauses + [.text("}")])
    }

    private mutating func filled(_ distance: Int) -> (Int, BytecodeExpression)? {
        guard let index = frame.index(distance) else { return nil }
        let value = expression(frame.stack[index])
        return (index, value)
    }

    private mutating func replace(_ index: Int, _ parts: [CodeText.Piece]) {
        let node = text.make(parts)
        guard frame.stack.indices.contains(index) else { return }
        frame.stack[index] = .expression(BytecodeExpression(node: node))
    }
}
