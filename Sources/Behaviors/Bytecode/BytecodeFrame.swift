/// An expression of the text that a reading writes.
struct BytecodeExpression {
    let node: Int32
    /// It can be called or have members without parentheses.
    var isAtom = true
    /// The operator of a chain that more operands may be added to.
    var chain = ""
    /// Computing it does nothing.
    var isPlain = false
    /// A list, set or dictionary that is to be filled.
    var isEmpty = false
}

/// What stands on the stack of the bytecode.
enum BytecodeItem {
    /// Nothing is known of it.
    case unknown
    /// The empty place beside what is called.
    case null
    case constant(Int32)
    case expression(BytecodeExpression)
    case tuple([BytecodeExpression])
    case function(BytecodeFunction)
    case classBuilder
    /// A class that was just written under its name.
    case defined(String)
    /// An imported module by its whole name, of which names may be imported (`from m import n`); some were.
    case module(String, givesNames: Bool, isUsed: Bool)
    case member(module: String, name: String)
    /// What a `with` gives.
    case entered(BytecodeExpression)
    /// The next element of a loop.
    case element(BytecodeExpression, end: Int, isClause: Bool)
    /// A part of what is unpacked, by the number of the unpacking.
    case part(Int)
}

/// A function that was made and has no name yet.
struct BytecodeFunction {
    let code: MarshalCode
    var defaults: [BytecodeExpression] = []
}

/// The reading of one code object.
struct BytecodeFrame {
    /// What becomes of what the code returns.
    enum Purpose {
        /// The text itself; what is returned goes nowhere.
        case module
        case function
        case classBody
        /// An expression in which the code stands: a lambda or comprehension.
        case expression
    }

    /// Statements that stand further in up to an offset.
    struct Block {
        let end: Int
        /// Where its first statement begins in the output.
        let start: Int
    }

    /// Statements that only run on a condition.
    struct Branch {
        let header: String
        let end: Int
    }

    /// A comprehension: the clauses up to now.
    struct Comprehension {
        let end: Int
        var clauses: Int32
    }

    /// A target list that gathers its names.
    struct Unpacking {
        let source: BytecodeItem
        let count: Int
        let starred: Int
        var targets: [Int32] = []
    }

    let code: MarshalCode
    let purpose: Purpose
    /// What a comprehension runs over, given as its only argument.
    var argument: BytecodeExpression?
    var stack: [BytecodeItem] = []
    var blocks: [Block] = []
    var comprehensions: [Comprehension] = []
    var unpackings: [Unpacking] = []
    /// Statements that will stand further in from an offset on: the other side of a condition, or what handles an error.
    var branches: [Int: Branch] = [:]
    /// Where errors are handled that are raised in what stands before.
    var handlers: Set<Int> = []
    /// Where handling of errors began that has no known end; nil outside.
    var handlingStart: Int?
    /// Where jumps come from first, by where they lead.
    var origins: [Int: Int] = [:]
    /// The offset of the instruction.
    var offset = 0
    /// How high the stack is where jumps arrive, and the other value that the top may have there.
    var depths: [Int: Int] = [:]
    var others: [Int: BytecodeExpression] = [:]
    /// The instruction cannot be reached from the one before.
    var isDead = false
    /// The next `yield` belongs to an `await`.
    var isAwaiting = false
    /// The next value that is dropped was tested and has become the other value.
    var dropsTested = false
    /// Names of the last arguments of the next call.
    var keywords: [Int32] = []
    var result: BytecodeExpression?
    var globals: Set<String> = []

    init(_ code: MarshalCode, _ purpose: Purpose) {
        self.code = code
        self.purpose = purpose
    }

    /// More is not followed; the compiler keeps far below.
    private static let highestStack = 2_048

    mutating func push(_ item: BytecodeItem) {
        if stack.count < Self.highestStack { stack.append(item) }
    }

    /// Notes how high the stack is where a jump leads.
    mutating func jump(to target: Int, height: Int) {
        depths[target] = height
        if origins[target] == nil { origins[target] = offset }
    }

    mutating func pop() -> BytecodeItem { stack.popLast() ?? .unknown }

    /// The values from the one pushed first; fewer where there are fewer.
    mutating func pop(_ count: Int) -> [BytecodeItem] {
        let items = Array(stack.suffix(max(0, count)))
        stack.removeLast(items.count)
        return items
    }

    /// The index of the value so far from the top, which is 1.
    func index(_ distance: Int) -> Int? {
        distance >= 1 && distance <= stack.count ? stack.count - distance : nil
    }
}
