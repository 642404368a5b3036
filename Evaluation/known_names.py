#!/usr/bin/env python3
"""Writes the lists of well-known names that look-alikes are told by, and measures the rule on names outside of them.

    apt-get install apt-file dh-python && apt-file update
    python3 Evaluation/known_names.py --write      # Sources/Verdicts/Names/KnownNames+npm.swift and +PyPI.swift
    python3 Evaluation/known_names.py              # alarm rates

A name is well known when it is among the most downloaded of its registry, or when at least three source packages of Debian
depend on the binary package that ships it: npm names are the folders below /usr/share/nodejs that hold a package.json (Contents
indexes), PyPI names those of dh-python's table `cpython3_fallback`. Downloads come from two tables in AIRLOCK_PACKAGE_LISTS
(default /usr/share/package-lists): npm.tsv (name, version, downloads a month, ...) and pypi.tsv (name, version, month, rank
among the most downloaded, ...). Both are public counts that know nothing of our scores, so names of reserved projects stand in
the lists too; what is *measured* here leaves them out. The rule is `wellKnownName(resembling:)` in
Sources/Verdicts/Names/NameLikeness.swift, written here again.
"""
import collections
import glob
import hashlib
import os
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = "/var/lib/apt/lists/*_dists_*_main_"
DEPENDENTS = 3
TABLES = pathlib.Path(os.environ.get("AIRLOCK_PACKAGE_LISTS", "/usr/share/package-lists"))
MOST = 3000  # so many of the most downloaded names are well known
MONTHLY = 100_000  # npm names with so many downloads a month are honest, as are all that PyPI ranks
# Families of one project, whose members differ by a word.
FAMILIES = re.compile(r"@types/|lodash[.-]|trytond-|xstatic-|mypy-boto3-|babel-plugin-|babel-preset-")


def read(pattern):
    text = ""
    for path in sorted(glob.glob(LISTS + pattern)):
        text += subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", path], capture_output=True, check=True).stdout.decode(
            "utf-8", "replace"
        )
    return text


def dependents():
    """Source packages that depend on each binary package, its own left out."""
    provided, needed, source = collections.defaultdict(set), {}, {}
    for stanza in read("binary-amd64_Packages*").split("\n\n"):
        fields = dict(line.split(":", 1) for line in stanza.split("\n") if ":" in line and line[:1] not in " \t")
        if "Package" not in fields:
            continue
        name = fields["Package"].strip()
        source[name] = fields.get("Source", name).strip().split(" ")[0]
        for other in fields.get("Provides", "").split(","):
            if other.strip():
                provided[other.strip().split(" ")[0]].add(name)
        relations = ",".join(fields.get(key, "") for key in ("Depends", "Recommends", "Pre-Depends"))
        needed[name] = {part.strip().split(" ")[0].split(":")[0] for part in re.split(r"[,|]", relations)}
    found = collections.defaultdict(set)
    for name, relations in needed.items():
        for other in relations:
            for target in [other] if other in source else provided.get(other, ()):
                if source[target] != source[name]:
                    found[target].add(source[name])
    return {name: len(sources) for name, sources in found.items()}


def counts():
    by_package = dependents()
    npm, pypi = {}, {}
    path = re.compile(r"usr/(?:share|lib(?:/[^/]+)?)/nodejs/((?:@[^/]+/)?[^/]+)/package\.json\s+(\S+)$")
    for line in read("Contents-*").split("\n"):
        match = path.match(line)
        for package in match.group(2).split(",") if match else ():
            npm[match.group(1)] = max(npm.get(match.group(1), 0), by_package.get(package.split("/")[-1], 0))
    for line in open("/usr/share/dh-python/dist/cpython3_fallback"):
        parts = line.split()
        if len(parts) >= 2:
            name = re.sub(r"[-_.]+", "-", parts[0]).lower()
            pypi[name] = max(pypi.get(name, 0), by_package.get(parts[1], 0))
    return {"npm": npm, "pypi": pypi}


def downloads():
    """The names of both registries' tables, the most downloaded first; then those that are not ranked, or little used."""
    ranked, rest = {}, {}
    rows = [line.rstrip("\n").split("\t") for line in open(TABLES / "npm.tsv", encoding="utf-8")][1:]
    counted = sorted(((int(row[2]), row[0].lower()) for row in rows if row[2].isdigit()), reverse=True)
    ranked["npm"] = [name for count, name in counted if count >= MONTHLY]
    rest["npm"] = [name for count, name in counted if count < MONTHLY]
    rows = [line.rstrip("\n").split("\t") for line in open(TABLES / "pypi.tsv", encoding="utf-8")][1:]
    rows = [(re.sub(r"[-_.]+", "-", row[0]).lower(), row) for row in rows]
    ranked["pypi"] = [name for _, name in sorted((int(row[3]), name) for name, row in rows if row[3].isdigit())]
    rest["pypi"] = [name for name, row in rows if not row[3].isdigit()]
    return ranked, rest, max(row[2] for _, row in rows)


def skeleton(name):
    return name.replace("rn", "m").replace("vv", "w").translate(str.maketrans("01i35", "olles"))


def bare(name):
    return re.sub(r"[-_.]", "", name)


def words(name):
    return sorted(re.split(r"[-_.]", name))


def is_one_edit(left, right):
    """One letter more, less, other, or two neighbors swapped."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def scope(name):
    return name.split("/")[0] if name.startswith("@") else None


class Known:
    """The rule over a set of well-known names, by indexes: what one edit changes has a shortened form in common."""

    def __init__(self, names):
        self.names = set(names)
        long = [name for name in names if len(name) >= 5]
        self.forms = {
            form: self.index(members, form)
            for form, members in (
                (skeleton, long), (bare, long),
                (words, [name for name in long if len(name) >= 6 and len(words(name)) > 1]),
                (lambda name: bare(name[1:].replace("/", "-")), [name for name in names if name.startswith("@")]),
            )
        }
        self.shortened = collections.defaultdict(set)
        for name in names:
            if len(name) >= 6:
                for form in self.shorter(name):
                    self.shortened[form].add(name)

    @staticmethod
    def index(names, form):
        found = collections.defaultdict(set)
        for name in names:
            found[str(form(name))].add(name)
        return found

    @staticmethod
    def shorter(name):
        return {name} | {name[:place] + name[place + 1 :] for place in range(len(name))}

    def resembling(self, name):
        if not 5 <= len(name) <= 128 or name in self.names:
            return None
        (by_skeleton, by_bare, by_words, by_unscoped) = self.forms.items()
        for form, members in (by_skeleton, by_bare, by_words):
            found = {one for one in members.get(str(form(name)), ()) if scope(one) is None or scope(one) != scope(name)}
            if found:
                return min(found)
        if not name.startswith("@") and bare(name) in by_unscoped[1]:
            return min(by_unscoped[1][bare(name)])
        near = {one for form in self.shorter(name) for one in self.shortened.get(form, ())}
        for one in sorted(near):
            if scope(one) is not None and scope(one) == scope(name):
                continue
            is_numbered = name.rstrip("0123456789") == one.rstrip("0123456789")
            if is_one_edit(name, one) and not is_numbered and name + "s" != one and one + "s" != name:
                return one
        return None


def is_reserved(name):
    return hashlib.sha256(name.encode()).hexdigest()[0] in "012345"


def literal(names, indent=12):
    lines, line = [], ""
    for name in sorted(names):
        if len(line) + len(name) + 1 > 104:
            lines.append(line)
            line = ""
        line += (" " if line else "") + name
    return "\n".join(" " * indent + text for text in lines + [line])


def write(ecosystem, known, honest, month):
    index = [path for path in glob.glob("/var/lib/apt/lists/*_dists_*_InRelease") if not re.search("-security|-updates", path)]
    release = re.search(r"^Date: (.*)$", open(index[0]).read(), re.M).group(1)
    origin = {
        "npm": "names of package.json folders below /usr/share/nodejs",
        "pypi": "names of dh-python's table cpython3_fallback",
    }[ecosystem]
    registry = {"npm": "npm's registry", "pypi": "PyPI"}[ecosystem]
    head = f"""// Written by Evaluation/known_names.py. Sources: the {MOST} most downloaded packages of {registry}, by a table of
// {month}; Debian 12, main, indexes of {release}:
// {origin}; those that at least {DEPENDENTS} other source
// packages depend on. Families of one project are left out.

"""
    text = f"""{head}extension KnownNames {{
    static let {ecosystem} = KnownNames(
        names: \"\"\"
{literal(known)}
            \"\"\",
        honest: {ecosystem}Neighbors)
}}
"""
    neighbors = f"""{head}extension KnownNames {{
    /// Other names of the same sources (of npm with {MONTHLY:,} downloads a month) and of Training/corpus that
    /// the rule would take for look-alikes.
    static let {ecosystem}Neighbors = \"\"\"
{literal(honest, 8)}
        \"\"\"
}}
"""
    file = {"npm": "KnownNames+npm", "pypi": "KnownNames+PyPI"}[ecosystem]
    (ROOT / "Sources/Verdicts/Names" / f"{file}.swift").write_text(text)
    (ROOT / "Sources/Verdicts/Names" / f"{file}Neighbors.swift").write_text(neighbors)


def alarms(names, known):
    return sorted(name for name in names if known.resembling(name))


def corpus(file):
    return [line.rstrip("\n").split("\t") for line in open(ROOT / "Training/corpus" / file)][1:]


def main():
    by_ecosystem = counts()
    ranked, rest, month = downloads()
    malicious = {"npm": {}, "pypi": {}}
    for row in corpus("npm-malicious.tsv"):
        match = re.match(r".*?/((?:@[^/]+/)?[^/]+?)-\d+\.\d+\.\d+[^/]*\.tgz$", row[5])
        if row[3] == "train" and match:
            malicious["npm"][match.group(1)] = row[1]
    for row in corpus("pypi-malicious.tsv"):
        if row[3] == "train":
            malicious["pypi"][re.sub(r"[-_.]+", "-", row[5].split("/")[0].strip().lower())] = row[1]
    benign = {
        "npm": {row[0] for file in ("npm-benign.tsv", "npm-benign-repositories.tsv") for row in corpus(file)},
        "pypi": {
            re.sub(r"[-_.]+", "-", row[0]).lower()
            for file in ("pypi-benign-wheels.tsv", "pypi-benign-sdists.tsv", "pypi-benign-published-sdists.tsv")
            for row in corpus(file)
        },
    }
    for ecosystem, dependents_of in by_ecosystem.items():
        popular = [name for name in ranked[ecosystem] if name not in malicious[ecosystem]]
        chosen = set(popular[:MOST]) | {name for name, count in dependents_of.items() if count >= DEPENDENTS}
        known = Known({name for name in chosen if not FAMILIES.match(name)})
        public = set(popular) | set(dependents_of)
        honest = alarms((public | benign[ecosystem]) - known.names, known)
        if "--write" in sys.argv:
            write(ecosystem, known.names, honest, month)
        random.seed(20261126)
        little = random.sample([name for name in rest[ecosystem] if not is_reserved(name)], 20_000)
        hits = alarms(malicious[ecosystem], known)
        campaigns = {malicious[ecosystem][name] for name in hits}
        print(f"{ecosystem}: {len(known.names)} well-known names, {len(honest)} honest neighbors")
        # What the rule says by itself: each alarm of the first two rows is a listed neighbor from then on.
        for title, names in (
            ("other names of the sources", public),
            ("benign corpus names", benign[ecosystem]),
            ("of them in no source", benign[ecosystem] - public),
            ("little used names (sample)", set(little)),
        ):
            names = {name for name in names - known.names if not is_reserved(name)}
            found = alarms(names, known)
            print(f"  {title:28} {len(found)} alarms of {len(names)}")
            if "--show" in sys.argv:
                print("   ", ", ".join(f"{name} ({known.resembling(name)})" for name in found[:60]))
        separators = r"[-_.]+" if ecosystem == "pypi" else r"$^"
        trees = {re.sub(separators, "-", row[1]).lower() for row in corpus(f"{ecosystem}-trees.tsv")}
        trees = {name for name in trees if not is_reserved(name)}
        left = [name for name in alarms(trees, known) if name not in set(honest)]
        print(f"  benign trees, as shipped     {len(left)} alarms of {len(trees)} {' '.join(left)}")
        print(f"  malicious names              {len(hits)} of {len(malicious[ecosystem])}, {len(campaigns)} campaigns")


if __name__ == "__main__":
    main()
