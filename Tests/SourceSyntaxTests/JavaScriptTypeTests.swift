import SourceSyntax
import Testing

@Suite struct JavaScriptTypeTests {
    @Test("TypeScript is parsed as what it does at run time", arguments: types)
    func typesParse(_ fixture: JavaScriptFixture) { fixture.check(isTypeScript: true) }
}

private let types: [JavaScriptFixture] = [
    JavaScriptFixture(
        source:
            #"""
            f(a < b, c < d); a<b<c>>(d); a < b<c>(d); a < b < c; a<b>c
            """#,
        dump:
            #"""
            (expressionStatement (call (name'f') (binary'<' (name'a') (name'b')) (binary'<' (name'c') (name'd'))))
            (expressionStatement (call (name'a') (name'd')))
            (expressionStatement (binary'<' (name'a') (call (name'b') (name'd'))))
            (expressionStatement (binary'<' (name'a') (name'b') (name'c')))
            (expressionStatement (binary'>' (binary'<' (name'a') (name'b')) (name'c')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            const a: string = b as any as Map<string, number[]>; let c!: X; x! = y!.z satisfies T
            """#,
        dump:
            #"""
            (assignment'='+declares (name'a') (name'b'))
            (assignment'='+declares (name'c') (empty))
            (expressionStatement (assignment'=' (name'x') (member'z' (name'y'))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            function f<T extends {}>(this: Foo, a?: number, ...r: T[]): a is string { return g<T>(a) }
            """#,
        dump:
            #"""
            (function'f' (parameterList (parameter (name'this')) (parameter (name'a')) (parameter+spread \#
            (name'r'))) (block (returnStatement (call (name'g') (name'a')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            function f(a: string): void; function f(a) {}
            """#,
        dump:
            #"""
            (typeOnly)
            (function'f' (parameterList (parameter (name'a'))) (block))
            """#),
    JavaScriptFixture(
        source:
            #"""
            const f = <T,>(a: T): T => a; const g = async <T>(x: T): Promise<T> => x; h = (a?: string, {b}: P \#
            = {}): ((x: A) => B) => { c() }
            """#,
        dump:
            #"""
            (assignment'='+declares (name'f') (function+arrow (parameterList (parameter (name'a'))) (name'a')))
            (assignment'='+declares (name'g') (function+async+arrow (parameterList (parameter (name'x'))) \#
            (name'x')))
            (expressionStatement (assignment'=' (name'h') (function+arrow (parameterList (parameter \#
            (name'a')) (parameter (dictionary (pair (string'b') (name'b'))) (dictionary))) (block \#
            (expressionStatement (call (name'c')))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            interface A<T> extends B, C<D> { x: string; y(): void } type X<T> = T extends (infer U)[] ? U : \#
            never; b()
            """#,
        dump:
            #"""
            (typeOnly)
            (typeOnly)
            (expressionStatement (call (name'b')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            declare module "m" { export function f(): void; } declare global { var x: X } declare const y: Z; \#
            declare function q(): void; z()
            """#,
        dump:
            #"""
            (typeOnly)
            (typeOnly)
            (typeOnly)
            (typeOnly)
            (expressionStatement (call (name'z')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            enum E { A = 1, B, "C" = f() } const enum F { X } declare enum G { Y }
            """#,
        dump:
            #"""
            (assignment'='+declares (name'E') (dictionary (pair (string'A') (number'1')) (pair (string'B') \#
            (empty)) (pair (string'C') (call (name'f')))))
            (assignment'='+declares (name'F') (dictionary (pair (string'X') (empty))))
            (typeOnly)
            """#),
    JavaScriptFixture(
        source:
            #"""
            namespace N.M { export const a = b() }
            """#,
        dump:
            #"""
            (block (exportDeclaration (assignment'='+declares (name'a') (call (name'b')))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            abstract class A<T> extends B<T> implements C, D<E> { private readonly x: string = "1"; static \#
            y?: Z; constructor(private a: A, readonly b = f()) { super() } abstract m(): void; get z(): T { \#
            return 1 } [key: string]: any; private static async n<T>(): Promise<void> {} }
            """#,
        dump:
            #"""
            (classDefinition'A' (argumentList (name'B')) (block (assignment'=' (name'x') (string'1')) \#
            (assignment'='+static (name'y') (empty)) (function'constructor' (parameterList (parameter \#
            (name'a')) (parameter (name'b') (call (name'f')))) (block (expressionStatement (call \#
            (name'super'))))) (typeOnly) (function'z'+accessor (parameterList) (block (returnStatement \#
            (number'1')))) (function'n'+async+static (parameterList) (block))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            @Component({a: 1}) export class D { @Input() x: string; @Out("y") m(@Inject(T) a) {} }
            """#,
        dump:
            #"""
            (decorator (call (name'Component') (dictionary (pair (string'a') (number'1')))))
            (exportDeclaration (classDefinition'D' (argumentList) (block (decorator (call (name'Input'))) \#
            (assignment'=' (name'x') (empty)) (function'm' (parameterList (parameter (name'a') \#
            (decorator (call (name'Inject') (name'T'))))) (block) (decorator (call (name'Out') (string'y')))))))
            """#),
    JavaScriptFixture(
        source:
            #"""
            import type {A} from "a"; import {type B, c} from "b"; import type D from "d"; import e = \#
            require("e"); export type {F} from "f"; export = g; export as namespace H; export type I = J
            """#,
        dump:
            #"""
            (typeOnly)
            (importDeclaration'b' (importBinding'c' (name'c')))
            (typeOnly)
            (assignment'='+declares (name'e') (call (name'require') (string'e')))
            (typeOnly)
            (expressionStatement (assignment'=' (member'exports' (name'module')) (name'g')))
            (typeOnly)
            (typeOnly)
            """#),
    JavaScriptFixture(
        source:
            #"""
            a < b > (c); f<A, B>(c); a < b; c > d; new Map<string, X<Y>>()
            """#,
        dump:
            #"""
            (expressionStatement (call (name'a') (name'c')))
            (expressionStatement (call (name'f') (name'c')))
            (expressionStatement (binary'<' (name'a') (name'b')))
            (expressionStatement (binary'>' (name'c') (name'd')))
            (expressionStatement (newExpression (name'Map')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            <T>x; <any>f(y); a ? (b) : c; a ? (b, c) : d; (a ? b : c)
            """#,
        dump:
            #"""
            (expressionStatement (name'x'))
            (expressionStatement (call (name'f') (name'y')))
            (expressionStatement (conditional (name'a') (name'b') (name'c')))
            (expressionStatement (conditional (name'a') (sequence (name'b') (name'c')) (name'd')))
            (expressionStatement (conditional (name'a') (name'b') (name'c')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            type = 1; declare; namespace(a); interface
            x; abstract = as
            """#,
        dump:
            #"""
            (expressionStatement (assignment'=' (name'type') (number'1')))
            (expressionStatement (name'declare'))
            (expressionStatement (call (name'namespace') (name'a')))
            (expressionStatement (name'interface'))
            (expressionStatement (name'x'))
            (expressionStatement (assignment'=' (name'abstract') (name'as')))
            """#),
    JavaScriptFixture(
        source:
            #"""
            const x = <div a="1" b={c} {...d} e><F.G/>text {h()} <></></div>; y()
            """#,
        dump:
            #"""
            (assignment'='+declares (name'x') (markup (string'div') (pair (string'a') (string'1')) (pair \#
            (string'b') (name'c')) (spread'...' (name'd')) (pair (string'e') (constant'true')) (markup \#
            (member'G' (name'F'))) (call (name'h')) (markup (empty))))
            (expressionStatement (call (name'y')))
            """#),
]
