import SourceSyntax
import Testing

/// A source, the S-expressions of its statements, and how many diagnostics it gives.
struct PythonFixture: Sendable, CustomTestStringConvertible {
    let title: String
    let source: String
    let expected: String
    let diagnostics: Int

    init(_ title: String, _ source: String, _ expected: String, diagnostics: Int = 0) {
        self.title = title
        self.source = source
        self.expected = expected
        self.diagnostics = diagnostics
    }

    var testDescription: String { title }
}

/// Small sources and the trees they give.
@Suite struct PythonFixtureTests {
    @Test("expressions", arguments: pythonExpressionFixtures + pythonNameFixtures)
    func expressions(_ fixture: PythonFixture) { check(fixture) }

    @Test("literals", arguments: pythonStringFixtures)
    func literals(_ fixture: PythonFixture) { check(fixture) }

    @Test("statements", arguments: pythonStatementFixtures)
    func statements(_ fixture: PythonFixture) { check(fixture) }

    @Test("Python 2", arguments: pythonLegacyFixtures)
    func legacy(_ fixture: PythonFixture) { check(fixture) }

    @Test("layout and broken files", arguments: pythonLayoutFixtures + pythonErrorFixtures)
    func layout(_ fixture: PythonFixture) { check(fixture) }

    private func check(_ fixture: PythonFixture) {
        let tree = parsePython(Array(fixture.source.utf8))
        #expect(dumpStatements(tree) == fixture.expected)
        #expect(tree.diagnostics.count == fixture.diagnostics)
        #expect(shapeViolations(tree, byteCount: fixture.source.utf8.count).isEmpty)
    }
}
