import SourceSyntax

// Ways of compilers and bundlers: tables of modules, functions as classes, members behind getters.
extension SequenceWalker {
    /// The entry of an object at a constant key; at an unknown key when it has a single entry, as the tables that
    /// bundlers make for each module.
    func entry(of object: Int, at key: Value) -> Value? {
        guard objects.indices.contains(object) else { return nil }
        if let number = key.number { return objects[object][String(number)] }
        if key.isUnknown, objects[object].count == 1, let only = objects[object].first?.value,
            only.functionIndex != nil
        {
            return only
        }
        return nil
    }

    /// A function that calls or reads the entry of a table at its own argument loads modules: every constant it is called
    /// with is another one.
    func noteLoader(_ entry: Value, _ key: Value) {
        guard key.labels.contains(.parameter), quietDepth == 0, let function, function.loadedModules == nil,
            entry.functionIndex != nil || entry.elements?.first?.functionIndex != nil
        else { return }
        function.loadedModules = [:]
        function.loadedModules?[Self.moduleKey(key)] = .unknown
    }

    private static func moduleKey(_ value: Value) -> String {
        value.constantText ?? value.number.map { String($0) } ?? ""
    }

    /// The first walk of a loader shows that it is one; what it gave belongs to its argument.
    func noteFirstModule(_ record: FunctionRecord, _ arguments: [Argument]) {
        guard record.loadedModules != nil, let first = arguments.first else { return }
        record.loadedModules?[Self.moduleKey(first.value)] = record.result
    }

    /// The module that a loader gives: each constant is walked once, in place; a module that is still loading is empty,
    /// as it is at run time.
    func loaded(_ record: FunctionRecord, _ arguments: [Argument], receiver: Value?, at node: NodeID) -> Value? {
        guard !record.file.isPython, record.isEntered, let known = record.loadedModules, let first = arguments.first
        else {
            return nil
        }
        let key = Self.moduleKey(first.value)
        guard !key.isEmpty else { return nil }
        if let module = known[key], !module.isUnknown { return module }
        guard known[key] == nil, known.count < ExtractionLimits.bundledModules, !record.file.isReleased, fits(record)
        else { return known[key] }
        record.loadedModules?[key] = .unknown
        let outer = record.result
        record.result = .unknown
        walkBody(of: record, arguments: arguments, receiver: receiver, at: node)
        var result = record.result
        result.labels.remove(.parameter)
        record.result = outer.isUnknown ? result : outer
        record.loadedModules?[key] = result
        return result
    }

    /// `new F()` of a function: an object with what its prototype has, then what its body sets.
    func construct(ofFunction index: Int, _ arguments: [Argument], at node: NodeID) -> Value {
        guard quietDepth == 0 else { return .unknown }
        objects.append(functions[index].members)
        let instance = Value(.object(objects.count - 1))
        let result = enter(index, arguments: arguments, receiver: instance, at: node)
        return result.isUnknown ? instance.withLabels(result.labels) : result
    }

    /// A member that is a getter is called when it is read.
    func accessed(_ value: Value, of base: Value, at node: NodeID) -> Value {
        guard quietDepth == 0, !file.isPython, let index = value.functionIndex, functions.indices.contains(index) else {
            return value
        }
        let record = functions[index]
        guard !record.file.tree.nodes.isEmpty, record.file.tree[record.node].flags.contains(.isAccessor) else {
            return value
        }
        return enter(index, arguments: [], receiver: base, at: node)
    }

    /// What a getter gives now: compilers define those of re-exports before they require what stands behind.
    func late(_ getter: Int) -> Value {
        guard quietDepth == 0, functions.indices.contains(getter), foldingSteps < foldingLimit else {
            return .unknown
        }
        let record = functions[getter]
        guard !record.file.isReleased, !record.file.tree.nodes.isEmpty, record.file.tree[record.node].height <= 6,
            fits(record)
        else { return .unknown }
        foldingSteps += 16
        record.result = .unknown
        walkBody(of: record, arguments: [], receiver: nil, at: record.node)
        return record.result
    }
}
