/// Statements of Python 3.
let pythonStatementFixtures: [PythonFixture] = [
    PythonFixture(
        "assignments",
        #"""
        a = b, c = d
        e += 1
        f: int = 2
        g: str
        h @= i
        (j) = *k, l
        """#,
        #"""
        (assignment'=' (name'a') (tuple (name'b') (name'c')) (name'd'))
        (assignment'+=' (name'e') (number'1'))
        (assignment'=' (name'f') (number'2'))
        (assignment'=' (name'g') (empty))
        (assignment'@=' (name'h') (name'i'))
        (assignment'=' (name'j') (tuple (spread'*' (name'k')) (name'l')))
        """#),
    PythonFixture(
        "annotations that run code hoisted",
        #"""
        x: f(1) = 2
        def g(a: h() = 3, *b: list[int]) -> i(): pass
        """#,
        #"""
        (expressionStatement (call (name'f') (number'1')))
        (assignment'=' (name'x') (number'2'))
        (expressionStatement (call (name'h')))
        (expressionStatement (call (name'i')))
        (function'g' (parameterList (parameter (name'a') (number'3')) (parameter+spread (name'b'))) (block \#
        (keywordStatement'pass')))
        """#),
    PythonFixture(
        "if, elif, else",
        #"""
        if a:
            b
        elif c:
            d
        else:
            e
        """#,
        #"""
        (ifStatement (name'a') (block (expressionStatement (name'b'))) (ifStatement (name'c') (block \#
        (expressionStatement (name'd'))) (block (expressionStatement (name'e')))))
        """#),
    PythonFixture(
        "loops with else",
        #"""
        while a:
            break
        else:
            b
        for x, (y, *z) in w, v:
            continue
        else: c
        """#,
        #"""
        (whileLoop (name'a') (block (keywordStatement'break')) (block (expressionStatement (name'b'))))
        (forEach (tuple (name'x') (tuple (name'y') (spread'*' (name'z')))) (tuple (name'w') (name'v')) (block \#
        (keywordStatement'continue')) (block (expressionStatement (name'c'))))
        """#),
    PythonFixture(
        "try with everything",
        #"""
        try:
            a
        except (B, C) as d:
            e
        except:
            f
        else:
            g
        finally:
            h
        """#,
        #"""
        (tryStatement (block (expressionStatement (name'a'))) (catchClause'd' (tuple (name'B') (name'C')) (block \#
        (expressionStatement (name'e')))) (catchClause (empty) (block (expressionStatement (name'f')))) \#
        (elseClause (block (expressionStatement (name'g')))) (finallyClause (block (expressionStatement \#
        (name'h')))))
        """#),
    PythonFixture(
        "exception groups",
        #"""
        try: a
        except* E: b
        """#,
        #"""
        (tryStatement (block (expressionStatement (name'a'))) (catchClause (name'E') (block (expressionStatement \#
        (name'b')))))
        """#),
    PythonFixture(
        "with",
        #"""
        with a as b, c: d
        with (e as f, g(),): h
        with (i): j
        with (k).l as (m, n): o
        """#,
        #"""
        (withStatement (withItem (name'a') (name'b')) (withItem (name'c')) (block (expressionStatement \#
        (name'd'))))
        (withStatement (withItem (name'e') (name'f')) (withItem (call (name'g'))) (block (expressionStatement \#
        (name'h'))))
        (withStatement (withItem (name'i')) (block (expressionStatement (name'j'))))
        (withStatement (withItem (member'l' (name'k')) (tuple (name'm') (name'n'))) (block (expressionStatement \#
        (name'o'))))
        """#),
    PythonFixture(
        "imports",
        #"""
        import a.b, c.d as e, f
        from . import g
        from ...h.i import (j, k as l,)
        from m import *
        """#,
        #"""
        (importDeclaration'a.b' (importBinding+bindsRoot (name'a')))
        (importDeclaration'c.d' (importBinding (name'e')))
        (importDeclaration'f' (importBinding (name'f')))
        (importDeclaration'.' (importBinding'g' (name'g')))
        (importDeclaration'...h.i' (importBinding'j' (name'j')) (importBinding'k' (name'l')))
        (importDeclaration'm' (importBinding'*' (empty)))
        """#),
    PythonFixture(
        "functions",
        #"""
        @a.b(c)
        @property
        async def f(x, /, y: int = 1, *, z, **k) -> int:
            'doc'
            return x
        """#,
        #"""
        (function'f'+async+accessor (parameterList (parameter (name'x')) (parameter (name'y') (number'1')) \#
        (parameter (name'z')) (parameter+spread (name'k'))) (block (expressionStatement (string'doc')) \#
        (returnStatement (name'x'))) (decorator (call (member'b' (name'a')) (name'c'))) (decorator \#
        (name'property')))
        """#),
    PythonFixture(
        "classes",
        #"""
        @d
        class C(B, metaclass=M):
            x = 1
            @staticmethod
            def f(): pass
        class D: ...
        """#,
        #"""
        (classDefinition'C' (argumentList (name'B') (keywordArgument'metaclass' (name'M'))) (block \#
        (assignment'=' (name'x') (number'1')) (function'f'+static (parameterList) (block \#
        (keywordStatement'pass')) (decorator (name'staticmethod')))) (decorator (name'd')))
        (classDefinition'D' (argumentList) (block (expressionStatement (constant'...'))))
        """#),
    PythonFixture(
        "type parameters and aliases",
        #"""
        def f[T: int, *U, **V = [int]](x: T): pass
        class C[T]: pass
        type A[T] = list[T]
        type = 1
        type(x)
        """#,
        #"""
        (function'f' (parameterList (parameter (name'x'))) (block (keywordStatement'pass')))
        (classDefinition'C' (argumentList) (block (keywordStatement'pass')))
        (assignment'=' (name'A') (subscription (name'list') (name'T')))
        (assignment'=' (name'type') (number'1'))
        (expressionStatement (call (name'type') (name'x')))
        """#),
    PythonFixture(
        "keywords",
        #"""
        del a, b[0]
        assert c, d
        global e, f
        pass
        raise
        raise g from h
        return i, *j
        """#,
        #"""
        (keywordStatement'del' (name'a') (subscription (name'b') (number'0')))
        (keywordStatement'assert' (name'c') (name'd'))
        (keywordStatement'global' (name'e') (name'f'))
        (keywordStatement'pass')
        (raiseStatement)
        (raiseStatement (name'g') (name'h'))
        (returnStatement (tuple (name'i') (spread'*' (name'j'))))
        """#),
    PythonFixture(
        "several on a line",
        #"""
        a; b;
        if c: d; e
        """#,
        #"""
        (expressionStatement (name'a'))
        (expressionStatement (name'b'))
        (ifStatement (name'c') (block (expressionStatement (name'd')) (expressionStatement (name'e'))))
        """#),
    PythonFixture(
        "async loops and contexts",
        #"""
        async def f():
            async for x in y: pass
            async with a as b: pass
            [z async for z in w]
        """#,
        #"""
        (function'f'+async (parameterList) (block (forEach+async (name'x') (name'y') (block \#
        (keywordStatement'pass'))) (withStatement+async (withItem (name'a') (name'b')) (block \#
        (keywordStatement'pass'))) (expressionStatement (comprehension+async (name'z') \#
        (comprehensionClause+async (name'z') (name'w'))))))
        """#),
    PythonFixture(
        "match",
        #"""
        match a, b:
            case 1 | -2 | 'x': c
            case Point(x=0, y=q) if q > 1: d
            case [a, *_] as w: e
            case {'k': v, **rest}: f
            case _: g()
        """#,
        #"""
        (switchStatement (tuple (name'a') (name'b')) (caseClause (binary'|' (number'1') (unary'-' (number'2')) \#
        (string'x')) (block (expressionStatement (name'c')))) (caseClause (tuple (name'Point') \#
        (keywordArgument'x' (number'0')) (keywordArgument'y' (name'q'))) (binary'>' (name'q') (number'1')) \#
        (block (expressionStatement (name'd')))) (caseClause (assignment':=' (name'w') (list (name'a') \#
        (spread'*' (name'_')))) (block (expressionStatement (name'e')))) (caseClause (dictionary (pair \#
        (string'k') (name'v')) (spread'**' (name'rest'))) (block (expressionStatement (name'f')))) (caseClause \#
        (name'_') (block (expressionStatement (call (name'g'))))))
        """#),
    PythonFixture(
        "match and case as names",
        #"""
        match = 1
        match(x)
        match.group(1)
        match[0]
        case = match
        match (a)
        """#,
        #"""
        (assignment'=' (name'match') (number'1'))
        (expressionStatement (call (name'match') (name'x')))
        (expressionStatement (call (member'group' (name'match')) (number'1')))
        (expressionStatement (subscription (name'match') (number'0')))
        (assignment'=' (name'case') (name'match'))
        (expressionStatement (call (name'match') (name'a')))
        """#),
    PythonFixture(
        "nested match",
        #"""
        match(a):
            case 1:
                match b:
                    case 2: c
        """#,
        #"""
        (switchStatement (name'a') (caseClause (number'1') (block (switchStatement (name'b') (caseClause \#
        (number'2') (block (expressionStatement (name'c'))))))))
        """#),
]
