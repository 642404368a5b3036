import SourceSyntax

extension SequenceWalker {
    // MARK: Defining

    /// Makes a function known; its body is walked where it is called.
    func define(_ node: NodeID) -> Value {
        guard quietDepth == 0 else { return .unknown }
        if file.isPython, let parameters = child(node, 0) {
            // Defaults are computed when the function is defined.
            for place in childPlaces(parameters) {
                if let value = child(child(at: place), 1) { _ = evaluate(value) }
            }
        }
        if !file.isPython, let parameters = child(node, 0), kind(parameters) == .parameterList {
            for place in childPlaces(parameters) {
                for place in childPlaces(child(at: place)) where kind(child(at: place)) == .decorator {
                    _ = evaluate(child(at: place))
                }
            }
        }
        let isOutermost = function == nil
        let record = FunctionRecord(
            file: file, node: node, scope: scope, ownerClass: ownerClass, name: text(node), isOutermost: isOutermost)
        if flags(node).contains(.isArrow) { record.boundReceiver = receiver }
        functions.append(record)
        file.definedFunctions.append(functions.count - 1)
        return Value(.function(functions.count - 1))
    }

    func defineClass(_ node: NodeID) -> Value {
        guard quietDepth == 0 else { return .unknown }
        let record = ClassRecord(name: text(node), inherited: inheritedMembers)
        classes.append(record)
        let index = classes.count - 1
        var metaclass: Value?
        if let bases = child(node, 0) {
            for base in children(bases) {
                if kind(base) == .keywordArgument {
                    let value = evaluate(base)
                    if text(base) == "metaclass" { metaclass = value }
                    continue
                }
                let value = evaluateBase(base)
                record.addBase(value)
                if isInstallCommand(value), !record.isInstallCommand {
                    record.isInstallCommand = true
                    waitingInstallCommands.append(index)
                }
            }
        }
        let value = Value(.classType(index))
        if !text(node).isEmpty { assign(value, toName: text(node)) }
        let savedScope = scope
        let savedClass = ownerClass
        scope = Scope(parent: savedScope)
        ownerClass = index
        if let block = child(node, 1) {
            record.reserve(min(children(block).count, 16))
            for statement in children(block) { walkMember(statement, of: index) }
        }
        record.addMembers(of: scope)
        record.trim()
        scope = savedScope
        ownerClass = savedClass
        enterClassHooks(of: index, metaclass: metaclass, at: node)
        for decorator in children(node).dropFirst(2) where kind(decorator) == .decorator {
            if let expression = child(decorator, 0) { _ = decorate(value, with: expression, at: decorator) }
        }
        return value
    }

    private func walkMember(_ statement: NodeID, of index: Int) {
        if kind(statement) == .function {
            let name = text(statement)
            let hash = hash(of: statement)
            var value = define(statement)
            for decorator in children(statement).dropFirst(2) where kind(decorator) == .decorator {
                guard let expression = child(decorator, 0) else { continue }
                if kind(expression) == .call || file.isPython, kind(expression) == .name {
                    _ = decorate(value, with: expression, at: decorator)
                }
            }
            let traits = methodTraits(statement)
            if let method = value.functionIndex {
                classes[index].methods.append(method)
                functions[method].isProperty = traits.isProperty
            }
            guard !traits.isSetter else { return }
            value.labels = []
            classes[index].setMember(name, hashed: hash, to: value)
            scope.names[name, hashed: hash] = value
            return
        }
        walk(statement)
    }

    private func isInstallCommand(_ value: Value) -> Bool {
        switch value.shape {
        case .name(let node): file.catalogue.isInstallCommand(node)
        case .classType(let index): classes[index].isInstallCommand
        default: false
        }
    }

    /// The installer calls the methods of command classes, `run` first; whatever `setup()` was given.
    func enterInstallCommands(at node: NodeID) {
        guard phase == .install, file.isPython, quietDepth == 0, !waitingInstallCommands.isEmpty else { return }
        let waiting = waitingInstallCommands
        waitingInstallCommands = []
        for index in waiting {
            let methods = classes[index].methods.filter { !functions[$0].isEntered }
            guard !methods.isEmpty else { continue }
            let start = unit.events.count
            emit(.hookClass, at: node)
            let order = methods.filter { functions[$0].name == "run" } + methods.filter { functions[$0].name != "run" }
            for method in order where !functions[method].isEntered {
                _ = enter(method, arguments: [], receiver: Value(.instance(index)), at: node)
            }
            if unit.events.count == start + 1 { unit.dropLast() }
        }
    }

    // MARK: Entering

    /// Walks a function that nothing called, its arguments standing for a caller's.
    func enterUncalled(_ index: Int) {
        let record = functions[index]
        let receiver = record.ownerClass.map { Value(.instance($0)) }
        walkBody(of: record, arguments: nil, receiver: receiver ?? record.boundReceiver, at: record.node)
    }

    /// Enters a function given to something that will call it; its parameters have the labels of what calls it.
    @discardableResult
    func enterCallback(_ index: Int, labels: Labels, at node: NodeID) -> Value {
        let argument = Value(labels: placed(labels, at: node))
        let arguments = (0..<3).map { _ in Argument(name: nil, value: argument, node: node) }
        return enter(index, arguments: arguments, receiver: functions[index].boundReceiver, at: node)
    }

    /// Calls a local function: walks it at its first call, then only says what its arguments and result mean.
    func enter(_ index: Int, arguments: [Argument], receiver: Value?, at node: NodeID) -> Value {
        if let value = computedCall(of: index, arguments, receiver: receiver, at: node) { return value }
        guard quietDepth == 0 else { return computedCall(index, arguments) ?? .unknown }
        let result = enterWalking(index, arguments: arguments, receiver: receiver, at: node)
        guard arguments.contains(where: { $0.value.constantText != nil || $0.value.elements != nil }),
            let computed = computedCall(index, arguments)
        else { return result }
        let labels = result.labels.union(computed.labels)
        guard let text = computed.constantText, text.utf8.count >= 3, functions[index].decodes,
            result.constantText != text || functions[index].isReentered
        else { return Value(computed.shape, labels: labels, origin: result.origin) }
        return revealed(text, labels: labels.union(.decoded), at: node)
    }

    /// Enters a function whose arguments may name places of credentials, and which may open them.
    private func enterWalking(_ index: Int, arguments: [Argument], receiver: Value?, at node: NodeID) -> Value {
        let record = functions[index]
        var passed: Labels = []
        for argument in arguments { passed.formUnion(argument.value.labels.intersection(.sources)) }
        if record.taker >= 0 {
            functions[Int(record.taker)].callsArguments = true
            functions[Int(record.taker)].handed.formUnion(passed.subtracting(.parameter))
        }
        if let value = loaded(record, arguments, receiver: receiver, at: node) { return value }
        if record.isEntered, let value = forwarded(record, arguments, receiver: receiver, at: node) { return value }
        if record.isEntered {
            record.isReentered = true
            if record.opensParameter, arguments.contains(where: { $0.value.labels.contains(.secretPlace) }) {
                passed.insert(.secret)
            }
            for argument in arguments {
                passed.formUnion(callKnownArgument(argument, labels: record.handed, at: node))
                // What it gave to the function of its first call, it gives to this one.
                if record.callsArguments, let callback = argument.value.functionIndex, !functions[callback].isEntered {
                    enterCallback(callback, labels: record.handed, at: argument.node)
                }
            }
            for sink in [ReachedSinks.execute, .process, .send, .write, .load] where record.sinks.contains(sink) {
                let labels = passed.subtracting(.parameter)
                for flow in flows(of: labels, into: sink) {
                    emitFlow(flow.behavior, from: labels.place(of: flow.source), at: node)
                }
                if passed.contains(.parameter) { reach(sink) }
            }
            var result = record.result
            result.labels = result.labels.subtracting(.parameter).union(passed)
            return result
        }
        guard fits(record) else { return Value(labels: passed) }
        for callback in arguments.compactMap(\.value.functionIndex) where functions[callback].taker < 0 {
            functions[callback].taker = Int32(truncatingIfNeeded: index)
        }
        walkBody(of: record, arguments: arguments, receiver: receiver, at: node)
        noteFirstModule(record, arguments)
        if passed.contains(.parameter) {
            for sink in [ReachedSinks.execute, .process, .send, .write, .load] where record.sinks.contains(sink) {
                reach(sink)
            }
        }
        var result = record.result
        result.labels.formUnion(passed.intersection(result.labels.contains(.parameter) ? .sources : []))
        if !isUncalled { result.labels.remove(.parameter) }
        if result.isUnknown, case .unknown = result.shape { result.labels.formUnion(passed.subtracting(.parameter)) }
        return result
    }

    func fits(_ record: FunctionRecord) -> Bool {
        guard !record.file.tree.nodes.isEmpty else { return false }
        return nestedHeight + Int(record.file.tree.nodes[Int(record.node.index)].height)
            <= ExtractionLimits.nestedHeight
    }

    func walkBody(of record: FunctionRecord, arguments: [Argument]?, receiver: Value?, at node: NodeID) {
        guard !record.file.isReleased, fits(record) else { return }
        record.isEntered = true
        let saved = (file, scope, function, ownerClass, self.receiver, isUncalled, isConditional)
        let savedCounters = (literalSilence, isInCommand, nestedHeight)
        file = record.file
        scope = Scope(parent: record.scope)
        function = record
        ownerClass = nil
        self.receiver = receiver
        isUncalled =
            arguments == nil || isUncalled && arguments?.contains { $0.value.labels.contains(.parameter) } == true
        isConditional = false
        literalSilence = 0
        isInCommand = false
        nestedHeight += Int(file.tree.nodes[Int(record.node.index)].height)
        let start = unit.events.count
        if kind(record.node) == .function {
            bindParameters(of: record, arguments: arguments, receiver: receiver)
            walkFunctionBody(record)
        } else {
            scope = record.scope
            walk(record.node)
        }
        record.decodes = unit.events[min(start, unit.events.count)...].contains { Self.decoders.contains($0.behavior) }
        if record.isOutermost, unit.events.count > start {
            unit.addFunction(named: qualifiedName(of: record), from: start)
        }
        (file, scope, function, ownerClass, self.receiver, isUncalled, isConditional) = saved
        (literalSilence, isInCommand, nestedHeight) = savedCounters
    }

    private func qualifiedName(of record: FunctionRecord) -> String {
        let name = record.name.isEmpty ? "anonymous" : record.name
        guard let owner = record.ownerClass, !classes[owner].name.isEmpty else { return name }
        return "\(classes[owner].name).\(name)"
    }

    private func walkFunctionBody(_ record: FunctionRecord) {
        guard let body = child(record.node, 1) else { return }
        if kind(body) == .block {
            walk(body)
        } else {
            let value = evaluate(body)
            record.result = value
        }
    }

    private func bindParameters(of record: FunctionRecord, arguments: [Argument]?, receiver: Value?) {
        guard let list = child(record.node, 0) else { return }
        var parameters = childPlaces(list)[...]
        if file.isPython, record.ownerClass != nil, let first = parameters.first,
            let target = child(child(at: first), 0), isReceiverName(text(target))
        {
            scope.names[text(target)] = receiver ?? record.ownerClass.map { Value(.instance($0)) } ?? .unknown
            parameters = parameters.dropFirst()
        }
        var positional = arguments ?? []
        if positional.contains(where: { $0.name != nil }) { positional.removeAll { $0.name != nil } }
        var position = 0
        for place in parameters {
            let parameter = child(at: place)
            guard let target = child(parameter, 0) else { continue }
            var value = Value.unknown
            if flags(parameter).contains(.spread) {
                let rest = arguments?.dropFirst(position) ?? []
                value = Value(
                    labels: rest.reduce(into: Labels()) { $0.formUnion($1.value.labels) }.intersection(.sources))
            } else if let named = arguments?.first(where: { $0.name != nil && $0.name == text(target) }) {
                value = named.value
            } else if position < positional.count {
                value = positional[position].value
                position += 1
            } else if let defaultNode = child(parameter, 1), kind(defaultNode) != .decorator {
                value = file.isPython ? defaultValue(defaultNode) : evaluate(defaultNode)
            }
            value.labels.insert(.parameter)
            // Elsewhere declaring the target does this.
            if quietDepth > 0, kind(target) == .name { scope.names[text(target), hashed: hash(of: target)] = .unknown }
            assign(value, to: target, declares: true)
        }
    }

    private func isReceiverName(_ name: String) -> Bool {
        switch name {
        case "self", "cls", "klass", "mcs": true
        default: false
        }
    }

    /// A default's value without its events, which came when the function was defined.
    private func defaultValue(_ node: NodeID) -> Value {
        if kind(node) == .member, let object = child(node, 0), kind(object) == .string,
            let method = boundMethod(text(node), of: .text(text(object)))
        {
            return method
        }
        quietDepth += 1
        defer { quietDepth -= 1 }
        return evaluate(node)
    }

    /// Makes an instance of a local class, entering its constructor.
    func construct(_ index: Int, arguments: [Argument], at node: NodeID) -> Value {
        guard quietDepth == 0 else { return .unknown }
        let instance = Value(.instance(index))
        let names = file.isPython ? ["__new__", "__init__", "__post_init__", "__del__"] : ["constructor"]
        for name in names {
            guard case .function(let method) = member(name, of: instance).shape else { continue }
            _ = enter(method, arguments: arguments, receiver: instance, at: node)
        }
        let labels = arguments.reduce(into: Labels()) { $0.formUnion($1.value.labels) }.intersection(.sources)
        // `class T(Thread)`: starting it runs `run`.
        for base in classes[index].bases {
            if let known = base.node, let effect = file.catalogue.call(known), effect.form == .thread {
                emit(effect.behaviors, at: node)
                if let run = classes[index].members["run"]?.functionIndex {
                    _ = enter(run, arguments: [], receiver: instance, at: node)
                }
            }
        }
        return instance.withLabels(labels)
    }

    /// A function's own argument reached a sink.
    func reach(_ sink: ReachedSinks) { function?.sinks.insert(sink) }
}
