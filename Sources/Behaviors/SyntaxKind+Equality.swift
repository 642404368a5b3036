import SourceSyntax

extension SyntaxKind {
    /// The same as in its own module, whose function is called each time and not inlined here: kinds are compared for
    /// nearly every node.
    @inline(__always)
    static func == (left: SyntaxKind, right: SyntaxKind) -> Bool { left.rawValue == right.rawValue }
}
