import SourceSyntax

/// Methods of lists.
extension ConstantMachine {
    private static let changingMethods: Set<String> = [
        "push", "pop", "shift", "unshift", "reverse", "splice", "fill", "sort",
    ]

    func arrayMethod(
        _ name: String, _ array: ComputedArray, _ arguments: [ComputedValue]
    ) throws(ComputingHalt) -> ComputedValue? {
        let first = arguments.first ?? .undefined
        let count = array.count
        if Self.changingMethods.contains(name) {
            if array.birth != memory.computation { noteChange() }
            if arguments.contains(where: \.isReference) { memory.note(array) }
        }
        switch name {
        case "push":
            try spendMemory(arguments.count)
            guard count + arguments.count <= ConstantDecoding.maximumLength else { throw .notConstant }
            array.append(arguments)
            return .number(Double(array.count))
        case "pop": return array.elements.popLast() ?? .undefined
        case "shift":
            try spend(1 + count / 32)
            return array.removeFirst() ?? .undefined
        case "unshift":
            try spend(1 + count / 32)
            array.elements = arguments + array.elements
            return .number(Double(array.elements.count))
        case "reverse":
            try spend(1 + count / 8)
            array.elements.reverse()
            return .array(array)
        case "join":
            var separator: [UInt16] = [44]
            if let given = arguments.first { separator = try text(of: given) }
            return .text(try joined(array.elements, separator: separator))
        case "toString":
            guard array.isBytes else { return .text(try joined(array.elements, separator: [44])) }
            return .text(
                try decoded(array, arguments.isEmpty ? "utf8" : String(decoding: try text(of: first), as: UTF16.self)))
        case "map":
            var result: [ComputedValue] = []
            for (index, element) in array.elements.enumerated() {
                result.append(try call(first, [element, .number(Double(index)), .array(array)], .undefined))
            }
            try spendMemory(result.count)
            return .array(ComputedArray(memory, result, isBytes: array.isBytes))
        case "forEach":
            for (index, element) in array.elements.enumerated() {
                _ = try call(first, [element, .number(Double(index)), .array(array)], .undefined)
            }
            return .undefined
        case "filter", "some", "every", "find":
            var result: [ComputedValue] = []
            for (index, element) in array.elements.enumerated() {
                let isWanted = isTrue(try call(first, [element, .number(Double(index))], .undefined))
                if name == "some", isWanted { return .truth(true) }
                if name == "every", !isWanted { return .truth(false) }
                if name == "find", isWanted { return element }
                if isWanted { result.append(element) }
            }
            switch name {
            case "some": return .truth(false)
            case "every": return .truth(true)
            case "find": return .undefined
            default: return .array(ComputedArray(memory, result))
            }
        case "reduce":
            var rest = array.elements[...]
            var value = arguments.count > 1 ? arguments[1] : rest.popFirst() ?? .undefined
            for (index, element) in rest.enumerated() {
                value = try call(first, [value, element, .number(Double(index))], .undefined)
            }
            return value
        case "slice", "subarray":
            let bounds = try range(arguments, count)
            try spendMemory(bounds.count)
            return .array(ComputedArray(memory, Array(array.elements[bounds]), isBytes: array.isBytes))
        case "splice":
            let start = try range([first], count).lowerBound
            let removed =
                arguments.count > 1
                ? min(max(0, clampedInteger(try number(of: arguments[1]))), count - start) : count - start
            try spend(1 + count / 16)
            let taken = Array(array.elements[start..<start + removed])
            array.elements.replaceSubrange(start..<start + removed, with: arguments.dropFirst(2))
            return .array(ComputedArray(memory, taken))
        case "concat":
            var result = array.elements
            for argument in arguments {
                if case .array(let more) = argument { result += more.elements } else { result.append(argument) }
            }
            try spendMemory(result.count)
            return .array(ComputedArray(memory, result, isBytes: array.isBytes))
        case "indexOf", "includes":
            try spend(1 + count / 8)
            let place = array.elements.firstIndex { isIdentical($0, first) }
            return name == "includes" ? .truth(place != nil) : .number(Double(place ?? -1))
        case "fill":
            try spend(1 + count / 8)
            for index in array.elements.indices { array.elements[index] = first }
            return .array(array)
        case "at":
            let place = clampedInteger(try number(of: first))
            let index = place < 0 ? place + count : place
            return array.element(at: index) ?? .undefined
        case "flat":
            var result: [ComputedValue] = []
            for element in array.elements {
                if case .array(let inner) = element { result += inner.elements } else { result.append(element) }
            }
            try spendMemory(result.count)
            return .array(ComputedArray(memory, result))
        case "keys": return .array(ComputedArray(memory, array.elements.indices.map { .number(Double($0)) }))
        case "entries": return .text("[object Array Iterator]")
        case "sort":
            guard arguments.isEmpty else { throw .notConstant }
            var keyed: [(key: [UInt16], value: ComputedValue)] = []
            for element in array.elements { keyed.append((try text(of: element), element)) }
            try spendMemory(count * 8)
            keyed.sort { $0.key.lexicographicallyPrecedes($1.key) }
            array.elements = keyed.map(\.value)
            return .array(array)
        default: return nil
        }
    }

    private func range(_ arguments: [ComputedValue], _ count: Int) throws(ComputingHalt) -> Range<Int> {
        func place(_ offset: Int, or other: Int) throws(ComputingHalt) -> Int {
            guard offset < arguments.count else { return other }
            if case .undefined = arguments[offset] { return other }
            let number = clampedInteger(try number(of: arguments[offset]))
            return min(max(number < 0 ? number + count : number, 0), count)
        }
        let low = try place(0, or: 0)
        return low..<max(low, try place(1, or: count))
    }

    /// `buffer.toString(encoding)`.
    private func decoded(_ array: ComputedArray, _ encoding: String) throws(ComputingHalt) -> String {
        try spendMemory(array.elements.count)
        let bytes = bytes(array)
        switch encoding {
        case "utf8", "utf-8", "undefined": return ConstantDecoding.text(of: bytes)
        case "latin1", "binary", "ascii": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case "hex":
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        default: throw .notConstant
        }
    }
}
