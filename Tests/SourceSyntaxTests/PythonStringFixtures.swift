/// String literals, f-strings and their values.
let pythonStringFixtures: [PythonFixture] = [
    PythonFixture(
        "escapes",
        #"'\x41\u00e9\101\n\'\q\N{DASH}\U0001F600'"#,
        #"(expressionStatement (string'AéA\u{a}\u{27}\u{5c}q\u{5c}N{DASH}😀'+escapes))"#),
    PythonFixture(
        "raw strings keep backslashes",
        #"r'\x41' R'\''"#,
        #"(expressionStatement (string'\u{5c}x41\u{5c}\u{27}'))"#),
    PythonFixture(
        "bytes as scalars",
        #"b'\xff\x00A' b'\u0041'"#,
        #"(expressionStatement (string'ÿ\u{0}A\u{5c}u0041'+bytes+escapes))"#),
    PythonFixture(
        "adjacent literals joined",
        #"""
        x = 'a' "b" '''c
        d'''
        """#,
        #"(assignment'=' (name'x') (string'abc\u{a}d'))"#),
    PythonFixture(
        "prefixes in any case",
        "u'a', Rb'b', bR'c', UR'd'",
        "(expressionStatement (tuple (string'a') (string'b'+bytes) (string'c'+bytes) (string'd')))"),
    PythonFixture(
        "a line continuation within a literal",
        #"""
        'a\
        b'
        """#,
        "(expressionStatement (string'ab'))"),
    PythonFixture(
        "line ends normalized",
        "\"\"\"a\r\nb\rc\"\"\"",
        #"(expressionStatement (string'a\u{a}b\u{a}c'))"#),
    PythonFixture(
        "f-strings",
        "f'a{b}c{d!r:>{w}}{{}}'",
        "(expressionStatement (template (string'a') (name'b') (string'c') (name'd') (name'w') (string'{}')))"),
    PythonFixture(
        "f-strings with reused quotes",
        #"f'{d['k']}' f"{f'{x}'}""#,
        "(expressionStatement (template (subscription (name'd') (string'k')) (template (name'x'))))"),
    PythonFixture(
        "f-strings with formats and debugging",
        "f'{x = :%Y-%m-%d}' f'{y:{a}.{b}}'",
        "(expressionStatement (template (name'x') (name'y') (name'a') (name'b')))"),
    PythonFixture(
        "f-strings with calls, lambdas and dicts",
        #"f'{f("}")}{(lambda x: x)(1)}{ {1: 2}[1] }'"#,
        #"""
        (expressionStatement (template (call (name'f') (string'}')) (call (function (parameterList (parameter \#
        (name'x'))) (name'x')) (number'1')) (subscription (dictionary (pair (number'1') (number'2'))) \#
        (number'1'))))
        """#),
    PythonFixture(
        "triple-quoted f-strings over lines",
        #"""
        f"""a
        {
          b
        }"c"""
        """#,
        #"(expressionStatement (template (string'a\u{a}') (name'b') (string'"c')))"#),
    PythonFixture(
        "an f-string among literals",
        #"'a' f'{b}' 'c' rf'\{d}'"#,
        #"(expressionStatement (template (string'a') (name'b') (string'c\u{5c}') (name'd')))"#),
    PythonFixture(
        "names of characters in f-strings",
        #"f'\N{DASH}{x}'"#,
        #"(expressionStatement (template (string'\u{5c}N{DASH}') (name'x')))"#),
    PythonFixture(
        "template strings",
        "t'{a}b'",
        "(expressionStatement (template (name'a') (string'b')))"),
]
