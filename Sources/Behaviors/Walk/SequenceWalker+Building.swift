import SourceSyntax

// What Python builds from constants: classes of `type()`, bytes of numbers, tables of comprehensions, reductions.
extension SequenceWalker {
    private static let maximumDigits = 8_192
    private static let maximumNumbers = 256

    /// `type(name, bases, {…})`: a class whose methods are the functions of the dictionary.
    func makeClass(_ arguments: [Argument], at node: NodeID) -> Value? {
        guard quietDepth == 0, arguments.count == 3, arguments.allSatisfy({ $0.name == nil }),
            case .object(let dictionary) = arguments[2].value.shape, objects.indices.contains(dictionary)
        else { return nil }
        let record = ClassRecord(name: arguments[0].value.constantText ?? "", inherited: inheritedMembers)
        classes.append(record)
        let index = classes.count - 1
        for base in (arguments[1].value.elements ?? []).prefix(64) { record.addBase(base) }
        for (name, member) in objects[dictionary].sorted(by: { $0.key < $1.key }) {
            record.setMember(name, to: member)
            guard let method = member.functionIndex, functions[method].ownerClass == nil,
                !functions[method].isShared
            else { continue }
            functions[method].ownerClass = index
            record.methods.append(method)
        }
        return Value(.classType(index), labels: arguments[2].value.labels.intersection(.sources))
    }

    // MARK: Numbers as bytes

    /// The value of an integer that no word holds: its digits are kept, since its bytes may be text.
    func longNumber(_ digits: String) -> Value {
        guard file.isPython, quietDepth == 0, digits.utf8.count <= Self.maximumDigits, digits.utf8.count > 18,
            longNumbers.count < Self.maximumNumbers
        else { return .unknown }
        let isHexadecimal = digits.hasPrefix("0x")
        guard
            digits.utf8.dropFirst(isHexadecimal ? 2 : 0).allSatisfy({ byte in
                (48...57).contains(byte) || isHexadecimal && (97...102).contains(byte)
            })
        else { return .unknown }
        let origin = makeOrigin()
        longNumbers[origin] = digits
        return Value(origin: origin)
    }

    /// `number.to_bytes(length, order)`; nil when the number is not known.
    func integerBytes(_ base: Value, _ arguments: [Argument], labels: Labels, at node: NodeID) -> Value? {
        var bytes: [UInt8]
        if let number = base.number {
            guard number >= 0 else { return nil }
            bytes = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
        } else {
            guard base.origin != 0, let digits = longNumbers[base.origin], canFold(digits.utf8.count * 8) else {
                return nil
            }
            bytes = Self.bytes(ofDigits: digits)
        }
        bytes = Array(bytes.drop { $0 == 0 })
        if let length = arguments.first(where: { $0.name == nil || $0.name == "length" })?.value.number {
            guard (bytes.count...4_096).contains(length) else { return nil }
            bytes = [UInt8](repeating: 0, count: length - bytes.count) + bytes
        }
        let positional = arguments.filter { $0.name == nil }
        let order = arguments.first { $0.name == "byteorder" } ?? (positional.count > 1 ? positional[1] : nil)
        if order?.value.constantText == "little" { bytes.reverse() }
        return spelled(bytes, labels: labels, at: node)
    }

    private static func bytes(ofDigits digits: String) -> [UInt8] {
        // Words of 32 bits, lowest first.
        var words: [UInt32] = [0]
        let isHexadecimal = digits.hasPrefix("0x")
        let base: UInt64 = isHexadecimal ? 16 : 10
        for digit in digits.utf8.dropFirst(isHexadecimal ? 2 : 0) {
            var carry = UInt64(digit <= 57 ? digit - 48 : digit - 87)
            for index in words.indices {
                carry += UInt64(words[index]) * base
                words[index] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            if carry > 0 { words.append(UInt32(carry)) }
        }
        return words.reversed().flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    /// `struct.pack(format, …)` of integers and bytes; nil when one of them is not known.
    func packed(_ arguments: [Argument], labels: Labels, at node: NodeID) -> Value? {
        guard let format = arguments.first?.value.constantText, format.utf8.count <= 256, quietDepth == 0 else {
            return nil
        }
        var isLittle = true
        var bytes: [UInt8] = []
        var values = arguments.dropFirst().map(\.value)[...]
        var count: Int?
        for mark in format.utf8 {
            switch mark {
            case UInt8(ascii: ">"), UInt8(ascii: "!"): isLittle = false
            case UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: " "): continue
            case 48...57: count = min((count ?? 0) * 10 + Int(mark - 48), 4_096)
            case UInt8(ascii: "s"):
                guard let text = values.popFirst()?.constantText else { return nil }
                bytes += ConstantDecoding.bytes(of: text).prefix(count ?? 1)
                count = nil
            default:
                guard let size = Self.sizes[mark] else { return nil }
                for _ in 0..<(count ?? 1) {
                    guard let number = values.popFirst()?.number, bytes.count < 4_096 else { return nil }
                    for place in 0..<size {
                        let shift = 8 * (isLittle ? place : size - 1 - place)
                        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
                    }
                }
                count = nil
            }
        }
        return spelled(bytes, labels: labels, at: node)
    }

    private static let sizes: [UInt8: Int] = [
        UInt8(ascii: "b"): 1, UInt8(ascii: "B"): 1, UInt8(ascii: "h"): 2, UInt8(ascii: "H"): 2, UInt8(ascii: "i"): 4,
        UInt8(ascii: "I"): 4, UInt8(ascii: "l"): 4, UInt8(ascii: "L"): 4, UInt8(ascii: "q"): 8, UInt8(ascii: "Q"): 8,
    ]

    /// Bytes that numbers gave, if all of them are letters of a text: nobody could read it in the source.
    private func spelled(_ bytes: [UInt8], labels: Labels, at node: NodeID) -> Value? {
        guard bytes.count >= 2, bytes.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x0a }), canFold(bytes.count)
        else { return nil }
        emit(.decBytes, at: node)
        return revealed(ConstantDecoding.text(of: bytes), labels: labels.union(.decoded), at: node)
    }

    /// `text += "…"` where the text is long already: it grows in place, so that ten thousand such lines cost no square.
    func grown(_ target: NodeID, by added: NodeID) -> Value? {
        guard file.isPython, quietDepth == 0, !isConditional, kind(target) == .name, kind(added) == .string,
            !scope.isGlobal(text(target)),
            (scope.names[text(target)]?.constantText?.utf8.count ?? 0) >= 4_096
        else { return nil }
        let piece = evaluate(added)
        let name = text(target)
        if !grow(name, by: piece) {
            scope.names[name] = Value(labels: piece.labels.union(scope.names[name]?.labels ?? []), origin: makeOrigin())
        }
        return scope.names[name]
    }

    // MARK: Comprehensions and reductions

    /// `{key: value for … in …}` over constants: an object.
    func tableOfComprehension(_ pair: NodeID, _ items: [Value], target: NodeID) -> Value? {
        guard kind(pair) == .pair, let key = child(pair, 0), let value = child(pair, 1), quietDepth == 0 else {
            return nil
        }
        var members: [String: Value] = [:]
        for item in items {
            foldingSteps += 1
            guard foldingSteps < foldingLimit, let (name, member) = entry(key, value, item, target: target) else {
                return nil
            }
            members[name] = member
        }
        objects.append(members)
        return Value(.object(objects.count - 1))
    }

    private func entry(_ key: NodeID, _ value: NodeID, _ item: Value, target: NodeID) -> (String, Value)? {
        quietDepth += 1
        defer { quietDepth -= 1 }
        assign(item, to: target)
        let name = evaluate(key)
        let member = evaluate(value)
        guard member.knownText != nil || member.number != nil else { return nil }
        if let text = name.constantText { return (text, member) }
        if let number = name.number { return (String(number), member) }
        return nil
    }

    /// `reduce(lambda a, b: …, constants, start)` computed; nil when a step is not known.
    func reduction(_ index: Int, _ elements: [Value], start: Value?) -> Value? {
        let record = functions[index]
        guard record.file === file, !file.tree.nodes.isEmpty, kind(record.node) == .function,
            let list = child(record.node, 0), children(list).count == 2,
            let first = child(list, 0).flatMap({ child($0, 0) }), let second = child(list, 1).flatMap({ child($0, 0) }),
            let body = child(record.node, 1), kind(body) != .block, isSmall(body),
            nestedHeight + 20 <= ExtractionLimits.nestedHeight
        else { return nil }
        var rest = elements[...]
        guard var value = start ?? rest.popFirst() else { return nil }
        let savedScope = scope
        scope = Scope(parent: record.scope)
        quietDepth += 1
        defer {
            quietDepth -= 1
            scope = savedScope
        }
        for element in rest {
            foldingSteps += 1
            guard foldingSteps < foldingLimit, canFold(8) else { return nil }
            scope.names[text(first)] = value
            scope.names[text(second)] = element
            value = evaluate(body)
            guard value.knownText != nil || value.number != nil else { return nil }
        }
        return value
    }
}
