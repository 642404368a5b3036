// A Python file becomes a tree in two passes: `PythonLexer` turns bytes into balanced tokens, `PythonParser` descends
// over them. Python 2 and 3 are read alike: what only Python 2 knows (`print x`, `exec x in y`, backticks) becomes
// calls. Annotations and type parameters run code too where they hold calls, so such ones stand as expression
// statements before the statement that bears them; others are dropped. So do the insides of expressions that would
// make the tree too high.

/// The tree of a Python file of any version; whatever fits no rule is listed in `diagnostics`.
package func parsePython(_ source: [UInt8]) -> SyntaxTree {
    var start = 0
    if source.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    guard source.count < Int(UInt32.max) else {
        var tree = SyntaxTree()
        tree.root = tree.add(.module, start: 0, end: 0)
        tree.diagnostics.append(SyntaxDiagnostic(kind: .tooLarge, offset: 0))
        return tree
    }
    let declared = PythonEncoding.declared(in: start == 0 ? source : Array(source[start...].prefix(2_048)))
    let bytes = declared.encoding == .doubleByte ? PythonEncoding.shielded(source) : source
    var lexer = PythonLexer(bytes, from: start)
    if declared.encoding == .utf8, let offset = PythonEncoding.firstInvalidOffset(in: source) {
        lexer.note(.undecodable, at: offset)
    }
    lexer.lex()
    var parser = PythonParser(lexer, encoding: declared.encoding)
    if declared.encoding == .unreadable { parser.note(.undecodable, at: declared.offset) }
    parser.parseModule()
    return parser.tree
}

/// Recursive descent over balanced tokens.
///
/// Expressions are read with an explicit operator stack, so that one level of nesting costs about five frames.
/// Functions that "push" leave nodes on `scratch`; the others return one. Those that only look are `mutating` too: for
/// the others the compiler copies the whole parser at each call.
struct PythonParser {
    /// Brackets, lambdas and conditionals within each other; CPython stops at 200 brackets.
    static let maximumNesting = 220
    /// Blocks within each other; CPython stops at 100.
    static let maximumBlocks = 100
    /// Expressions higher than this are cut in two; leaves room for blocks below `SyntaxTree.maximumDepth`.
    static let maximumExpressionHeight = 250
    static let maximumDiagnostics = 1_000

    let source: [UInt8]
    let tokens: [PythonToken]
    let isSingleByte: Bool
    var tree: SyntaxTree
    var texts = TextTable()
    /// Index of the current token; the last one is always `endOfFile`.
    var position = 0
    var current: PythonTokenKind
    /// Where the last consumed token ended.
    var previousEnd = 0
    var scratch: [NodeID] = []
    var operators: [PendingOperator] = []
    /// Expressions to put before the statement that is being read.
    var hoisted: [NodeID] = []
    var nesting = 0
    var blockDepth = 0
    var isInPattern = false
    var sawYield = false
    var isExhausted = false
    /// Bytes of the literal that is being decoded, as UTF-8.
    var literal: [UInt8] = []
    var operatorTexts = [UInt32](repeating: 0, count: 256)
    let reprText: UInt32
    let printText: UInt32
    let execText: UInt32
    let assignText: UInt32

    init(_ lexer: PythonLexer, encoding: PythonEncoding) {
        source = lexer.source
        tokens = lexer.tokens
        isSingleByte = encoding == .singleByte || encoding == .doubleByte
        tree = SyntaxTree()
        tree.lineStarts = lexer.lineStarts
        tree.diagnostics = lexer.diagnostics
        tree.nodes.reserveCapacity(tokens.count)
        tree.children.reserveCapacity(tokens.count)
        current = lexer.tokens.first?.kind ?? .endOfFile
        reprText = texts.treeIndex(of: "repr", in: &tree)
        printText = texts.treeIndex(of: "print", in: &tree)
        execText = texts.treeIndex(of: "exec", in: &tree)
        assignText = texts.treeIndex(of: "=", in: &tree)
    }

    mutating func parseModule() {
        while current != .endOfFile {
            let before = position
            pushStatements()
            if position == before { advance() }
        }
        tree.root = make(.module, start: 0, end: source.count, from: 0)
        tree.trim()
    }

    // MARK: Tokens

    var start: Int { Int(tokens[position].start) }

    mutating func advance() {
        guard position + 1 < tokens.count else { return }
        switch current {
        case .newline, .indent, .dedent: break
        default: previousEnd = Int(tokens[position].end)
        }
        position += 1
        current = tokens[position].kind
    }

    /// The kind of the token `distance` ahead.
    func kind(ahead distance: Int) -> PythonTokenKind {
        position + distance < tokens.count ? tokens[position + distance].kind : .endOfFile
    }

    mutating func take(_ kind: PythonTokenKind) -> Bool {
        guard current == kind else { return false }
        advance()
        return true
    }

    /// Goes on at token `index`, never backward.
    mutating func jump(to index: Int) {
        guard index > position, index < tokens.count else { return }
        previousEnd = max(previousEnd, Int(tokens[index - 1].end))
        position = index
        current = tokens[index].kind
    }

    /// Passes one token, or all that stands between an opener and its closer.
    mutating func skipToken() {
        if current.isOpener {
            jump(to: Int(tokens[position].partner) + 1)
        } else if !current.isCloser {
            advance()
        }
    }

    /// Passes tokens up to a comma, a closer or the line's end.
    mutating func skipExpression() {
        while !endsExpression(current) { skipToken() }
    }

    func endsExpression(_ kind: PythonTokenKind) -> Bool {
        switch kind {
        case .comma, .newline, .semicolon, .endOfFile, .indent: true
        default: kind.isCloser
        }
    }

    /// Whether the current token is the name `word`.
    @inline(__always)
    func isName(_ word: StaticString) -> Bool {
        let token = tokens[position]
        guard token.kind == .name, Int(token.end) - Int(token.start) == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { bytes in
            for (offset, byte) in bytes.enumerated() where source[Int(token.start) + offset] != byte { return false }
            return true
        }
    }

    mutating func note(_ kind: SyntaxDiagnostic.Kind, at offset: Int) {
        guard tree.diagnostics.count < 2 * Self.maximumDiagnostics else { return }
        tree.diagnostics.append(SyntaxDiagnostic(kind: kind, offset: offset))
    }

    // MARK: Nodes

    /// A node above the children on `scratch` from `base` on.
    mutating func make(
        _ kind: SyntaxKind, textIndex: UInt32 = 0, flags: SyntaxFlags = [], start: Int, end: Int, from base: Int
    ) -> NodeID {
        tree.add(kind, textIndex: textIndex, flags: flags, start: start, end: end, taking: &scratch, from: base)
    }

    /// As `make`, for expressions, ending where the last token did.
    ///
    /// An expression that would grow too high is cut: its high children are hoisted and replaced by `error`.
    mutating func makeExpression(
        _ kind: SyntaxKind, textIndex: UInt32 = 0, flags: SyntaxFlags = [], start: Int, from base: Int,
        notesCut: Bool = true
    ) -> NodeID {
        let end = max(start, previousEnd)
        var extent = tree.extent(of: scratch, from: base, start: start, end: end)
        if Int(extent.height) >= Self.maximumExpressionHeight {
            cutHighChildren(from: base, notesCut: notesCut)
            extent = tree.extent(of: scratch, from: base, start: start, end: end)
        }
        checkSize()
        return tree.add(
            kind, textIndex: textIndex, flags: flags, start: start, over: extent, taking: &scratch, from: base)
    }

    private mutating func cutHighChildren(from base: Int, notesCut: Bool) {
        for index in base..<scratch.count {
            let child = tree[scratch[index]]
            guard Int(child.height) >= Self.maximumExpressionHeight else { continue }
            if notesCut || child.kind != .binary { note(.tooDeep, at: Int(child.start)) }
            hoisted.append(scratch[index])
            scratch[index] = leaf(.error, start: Int(child.start), end: Int(child.end))
        }
    }

    mutating func leaf(_ kind: SyntaxKind, textIndex: UInt32 = 0, start: Int, end: Int) -> NodeID {
        tree.addLeaf(kind, textIndex: textIndex, start: start, end: end)
    }

    /// A stand-in without width.
    mutating func empty() -> NodeID { leaf(.empty, start: previousEnd, end: previousEnd) }

    /// Consumes the current token as a node.
    mutating func takeLeaf(_ kind: SyntaxKind) -> NodeID {
        let text = takeText()
        return leaf(kind, textIndex: text, start: Int(tokens[position - 1].start), end: previousEnd)
    }

    /// Consumes the current token for its text.
    mutating func takeText() -> UInt32 {
        let token = tokens[position]
        advance()
        if token.hash != 0, token.kind == .name || token.kind.isKeyword {
            let number = texts.number(of: source, from: Int(token.start), to: Int(token.end), hash: token.hash)
            return texts.treeIndex(of: number, in: &tree)
        }
        return intern(Int(token.start)..<Int(token.end))
    }

    mutating func intern(_ range: Range<Int>) -> UInt32 {
        var bits: UInt8 = 0
        for index in range { bits |= source[index] }
        if bits < 0x80, range.count <= TextTable.maximumLength {
            let number = texts.number(of: source, from: range.lowerBound, to: range.upperBound)
            return texts.treeIndex(of: number, in: &tree)
        }
        // Texts outside ASCII stay apart, since folding may change them.
        tree.texts.append(PythonIdentifierFolding.fold(decoded(range)))
        return UInt32(truncatingIfNeeded: tree.texts.count - 1)
    }

    /// The bytes as text in the declared encoding.
    mutating func decoded(_ range: Range<Int>) -> String {
        guard isSingleByte else { return String(decoding: source[range], as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in source[range] { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }

    /// Ends the parse when the arena is full.
    mutating func checkSize() {
        guard tree.nodes.count >= SyntaxTree.maximumNodes - 1_000, !isExhausted else { return }
        isExhausted = true
        tree.diagnostics.append(SyntaxDiagnostic(kind: .tooLarge, offset: start))
        jump(to: tokens.count - 1)
    }
}
