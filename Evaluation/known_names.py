#!/usr/bin/env python3
"""Writes the lists of well-known names that look-alikes are told by, and measures the rule on names outside of them.

    apt-get install apt-file dh-python && apt-file update
    python3 Evaluation/known_names.py --write      # Sources/Verdicts/Names/KnownNames+npm.swift and +PyPI.swift
    python3 Evaluation/known_names.py              # alarm rates

A name is well known when at least three source packages of Debian depend on the binary package that ships it: npm names are
the folders below /usr/share/nodejs that hold a package.json (Contents indexes), PyPI names those of dh-python's table
`cpython3_fallback`. The rule is `wellKnownName(resembling:)` in Sources/Verdicts/Names/NameLikeness.swift, written here again.
"""
import collections
import glob
import hashlib
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = "/var/lib/apt/lists/*_dists_*_main_"
DEPENDENTS = 3
# Families of one project, whose members differ by a word.
FAMILIES = re.compile(r"@types/|lodash[.-]|trytond-|xstatic-|babel-plugin-|babel-preset-")


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


def resembles(name, known):
    if len(known) >= 6 and is_one_edit(name, known):
        is_numbered = name.rstrip("0123456789") == known.rstrip("0123456789")
        if not is_numbered and name + "s" != known and known + "s" != name:
            return True
    if len(known) >= 5 and len(name) >= 5:
        if skeleton(name) == skeleton(known) or bare(name) == bare(known):
            return True
        if len(known) >= 6 and len(words(known)) > 1 and words(name) == words(known):
            return True
    if known.startswith("@") and not name.startswith("@"):
        return bare(name) == bare(known[1:].replace("/", "-"))
    return False


def is_reserved(name):
    return hashlib.sha256(name.encode()).hexdigest()[0] in "012345"


def literal(names):
    lines, line = [], ""
    for name in sorted(names):
        if len(line) + len(name) + 1 > 104:
            lines.append(line)
            line = ""
        line += (" " if line else "") + name
    return "\n".join("        " + text for text in lines + [line])


def write(ecosystem, known, honest):
    index = [path for path in glob.glob("/var/lib/apt/lists/*_dists_*_InRelease") if not re.search("-security|-updates", path)]
    release = re.search(r"^Date: (.*)$", open(index[0]).read(), re.M).group(1)
    origin = {
        "npm": "names of package.json folders below /usr/share/nodejs",
        "pypi": "names of dh-python's table cpython3_fallback",
    }[ecosystem]
    text = f"""// Written by Evaluation/known_names.py. Source: Debian 12, main, indexes of {release}:
// {origin}; those that at least {DEPENDENTS} other source
// packages depend on, families of one project left out.

extension KnownNames {{
    static let {ecosystem} = KnownNames(
        names: \"\"\"
{literal(known)}
        \"\"\",
        // Other names of the same source, and of Training/corpus, that the rule would take for look-alikes.
        honest: \"\"\"
{literal(honest)}
        \"\"\")
}}
"""
    file = {"npm": "KnownNames+npm.swift", "pypi": "KnownNames+PyPI.swift"}[ecosystem]
    (ROOT / "Sources/Verdicts/Names" / file).write_text(text)


def alarms(names, known):
    by_length = collections.defaultdict(list)
    for one in known:
        by_length[len(one)].append(one)
    # Only near lengths can be equal once letters, separators or a scope are taken out.
    return sorted(
        name
        for name in names
        if name not in known
        and len(name) >= 5
        and any(resembles(name, one) for length in range(len(name) - 4, len(name) + 5) for one in by_length[length])
    )


def corpus(file):
    return [line.rstrip("\n").split("\t") for line in open(ROOT / "Training/corpus" / file)][1:]


def main():
    by_ecosystem = counts()
    malicious = {"npm": {}, "pypi": {}}
    for row in corpus("npm-malicious.tsv"):
        match = re.match(r".*?/((?:@[^/]+/)?[^/]+?)-\d+\.\d+\.\d+[^/]*\.tgz$", row[5])
        if row[3] == "train" and match:
            malicious["npm"][match.group(1)] = row[1]
    for row in corpus("pypi-malicious.tsv"):
        if row[3] == "train":
            malicious["pypi"][re.sub(r"[-_.]+", "-", row[5].split("/")[0].strip().lower())] = row[1]
    benign = {
        "npm": {row[0] for row in corpus("npm-benign.tsv")},
        "pypi": {
            re.sub(r"[-_.]+", "-", row[0]).lower()
            for file in ("pypi-benign-wheels.tsv", "pypi-benign-sdists.tsv")
            for row in corpus(file)
        },
    }
    for ecosystem, dependents_of in by_ecosystem.items():
        known = {name for name, count in dependents_of.items() if count >= DEPENDENTS and not FAMILIES.match(name)}
        others = set(dependents_of) - known
        honest = alarms(others | benign[ecosystem], known)
        if "--write" in sys.argv:
            write(ecosystem, known, honest)
        held_out = {name for name in others if not is_reserved(name) and not FAMILIES.match(name)}
        strangers = {name for name in benign[ecosystem] if name not in dependents_of}
        hits = alarms(malicious[ecosystem], known)
        campaigns = {malicious[ecosystem][name] for name in hits}
        print(f"{ecosystem}: {len(known)} well-known names, {len(honest)} honest neighbors")
        # What the rule says by itself: each of these alarms is a listed neighbor from then on.
        print(f"  other Debian names   {len([n for n in honest if n in held_out])} alarms of {len(held_out)}")
        print(f"  benign corpus names  {len(alarms(benign[ecosystem], known))} alarms of {len(benign[ecosystem])}")
        print(f"  of them not Debian's {len(alarms(strangers, known))} alarms of {len(strangers)}")
        print(f"  malicious names      {len(hits)} of {len(malicious[ecosystem])}, {len(campaigns)} campaigns")


main()
