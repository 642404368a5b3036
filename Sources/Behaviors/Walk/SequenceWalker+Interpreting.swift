import SourceSyntax

// Small loops and functions of Python over constants, computed statement by statement: what the package's own decoder
// makes of a text is then known. Quiet: the events came when the code was walked. Every statement counts against
// `ExtractionLimits.foldingSteps`.
extension SequenceWalker {
    /// How a computed statement ended.
    enum Outcome {
        case next
        case again
        case leaves
        case returns(Value)
        /// It did something that is not computed here.
        case unknown
    }

    // MARK: Loops

    /// The elements over which a loop can be computed after it was walked; nil when it cannot.
    func computableItems(of value: Value, body: NodeID) -> [Value]? {
        guard file.isPython, quietDepth == 0, foldingSteps < foldingLimit,
            isComputable(body, limit: ExtractionLimits.computedLoop)
        else { return nil }
        foldingSteps += (value.elements?.count ?? 0) / 64
        guard let items = constantItems(value), items.count >= 2, items.count <= ExtractionLimits.listElements else {
            return nil
        }
        foldingSteps += scope.names.count / 16
        return foldingSteps < foldingLimit ? items : nil
    }

    /// Computes a loop that was walked once, from the variables that were there before it, and keeps what it made.
    func computeLoop(_ node: NodeID, over items: [Value], before: NameTable<Value>, since start: Int) {
        guard let target = child(node, 0), let body = child(node, 2) else { return }
        let after = scope.names
        let savedConditional = isConditional
        scope.names = before
        quietDepth += 1
        isConditional = false
        let outcome = run(items, target: target, body: body)
        isConditional = savedConditional
        quietDepth -= 1
        let computed = scope.names
        scope.names = after
        guard case .next = outcome else { return }
        let decodes = unit.events[min(start, unit.events.count)...].contains { Self.decoders.contains($0.behavior) }
        for name in assignedNames(in: body) {
            guard let value = computed[name], let old = after[name] else { continue }
            if let text = value.constantText, text.utf8.count >= 2 {
                let labels = old.labels.union(value.labels)
                var shown =
                    decodes ? revealed(text, labels: labels.union(.decoded), at: node) : .text(text, labels: labels)
                shown.origin = old.origin
                scope.names[name] = shown
            } else if value.elements != nil {
                scope.names[name] = Value(value.shape, labels: old.labels.union(value.labels), origin: old.origin)
            }
        }
    }

    /// What shows that a loop or function decodes.
    static let decoders: Set<Behavior> = [
        .decXor, .decCharCode, .decBase64, .decBaseOther, .decHex, .decCodec, .decReverse, .decBytes, .decCompressed,
    ]

    private func assignedNames(in block: NodeID) -> [String] {
        var names: [String] = []
        for statement in children(block) {
            var target = statement
            if kind(statement) == .expressionStatement, let inner = child(statement, 0) { target = inner }
            switch kind(target) {
            case .assignment:
                if var place = child(target, 0) {
                    while kind(place) == .subscription, let inner = child(place, 0) { place = inner }
                    if kind(place) == .name { names.append(text(place)) }
                }
            case .call:
                if let callee = child(target, 0), kind(callee) == .member, let object = child(callee, 0),
                    kind(object) == .name
                {
                    names.append(text(object))
                }
            case .ifStatement: for part in children(target).dropFirst() { names += assignedNames(in: part) }
            case .forEach: if let body = child(target, 2) { names += assignedNames(in: body) }
            default: break
            }
        }
        return names
    }

    // MARK: Functions

    /// The result of a local function for constant arguments; nil when it is not computed.
    func computedCall(_ index: Int, _ arguments: [Argument]) -> Value? {
        let record = functions[index]
        guard record.file.isPython, !record.file.isReleased, record.computingFailures < 3, computingDepth < 6,
            foldingSteps < foldingLimit, !record.file.tree.nodes.isEmpty, !arguments.isEmpty,
            arguments.allSatisfy({ isConstant($0.value) }), record.ownerClass == nil
        else { return nil }
        let saved = (file, scope, isConditional, nestedHeight, literalSilence)
        file = record.file
        defer { (file, scope, isConditional, nestedHeight, literalSilence) = saved }
        guard kind(record.node) == .function, let list = child(record.node, 0), let body = child(record.node, 1),
            nestedHeight + Int(file.tree.nodes[Int(record.node.index)].height) <= ExtractionLimits.nestedHeight,
            isComputable(body, limit: ExtractionLimits.computedFunction)
        else {
            record.computingFailures = 3
            return nil
        }
        nestedHeight += Int(file.tree.nodes[Int(record.node.index)].height)
        scope = Scope(parent: record.scope)
        isConditional = false
        quietDepth += 1
        computingDepth += 1
        defer {
            quietDepth -= 1
            computingDepth -= 1
        }
        guard bindConstants(arguments, to: list) else { return nil }
        let result: Value
        if kind(body) == .block {
            guard case .returns(let value) = runBlock(body) else {
                record.computingFailures += 1
                return nil
            }
            result = value
        } else {
            foldingSteps += 1
            result = evaluate(body)
        }
        guard isConstant(result) else {
            record.computingFailures += 1
            return nil
        }
        return result
    }

    private func bindConstants(_ arguments: [Argument], to list: NodeID) -> Bool {
        let positional = arguments.filter { $0.name == nil }
        var position = 0
        for parameter in children(list) {
            guard let target = child(parameter, 0), kind(target) == .name, !flags(parameter).contains(.spread) else {
                return false
            }
            let name = text(target)
            if let named = arguments.first(where: { $0.name == name }) {
                scope.names[name] = named.value
            } else if position < positional.count {
                scope.names[name] = positional[position].value
                position += 1
            } else if let defaultNode = child(parameter, 1) {
                scope.names[name] = evaluate(defaultNode)
            } else {
                return false
            }
        }
        return position == positional.count
    }

    func isConstant(_ value: Value) -> Bool {
        switch value.shape {
        case .text(_, isPartial: false), .number, .truth: true
        case .list(let elements): elements.prefix(4_096).allSatisfy { $0.number != nil || $0.constantText != nil }
        case .text, .unknown, .name, .function, .classType, .instance, .object, .module: false
        }
    }

    // MARK: Statements

    /// Whether all that stands in a body is of the kinds that are computed, and it is short.
    private func isComputable(_ body: NodeID, limit: Int) -> Bool {
        let source = file.tree.nodes[Int(body.index)]
        guard source.height < 40, Int(source.end) - min(Int(source.start), Int(source.end)) <= limit else {
            return false
        }
        return kind(body) != .block || hasComputableStatements(body)
    }

    private func hasComputableStatements(_ block: NodeID) -> Bool {
        children(block).allSatisfy { statement in
            switch kind(statement) {
            case .assignment, .returnStatement, .empty, .importDeclaration: return true
            case .expressionStatement:
                guard let inner = child(statement, 0) else { return true }
                return [.call, .assignment, .string, .name].contains(kind(inner))
            case .keywordStatement: return ["pass", "break", "continue", "global"].contains(text(statement))
            case .ifStatement, .forEach, .whileLoop, .elseClause, .block:
                return children(statement).allSatisfy { part in
                    switch kind(part) {
                    case .block, .elseClause: hasComputableStatements(part)
                    case .ifStatement: children(part).dropFirst().allSatisfy(hasComputableStatements)
                    default: true
                    }
                }
            default: return false
            }
        }
    }

    private func run(_ items: [Value], target: NodeID, body: NodeID) -> Outcome {
        for item in items {
            assign(item, to: target)
            switch runBlock(body) {
            case .next, .again: continue
            case .leaves: return .next
            case .returns(let value): return .returns(value)
            case .unknown: return .unknown
            }
        }
        return .next
    }

    private func runBlock(_ block: NodeID) -> Outcome {
        for statement in children(block) {
            let outcome = runStatement(statement)
            guard case .next = outcome else { return outcome }
        }
        return .next
    }

    private func runStatement(_ node: NodeID) -> Outcome {
        foldingSteps += 1 + Int(file.tree.nodes[Int(node.index)].height) / 4
        guard foldingSteps < foldingLimit else { return .unknown }
        switch kind(node) {
        case .assignment: return runAssignment(node)
        case .expressionStatement:
            guard let inner = child(node, 0) else { return .next }
            switch kind(inner) {
            case .assignment: return runAssignment(inner)
            case .call: return runMutation(inner)
            default: return .next
            }
        case .returnStatement: return .returns(child(node, 0).map(evaluate) ?? .unknown)
        case .ifStatement:
            guard let condition = child(node, 0), let truth = truth(of: evaluate(condition)) ?? eitherTruth(node) else {
                return .unknown
            }
            guard let branch = child(node, truth ? 1 : 2) else { return .next }
            return kind(branch) == .ifStatement ? runStatement(branch) : runBlock(branch)
        case .block, .elseClause: return runBlock(node)
        case .forEach:
            guard let target = child(node, 0), let iterable = child(node, 1), let body = child(node, 2),
                children(node).count == 3, let items = constantItems(evaluate(iterable))
            else { return .unknown }
            return run(items, target: target, body: body)
        case .whileLoop: return runWhile(node)
        case .keywordStatement:
            switch text(node) {
            case "break": return .leaves
            case "continue": return .again
            default: return text(node) == "pass" || text(node) == "global" ? .next : .unknown
            }
        case .importDeclaration:
            bindQuietly(node)
            return .next
        default: return kind(node) == .empty ? .next : .unknown
        }
    }

    /// Where both branches set the same name, as for Python 2 and 3, the second is taken for a condition of which
    /// nothing is known.
    private func eitherTruth(_ node: NodeID) -> Bool? {
        guard children(node).count == 3, let first = child(node, 1), let second = child(node, 2),
            let name = onlyAssignedName(in: first), name == onlyAssignedName(in: second)
        else { return nil }
        return false
    }

    private func onlyAssignedName(in block: NodeID) -> String? {
        guard children(block).count == 1, let statement = child(block, 0) else { return nil }
        let inner = kind(statement) == .expressionStatement ? child(statement, 0) : statement
        guard let inner, kind(inner) == .assignment, let target = child(inner, 0), kind(target) == .name else {
            return nil
        }
        return text(target)
    }

    /// An import in a computed function: its names are known ones, nothing is loaded.
    private func bindQuietly(_ node: NodeID) {
        guard let known = file.catalogue.resolve(text(node)) else { return }
        for binding in children(node) {
            guard let local = child(binding, 0) else { continue }
            let value = Value(.name(known))
            scope.names[text(local)] = text(binding).isEmpty ? value : member(text(binding), of: value)
        }
        if children(node).isEmpty { scope.names[text(node)] = Value(.name(known)) }
    }

    private func runWhile(_ node: NodeID) -> Outcome {
        guard let condition = child(node, 0), let body = child(node, 1), children(node).count == 2 else {
            return .unknown
        }
        while true {
            foldingSteps += 1
            guard foldingSteps < foldingLimit, let truth = truth(of: evaluate(condition)) else {
                return .unknown
            }
            guard truth else { return .next }
            switch runBlock(body) {
            case .next, .again: continue
            case .leaves: return .next
            case .returns(let value): return .returns(value)
            case .unknown: return .unknown
            }
        }
    }
}
