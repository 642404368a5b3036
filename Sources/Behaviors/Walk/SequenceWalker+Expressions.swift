import SourceSyntax

extension SequenceWalker {
    /// Walks an expression and says what its value is; sources that it brings are read here unless they say where.
    func evaluate(_ node: NodeID) -> Value {
        var value = evaluateUnplaced(node)
        if value.labels.hasUnplacedSources { value.labels = placed(value.labels, at: node) }
        return value
    }

    private func evaluateUnplaced(_ node: NodeID) -> Value {
        switch kind(node) {
        case .name:
            let name = text(node)
            if receiver != nil, name == "this", let receiver { return receiver }
            let hash = hash(of: node)
            if let value = lookUp(name, hashed: hash) { return value }
            return settled(freeName(name, hashed: hash), at: node)
        case .member, .subscription: return settled(evaluateBase(node), at: node)
        case .string: return evaluateString(node)
        case .template: return evaluateTemplate(node)
        case .taggedTemplate: return evaluateTaggedTemplate(node)
        case .number: return evaluateNumber(node)
        case .constant: return evaluateConstant(node)
        case .call, .newExpression: return evaluateCall(node)
        case .binary: return evaluateBinary(node)
        case .unary: return evaluateUnary(node)
        case .assignment: return evaluateAssignment(node)
        case .list, .tuple, .set: return evaluateList(node)
        case .dictionary: return evaluateDictionary(node)
        case .conditional: return evaluateConditional(node)
        case .function: return define(node)
        case .classDefinition: return defineClass(node)
        case .await, .spread: return child(node, 0).map(evaluate) ?? .unknown
        case .yield: return evaluateYield(node)
        case .comprehension: return evaluateComprehension(node)
        case .sequence: return evaluateSequence(node)
        case .keywordArgument: return child(node, 0).map(evaluate) ?? .unknown
        case .markup, .pair, .slice, .decorator, .argumentList, .error, .parameterList:
            return evaluateParts(node)
        case .regularExpression: return evaluateRegularExpression(node)
        case .empty, .typeOnly, .importBinding: return .unknown
        default:
            walk(node)
            return .unknown
        }
    }

    /// The same for what stands in front of a member or call: reading it is no event yet.
    func evaluateBase(_ node: NodeID) -> Value {
        switch kind(node) {
        case .name: return value(ofName: node)
        case .member: return evaluateMember(node)
        case .subscription: return evaluateSubscription(node)
        case .await, .spread: return child(node, 0).map(evaluateBase) ?? .unknown
        default: return evaluate(node)
        }
    }

    /// Records what reading a known name means.
    func settled(_ value: Value, at node: NodeID) -> Value {
        guard let known = value.node, let effect = file.catalogue.read(known) else { return value }
        emit(effect.behaviors, at: node)
        return value.withLabels(effect.yields)
    }

    private func evaluateParts(_ node: NodeID) -> Value {
        var labels: Labels = []
        for place in childPlaces(node) { labels.formUnion(evaluate(child(at: place)).labels) }
        return Value(labels: labels.intersection(.sources))
    }

    private func evaluateSequence(_ node: NodeID) -> Value {
        var last = Value.unknown
        for place in childPlaces(node) { last = evaluate(child(at: place)) }
        return last
    }

    private func evaluateMember(_ node: NodeID) -> Value {
        guard let object = child(node, 0) else { return .unknown }
        let base = evaluateBase(object)
        let name = text(node)
        let hash = hash(of: node)
        if let all = namespace(named: name) { return all }
        if let known = base.node {
            if isEnvironment(base), file.catalogue.member(name, hashed: hash, of: known) == nil {
                return readEnvironment(name, at: node)
            }
            let value = member(name, hashed: hash, of: base)
            // A member of which nothing is known: then the object itself is read.
            if value.isUnknown {
                if let method = boundMethod(name, of: base) { return method }
                if let constant = constant(name, of: known) { return constant }
                return Value(labels: settled(base, at: object).labels, origin: base.origin)
            }
            return value
        }
        if case .unknown = base.shape, name == "cookie", text(object) == "document" {
            emit(.browserCookies, at: node)
            return Value(labels: .secret)
        }
        if let method = boundMethod(name, of: base) ?? functionMaker(name, of: object) { return method }
        return accessed(readMember(name, hashed: hash, of: base, at: node), of: base, at: node)
    }

    private func evaluateSubscription(_ node: NodeID) -> Value {
        guard let object = child(node, 0) else { return .unknown }
        let base = evaluateBase(object)
        guard let indexNode = child(node, 1) else { return settled(base, at: object) }
        if kind(indexNode) == .slice { return evaluateSlice(of: base, indexNode) }
        let savedSilence = literalSilence
        literalSilence += 1
        let index = evaluate(indexNode)
        literalSilence = savedSilence
        if isEnvironment(base) { return readEnvironment(index.knownText ?? "", at: node) }
        if let module = ownModule(base, indexNode) { return module }
        let argument = Argument(name: nil, value: index, node: indexNode)
        if let result = enterMethod(["__getitem__", "__class_getitem__"], of: base, [argument], at: node) {
            return result
        }
        if let key = index.constantText {
            if base.node != nil {
                let value = member(key, of: base)
                if !value.isUnknown {
                    emit(index.labels.contains(.hidden) ? .codeBuiltins : .codeGlobals, at: node)
                    return value
                }
                return Value(labels: settled(base, at: object).labels)
            }
            return member(key, of: base)
        }
        if case .object(let object) = base.shape, let found = entry(of: object, at: index) {
            noteLoader(found, index)
            return found.withLabels(base.labels)
        }
        if let number = index.number, let elements = base.elements {
            if elements.indices.contains(number) { noteLoader(elements[number], index) }
            let position = number < 0 ? number &+ elements.count : number
            if elements.indices.contains(position) { return elements[position].withLabels(base.labels) }
        }
        if let number = index.number, let text = base.constantText, number >= 0 || file.isPython && number > Int.min,
            text.utf8.count <= 4_096, canFold(text.utf8.count)
        {
            let scalars = Array(text.unicodeScalars)
            let number = number < 0 ? number + scalars.count : number
            if scalars.indices.contains(number) {
                return Value.text(String(Character(scalars[number])), labels: base.labels)
            }
        }
        if let known = base.node, index.number == nil, file.catalogue.hasMembers(known) {
            emit(.codeLateAttribute, at: node)
        }
        return Value(
            labels: settled(base, at: object).labels.union(index.labels).intersection(.sources), origin: base.origin)
    }

    private func evaluateSlice(of base: Value, _ slice: NodeID) -> Value {
        let bounds = children(slice).map { part in kind(part) == .empty ? nil : Optional(evaluate(part)) }
        let step = bounds.count > 2 ? bounds[2] : nil
        guard file.isPython == false || step?.number == -1 && bounds[0] == nil && bounds[1] == nil else {
            let numbers = bounds.map { $0?.number }
            let isKnown = Swift.zip(bounds, numbers).allSatisfy { ($0 == nil) == ($1 == nil) }
            guard isKnown, bounds.count >= 2,
                let result = self.slice(base, numbers[0], numbers[1], numbers.count > 2 ? numbers[2] ?? 1 : 1)
            else { return Value(labels: base.labels, origin: base.origin) }
            return numbers.count > 2 && quietDepth == 0 && numbers[2] ?? 1 != 1 && result.constantText != nil
                ? revealed(result.constantText ?? "", labels: result.labels, at: slice) : result
        }
        if let step = step?.number, step == -1, bounds[0] == nil, bounds[1] == nil {
            return reversed(base, at: slice)
        }
        guard let text = base.constantText, step == nil, bounds.count >= 2, canFold(text.utf8.count) else {
            return Value(labels: base.labels, origin: base.origin)
        }
        if bounds.contains(where: { $0 != nil && $0?.number == nil }) { return Value(labels: base.labels) }
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let scalars = isASCII ? [] : Array(text.unicodeScalars)
        let count = isASCII ? text.utf8.count : scalars.count
        func position(_ value: Value?, or other: Int) -> Int {
            guard let number = value?.number else { return other }
            return min(max(number < 0 ? number &+ count : number, 0), count)
        }
        let lower = position(bounds[0], or: 0)
        let upper = position(bounds[1], or: count)
        guard lower <= upper else { return .text("", labels: base.labels) }
        if isASCII {
            let start = text.utf8.index(text.startIndex, offsetBy: lower)
            return .text(String(text[start..<text.utf8.index(start, offsetBy: upper - lower)]), labels: base.labels)
        }
        return .text(String(String.UnicodeScalarView(scalars[lower..<upper])), labels: base.labels)
    }

    private func evaluateNumber(_ node: NodeID) -> Value {
        let written = text(node)
        if written.utf8.count <= 18 {
            var number = 0
            var isDecimal = true
            for byte in written.utf8 {
                let digit = byte &- 48
                isDecimal = isDecimal && digit < 10
                number = number &* 10 &+ Int(digit)
            }
            if isDecimal, !written.isEmpty { return Value(.number(number)) }
        }
        if written.utf8.allSatisfy({ (48...57).contains($0) }) {
            return Int(written).map { Value(.number($0)) } ?? longNumber(written)
        }
        let digits = written.filter { $0 != "_" }.lowercased()
        if let number = Int(digits) { return Value(.number(number)) }
        if digits.utf8.count > 18 { return longNumber(digits) }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            if let number = Int(digits.dropFirst(2), radix: radix) { return Value(.number(number)) }
        }
        return .unknown
    }

    private func evaluateConstant(_ node: NodeID) -> Value {
        switch text(node) {
        case "True", "true": Value(.truth(true))
        case "False", "false": Value(.truth(false))
        default: .unknown
        }
    }

    private func evaluateRegularExpression(_ node: NodeID) -> Value {
        classify(text(node), at: node)
        return .unknown
    }

    private func evaluateUnary(_ node: NodeID) -> Value {
        guard let operand = child(node, 0) else { return .unknown }
        let value = evaluate(operand)
        switch (text(node), value.shape) {
        case ("-", .number(let number)): return Value(.number(0 &- number))
        case ("+", .number): return value
        case ("~", .number(let number)): return Value(.number(~number))
        case ("!", .number(let number)): return Value(.truth(number == 0))
        case ("!", .truth(let truth)), ("not", .truth(let truth)): return Value(.truth(!truth))
        case ("!", .list): return Value(.truth(false))
        default: return Value(labels: value.labels.intersection(.sources))
        }
    }

    private func evaluateAssignment(_ node: NodeID) -> Value {
        let parts = children(node)
        guard let last = parts.last, parts.count > 1 else { return .unknown }
        if kind(last) == .empty {
            for target in parts.dropLast() { declare(target, flags: flags(node)) }
            return .unknown
        }
        let operation = text(node)
        if operation == "=" || operation == ":=" || operation.isEmpty {
            let outer = pendingAssignment
            if !file.isPython, kind(last) == .call || kind(last) == .newExpression {
                pendingAssignment = PendingAssignment(
                    call: last, file: file.pathIndex, targets: parts.dropLast(),
                    declares: flags(node).contains(.declares))
            }
            let value = evaluate(last)
            pendingAssignment = outer
            for target in parts.dropLast() {
                if flags(node).contains(.declares), kind(target) == .name {
                    let hash = hash(of: target)
                    if !scope.names.contains(text(target), hashed: hash) {
                        scope.names[text(target), hashed: hash] = .unknown
                    }
                }
                assign(value, to: target, declares: flags(node).contains(.declares))
            }
            return value
        }
        guard let target = parts.first else { return .unknown }
        if operation == "+=", let value = grown(target, by: last) { return value }
        let saved = literalSilence
        let old = evaluate(target)
        literalSilence = saved
        let added = evaluate(last)
        var value = Value(labels: old.labels.union(added.labels), origin: old.origin)
        if operation == "+=", !isConditional { value = concatenation([old, added]) }
        if operation == "^=" { emit(.decXor, at: node) }
        assign(value, to: target)
        return value
    }

    private func declare(_ target: NodeID, flags: SyntaxFlags) {
        guard kind(target) == .name, flags.contains(.declares), quietDepth == 0 else { return }
        if scope.names[text(target)] == nil { scope.names[text(target)] = .unknown }
    }

    private func evaluateList(_ node: NodeID) -> Value {
        var labels: Labels = []
        var elements: [Value] = []
        var isComplete = true
        var numberCount = 0
        var origin: UInt32 = 0
        let savedSilence = literalSilence
        let parts = childPlaces(node)
        elements.reserveCapacity(min(parts.count, ExtractionLimits.listElements))
        // Long lists of short texts are tables; their classes are looked for in the first hundred.
        for place in parts {
            let part = child(at: place)
            if elements.count == 100, savedSilence == 0 { literalSilence += 1 }
            let value = evaluate(part)
            labels.formUnion(value.labels)
            if case .number = value.shape { numberCount += 1 }
            let isSpread = kind(part) == .spread
            if isSpread { isComplete = value.elements != nil && isComplete }
            if isSpread, let inner = value.elements, canFold(min(inner.count, 1_000) * 8) {
                elements.append(contentsOf: inner.prefix(1_000))
                if origin == 0 { origin = inner.prefix(1_000).first { $0.origin != 0 }?.origin ?? 0 }
            } else {
                if origin == 0 { origin = value.origin }
                elements.append(value)
            }
            if elements.count > ExtractionLimits.listElements { isComplete = false }
        }
        literalSilence = savedSilence
        if numberCount >= 32, numberCount * 10 >= parts.count * 9 { emit(.litIntList, at: node) }
        return Value(isComplete ? .list(elements) : .unknown, labels: labels, origin: origin)
    }

    private func evaluateDictionary(_ node: NodeID) -> Value {
        var labels: Labels = []
        var members: [String: Value] = [:]
        for place in childPlaces(node) {
            let part = child(at: place)
            switch kind(part) {
            case .pair:
                guard let keyNode = child(part, 0), let valueNode = child(part, 1) else { continue }
                let key: String?
                if kind(keyNode) == .string || kind(keyNode) == .number {
                    key = text(keyNode)
                } else {
                    key = evaluate(keyNode).constantText
                }
                let value = evaluate(valueNode)
                if let key {
                    members[key] = value
                    emitOption(key, value, at: part)
                    // Without labels, options pass on nothing whatever they are.
                    if value.labels.isEmpty { continue }
                    // Where a request goes may be configured; what the host's name itself carries is a message.
                    if !file.isPython, Self.places.contains(key), value.constantText != nil || value.knownText == nil {
                        labels.formUnion(value.labels.subtracting(.environment))
                        continue
                    }
                    if Self.carriers.contains(key.lowercased()) {
                        labels.formUnion(value.labels.subtracting([.secret, .environment]))
                        continue
                    }
                }
                labels.formUnion(value.labels)
            case .function: members[text(part)] = define(part)
            default: labels.formUnion(evaluate(part).labels)
            }
        }
        guard quietDepth == 0 else { return Value(labels: labels) }
        objects.append(members)
        return Value(.object(objects.count - 1), labels: labels.intersection(.sources.union(.secretPlace)))
    }

    /// Options through which a request legitimately carries the user's own secrets.
    static let carriers: Set<String> = [
        "headers", "auth", "authorization", "cookies", "cert", "proxies", "proxy", "timeout", "verify",
        "x-api-key", "api_key", "apikey", "token", "access_token", "api-key",
    ]

    private static let places: Set<String> = ["host", "hostname", "port", "protocol", "method", "agent", "family"]

    private func evaluateConditional(_ node: NodeID) -> Value {
        let parts = Array(children(node))
        guard parts.count == 3 else { return evaluateParts(node) }
        if quietDepth > 0, file.isPython, let truth = truth(of: evaluate(parts[0])) {
            return evaluate(parts[truth ? 1 : 2])
        }
        let start = unit.events.count
        _ = evaluate(parts[0])
        if quietDepth == 0,
            unit.events[min(start, unit.events.count)...].contains(where: { $0.behavior == .sysPlatform })
        {
            emit(.ifPlatform, at: node)
        }
        let left = evaluate(parts[1])
        let right = evaluate(parts[2])
        let chosen = left.isUnknown ? right : left
        return chosen.withLabels(left.labels.union(right.labels))
    }

    private func evaluateYield(_ node: NodeID) -> Value {
        guard let operand = child(node, 0) else { return .unknown }
        let value = evaluate(operand)
        if quietDepth == 0, let function { function.result.labels.formUnion(value.labels) }
        return value
    }

    /// What a loop over a value binds.
    func element(of value: Value) -> Value {
        if let first = value.elements?.first { return Value(first.shape, labels: value.labels, origin: value.origin) }
        return Value(labels: value.labels.intersection(.sources.union(.secretPlace)), origin: value.origin)
    }
}
