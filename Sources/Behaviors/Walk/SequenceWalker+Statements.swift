import SourceSyntax

extension SequenceWalker {
    /// Defines the functions that a JavaScript body declares before its statements run.
    func hoistFunctions(in block: NodeID) {
        guard !file.isPython else { return }
        for place in childPlaces(block) {
            var node = child(at: place)
            if kind(node) == .exportDeclaration, let inner = child(node, 0) { node = inner }
            guard kind(node) == .function, !text(node).isEmpty, scope.names[text(node)] == nil else { continue }
            scope.names[text(node)] = define(node)
        }
    }

    /// Walks one statement.
    func walk(_ node: NodeID) {
        switch kind(node) {
        case .module, .block, .elseClause, .finallyClause, .error:
            hoistFunctions(in: node)
            for place in childPlaces(node) { walk(child(at: place)) }
        case .expressionStatement: walkExpressionStatement(node)
        case .function: walkFunctionStatement(node)
        case .classDefinition: _ = defineClass(node)
        case .importDeclaration: walkImport(node)
        case .exportDeclaration: walkExport(node)
        case .ifStatement: walkIf(node)
        case .whileLoop, .forLoop: walkLoop(node)
        case .forEach: walkForEach(node)
        case .tryStatement: walkTry(node)
        case .catchClause: walkBlocks(node)
        case .withStatement: walkWith(node)
        case .switchStatement: walkSwitch(node)
        case .caseClause: walkBranches(node)
        case .returnStatement: walkReturn(node)
        case .raiseStatement: for place in childPlaces(node) { _ = evaluate(child(at: place)) }
        case .keywordStatement: walkKeyword(node)
        case .empty, .typeOnly, .importBinding, .withItem: break
        default: _ = evaluate(node)
        }
    }

    private func walkExpressionStatement(_ node: NodeID) {
        guard let expression = child(node, 0) else { return }
        // A text that stands alone documents something.
        if kind(expression) == .string { return }
        _ = evaluate(expression)
    }

    private func walkFunctionStatement(_ node: NodeID) {
        let name = text(node)
        var value: Value
        if !file.isPython, let hoisted = scope.names[name], hoisted.functionIndex != nil {
            value = hoisted
        } else {
            value = define(node)
        }
        for place in childPlaces(node).dropFirst(2) {
            let decorator = child(at: place)
            guard kind(decorator) == .decorator, let expression = child(decorator, 0) else { continue }
            value = decorate(value, with: expression, at: decorator)
        }
        if !name.isEmpty { assign(value, toName: name) }
    }

    private func walkIf(_ node: NodeID) {
        guard let condition = child(node, 0) else { return }
        let parts = children(node)
        if isMainGuard(condition) {
            walkMainGuard(parts)
            return
        }
        let start = unit.events.count
        _ = evaluate(condition)
        if quietDepth == 0 { emitConditionKind(since: start, at: node) }
        let saved = isConditional
        isConditional = true
        for part in parts.dropFirst() { walk(part) }
        isConditional = saved
    }

    private func emitConditionKind(since start: Int, at node: NodeID) {
        let kinds = unit.events[min(start, unit.events.count)...]
        guard !kinds.isEmpty else { return }
        if kinds.contains(where: { $0.behavior == .sysPlatform }) { emit(.ifPlatform, at: node) }
        if kinds.contains(where: { Self.isEnvironmental($0.behavior) }) { emit(.ifEnvironment, at: node) }
    }

    private static func isEnvironmental(_ behavior: Behavior) -> Bool {
        behavior == .envCi || behavior == .litSandboxWords || behavior == .natAntiDebug || behavior == .sysUser
            || behavior == .sysHost
    }

    /// `__name__ == "__main__"`, `require.main === module`.
    private func isMainGuard(_ condition: NodeID) -> Bool {
        guard kind(condition) == .binary, children(condition).count == 2, let left = child(condition, 0),
            let right = child(condition, 1)
        else { return false }
        if file.isPython {
            return kind(left) == .name && text(left) == "__name__" && kind(right) == .string
                && text(right) == "__main__"
        }
        return kind(left) == .member && text(left) == "main" && kind(right) == .name && text(right) == "module"
    }

    private func walkMainGuard(_ parts: ArraySlice<NodeID>) {
        guard let block = parts.dropFirst().first else { return }
        if file.isMainScript {
            walk(block)
        } else {
            functions.append(
                FunctionRecord(file: file, node: block, scope: scope, ownerClass: nil, name: "main", isOutermost: true))
            file.definedFunctions.append(functions.count - 1)
        }
        for part in parts.dropFirst(2) { walk(part) }
    }

    /// The variables from which a loop of JavaScript can be computed after it was walked.
    ///
    /// Keeping them copies the scope at the loop's first assignment, so that a scope of thousands of names with as many
    /// loops would cost their product: loops that decode stand in small scopes.
    private var namesBeforeLoop: NameTable<Value>? {
        file.isPython || quietDepth > 0 || scope.names.count > 256 ? nil : scope.names
    }

    private func walkLoop(_ node: NodeID) {
        let before = namesBeforeLoop
        let start = unit.events.count
        walkLoopOnce(node)
        if let before { computeLoop(node, before: before, since: start) }
    }

    private func walkLoopOnce(_ node: NodeID) {
        let parts = children(node)
        let saved = isConditional
        if kind(node) == .forLoop {
            let condition = child(node, 1)
            if let initializer = parts.first { walk(initializer) }
            if let condition, kind(condition) == .empty { emit(.loopForever, at: node) }
            isConditional = true
            if let condition { _ = evaluate(condition) }
            if let body = child(node, 3) { walk(body) }
            if let step = child(node, 2) { _ = evaluate(step) }
        } else {
            if let condition = parts.first {
                let value = evaluate(condition)
                if isAlwaysTrue(value) { emit(.loopForever, at: node) }
            }
            isConditional = true
            for part in parts.dropFirst() { walk(part) }
        }
        isConditional = saved
    }

    private func isAlwaysTrue(_ value: Value) -> Bool {
        switch value.shape {
        case .truth(let truth): truth
        case .number(let number): number != 0
        default: false
        }
    }

    private func walkForEach(_ node: NodeID) {
        let parts = children(node)
        guard let target = parts.first, let iterable = child(node, 1) else { return }
        let outer = namesBeforeLoop
        let start = unit.events.count
        defer { if let outer { computeLoop(node, before: outer, since: start) } }
        let value = evaluate(iterable)
        if case .instance = value.shape {
            enterForBuiltIn("for", [Argument(name: nil, value: value, node: iterable)], at: node)
        }
        let saved = isConditional
        let items = parts.count == 3 ? computableItems(of: value, body: parts[parts.startIndex + 2]) : nil
        let before = items == nil ? NameTable() : scope.names
        let bodyStart = unit.events.count
        isConditional = true
        assign(loopElement(of: value), to: target)
        for part in parts.dropFirst(2) { walk(part) }
        isConditional = saved
        if let items { computeLoop(node, over: items, before: before, since: bodyStart) }
    }

    private func walkTry(_ node: NodeID) {
        let start = unit.events.count
        let saved = isConditional
        isConditional = true
        for place in childPlaces(node) {
            let part = child(at: place)
            let before = unit.events.count
            walk(part)
            if kind(part) == .catchClause, quietDepth == 0, before > start, swallows(part),
                unit.events[start..<min(before, unit.events.count)].contains(where: { $0.behavior.isActing })
            {
                emit(.excSwallow, at: part)
            }
        }
        isConditional = saved
    }

    /// Whether a catch clause catches everything and does nothing.
    private func swallows(_ node: NodeID) -> Bool {
        guard let type = child(node, 0), let block = child(node, 1) else { return false }
        if file.isPython, kind(type) != .empty, !["Exception", "BaseException"].contains(text(type)) { return false }
        return children(block).allSatisfy { statement in
            let statementKind = kind(statement)
            return statementKind == .empty || statementKind == .keywordStatement
                || statementKind == .returnStatement && children(statement).isEmpty
        }
    }

    private func walkBlocks(_ node: NodeID) {
        let name = text(node)
        if !name.isEmpty { scope.names[name] = .unknown }
        for part in children(node) where kind(part) == .block { walk(part) }
    }

    /// A `case` of Python whose pattern is a name binds the subject to it.
    private func walkSwitch(_ node: NodeID) {
        let saved = isConditional
        isConditional = true
        let parts = children(node)
        let subject = parts.first.map(evaluate) ?? .unknown
        for clause in parts.dropFirst() {
            if file.isPython, let pattern = child(clause, 0) {
                switch kind(pattern) {
                case .name where text(pattern) != "_": assign(subject, to: pattern)
                case .assignment:
                    if let target = child(pattern, 0), kind(target) == .name { assign(subject, to: target) }
                default: break
                }
            }
            walk(clause)
        }
        isConditional = saved
    }

    private func walkBranches(_ node: NodeID) {
        let saved = isConditional
        isConditional = true
        for place in childPlaces(node) { walk(child(at: place)) }
        isConditional = saved
    }

    private func walkReturn(_ node: NodeID) {
        guard let expression = child(node, 0) else { return }
        let value = evaluate(expression)
        guard quietDepth == 0, let function else { return }
        let labels = function.result.labels.union(value.labels)
        if function.result.isUnknown { function.result = value }
        function.result.labels = labels
    }

    private func walkKeyword(_ node: NodeID) {
        let keyword = text(node)
        if keyword == "global" || keyword == "nonlocal" {
            for part in children(node) { scope.addGlobal(text(part)) }
            return
        }
        for place in childPlaces(node) { walk(child(at: place)) }
    }

    private func walkExport(_ node: NodeID) {
        let source = text(node)
        let exported = file.exportsObject
        if !source.isEmpty {
            let module = importModule(source, at: node)
            for binding in children(node) where kind(binding) == .importBinding {
                let value = text(binding) == "*" ? module : member(text(binding), of: module)
                if let local = child(binding, 0) { setMember(text(local), of: exported, to: value) }
            }
            return
        }
        for part in children(node) {
            if kind(part) == .importBinding {
                let value = lookUp(text(part)) ?? .unknown
                if let local = child(part, 0) { setMember(text(local), of: exported, to: value) }
                continue
            }
            walkExported(part, isDefault: flags(node).contains(.isDefault), exports: exported)
        }
    }

    private func walkExported(_ node: NodeID, isDefault: Bool, exports: Int) {
        switch kind(node) {
        case .function, .classDefinition:
            let name = text(node)
            var value: Value
            if kind(node) == .function {
                value = (name.isEmpty ? nil : scope.names[name]) ?? define(node)
                if !name.isEmpty { scope.names[name] = value }
            } else {
                value = defineClass(node)
            }
            setMember(isDefault ? "default" : name, of: exports, to: value)
        case .assignment:
            let value = evaluate(node)
            if let target = child(node, 0), kind(target) == .name { setMember(text(target), of: exports, to: value) }
        default:
            let value = evaluate(node)
            if isDefault { setMember("default", of: exports, to: value) } else { walkDeclared(node, exports: exports) }
        }
    }

    /// Exports the names that nested declarations of one statement bound.
    private func walkDeclared(_ node: NodeID, exports: Int) {
        for part in children(node) where kind(part) == .assignment {
            if let target = child(part, 0), kind(target) == .name, let value = lookUp(text(target)) {
                setMember(text(target), of: exports, to: value)
            }
        }
    }

    func setMember(_ name: String, of object: Int, to value: Value) {
        guard objects.indices.contains(object), quietDepth == 0 else { return }
        objects[object][name] = value
    }
}
