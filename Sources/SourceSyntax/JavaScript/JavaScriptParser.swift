/// Parses JavaScript or TypeScript, modules and scripts alike, into the common tree.
///
/// Types and other declarations without run-time effect are skipped; syntax errors are noted and parsed around.
/// Follows ECMAScript 2025 with annex B, and TypeScript 5.
package func parseJavaScript(_ source: [UInt8], isTypeScript: Bool, allowsMarkup: Bool) -> SyntaxTree {
    guard source.count < Int(UInt32.max) else {
        var tree = SyntaxTree()
        tree.root = tree.add(.module, start: 0, end: 0)
        tree.diagnostics.append(SyntaxDiagnostic(kind: .tooLarge, offset: 0))
        return tree
    }
    var parser = JavaScriptParser(source, isTypeScript: isTypeScript, allowsMarkup: allowsMarkup)
    return parser.parseModule()
}

/// A recursive-descent parser with bounded depth and one token of lookahead.
///
/// Chains (binary operators, conditionals, assignments, postfixes, prefixes, `else if`) are loops, so only brackets,
/// bodies and arrows recurse. Children wait on `stack` until their parent is made: few nodes cost an allocation.
struct JavaScriptParser {
    /// Statements, assignment expressions, functions and classes that may be open at once; up to ten frames each, so
    /// that the deepest parse needs about 200 KiB of stack (700 KiB unoptimized).
    static let maximumNesting = 240
    /// More syntax errors are not worth the memory.
    static let maximumErrors = 1_000

    /// How often trial scans may look at a file: groups within each other are skipped anew by each scan.
    static let trialsForByte = 2

    /// For sources from this length on, nodes are reserved by about their density in minified code: growing would hold them
    /// twice, and pages that are reserved and never touched take no memory.
    static let reservedSource = 1 << 20
    static let bytesForNode = 4

    /// What `await`, `yield` and `in` mean here.
    struct Context {
        var isAsync = true
        var isGenerator = false
        var allowsIn = true
        /// Directly in the middle of a conditional, where a `:` belongs to it and not to an arrow's return type.
        var awaitsColon = false
    }

    struct Operator {
        let kind: JavaScriptTokenKind
        let word: JavaScriptWord
        let precedence: UInt8
        var operands: Int
        let start: Int
    }

    struct Prefix {
        let text: UInt32
        let kind: SyntaxKind
        let start: Int
    }

    /// An assignment or conditional whose right end is not parsed yet; `nil` kind for conditionals.
    struct Pending {
        let assignment: JavaScriptTokenKind?
        let start: Int
    }

    let isTypeScript: Bool
    let allowsMarkup: Bool
    var lexer: JavaScriptLexer
    var tree = SyntaxTree()
    var token: JavaScriptToken
    /// The end of the last token taken.
    var lastEnd = 0
    var stack: [NodeID] = []
    var operators: [Operator] = []
    var prefixes: [Prefix] = []
    var pending: [Pending] = []
    var depth = 0
    var context = Context()
    /// The node of the last arrow function, which no operator may follow.
    var lastArrow = UInt32.max
    /// Bytes that trial scans of types may still look at, so that they stay linear in the file.
    var trialBudget: Int
    /// What stands at a `<` that was scanned as type arguments: where the scan ended, and at which bracket if at one.
    var typeArguments: [Int: (end: Int, closer: JavaScriptTokenKind?)] = [:]
    /// How far those scans went.
    var typeArgumentsEnd = 0
    private var operatorTexts = [UInt32](repeating: 0, count: 256)
    private var errorCount = 0
    var lastError = -1

    init(_ source: [UInt8], isTypeScript: Bool, allowsMarkup: Bool) {
        self.isTypeScript = isTypeScript
        self.allowsMarkup = allowsMarkup
        lexer = JavaScriptLexer(source)
        token = JavaScriptToken(kind: .endOfFile, start: 0, end: 0)
        trialBudget = source.count * Self.trialsForByte + 4_096
        if source.count >= Self.reservedSource {
            tree.nodes.reserveCapacity(source.count / Self.bytesForNode)
            tree.children.reserveCapacity(source.count / Self.bytesForNode)
        }
    }

    mutating func parseModule() -> SyntaxTree {
        tree.lineStarts = lineStarts()
        token = lexer.next()
        parseStatements(untilBrace: false)
        let root = finish(.module, from: 0, start: 0)
        tree.root = root
        tree.trim()
        return tree
    }

    private func lineStarts() -> [UInt32] {
        var starts: [UInt32] = [0]
        // Safety: the buffer is only read, within its bounds, while the array lends it.
        lexer.source.withUnsafeBufferPointer { source in
            for index in 0..<source.count where source[index] <= 0x0D {
                guard source[index] == 0x0A || source[index] == 0x0D else { continue }
                if source[index] == 0x0D, index + 1 < source.count, source[index + 1] == 0x0A { continue }
                starts.append(UInt32(index + 1))
            }
        }
        return starts
    }

    // MARK: - Tokens

    @inline(__always)
    mutating func advance() {
        lastEnd = token.end
        token = lexer.next()
    }

    /// Takes the token if it is of a kind.
    @inline(__always)
    mutating func take(_ kind: JavaScriptTokenKind) -> Bool {
        if token.kind != kind { return false }
        advance()
        return true
    }

    /// Takes a token of a kind, or notes that it is missing.
    mutating func expect(_ kind: JavaScriptTokenKind) {
        if token.kind == kind { advance() } else { noteUnexpected() }
    }

    mutating func take(_ word: JavaScriptWord) -> Bool {
        if token.word != word { return false }
        advance()
        return true
    }

    /// The token behind the current one.
    mutating func peek() -> JavaScriptToken {
        let resume = lexer.position
        let next = lexer.next()
        lexer.position = resume
        return next
    }

    /// Makes the lexer go on at an offset, with everything before it taken.
    mutating func resume(at offset: Int) {
        lexer.position = offset
        lastEnd = offset
        token = lexer.next()
    }

    /// Ends a statement, by automatic semicolon insertion where it applies.
    mutating func endStatement() {
        if token.kind == .semicolon {
            advance()
        } else if token.kind != .braceClose, token.kind != .endOfFile, !token.newlineBefore {
            noteUnexpected()
        }
    }

    // MARK: - Diagnostics

    mutating func noteUnexpected() {
        guard token.start > lastError, errorCount < Self.maximumErrors, !lexer.isStopped else { return }
        lastError = token.start
        errorCount += 1
        tree.diagnostics.append(SyntaxDiagnostic(kind: .unexpected, offset: token.start))
    }

    mutating func noteTooDeep() {
        guard tree.diagnostics.count < 2 * Self.maximumErrors else { return }
        tree.diagnostics.append(SyntaxDiagnostic(kind: .tooDeep, offset: token.start))
    }

    // MARK: - Nodes

    /// Makes a node of the waiting children from `mark` on.
    mutating func finish(
        _ kind: SyntaxKind, from mark: Int, text: UInt32 = 0, flags: SyntaxFlags = [], start: Int
    ) -> NodeID {
        var height: UInt16 = 0
        var low = UInt32(clamping: start)
        var high = UInt32(clamping: max(start, lastEnd))
        for index in mark..<stack.count {
            let child = tree.nodes[Int(stack[index].index)]
            height = max(height, child.height)
            // Stand-ins for what is missing may lie in the white space around their parent.
            low = min(low, child.start)
            high = max(high, child.end)
        }
        let first = tree.children.count
        let count = stack.count - mark
        let isTooDeep = Int(height) + 1 > SyntaxTree.maximumDepth
        if isTooDeep {
            noteTooDeep()
        } else {
            for index in mark..<stack.count { tree.children.append(stack[index]) }
        }
        while stack.count > mark { stack.removeLast() }
        return append(
            SyntaxNode(
                kind: isTooDeep ? .error : kind, flags: flags, textIndex: text, start: low, end: high,
                firstChild: UInt32(clamping: first), childCount: isTooDeep ? 0 : UInt32(clamping: count),
                height: isTooDeep ? 1 : height + 1))
    }

    /// Makes a node above one child.
    mutating func wrap(
        _ kind: SyntaxKind, _ child: NodeID, text: UInt32 = 0, flags: SyntaxFlags = [], start: Int
    ) -> NodeID {
        stack.append(child)
        return finish(kind, from: stack.count - 1, text: text, flags: flags, start: start)
    }

    /// Makes a node above two children.
    mutating func wrap(
        _ kind: SyntaxKind, _ first: NodeID, _ second: NodeID, text: UInt32 = 0, flags: SyntaxFlags = [], start: Int
    ) -> NodeID {
        stack.append(first)
        stack.append(second)
        return finish(kind, from: stack.count - 2, text: text, flags: flags, start: start)
    }

    /// Makes a node without children; `end` is the last token's end unless given.
    mutating func leaf(
        _ kind: SyntaxKind, text: UInt32 = 0, flags: SyntaxFlags = [], start: Int, end: Int? = nil
    ) -> NodeID {
        append(
            SyntaxNode(
                kind: kind, flags: flags, textIndex: text, start: UInt32(clamping: start),
                end: UInt32(clamping: max(start, end ?? lastEnd)), firstChild: UInt32(clamping: tree.children.count),
                childCount: 0, height: 1))
    }

    /// A stand-in for a missing child, before the current token.
    mutating func empty() -> NodeID { leaf(.empty, start: lastEnd, end: lastEnd) }

    private mutating func append(_ node: SyntaxNode) -> NodeID {
        tree.nodes.append(node)
        if tree.nodes.count >= SyntaxTree.maximumNodes, !lexer.isStopped {
            tree.diagnostics.append(SyntaxDiagnostic(kind: .tooLarge, offset: token.start))
            lexer.isStopped = true
            token = lexer.next()
        }
        return NodeID(tree.nodes.count - 1)
    }

    // MARK: - Texts

    /// The text of an identifier token.
    mutating func text(of token: JavaScriptToken) -> UInt32 { lexer.texts.treeIndex(of: token.text, in: &tree) }

    /// The source between two offsets as text.
    mutating func text(from start: Int, to end: Int) -> UInt32 {
        lexer.texts.treeIndex(of: lexer.source, from: start, to: end, in: &tree)
    }

    /// A text of our own.
    mutating func text(_ text: StaticString) -> UInt32 { lexer.texts.treeIndex(of: text, in: &tree) }

    mutating func text(of kind: JavaScriptTokenKind) -> UInt32 {
        let known = operatorTexts[Int(kind.rawValue)]
        if known != 0 { return known }
        let bytes = Array(kind.text.utf8)
        let index = lexer.texts.treeIndex(of: bytes, from: 0, to: bytes.count, in: &tree)
        operatorTexts[Int(kind.rawValue)] = index
        return index
    }

    mutating func text(of word: JavaScriptWord) -> UInt32 {
        lexer.texts.treeIndex(of: Int(word.rawValue), in: &tree)
    }

    /// The string that stands for the decoded text between two offsets.
    mutating func string(from textStart: Int, to textEnd: Int, hasBackslash: Bool, start: Int, end: Int) -> NodeID {
        guard hasBackslash else {
            return leaf(.string, text: text(from: textStart, to: textEnd), start: start, end: end)
        }
        let hides = lexer.decodeEscapes(from: textStart, to: textEnd)
        let index = lexer.texts.treeIndex(of: lexer.scratch, from: 0, to: lexer.scratch.count, in: &tree)
        return leaf(.string, text: index, flags: hides ? .hasEscapes : [], start: start, end: end)
    }
}
