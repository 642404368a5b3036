"""Prints the facts of fixtures whose syntax the installed CPython does not read.

usage: python_versions.py lib2to3|libcst FILE...

lib2to3 (in CPython up to 3.12) reads Python 2, libcst reads the newest forms. Output as of `python_facts.py`.
"""

import sys
import warnings


def callee_of_leaves(prefix):
    """The dotted path of the nodes that stand before a call's parentheses."""
    text = "".join(str(node).strip() for node in prefix)
    parts = text.split(".")
    if all(part.isidentifier() for part in parts):
        return text
    tail = []
    while parts and parts[-1].isidentifier():
        tail.insert(0, parts.pop())
    return ".".join(["?"] + tail)


def lib2to3_facts(path):
    from lib2to3 import pygram, pytree
    from lib2to3.pgen2 import driver

    grammar = pygram.python_grammar
    with open(path, encoding="utf-8") as file:
        tree = driver.Driver(grammar, convert=pytree.convert).parse_string(file.read() + "\n")
    name = {number: symbol for symbol, number in grammar.symbol2number.items()}

    def written(node):
        return "".join(leaf.value for leaf in node.leaves())

    for node in tree.pre_order():
        kind = name.get(node.type, "")
        children = node.children
        if kind == "power":
            for index, child in enumerate(children):
                if name.get(child.type) == "trailer" and str(child).strip().startswith("("):
                    yield "call", node.get_lineno(), callee_of_leaves(children[:index])
        elif kind == "decorator" and any(str(child) == "(" for child in children):
            yield "call", children[1].get_lineno(), written(children[1])
        elif kind == "print_stmt" or kind == "exec_stmt":
            yield "call", node.get_lineno(), kind[:-5]
        elif getattr(node, "value", None) == "print" and kind == "" and name.get(node.parent.type) in ("simple_stmt", "file_input"):
            yield "call", node.get_lineno(), "print"
        elif kind == "atom" and str(children[0]).strip() == "`":
            yield "call", node.get_lineno(), "repr"
        elif kind == "funcdef":
            yield "function", node.get_lineno(), children[1].value
        elif kind in ("lambdef", "old_lambdef"):
            yield "function", node.get_lineno(), ""
        elif kind == "import_name":
            items = children[1]
            for item in items.children if name.get(items.type) == "dotted_as_names" else [items]:
                if str(item).strip() != ",":
                    first = item.children[0] if name.get(item.type) == "dotted_as_name" else item
                    yield "import", node.get_lineno(), written(first) + "\t"
        elif kind == "import_from":
            at = next(index for index, child in enumerate(children) if str(child).strip() == "import")
            module = "".join(written(child) for child in children[1:at])
            target = [child for child in children[at + 1:] if str(child).strip() not in ("(", ")")][0]
            items = target.children if name.get(target.type) == "import_as_names" else [target]
            names = [written(item.children[0] if item.children else item) for item in items if str(item).strip() != ","]
            yield "import", node.get_lineno(), module + "\t" + ",".join(sorted(names))


def libcst_facts(path):
    import libcst
    from libcst.metadata import MetadataWrapper, PositionProvider

    with open(path, "rb") as file:
        wrapper = MetadataWrapper(libcst.parse_module(file.read()))
    positions = wrapper.resolve(PositionProvider)
    found = []

    def line(node):
        return positions[node].start.line

    def dotted(node):
        if isinstance(node, libcst.Attribute):
            return dotted(node.value) + "." + node.attr.value
        return node.value if isinstance(node, libcst.Name) else "?"

    class Reader(libcst.CSTVisitor):
        def visit_Call(self, node):
            found.append(("call", line(node), dotted(node.func)))

        def visit_FunctionDef(self, node):
            found.append(("function", line(node.name), node.name.value))

        def visit_Lambda(self, node):
            found.append(("function", line(node), ""))

        def visit_Import(self, node):
            found.extend(("import", line(node), dotted(alias.name) + "\t") for alias in node.names)

        def visit_ImportFrom(self, node):
            module = "." * len(node.relative) + (dotted(node.module) if node.module else "")
            names = "*" if isinstance(node.names, libcst.ImportStar) else ",".join(sorted(dotted(n.name) for n in node.names))
            found.append(("import", line(node), module + "\t" + names))

    wrapper.module.visit(Reader())
    return found


def main():
    warnings.simplefilter("ignore")
    facts = lib2to3_facts if sys.argv[1] == "lib2to3" else libcst_facts
    for path in sys.argv[2:]:
        print("FILE " + path)
        for fact in sorted("%s\t%d\t%s" % fact for fact in facts(path)):
            print(fact)


if __name__ == "__main__":
    main()
