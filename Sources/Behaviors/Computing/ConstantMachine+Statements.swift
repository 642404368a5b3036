import SourceSyntax

extension ConstantMachine {
    // Straight from the arrays, as in the walk: the tree's own methods would retain and release all of its parts.

    func kind(_ node: NodeID) -> SyntaxKind { file.tree.nodes[Int(node.index)].kind }

    func text(_ node: NodeID) -> String { file.tree.texts[Int(file.tree.nodes[Int(node.index)].textIndex)] }

    func hash(of node: NodeID) -> UInt64 { file.hash(ofText: Int(file.tree.nodes[Int(node.index)].textIndex)) }

    func children(_ node: NodeID) -> ArraySlice<NodeID> {
        let node = file.tree.nodes[Int(node.index)]
        let first = Int(node.firstChild)
        return file.tree.children[first..<first + Int(node.childCount)]
    }

    func child(_ node: NodeID, _ offset: Int) -> NodeID? {
        let node = file.tree.nodes[Int(node.index)]
        guard offset < Int(node.childCount) else { return nil }
        return file.tree.children[Int(node.firstChild) + offset]
    }

    /// Makes the functions known that a body declares.
    func hoist(_ block: NodeID) {
        for statement in children(block) where kind(statement) == .function && !text(statement).isEmpty {
            environment.names[text(statement), hashed: hash(of: statement)] = .function(
                ComputedFunction(memory, file: file, node: statement, environment: environment))
        }
    }

    func runBlock(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        hoist(node)
        for statement in children(node) {
            let completion = try run(statement)
            if case .normal = completion { continue }
            return completion
        }
        return .normal
    }

    func run(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        try spend()
        switch kind(node) {
        case .block, .module, .elseClause, .finallyClause: return try runBlock(node)
        case .expressionStatement:
            if let expression = child(node, 0) { _ = try evaluate(expression) }
        case .function, .empty, .typeOnly: break
        case .ifStatement:
            guard let condition = child(node, 0) else { return .normal }
            if isTrue(try evaluate(condition)) {
                if let block = child(node, 1) { return try run(block) }
            } else if let other = child(node, 2) {
                return try run(other)
            }
        case .whileLoop: return try runWhile(node)
        case .forLoop: return try runFor(node)
        case .forEach: return try runForEach(node)
        case .returnStatement:
            return .returned(try child(node, 0).map { node throws(ComputingHalt) in try evaluate(node) } ?? .undefined)
        case .raiseStatement:
            thrownValue = try child(node, 0).map { node throws(ComputingHalt) in try evaluate(node) } ?? .undefined
            throw .thrown
        case .tryStatement: return try runTry(node)
        case .switchStatement: return try runSwitch(node)
        case .keywordStatement:
            switch text(node) {
            case "break": return .broke
            case "continue": return .continued
            case "debugger": break
            default: for part in children(node) { return try run(part) }
            }
        case .classDefinition, .importDeclaration, .exportDeclaration, .withStatement, .error: throw .notConstant
        default: _ = try evaluate(node)
        }
        return .normal
    }

    private func runWhile(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        guard let condition = child(node, 0), let body = child(node, 1) else { return .normal }
        // A `do` loop is written body first.
        var isFirst = file.tree.nodes[Int(condition.index)].start > file.tree.nodes[Int(body.index)].start
        while true {
            if !isFirst {
                guard isTrue(try evaluate(condition)) else { return .normal }
            }
            isFirst = false
            switch try run(body) {
            case .normal, .continued: break
            case .broke: return .normal
            case .returned(let value): return .returned(value)
            }
        }
    }

    private func runFor(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        guard let start = child(node, 0), let condition = child(node, 1), let step = child(node, 2),
            let body = child(node, 3)
        else { return .normal }
        if kind(start) != .empty { _ = try run(start) }
        while true {
            if kind(condition) != .empty {
                guard isTrue(try evaluate(condition)) else { return .normal }
            }
            switch try run(body) {
            case .normal, .continued: break
            case .broke: return .normal
            case .returned(let value): return .returned(value)
            }
            if kind(step) != .empty { _ = try evaluate(step) }
            try spend()
        }
    }

    private func runForEach(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        guard let target = child(node, 0), let source = child(node, 1), let body = child(node, 2) else {
            return .normal
        }
        var items: [ComputedValue] = []
        let value = try evaluate(source)
        let isIn = text(node) == "in"
        switch value {
        case .array(let array):
            items = isIn ? array.elements.indices.map { .text(String($0)) } : array.elements
        case .text(let units):
            items = isIn ? units.indices.map { .text(String($0)) } : units.map { .text([$0]) }
        case .object(let object) where isIn && object.walkedObject == nil: items = object.keys.map { .text($0) }
        default: throw .notConstant
        }
        try spendMemory(items.count)
        for item in items {
            try assign(item, to: target, declares: true)
            switch try run(body) {
            case .normal, .continued: break
            case .broke: return .normal
            case .returned(let value): return .returned(value)
            }
        }
        return .normal
    }

    private func runTry(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        guard let block = child(node, 0) else { return .normal }
        let clause = children(node).first { kind($0) == .catchClause }
        let last = children(node).first { kind($0) == .finallyClause }
        let saved = (file, environment, receiver, depth, height)
        var completion = ComputedCompletion.normal
        do {
            completion = try runBlock(block)
        } catch {
            guard case .thrown = error, let clause else { throw error }
            (file, environment, receiver, depth, height) = saved
            if let parameter = child(clause, 0), kind(parameter) == .name {
                environment.names[text(parameter), hashed: hash(of: parameter)] = thrownValue
            }
            if let body = child(clause, 1) { completion = try runBlock(body) }
        }
        if let last, let body = child(last, 0) {
            let final = try runBlock(body)
            if case .normal = final { return completion }
            return final
        }
        return completion
    }

    private func runSwitch(_ node: NodeID) throws(ComputingHalt) -> ComputedCompletion {
        guard let subject = child(node, 0) else { return .normal }
        let value = try evaluate(subject)
        let clauses = Array(children(node).dropFirst())
        var start: Int?
        for (index, clause) in clauses.enumerated() {
            guard let test = child(clause, 0), kind(test) != .empty else { continue }
            if isIdentical(value, try evaluate(test)) {
                start = index
                break
            }
        }
        if start == nil {
            start = clauses.firstIndex { clause in child(clause, 0).map { kind($0) == .empty } ?? false }
        }
        guard let start else { return .normal }
        for clause in clauses[start...] {
            guard let body = child(clause, 1) else { continue }
            switch try run(body) {
            case .normal: continue
            case .broke: return .normal
            case .continued: return .continued
            case .returned(let value): return .returned(value)
            }
        }
        return .normal
    }

    // MARK: Calls

    func call(
        _ function: ComputedFunction, _ arguments: [ComputedValue], receiver given: ComputedValue
    ) throws(ComputingHalt) -> ComputedValue {
        try spend(2)
        let inner = Int(function.file.tree.nodes[Int(function.node.index)].height)
        guard depth < 400, walker.nestedHeight + height + inner <= ExtractionLimits.nestedHeight else {
            throw .notConstant
        }
        let saved = (file, environment, receiver, depth, height)
        height += inner
        file = function.file
        let flags = file.tree.nodes[Int(function.node.index)].flags
        guard !flags.contains(.isAsync), !flags.contains(.isGenerator) else { throw .notConstant }
        environment = ComputedEnvironment(memory, parent: function.environment)
        let isArrow = flags.contains(.isArrow)
        if !isArrow { environment.arguments = arguments }
        receiver = isArrow ? function.boundReceiver ?? receiver : given
        let name = text(function.node)
        if !name.isEmpty, !isArrow, kind(function.node) == .function {
            let hash = hash(of: function.node)
            if !isBound(name, hashed: hash) { environment.names[name, hashed: hash] = .function(function) }
        }
        depth += 1
        defer { (file, environment, receiver, depth, height) = saved }
        if let list = child(function.node, 0) { try bind(arguments, to: list) }
        guard let body = child(function.node, 1) else { return .undefined }
        if kind(body) != .block { return try evaluate(body) }
        if case .returned(let value) = try runBlock(body) { return value }
        return .undefined
    }

    private func bind(_ arguments: [ComputedValue], to list: NodeID) throws(ComputingHalt) {
        var index = 0
        for parameter in children(list) {
            guard let target = child(parameter, 0) else { continue }
            if file.tree.nodes[Int(parameter.index)].flags.contains(.spread) {
                let rest = index < arguments.count ? Array(arguments[index...]) : []
                try assign(.array(ComputedArray(memory, rest)), to: target, declares: true)
                return
            }
            var value = index < arguments.count ? arguments[index] : .undefined
            if case .undefined = value, let standard = child(parameter, 1) { value = try evaluate(standard) }
            try assign(value, to: target, declares: true)
            index += 1
        }
    }

    func assign(_ value: ComputedValue, to target: NodeID, declares: Bool) throws(ComputingHalt) {
        switch kind(target) {
        case .name:
            let name = text(target)
            let hash = hash(of: target)
            if declares {
                environment.names[name, hashed: hash] = value
            } else {
                setVariable(name, hashed: hash, value)
            }
        case .member:
            guard let object = child(target, 0) else { return }
            try setMember(text(target), of: try evaluate(object), to: value)
        case .subscription:
            guard let object = child(target, 0), let index = child(target, 1) else { return }
            let base = try evaluate(object)
            try setMember(at: try evaluate(index), of: base, to: value)
        case .list, .tuple:
            guard case .array(let array) = value else { throw .notConstant }
            for (index, part) in children(target).enumerated() where kind(part) != .empty {
                if kind(part) == .spread { throw .notConstant }
                try assign(array.element(at: index) ?? .undefined, to: part, declares: declares)
            }
        case .assignment:
            guard let inner = child(target, 0), let standard = child(target, 1) else { return }
            var value = value
            if case .undefined = value { value = try evaluate(standard) }
            try assign(value, to: inner, declares: declares)
        default: throw .notConstant
        }
    }
}
