"""Prints the calls, imports and functions of Python files as CPython's own parser sees them.

usage: python_facts.py < LIST_OF_PATHS

For each path: `FILE path`, then one line a fact, sorted: `call LINE CALLEE`, `import LINE MODULE NAMES`,
`function LINE NAME`, between tabs; `REJECTED` for a file that the grammar does not read. `SyntaxFacts` prints the same of
`parsePython`, and `compare_facts.py` compares. Parts of a callee that are neither names nor attributes are `?`. Runs
under Python 2.7 too, where print, exec and backticks count as calls of `print`, `exec` and `repr`.
"""

import ast
import sys
import warnings


def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "?")
    return ".".join(reversed(parts))


def facts(tree):
    for node in ast.walk(tree):
        kind = type(node).__name__
        if kind == "Call":
            yield "call", node.lineno, dotted(node.func)
        elif kind in ("Print", "Exec", "Repr"):
            yield "call", node.lineno, kind.lower()
        elif kind == "Import":
            for name in node.names:
                yield "import", node.lineno, name.name + "\t"
        elif kind == "ImportFrom":
            names = ",".join(sorted(name.name for name in node.names))
            yield "import", node.lineno, "." * node.level + (node.module or "") + "\t" + names
        elif kind in ("FunctionDef", "AsyncFunctionDef"):
            yield "function", node.lineno, node.name
        elif kind == "Lambda":
            yield "function", node.lineno, ""


def main():
    sys.setrecursionlimit(20000)
    warnings.simplefilter("ignore")
    rejections = (SyntaxError, ValueError, MemoryError, RecursionError if sys.version_info[0] > 2 else RuntimeError)
    for path in (line.rstrip("\n") for line in sys.stdin):
        print("FILE " + path)
        try:
            with open(path, "rb") as file:
                tree = ast.parse(file.read(), path)
        except rejections:
            print("REJECTED")
            continue
        for fact in sorted("%s\t%d\t%s" % fact for fact in facts(tree)):
            print(fact)


if __name__ == "__main__":
    main()
