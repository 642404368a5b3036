"""Prints the calls of Python files as CPython's own parser sees them, to compare with `parsePython`.

For each file named on standard input: `FILE path`, then one line `line TAB dotted-callee` for each call, sorted; `BAD`
for a file that this Python cannot parse. Runs under Python 2.7 too, where print, exec and backticks count as calls of
`print`, `exec` and `repr`. Parts of a callee that are neither names nor attributes are `?`.
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


def calls(tree):
    for node in ast.walk(tree):
        kind = type(node).__name__
        if kind == "Call":
            yield node.lineno, dotted(node.func)
        elif kind in ("Print", "Exec") or kind == "Repr":
            yield node.lineno, kind.lower()


def main():
    sys.setrecursionlimit(20000)
    warnings.simplefilter("ignore")
    for path in (line.rstrip("\n") for line in sys.stdin):
        print("FILE " + path)
        try:
            with open(path, "rb") as file:
                tree = ast.parse(file.read(), path)
        except (SyntaxError, ValueError, RecursionError if sys.version_info[0] > 2 else RuntimeError, MemoryError):
            print("BAD")
            continue
        for line, callee in sorted(calls(tree)):
            print("%d\t%s" % (line, callee))


if __name__ == "__main__":
    main()
