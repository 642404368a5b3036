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
            let bytes = package.bytes(at: index), bytes.count <= ConstantDecoding.maximumLength,
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
            if file.isPython, let text = value.constantText, text.scalarCount == 1 {
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

    func bytesValue(_ value: Value, labels: Labels) -> Value {
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
        guard foldingSteps < foldingLimit else { return Value(labels: labels) }
        let record = functions[index]
        guard record.file === file, !file.tree.nodes.isEmpty, let list = child(record.node, 0),
            let parameter = child(list, 0),
            let target = child(parameter, 0), let body = child(record.node, 1), elements.count >= 2,
            fitsForComputing(body)
        else { return Value(labels: labels) }
        guard foldingSteps + 1 < foldingLimit else {
            foldingSteps += 1
            return Value(labels: labels)
        }
        let savedScope = scope
        scope = Scope(parent: record.scope)
        quietDepth += 1
        defer {
            quietDepth -= 1
            scope = savedScope
        }
        let name = text(target)
        let hash = hash(of: target)
        var results: [Value] = []
        for element in elements {
            foldingSteps += 1
            guard foldingSteps < foldingLimit else { return Value(labels: labels) }
            scope.names[name, hashed: hash] = element
            let value = evaluate(body)
            guard value.knownText != nil || value.number != nil else { return Value(labels: labels) }
            results.append(value)
        }
        return Value(.list(results), labels: labels)
    }

    private func fitsForComputing(_ body: NodeID) -> Bool {
        kind(body) != .block && nestedHeight + 20 <= ExtractionLimits.nestedHeight && isSmall(body)
    }
}
