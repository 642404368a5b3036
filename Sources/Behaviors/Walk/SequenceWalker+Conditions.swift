// Truth and comparisons of constants, as the interpreter of small functions needs them.
extension SequenceWalker {
    /// Whether a value counts as true; nil when that is not known.
    func truth(of value: Value) -> Bool? {
        switch value.shape {
        case .truth(let truth): truth
        case .number(let number): number != 0
        case .text(let text, isPartial: false): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .text, .unknown, .name, .function, .classType, .instance, .object, .module: nil
        }
    }

    /// A comparison or logical operation over constants; nil for other operators or unknown values.
    func comparison(_ operation: String, _ values: [Value]) -> Value? {
        guard values.count == 2 else { return nil }
        if operation == "and" || operation == "or" {
            guard let left = truth(of: values[0]) else { return nil }
            return left == (operation == "and") ? values[1] : values[0]
        }
        if let left = values[0].number, let right = values[1].number {
            return Self.compare(left, right, operation).map { Value(.truth($0)) }
        }
        guard let left = values[0].constantText else { return nil }
        if let right = values[1].constantText {
            guard canFold(right.utf8.count) else { return nil }
            if operation == "in" { return Value(.truth(right.contains(left))) }
            if operation == "not in" { return Value(.truth(!right.contains(left))) }
            return Self.compare(left, right, operation).map { Value(.truth($0)) }
        }
        guard let elements = values[1].elements, operation == "in" || operation == "not in" else { return nil }
        foldingSteps += elements.count / 16
        let isFound = elements.contains { $0.constantText == left }
        return Value(.truth(isFound == (operation == "in")))
    }

    private static func compare<Operand: Comparable>(_ left: Operand, _ right: Operand, _ operation: String) -> Bool? {
        switch operation {
        case "==": left == right
        case "!=", "<>": left != right
        case "<": left < right
        case "<=": left <= right
        case ">": left > right
        case ">=": left >= right
        default: nil
        }
    }
}
