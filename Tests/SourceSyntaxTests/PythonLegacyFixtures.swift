/// What only Python 2 knows.
let pythonLegacyFixtures: [PythonFixture] = [
    PythonFixture(
        "print",
        #"""
        print x
        print
        print 'a' % b, c,
        print >>f, x
        print (a), b
        print -1
        print [1]
        print(x, file=f)
        print - 1
        """#,
        #"""
        (expressionStatement (call (name'print') (name'x')))
        (expressionStatement (name'print'))
        (expressionStatement (call (name'print') (binary'%' (string'a') (name'b')) (name'c')))
        (expressionStatement (call (name'print') (keywordArgument'file' (name'f')) (name'x')))
        (expressionStatement (tuple (call (name'print') (name'a')) (name'b')))
        (expressionStatement (call (name'print') (unary'-' (number'1'))))
        (expressionStatement (call (name'print') (list (number'1'))))
        (expressionStatement (call (name'print') (name'x') (keywordArgument'file' (name'f'))))
        (expressionStatement (binary'-' (name'print') (number'1')))
        """#),
    PythonFixture(
        "exec",
        #"""
        exec x
        exec 'c' in d, e
        exec(f) in g
        exec f.read()
        """#,
        #"""
        (expressionStatement (call (name'exec') (name'x')))
        (expressionStatement (call (name'exec') (string'c') (name'd') (name'e')))
        (expressionStatement (binary'in' (call (name'exec') (name'f')) (name'g')))
        (expressionStatement (call (name'exec') (call (member'read' (name'f')))))
        """#),
    PythonFixture(
        "backticks",
        "x = `a, b` + 'c'",
        "(assignment'=' (name'x') (binary'+' (call (name'repr') (tuple (name'a') (name'b'))) (string'c')))"),
    PythonFixture(
        "exceptions",
        #"""
        try: a
        except E, e: b
        except (F, G), h: c
        except I, J: d
        raise E, 'm', tb
        """#,
        #"""
        (tryStatement (block (expressionStatement (name'a'))) (catchClause'e' (name'E') (block \#
        (expressionStatement (name'b')))) (catchClause'h' (tuple (name'F') (name'G')) (block \#
        (expressionStatement (name'c')))) (catchClause (tuple (name'I') (name'J')) (block (expressionStatement \#
        (name'd')))))
        (raiseStatement (name'E') (string'm') (name'tb'))
        """#),
    PythonFixture(
        "operators and parameters",
        #"""
        a <> b
        def f((a, b), c=0777): pass
        lambda (x, y): x
        [x for x in 1, 2]
        """#,
        #"""
        (expressionStatement (binary'!=' (name'a') (name'b')))
        (function'f' (parameterList (parameter (tuple (name'a') (name'b'))) (parameter (name'c') \#
        (number'0777'))) (block (keywordStatement'pass')))
        (expressionStatement (function (parameterList (parameter (tuple (name'x') (name'y')))) (name'x')))
        (expressionStatement (comprehension (name'x') (comprehensionClause (name'x') (tuple (number'1') \#
        (number'2')))))
        """#),
    PythonFixture(
        "names that became keywords",
        #"""
        async = 1
        f(async=True)
        x.async(await)
        import a.async
        x.print
        """#,
        #"""
        (assignment'=' (name'async') (number'1'))
        (expressionStatement (call (name'f') (keywordArgument'async' (constant'True'))))
        (expressionStatement (call (member'async' (name'x')) (name'await')))
        (importDeclaration'a.async' (importBinding+bindsRoot (name'a')))
        (expressionStatement (member'print' (name'x')))
        """#),
]
