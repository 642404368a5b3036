import SourceSyntax

extension SequenceWalker {
    /// Conversions: their events, and their results where the arguments are constants.
    func compute(
        _ form: SpecialForm, _ effect: Effect, _ arguments: [Argument], base: Value, labels: Labels, at node: NodeID
    ) -> Value {
        let first = arguments.first?.value ?? .unknown
        let passed = Value(labels: labels, origin: first.origin)
        switch form {
        case .joinPath: return classified(joinedPath(arguments.filter { $0.name == nil }.map(\.value)), at: node)
        case .identity, .partial, .textOf:
            emit(effect.behaviors, at: node)
            if form == .partial, arguments.count > 1, let known = first.node, file.catalogue.call(known) != nil {
                return call(first, arguments: Array(arguments.dropFirst()), at: node).withLabels(labels)
            }
            if form == .identity, let result = effect.result {
                let path = first.isUnknown ? base : first
                return Value(
                    .name(result), labels: labels.union(path.labels.intersection(.secretPlace)),
                    origin: pathOrigin(of: path))
            }
            if form == .textOf, file.isPython, arguments.isEmpty { return .text("") }
            return first.withLabels(effect.yields)
        case .ordinal:
            guard let scalar = first.constantText?.unicodeScalars.first else { return passed }
            return Value(.number(Int(scalar.value)), labels: first.labels)
        case .integer:
            if let number = first.number { return Value(.number(number), labels: first.labels) }
            guard let text = first.constantText else { return passed }
            let radix = arguments.count > 1 ? arguments[1].value.number ?? 10 : text.hasPrefix("0x") ? 16 : 10
            guard (2...36).contains(radix) else { return passed }
            let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text[...]
            if let number = Int(digits, radix: radix) { return Value(.number(number), labels: first.labels) }
            guard radix == 16 || radix == 10 else { return passed }
            let long = longNumber((radix == 16 ? "0x" : "") + digits.lowercased())
            return long.origin == 0 ? passed : long.withLabels(labels)
        case .reversed: return reversed(first, at: node)
        case .map: return mapped(arguments, labels: labels, at: node)
        case .characters:
            emit(effect.behaviors, at: node)
            return characters(arguments.map(\.value), labels: labels, at: node)
        case .bytes:
            emit(effect.behaviors, at: node)
            if !file.isPython, first.elements == nil { return passed }
            return arguments.isEmpty ? Value(.list([])) : bytesValue(first, labels: labels)
        case .buffer: return buffer(arguments, labels: labels, at: node)
        case .base64, .hexadecimal, .percent, .codec, .base32, .base85, .ascii85, .inflate:
            return decode(form, effect, arguments, labels: labels, at: node)
        default: return passed
        }
    }

    private func decode(
        _ form: SpecialForm, _ effect: Effect, _ arguments: [Argument], labels: Labels, at node: NodeID
    ) -> Value {
        emit(effect.behaviors, at: node)
        let first = arguments.first?.value ?? .unknown
        guard let bytes = bytes(toDecode: first) else { return beginning(of: first, form, labels: labels, at: node) }
        var result: [UInt8]?
        switch form {
        case .base64: result = ConstantDecoding.base64(bytes)
        case .hexadecimal: result = ConstantDecoding.hexadecimal(bytes)
        case .percent: result = ConstantDecoding.percent(bytes)
        case .base32: result = ConstantDecoding.base32(bytes)
        case .base85: result = ConstantDecoding.base85(bytes)
        case .ascii85: result = ConstantDecoding.ascii85(bytes)
        case .inflate:
            result = ConstantDecoding.inflated(bytes, isRaw: arguments.count > 1)
            if let size = result?.count, !canFold(size) { result = nil }
        default:
            switch arguments.count > 1 ? arguments[1].value.constantText ?? "" : "" {
            case "rot13", "rot_13", "rot-13": result = ConstantDecoding.rotated13(bytes)
            case "hex", "hex_codec": result = ConstantDecoding.hexadecimal(bytes)
            case "base64", "base64_codec", "base-64": result = ConstantDecoding.base64(bytes)
            case "zlib", "zip", "zlib_codec", "zlib-codec": result = ConstantDecoding.inflated(bytes, isRaw: false)
            default: return Value(first.shape, labels: labels)
            }
        }
        guard let result else { return Value(labels: labels) }
        if form == .percent, !bytes.contains(UInt8(ascii: "%")) { return first }
        return revealed(ConstantDecoding.text(of: result), labels: labels, at: node)
    }

    /// What the first part of a text decodes to that is too long to be decoded as a whole: code that carries a program.
    private func beginning(of value: Value, _ form: SpecialForm, labels: Labels, at node: NodeID) -> Value {
        let whole = Value(labels: labels)
        guard form == .base64 || form == .hexadecimal, quietDepth == 0, let text = value.constantText,
            text.utf8.count > ConstantDecoding.maximumLength, canFold(ExtractionLimits.decodedBeginning)
        else { return whole }
        let part = Array(text.utf8.prefix(ExtractionLimits.decodedBeginning))
        let bytes = form == .base64 ? ConstantDecoding.base64(part) : ConstantDecoding.hexadecimal(part)
        guard let bytes else { return whole }
        return Value(
            .text(
                revealed(ConstantDecoding.text(of: bytes), labels: labels, at: node).knownText ?? "", isPartial: true),
            labels: labels.union(.hidden))
    }

    /// The bytes of a constant, or of a file of the package that was read.
    private func bytes(toDecode value: Value) -> [UInt8]? {
        if let text = value.constantText, text.utf8.count <= ConstantDecoding.maximumLength, canFold(text.utf8.count) {
            return ConstantDecoding.bytes(of: text)
        }
        guard file.isPython, quietDepth == 0, value.origin != 0, let index = fileOrigins[value.origin],
            let bytes = package.source(at: index)?.bytes, bytes.count <= ConstantDecoding.maximumLength,
            canFold(bytes.count)
        else { return nil }
        return bytes
    }

    /// `chr(65)`, `String.fromCharCode(72, 105)`, also with a list of codes.
    private func characters(_ values: [Value], labels: Labels, at node: NodeID) -> Value {
        let numbers = values.flatMap { $0.elements ?? [$0] }
        guard numbers.count <= ExtractionLimits.listElements, !numbers.isEmpty else { return Value(labels: labels) }
        var scalars = String.UnicodeScalarView()
        for value in numbers {
            if file.isPython, let text = value.constantText, text.unicodeScalars.count == 1 {
                scalars.append(contentsOf: text.unicodeScalars)
                continue
            }
            guard let number = value.number, let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: number)) else {
                return Value(labels: labels)
            }
            scalars.append(scalar)
        }
        let text = String(scalars)
        if scalars.count < 3 { return .text(text, labels: labels.union(.hidden)) }
        return revealed(text, labels: labels, at: node)
    }

    private func bytesValue(_ value: Value, labels: Labels) -> Value {
        guard let elements = value.elements else { return value }
        var bytes: [UInt8] = []
        for element in elements {
            let number = element.number ?? element.constantText?.unicodeScalars.first.map { Int($0.value) } ?? -1
            guard (0...255).contains(number) else { return Value(labels: labels) }
            bytes.append(UInt8(number))
        }
        guard canFold(bytes.count) else { return Value(labels: labels) }
        return .text(
            ConstantDecoding.text(of: bytes), labels: labels.union(elements.count >= 8 ? [.decoded, .hidden] : []))
    }

    private func buffer(_ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        let first = arguments.first?.value ?? .unknown
        let encoding = arguments.count > 1 ? arguments[1].value.constantText?.lowercased() : nil
        switch encoding {
        case "base64", "base64url":
            emit(.decBase64, at: node)
            guard let text = first.constantText, let bytes = ConstantDecoding.base64(Array(text.utf8)) else {
                return Value(labels: labels.union(.decoded))
            }
            return revealed(ConstantDecoding.text(of: bytes), labels: labels.union(.decoded), at: node)
        case "hex":
            emit(.decHex, at: node)
            guard let text = first.constantText, let bytes = ConstantDecoding.hexadecimal(Array(text.utf8)) else {
                return Value(labels: labels.union(.decoded))
            }
            return revealed(ConstantDecoding.text(of: bytes), labels: labels.union(.decoded), at: node)
        default:
            if first.elements != nil { return bytesValue(first, labels: labels) }
            return first
        }
    }

    /// `map(chr, codes)`.
    private func mapped(_ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        guard arguments.count >= 2 else { return Value(labels: labels) }
        return mapped(arguments[1].value, by: arguments[0].value, labels: labels, at: arguments[0].node)
    }

    func mapped(_ list: Value, by function: Value, labels: Labels, at node: NodeID) -> Value {
        if let index = function.functionIndex {
            let result = enter(
                index, arguments: [Argument(name: nil, value: element(of: list), node: node)], receiver: nil, at: node)
            let items = list.elements ?? (file.isPython && quietDepth == 0 ? constantItems(list) : nil)
            if let elements = items { return computeEach(elements, index, labels: labels.union(result.labels)) }
            return Value(labels: labels.union(result.labels))
        }
        if case .object(let bound) = function.shape, let items = constantItems(list), isBound(bound) {
            return mapped(items, byBound: bound, labels: labels, at: node)
        }
        guard let known = function.node, let effect = file.catalogue.call(known) else { return Value(labels: labels) }
        emit(effect.behaviors, at: node)
        if effect.form == .integer, file.isPython, let items = constantItems(list) {
            let numbers = items.compactMap { item in
                item.number ?? item.constantText.flatMap { Int($0.filter { $0 != " " && $0 != "\n" }) }
            }
            if numbers.count == items.count { return Value(.list(numbers.map { Value(.number($0)) }), labels: labels) }
        }
        guard let elements = list.elements, effect.form == .characters else {
            return Value(labels: labels.union(effect.yields))
        }
        let characters = elements.compactMap { value -> Value? in
            guard let number = value.number, let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: number)) else {
                return nil
            }
            return .text(String(Character(scalar)))
        }
        guard characters.count == elements.count else { return Value(labels: labels.union(effect.yields)) }
        return Value(.list(characters), labels: labels.union(effect.yields))
    }

    private func mapped(_ items: [Value], byBound bound: Int, labels: Labels, at node: NodeID) -> Value {
        var results: [Value] = []
        for item in items {
            foldingSteps += 1
            guard foldingSteps < foldingLimit,
                let value = callBound(
                    object: bound, [Argument(name: nil, value: item, node: node)], labels: [], at: node),
                value.knownText != nil || value.number != nil
            else { return Value(labels: labels) }
            results.append(value)
        }
        return Value(.list(results), labels: labels)
    }

    /// Applies a one-line function to each constant of a list.
    private func computeEach(_ elements: [Value], _ index: Int, labels: Labels) -> Value {
        let record = functions[index]
        let tree = record.file.tree
        guard record.file === file, !tree.nodes.isEmpty, let list = child(record.node, 0),
            let parameter = child(list, 0),
            let target = child(parameter, 0), let body = child(record.node, 1), elements.count >= 2,
            fitsForComputing(body)
        else { return Value(labels: labels) }
        let savedScope = scope
        scope = Scope(parent: record.scope)
        quietDepth += 1
        defer {
            quietDepth -= 1
            scope = savedScope
        }
        var results: [Value] = []
        for element in elements {
            foldingSteps += 1
            guard foldingSteps < foldingLimit else { return Value(labels: labels) }
            scope.names[text(target)] = element
            let value = evaluate(body)
            guard value.knownText != nil || value.number != nil else { return Value(labels: labels) }
            results.append(value)
        }
        return Value(.list(results), labels: labels)
    }

    private func fitsForComputing(_ body: NodeID) -> Bool {
        kind(body) != .block && nestedHeight + 20 <= ExtractionLimits.nestedHeight && isSmall(body)
    }

    // MARK: Methods of constants

    /// Methods of texts and lists whose result is computed; nil for all others.
    func fold(method: String, of base: Value, _ arguments: [Argument], at node: NodeID) -> Value? {
        switch base.shape {
        case .text, .list: break
        case .unknown, .number, .truth, .name, .function, .classType, .instance, .object, .module:
            guard method == "to_bytes", file.isPython else { return nil }
        }
        let labels = arguments.reduce(into: base.labels) { $0.formUnion($1.value.labels) }
        let first = arguments.first?.value ?? .unknown
        if let elements = base.elements {
            return fold(method: method, ofList: elements, first, labels: labels, at: node)
        }
        if method == "to_bytes", file.isPython { return integerBytes(base, arguments, labels: labels, at: node) }
        guard let text = base.knownText else { return nil }
        guard canFold(text.utf8.count) else { return Value(labels: labels) }
        switch method {
        case "join": return joined(first, separator: text, labels: labels, at: node)
        case "format": return classified(braceFormat(text, arguments, labels: labels), at: node)
        case "format_map" where file.isPython:
            return classified(braceFormat(text, namedValues(arguments), labels: labels), at: node)
        case "substitute" where file.isPython, "safe_substitute" where file.isPython:
            return classified(dollarFormat(text, arguments, labels: labels), at: node)
        case "translate" where file.isPython:
            guard let result = translated(text, by: first) else { return Value(labels: labels) }
            emit(.decCodec, at: node)
            return revealed(result, labels: labels.union(.decoded), at: node)
        case "lower" where file.isPython, "upper" where file.isPython, "swapcase" where file.isPython:
            return base.withCase(method).withLabels(labels)
        case "isalpha" where file.isPython, "isupper" where file.isPython, "islower" where file.isPython,
            "isdigit" where file.isPython, "isalnum" where file.isPython, "isspace" where file.isPython:
            guard quietDepth > 0, base.constantText != nil else { return Value(labels: labels.intersection(.sources)) }
            return Value(.truth(!text.isEmpty && text.allSatisfy { $0.isOf(method) }))
        case "replace", "replaceAll":
            guard let old = first.constantText, arguments.count > 1, let new = arguments[1].value.constantText,
                !old.isEmpty,
                let whole = base.constantText, new.utf8.count <= 64
            else { return Value(labels: labels) }
            let parts = split(whole, by: old)
            guard canFold(whole.utf8.count + parts.count &* new.utf8.count) else { return Value(labels: labels) }
            let isHidden = parts.count > 4 && whole.utf8.count < parts.count * 8
            return isHidden
                ? revealed(parts.joined(separator: new), labels: labels, at: node)
                : classified(.text(parts.joined(separator: new), labels: labels), at: node)
        case "split":
            guard let whole = base.constantText else { return Value(labels: labels) }
            let separator = first.constantText
            let parts: [String] =
                if let separator, separator.isEmpty {
                    whole.unicodeScalars.map { String(Character($0)) }
                } else if let separator { split(whole, by: separator) } else {
                    whole.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
                }
            guard parts.count <= ExtractionLimits.listElements, canFold(parts.count * 32) else {
                return Value(labels: labels)
            }
            return Value(.list(parts.map { Value.text($0) }), labels: labels)
        case "strip", "trim", "lstrip", "rstrip", "toString", "decode", "encode", "lower", "upper", "toLowerCase",
            "expandtabs",
            "valueOf", "format_map", "splitlines", "normalize":
            if method == "decode", let codec = first.constantText,
                codec.hasPrefix("hex") || codec == "base64" || codec.hasPrefix("rot")
            {
                emit(.decCodec, at: node)
                let bytes = ConstantDecoding.bytes(of: text)
                let result =
                    codec.hasPrefix("hex")
                    ? ConstantDecoding.hexadecimal(bytes)
                    : codec == "base64" ? ConstantDecoding.base64(bytes) : ConstantDecoding.rotated13(bytes)
                return revealed(ConstantDecoding.text(of: result ?? []), labels: labels.union(.decoded), at: node)
            }
            return classifiedIfSilenced(base.withLabels(labels), at: node)
        case "concat": return classified(concatenation([base] + arguments.map(\.value)), at: node)
        case "charCodeAt":
            let index = first.number ?? 0
            let scalars = Array(text.unicodeScalars.prefix(4_096))
            return scalars.indices.contains(index) ? Value(.number(Int(scalars[index].value))) : Value(labels: labels)
        case "charAt":
            let index = first.number ?? 0
            let scalars = Array(text.unicodeScalars.prefix(4_096))
            return scalars.indices.contains(index) ? .text(String(Character(scalars[index]))) : Value(labels: labels)
        case "index" where file.isPython && quietDepth > 0, "find" where file.isPython && quietDepth > 0:
            guard let wanted = first.constantText, let whole = base.constantText, arguments.count == 1,
                !wanted.isEmpty
            else {
                return Value(labels: labels.intersection(.sources))
            }
            let before = split(whole, by: wanted)
            guard before.count > 1 else { return method == "find" ? Value(.number(-1)) : .unknown }
            return Value(.number(before[0].unicodeScalars.count))
        case "startswith", "endswith", "startsWith", "endsWith", "includes", "find", "indexOf", "match", "test",
            "count":
            return Value(labels: labels.intersection(.sources))
        default: return nil
        }
    }

    private func classifiedIfSilenced(_ value: Value, at node: NodeID) -> Value {
        guard let call = child(node, 0), let object = child(call, 0), kind(object) == .string || kind(object) == .binary
        else {
            return value
        }
        return Self.foldingMethods.contains(text(call)) ? classified(value, at: node) : value
    }

    private func fold(method: String, ofList elements: [Value], _ first: Value, labels: Labels, at node: NodeID)
        -> Value?
    {
        switch method {
        case "join" where !file.isPython:
            return joined(
                Value(.list(elements), labels: labels), separator: first.constantText ?? ",", labels: labels, at: node)
        case "decode" where file.isPython: return bytesValue(Value(.list(elements)), labels: labels)
        case "reverse":
            if file.isPython { return nil }
            return Value(.list(elements.reversed()), labels: labels.union(.hidden))
        case "map": return mapped(Value(.list(elements), labels: labels), by: first, labels: labels, at: node)
        case "concat":
            guard let more = first.elements, canFold((more.count + elements.count) * 8) else { return nil }
            return Value(.list(elements + more), labels: labels)
        default: return nil
        }
    }

    private func joined(_ list: Value, separator: String, labels: Labels, at node: NodeID) -> Value {
        // Joining a text of Python joins its characters.
        guard let elements = list.elements ?? (file.isPython ? constantItems(list) : nil), elements.count > 0 else {
            return Value(labels: labels)
        }
        let size = elements.reduce(separator.utf8.count &* elements.count) { $0 &+ ($1.knownText?.utf8.count ?? 4) }
        guard elements.contains(where: { $0.knownText != nil }), canFold(size) else { return Value(labels: labels) }
        let isPartial = elements.contains { $0.constantText == nil && $0.number == nil }
        var text = ""
        text.reserveCapacity(size)
        for (index, element) in elements.enumerated() {
            if index > 0 { text += separator }
            element.appendPiece(to: &text)
        }
        let isHidden = elements.count >= 4 && size < elements.count * 4 && separator.utf8.count < 2
        if isHidden && !isPartial {
            if quietDepth == 0 { emit(.obfBuiltString, at: node) }
            return revealed(text, labels: labels, at: node)
        }
        if elements.contains(where: { $0.labels.contains(.alphabet) }) {
            return Value(.text(text, isPartial: isPartial), labels: labels.union(.alphabet))
        }
        return classified(Value(.text(text, isPartial: isPartial), labels: labels), at: node)
    }

    private func split(_ text: String, by separator: String) -> [String] {
        let whole = Array(text.utf8)
        let mark = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= whole.count {
            if whole[index] == mark[0], whole[index..<index + mark.count].elementsEqual(mark) {
                parts.append(String(decoding: whole[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(String(decoding: whole[start...], as: UTF8.self))
        return parts
    }
}

extension Value {
    /// The text in the case that a method of Python's texts gives.
    func withCase(_ method: String) -> Value {
        guard case .text(let text, let isPartial) = shape else { return self }
        let changed: String
        switch method {
        case "lower": changed = text.lowercased()
        case "upper": changed = text.uppercased()
        default:
            changed = String(
                text.flatMap { ($0.isUppercase ? $0.lowercased() : $0.uppercased()) })
        }
        return Value(.text(changed, isPartial: isPartial), labels: labels, origin: origin)
    }
}

extension Character {
    /// What `isalpha`, `isdigit` and the like ask of a character.
    func isOf(_ method: String) -> Bool {
        switch method {
        case "isalpha": isLetter
        case "isupper": isUppercase
        case "islower": isLowercase
        case "isdigit": isNumber
        case "isspace": isWhitespace
        default: isLetter || isNumber
        }
    }
}
