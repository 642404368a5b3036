import SourceSyntax

// Where the walk lets its machine compute what text of the package only computes from constants.
extension SequenceWalker {
    /// The result of a local function that gives a constant for constants, as decoders of string tables do.
    ///
    /// Its body is walked once for its events, unless running it changed variables around it, as table functions do that
    /// replace themselves: then the machine alone knows what they are.
    func computedCall(of index: Int, _ arguments: [Argument], receiver: Value?, at node: NodeID) -> Value? {
        let record = functions[index]
        let machine = machine
        let source = record.file
        guard !source.isPython, !arguments.isEmpty, arguments.count <= 8, record.failedComputations < 2,
            arguments.contains(where: { $0.value.number != nil || $0.value.constantText != nil }),
            record.hasComputed || source.isMachineMade || machine.wastedSteps < ExtractionLimits.wastedSteps,
            fits(record)
        else { return nil }
        let call = ComputedCall(index, arguments)
        if let call, record.hasComputed, let known = machine.knownResult(call) {
            if !record.isEntered, quietDepth == 0 {
                walkBody(of: record, arguments: arguments, receiver: receiver, at: node)
            }
            return seen(known, at: node)
        }
        let given = arguments.map { machine.computed($0.value) }
        for value in given { if case .unknown = value { return nil } }
        guard let function = machine.function(index) else { return nil }
        let isTrusted = record.hasComputed || source.isMachineMade
        let writes = machine.outerWrites
        var isReplaced = false
        let known =
            source.layerSource == nil
            ? ExtractionLimits.computingStepsOfCall : ExtractionLimits.computingStepsInLayer
        let limit = isTrusted ? known : ExtractionLimits.computingStepsOfTrial
        let result = machine.compute(
            within: limit, in: source, scope: record.scope, isHidden: source.isMachineMade
        ) { machine throws(ComputingHalt) in
            var callee = function
            let hash = nameHash(record.name)
            if !record.name.isEmpty, case .function(let current) = try machine.value(of: record.name, hashed: hash) {
                callee = current
                isReplaced = current !== function
            }
            return try machine.call(callee, given, receiver: .undefined)
        }
        let value = result.map { machine.walked($0) } ?? .unknown
        guard !value.isUnknown, machine.foundCode.isEmpty || quietDepth == 0 else {
            record.failedComputations += 1
            runFoundCode(at: node)
            return nil
        }
        // Many functions are called once only: what the first call gave is computed again by an equal one.
        let wasCalled = record.hasComputed
        record.hasComputed = true
        if wasCalled, let call, !isReplaced, machine.foundCode.isEmpty, machine.outerWrites == writes {
            machine.keep(value, of: call)
        }
        if !record.isEntered, quietDepth == 0 {
            if machine.outerWrites == writes, !isReplaced {
                walkBody(of: record, arguments: arguments, receiver: receiver, at: node)
            } else {
                record.isEntered = true
            }
        }
        runFoundCode(at: node)
        return seen(value, at: node)
    }

    /// A computed value as the text of a call: its classes, and its code if it is code.
    private func seen(_ value: Value, at node: NodeID) -> Value {
        guard let text = value.constantText else { return value }
        guard text.utf8.count >= 3 else { return value.withLabels(.hidden) }
        return revealed(text, labels: [.hidden, .decoded], at: node)
    }

    private func runFoundCode(at node: NodeID) {
        let found = machine.foundCode
        machine.foundCode = []
        guard quietDepth == 0 else { return }
        for text in found {
            emit(.codeFunction, at: node)
            emit(.flowDecToExec, at: node)
            runCode(.text(text, labels: .hidden), isPython: false, at: node)
        }
    }

    /// Whether a call is the one that turns a table of strings until a sum fits; then it was computed.
    func rotates(_ function: NodeID, of call: NodeID) -> Bool {
        guard quietDepth == 0, !file.isPython, let table = child(call, 1), let sum = child(call, 2),
            kind(table) == .name, [.number, .binary, .unary].contains(kind(sum)),
            rotations < ExtractionLimits.rotations, mentions(["push", "shift"], in: function)
        else { return false }
        rotations += 1
        machine.noteChange()
        let limit = ExtractionLimits.computingStepsOfRotation
        let result = machine.compute(within: limit, in: file, scope: scope, isHidden: true) {
            machine throws(ComputingHalt) in
            try machine.evaluate(call)
        }
        machine.foundCode = []
        if result != nil { file.isMachineMade = true }
        return result != nil
    }

    /// Whether all these names or texts stand in a subtree, whose nodes lie before it in the arena.
    private func mentions(_ words: Set<String>, in node: NodeID) -> Bool {
        var missing = words
        let start = file.tree.nodes[Int(node.index)].start
        var index = Int(node.index)
        while index > 0, !missing.isEmpty {
            index -= 1
            guard file.tree.nodes[index].start >= start else { break }
            switch file.tree.nodes[index].kind {
            case .member, .string: missing.remove(file.tree.texts[Int(file.tree.nodes[index].textIndex)])
            default: continue
            }
        }
        return missing.isEmpty
    }

    /// The first argument of a call, or the last of a function's maker, computed where it stands; nil when it is not
    /// constant.
    func computedArgument(of call: NodeID) -> Value? {
        guard quietDepth == 0, kind(call) == .call || kind(call) == .newExpression,
            let argument = child(call, 1), machine.wastedSteps < 2 * ExtractionLimits.wastedSteps
        else { return nil }
        switch kind(argument) {
        case .name, .call, .binary, .template, .member, .subscription, .conditional, .sequence: break
        default: return nil
        }
        // What unpacks itself inside `eval` gives the whole payload in one go, however ordinary the rest of the file.
        let unpacks = kind(argument) == .call && child(argument, 0).map { kind($0) == .function } == true
        let limit = unpacks ? ExtractionLimits.computingStepsInLayer : ExtractionLimits.computingStepsOfCall
        machine.noteChange()
        let result = machine.compute(within: limit, in: file, scope: scope, isHidden: unpacks || file.isMachineMade) {
            machine throws(ComputingHalt) in
            try machine.evaluate(argument)
        }
        runFoundCode(at: call)
        guard let result, case .text = result else { return nil }
        return machine.walked(result).withLabels([.hidden, .decoded])
    }

    /// Runs a loop over character codes that was walked, and gives the variables that it set their values.
    func computeLoop(_ node: NodeID, before: NameTable<Value>, since start: Int) {
        guard quietDepth == 0, !file.isPython, unit.events.count > start,
            unit.events[start...].contains(where: { $0.behavior == .decCharCode || $0.behavior == .decXor }),
            machine.wastedSteps < 2 * ExtractionLimits.wastedSteps
        else { return }
        let inner = Scope(parent: scope.parent)
        inner.names = before
        let limit = ExtractionLimits.computingStepsOfCall
        let environment = machine.environment(for: inner)
        machine.noteChange()
        let result = machine.compute(within: limit, in: file, scope: inner, isHidden: file.isMachineMade) {
            machine throws(ComputingHalt) in
            try machine.run(node)
        }
        guard result != nil else { return }
        for (name, value) in environment.names.pairs.sorted(by: { $0.key < $1.key }) where before[name] != nil {
            let known = machine.walked(value)
            guard !known.isUnknown, let old = scope.names[name] else { continue }
            let new = known.constantText == nil ? known : seen(known, at: node)
            scope.names[name] = new.withLabels(old.labels.intersection(.sources))
        }
    }

    /// Runs a script that hardly has letters, whose last step is to make a function of the text that it put together.
    func runSymbols() {
        guard quietDepth == 0 else { return }
        let root = file.tree.root
        let limit = ExtractionLimits.computingSteps / 2
        // Its variables are its own; the walk has read them without their meaning.
        machine.noteChange()
        _ = machine.compute(within: limit, in: file, scope: Scope(parent: nil), isHidden: true) {
            machine throws(ComputingHalt) in
            try machine.run(root)
        }
        runFoundCode(at: root)
    }

    /// Walks a function again that does nothing but call what it is given: `(f, x) => f(x)`.
    func forwarded(_ record: FunctionRecord, _ arguments: [Argument], receiver: Value?, at node: NodeID) -> Value? {
        guard !record.file.isPython, !record.file.isReleased, !record.file.tree.nodes.isEmpty,
            arguments.contains(where: { $0.value.node != nil || $0.value.functionIndex != nil }),
            record.file.tree.nodes[Int(record.node.index)].kind == .function, foldingSteps < foldingLimit
        else { return nil }
        let tree = record.file.tree
        let parts = tree.children(of: record.node)
        guard parts.count >= 2, let list = parts.first else { return nil }
        var body = parts[parts.startIndex + 1]
        if tree.kind(body) == .block {
            guard tree.children(of: body).count == 1, let only = tree.children(of: body).first,
                tree.kind(only) == .returnStatement, let value = tree.children(of: only).first
            else { return nil }
            body = value
        }
        guard tree.kind(body) == .call, tree[body].height <= 3, tree.children(of: body).count <= 6,
            let callee = tree.children(of: body).first, tree.kind(callee) == .name,
            tree.children(of: list).contains(where: { parameter in
                tree.children(of: parameter).first.map { tree.text($0) == tree.text(callee) } ?? false
            }), fits(record)
        else { return nil }
        foldingSteps += 16
        record.result = .unknown
        walkBody(of: record, arguments: arguments, receiver: receiver, at: node)
        var result = record.result
        if !isUncalled { result.labels.remove(.parameter) }
        return result
    }
}
