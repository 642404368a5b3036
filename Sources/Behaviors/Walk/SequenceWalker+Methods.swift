import SourceSyntax

// Methods of constant texts and lists.
extension SequenceWalker {
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
        if file.isPython, let text = list.constantText {
            return joined(charactersOf: text, separator: separator, labels: labels, at: node)
        }
        guard let elements = list.elements, elements.count > 0 else { return Value(labels: labels) }
        var size = separator.utf8.count &* elements.count
        var hasText = false
        var isPartial = false
        var hasAlphabet = false
        for element in elements {
            switch element.shape {
            case .text(let text, let isPart):
                size &+= text.utf8.count
                hasText = true
                isPartial = isPartial || isPart
            case .number: size &+= 4
            case .unknown, .truth, .list, .name, .function, .classType, .instance, .object, .module:
                size &+= 4
                isPartial = true
            }
            hasAlphabet = hasAlphabet || element.labels.contains(.alphabet)
        }
        guard hasText, canFold(size) else { return Value(labels: labels) }
        // Bytes: a text that grows piece by piece asks at each of them whether it is ASCII and has room.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(contentsOf: separator.utf8) }
            if case .text(let piece, _) = element.shape {
                bytes.append(contentsOf: piece.utf8)
            } else {
                bytes.append(contentsOf: element.piece().utf8)
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if isHidden(elements.count, of: size, separator: separator) && !isPartial {
            if quietDepth == 0 { emit(.obfBuiltString, at: node) }
            return revealed(text, labels: labels, at: node)
        }
        if hasAlphabet {
            return Value(.text(text, isPartial: isPartial), labels: labels.union(.alphabet))
        }
        return classified(Value(.text(text, isPartial: isPartial), labels: labels), at: node)
    }

    /// Joining a text of Python joins its characters.
    private func joined(charactersOf text: String, separator: String, labels: Labels, at node: NodeID) -> Value {
        guard !text.isEmpty, canFold(itemsOf: text) else { return Value(labels: labels) }
        let count = text.scalarCount
        let size = separator.utf8.count &* count &+ text.utf8.count
        guard canFold(size) else { return Value(labels: labels) }
        var result = text
        if !separator.isEmpty {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size)
            for byte in text.utf8 {
                if byte & 0xc0 != 0x80, !bytes.isEmpty { bytes.append(contentsOf: separator.utf8) }
                bytes.append(byte)
            }
            result = String(decoding: bytes, as: UTF8.self)
        }
        guard isHidden(count, of: size, separator: separator) else {
            return classified(Value.text(result, labels: labels), at: node)
        }
        if quietDepth == 0 { emit(.obfBuiltString, at: node) }
        return revealed(result, labels: labels, at: node)
    }

    /// Whether so many pieces of a text are so short that they were cut to hide it.
    private func isHidden(_ count: Int, of size: Int, separator: String) -> Bool {
        count >= 4 && size < count * 4 && separator.utf8.count < 2
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
