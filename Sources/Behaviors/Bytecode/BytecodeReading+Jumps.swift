// Where instructions lead: conditions, loops, and the end of the code.
extension BytecodeReading {
    /// Where a jump from an instruction leads that counts from the one behind it.
    func target(_ argument: Int, _ next: Int) -> Int { next + argument * version.jumpUnit }

    /// Where a conditional jump leads.
    func conditional(_ argument: Int, _ next: Int) -> Int {
        version.jumpsRelative ? target(argument, next) : argument * version.jumpUnit
    }

    mutating func jump(_ target: Int, next: Int) {
        if target > next {
            frame.jump(to: target, height: frame.stack.count)
            if frame.handlers.contains(next) {
                frame.branches[next] = BytecodeFrame.Branch(header: "if _error:", end: target)
            } else if frame.blocks.last?.end == next, frame.comprehensions.isEmpty {
                frame.branches[next] = BytecodeFrame.Branch(header: "else:", end: target)
            }
            // The first side of a conditional expression left its value.
            if let depth = frame.depths[next], depth < frame.stack.count {
                frame.others[target] = popExpression()
            }
        }
        frame.isDead = true
    }

    mutating func jumpIf(_ negation: String, _ target: Int) {
        let item = frame.pop()
        if case .expression(let tested) = item, case .expression(let below)? = frame.stack.last,
            below.node == tested.node
        {
            // `a or b` copies what it tests.
            frame.others[target] = tested
            frame.jump(to: target, height: frame.stack.count)
            frame.dropsTested = true
            return
        }
        frame.jump(to: target, height: frame.stack.count)
        if case .unknown = item { return }
        let tested = expression(item)
        // In comprehensions of 3.12 and later the jump leads to the element, else back to the next one.
        let isNegated = frame.comprehensions.isEmpty || version.minor < 12 ? !negation.isEmpty : negation.isEmpty
        let condition = isNegated ? [.text("not ")] + operand(tested) : [.node(tested.node)]
        if let last = frame.comprehensions.indices.last {
            let clauses: CodeText.Piece = .node(frame.comprehensions[last].clauses)
            frame.comprehensions[last].clauses = text.make([clauses, .text(" if ")] + condition)
        } else {
            _ = open([.text("if ")] + condition + [.text(":")], end: target)
        }
    }

    mutating func iterate(to target: Int) {
        let iterable = popExpression()
        var isClause = !frame.comprehensions.isEmpty
        if !isClause, isFilling {
            isClause = true
            frame.comprehensions.append(BytecodeFrame.Comprehension(end: target, clauses: text.make([])))
        }
        // How high the stack is behind the loop, where some versions take the iterator away by instructions.
        let pending = version.minor >= 13 ? 2 : version.minor == 12 ? 1 : 0
        frame.jump(to: target, height: frame.stack.count + pending)
        frame.push(.unknown)
        frame.push(.element(iterable, end: target, isClause: isClause))
    }

    /// Whether the loop that begins fills a list, as comprehensions do.
    private var isFilling: Bool {
        if frame.code.name == "<genexpr>" { return true }
        if case .expression(let below)? = frame.stack.last { return below.isEmpty }
        return false
    }

    mutating func leave(_ item: BytecodeItem) {
        frame.isDead = true
        var isNone = false
        if case .constant(let index) = item, case .none = objects[index] { isNone = true }
        switch frame.purpose {
        case .module: discard(item)
        case .classBody: break
        case .function:
            if !isNone { write([.text("return "), .node(expression(item).node)]) }
        case .expression:
            if isNone, frame.result != nil { return }
            let value = expression(item)
            guard let other = frame.result else {
                frame.result = value
                return
            }
            let node = text.make([.text("("), .node(other.node), .text(" or "), .node(value.node), .text(")")])
            frame.result = BytecodeExpression(node: node, isPlain: other.isPlain && value.isPlain)
        }
    }

    mutating func yieldValue() {
        if frame.isAwaiting {
            frame.isAwaiting = false
            return
        }
        let value = popExpression()
        if frame.purpose == .expression, let last = frame.comprehensions.last {
            let node = text.make([.text("("), .node(value.node), .node(last.clauses), .text(")")])
            frame.result = BytecodeExpression(node: node)
        } else {
            write([.text("yield "), .node(value.node)])
        }
        frame.push(.unknown)
    }
}
