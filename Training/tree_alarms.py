"""How many real dependency trees would meet a false block: nodes of resolved trees that are in the corpus, by their cross-fitted scores."""
import collections
import csv
import os

from corpus_rules import LISTS


def trees(ecosystem):
    """By tree: the (name, version, digest) of its nodes that are not reserved, and how many it has in all."""
    nodes, sizes = collections.defaultdict(list), collections.Counter()
    for row in csv.DictReader(open(os.path.join(LISTS, ecosystem + "-trees.tsv"), encoding="utf-8"), delimiter="\t"):
        sizes[row["tree"]] += 1
        if row["state"] != "reserved":
            nodes[row["tree"]].append((row["name"], row["version"], row.get("sha256", "")))
    return nodes, sizes


def digests():
    """The digests of every benign (ecosystem, name, version) of the lists."""
    found = collections.defaultdict(set)
    for name in sorted(os.listdir(LISTS)):
        if "benign" in name:
            for row in csv.DictReader(open(os.path.join(LISTS, name), encoding="utf-8"), delimiter="\t"):
                found[name.split("-")[0], row["name"], row["version"]].add(row["sha256"])
    return found


def scored(logit_of_digest):
    """Of every tree: (ecosystem, tree, how many nodes it has, the logits of those that the corpus holds by name and version)."""
    known = digests()
    for ecosystem in ("pypi", "npm"):
        nodes, sizes = trees(ecosystem)
        for tree in sorted(nodes):
            scores = {}
            for name, version, digest in nodes[tree]:
                for candidate in [digest] if digest else sorted(known[ecosystem, name, version]):
                    if candidate in logit_of_digest:
                        scores[name, version] = logit_of_digest[candidate]
            yield ecosystem, tree, sizes[tree], scores


def highest(logit_of_digest):
    """The highest logit in any tree."""
    return max(score for _, _, _, scores in scored(logit_of_digest) for score in scores.values())


def rows(logit_of_digest, block, warn):
    """Lines of a Markdown table, one a tree, and one for all of an ecosystem."""
    all_trees = list(scored(logit_of_digest))
    for ecosystem in ("pypi", "npm"):
        blocked_trees = warned_trees = nodes = 0
        lines = []
        for _, tree, size, scores in (found for found in all_trees if found[0] == ecosystem):
            nodes += size
            blocked = sorted(name for (name, _), score in scores.items() if score >= block)
            warned = sorted(name for (name, _), score in scores.items() if warn <= score < block)
            blocked_trees += bool(blocked)
            warned_trees += bool(blocked or warned)
            lines.append(f"| {tree.replace('|', ' ')} | {size} | {len(scores)} | {', '.join(blocked) or '–'} | {', '.join(warned) or '–'} |")
        yield f"| **{ecosystem}: {len(lines)} trees** | {nodes} | {sum(int(line.split('|')[3]) for line in lines)} | {blocked_trees} trees | {warned_trees} trees with either |"
        yield from lines
