// Values of the stack as expressions, and what becomes of them when they get names.
extension BytecodeReading {
    /// A value as an expression; what stands for more than an expression is written before.
    mutating func expression(_ item: BytecodeItem) -> BytecodeExpression {
        switch item {
        case .unknown, .null, .part: return BytecodeExpression(node: text.make("_unknown"), isPlain: true)
        case .constant(let index): return literal(index)
        case .expression(let expression): return expression
        case .tuple(let elements):
            let parts = joined(elements.map { [.node($0.node)] })
            let node = text.make([.text("(")] + parts + [.text(elements.count == 1 ? ",)" : ")")])
            return BytecodeExpression(node: node, isPlain: elements.allSatisfy(\.isPlain))
        case .function(let function): return lambda(function)
        case .classBuilder: return BytecodeExpression(node: text.make("__build_class__"), isPlain: true)
        case .defined(let name): return BytecodeExpression(node: text.make(name), isPlain: true)
        case .module(let name, _, _): return BytecodeExpression(node: text.make("__import__('\(name)')"))
        case .member(let module, let name):
            return BytecodeExpression(node: text.make("__import__('\(module)').\(name)"))
        case .entered(let expression): return expression
        case .element(let iterable, let end, let isClause):
            begin(loopOver: iterable, target: text.make("_element"), end: end, isClause: isClause)
            return BytecodeExpression(node: text.make("_element"), isPlain: true)
        }
    }

    /// Pieces with commas between them.
    func joined(_ parts: [[CodeText.Piece]]) -> [CodeText.Piece] {
        Array(parts.joined(separator: [.text(", ")]))
    }

    /// An operand beside an operator.
    func operand(_ expression: BytecodeExpression, in chain: String = "") -> [CodeText.Piece] {
        expression.isAtom || !chain.isEmpty && expression.chain == chain
            ? [.node(expression.node)] : [.text("("), .node(expression.node), .text(")")]
    }

    mutating func push(_ parts: [CodeText.Piece], isAtom: Bool = true, chain: String = "", isPlain: Bool = false) {
        let node = text.make(parts)
        frame.push(.expression(BytecodeExpression(node: node, isAtom: isAtom, chain: chain, isPlain: isPlain)))
    }

    mutating func pushName(_ name: String) { push([.text(name)], isPlain: true) }

    mutating func popExpression() -> BytecodeExpression { expression(frame.pop()) }

    /// A value that is no longer wanted: what computing it does stays.
    mutating func discard(_ item: BytecodeItem) {
        switch item {
        case .expression(let expression): writeEffect(expression)
        case .tuple: writeEffect(expression(item))
        case .module(let name, _, isUsed: false): write([.text("import " + name)])
        case .entered(let context): write([.text("with "), .node(context.node), .text(": pass")])
        case .module, .member, .unknown, .null, .constant, .function, .classBuilder, .defined, .element, .part: break
        }
    }

    /// Gives a value a name.
    mutating func store(_ item: BytecodeItem, inName name: String) {
        switch item {
        case .function(let function) where function.code.name != "<lambda>": define(function, as: name)
        case .module(let module, _, _):
            // `import a.b` binds `a`.
            let top = module.prefix { $0 != "." }
            write([.text(top == name ? "import " + module : "import " + module + " as " + name)])
        case .member(let module, let member):
            write([.text("from " + module + " import " + member + (member == name ? "" : " as " + name))])
        case .defined(name): break
        case .unknown, .null, .constant, .expression, .tuple, .function, .classBuilder, .defined, .entered, .element,
            .part:
            store(item, in: text.make(name))
        }
    }

    /// Assigns a value to a target as it is written.
    mutating func store(_ item: BytecodeItem, in target: Int32) {
        switch item {
        case .unknown, .null: break
        case .entered(let context):
            write([.text("with "), .node(context.node), .text(" as "), .node(target), .text(": pass")])
        case .element(let iterable, let end, let isClause):
            begin(loopOver: iterable, target: target, end: end, isClause: isClause)
        case .part(let number):
            guard frame.unpackings.indices.contains(number) else { return }
            let isStarred = frame.unpackings[number].targets.count == frame.unpackings[number].starred
            frame.unpackings[number].targets.append(isStarred ? text.make([.text("*"), .node(target)]) : target)
            let unpacking = frame.unpackings[number]
            guard unpacking.targets.count == unpacking.count else { return }
            let list = joined(unpacking.targets.map { [.node($0)] })
            store(unpacking.source, in: text.make([.text("(")] + list + [.text(unpacking.count == 1 ? ",)" : ")")]))
        case .constant, .expression, .tuple, .function, .classBuilder, .defined, .module, .member:
            let value = expression(item)
            write([.node(target), .text(" = "), .node(value.node)])
        }
    }

    /// Begins a loop, or adds the clause of a comprehension.
    private mutating func begin(loopOver iterable: BytecodeExpression, target: Int32, end: Int, isClause: Bool) {
        let header: [CodeText.Piece] = [.text("for "), .node(target), .text(" in "), .node(iterable.node)]
        if isClause, let last = frame.comprehensions.indices.last {
            frame.comprehensions[last].clauses = text.make(
                [.node(frame.comprehensions[last].clauses), .text(" ")] + header)
        } else {
            _ = open(header + [.text(":")], end: end)
        }
    }

    /// Takes a value apart into so many; a starred target takes the rest.
    mutating func unpack(_ item: BytecodeItem, count: Int, starred: Int = -1) {
        if starred < 0, let elements = elements(of: item), elements.count == count {
            for element in elements.reversed() { frame.push(.expression(element)) }
            return
        }
        guard (1...256).contains(count) else {
            discard(item)
            return
        }
        frame.unpackings.append(BytecodeFrame.Unpacking(source: item, count: count, starred: starred))
        for _ in 0..<count { frame.push(.part(frame.unpackings.count - 1)) }
    }

    /// The longest tuple whose elements are handled one by one each time that it is used.
    static var longestTuple: Int { 32 }

    /// The elements of a short tuple that is known.
    mutating func elements(of item: BytecodeItem) -> [BytecodeExpression]? {
        switch item {
        case .tuple(let elements): return elements
        case .constant(let index):
            guard case .sequence(.tuple, let elements) = objects[index],
                elements.count <= Self.longestTuple
            else { return nil }
            return elements.map { literal($0) }
        case .unknown, .null, .expression, .function, .classBuilder, .defined, .module, .member, .entered, .element,
            .part:
            return nil
        }
    }
}
