import Testing

@testable import SourceSyntax

@Suite("Parts of a tree that are kept")
struct SyntaxTreeKeepingTests {
    private let source = """
        const table = ["a", "b", "c"];
        function first(index) { return table[index - 1] + `x${index}`; }
        class Box { put(...values) { return values.map((value) => value * 2 + first(value)); } }
        first(2); first(3);
        """

    private func functions(_ tree: SyntaxTree) -> [NodeID] {
        tree.nodes.indices.map { NodeID($0) }.filter { tree.kind($0) == .function }
    }

    @Test("A function is the same without the rest of its file")
    func keptFunctionsAreTheSame() throws {
        let tree = parseJavaScript(Array(source.utf8), isTypeScript: false, allowsMarkup: false)
        let functions = functions(tree)
        #expect(functions.count == 3)
        for function in functions {
            let (kept, places) = tree.keeping([function])
            let place = try #require(places[function])
            var alone = kept
            alone.root = place
            var whole = tree
            whole.root = function
            #expect(dump(alone) == dump(whole))
            #expect(kept.nodes.count < tree.nodes.count)
            #expect(kept[place].start == tree[function].start && kept[place].end == tree[function].end)
            #expect(kept.line(of: place) == tree.line(of: function))
            #expect(shapeViolations(alone, byteCount: source.utf8.count).isEmpty)
        }
    }

    @Test("Functions within each other are kept once, each with its place")
    func nestedFunctionsShareTheirNodes() {
        let tree = parseJavaScript(Array(source.utf8), isTypeScript: false, allowsMarkup: false)
        let functions = functions(tree)
        let (kept, places) = tree.keeping(functions)
        #expect(self.functions(kept) == functions.compactMap { places[$0] })
        #expect(tree.keeping([]).tree.nodes.isEmpty)
    }
}
