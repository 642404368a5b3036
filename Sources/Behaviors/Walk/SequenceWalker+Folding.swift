import SourceSyntax

/// Stands for an unknown part of a text.
let unknownPart = "\u{FFFC}"

extension SequenceWalker {
    /// Classifies a text and records its classes; gives the labels that it has as a place.
    @discardableResult
    func classify(_ text: String, at node: NodeID, isBytes: Bool = false) -> Labels {
        let classes = LiteralClasses(text, isBytes: isBytes)
        if quietDepth == 0, literalSilence == 0 {
            emit(classes.behaviors, at: node)
            if !isInCommand, looksLikeCommand(text) { emitCommand(text, at: node) }
        }
        return classes.labels
    }

    func evaluateString(_ node: NodeID) -> Value {
        let content = text(node)
        guard !content.isEmpty else { return .text("") }
        guard quietDepth == 0 else { return .text(content) }
        guard content.utf8.count >= 3 else { return .text(content) }
        return .text(content, labels: classifyLiteral(content, at: node))
    }

    /// The same for a literal of the tree, of which is kept that it shows nothing.
    private func classifyLiteral(_ content: String, at node: NodeID) -> Labels {
        let index = Int(file.tree.nodes[Int(node.index)].textIndex)
        let isBytes = flags(node).contains(.isBytes)
        let known = file.facts(ofText: index)
        let noClasses: TextFacts = isBytes ? .hasNoClassesAsBytes : .hasNoClasses
        var labels: Labels = []
        if !known.contains(noClasses) {
            let classes = LiteralClasses(content, isBytes: isBytes)
            if literalSilence == 0 { emit(classes.behaviors, at: node) }
            labels = classes.labels
            if classes.behaviors.isEmpty, labels.isEmpty { file.note(noClasses, ofText: index) }
        }
        if literalSilence == 0, !isInCommand, !known.contains(.isNoCommand) {
            if looksLikeCommand(content) {
                emitCommand(content, at: node)
            } else {
                file.note(.isNoCommand, ofText: index)
            }
        }
        return labels
    }

    func evaluateTemplate(_ node: NodeID) -> Value {
        let saved = literalSilence
        literalSilence += 1
        let parts = children(node).map(evaluate)
        literalSilence = saved
        noteInterpreter(in: parts, at: node)
        if file.isPython {
            let given = zip(parts, children(node)).map { Argument(name: nil, value: $0, node: $1) }
            enterForBuiltIn("str", given, at: node)
        }
        return classified(concatenation(parts), at: node)
    }

    func evaluateTaggedTemplate(_ node: NodeID) -> Value {
        guard let tag = child(node, 0), let template = child(node, 1) else { return .unknown }
        let callee = evaluateBase(tag)
        guard let known = callee.node, let effect = file.catalogue.call(known) else { return evaluate(template) }
        let wasInCommand = isInCommand
        isInCommand = effect.sink == .process
        let value = evaluate(template)
        isInCommand = wasInCommand
        return perform(effect, [Argument(name: nil, value: value, node: template)], base: .unknown, at: node)
    }

    /// The interpreter's own path became part of a text.
    private func noteInterpreter(in parts: [Value], at node: NodeID) {
        if isInCommand, parts.contains(where: isInterpreter) { emit(.argInterpreter, at: node) }
    }

    /// Classifies a text that was put together, unless it is part of a larger one.
    func classified(_ value: Value, at node: NodeID) -> Value {
        guard let text = value.knownText, quietDepth == 0, literalSilence == 0, text.utf8.count >= 3,
            !value.labels.contains(.alphabet) || value.labels.contains(.hidden)
        else { return value }
        if value.labels.contains(.hidden), text.utf8.count >= 8 { emit(.obfBuiltString, at: node) }
        return value.withLabels(classify(text, at: node))
    }

    /// The text of all parts in a row, unknown ones as U+FFFC.
    func concatenation(_ parts: [Value]) -> Value {
        var labels: Labels = []
        var origin: UInt32 = 0
        var size = 0
        var knownCount = 0
        for part in parts {
            labels.formUnion(part.labels)
            if origin == 0 { origin = part.origin }
            if let text = part.knownText {
                size += text.utf8.count
                knownCount += 1
            }
        }
        if knownCount == parts.count, parts.contains(where: { $0.elements != nil }) == false, knownCount >= 3,
            size < knownCount * 4, size >= 8
        {
            labels.insert(.hidden)
        }
        if parts.allSatisfy({ $0.elements != nil }) {
            let all = parts.flatMap { $0.elements ?? [] }
            if all.count <= ExtractionLimits.listElements, canFold(all.count * 8) {
                return Value(.list(all), labels: labels, origin: origin)
            }
        }
        guard knownCount > 0, canFold(size) else { return Value(labels: labels, origin: origin) }
        var text = ""
        var isPartial = false
        for part in parts {
            switch part.shape {
            case .text(let piece, let partial):
                text += piece
                if partial { isPartial = true }
            case .number(let number): text += String(number)
            case .name where isInterpreter(part): text += file.isPython ? "python" : "node"
            default:
                text += unknownPart
                isPartial = true
            }
        }
        return Value(.text(text, isPartial: isPartial), labels: labels, origin: origin)
    }

    func evaluateBinary(_ node: NodeID) -> Value {
        let operation = text(node)
        switch operation {
        case "+":
            let saved = literalSilence
            literalSilence += 1
            let places = childPlaces(node)
            guard places.count == 2 else {
                let parts = places.map { evaluate(child(at: $0)) }
                literalSilence = saved
                return sum(of: parts, at: node)
            }
            let left = evaluate(child(at: places.lowerBound))
            let right = evaluate(child(at: places.lowerBound + 1))
            literalSilence = saved
            // Without a list of the operands: loops over texts and lists compute thousands of such sums.
            if case .number(let first) = left.shape, case .number(let second) = right.shape {
                return Value(.number(first &+ second), labels: left.labels.union(right.labels))
            }
            return sum(of: [left, right], at: node)
        case "%":
            guard let left = child(node, 0), isFormat(left), let right = child(node, 1)
            else { break }
            let saved = literalSilence
            literalSilence += 1
            let format = evaluate(left)
            literalSilence = saved
            let value = evaluate(right)
            if let text = format.knownText {
                let arguments = kind(right) == .tuple ? value.elements ?? [value] : [value]
                noteInterpreter(in: arguments, at: node)
                return classified(percentFormat(text, arguments, labels: format.labels.union(value.labels)), at: node)
            }
            if let result = arithmetic(operation, [format, value]) { return result }
            return Value(labels: format.labels.union(value.labels).intersection(.sources))
        default: break
        }
        let first = operation.utf8.first ?? 0
        if quietDepth == 0, Self.beginsComparison(first), let result = compared(node, operation) { return result }
        let isLogical =
            switch first {
            case UInt8(ascii: "|"), UInt8(ascii: "&"): operation.utf8.count == 2
            case UInt8(ascii: "?"), UInt8(ascii: "o"), UInt8(ascii: "a"): true
            default: false
            }
        let values = childPlaces(node).map { evaluate(child(at: $0)) }
        if let number = arithmetic(operation, values) { return number }
        if quietDepth > 0, file.isPython, let known = comparison(operation, values) { return known }
        if let result = enterOperator(operation, values, at: node) { return result }
        let labels = values.reduce(into: Labels()) { $0.formUnion($1.labels) }
        if operation == "^" { emit(.decXor, at: node) }
        if operation == "&&", let last = values.last { return last.withLabels(labels) }
        if isLogical { return (values.first { !$0.isUnknown } ?? .unknown).withLabels(labels) }
        if operation == "/", file.isPython, values.count >= 2 { return placed(joinedPath(values), at: node) }
        if operation == "*", let text = values.first?.constantText, let count = values.last?.number, values.count == 2,
            count > 0, count < 65_536, canFold(text.utf8.count &* count)
        {
            return .text(repeated(text, count), labels: labels)
        }
        return Value(labels: labels.intersection(.sources))
    }

    private func sum(of parts: [Value], at node: NodeID) -> Value {
        if let sum = arithmetic("+", parts) { return sum }
        if let result = enterOperator("+", parts, at: node) { return result }
        noteInterpreter(in: parts, at: node)
        return classified(concatenation(parts), at: node)
    }

    /// Whether an operator with this first byte may be a comparison; comparing the text with each takes longer.
    private static func beginsComparison(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "i"),
            UInt8(ascii: "n"):
            true
        default: false
        }
    }

    /// A comparison of two values, of whose result only the labels are known; nil for other operations.
    private func compared(_ node: NodeID, _ operation: String) -> Value? {
        switch operation {
        case "==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "===", "!==": break
        default: return nil
        }
        let operands = children(node)
        guard operands.count == 2, let first = operands.first, let second = operands.last else { return nil }
        let left = evaluate(first)
        let right = evaluate(second)
        if isInstance(left) || isInstance(right), let result = enterOperator(operation, [left, right], at: node) {
            return result
        }
        return Value(labels: left.labels.union(right.labels).intersection(.sources))
    }

    /// The text so many times in a row; `String(repeating:)` appends piece by piece.
    private func repeated(_ text: String, _ count: Int) -> String {
        let bytes = Array(text.utf8)
        let size = bytes.count * count
        guard size > 0 else { return "" }
        return String(unsafeUninitializedCapacity: size) { buffer in
            // Safety: the buffer has room for `size` bytes, all of which are set: what is there is doubled.
            guard let base = buffer.baseAddress else { return 0 }
            for index in bytes.indices { buffer[index] = bytes[index] }
            var filled = bytes.count
            while filled < size {
                let count = min(filled, size - filled)
                (base + filled).initialize(from: base, count: count)
                filled += count
            }
            return size
        }
    }

    /// Whether what stands before `%` may be a format: a text, a name, a text repeated.
    private func isFormat(_ node: NodeID) -> Bool {
        switch kind(node) {
        case .string, .name: true
        case .binary: file.isPython && text(node) == "*" && child(node, 0).map { kind($0) == .string } == true
        default: false
        }
    }

    /// An element of bytes is a number where a number is wanted; it stands as a text of one character.
    private func byte(_ value: Value) -> Int? {
        if let number = value.number { return number }
        guard file.isPython, let text = value.constantText, text.scalarCount == 1 else { return nil }
        return text.unicodeScalars.first.map { Int($0.value) }
    }

    private static func holdsNumber(_ values: [Value]) -> Bool {
        for index in values.indices { if case .number = values[index].shape { return true } }
        return false
    }

    func arithmetic(_ operation: String, _ values: [Value]) -> Value? {
        guard Self.holdsNumber(values) || operation == "^", operation != "*", var result = values.first.flatMap(byte)
        else {
            guard operation == "*" else { return nil }
            let numbers = values.compactMap(\.number)
            guard numbers.count == values.count, !numbers.isEmpty else { return nil }
            return Value(
                .number(numbers.reduce(1) { $0 &* $1 }), labels: values.reduce(into: []) { $0.formUnion($1.labels) })
        }
        var labels = values[0].labels
        for value in values.dropFirst() {
            guard let number = byte(value) else { return nil }
            labels.formUnion(value.labels)
            switch operation {
            case "+": result = result &+ number
            case "-": result = result &- number
            case "^": result ^= number
            case "&": result &= number
            case "|": result |= number
            case "<<": result = number >= 0 && number < 63 ? result << number : 0
            case ">>", ">>>": result = number >= 0 && number < 63 ? result >> number : 0
            case "//", "/", "%":
                guard number != 0, !(number == -1 && result == Int.min) else { return nil }
                if operation == "/" && result % number != 0 { return nil }
                let remainder = ((result % number) &+ number) % number
                result = operation == "%" ? (file.isPython ? remainder : result % number) : result / number
            default: return nil
            }
        }
        return Value(.number(result), labels: labels)
    }

    /// Parts joined by `/` were classified one by one; the whole may name more.
    private func placed(_ value: Value, at node: NodeID) -> Value {
        guard let text = value.knownText, quietDepth == 0, literalSilence == 0, text.utf8.count < 1_024 else {
            return value
        }
        let classes = LiteralClasses(text)
        let recent = unit.events.suffix(16).map(\.behavior)
        emit(classes.behaviors.filter { !recent.contains($0) }, at: node)
        return value.withLabels(classes.labels)
    }

    func joinedPath(_ parts: [Value]) -> Value {
        var labels: Labels = []
        for part in parts { labels.formUnion(part.labels) }
        let origin = parts.first { $0.origin != 0 }?.origin ?? 0
        guard parts.contains(where: { $0.knownText != nil }),
            canFold(parts.reduce(0) { $0 + ($1.knownText?.utf8.count ?? 0) })
        else { return Value(labels: labels, origin: origin) }
        let isPartial = parts.contains { $0.constantText == nil }
        let text = parts.map { $0.knownText ?? unknownPart }.joined(separator: "/")
        return Value(.text(text, isPartial: isPartial), labels: labels, origin: origin)
    }

    func reversed(_ value: Value, at node: NodeID) -> Value {
        if let elements = value.elements { return Value(.list(elements.reversed()), labels: value.labels) }
        guard let text = value.constantText, canFold(text.utf8.count) else {
            if quietDepth == 0, value.knownText != nil { emit(.decReverse, at: node) }
            return Value(labels: value.labels)
        }
        emit(.decReverse, at: node)
        let result = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
        return revealed(result, labels: value.labels, at: node)
    }

    /// A text that did not stand in the source: its classes, and its code if it is code.
    func revealed(_ text: String, labels: Labels, at node: NodeID) -> Value {
        var value = Value.text(text, labels: labels.union(.hidden))
        guard quietDepth == 0 else { return value }
        let classes = LiteralClasses(text)
        value.labels.formUnion(classes.labels)
        if literalSilence == 0 { emit(classes.behaviors, at: node) }
        if looksLikeSource(text) { walkLayer(text, isPython: file.isPython, at: node) }
        return value
    }

    /// Computes a comprehension over constants element by element.
    func evaluateComprehension(_ node: NodeID) -> Value {
        guard let element = child(node, 0) else { return .unknown }
        let clauses = children(node).dropFirst()
        var iterables: [Value] = []
        var labels: Labels = []
        for clause in clauses {
            guard let target = child(clause, 0), let iterable = child(clause, 1) else { continue }
            let value = evaluate(iterable)
            iterables.append(value)
            labels.formUnion(value.labels)
            assign(loopElement(of: value), to: target)
            for condition in children(clause).dropFirst(2) { labels.formUnion(evaluate(condition).labels) }
        }
        let first = evaluate(element)
        labels.formUnion(first.labels)
        if kind(element) == .pair, clauses.count == 1, let clause = clauses.first, children(clause).count == 2,
            let target = child(clause, 0), isSmall(element), foldingSteps < foldingLimit,
            let items = constantItems(iterables.first), items.count <= ExtractionLimits.listElements,
            let table = tableOfComprehension(element, items, target: target)
        {
            return table.withLabels(labels.intersection(.sources))
        }
        if clauses.count == 1, let clause = clauses.first, children(clause).count <= 3, let target = child(clause, 0),
            isSmall(element), foldingSteps < foldingLimit, let items = constantItems(iterables.first),
            items.count <= ExtractionLimits.listElements
        {
            let condition = child(clause, 2)
            var result: [Value] = []
            quietDepth += 1
            defer { quietDepth -= 1 }
            for item in items {
                foldingSteps += 1
                guard foldingSteps < foldingLimit else { return Value(labels: labels) }
                assign(item, to: target)
                if let condition {
                    guard isSmall(condition), let isWanted = truth(of: evaluate(condition)) else {
                        return Value(labels: labels)
                    }
                    if !isWanted { continue }
                }
                let value = evaluate(element)
                if value.knownText == nil && value.number == nil { return Value(labels: labels) }
                result.append(value)
            }
            return Value(.list(result), labels: labels)
        }
        return Value(labels: labels.intersection(.sources))
    }

    /// Whether a node's source is short enough to be computed many times.
    func isSmall(_ node: NodeID) -> Bool {
        let source = file.tree.nodes[Int(node.index)]
        return source.height < 20 && source.end - min(source.start, source.end) <= ExtractionLimits.computedSource
    }
}
