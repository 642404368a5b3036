// SourceSyntax: tolerant lexers and parsers for Python and JavaScript/TypeScript.
//
// What it does: turns hostile source bytes into one small common tree. What it never does: throw on bad input, trap,
// recurse without a bound, read files, or know what malware is. What it guarantees: every loop consumes input or
// stops; time and memory are linear in the input; the tree is never deeper than `SyntaxTree.maximumDepth`; whatever
// was skipped or cut is listed in `diagnostics`.

/// The index of a node in its tree's arena.
package struct NodeID: Sendable, Hashable {
    package let index: UInt32

    package init(_ index: Int) { self.index = UInt32(index) }
}

/// The kinds of the common tree; the children's order is part of the contract and written beside each.
package enum SyntaxKind: UInt8, Sendable, Hashable {
    // MARK: Structure
    /// The whole file: statements.
    case module
    /// Statements of a body, in order.
    case block
    /// A stand-in where an optional child is missing.
    case empty
    /// A stretch that could not be understood; its children are what could be recovered from it.
    case error

    // MARK: Definitions
    /// `text` is the name, empty for lambdas, arrows and anonymous functions. Children: parameterList, body (a block,
    /// or an expression for lambdas and arrows), then decorators. Accessors and methods are functions too.
    case function
    /// Children: parameters.
    case parameterList
    /// Children: target (name or pattern), default value (optional), then decorators (TypeScript). Flag `.spread` for `*args`, `**kw`, `...rest`.
    case parameter
    /// `text` is the name. Children: list of bases (`argumentList`), block, then decorators.
    case classDefinition
    /// Children: expressions and keywordArguments.
    case argumentList
    /// Children: the expression behind the `@`.
    case decorator

    // MARK: Imports
    /// `text` is the module as written (`os.path`, `..sibling`, `./file.js`). Children: importBindings.
    case importDeclaration
    /// `text` is the imported member: empty for the module itself, `*` for all, `default` for a JavaScript default.
    /// Child: the local name. Flag `.bindsRoot` for Python's `import a.b`, which binds `a`.
    case importBinding
    /// JavaScript `export`. Children: the exported declaration or expression, or importBindings whose child is the
    /// name under which it is exported; `text` is the source module of a re-export, else empty. Flag `.isDefault`.
    case exportDeclaration

    // MARK: Statements
    /// Children: the expression.
    case expressionStatement
    /// Also an expression in JavaScript and for `:=`. `text` is the operator (`=`, `+=`, `:=`). Children: one or more
    /// targets, the value last. An annotated target without value has `empty` as value. Flag `.declares` for
    /// `var`, `let`, `const`.
    case assignment
    /// Children: condition, block, else block or nested ifStatement (optional).
    case ifStatement
    /// Children: condition, block, else block (optional). `do … while` too.
    case whileLoop
    /// `for … in`, `for … of`. Children: target, iterable, block, else block (optional).
    case forEach
    /// C-style loop. Children: initializer, condition, step, block; missing ones are `empty`.
    case forLoop
    /// Children: block, then catchClauses, elseClause, finallyClause as they stand.
    case tryStatement
    /// Children: exception type or parameter (or `empty`), block. `text` is the bound name, if any.
    case catchClause
    /// Children: block.
    case elseClause
    /// Children: block.
    case finallyClause
    /// Children: withItems, block last.
    case withStatement
    /// Children: expression, target (optional).
    case withItem
    /// `switch` and `match`. Children: subject, then caseClauses.
    case switchStatement
    /// Children: pattern or test (`empty` for `default`), block; Python guards stand between them. In patterns a class
    /// pattern is a `tuple` of the class and its parts, and `x as y` an `assignment` with `:=`.
    case caseClause
    /// Children: value (optional).
    case returnStatement
    /// `raise`, `throw`. Children: value (optional), cause (optional).
    case raiseStatement
    /// `del`, `assert`, `global`, `nonlocal`, `break`, `continue`, labels, `debugger`. `text` is the keyword; children:
    /// the expressions in it.
    case keywordStatement

    // MARK: Expressions
    /// `text` is the identifier; `this`, `self`, `super` are names.
    case name
    /// `text` is the member. Child: object. Optional chaining (`?.`) too. Private names keep their `#`.
    case member
    /// Children: object, then indices (slices are `slice`).
    case subscription
    /// Children: lower, upper, step; missing ones are `empty`.
    case slice
    /// Children: callee, then arguments (expressions, keywordArguments, spreads).
    case call
    /// `new X(…)`. Children as of `call`.
    case newExpression
    /// `text` is the parameter name. Child: value.
    case keywordArgument
    /// `*x`, `**x`, `...x`. Child: the expression. `text` is the operator.
    case spread
    /// `text` is the value with escapes decoded. Adjacent Python literals are one. Flag `.isBytes` for bytes, whose
    /// bytes stand as Unicode scalars 0-255.
    case string
    /// f-strings and template literals. Children: `string` parts and expressions in order.
    case template
    /// Children: tag, template.
    case taggedTemplate
    /// `text` is the literal as written.
    case number
    /// `true`, `None`, `null`, `undefined`-like constants; `text` as written.
    case constant
    /// `text` is the pattern with flags as written.
    case regularExpression
    /// List or array. Children: elements, holes are `empty`.
    case list
    /// Children: elements.
    case tuple
    /// Children: elements.
    case set
    /// Dict or object literal. Children: pairs, spreads, and functions for methods.
    case dictionary
    /// Children: key (a `string` when written as a bare JavaScript key), value.
    case pair
    /// `text` is the operator. Child: operand. `typeof`, `not`, `void`, `delete`, `++` too.
    case unary
    /// `text` is the operator. Children: two or more operands; chains of the same left-associative operator are flat.
    /// Comparisons and logical operators too.
    case binary
    /// Children: condition, value if true, value if false.
    case conditional
    /// Child: operand.
    case await
    /// Child: operand (optional). `yield from` too.
    case yield
    /// List, set, dict comprehensions and generator expressions. Children: element (a `pair` for dicts), then
    /// comprehensionClauses.
    case comprehension
    /// Children: target, iterable, conditions.
    case comprehensionClause
    /// The comma operator. Children: expressions.
    case sequence
    /// JSX element. Children: element name, attributes as `pair`, nested elements and expressions.
    case markup
    /// JavaScript's `import(x)` and `import.meta` root are calls and names; this is a TypeScript-only declaration
    /// that has no run-time effect. No children.
    case typeOnly
}

/// Facts about a node that are neither kind nor text.
package struct SyntaxFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    // Inlinable: other modules ask for flags of nearly every node, each time by a call otherwise.

    @inlinable
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Whether all flags of a set are among these.
    @inlinable
    package func contains(_ member: SyntaxFlags) -> Bool { rawValue & member.rawValue == member.rawValue }

    @inlinable package static var isAsync: SyntaxFlags { SyntaxFlags(rawValue: 1 << 0) }
    @inlinable package static var isGenerator: SyntaxFlags { SyntaxFlags(rawValue: 1 << 1) }
    @inlinable package static var isArrow: SyntaxFlags { SyntaxFlags(rawValue: 1 << 2) }
    @inlinable package static var isStatic: SyntaxFlags { SyntaxFlags(rawValue: 1 << 3) }
    /// A getter or setter, or a Python property by decorator.
    @inlinable package static var isAccessor: SyntaxFlags { SyntaxFlags(rawValue: 1 << 4) }
    @inlinable package static var spread: SyntaxFlags { SyntaxFlags(rawValue: 1 << 5) }
    @inlinable package static var bindsRoot: SyntaxFlags { SyntaxFlags(rawValue: 1 << 6) }
    @inlinable package static var isDefault: SyntaxFlags { SyntaxFlags(rawValue: 1 << 7) }
    @inlinable package static var declares: SyntaxFlags { SyntaxFlags(rawValue: 1 << 8) }
    @inlinable package static var isBytes: SyntaxFlags { SyntaxFlags(rawValue: 1 << 9) }
    /// The key of a pair or member was computed (`{[k]: v}`).
    @inlinable package static var isComputed: SyntaxFlags { SyntaxFlags(rawValue: 1 << 10) }
    /// The string literal used `\x`, `\u` or octal escapes for printable characters.
    @inlinable package static var hasEscapes: SyntaxFlags { SyntaxFlags(rawValue: 1 << 11) }
}

/// One node of the arena, in 24 bytes: the trees of a large package are most of what its inspection takes.
package struct SyntaxNode: Sendable {
    /// Index into `SyntaxTree.texts`; 0 is the empty text.
    package let textIndex: UInt32
    /// Byte range in the source.
    package let start: UInt32
    package let end: UInt32
    /// Children are `SyntaxTree.children[firstChild ..< firstChild + childCount]`.
    package let firstChild: UInt32
    package let childCount: UInt32
    // Stored as it is: other modules ask nearly every node for it, and only what is stored is read without a call.
    package let kind: SyntaxKind
    // In this order a node takes 24 bytes.
    private let lowHeight: UInt8
    /// The four lowest bits are the highest of the height, above them stand the flags.
    private let flagsAndHeight: UInt16

    init(
        kind: SyntaxKind, flags: SyntaxFlags, textIndex: UInt32, start: UInt32, end: UInt32, firstChild: UInt32,
        childCount: UInt32, height: UInt16
    ) {
        self.kind = kind
        self.textIndex = textIndex
        self.start = start
        self.end = end
        self.firstChild = firstChild
        self.childCount = childCount
        flagsAndHeight = flags.rawValue << 4 | height >> 8 & 0xF
        lowHeight = UInt8(truncatingIfNeeded: height)
    }

    package var flags: SyntaxFlags { SyntaxFlags(rawValue: flagsAndHeight >> 4) }

    /// Height of the subtree; leaves have 1.
    package var height: UInt16 { (flagsAndHeight & 0xF) << 8 | UInt16(lowHeight) }
}

/// What a parser could not understand or had to cut.
package struct SyntaxDiagnostic: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// Text that fits no rule; parsing went on behind it.
        case unexpected
        /// Nesting beyond the bound; the inner part was skipped.
        case tooDeep = "too-deep"
        /// More nodes than the bound; the rest of the file was skipped.
        case tooLarge = "too-large"
        /// Bytes that are not text in the declared encoding.
        case undecodable
    }

    package let kind: Kind
    package let offset: UInt32

    package init(kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = UInt32(clamping: offset)
    }
}

/// A parsed file: an arena of nodes built bottom-up, so that nothing of it is freed or walked by deep recursion.
package struct SyntaxTree: Sendable {
    /// No tree is higher than this, so a recursive walk with modest frames fits a 16 MiB stack.
    package static let maximumDepth = 600
    /// No tree has more nodes; about 30 bytes each.
    package static let maximumNodes = 12_000_000

    package internal(set) var nodes: [SyntaxNode] = []
    package internal(set) var children: [NodeID] = []
    package internal(set) var texts: [String] = [""]
    package internal(set) var root = NodeID(0)
    package internal(set) var diagnostics: [SyntaxDiagnostic] = []
    /// Byte offset of each line's first byte; line 1 first.
    package internal(set) var lineStarts: [UInt32] = [0]

    package init() {}

    package subscript(_ id: NodeID) -> SyntaxNode { nodes[Int(id.index)] }

    package func text(_ id: NodeID) -> String { texts[Int(self[id].textIndex)] }

    package func kind(_ id: NodeID) -> SyntaxKind { self[id].kind }

    package func children(of id: NodeID) -> ArraySlice<NodeID> {
        let node = self[id]
        return children[Int(node.firstChild)..<Int(node.firstChild) + Int(node.childCount)]
    }

    /// The line, from 1, of a byte offset.
    package func line(at offset: UInt32) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    package func line(of id: NodeID) -> Int { line(at: self[id].start) }

    /// Adds a node above children that are in the arena already.
    ///
    /// A node that would exceed `maximumDepth` loses its children and is noted as `tooDeep`.
    mutating func add(
        _ kind: SyntaxKind, flags: SyntaxFlags = [], start: Int, end: Int, _ parts: [NodeID] = []
    ) -> NodeID {
        var height = 0
        for part in parts { height = max(height, Int(self[part].height)) }
        let isTooDeep = height + 1 > Self.maximumDepth
        if isTooDeep { diagnostics.append(SyntaxDiagnostic(kind: .tooDeep, offset: start)) }
        let firstChild = UInt32(children.count)
        if !isTooDeep { children.append(contentsOf: parts) }
        nodes.append(
            SyntaxNode(
                kind: isTooDeep ? .error : kind, flags: flags, textIndex: 0, start: UInt32(clamping: start),
                end: UInt32(clamping: end), firstChild: firstChild, childCount: isTooDeep ? 0 : UInt32(parts.count),
                height: isTooDeep ? 1 : UInt16(height + 1)))
        return NodeID(nodes.count - 1)
    }
}
