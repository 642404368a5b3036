"""Turns the collected archives into stored sequences with `airlock scan --sequence`.

  make_sequences.py AIRLOCK [--jobs N]       AIRLOCK is the guard's binary

Needs the corpora (collect_*.py); training itself needs only what this writes.
"""
import argparse
import csv
import glob
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import sequences
from corpus_rules import CORPUS, LISTS, is_reserved, normalized, sha256

LISTED = {"pypi-benign": ("pypi-benign-wheels.tsv", "pypi-benign-sdists.tsv", "pypi-benign-published-sdists.tsv"),
          "npm-benign": ("npm-benign.tsv", "npm-benign-repositories.tsv"),
          "pypi-malicious": ("pypi-malicious.tsv",), "npm-malicious": ("npm-malicious.tsv",)}


def labels(corpus):
    """By digest: the record's fields after ecosystem and kind."""
    found = {}
    for name in LISTED[corpus]:
        path = os.path.join(LISTS, name)
        for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t") if os.path.exists(path) else []:
            if corpus.endswith("malicious"):
                found[row["sha256"]] = ["1", row["part"], row["cluster"], row["built"], row["note"]]
            else:
                ecosystem = corpus.split("-")[0]
                if not is_reserved(ecosystem, row["name"]):
                    found[row["sha256"]] = ["0", "train", normalized(ecosystem, row["name"]), "", ""]
    return found


def canonical_text(airlock, paths):
    """One run of the binary over a list of paths."""
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing:
        listing.write("".join(path + "\n" for path in paths))
        listing.flush()
        done = subprocess.run([airlock, "scan", "--sequence", "--files-from", listing.name], capture_output=True)
        if done.returncode < 0:
            print("the scan ended with signal", -done.returncode, "in", paths[0], "...", file=sys.stderr)
        return done.stdout.decode("utf-8", "replace").split("\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("airlock")
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    for corpus in LISTED:
        known = labels(corpus)
        paths = [path for path in sorted(glob.glob(os.path.join(CORPUS, corpus, "*"))) if not path.endswith(".part")]
        by_path = {path: sha256(open(path, "rb").read()) for path in paths}
        paths = [path for path in paths if by_path[path] in known]
        groups = [paths[at:at + 40] for at in range(0, len(paths), 40)]
        records, seen = [], set()
        with ThreadPoolExecutor(given.jobs) as pool:
            for lines in pool.map(lambda group: canonical_text(given.airlock, group), groups):
                for header, gaps, units in sequences.parse_canonical(lines):
                    path, _, ecosystem, kind = header
                    digest = by_path.get(path)
                    if digest is None or digest in seen:
                        continue
                    seen.add(digest)
                    records.append(([digest, ecosystem, kind, *known[digest], gaps], units))
        sequences.write(os.path.join(sequences.FOLDER, corpus + ".txt.xz"), records)
        events = sum(len(unit[1]) for _, units in records for unit in units)
        print(corpus, len(records), "of", len(paths), "artifacts,", events, "events,", sum(not units for _, units in records), "without any", flush=True)


if __name__ == "__main__":
    main()
