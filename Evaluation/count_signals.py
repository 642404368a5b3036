"""Counts how many artifacts each reason of a verdict is given for, beside the score: the alarm rates of the signals.

  count_signals.py AIRLOCK [--list REASON]     AIRLOCK is the guard's binary

Benign artifacts by kind, reserved projects left out; malicious campaigns (a cluster counts once) of the train part only.
Needs the corpora (Training/collect_*.py). Prints a Markdown table; with --list the artifacts of one reason.
"""
import argparse
import collections
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Training"))
from corpus_rules import CORPUS, LISTS, is_reserved, sha256  # noqa: E402

SIGNALS = ("native-stub", "stray-bytecode", "data-run-as-code", "disguised-program", "foreign-module",
           "record-mismatch", "hidden-characters", "hidden-line", "manifest-mismatch",
           "leaks-at-install", "leaks-to-drop-host", "secrets-to-drop-host", "fetches-from-drop-host", "runs-fetched-code", "runs-decoded-code",
           "swaps-addresses", "adds-login-keys", "runs-system-loader")
GROUPS = ("wheels", "sdists", "npm", "PyPI campaigns", "npm campaigns")


def listed():
    """By digest: the group and what counts once in it."""
    found = {}
    for name, ecosystem, group in (("pypi-benign-wheels", "pypi", "wheels"), ("pypi-benign-sdists", "pypi", "sdists"),
                                   ("pypi-benign-published-sdists", "pypi", "sdists"),
                                   ("npm-benign", "npm", "npm"), ("npm-benign-repositories", "npm", "npm")):
        for row in csv.DictReader(open(os.path.join(LISTS, name + ".tsv"), encoding="utf-8"), delimiter="\t"):
            if not is_reserved(ecosystem, row["name"]):
                found[row["sha256"]] = (group, row["sha256"])
    for ecosystem, group in (("pypi", "PyPI campaigns"), ("npm", "npm campaigns")):
        path = os.path.join(LISTS, ecosystem + "-malicious.tsv")
        for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
            if row["part"] == "train":
                found[row["sha256"]] = (group, row["cluster"])
    return found


def scanned(airlock, paths):
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing, tempfile.TemporaryDirectory() as home:
        listing.write("".join(path + "\n" for path in paths))
        listing.flush()
        command = [airlock, "scan", "--json", "--files-from", listing.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=dict(os.environ, HOME=home)) as process:
            for line in process.stdout:
                yield json.loads(line)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("airlock")
    options.add_argument("--list", metavar="REASON")
    given = options.parse_args()
    known = listed()
    paths = []
    for corpus in ("pypi-benign", "npm-benign", "pypi-malicious", "npm-malicious"):
        for path in sorted(glob.glob(os.path.join(CORPUS, corpus, "*"))):
            if not path.endswith(".part") and sha256(open(path, "rb").read()) in known:
                paths.append(path)
    members, alarms = collections.defaultdict(set), collections.defaultdict(set)
    for result in scanned(given.airlock, paths):
        if "sha256" not in result:
            continue
        group, unit = known[result["sha256"]]
        members[group].add(unit)
        for reason in result["reasons"]:
            alarms[reason["code"], group].add(unit)
            if reason["code"] == given.list:
                print(group, os.path.basename(result["path"]), reason["file"], reason["line"], reason["message"],
                      sep="\t")
    if given.list:
        return
    print("| signal | " + " | ".join(f"{group} ({len(members[group])})" for group in GROUPS) + " |")
    print("|---" * (len(GROUPS) + 1) + "|")
    for code in SIGNALS:
        print(f"| `{code}` | " + " | ".join(str(len(alarms[code, group])) for group in GROUPS) + " |")


if __name__ == "__main__":
    main()
