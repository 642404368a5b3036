"""Samples with their source changed in ways that keep what it does, as stored sequences.

  mutate.py GUARD              validation samples: writes mutated/*.txt.xz, one file a mutation; `make eval` reports recall on them
  mutate.py GUARD --training   training samples and every fourth benign package: writes mutated/training.txt.xz, from which `train.py` learns too

Every Python and JavaScript file of a sample is rewritten in memory: names of its own changed (`renamed`), texts cut in two
(`split`), texts behind base64 (`encoded`), code that never runs and harmless calls put between (`padded`), and all but the
third (`all`). The changed archives lie in a scratch folder for as long as the guard reads them; nothing is run. Files that CPython or
acorn does not parse stay as they are, and are counted.
"""
import argparse
import ast
import base64
import builtins
import csv
import glob
import io
import json
import keyword
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import sequences
from corpus_rules import CORPUS, LISTS, sha256
from make_sequences import canonical_text, labels

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "mutated")
TRAINING = os.path.join(FOLDER, "training.txt.xz")
MUTATIONS = ("none", "renamed", "split", "encoded", "padded", "all")
PADDING = ("import os.path\nos.path.join('a', 'b')", "import json\njson.dumps({'a': [1, 2, 3]})", "import datetime\ndatetime.datetime.now().isoformat()",
           "import re\nre.sub('[a-z]+', '-', 'text')", "if len('') > 0:\n    print(open('notes').read())", "def NAME(first, second=0):\n    return [first] * second\nNAME(3)",
           "try:\n    int('7')\nexcept ValueError:\n    print('no number')", "class NAME:\n    def run(self, other):\n        return sorted(other)")


# Other code for training, so that what was put between there is not what robustness is measured with.
TRAINING_PADDING = ("import collections\ncollections.OrderedDict(a=1)", "import itertools\nlist(itertools.chain([1], [2]))", "import logging\nlogging.getLogger('part').debug('here')",
                    "import math\nmath.floor(2.5)", "' '.join(sorted({'a', 'b'}))", "NAME = {number: number * 2 for number in range(4)}", "def NAME(value=None):\n    return value or {}\nNAME()",
                    "for NAME in range(3):\n    str(NAME)", "import os\nif os.path.exists('notes'):\n    print('there')", "class NAME(Exception):\n    pass")


class Names(ast.NodeVisitor):
    """Names that a module binds itself and no other module sees: functions, parameters, variables; not what it imports or what its classes hold."""

    def __init__(self):
        self.bound, self.kept = set(), set()

    def visit_FunctionDef(self, node):
        self.bound.add(node.name)
        self.kept |= {node.name} if node.name.startswith("__") else set()
        arguments = node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            # Whoever calls it may name the parameter.
            self.kept |= {argument.arg} if argument else set()
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.kept |= {node.name} | {part.name for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
        self.kept |= {target.id for part in node.body if isinstance(part, ast.Assign) for target in part.targets if isinstance(target, ast.Name)}
        self.generic_visit(node)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)

    def visit_Import(self, node):
        self.kept |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node):
        self.kept |= {node.name} if node.name else set()
        self.generic_visit(node)

    def visit_Constant(self, node):
        # A name in a text may be looked up by it.
        if isinstance(node.value, str) and len(node.value) < 4000:
            self.kept |= set(node.value.replace(".", " ").replace("(", " ").split())


class Renamer(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_FunctionDef(self, node):
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Global(self, node):
        node.names = [self.names.get(name, name) for name in node.names]
        return node

    visit_Nonlocal = visit_Global


class Texts(ast.NodeTransformer):
    """Texts cut in two or put behind base64; docstrings, f-strings and patterns stay."""

    def __init__(self, generator, encodes):
        self.generator, self.encodes, self.used = generator, encodes, False

    def visit_Expr(self, node):
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_JoinedStr(self, node):
        return node

    visit_Match = visit_JoinedStr

    def visit_Constant(self, node):
        if not isinstance(node.value, str) or len(node.value) < 4 or len(node.value) > 100_000:
            return node
        try:
            data = node.value.encode()
        except UnicodeEncodeError:
            return node
        if self.encodes:
            self.used = True
            return ast.parse(f"_b64.b64decode({base64.b64encode(data).decode()!r}).decode()", mode="eval").body
        at = self.generator.randrange(1, len(node.value))
        return ast.BinOp(ast.Constant(node.value[:at]), ast.Add(), ast.Constant(node.value[at:]))


class Padder(ast.NodeTransformer):
    def __init__(self, generator, padding):
        self.generator, self.padding = generator, padding

    def padded(self, body):
        found = []
        for at, part in enumerate(body):
            if not (isinstance(part, ast.Expr) and at == 0) and not (isinstance(part, ast.ImportFrom) and part.module == "__future__") and self.generator.random() < 0.35:
                name = "part" + str(self.generator.randrange(10 ** 6))
                found += ast.parse(self.generator.choice(self.padding).replace("NAME", name)).body
            found.append(part)
        return found

    def visit_Module(self, node):
        self.generic_visit(node)
        node.body = self.padded(node.body)
        return node

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.body = self.padded(node.body)
        return node


def used_elsewhere(sources):
    """Names that some file of the package imports or reads as an attribute."""
    found = set()
    for source in sources:
        for line in re.findall(rb"^\s*from\s+\S+\s+import\s+(.+)$", source, re.M):
            found |= set(re.findall(r"\w+", line.decode("utf-8", "replace")))
        found |= {name.decode("ascii", "replace") for name in re.findall(rb"\.\s*(\w+)", source)}
    return found


def python_changed(source, mutation, generator, shared=(), padding=PADDING):
    """None where CPython does not parse the source."""
    try:
        tree = ast.parse(source)
        if mutation in ("renamed", "all"):
            names = Names()
            names.visit(tree)
            own = sorted(name for name in names.bound - names.kept - set(shared) if not hasattr(builtins, name) and not name.startswith("__") and not keyword.iskeyword(name))
            tree = Renamer({name: f"{generator.choice('klmnpqrstv')}{generator.choice('aeiou')}{at}" for at, name in enumerate(own)}).visit(tree)
        if mutation in ("split", "all", "encoded"):
            texts = Texts(generator, mutation == "encoded")
            tree = texts.visit(tree)
            if texts.used:
                tree.body.insert(next((at for at, part in enumerate(tree.body) if not (isinstance(part, ast.ImportFrom) and part.module == "__future__")
                                       and not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))), 0), ast.parse("import base64 as _b64").body[0])
        if mutation in ("padded", "all"):
            tree = Padder(generator, padding).visit(tree)
        return ast.unparse(ast.fix_missing_locations(tree)).encode()
    except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError):
        return None


class JavaScript:
    """One node process that rewrites sources (mutate_javascript.cjs)."""

    def __init__(self):
        environment = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", "/usr/share/nodejs")}
        self.process = subprocess.Popen(["node", "--stack-size=4000", os.path.join(HERE, "mutate_javascript.cjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def changed(self, source, mutation, generator, is_training):
        question = {"source": source.decode("utf-8", "replace"), "mutation": mutation, "seed": generator.randrange(1 << 30), "isTraining": is_training}
        self.process.stdin.write(json.dumps(question).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return None if answer is None else answer.encode("utf-8", "replace")


def file_changed(name, data, mutation, generator, javascript, counts, shared, is_training):
    lowered = name.lower()
    if mutation == "none" or len(data) > 2 << 20:
        return data
    if lowered.endswith((".py", ".pyw")):
        found = python_changed(data, mutation, generator, shared, TRAINING_PADDING if is_training else PADDING)
    elif lowered.endswith((".js", ".cjs", ".mjs")):
        found = javascript.changed(data, mutation, generator, is_training)
    else:
        return data
    counts["changed" if found is not None else "kept"] += 1
    return data if found is None else found


def archive_changed(data, change):
    """The archive's bytes with every file's content changed; links and folders as they are."""
    out = io.BytesIO()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info.filename, b"" if info.is_dir() else change(info.filename, old.read(info)))
        return out.getvalue()
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in old:
            if not member.isfile():
                new.addfile(member)
                continue
            content = change(member.name, old.extractfile(member).read())
            member.size = len(content)
            member.pax_headers = {}
            new.addfile(member, io.BytesIO(content))
    return out.getvalue()


def samples():
    """The first sample of every validation campaign: (ecosystem, fields, path)."""
    seen = set()
    for ecosystem, row, path in malicious("valid"):
        if (ecosystem, row["cluster"]) not in seen:
            seen.add((ecosystem, row["cluster"]))
            yield ecosystem, row, path


def malicious(part):
    for ecosystem in ("pypi", "npm"):
        folder = os.path.join(CORPUS, ecosystem + "-malicious")
        by_digest = {name[:64]: os.path.join(folder, name) for name in sorted(os.listdir(folder), reverse=True)}
        for row in csv.DictReader(open(os.path.join(LISTS, ecosystem + "-malicious.tsv"), encoding="utf-8"), delimiter="\t"):
            if row["part"] == part:
                yield ecosystem, row, by_digest[row["sha256"]]


def benign(largest=400_000):
    """Every fourth benign archive that is not large, by its digest."""
    seen = set()
    for corpus in ("pypi-benign", "npm-benign"):
        known = labels(corpus)
        for path in sorted(glob.glob(os.path.join(CORPUS, corpus, "*"))):
            if not path.endswith(".part") and os.path.getsize(path) <= largest:
                digest = sha256(open(path, "rb").read())
                if digest in known and int(digest[:2], 16) < 64 and digest not in seen:
                    seen.add(digest)
                    _, part, cluster, built, note = known[digest]
                    yield corpus.split("-")[0], {"sha256": digest, "part": part, "cluster": cluster, "built": built, "note": note}, path


def changed_records(guard, chosen, mutation, label, is_training=False, size=400):
    """The sequences of the changed archives; `size` archives lie in a scratch folder at a time."""
    javascript, counts, records = JavaScript(), {"changed": 0, "kept": 0}, []
    for first in range(0, len(chosen), size):
        with tempfile.TemporaryDirectory(prefix="airlock-mutate-") as scratch:
            by_path = {}
            for ecosystem, row, path in chosen[first:first + size]:
                generator = random.Random(mutation + row["sha256"])
                data = open(path, "rb").read()
                try:
                    sources = []
                    archive_changed(data, lambda name, content: sources.append(content if name.endswith(".py") else b"") or content)
                    shared = used_elsewhere(sources)
                    changed = archive_changed(data, lambda name, content: file_changed(name, content, mutation, generator, javascript, counts, shared, is_training))
                except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, ValueError):
                    changed = data
                name = os.path.basename(path)
                # The guard reads the kind of an artifact from its name.
                folder = os.path.join(scratch, row["sha256"])
                os.mkdir(folder)
                target = os.path.join(folder, name if not label else name[:64] + (".tar.gz" if not data[:2] == b"PK" and ecosystem == "pypi" else name[64:]))
                with open(target, "wb") as file:
                    file.write(changed)
                by_path[target] = (ecosystem, row)
            for header, gaps, units in sequences.parse_canonical(canonical_text(guard, list(by_path))):
                ecosystem, row = by_path[header[0]]
                records.append(([row["sha256"], ecosystem, header[3], str(label), row["part"], row["cluster"], row["built"], row["note"], gaps], units))
    print(mutation, len(records), "of", len(chosen), "samples;", counts["changed"], "files rewritten,", counts["kept"], "not parsed and left", flush=True)
    return records


def main():
    options = argparse.ArgumentParser()
    options.add_argument("guard")
    options.add_argument("--training", action="store_true")
    given = options.parse_args()
    if given.training:
        found = changed_records(given.guard, list(malicious("train")), "all", 1, is_training=True) + changed_records(given.guard, list(benign()), "all", 0, is_training=True)
        return sequences.write(TRAINING, found)
    chosen = list(samples())
    for mutation in MUTATIONS:
        sequences.write(os.path.join(FOLDER, mutation + ".txt.xz"), changed_records(given.guard, chosen, mutation, 1))


if __name__ == "__main__":
    main()
