"""Runs two other static scanners over the same archives and tabulates what they find beside what they flag falsely.

  compare_peers.py scan --guarddog PYTHON --hexora PROGRAM --scratch FOLDER [--benign-pypi 300] [--benign-npm 150]
  compare_peers.py airlock --airlock GUARD --scores FILE     writes Airlock's own rows anew; FILE is of evaluate.py --scores
  compare_peers.py table                     writes peers.md from peers.tsv

`scan` needs the corpora (Training/collect_*.py); it appends to peers.tsv and goes on where an earlier run stopped.
Malicious: the validation part, one archive of a campaign, as Training/evaluate.py takes them. Benign: a sample by the
archives' digests. Both are drawn once, into peers-sample.tsv. Both tools read text only; guarddog unpacks an archive into FOLDER under its own sandbox and removes it.

PYTHON is the interpreter of guarddog's environment: its rules are loaded once and each archive is scanned in a child
process, which is what its command does after a start-up of about 0.5 s of CPU. guarddog's score is its risk score, of which it calls 5 and more suspicious, 7 and more high. hexora gives a file a score
but prints only the files over `--min-score`: the package's score is found by bisection, so in steps of 1/32.
"""
import argparse
import collections
import csv
import glob
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Training"))
from corpus_rules import CORPUS, LISTS, is_reserved, sha256  # noqa: E402

RESULTS = os.path.join(HERE, "peers.tsv")
SAMPLE = os.path.join(HERE, "peers-sample.tsv")
HEADER = ("tool", "ecosystem", "label", "sha256", "group", "score", "findings", "cpu_seconds")
STEPS = 5
RATES = (0.005, 0.01, 0.02, 0.05, 0.1)
OWN_CUTS = {"guarddog": (("its own, 5.0 (suspicious)", 5.0), ("7.0 (high)", 7.0)), "hexora": (("its own, 0.7", 0.7), ("0.4", 0.4))}
BENIGN = {"pypi": ("pypi-benign-wheels", "pypi-benign-sdists", "pypi-benign-published-sdists"), "npm": ("npm-benign", "npm-benign-repositories")}


def campaigns(ecosystem):
    """(digest, cluster) of the validation part, the first archive of each."""
    seen = set()
    path = os.path.join(LISTS, ecosystem + "-malicious.tsv")
    for row in sorted(csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"), key=lambda row: row["sha256"]):
        if row["part"] == "valid" and row["cluster"] not in seen:
            seen.add(row["cluster"])
            yield row["sha256"], row["cluster"]


def benign(ecosystem, count):
    """(digest, name): the first by hash, of projects once."""
    rows = {}
    for name in BENIGN[ecosystem]:
        path = os.path.join(LISTS, name + ".tsv")
        for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t") if os.path.exists(path) else []:
            if not is_reserved(ecosystem, row["name"]):
                rows[hashlib.sha256(("peers:" + row["sha256"]).encode()).hexdigest()] = (row["sha256"], row["name"])
    seen = set()
    for _, (digest, name) in sorted(rows.items()):
        if name not in seen and len(seen) < count:
            seen.add(name)
            yield digest, name


def archive_paths(ecosystem):
    found = {}
    for folder in (ecosystem + "-benign", ecosystem + "-malicious"):
        for path in glob.glob(os.path.join(CORPUS, folder, "*")):
            with open(path, "rb") as stream:
                found[sha256(stream.read())] = path
    return found


def run(command):
    """(standard output, CPU seconds)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=240)
        output = done.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        output = ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


GUARDDOG = r"""
import json, os, resource, sys
from guarddog.cli import _scan
from guarddog.ecosystems import ECOSYSTEM
for line in sys.stdin:
    ecosystem, path = line.rstrip("\n").split("\t")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.dup2(writer, 1)
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
        try:
            _scan(path, None, (), (), "json", False, ECOSYSTEM[ecosystem.upper()], True)
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        output = stream.read().decode("utf-8", "replace")
    _, _, used = os.wait4(child, 0)
    print(json.dumps([output, used.ru_utime + used.ru_stime]), flush=True)
"""


class Guarddog:
    """One interpreter with the rules loaded; a scan is a line in and a line out."""

    def __init__(self, python, scratch):
        self.process = subprocess.Popen([python, "-c", GUARDDOG], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True, env=dict(os.environ, TMPDIR=scratch, HOME=scratch))

    def scan(self, path, ecosystem):
        self.process.stdin.write(f"{ecosystem}\t{path}\n")
        self.process.stdin.flush()
        output, seconds = json.loads(self.process.stdout.readline())
        try:
            found = json.loads(output)
        except ValueError:
            return None, 0, seconds
        return (found.get("risk_score") or {}).get("score"), int(found.get("issues") or 0), seconds


def hexora(program, path, scratch):
    """A wheel is given under another name: the tool opens `.zip`, not `.whl`."""
    copy = None
    if path.endswith(".whl"):
        copy = path = shutil.copyfile(path, os.path.join(scratch, "wheel.zip"))

    def lines(cut):
        output, seconds = run([program, "audit", "--output-format", "json", "--min-score", str(cut), path])
        return sum(line.startswith("{") for line in output.split("\n")), seconds

    findings, seconds = lines(0)
    low, high = 0.0, 1.0
    if findings:
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if lines(middle)[0] else (low, middle)
    if copy:
        os.remove(copy)
    return low, findings, seconds


def sample(given):
    if not os.path.exists(SAMPLE):
        with open(SAMPLE, "w", encoding="utf-8") as out:
            out.write("ecosystem\tlabel\tsha256\tgroup\n")
            for ecosystem, count in (("pypi", given.benign_pypi), ("npm", given.benign_npm)):
                for label, cases in (("malicious", campaigns(ecosystem)), ("benign", benign(ecosystem, count))):
                    out.writelines(f"{ecosystem}\t{label}\t{digest}\t{group}\n" for digest, group in cases)
    with open(SAMPLE, encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def scan(given):
    done = set()
    if os.path.exists(RESULTS):
        done = {(row["tool"], row["sha256"]) for row in csv.DictReader(open(RESULTS, encoding="utf-8"), delimiter="\t")}
    else:
        with open(RESULTS, "w", encoding="utf-8") as out:
            out.write("\t".join(HEADER) + "\n")
    paths = archive_paths("pypi") | archive_paths("npm")
    work = [(row["ecosystem"], row["label"], row["sha256"], row["group"], paths[row["sha256"]]) for row in sample(given) if row["sha256"] in paths]
    # By hash, so that a run that is stopped has seen a fair part of each kind.
    work.sort(key=lambda item: hashlib.sha256(item[2].encode()).hexdigest())
    guarddog = Guarddog(given.guarddog, given.scratch) if given.guarddog else None
    for ecosystem, label, digest, group, path in work:
        for tool in ("hexora", "guarddog"):
            if (tool, digest) in done or not {"hexora": given.hexora, "guarddog": guarddog}[tool] or (tool, ecosystem) == ("hexora", "npm"):
                continue
            score, findings, seconds = guarddog.scan(path, ecosystem) if tool == "guarddog" else hexora(given.hexora, path, given.scratch)
            with open(RESULTS, "a", encoding="utf-8") as out:
                row = (tool, ecosystem, label, digest, group, "" if score is None else f"{score:g}", findings, f"{seconds:.3f}")
                out.write("\t".join(map(str, row)) + "\n")


def own_cuts(tool):
    """Airlock's are those that results.md states."""
    if tool != "airlock":
        return OWN_CUTS[tool]
    block, warn = re.search(r"Block at a score of ([0-9.]+), warn at ([0-9.]+)\.", open(os.path.join(HERE, "results.md"), encoding="utf-8").read()).groups()
    return ("block", float(block)), ("warn", float(warn))


def airlock(given):
    """Of the archives that a peer scanned. A benign package has the score of the fold model that never saw it, and no cost: its workers are nobody's to wait for here (Benchmarks/packages.sh measures them)."""
    scores = {row["sha256"]: row["score"] for row in csv.DictReader(open(given.scores, encoding="utf-8"), delimiter="\t")}
    rows = [row for row in csv.DictReader(open(RESULTS, encoding="utf-8"), delimiter="\t") if row["tool"] != "airlock"]
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.writelines("\t".join(line) + "\n" for line in [HEADER, *([row[name] for name in HEADER] for row in rows)])
    seen = set()
    paths = archive_paths("pypi") | archive_paths("npm")
    for row in rows:
        digest = row["sha256"]
        if digest in seen or digest not in scores:
            continue
        seen.add(digest)
        output, _ = run([given.airlock, "scan", "--json", paths[digest]])
        findings = len(json.loads(output.split("\n")[0])["reasons"])
        with open(RESULTS, "a", encoding="utf-8") as out:
            out.write("\t".join(("airlock", row["ecosystem"], row["label"], digest, row["group"], scores[digest], str(findings), "")) + "\n")


def wilson(hits, total, z=1.96):
    if not total:
        return 0.0, 1.0
    share, width = hits / total, z * z / total
    center, spread = share + width / 2, z * (share * (1 - share) / total + width / total / 4) ** 0.5
    return max(0, (center - spread) / (1 + width)), min(1, (center + spread) / (1 + width))


def percent(hits, total):
    low, high = wilson(hits, total)
    return f"{100 * hits / max(1, total):.1f} ({100 * low:.0f}-{100 * high:.0f})"


def table(given):
    rows = list(csv.DictReader(open(RESULTS, encoding="utf-8"), delimiter="\t"))
    cases = sample(given)
    planned = len(cases) + sum(case["ecosystem"] == "pypi" for case in cases)
    theirs = sum(row["tool"] != "airlock" for row in rows)
    groups = collections.defaultdict(lambda: {"malicious": [], "benign": [], "seconds": [], "refused": 0})
    for row in rows:
        group = groups[row["tool"], row["ecosystem"]]
        # What a tool refuses to read it does not flag.
        group["refused"] += row["score"] == ""
        group[row["label"]].append((float(row["score"] or 0), int(row["findings"])))
        if row["cpu_seconds"]:
            group["seconds"].append(float(row["cpu_seconds"]))
    lines = ["# Two other static scanners on the same archives", "",
             f"Written by `compare_peers.py table` from `peers.tsv`: {given.versions}. Percentages with 95 % Wilson intervals; a campaign counts once.",
             "Archives are scanned offline, so rules over registry metadata do not run. Archives are taken in the order of a hash of their digests,",
             f"so a run that is stopped early sees a fair part of each kind: {theirs} scans of the {planned} planned. Airlock took the archives that either of them had.",
             "Its rows are the classifier with what releases leave unsaid of themselves, a benign package by the fold model that never saw it; its thresholds were set on these validation campaigns among others.",
             "The campaigns are from a public collection of 2024, before both tools' versions: their authors may have seen them.",
             "hexora's score is known in steps of 1/32, rounded down, so its cuts of 0.7 and 0.4 are 0.719 and 0.406 here.", "",
             "| tool | ecosystem | cut | recall of campaigns | benign flagged |", "|---|---|---|---|---|"]
    for (tool, ecosystem), group in sorted(groups.items()):
        bad, good = group["malicious"], group["benign"]
        for name, cut in own_cuts(tool):
            lines.append(f"| {tool} | {ecosystem} | {name} | {percent(sum(s >= cut for s, _ in bad), len(bad))} | {percent(sum(s >= cut for s, _ in good), len(good))} |")
        if tool != "airlock":
            lines.append(f"| {tool} | {ecosystem} | any finding | {percent(sum(f > 0 for _, f in bad), len(bad))} | {percent(sum(f > 0 for _, f in good), len(good))} |")
    lines += ["", "Recall where at most this share of the benign sample is flagged (score above the benign packages' own; ties count as flagged):", "",
              "| tool | ecosystem | campaigns | benign | " + " | ".join(f"{100 * rate:g} %" for rate in RATES) + " |", "|" + "---|" * (4 + len(RATES))]
    for (tool, ecosystem), group in sorted(groups.items()):
        bad, good = [s for s, _ in group["malicious"]], sorted((s for s, _ in group["benign"]), reverse=True)
        cells = []
        for rate in RATES:
            limit = good[int(rate * len(good))] if int(rate * len(good)) < len(good) else -1
            cells.append(percent(sum(s > limit for s in bad), len(bad)))
        lines.append(f"| {tool} | {ecosystem} | {len(bad)} | {len(good)} | " + " | ".join(cells) + " |")
    lines += ["", "| tool | ecosystem | archives | CPU s an archive, mean | median | refused |", "|---|---|---|---|---|---|"]
    for (tool, ecosystem), group in sorted(groups.items()):
        seconds = sorted(group["seconds"])
        if not seconds:
            continue
        lines.append(f"| {tool} | {ecosystem} | {len(seconds)} | {sum(seconds) / len(seconds):.2f} | {seconds[len(seconds) // 2]:.2f} | {group['refused']} |")
    with open(os.path.join(HERE, "peers.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("action", choices=("scan", "airlock", "table"))
    options.add_argument("--guarddog")
    options.add_argument("--hexora")
    options.add_argument("--scratch")
    options.add_argument("--airlock")
    options.add_argument("--scores")
    options.add_argument("--benign-pypi", type=int, default=300)
    options.add_argument("--benign-npm", type=int, default=150)
    options.add_argument("--versions", default="guarddog 3.2.0, hexora 0.3.2")
    given = options.parse_args()
    {"scan": scan, "airlock": airlock, "table": table}[given.action](given)


if __name__ == "__main__":
    main()
