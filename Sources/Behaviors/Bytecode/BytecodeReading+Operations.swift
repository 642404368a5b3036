// What each kind of instruction does to the stack and the text.
extension BytecodeReading {
    /// Does what an instruction does.
    ///
    /// - Parameter next: the offset of the instruction behind it.
    mutating func perform(_ operation: BytecodeOperation, _ argument: Int, next: Int) {
        let code = frame.code
        switch operation.kind {
        case .ignored, .extendedArgument: break
        case .pop:
            let item = frame.pop()
            if frame.dropsTested { frame.dropsTested = false } else { discard(item) }
        case .drop: for _ in 0..<(Int(operation.text) ?? 1) { _ = frame.pop() }
        case .push: frame.push(.unknown)
        case .obscure:
            _ = frame.pop()
            frame.push(.unknown)
        case .rotate: rotate(Int(operation.text) ?? 2)
        case .rotateBy: rotate(argument)
        case .duplicate: copy(1)
        case .duplicateTwo:
            copy(2)
            copy(2)
        case .copy: copy(argument)
        case .swap:
            if let index = frame.index(argument) { frame.stack.swapAt(index, frame.stack.count - 1) }
        case .pushNull: frame.push(.null)

        case .constant:
            frame.push(code.constants.indices.contains(argument) ? .constant(code.constants[argument]) : .unknown)
        case .name: pushName(name(code.names, argument))
        case .global:
            let hasPlace = version.jumpsRelative && argument & 1 != 0
            let name = name(code.names, version.jumpsRelative ? argument >> 1 : argument)
            pushCallee([.text(name)], hasPlace: hasPlace, isPlain: true)
        case .local: pushLocal(argument)
        case .localPair:
            pushLocal(argument >> 4)
            pushLocal(argument & 15)
        case .cell: pushName(cell(argument))
        case .storeName: storeName(name(code.names, argument))
        case .storeGlobal:
            let name = name(code.names, argument)
            if frame.purpose == .function, frame.globals.insert(name).inserted { write([.text("global " + name)]) }
            storeName(name)
        case .storeLocal: storeName(local(argument, of: code))
        case .storeLocalPair:
            storeName(local(argument >> 4, of: code))
            storeName(local(argument & 15, of: code))
        case .storeAndLoad:
            storeName(local(argument >> 4, of: code))
            pushLocal(argument & 15)
        case .storeCell: storeName(cell(argument))
        case .attribute:
            let isMethod = version.minor >= 12 && argument & 1 != 0
            attribute(version.minor >= 12 ? argument >> 1 : argument, isMethod: isMethod)
        case .method: attribute(argument, isMethod: true)
        case .superAttribute:
            _ = frame.pop(3)
            let member = name(code.names, argument >> 2)
            pushCallee([.text("super()."), .text(member)], hasPlace: argument & 1 != 0, isPlain: false)
        case .storeAttribute:
            let object = operand(popExpression())
            store(frame.pop(), in: text.make(object + [.text("."), .text(name(code.names, argument))]))

        case .importName: importName(argument)
        case .importFrom: importFrom(argument)
        case .importStar: importStar()
        case .call: callWithPlaces(argument, keywords: frame.keywords)
        case .callFunction:
            let arguments = frame.pop(argument)
            call(frame.pop(), arguments)
        case .callMethod:
            let arguments = frame.pop(argument)
            let callee = frame.pop()
            if case .null? = frame.stack.last { _ = frame.pop() }
            call(callee, arguments)
        case .callKeywords:
            let names = keywordNames(frame.pop())
            let arguments = frame.pop(argument)
            call(frame.pop(), arguments, keywords: names)
        case .callNamed: callWithPlaces(argument, keywords: keywordNames(frame.pop()))
        case .callSpread: callSpread(hasNames: argument & 1 != 0)
        case .keywordNames:
            frame.keywords =
                code.constants.indices.contains(argument) ? keywordNames(.constant(code.constants[argument])) : []
        case .intrinsic:
            if operation.text == "2" {
                _ = frame.pop()
            } else if argument == 2 {
                importStar()
                frame.push(.unknown)
            }
        case .function: makeFunction(argument)
        case .functionAttribute: setFunctionAttribute(argument)
        case .classBuilder: frame.push(.classBuilder)

        case .unary:
            let value = popExpression()
            push([.text(operation.text + " ")] + operand(value), isAtom: false, isPlain: value.isPlain)
        case .binary: binary(operation.text)
        case .binaryOperation: binary(Self.operators[argument % Self.operators.count])
        case .compare:
            let shift = version.minor >= 13 ? 5 : version.minor == 12 ? 4 : 0
            let index = argument >> shift
            if Self.comparisons.indices.contains(index) {
                binary(Self.comparisons[index])
            } else {
                // Whether an exception is of a type.
                _ = frame.pop(2)
                frame.push(.unknown)
            }
        case .identity: binary(argument & 1 == 0 ? "is" : "is not")
        case .containment: binary(argument & 1 == 0 ? "in" : "not in")
        case .subscriptRead:
            let key = popExpression()
            let object = popExpression()
            push(operand(object) + [.text("["), .node(key.node), .text("]")])
        case .storeSubscript:
            let key = popExpression()
            let object = operand(popExpression())
            store(frame.pop(), in: text.make(object + [.text("["), .node(key.node), .text("]")]))
        case .slice:
            buildSlice(2)
            let key = popExpression()
            push(operand(popExpression()) + [.text("["), .node(key.node), .text("]")])
        case .storeSlice:
            buildSlice(2)
            let key = popExpression()
            let object = operand(popExpression())
            store(frame.pop(), in: text.make(object + [.text("["), .node(key.node), .text("]")]))
        case .buildSlice: buildSlice(argument)

        case .build: build(operation.text, argument)
        case .buildUnpacked: buildUnpacked(operation.text, argument)
        case .buildMap: buildMap(argument)
        case .buildConstantMap: buildConstantMap(argument)
        case .buildString: buildString(argument)
        case .extend: extend(operation.text, argument)
        case .merge: merge(argument)
        case .append: append(operation.text, argument)
        case .mapAdd: addPair(argument)
        case .format:
            if argument & 4 != 0 { _ = frame.pop() }
            format()
        case .formatSimple: format()
        case .formatSpecified:
            _ = frame.pop()
            format()
        case .unpack: unpack(frame.pop(), count: argument)
        case .unpackRest:
            let before = argument & 0xff
            unpack(frame.pop(), count: before + 1 + argument >> 8 & 0xff, starred: before)

        case .returnValue: leave(frame.pop())
        case .returnConstant:
            leave(code.constants.indices.contains(argument) ? .constant(code.constants[argument]) : .unknown)
        case .yield: yieldValue()
        case .await:
            _ = frame.pop()
            frame.isAwaiting = true
            frame.jump(to: target(argument, next), height: frame.stack.count)
        case .raise:
            let error = frame.pop(argument).map { expression($0) }
            if let first = error.first { write([.text("raise "), .node(first.node)]) }
            frame.isDead = true
        case .end, .jumpBack: frame.isDead = true
        case .jump: jump(operation.text.isEmpty ? target(argument, next) : argument * version.jumpUnit, next: next)
        case .jumpIf: jumpIf(operation.text, conditional(argument, next))
        case .jumpBackIf: jumpIf(operation.text, 0)
        case .jumpOrPop:
            let value = expression(frame.pop())
            frame.others[conditional(argument, next)] = value
            frame.jump(to: conditional(argument, next), height: frame.stack.count + 1)
        case .jumpUnlessMatch:
            _ = frame.pop(2)
            frame.jump(to: conditional(argument, next), height: frame.stack.count)
        case .iterate: iterate(to: target(argument, next))
        case .enter:
            let context = popExpression()
            frame.push(.unknown)
            frame.push(.entered(context))
        case .guarded:
            frame.handlers.insert(target(argument, next))
            frame.jump(to: target(argument, next), height: frame.stack.count + 3)
        case .handle:
            if frame.handlingStart == nil, open([.text("if _error:")], end: Int.max) {
                frame.handlingStart = frame.offset
            }
            frame.push(.unknown)
        }
    }

    private static let operators = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"]
    private static let comparisons = ["<", "<=", "==", "!=", ">", ">=", "in", "not in", "is", "is not"]

    // MARK: The stack

    private mutating func rotate(_ count: Int) {
        // The compiler rotates four, and more only for patterns.
        guard (2...64).contains(count), let index = frame.index(count), let top = frame.stack.popLast() else { return }
        frame.stack.insert(top, at: index)
    }

    private mutating func copy(_ distance: Int) {
        guard let index = frame.index(distance) else { return frame.push(.unknown) }
        switch frame.stack[index] {
        case .function, .element, .entered, .module:
            // What is written where it is used is written once.
            let value = expression(frame.stack[index])
            frame.stack[index] = .expression(value)
        case .unknown, .null, .constant, .expression, .tuple, .classBuilder, .defined, .member, .part: break
        }
        frame.push(frame.stack[index])
    }

    private mutating func pushLocal(_ offset: Int) {
        if offset == 0, let argument = frame.argument {
            frame.push(.expression(argument))
        } else {
            pushName(local(offset, of: frame.code))
        }
    }

    private mutating func pushCallee(_ parts: [CodeText.Piece], hasPlace: Bool, isPlain: Bool) {
        if hasPlace, !version.nullsFollow { frame.push(.null) }
        push(parts, isPlain: isPlain)
        if hasPlace, version.nullsFollow { frame.push(.null) }
    }

    private mutating func attribute(_ offset: Int, isMethod: Bool) {
        // CPython 3.6 writes `import a.b as c` so.
        if case .module(let module, givesNames: false, _)? = frame.stack.last, module.contains(".") { return }
        let object = popExpression()
        let member = name(frame.code.names, offset)
        pushCallee(operand(object) + [.text("."), .text(member)], hasPlace: isMethod, isPlain: false)
    }

    private mutating func storeName(_ name: String) {
        let item = frame.pop()
        if frame.purpose == .classBody, Self.classNames.contains(name) { return }
        store(item, inName: name)
    }

    /// What every class body sets by itself.
    private static let classNames: Set<String> = [
        "__module__", "__qualname__", "__firstlineno__", "__static_attributes__", "__classcell__",
    ]

    private mutating func binary(_ symbol: String) {
        let right = popExpression()
        let left = popExpression()
        let chain = symbol == "+" ? symbol : ""
        push(
            operand(left, in: chain) + [.text(" " + symbol + " ")] + operand(right), isAtom: false, chain: chain,
            isPlain: left.isPlain && right.isPlain)
    }
}
