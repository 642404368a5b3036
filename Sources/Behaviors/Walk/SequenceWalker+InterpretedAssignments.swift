import SourceSyntax

// What statements that are computed change: variables, elements, lists that grow.
extension SequenceWalker {
    func runAssignment(_ node: NodeID) -> Outcome {
        let parts = children(node)
        guard let target = parts.first, let last = parts.last, parts.count >= 2 else { return .unknown }
        if kind(last) == .empty { return .next }
        let operation = text(node)
        if operation == "=" || operation.isEmpty {
            // `text = text + piece` grows the text in place, as `+=` does.
            if parts.count == 2, kind(target) == .name, kind(last) == .binary, text(last) == "+",
                let first = child(last, 0), kind(first) == .name, text(first) == text(target)
            {
                return children(last).dropFirst().allSatisfy { grow(text(target), by: evaluate($0)) } ? .next : .unknown
            }
            let value = evaluate(last)
            for target in parts.dropLast() {
                if kind(target) == .subscription {
                    guard setElement(target, to: value) else { return .unknown }
                } else {
                    assign(value, to: target)
                }
            }
            return .next
        }
        let added = evaluate(last)
        if operation == "+=", kind(target) == .name { return grow(text(target), by: added) ? .next : .unknown }
        let old = evaluate(target)
        guard let value = arithmetic(String(operation.dropLast()), [old, added]) else { return .unknown }
        if kind(target) == .subscription { return setElement(target, to: value) ? .next : .unknown }
        assign(value, to: target)
        return .next
    }

    /// Adds to a variable without copying what it holds.
    func grow(_ name: String, by added: Value) -> Bool {
        guard var value = scope.names.removeValue(forKey: name) else { return false }
        defer { scope.names[name] = value }
        value.labels.formUnion(added.labels)
        if let piece = added.constantText, case .text(var text, isPartial: false) = value.shape,
            canFold(piece.utf8.count)
        {
            value.shape = .unknown
            text += piece
            value.shape = .text(text, isPartial: false)
            return true
        }
        if let more = added.elements, case .list(var elements) = value.shape,
            elements.count + more.count <= ExtractionLimits.listElements, canFold(more.count * 8)
        {
            value.shape = .unknown
            elements += more
            value.shape = .list(elements)
            return true
        }
        if let sum = arithmetic("+", [value, added]) {
            value.shape = sum.shape
            return true
        }
        return false
    }

    /// `list.append(x)`, `list.extend(xs)`.
    func runMutation(_ node: NodeID) -> Outcome {
        guard let callee = child(node, 0), kind(callee) == .member, let object = child(callee, 0),
            kind(object) == .name,
            let argument = child(node, 1), children(node).count == 2
        else { return .unknown }
        let value = evaluate(argument)
        switch text(callee) {
        case "append":
            guard isConstant(value) else { return .unknown }
            return grow(text(object), by: Value(.list([value]), labels: value.labels)) ? .next : .unknown
        case "extend": return grow(text(object), by: value) ? .next : .unknown
        default: return .unknown
        }
    }

    private func setElement(_ target: NodeID, to value: Value) -> Bool {
        guard let object = child(target, 0), kind(object) == .name, let indexNode = child(target, 1),
            let index = evaluate(indexNode).number, let old = scope.names.removeValue(forKey: text(object))
        else { return false }
        var holder = old
        defer { scope.names[text(object)] = holder }
        var elements: [Value]
        switch old.shape {
        case .list(let values): elements = values
        case .text(let text, isPartial: false):
            elements = text.unicodeScalars.map { Value(.number(Int($0.value))) }
        default: return false
        }
        foldingSteps += elements.count / 64
        guard elements.indices.contains(index) else { return false }
        elements[index] = value
        holder.shape = .list(elements)
        return true
    }
}
