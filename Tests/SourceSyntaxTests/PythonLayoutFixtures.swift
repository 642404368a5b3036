/// Lines and indentation.
let pythonLayoutFixtures: [PythonFixture] = [
    PythonFixture(
        "tabs, form feeds and a missing final line end",
        "if a:\n\tb\n        c\n\u{C}\nd",
        #"""
        (ifStatement (name'a') (block (expressionStatement (name'b')) (expressionStatement (name'c'))))
        (expressionStatement (name'd'))
        """#),
    PythonFixture(
        "carriage returns alone and with line feeds",
        "a\rif b:\r\n  c\r\n\r\nd",
        #"""
        (expressionStatement (name'a'))
        (ifStatement (name'b') (block (expressionStatement (name'c'))))
        (expressionStatement (name'd'))
        """#),
    PythonFixture(
        "inconsistent dedents kept in the block",
        #"""
        if a:
                b
            c
        d
        """#,
        #"""
        (ifStatement (name'a') (block (expressionStatement (name'b')) (expressionStatement (name'c'))))
        (expressionStatement (name'd'))
        """#,
        diagnostics: 1),
    PythonFixture(
        "unexpected indents passed over",
        #"""
        a
            b
        c
        """#,
        #"""
        (expressionStatement (name'a'))
        (expressionStatement (name'b'))
        (expressionStatement (name'c'))
        """#,
        diagnostics: 1),
    PythonFixture(
        "null bytes as blanks",
        "a\0(b)\0\nc",
        #"""
        (expressionStatement (call (name'a') (name'b')))
        (expressionStatement (name'c'))
        """#),
    PythonFixture(
        "comments only",
        "# a\n   # b\n",
        ""),
]

/// What is kept of broken files.
let pythonErrorFixtures: [PythonFixture] = [
    PythonFixture(
        "the rest of a broken line recovered",
        #"""
        x = f(1) g(2) !! h(3)
        y()
        """#,
        #"""
        (assignment'=' (name'x') (call (name'f') (number'1')))
        (error (call (name'g') (number'2')) (call (name'h') (number'3')))
        (expressionStatement (call (name'y')))
        """#,
        diagnostics: 3),
    PythonFixture(
        "a broken header with its block",
        #"""
        if a b(c):
            d()
        while
            e()
        """#,
        #"""
        (ifStatement (name'a') (block (error (call (name'b') (name'c'))) (expressionStatement (call (name'd')))))
        (whileLoop (error) (block (expressionStatement (call (name'e')))))
        """#,
        diagnostics: 3),
    PythonFixture(
        "an unclosed bracket ended by the next statement",
        #"""
        f(a, [b
        def g():
            h()
        """#,
        #"""
        (expressionStatement (call (name'f') (name'a') (list (name'b'))))
        (function'g' (parameterList) (block (expressionStatement (call (name'h')))))
        """#,
        diagnostics: 3),
    PythonFixture(
        "surplus and crossed closers",
        #"""
        f(a])
        g(b))
        h
        """#,
        #"""
        (expressionStatement (call (name'f') (name'a')))
        (expressionStatement (call (name'g') (name'b')))
        (error)
        (expressionStatement (name'h'))
        """#,
        diagnostics: 4),
    PythonFixture(
        "unterminated literals",
        #"""
        a = 'b
        c('d
        e()
        f'{g
        h()
        """#,
        #"""
        (assignment'=' (name'a') (string'b'))
        (expressionStatement (call (name'c') (string'd') (call (name'e')) (template (name'g')) (call (name'h'))))
        """#,
        diagnostics: 6),
    PythonFixture(
        "stray clauses",
        #"""
        else:
            a()
        except B: c()
        """#,
        #"""
        (error (block (expressionStatement (call (name'a')))))
        (error (name'B') (block (expressionStatement (call (name'c')))))
        """#,
        diagnostics: 2),
    PythonFixture(
        "missing expressions",
        #"""
        f(, a)
        x =
        y = * 
        .z
        for in b: c()
        """#,
        #"""
        (expressionStatement (call (name'f') (name'a')))
        (assignment'=' (name'x') (error))
        (assignment'=' (name'y') (spread'*' (error)))
        (error (name'z'))
        (forEach (error) (name'b') (block (expressionStatement (call (name'c')))))
        """#,
        diagnostics: 4),
    PythonFixture(
        "missing commas between arguments",
        "f(a b, c(d) e)",
        "(expressionStatement (call (name'f') (name'a') (name'b') (call (name'c') (name'd')) (name'e')))",
        diagnostics: 1),
]
