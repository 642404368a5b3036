"""Compares what `SyntaxFacts` and an oracle printed of the same files.

usage: compare_facts.py LABEL ORACLE_OUTPUT OUR_OUTPUT [--at-least SHARE] [--list COUNT]

Prints files compared, agreeing, differing and rejected by the oracle, and each differing file with its first differences.
Facts are compared as sorted lists: one call too many or too few counts. Ends with 1 when fewer than SHARE (0.995) agree or
none was compared.
"""

import argparse
import collections
import sys


def read(path):
    files = {}
    current = None
    with open(path, encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines.read().split("\n"):
            if line.startswith("FILE "):
                current = files.setdefault(line[5:], [])
            elif line and current is not None:
                current.append(line)
    return files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("label")
    parser.add_argument("oracle")
    parser.add_argument("ours")
    parser.add_argument("--at-least", type=float, default=0.995)
    parser.add_argument("--list", type=int, default=100)
    options = parser.parse_args()
    oracle, ours = read(options.oracle), read(options.ours)
    counts = collections.Counter()
    differing = []
    for path, expected in oracle.items():
        if expected == ["REJECTED"]:
            counts["rejected"] += 1
            continue
        counts["compared"] += 1
        expected = collections.Counter(expected)
        found = collections.Counter(ours.get(path, []))
        if expected == found:
            counts["agreeing"] += 1
        else:
            differing.append((path, expected - found, found - expected))
    share = counts["agreeing"] / max(counts["compared"], 1)
    print("%-12s compared %6d  agreeing %6d (%.2f %%)  differing %4d  rejected by the oracle %5d" % (
        options.label, counts["compared"], counts["agreeing"], 100 * share, len(differing), counts["rejected"]))
    for path, missing, surplus in differing[:options.list]:
        print("  %s: %d missing, %d surplus" % (path, sum(missing.values()), sum(surplus.values())))
        for mark, facts in (("-", missing), ("+", surplus)):
            for fact in sorted(facts, key=lambda fact: int(fact.split("\t")[1]))[:2]:
                print("    %s %s" % (mark, fact.encode("utf-8", "surrogateescape").decode("utf-8", "replace")[:160]))
    sys.exit(0 if counts["compared"] and share >= options.at_least else 1)


if __name__ == "__main__":
    main()
