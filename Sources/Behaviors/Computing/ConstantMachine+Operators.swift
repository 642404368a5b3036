import SourceSyntax

extension ConstantMachine {
    func isTrue(_ value: ComputedValue) -> Bool {
        switch value {
        case .undefined, .null: false
        case .truth(let truth): truth
        case .number(let number): number != 0 && !number.isNaN
        case .text(let units): !units.isEmpty
        case .array, .object, .function, .native, .pattern, .unknown: true
        }
    }

    func number(of value: ComputedValue) throws(ComputingHalt) -> Double {
        switch value {
        case .undefined: return .nan
        case .null: return 0
        case .truth(let truth): return truth ? 1 : 0
        case .number(let number): return number
        case .text(let units):
            guard units.count <= 1_024 else { return .nan }
            return readNumber(String(decoding: units, as: UTF16.self))
        case .array, .function, .native, .object, .pattern:
            return readNumber(String(decoding: try text(of: value), as: UTF16.self))
        case .unknown: throw .notConstant
        }
    }

    func text(of value: ComputedValue) throws(ComputingHalt) -> [UInt16] {
        switch value {
        case .undefined: return Array("undefined".utf16)
        case .null: return Array("null".utf16)
        case .truth(let truth): return Array((truth ? "true" : "false").utf16)
        case .number(let number): return Array(writtenNumber(number).utf16)
        case .text(let units): return units
        case .array(let array):
            if array.isBytes { return Array(ConstantDecoding.text(of: bytes(array)).utf16) }
            return try joined(array.elements, separator: [44])
        case .object(let object):
            if object.members["toString"] != nil || object.walkedObject != nil { throw .notConstant }
            return Array("[object Object]".utf16)
        case .native(let name): return Array("function \(name)() { [native code] }".utf16)
        case .function(let function): return try sourceText(of: function)
        case .pattern, .unknown: throw .notConstant
        }
    }

    /// The source of a function: traps for formatters look at it.
    private func sourceText(of function: ComputedFunction) throws(ComputingHalt) -> [UInt16] {
        let node = function.file.tree.nodes[Int(function.node.index)]
        let whole =
            function.file.layerSource
            ?? (function.file.fixedLine == nil ? walker.package.bytes(at: function.file.fileIndex) : nil)
        guard let bytes = whole, node.start <= node.end, Int(node.end) <= bytes.count
        else { throw .notConstant }
        try spendMemory(Int(node.end - node.start))
        return Array(String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self).utf16)
    }

    func joined(_ elements: [ComputedValue], separator: [UInt16]) throws(ComputingHalt) -> [UInt16] {
        depth += 1
        defer { depth -= 1 }
        guard depth < 160 else { throw .notConstant }
        var result: [UInt16] = []
        for (index, element) in elements.enumerated() {
            if index > 0 { result += separator }
            switch element {
            case .undefined, .null: break
            default: result += try text(of: element)
            }
            if result.count > ConstantDecoding.maximumLength { throw .notConstant }
        }
        try spendMemory(result.count)
        return result
    }

    func typeName(of value: ComputedValue) throws(ComputingHalt) -> String {
        switch value {
        case .undefined: "undefined"
        case .null, .array, .object, .pattern: "object"
        case .truth: "boolean"
        case .number: "number"
        case .text: "string"
        case .function: "function"
        case .native(let name): name == "Math" || name == "JSON" || name == "globalThis" ? "object" : "function"
        case .unknown: throw .notConstant
        }
    }

    func isIdentical(_ left: ComputedValue, _ right: ComputedValue) -> Bool {
        switch (left, right) {
        case (.undefined, .undefined), (.null, .null): true
        case (.truth(let a), .truth(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.array(let a), .array(let b)): a === b
        case (.object(let a), .object(let b)): a === b
        case (.function(let a), .function(let b)): a === b
        case (.native(let a), .native(let b)): a == b
        case (.pattern(let a), .pattern(let b)): a === b
        default: false
        }
    }

    private func isEqual(_ left: ComputedValue, _ right: ComputedValue) throws(ComputingHalt) -> Bool {
        switch (left, right) {
        case (.undefined, .null), (.null, .undefined): return true
        case (.undefined, _), (.null, _), (_, .undefined), (_, .null): return isIdentical(left, right)
        case (.text, .text), (.array, .array), (.object, .object), (.function, .function):
            return isIdentical(left, right)
        case (.text, .array), (.array, .text): return try text(of: left) == text(of: right)
        default: return try number(of: left) == number(of: right)
        }
    }

    func combined(
        _ operation: String, _ left: ComputedValue, _ right: ComputedValue
    ) throws(ComputingHalt) -> ComputedValue {
        if case .unknown = left { throw .notConstant }
        if case .unknown = right { throw .notConstant }
        switch operation {
        case "+":
            if isArithmetic(left), isArithmetic(right) { return .number(try number(of: left) + number(of: right)) }
            var units = try text(of: left)
            units += try text(of: right)
            try spendMemory(units.count)
            return .text(units)
        case "===": return .truth(isIdentical(left, right))
        case "!==": return .truth(!isIdentical(left, right))
        case "==": return .truth(try isEqual(left, right))
        case "!=": return .truth(!(try isEqual(left, right)))
        case "<", ">", "<=", ">=": return .truth(try isOrdered(operation, left, right))
        case "in": return .truth(try has(try text(of: left), in: right))
        case "instanceof": throw .notConstant
        default: break
        }
        let (a, b) = (try number(of: left), try number(of: right))
        switch operation {
        case "-": return .number(a - b)
        case "*": return .number(a * b)
        case "/": return .number(a / b)
        case "%": return .number(a.truncatingRemainder(dividingBy: b))
        case "**":
            guard b >= 0, b <= 1_024, b == b.rounded() else { throw .notConstant }
            var result = 1.0
            for _ in 0..<Int(b) { result *= a }
            return .number(result)
        default: break
        }
        let (i, j) = (wrappedInteger(a), wrappedInteger(b))
        switch operation {
        case "^": return .number(Double(i ^ j))
        case "&": return .number(Double(i & j))
        case "|": return .number(Double(i | j))
        case "<<": return .number(Double(i << (j & 31)))
        case ">>": return .number(Double(i >> (j & 31)))
        case ">>>": return .number(Double(UInt32(bitPattern: i) >> UInt32(truncatingIfNeeded: j & 31)))
        default: throw .notConstant
        }
    }

    private func isArithmetic(_ value: ComputedValue) -> Bool {
        switch value {
        case .undefined, .null, .truth, .number: true
        default: false
        }
    }

    private func isOrdered(
        _ operation: String, _ left: ComputedValue, _ right: ComputedValue
    ) throws(ComputingHalt) -> Bool {
        if case .text(let a) = left, case .text(let b) = right {
            switch operation {
            case "<": return a.lexicographicallyPrecedes(b)
            case ">": return b.lexicographicallyPrecedes(a)
            case "<=": return !b.lexicographicallyPrecedes(a)
            default: return !a.lexicographicallyPrecedes(b)
            }
        }
        let (a, b) = (try number(of: left), try number(of: right))
        switch operation {
        case "<": return a < b
        case ">": return a > b
        case "<=": return a <= b
        default: return a >= b
        }
    }

    private func has(_ key: [UInt16], in value: ComputedValue) throws(ComputingHalt) -> Bool {
        let name = String(decoding: key, as: UTF16.self)
        switch value {
        case .object(let object) where object.walkedObject == nil: return object.members[name] != nil
        case .array(let array): return Int(name).map(array.elements.indices.contains) ?? false
        default: throw .notConstant
        }
    }

    // MARK: Members

    func member(at key: ComputedValue, of base: ComputedValue) throws(ComputingHalt) -> ComputedValue {
        if case .number(let number) = key {
            let index = clampedInteger(number)
            switch base {
            case .array(let array):
                return Double(index) == number ? array.element(at: index) ?? .undefined : .undefined
            case .text(let units): return units.indices.contains(index) ? .text([units[index]]) : .undefined
            default: break
            }
        }
        if case .unknown = key { throw .notConstant }
        return try member(String(decoding: try text(of: key), as: UTF16.self), of: base)
    }

    func member(_ name: String, of base: ComputedValue) throws(ComputingHalt) -> ComputedValue {
        switch base {
        case .unknown: throw .notConstant
        case .undefined, .null:
            thrownValue = .text("TypeError")
            throw .thrown
        case .text(let units):
            if name == "length" { return .number(Double(units.count)) }
            if name == "constructor" { return .native("String") }
            if let index = Int(name) { return units.indices.contains(index) ? .text([units[index]]) : .undefined }
        case .array(let array):
            if name == "length" { return .number(Double(array.count)) }
            if let known = array.members[name] { return known }
            if name == "constructor" { return .native("Array") }
            if let index = Int(name) { return array.element(at: index) ?? .undefined }
        case .number: if name == "constructor" { return .native("Number") }
        case .truth: if name == "constructor" { return .native("Boolean") }
        case .pattern: if name == "constructor" { return .native("RegExp") }
        case .object(let object): return try member(name, of: object)
        case .function(let function):
            if let known = function.members[name] { return known }
            switch name {
            case "prototype": return .object(function.prototype)
            case "constructor": return .native("Function")
            case "call", "apply", "bind", "toString": return .native(name)
            case "length": throw .notConstant
            default: return .undefined
            }
        case .native(let native):
            if name == "constructor" { return .native("Function") }
            if name == "name" { return .text(native.split(separator: ".").last.map(String.init) ?? native) }
            if native == "globalThis" {
                guard let known = Self.global(name) else { throw .notConstant }
                return known
            }
            if native == "Math", name == "PI" { return .number(.pi) }
            if name == "prototype" { throw .notConstant }
            if ["call", "apply", "bind", "toString"].contains(name) { return .native(name) }
            return .native("\(native).\(name)")
        }
        return Self.methodNames.contains(name) ? .native(name) : .undefined
    }

    private func member(_ name: String, of object: ComputedObject) throws(ComputingHalt) -> ComputedValue {
        var current: ComputedObject? = object
        var count = 0
        while let here = current, count < 16 {
            if let value = here.members[name] { return value }
            if let index = here.walkedObject {
                guard walker.objects.indices.contains(index), let known = walker.objects[index][name] else {
                    throw .notConstant
                }
                let value = computed(known)
                if value.isReference { memory.note(here) }
                here.members[name] = value
                return value
            }
            current = here.prototype
            count += 1
        }
        return Self.methodNames.contains(name) ? .native(name) : name == "constructor" ? .native("Object") : .undefined
    }

    func setMember(at key: ComputedValue, of base: ComputedValue, to value: ComputedValue) throws(ComputingHalt) {
        if case .array(let array) = base, case .number(let number) = key {
            let index = clampedInteger(number)
            guard index >= 0, index <= array.count + 4_096, Double(index) == number else { throw .notConstant }
            if array.birth != memory.computation { noteChange() }
            try spend(max(0, index - array.count))
            while array.count <= index { array.elements.append(.undefined) }
            if value.isReference { memory.note(array) }
            array.elements[index] = value
            return
        }
        try setMember(String(decoding: try text(of: key), as: UTF16.self), of: base, to: value)
    }

    func setMember(_ name: String, of base: ComputedValue, to value: ComputedValue) throws(ComputingHalt) {
        switch base {
        case .object(let object):
            // What the walk knows must not change behind its back.
            if object.walkedObject != nil { outerWrites += 1 }
            if object.birth != memory.computation { noteChange() }
            if value.isReference { memory.note(object) }
            object.set(name, value)
        case .function(let function):
            if function.birth != memory.computation { noteChange() }
            if value.isReference { memory.note(function) }
            function.members[name] = value
        case .array(let array):
            if array.birth != memory.computation { noteChange() }
            if name == "length", case .number(let number) = value {
                let count = clampedInteger(number)
                guard count >= 0, count <= array.elements.count else { throw .notConstant }
                array.elements.removeLast(array.elements.count - count)
            } else if let index = Int(name) {
                try setMember(at: .number(Double(index)), of: base, to: value)
            } else {
                try spendMemory(name.utf8.count)
                if value.isReference { memory.note(array) }
                array.members[name] = value
            }
        case .undefined, .null:
            thrownValue = .text("TypeError")
            throw .thrown
        case .truth, .number, .text, .native, .pattern, .unknown: throw .notConstant
        }
    }
}
