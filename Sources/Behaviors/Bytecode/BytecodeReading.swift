/// Writes code objects as Python source that does the same in the same order, as far as reading each instruction once,
/// from the first to the last, can tell.
///
/// The stack holds expressions instead of values. Both sides of a condition are read, one behind the other; a jump back
/// is ignored, so that a loop's body is read once. What the reading does not know stands as an unknown value. Nothing is
/// executed. Time is linear in the data: each code object is read once, expressions share their parts, and text is
/// written up to a limit.
struct BytecodeReading {
    let objects: MarshalObjects
    let version: BytecodeVersion
    var text = CodeText()
    var frame: BytecodeFrame
    private(set) var output: [UInt8] = []
    var indentation = 0
    private let outputLimit: Int
    private var stepsLeft: Int
    /// Something was left out because of a limit.
    private(set) var isCut = false
    private var literals: [Int32: BytecodeExpression] = [:]
    private var names: [Int32: String] = [:]
    private var contents: [Int32: Int32] = [:]
    private var openLiterals = 0

    private var nesting = 0

    /// CPython's own compiler ends at 20 blocks, and at a hundred levels of indentation.
    private static let deepestIndentation = 60
    /// Functions within functions.
    private static let deepestNesting = 32

    init(_ objects: MarshalObjects, _ version: BytecodeVersion, root: MarshalCode) {
        self.objects = objects
        self.version = version
        frame = BytecodeFrame(root, .module)
        // A byte of a constant takes four characters, and names stand again wherever they are used.
        outputLimit = min(8 * objects.data.count + 1_024, ConstantDecoding.maximumLength)
        // An instruction has two bytes; objects named again are read again.
        stepsLeft = objects.data.count
    }

    /// The source of the outermost code object.
    mutating func source() -> String {
        readFrame()
        return String(decoding: output, as: UTF8.self)
    }

    // MARK: Instructions

    /// Reads the code of the frame to its end.
    mutating func readFrame() {
        let range = frame.code.instructions
        var position = range.lowerBound
        var argument = 0
        while position + 1 < range.upperBound {
            guard stepsLeft > 0 else {
                isCut = true
                break
            }
            stepsLeft -= 1
            frame.offset = position - range.lowerBound
            arrive(at: frame.offset)
            let operation = version.operations[Int(objects.data[position])]
            argument = (argument << 8 | Int(objects.data[position + 1])) & 0x7fff_ffff
            position += 2
            guard let operation else {
                argument = 0
                continue
            }
            if operation.kind == .extendedArgument { continue }
            if version.jumpsRelative {
                // Behind some instructions room is left for what CPython learns while it runs.
                while position + 1 < range.upperBound, objects.data[position] == 0 { position += 2 }
            }
            perform(operation, argument, next: position - range.lowerBound)
            argument = 0
        }
        arrive(at: Int.max)
    }

    /// Closes what ends at an offset, and takes the stack that a jump has left there.
    private mutating func arrive(at offset: Int) {
        while let block = frame.blocks.last, block.end <= offset { close(block) }
        if let start = frame.handlingStart, let origin = frame.origins[offset], origin < start {
            // What was jumped to before is no handling of errors.
            while let block = frame.blocks.last, frame.handlingStart != nil { close(block) }
        }
        if let branch = frame.branches.removeValue(forKey: offset) {
            _ = open([.text(branch.header)], end: branch.end)
        }
        while let last = frame.comprehensions.last, last.end <= offset { frame.comprehensions.removeLast() }
        let other = frame.others.removeValue(forKey: offset)
        if frame.isDead {
            guard let depth = frame.depths[offset] else { return }
            frame.isDead = false
            while frame.stack.count > depth { frame.stack.removeLast() }
            while frame.stack.count < min(depth, 64) { frame.push(.unknown) }
        } else if let other, !frame.stack.isEmpty {
            let top = expression(frame.pop())
            let both = text.make([.text("("), .node(other.node), .text(" or "), .node(top.node), .text(")")])
            frame.push(.expression(BytecodeExpression(node: both, isPlain: other.isPlain && top.isPlain)))
        }
    }

    private mutating func close(_ block: BytecodeFrame.Block) {
        if output.count == block.start { write([.text("pass")]) }
        indentation -= 1
        frame.blocks.removeLast()
        if block.end == Int.max { frame.handlingStart = nil }
    }

    /// Opens statements that stand further in up to an offset; whether there was room.
    mutating func open(_ header: [CodeText.Piece], end: Int) -> Bool {
        let outer = frame.blocks.last?.end ?? Int.max
        guard indentation < Self.deepestIndentation else {
            write(header + [.text(" pass")])
            return false
        }
        write(header)
        indentation += 1
        frame.blocks.append(BytecodeFrame.Block(end: min(end, outer), start: output.count))
        return true
    }

    // MARK: Statements

    /// Writes a line unless it is beyond the limit.
    mutating func write(_ parts: [CodeText.Piece]) {
        let line = text.make(parts)
        guard output.count + text.size(of: line) + indentation + 1 <= outputLimit else {
            isCut = true
            return
        }
        for _ in 0..<indentation { output.append(UInt8(ascii: " ")) }
        text.write(line, to: &output)
        output.append(UInt8(ascii: "\n"))
    }

    /// Writes an expression for what computing it does.
    mutating func writeEffect(_ expression: BytecodeExpression) {
        if !expression.isPlain { write([.node(expression.node)]) }
    }

    // MARK: Code within code

    /// Writes a function under a name.
    mutating func define(_ function: BytecodeFunction, as name: String) {
        let keyword = function.code.flags & MarshalCode.isCoroutine != 0 ? "async def " : "def "
        nest(function.code, .function, header: [.text(keyword + name + "(")] + parameters(of: function) + [.text("):")])
    }

    /// Writes a class.
    mutating func defineClass(_ code: MarshalCode, name: String, bases: [CodeText.Piece]) {
        nest(code, .classBody, header: [.text("class " + name + "(")] + bases + [.text("):")])
    }

    private mutating func nest(_ code: MarshalCode, _ purpose: BytecodeFrame.Purpose, header: [CodeText.Piece]) {
        guard nesting < Self.deepestNesting, indentation < Self.deepestIndentation else {
            isCut = true
            return
        }
        nesting += 1
        write(header)
        let saved = frame
        frame = BytecodeFrame(code, purpose)
        indentation += 1
        let start = output.count
        readFrame()
        if output.count == start { write([.text("pass")]) }
        indentation -= 1
        frame = saved
        nesting -= 1
    }

    /// A lambda, when the code is one expression; else a function is written and its name stands for it.
    mutating func lambda(_ function: BytecodeFunction) -> BytecodeExpression {
        let name = function.code.name == "<lambda>" ? "_lambda" : PythonLiteral.name(function.code.name)
        guard function.code.name == "<lambda>", let body = result(of: function.code, argument: nil) else {
            define(function, as: name)
            return BytecodeExpression(node: text.make(name), isPlain: true)
        }
        let node = text.make(
            [.text("(lambda ")] + parameters(of: function) + [.text(": "), .node(body.node), .text(")")])
        return BytecodeExpression(node: node, isPlain: true)
    }

    /// What code returns that stands within an expression; its statements, if there are any, are written before.
    mutating func result(of code: MarshalCode, argument: BytecodeExpression?) -> BytecodeExpression? {
        guard nesting < Self.deepestNesting else {
            isCut = true
            return nil
        }
        nesting += 1
        let saved = frame
        frame = BytecodeFrame(code, .expression)
        frame.argument = argument
        readFrame()
        let result = frame.result
        frame = saved
        nesting -= 1
        return result
    }

    private mutating func parameters(of function: BytecodeFunction) -> [CodeText.Piece] {
        let code = function.code
        var parts: [CodeText.Piece] = []
        let plain = min(code.argumentCount, code.locals.count)
        var next = 0
        func add(_ prefix: String, _ parts: inout [CodeText.Piece], _ name: String) {
            parts.append(.text((parts.isEmpty ? "" : ", ") + prefix + name))
        }
        while next < plain {
            add("", &parts, local(next, of: code))
            let fromEnd = plain - next
            if fromEnd <= function.defaults.count {
                parts += [.text("="), .node(function.defaults[function.defaults.count - fromEnd].node)]
            }
            next += 1
        }
        let named = min(next + code.keywordOnlyCount, code.locals.count)
        let extra = code.flags & MarshalCode.takesMoreArguments != 0
        if extra {
            add("*", &parts, local(named, of: code))
        } else if named > next {
            add("*", &parts, "")
        }
        while next < named {
            add("", &parts, local(next, of: code))
            // Whether it has a default is not followed; an optional one can be left out as an unknown one can.
            parts.append(.text("=None"))
            next += 1
        }
        if code.flags & MarshalCode.takesMoreKeywords != 0 {
            add("**", &parts, local(named + (extra ? 1 : 0), of: code))
        }
        return parts
    }

    // MARK: Names and literals

    /// A name of a list as source can have it.
    mutating func name(_ list: [Int32], _ offset: Int) -> String {
        guard list.indices.contains(offset) else { return "_unknown" }
        if let known = names[list[offset]] { return known }
        guard let plain = objects.text(list, offset) else { return "_unknown" }
        let made = PythonLiteral.name(plain)
        names[list[offset]] = made
        return made
    }

    /// A variable that an instruction names by its place among all variables of the code.
    mutating func local(_ offset: Int, of code: MarshalCode) -> String {
        name(code.locals, offset)
    }

    /// A variable that functions share.
    mutating func cell(_ offset: Int) -> String {
        let code = frame.code
        if version.layout == .withKinds { return local(offset, of: code) }
        return offset < code.cells.count
            ? name(code.cells, offset) : name(code.freeVariables, offset - code.cells.count)
    }

    /// A constant as it is written.
    mutating func literal(_ index: Int32) -> BytecodeExpression {
        if let known = literals[index] { return known }
        var made = BytecodeExpression(node: 0, isPlain: true)
        // What contains itself, and what is nested deeper than source is, is unknown.
        literals[index] = BytecodeExpression(node: text.make("_unknown"), isPlain: true)
        openLiterals += 1
        defer { openLiterals -= 1 }
        guard openLiterals < 24 else { return made }
        let parts: [CodeText.Piece] =
            switch objects[index] {
            case .none: [.text("None")]
            case .ellipsis, .code: [.text("...")]
            case .truth(let truth): [.text(truth ? "True" : "False")]
            case .integer(let number): [.text(number < 0 ? "(\(number))" : String(number))]
            case .long(let digits, let isNegative):
                [.text("(" + PythonLiteral.hexadecimal(digits, isNegative: isNegative) + ")")]
            case .float(let number): [.text(number.isFinite ? "(\(number))" : "1e999")]
            case .complex: [.text("0j")]
            case .bytes(let range): [.text(PythonLiteral.quoted(objects.data[range], isBytes: true))]
            case .text(let text): [.text(PythonLiteral.quoted(text.utf8, isBytes: false))]
            case .sequence(.tuple, let elements):
                [.text("("), .node(inside(index, elements)), .text(elements.count == 1 ? ",)" : ")")]
            case .sequence(.list, let elements): [.text("["), .node(inside(index, elements)), .text("]")]
            case .sequence(.set, let elements), .sequence(.frozenSet, let elements):
                [.text("{"), .node(inside(index, elements)), .text("}")]
            case .dictionary: [.text("{}")]
            }
        made = BytecodeExpression(node: text.make(parts), isPlain: true)
        literals[index] = made
        return made
    }

    /// The elements of a constant without its brackets.
    mutating func inside(_ index: Int32, _ elements: [Int32]) -> Int32 {
        if let known = contents[index] { return known }
        var parts: [CodeText.Piece] = []
        for (offset, element) in elements.enumerated() {
            if offset > 0 { parts.append(.text(", ")) }
            parts.append(.node(literal(element).node))
        }
        let made = text.make(parts)
        contents[index] = made
        return made
    }
}
