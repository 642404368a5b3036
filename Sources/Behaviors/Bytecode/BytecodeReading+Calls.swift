// Calls, functions, classes and imports.
extension BytecodeReading {
    /// The call of 3.11 and later: two places below the arguments, of which one may be empty.
    mutating func callWithPlaces(_ count: Int, keywords: [Int32]) {
        let arguments = frame.pop(count)
        let upper = frame.pop()
        let lower = frame.pop()
        frame.keywords = []
        if case .null = lower {
            call(upper, arguments, keywords: keywords)
        } else if case .null = upper {
            call(lower, arguments, keywords: keywords)
        } else {
            call(lower, [upper] + arguments, keywords: keywords)
        }
    }

    /// Calls a value; the last arguments have the names.
    mutating func call(_ callee: BytecodeItem, _ arguments: [BytecodeItem], keywords: [Int32] = []) {
        if case .classBuilder = callee, case .function(let body)? = arguments.first {
            defineClass(body.code, arguments, keywords)
            return
        }
        if case .function(let function) = callee, let first = arguments.first, arguments.count == 1,
            function.code.name.hasPrefix("<"), function.code.name != "<lambda>",
            let made = result(of: function.code, argument: expression(first))
        {
            frame.push(.expression(made))
            return
        }
        let list = written(arguments, keywords)
        if case .unknown = callee, list.isPlain {
            frame.push(.unknown)
            return
        }
        push(operand(expression(callee)) + [.text("(")] + list.parts + [.text(")")])
    }

    private mutating func written(
        _ arguments: [BytecodeItem], _ keywords: [Int32]
    ) -> (parts: [CodeText.Piece], isPlain: Bool) {
        var isPlain = true
        var parts: [[CodeText.Piece]] = []
        let firstNamed = arguments.count - keywords.count
        for (offset, argument) in arguments.enumerated() {
            let value = expression(argument)
            if !value.isPlain { isPlain = false }
            let prefix: [CodeText.Piece] =
                offset >= firstNamed && firstNamed >= 0 ? [.text(name(keywords, offset - firstNamed) + "=")] : []
            parts.append(prefix + [.node(value.node)])
        }
        return (joined(parts), isPlain)
    }

    /// `f(*list, **names)`.
    mutating func callSpread(hasNames: Bool) {
        let names = hasNames ? popExpression() : nil
        let list = frame.pop()
        var callee = frame.pop()
        if case .null = callee {
            callee = frame.pop()
        } else if version.jumpsRelative, case .null? = frame.stack.last {
            _ = frame.pop()
        }
        var parts = elements(of: list)?.map { [CodeText.Piece.node($0.node)] } ?? []
        if elements(of: list) == nil { parts.append([.text("*"), .node(expression(list).node)]) }
        if let names { parts.append([.text("**")] + operand(names)) }
        push(operand(expression(callee)) + [.text("(")] + joined(parts) + [.text(")")])
    }

    /// The constant tuple of names that a call is given.
    func keywordNames(_ item: BytecodeItem) -> [Int32] {
        guard case .constant(let index) = item, case .sequence(.tuple, let names) = objects[index] else { return [] }
        return names
    }

    private mutating func defineClass(_ code: MarshalCode, _ arguments: [BytecodeItem], _ keywords: [Int32]) {
        let known = arguments.count > 1 ? arguments[1] : .unknown
        var name = PythonLiteral.name(code.name)
        if case .constant(let index) = known, case .text(let text) = objects[index] { name = PythonLiteral.name(text) }
        let bases = written(Array(arguments.dropFirst(2)), keywords)
        defineClass(code, name: name, bases: bases.parts)
        frame.push(.defined(name))
    }

    /// Makes a function of the code on top; the flags tell what stands below.
    mutating func makeFunction(_ flags: Int) {
        // The name that the function shows.
        if version.minor <= 10 { _ = frame.pop() }
        guard case .constant(let index) = frame.pop(), case .code(let code) = objects[index] else {
            frame.push(.unknown)
            return
        }
        var function = BytecodeFunction(code: code)
        if version.minor <= 12 {
            for flag in [8, 4, 2] where flags & flag != 0 { _ = frame.pop() }
            if flags & 1 != 0 { function.defaults = elements(of: frame.pop()) ?? [] }
        }
        frame.push(.function(function))
    }

    /// Gives the function on top what stands below it.
    mutating func setFunctionAttribute(_ flag: Int) {
        let item = frame.pop()
        let attribute = frame.pop()
        guard case .function(var function) = item else {
            frame.push(item)
            return
        }
        if flag == 1 { function.defaults = elements(of: attribute) ?? [] }
        frame.push(.function(function))
    }

    // MARK: Imports

    mutating func importName(_ offset: Int) {
        var givesNames = false
        if case .constant(let index) = frame.pop(), case .sequence = objects[index] { givesNames = true }
        var dots = ""
        if case .constant(let index) = frame.pop(), case .integer(let level) = objects[index], (1...16).contains(level)
        {
            dots = String(repeating: ".", count: level)
        }
        let whole = objects.text(frame.code.names, offset) ?? ""
        let parts = whole.unicodeScalars.prefix(256).split(separator: ".").map { PythonLiteral.name(String($0)) }
        frame.push(.module(dots + parts.joined(separator: "."), givesNames: givesNames, isUsed: false))
    }

    mutating func importFrom(_ offset: Int) {
        guard case .module(let module, let givesNames, _) = frame.pop() else {
            frame.push(.unknown)
            frame.push(.unknown)
            return
        }
        frame.push(.module(module, givesNames: givesNames, isUsed: true))
        if givesNames {
            frame.push(.member(module: module, name: name(frame.code.names, offset)))
        } else {
            // `import a.b as c` takes `b` from `a`, which is what was imported.
            frame.push(.module(module, givesNames: false, isUsed: false))
        }
    }

    mutating func importStar() {
        if case .module(let module, _, _) = frame.pop() { write([.text("from " + module + " import *")]) }
    }
}
