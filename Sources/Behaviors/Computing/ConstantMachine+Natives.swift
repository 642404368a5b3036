import SourceSyntax

/// Functions of the language that compute from constants alone; nil for names that are none of them.
extension ConstantMachine {
    func callNative(_ name: String, _ arguments: [ComputedValue]) throws(ComputingHalt) -> ComputedValue? {
        let first = arguments.first ?? .undefined
        switch name {
        case "String.fromCharCode", "String.fromCodePoint":
            var units: [UInt16] = []
            for argument in arguments {
                units.append(UInt16(truncatingIfNeeded: wrappedInteger(try number(of: argument))))
            }
            try spendMemory(units.count)
            return .text(units)
        case "String": return .text(arguments.isEmpty ? [] : try text(of: first))
        case "Number": return .number(arguments.isEmpty ? 0 : try number(of: first))
        case "Boolean": return .truth(isTrue(first))
        case "parseInt": return .number(try parsedInteger(arguments))
        case "parseFloat": return .number(readNumber(String(decoding: try text(of: first), as: UTF16.self)))
        case "isNaN", "Number.isNaN": return .truth(try number(of: first).isNaN)
        case "Array":
            if arguments.count == 1, case .number(let number) = first {
                let count = clampedInteger(number)
                guard count >= 0 else { throw .notConstant }
                try spendMemory(count)
                return .array(ComputedArray(memory, Array(repeating: .undefined, count: count)))
            }
            return .array(ComputedArray(memory, arguments))
        case "Array.of": return .array(ComputedArray(memory, arguments))
        case "Array.isArray":
            if case .array = first { return .truth(true) }
            return .truth(false)
        case "Array.from", "Uint8Array", "Uint8Array.from": return try listed(arguments, isBytes: name != "Array.from")
        case "Object": return .object(ComputedObject(memory))
        case "Object.keys", "Object.values": return try members(of: first, areKeys: name == "Object.keys")
        case "Object.freeze", "Object.seal": return first
        case "Object.create":
            let object = ComputedObject(memory)
            if case .object(let prototype) = first { object.prototype = prototype }
            return .object(object)
        case "RegExp":
            if case .pattern = first { return first }
            let source = String(decoding: try text(of: first), as: UTF16.self)
            let flags = arguments.count > 1 ? String(decoding: try text(of: arguments[1]), as: UTF16.self) : ""
            guard let pattern = TextPattern(source: source, flags: flags) else { throw .notConstant }
            return .pattern(pattern)
        case "Function", "eval": return try code(first: arguments.last ?? .undefined, isFunction: name == "Function")
        case "code.run": return .undefined
        case "Date": return .text("Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)")
        case "JSON.parse":
            let units = try text(of: first)
            try spendMemory(units.count * 4)
            guard let json = JSONValue(parsing: Array(String(decoding: units, as: UTF16.self).utf8)) else {
                throw .notConstant
            }
            return computed(json)
        default: break
        }
        if name.hasPrefix("Math.") { return try arithmetic(name, arguments) }
        return try decode(name, arguments)
    }

    /// What `Function(text)` gives: a known value for `return x`, else something to call; the text is kept as found.
    private func code(first: ComputedValue, isFunction: Bool) throws(ComputingHalt) -> ComputedValue {
        guard case .text(let units) = first else { throw .notConstant }
        let text = String(decoding: units, as: UTF16.self)
        if isFunction, text.hasPrefix("return"), text.utf8.count <= 24 {
            let name = text.dropFirst(6).filter { $0 != " " && $0 != ";" && $0 != "(" && $0 != ")" }
            if name == "this" { return .native("code.this") }
            if Self.global(name) != nil { return .native("code.\(name)") }
        }
        if units.count >= 8, foundCode.count < 16 { foundCode.append(text) }
        return isFunction ? .native("code.run") : try runText(text)
    }

    /// Runs a text in the current variables, as `eval` does; what it gives is the value of its last expression.
    private func runText(_ text: String) throws(ComputingHalt) -> ComputedValue {
        guard layers < ExtractionLimits.layers else { throw .notConstant }
        try spendMemory(text.utf8.count * 4)
        let bytes = Array(text.utf8)
        let tree = parseJavaScript(bytes, isTypeScript: false, allowsMarkup: false)
        guard !tree.nodes.isEmpty,
            walker.nestedHeight + height + Int(tree[tree.root].height) <= ExtractionLimits.nestedHeight
        else { throw .notConstant }
        let context = FileContext(
            fileIndex: file.fileIndex, pathIndex: file.pathIndex, tree: tree, isPython: false,
            scope: Scope(parent: nil),
            fixedLine: file.fixedLine ?? 1)
        context.layerSource = bytes
        let saved = (file, height)
        file = context
        height += Int(tree[tree.root].height)
        layers += 1
        defer {
            (file, height) = saved
            layers -= 1
        }
        hoist(tree.root)
        var last = ComputedValue.undefined
        for statement in children(tree.root) {
            if kind(statement) == .expressionStatement, let expression = child(statement, 0) {
                last = try evaluate(expression)
            } else {
                _ = try run(statement)
            }
        }
        return last
    }

    private func decode(_ name: String, _ arguments: [ComputedValue]) throws(ComputingHalt) -> ComputedValue? {
        let first = arguments.first ?? .undefined
        if name == "code.this" { return .native("globalThis") }
        if name.hasPrefix("code.") { return Self.global(String(name.dropFirst(5))) }
        switch name {
        case "atob":
            let units = try text(of: first)
            try spendMemory(units.count)
            guard let bytes = ConstantDecoding.base64(Array(String(decoding: units, as: UTF16.self).utf8)) else {
                throw .notConstant
            }
            return .text(bytes.map { UInt16($0) })
        case "unescape", "decodeURIComponent", "decodeURI":
            let units = try text(of: first)
            try spendMemory(units.count)
            let bytes = ConstantDecoding.percent(Array(String(decoding: units, as: UTF16.self).utf8))
            if name == "unescape", !units.contains(where: { $0 > 127 }) {
                // `unescape` reads bytes as characters.
                if String(validating: bytes, as: UTF8.self)?.utf8.count == bytes.count, bytes.allSatisfy({ $0 < 128 }) {
                    return .text(bytes.map { UInt16($0) })
                }
                if !String(decoding: units, as: UTF16.self).contains("%u") { return .text(bytes.map { UInt16($0) }) }
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                thrownValue = .text("URIError")
                throw .thrown
            }
            return .text(text)
        case "escape", "encodeURIComponent", "encodeURI": return .text(try escaped(name, first))
        case "Buffer.from", "Buffer": return try buffer(arguments)
        case "Buffer.concat":
            guard case .array(let list) = first else { throw .notConstant }
            var elements: [ComputedValue] = []
            for part in list.elements {
                guard case .array(let inner) = part else { throw .notConstant }
                elements += inner.elements
            }
            try spendMemory(elements.count)
            return .array(ComputedArray(memory, elements, isBytes: true))
        default: return nil
        }
    }

    private func escaped(_ name: String, _ value: ComputedValue) throws(ComputingHalt) -> String {
        let source = Array(String(decoding: try text(of: value), as: UTF16.self).utf8)
        try spendMemory(source.count * 3)
        let plain = name == "escape" ? "@*_+-./" : name == "encodeURI" ? "-_.!~*'();/?:@&=+$,#" : "-_.!~*'()"
        var result: [UInt8] = []
        for byte in source {
            if (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || plain.utf8.contains(byte)
            {
                result.append(byte)
            } else {
                let digits = Array(String(byte, radix: 16, uppercase: true).utf8)
                result += [37] + (digits.count == 1 ? [48] : []) + digits
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func buffer(_ arguments: [ComputedValue]) throws(ComputingHalt) -> ComputedValue {
        let first = arguments.first ?? .undefined
        var bytes: [UInt8] = []
        switch first {
        case .array(let array): bytes = self.bytes(array)
        case .text(let units):
            let text = Array(String(decoding: units, as: UTF16.self).utf8)
            let encoding = arguments.count > 1 ? String(decoding: try self.text(of: arguments[1]), as: UTF16.self) : ""
            switch encoding.lowercased() {
            case "base64", "base64url": bytes = ConstantDecoding.base64(text) ?? []
            case "hex": bytes = ConstantDecoding.hexadecimal(text) ?? []
            case "latin1", "binary": bytes = units.map { UInt8(truncatingIfNeeded: $0) }
            default: bytes = text
            }
        default: throw .notConstant
        }
        try spendMemory(bytes.count * 2)
        return .array(ComputedArray(memory, bytes.map { .number(Double($0)) }, isBytes: true))
    }

    private func listed(_ arguments: [ComputedValue], isBytes: Bool) throws(ComputingHalt) -> ComputedValue {
        var elements: [ComputedValue] = []
        switch arguments.first ?? .undefined {
        case .array(let array): elements = array.elements
        case .text(let units): elements = units.map { .text([$0]) }
        case .number(let number) where isBytes:
            let count = clampedInteger(number)
            guard count >= 0 else { throw .notConstant }
            try spendMemory(count)
            elements = Array(repeating: .number(0), count: count)
        case .object(let object):
            guard case .number(let number)? = object.members["length"] else { throw .notConstant }
            let count = clampedInteger(number)
            guard count >= 0 else { throw .notConstant }
            try spendMemory(count)
            elements = Array(repeating: .undefined, count: count)
        default: throw .notConstant
        }
        try spendMemory(elements.count)
        if arguments.count > 1 {
            for (index, element) in elements.enumerated() {
                elements[index] = try call(arguments[1], [element, .number(Double(index))], .undefined)
            }
        }
        return .array(ComputedArray(memory, elements, isBytes: isBytes))
    }

    private func members(of value: ComputedValue, areKeys: Bool) throws(ComputingHalt) -> ComputedValue {
        guard case .object(let object) = value, object.walkedObject == nil else { throw .notConstant }
        try spendMemory(object.keys.count)
        let found: [ComputedValue] = object.keys.map { areKeys ? .text($0) : object.members[$0] ?? .undefined }
        return .array(ComputedArray(memory, found))
    }

    private func parsedInteger(_ arguments: [ComputedValue]) throws(ComputingHalt) -> Double {
        let units = try text(of: arguments.first ?? .undefined)
        var digits = String(decoding: units.prefix(64), as: UTF16.self).drop { $0.isWhitespace }
        var sign = 1.0
        if digits.hasPrefix("-") { sign = -1 }
        if digits.hasPrefix("-") || digits.hasPrefix("+") { digits = digits.dropFirst() }
        var radix = arguments.count > 1 ? clampedInteger(try number(of: arguments[1])) : 10
        if radix == 0 { radix = 10 }
        let isHexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
        if isHexadecimal, radix == 16 || arguments.count < 2 {
            digits = digits.dropFirst(2)
            radix = 16
        }
        guard (2...36).contains(radix) else { return .nan }
        var result = 0.0
        var count = 0
        for character in digits {
            guard let value = character.hexDigitValue ?? Self.letterValue(character), value < radix else { break }
            result = result * Double(radix) + Double(value)
            count += 1
        }
        return count == 0 ? .nan : sign * result
    }

    private static func letterValue(_ character: Character) -> Int? {
        guard let byte = character.asciiValue, (97...122).contains(byte | 0x20) else { return nil }
        return Int(byte | 0x20) - 87
    }

    private func arithmetic(_ name: String, _ arguments: [ComputedValue]) throws(ComputingHalt) -> ComputedValue? {
        var numbers: [Double] = []
        for argument in arguments { numbers.append(try number(of: argument)) }
        let first = numbers.first ?? .nan
        switch name {
        case "Math.floor": return .number(first.rounded(.down))
        case "Math.ceil": return .number(first.rounded(.up))
        case "Math.round": return .number((first + 0.5).rounded(.down))
        case "Math.trunc": return .number(first.rounded(.towardZero))
        case "Math.abs": return .number(abs(first))
        case "Math.sqrt": return .number(first.squareRoot())
        case "Math.max": return .number(numbers.max() ?? -.infinity)
        case "Math.min": return .number(numbers.min() ?? .infinity)
        case "Math.pow" where numbers.count == 2: return try combined("**", arguments[0], arguments[1])
        default: return nil
        }
    }

    private func computed(_ json: JSONValue) -> ComputedValue {
        switch json {
        case .null: return .null
        case .boolean(let truth): return .truth(truth)
        case .string(let text): return .text(text)
        case .array(let elements): return .array(ComputedArray(memory, elements.map { computed($0) }))
        case .object(let members):
            let object = ComputedObject(memory)
            for (key, value) in members { object.set(key, computed(value)) }
            return .object(object)
        case .number: return .unknown
        }
    }
}
