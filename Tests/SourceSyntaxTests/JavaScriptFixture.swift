import SourceSyntax
import Testing

/// A source text and the statements it must parse to.
struct JavaScriptFixture: Sendable, CustomTestStringConvertible {
    /// The offsets of the syntax errors.
    var errors: [UInt32] = []
    let source: String
    let dump: String

    var testDescription: String { source }

    func check(isTypeScript: Bool) {
        let allowsMarkup = source.contains("/>")
        let tree = parseJavaScript(Array(source.utf8), isTypeScript: isTypeScript, allowsMarkup: allowsMarkup)
        #expect(dumpStatements(tree) == dump)
        #expect(tree.diagnostics.map(\.offset) == errors)
        #expect(shapeViolations(tree, byteCount: source.utf8.count).isEmpty)
    }
}
