/// Expressions of Python 3.
let pythonExpressionFixtures: [PythonFixture] = [
    PythonFixture(
        "a call with every kind of argument",
        "f(a, *b, k=1, **c)",
        #"""
        (expressionStatement (call (name'f') (name'a') (spread'*' (name'b')) (keywordArgument'k' (number'1')) \#
        (spread'**' (name'c'))))
        """#),
    PythonFixture(
        "a generator as sole argument",
        "any(x for x in y if x)",
        #"""
        (expressionStatement (call (name'any') (comprehension (name'x') (comprehensionClause (name'x') (name'y') \#
        (name'x')))))
        """#),
    PythonFixture(
        "attributes, calls and subscripts in a row",
        "a.b(1)[2:3, ::4].c",
        #"""
        (expressionStatement (member'c' (subscription (call (member'b' (name'a')) (number'1')) (slice \#
        (number'2') (number'3') (empty)) (slice (empty) (empty) (number'4')))))
        """#),
    PythonFixture(
        "operators by precedence",
        "a + b * c ** -d ** e",
        #"""
        (expressionStatement (binary'+' (name'a') (binary'*' (name'b') (binary'**' (name'c') (unary'-' \#
        (binary'**' (name'd') (name'e')))))))
        """#),
    PythonFixture(
        "chains of one operator flat",
        #""x" + "y" + z - 1 - 2"#,
        #"""
        (expressionStatement (binary'-' (binary'+' (string'x') (string'y') (name'z')) (number'1') (number'2')))
        """#),
    PythonFixture(
        "logic and comparisons",
        "not a in b and c is not d or e not in f",
        #"""
        (expressionStatement (binary'or' (binary'and' (unary'not' (binary'in' (name'a') (name'b'))) (binary'is \#
        not' (name'c') (name'd'))) (binary'not in' (name'e') (name'f'))))
        """#),
    PythonFixture(
        "nested conditionals",
        "a if b else c if d else e",
        "(expressionStatement (conditional (name'b') (name'a') (conditional (name'd') (name'c') (name'e'))))"),
    PythonFixture(
        "lambdas",
        "lambda x, *a, y=1, **k: x",
        #"""
        (expressionStatement (function (parameterList (parameter (name'x')) (parameter+spread (name'a')) \#
        (parameter (name'y') (number'1')) (parameter+spread (name'k'))) (name'x')))
        """#),
    PythonFixture(
        "assignment expressions",
        "print(n := len(a))",
        "(expressionStatement (call (name'print') (assignment':=' (name'n') (call (name'len') (name'a')))))"),
    PythonFixture(
        "collections",
        "[1, *a], {1, 2}, {}, {'k': v, **r}, (), (1,)",
        #"""
        (expressionStatement (tuple (list (number'1') (spread'*' (name'a'))) (set (number'1') (number'2')) \#
        (dictionary) (dictionary (pair (string'k') (name'v')) (spread'**' (name'r'))) (tuple) (tuple \#
        (number'1'))))
        """#),
    PythonFixture(
        "comprehensions",
        "[x for x in a], {x: y for x, y in b}, {z for z in c for d in z if d if e}, (w for w in v)",
        #"""
        (expressionStatement (tuple (comprehension (name'x') (comprehensionClause (name'x') (name'a'))) \#
        (comprehension (pair (name'x') (name'y')) (comprehensionClause (tuple (name'x') (name'y')) (name'b'))) \#
        (comprehension (name'z') (comprehensionClause (name'z') (name'c')) (comprehensionClause (name'd') \#
        (name'z') (name'd') (name'e'))) (comprehension (name'w') (comprehensionClause (name'w') (name'v')))))
        """#),
    PythonFixture(
        "a generator within brackets as element",
        "[(x for x in y)]",
        "(expressionStatement (list (comprehension (name'x') (comprehensionClause (name'x') (name'y')))))"),
    PythonFixture(
        "await and yield",
        #"""
        async def f():
            x = await g().h ** 2
            yield
            yield from x
        """#,
        #"""
        (function'f'+async+generator (parameterList) (block (assignment'=' (name'x') (binary'**' (await \#
        (member'h' (call (name'g')))) (number'2'))) (expressionStatement (yield)) (expressionStatement (yield \#
        (name'x')))))
        """#),
    PythonFixture(
        "numbers of all versions",
        "[0xFF, 0o17, 0b1, 0777, 1_000.5e-3j, 10L, .5, 1., 1e5, 1if x else 2]",
        #"""
        (expressionStatement (list (number'0xFF') (number'0o17') (number'0b1') (number'0777') \#
        (number'1_000.5e-3j') (number'10L') (number'.5') (number'1.') (number'1e5') (conditional (name'x') \#
        (number'1') (number'2'))))
        """#),
    PythonFixture(
        "constants",
        "None, True, False, ...",
        "(expressionStatement (tuple (constant'None') (constant'True') (constant'False') (constant'...')))"),
    PythonFixture(
        "line continuations and blank lines in brackets",
        #"""
        f(a,

          # comment
          b) + \
          c
        """#,
        "(expressionStatement (binary'+' (call (name'f') (name'a') (name'b')) (name'c')))"),
    PythonFixture(
        "matrix multiplication and shifts",
        "a @ b << c >> d",
        "(expressionStatement (binary'>>' (binary'<<' (binary'@' (name'a') (name'b')) (name'c')) (name'd')))"),
    PythonFixture(
        "a star within an argument over a logical operator",
        "f(*a or b, **c or {})",
        #"""
        (expressionStatement (call (name'f') (spread'*' (binary'or' (name'a') (name'b'))) (spread'**' \#
        (binary'or' (name'c') (dictionary)))))
        """#),
]

/// Identifiers outside ASCII.
let pythonNameFixtures: [PythonFixture] = [
    PythonFixture(
        "Unicode identifiers folded as Python does",
        #"""
        ｅｘｅｃ(𝐞𝐯𝐚𝐥)
        x.ﬁle
        naïve
        """#,
        #"""
        (expressionStatement (call (name'exec') (name'eval')))
        (expressionStatement (member'file' (name'x')))
        (expressionStatement (name'naïve'))
        """#)
]
