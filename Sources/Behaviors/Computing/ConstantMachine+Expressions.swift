import SourceSyntax

extension ConstantMachine {
    func evaluate(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        try spend()
        switch kind(node) {
        case .name:
            let name = text(node)
            return name == "this" ? receiver : try value(of: name, hashed: hash(of: node))
        case .string:
            let units = file.units(of: node)
            try spend(units.count / 16)
            return .text(units)
        case .number: return .number(file.number(of: node))
        case .constant:
            switch text(node) {
            case "true": return .truth(true)
            case "false": return .truth(false)
            case "null": return .null
            default: return .undefined
            }
        case .template:
            var units: [UInt16] = []
            for part in children(node) { units += try text(of: try evaluate(part)) }
            try spendMemory(units.count)
            return .text(units)
        case .regularExpression:
            guard let pattern = TextPattern(literal: text(node)) else { throw .notConstant }
            return .pattern(pattern)
        case .member:
            guard let object = child(node, 0) else { return .undefined }
            return try member(text(node), of: try evaluate(object))
        case .subscription:
            guard let object = child(node, 0), let index = child(node, 1) else { return .undefined }
            let base = try evaluate(object)
            return try member(at: try evaluate(index), of: base)
        case .call: return try evaluateCall(node)
        case .newExpression: return try evaluateNew(node)
        case .binary: return try evaluateBinary(node)
        case .unary: return try evaluateUnary(node)
        case .assignment: return try evaluateAssignment(node)
        case .conditional:
            guard let condition = child(node, 0), let left = child(node, 1), let right = child(node, 2) else {
                return .undefined
            }
            return try evaluate(isTrue(try evaluate(condition)) ? left : right)
        case .list: return .array(ComputedArray(memory, try elements(ofList: node)))
        case .dictionary: return try evaluateDictionary(node)
        case .function:
            let isArrow = file.tree.nodes[Int(node.index)].flags.contains(.isArrow)
            return .function(
                ComputedFunction(
                    memory, file: file, node: node, environment: environment,
                    boundReceiver: isArrow ? receiver : nil))
        case .sequence:
            var last = ComputedValue.undefined
            for part in children(node) { last = try evaluate(part) }
            return last
        case .empty: return .undefined
        default: throw .notConstant
        }
    }

    /// The elements of a list; those of a table of literals are kept, for it may stand in a function that is called over
    /// and over.
    private func elements(ofList node: NodeID) throws(ComputingHalt) -> [ComputedValue] {
        let parts = children(node)
        guard parts.count >= 8 else { return try elements(of: parts) }
        if let known = file.knownLists[node.index] {
            try spend(known.steps)
            return known.elements
        }
        let before = steps
        let result = try elements(of: parts)
        if parts.allSatisfy({ kind($0) == .string || kind($0) == .number }) {
            file.knownLists[node.index] = (result, before - steps)
        }
        return result
    }

    func elements(of nodes: ArraySlice<NodeID>) throws(ComputingHalt) -> [ComputedValue] {
        var result: [ComputedValue] = []
        result.reserveCapacity(nodes.count)
        for part in nodes {
            if kind(part) == .spread, let inner = child(part, 0) {
                switch try evaluate(inner) {
                case .array(let array): result += array.elements
                case .text(let units): result += units.map { .text([$0]) }
                default: throw .notConstant
                }
            } else {
                result.append(try evaluate(part))
            }
        }
        try spendMemory(result.count)
        return result
    }

    private func evaluateDictionary(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        let object = ComputedObject(memory)
        for part in children(node) {
            switch kind(part) {
            case .pair:
                guard let key = child(part, 0), let value = child(part, 1) else { continue }
                let isComputed = file.tree.nodes[Int(part.index)].flags.contains(.isComputed)
                let name =
                    kind(key) == .string || kind(key) == .number && !isComputed
                    ? text(key) : String(decoding: try text(of: try evaluate(key)), as: UTF16.self)
                object.set(name, try evaluate(value))
            case .function:
                guard file.tree.nodes[Int(part.index)].flags.isDisjoint(with: .isAccessor) else { throw .notConstant }
                object.set(
                    text(part),
                    .function(ComputedFunction(memory, file: file, node: part, environment: environment)))
            default: throw .notConstant
            }
        }
        return .object(object)
    }

    private func evaluateCall(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        guard let callee = child(node, 0) else { return .undefined }
        switch kind(callee) {
        case .member, .subscription:
            guard let object = child(callee, 0) else { return .undefined }
            let base = try evaluate(object)
            var name = text(callee)
            if kind(callee) == .subscription, let index = child(callee, 1) {
                let key = try evaluate(index)
                if case .array(let array) = base, case .number(let number) = key {
                    let position = clampedInteger(number)
                    guard let element = array.element(at: position) else { throw .notConstant }
                    return try call(element, try elements(of: children(node).dropFirst()), base)
                }
                name = String(decoding: try text(of: key), as: UTF16.self)
            }
            return try callMember(name, of: base, try elements(of: children(node).dropFirst()))
        default:
            let function = try evaluate(callee)
            return try call(function, try elements(of: children(node).dropFirst()), .undefined)
        }
    }

    func callMember(
        _ name: String, of base: ComputedValue, _ arguments: [ComputedValue]
    ) throws(ComputingHalt) -> ComputedValue {
        if let result = try method(name, of: base, arguments) { return result }
        return try call(try member(name, of: base), arguments, base)
    }

    func call(
        _ function: ComputedValue, _ arguments: [ComputedValue], _ receiver: ComputedValue
    ) throws(ComputingHalt) -> ComputedValue {
        switch function {
        case .function(let function): return try call(function, arguments, receiver: receiver)
        case .native(let name):
            if let result = try callNative(name, arguments) { return result }
            if let result = try method(name, of: receiver, arguments) { return result }
            throw .notConstant
        case .undefined, .null, .truth, .number, .text, .array, .object, .pattern:
            // Calling what is no function throws; decoders catch that while they look for their place.
            thrownValue = .text("TypeError")
            throw .thrown
        case .unknown: throw .notConstant
        }
    }

    private func evaluateNew(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        guard let callee = child(node, 0) else { return .undefined }
        let constructor = try evaluate(callee)
        let arguments = try elements(of: children(node).dropFirst())
        switch constructor {
        case .function(let function):
            let object = ComputedObject(memory)
            object.prototype = function.prototype
            let result = try call(function, arguments, receiver: .object(object))
            if case .object = result { return result }
            return .object(object)
        case .native(let name):
            guard let result = try callNative(name, arguments) else { throw .notConstant }
            return result
        default: throw .notConstant
        }
    }

    private func evaluateUnary(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        guard let operand = child(node, 0) else { return .undefined }
        switch text(node) {
        case "++", "--":
            let old = try number(of: try evaluate(operand))
            let new = text(node) == "++" ? old + 1 : old - 1
            try assign(.number(new), to: operand, declares: false)
            // Behind its operand it gives what was before.
            return .number(
                file.tree.nodes[Int(node.index)].end >= file.tree.nodes[Int(operand.index)].end + 2 ? old : new)
        case "typeof":
            if kind(operand) == .name, text(operand) != "this", !isBound(text(operand), hashed: hash(of: operand)),
                Self.global(text(operand)) == nil
            {
                return .text("undefined")
            }
            return .text(try typeName(of: try evaluate(operand)))
        case "!": return .truth(!isTrue(try evaluate(operand)))
        case "-": return .number(-(try number(of: try evaluate(operand))))
        case "+": return .number(try number(of: try evaluate(operand)))
        case "~": return .number(Double(~wrappedInteger(try number(of: try evaluate(operand)))))
        case "void":
            _ = try evaluate(operand)
            return .undefined
        case "delete": return .truth(true)
        default: throw .notConstant
        }
    }

    private func evaluateBinary(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        let operation = text(node)
        let parts = children(node)
        guard let first = parts.first else { return .undefined }
        var value = try evaluate(first)
        for part in parts.dropFirst() {
            switch operation {
            case "&&": if !isTrue(value) { return value }
            case "||": if isTrue(value) { return value }
            case "??":
                switch value {
                case .undefined, .null: break
                default: return value
                }
            default:
                value = try combined(operation, value, try evaluate(part))
                continue
            }
            value = try evaluate(part)
        }
        return value
    }

    private func evaluateAssignment(_ node: NodeID) throws(ComputingHalt) -> ComputedValue {
        let parts = children(node)
        guard let last = parts.last, let target = parts.first, parts.count > 1 else { return .undefined }
        let declares = file.tree.nodes[Int(node.index)].flags.contains(.declares)
        let operation = text(node)
        if kind(last) == .empty {
            if declares, kind(target) == .name {
                let hash = hash(of: target)
                if !environment.names.contains(text(target), hashed: hash) {
                    environment.names[text(target), hashed: hash] = .undefined
                }
            }
            return .undefined
        }
        if operation == "=" || operation.isEmpty {
            let value = try evaluate(last)
            for target in parts.dropLast() { try assign(value, to: target, declares: declares) }
            return value
        }
        if operation == "+=", kind(target) == .name,
            let result = try appended(last, to: text(target), hashed: hash(of: target))
        {
            return result
        }
        let old = try evaluate(target)
        let added = try evaluate(last)
        let value: ComputedValue
        switch operation {
        case "||=": value = isTrue(old) ? old : added
        case "&&=": value = isTrue(old) ? added : old
        case "??=":
            switch old {
            case .undefined, .null: value = added
            default: value = old
            }
        default: value = try combined(String(operation.dropLast()), old, added)
        }
        try assign(value, to: target, declares: false)
        return value
    }

    /// `text += x` in place: a loop that builds a text must not copy it each time.
    private func appended(
        _ node: NodeID, to name: String, hashed hash: UInt64
    ) throws(ComputingHalt) -> ComputedValue? {
        guard case .text? = environment.names[name, hashed: hash] else { return nil }
        let added = try text(of: try evaluate(node))
        guard case .text(var units)? = environment.names[name, hashed: hash] else { return nil }
        environment.names[name, hashed: hash] = .undefined
        if environment.birth != memory.computation { noteChange() }
        units += added
        let count = units.count
        environment.names[name, hashed: hash] = .text(units)
        guard count <= ConstantDecoding.maximumLength else { throw .notConstant }
        try spend(1 + added.count / 4)
        return kind(node) == .empty ? .undefined : environment.names[name, hashed: hash]
    }
}
