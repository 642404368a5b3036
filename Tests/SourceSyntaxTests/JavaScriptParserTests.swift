import SourceSyntax
import Testing

@Suite struct JavaScriptParserTests {
    @Test("Imports and exports become declarations with bindings", arguments: modules)
    func modulesParse(_ fixture: JavaScriptFixture) { fixture.check(isTypeScript: false) }

    @Test("Statements keep the documented order of children", arguments: statements)
    func statementsParse(_ fixture: JavaScriptFixture) { fixture.check(isTypeScript: false) }

    @Test("Expressions keep precedence, flat chains and decoded texts", arguments: expressions)
    func expressionsParse(_ fixture: JavaScriptFixture) { fixture.check(isTypeScript: false) }

    @Test("Syntax errors are noted and what stands around them is kept", arguments: errors)
    func errorsParse(_ fixture: JavaScriptFixture) { fixture.check(isTypeScript: false) }
}

private let modules: [JavaScriptFixture] = [
    JavaScriptFixture(
        source:
            #"""
            import x, {y as z, default as w} from "m"
            """#,
        dump:
            #"""
            (importDeclaration'm' (importBinding'default' (name'x')) (importBinding'y' (name'z')) \#
            (importBinding'default' (name'w')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            import * as n from 'n'; import "side"; import data from "./d.json" with {type: "json"}
            """#,
        dump:
            #"""
            (importDeclaration'n' (importBinding (name'n')))
            (importDeclaration'side')
            (importDeclaration'./d.json' (importBinding'default' (name'data')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            export {a as b}; export * from "q"; export * as ns from "q"; export {c} from "m"
            """#,
        dump:
            #"""
            (exportDeclaration (importBinding'a' (name'b')))
            (exportDeclaration'q' (importBinding'*' (empty)))
            (exportDeclaration'q' (importBinding (name'ns')))
            (exportDeclaration'm' (importBinding'c' (name'c')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            export default function () {}; export default a + 1; export const k = 1, l = 2
            """#,
        dump:
            #"""
            (exportDeclaration+default (function (parameterList) (block)))
            (exportDeclaration+default (binary'+' (name'a') (number'1')))
            (exportDeclaration (assignment'='+declares (name'k') (number'1')) (assignment'='+declares \#
            (name'l') (number'2')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            import("x").then(y); import.meta.url; new.target
            """#,
        dump:
            #"""
            (expressionStatement (call (member'then' (call (name'import') (string'x'))) (name'y')))
            (expressionStatement (member'url' (member'meta' (name'import'))))
            (expressionStatement (member'target' (name'new')))
            """#),
]

private let statements: [JavaScriptFixture] = [
    JavaScriptFixture(
        source:
            #"""
            const {a, b: c = 1, ...r} = require("x"), [d, , e] = f
            """#,
        dump:
            #"""
            (assignment'='+declares (dictionary (pair (string'a') (name'a')) (pair (string'b') (assignment'=' \#
            (name'c') (number'1'))) (spread'...' (name'r'))) (call (name'require') (string'x')))
            (assignment'='+declares (list (name'd') (empty) (name'e')) (name'f'))
            """#),
    JavaScriptFixture(
        source:
            #"""
            function* g() { const x = yield; yield* y }; async function h() { for await (const x of y) z() }
            """#,
        dump:
            #"""
            (function'g'+generator (parameterList) (block (assignment'='+declares (name'x') (yield)) \#
            (expressionStatement (yield+generator (name'y')))))
            (function'h'+async (parameterList) (block (forEach'of'+async+declares (name'x') (name'y') (block \#
            (expressionStatement (call (name'z')))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            class A extends B { static #x = 1; get y() { return this.#x }; static { f() } [z] = 2; async *m() \#
            {} [k]() {} constructor() { super() } }
            """#,
        dump:
            #"""
            (classDefinition'A' (argumentList (name'B')) (block (assignment'='+static (name'#x') (number'1')) \#
            (function'y'+accessor (parameterList) (block (returnStatement (member'#x' (name'this'))))) \#
            (block+static (expressionStatement (call (name'f')))) (assignment'='+computed (name'z') \#
            (number'2')) (function'm'+async+generator (parameterList) (block)) (pair+computed (name'k') \#
            (function (parameterList) (block))) (function'constructor' (parameterList) (block \#
            (expressionStatement (call (name'super')))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            if (a) b(); else if (c) d(); else { e() }
            """#,
        dump:
            #"""
            (ifStatement (name'a') (block (expressionStatement (call (name'b')))) (ifStatement (name'c') \#
            (block (expressionStatement (call (name'd')))) (block (expressionStatement (call (name'e'))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            for (var i = 0, j = 1; i < 3; i++) {} for (;;) break; for (const k in o) ; for ([a, b] of c) d()
            """#,
        dump:
            #"""
            (forLoop (sequence (assignment'='+declares (name'i') (number'0')) (assignment'='+declares \#
            (name'j') (number'1'))) (binary'<' (name'i') (number'3')) (unary'++' (name'i')) (block))
            (forLoop (empty) (empty) (empty) (block (keywordStatement'break')))
            (forEach'in'+declares (name'k') (name'o') (block))
            (forEach'of' (list (name'a') (name'b')) (name'c') (block (expressionStatement (call (name'd')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            l: while (1) continue l; do x(); while (0) y()
            """#,
        dump:
            #"""
            (keywordStatement'label' (whileLoop (number'1') (block (keywordStatement'continue'))))
            (whileLoop (number'0') (block (expressionStatement (call (name'x')))))
            (expressionStatement (call (name'y')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            switch (x) { case 1: a(); break; default: b() }
            """#,
        dump:
            #"""
            (switchStatement (name'x') (caseClause (number'1') (block (expressionStatement (call (name'a'))) \#
            (keywordStatement'break'))) (caseClause (empty) (block (expressionStatement (call (name'b'))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            try { a() } catch ({message}) { b() } finally { c() } try {} catch (e) {} try {} catch {}
            """#,
        dump:
            #"""
            (tryStatement (block (expressionStatement (call (name'a')))) (catchClause (dictionary (pair \#
            (string'message') (name'message'))) (block (expressionStatement (call (name'b'))))) \#
            (finallyClause (block (expressionStatement (call (name'c'))))))
            (tryStatement (block) (catchClause'e' (name'e') (block)))
            (tryStatement (block) (catchClause (empty) (block)))
            """#),
    JavaScriptFixture(
        source:
            #"""
            with (a) b(); throw new Error("x"); debugger; delete a.b; void 0
            """#,
        dump:
            #"""
            (withStatement (withItem (name'a')) (block (expressionStatement (call (name'b')))))
            (raiseStatement (newExpression (name'Error') (string'x')))
            (keywordStatement'debugger')
            (expressionStatement (unary'delete' (member'b' (name'a'))))
            (expressionStatement (unary'void' (number'0')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            return
            a
            b
            ++c
            """#,
        dump:
            #"""
            (returnStatement)
            (expressionStatement (name'a'))
            (expressionStatement (name'b'))
            (expressionStatement (unary'++' (name'c')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            x
            <!-- hidden()
            --> hidden()
            y
            """#,
        dump:
            #"""
            (expressionStatement (name'x'))
            (expressionStatement (name'y'))
            """#),
]

private let expressions: [JavaScriptFixture] = [
    JavaScriptFixture(
        source:
            #"""
            "\x65\u{76}al \101 \n\u00e9"; '\ud83d\ude00\q'
            """#,
        dump:
            #"""
            (expressionStatement (string'eval A \u{a}é'+escapes))
            (expressionStatement (string'😀q'))
            """#),
    JavaScriptFixture(
        source:
            #"""
            `a${b}c${`n${1}`}`; t`\x41`
            """#,
        dump:
            #"""
            (expressionStatement (template (string'a') (name'b') (string'c') (template (string'n') \#
            (number'1'))))
            (expressionStatement (taggedTemplate (name't') (template (string'A'+escapes))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            a + b + c - d * e ** f ** g; a?.b?.[c]?.(d).e
            """#,
        dump:
            #"""
            (expressionStatement (binary'-' (binary'+' (name'a') (name'b') (name'c')) (binary'*' (name'd') \#
            (binary'**' (name'e') (binary'**' (name'f') (name'g'))))))
            (expressionStatement (member'e' (call (subscription (member'b' (name'a')) (name'c')) (name'd'))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            a && b || (c ?? d); typeof !a; a in b instanceof c
            """#,
        dump:
            #"""
            (expressionStatement (binary'||' (binary'&&' (name'a') (name'b')) (binary'??' (name'c') (name'd'))))
            (expressionStatement (unary'typeof' (unary'!' (name'a'))))
            (expressionStatement (binary'instanceof' (binary'in' (name'a') (name'b')) (name'c')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            x = a ? b : c ? d : e; a = b = c += d
            """#,
        dump:
            #"""
            (expressionStatement (assignment'=' (name'x') (conditional (name'a') (name'b') (conditional \#
            (name'c') (name'd') (name'e')))))
            (expressionStatement (assignment'=' (name'a') (name'b') (assignment'+=' (name'c') (name'd'))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            a => b; (a, {b}, [c] = [], ...d) => {}; async x => await x; async (a) => { await b }; async(a, b)
            """#,
        dump:
            #"""
            (expressionStatement (function+arrow (parameterList (parameter (name'a'))) (name'b')))
            (expressionStatement (function+arrow (parameterList (parameter (name'a')) (parameter (dictionary \#
            (pair (string'b') (name'b')))) (parameter (list (name'c')) (list)) (parameter+spread (name'd'))) \#
            (block)))
            (expressionStatement (function+async+arrow (parameterList (parameter (name'x'))) (await (name'x'))))
            (expressionStatement (function+async+arrow (parameterList (parameter (name'a'))) (block \#
            (expressionStatement (await (name'b'))))))
            (expressionStatement (call (name'async') (name'a') (name'b')))
            """#),
    JavaScriptFixture(
        source: "const of = a; async () => await of(b); for (of of of) c(of)",
        dump:
            #"""
            (assignment'='+declares (name'of') (name'a'))
            (expressionStatement (function+async+arrow (parameterList) (await (call (name'of') (name'b')))))
            (forEach'of' (name'of') (name'of') (block (expressionStatement (call (name'c') (name'of')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            (function () {})(); !function f(a) {}(1); (() => {})()
            """#,
        dump:
            #"""
            (expressionStatement (call (function (parameterList) (block))))
            (expressionStatement (unary'!' (call (function'f' (parameterList (parameter (name'a'))) (block)) \#
            (number'1'))))
            (expressionStatement (call (function+arrow (parameterList) (block))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            ({a, b() {}, get c() { return 1 }, [d]: 1, async *e() {}, "g": function () {}, 1: 2, get: 3, ...h})
            """#,
        dump:
            #"""
            (expressionStatement (dictionary (pair (string'a') (name'a')) (function'b' (parameterList) \#
            (block)) (function'c'+accessor (parameterList) (block (returnStatement (number'1')))) \#
            (pair+computed (name'd') (number'1')) (function'e'+async+generator (parameterList) (block)) (pair \#
            (string'g') (function (parameterList) (block))) (pair (number'1') (number'2')) (pair \#
            (string'get') (number'3')) (spread'...' (name'h'))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            let re = /[/]\/x/gi, q = a / b / c; if (a) /re/.test(b)
            """#,
        dump:
            #"""
            (assignment'='+declares (name're') (regularExpression'/[/]\u{5c}/x/gi'))
            (assignment'='+declares (name'q') (binary'/' (name'a') (name'b') (name'c')))
            (ifStatement (name'a') (block (expressionStatement (call (member'test' (regularExpression'/re/')) \#
            (name'b')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            let async; async = get; of = let
            [a]; yield = await
            """#,
        dump:
            #"""
            (assignment'='+declares (name'async') (empty))
            (expressionStatement (assignment'=' (name'async') (name'get')))
            (expressionStatement (assignment'=' (name'of') (subscription (name'let') (name'a'))))
            (expressionStatement (assignment'=' (name'yield') (name'await')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            \u0061bc; a\u{62}; 1_000n + 0xFFn + 1..toString()
            """#,
        dump:
            #"""
            (expressionStatement (name'abc'))
            (expressionStatement (name'ab'))
            (expressionStatement (binary'+' (number'1_000n') (number'0xFFn') (call (member'toString' \#
            (number'1.')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            new a.b.C(1).d(); new X; new new Y()(); new (f())()
            """#,
        dump:
            #"""
            (expressionStatement (call (member'd' (newExpression (member'C' (member'b' (name'a'))) \#
            (number'1')))))
            (expressionStatement (newExpression (name'X')))
            (expressionStatement (newExpression (newExpression (name'Y'))))
            (expressionStatement (newExpression (call (name'f'))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            a ? (b) : c => d; (a, b)
            """#,
        dump:
            #"""
            (expressionStatement (conditional (name'a') (name'b') (function+arrow (parameterList (parameter \#
            (name'c'))) (name'd'))))
            (expressionStatement (sequence (name'a') (name'b')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            _0x1a2b('0x3')['push'](_0x4f['\x73\x68\x69\x66\x74']())
            """#,
        dump:
            #"""
            (expressionStatement (call (subscription (call (name'_0x1a2b') (string'0x3')) (string'push')) \#
            (call (subscription (name'_0x4f') (string'shift'+escapes)))))
            """#),
]

private let errors: [JavaScriptFixture] = [
    JavaScriptFixture(
        errors: [8, 18],
        source:
            #"""
            var a = ; foo(b, c
            """#,
        dump:
            #"""
            (assignment'='+declares (name'a') (error))
            (expressionStatement (call (name'foo') (name'b') (name'c')))
            """#),
    JavaScriptFixture(
        errors: [6],
        source:
            #"""
            foo(1 2); bar()
            """#,
        dump:
            #"""
            (expressionStatement (call (name'foo') (number'1') (number'2')))
            (expressionStatement (call (name'bar')))
            """#),
    JavaScriptFixture(
        errors: [6],
        source:
            #"""
            if (a { b() } c()
            """#,
        dump:
            #"""
            (ifStatement (name'a') (block (expressionStatement (call (name'b')))))
            (expressionStatement (call (name'c')))
            """#),
    JavaScriptFixture(
        errors: [0, 1],
        source:
            #"""
            }); a()
            """#,
        dump:
            #"""
            (expressionStatement (error))
            (expressionStatement (error))
            (expressionStatement (call (name'a')))
            """#),
]
