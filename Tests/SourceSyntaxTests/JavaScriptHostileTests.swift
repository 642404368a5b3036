import SourceSyntax
import Testing

/// Input made to break a parser: it may be understood badly, but the tree stays well formed and the process alive.
@Suite struct JavaScriptHostileTests {
    @Test("Repeated fragments neither trap nor break the tree's shape", arguments: repeatedFragments)
    func repeatedFragmentsParse(_ fragment: String) {
        let source = Array(String(repeating: fragment, count: 3_000).utf8)
        for dialect in Dialect.allCases { expectWellFormed(source, dialect) }
    }

    @Test(
        "Nesting beyond the bound is noted",
        arguments: ["(", "[", "{", "f(", "a=>", "({a:", "if(a)", "class A{a=", "`${"])
    func deepNestingIsNoted(_ fragment: String) {
        let tree = parseJavaScript(
            Array(String(repeating: fragment, count: 100_000).utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.diagnostics.contains { $0.kind == .tooDeep })
    }

    @Test("Code behind a bracket that is nested too deeply is still parsed")
    func codeBehindDeepNestingIsKept() {
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        let tree = parseJavaScript(Array("a = \(deep); eval(b)".utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.nodes.contains { $0.kind == .name && tree.texts[Int($0.textIndex)] == "eval" })
        #expect(tree.diagnostics.contains { $0.kind == .tooDeep })
    }

    @Test("A long chain of one operator is one flat node")
    func longChainsAreFlat() {
        let source = Array(repeating: "a", count: 100_000).joined(separator: "+")
        let tree = parseJavaScript(Array(source.utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.nodes.filter { $0.kind == .binary }.map(\.childCount) == [100_000])
        #expect(tree.diagnostics.isEmpty)
    }

    @Test("Long else-if chains within the tree's height keep every branch")
    func elseIfChainsKeepBranches() {
        let source = String(repeating: "if (a) b(); else ", count: 500) + "c()"
        let tree = parseJavaScript(Array(source.utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.nodes.filter { $0.kind == .ifStatement }.count == 500)
        #expect(tree.diagnostics.isEmpty)
    }

    @Test("A file cut at any byte parses", arguments: Dialect.allCases)
    func truncatedFilesParse(_ dialect: Dialect) {
        let source = Array(richSource.utf8)
        for count in 0...source.count { expectWellFormed(Array(source[..<count]), dialect) }
    }

    @Test("A file with any byte replaced parses", arguments: ["(", "}", "`", "/", "<", "\0", "\u{2028}"])
    func damagedFilesParse(_ replacement: String) {
        let source = Array(richSource.utf8)
        for offset in stride(from: 0, to: source.count, by: 3) {
            let damaged = source[..<offset] + Array(replacement.utf8) + source[(offset + 1)...]
            expectWellFormed(Array(damaged), .typeScriptMarkup)
        }
    }

    @Test("Random bytes and random tokens parse", arguments: 0..<40)
    func randomInputParses(_ seed: Int) {
        var generator = SplitMix(state: UInt64(seed) &* 0x9E37_79B9 &+ 1)
        let bytes = (0..<4_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let words = (0..<2_000).map { _ in tokens.randomElement(using: &generator) ?? "" }
        for dialect in Dialect.allCases {
            expectWellFormed(bytes, dialect)
            expectWellFormed(Array(words.joined(separator: " ").utf8), dialect)
            expectWellFormed(Array(words.joined().utf8), dialect)
        }
    }

    @Test("Lines end at LF, CRLF and CR")
    func linesEndEverywhere() {
        let tree = parseJavaScript(Array("a\nb\r\nc\rd".utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.children(of: tree.root).map { tree.line(of: $0) } == [1, 2, 3, 4])
    }

    @Test("Invisible line separators end a comment")
    func lineSeparatorsEndComments() {
        let tree = parseJavaScript(Array("// a\u{2028}eval(b)".utf8), isTypeScript: false, allowsMarkup: false)
        #expect(dumpStatements(tree) == "(expressionStatement (call (name'eval') (name'b')))")
    }

    @Test("An HTML-like comment hides nothing in a module")
    func modulesHaveNoMarkupComments() {
        let tree = parseJavaScript(
            Array("import 'x'\na <!--eval(b)".utf8), isTypeScript: false, allowsMarkup: false)
        #expect(tree.nodes.contains { $0.kind == .call })
    }

    private func expectWellFormed(_ source: [UInt8], _ dialect: Dialect) {
        let tree = parseJavaScript(source, isTypeScript: dialect.isTypeScript, allowsMarkup: dialect.allowsMarkup)
        let violations = shapeViolations(tree, byteCount: source.count)
        #expect(violations.isEmpty, "\(dialect) \(String(decoding: source.prefix(200), as: UTF8.self))")
    }

    enum Dialect: CaseIterable {
        case script, scriptMarkup, typeScript, typeScriptMarkup

        var isTypeScript: Bool { self == .typeScript || self == .typeScriptMarkup }
        var allowsMarkup: Bool { self == .scriptMarkup || self == .typeScriptMarkup }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private let repeatedFragments = [
    "(", ")", "{", "}", "[", "]", "`", "`${", "<", ">", "({a:", "a=>", "(a)=>", "function f(){", "class A{a=", "f(",
    "if(a)", "for(;;)", "a:", "!", "- ", "new ", "a?", "a?b:", "a=", "a+=", "a**", "if(a){}else ", "a,", ".b()",
    "a+b-", "?.[a]", "@", "@a(", "@class{", "...", "async(", "await ", "function*g(){yield ", "switch(a){case ",
    "import{",
    "export ", "export default ", "a<", "a<(", "a<b,", "(a=(", "a?(b):", "x?(a):[", "(a):", "declare ", "let a:(",
    "let a:A<", "let a:{b:", "a as A<", "let a:A extends B?", "<a>", "<a b={", "<a b=<", "\"", "/a/+", "/[", "\\", "#",
    "\0",
    "<!--", "-->\n", "/*", "do ", "class extends ", "({a({a(", "class A{static{", "enum A{a=", "<T>(", "<T>-",
    "({[", "(]", "var ", "using ", "await using ", "try{}catch(", "get ", "a`", "\\u{", "0x", "1e", "\u{2028}",
]

private let tokens = [
    "(", ")", "{", "}", "[", "]", "`", "${", "\"", "'", "/", "<", ">", "=", "=>", "?", ":", ",", ";", ".", "a", "b",
    "\n",
    "async", "await", "function", "class", "new", "if", "else", "for", "import", "export", "...", "@", "#a", "1", "as",
    "type", "in", "of", "declare", "enum", "\\u{41}", "case", "switch", "yield", "*", "static", "get", "from",
    "extends",
    "namespace", "default", "let", "const", "?.", "!", "++", "return", "try", "catch", "while", "do", "this", "/>",
    "</",
]

private let richSource = #"""
    #!/usr/bin/env node
    import x, {y as z, type W} from "m"; export * from 'n'; export {a as b};
    const {a, b: [c = 1, ...d], ...e} = require(`x${1 + `y${z}`}`), re = /[/]\/(x)/giu;
    @dec(1) class A<T> extends B<C> { static #p: number = 1; get [k](): T { return this.#p } static { f() } async *m() {} }
    label: for await (const q of w) { if (q) continue label; else if (r) break; else throw new Error("\x65\u{76}") }
    const f = async <T,>({a, b}: P = {}, ...rest: T[]): Promise<T> => await g?.[h]?.(...i) ?? j ** -k as any;
    switch (a) { case 1: default: do { x++ } while (y--) } try { z } catch { 1_000n } finally { delete a.b, void 0 }
    const m = <div a="1" b={c} {...d}><F.G/>text {h()} <></></div>; enum E { A = 1, B }
    declare module "m" { export interface I { (x: string): void } } type U<V> = V extends infer X ? X[] : never;
    var o = {get x() { return 1 }, set x(v) {}, async *y() {}, 'z': 1, [a + b]: 2, c, ...d}; (0, o.y)(o), x ? y : z => 1
    """#
