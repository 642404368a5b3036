"""Dependency trees of real npm projects: the nodes of package-lock.json files in the mirrored repositories.

  list_npm_trees.py MIRRORS [OWNER/NAME ...]     writes corpus/npm-trees.tsv

Each node is reserved, collected (this very version is in the corpus), other-version, or missing.
"""
import csv
import json
import os
import sys

from collect_repositories import REPOSITORIES, Repository
from corpus_rules import LISTS, is_reserved, write_list


def collected():
    found = {}
    for name in ("npm-benign.tsv", "npm-benign-repositories.tsv"):
        for row in csv.DictReader(open(os.path.join(LISTS, name), encoding="utf-8"), delimiter="\t"):
            found.setdefault(row["name"], set()).add(row["version"])
    return found


def nodes_of(lock):
    """(name, version) of what a lock file installs from a registry."""
    if isinstance(lock.get("packages"), dict):
        for path, node in lock["packages"].items():
            if path and isinstance(node, dict) and not node.get("link") and "node_modules/" in path:
                yield node.get("name") or path.rpartition("node_modules/")[2], node.get("version")
        return
    pending = [lock.get("dependencies")]
    while pending:
        for name, node in (pending.pop() or {}).items():
            if isinstance(node, dict):
                yield name, node.get("version")
                pending.append(node.get("dependencies"))


def state(name, version, have):
    if is_reserved("npm", name):
        return "reserved"
    return "missing" if name not in have else "collected" if version in have[name] else "other-version"


def main():
    mirrors, have, rows = sys.argv[1], collected(), []
    commits = {row["repository"]: row["commit"] for row in csv.DictReader(open(REPOSITORIES, encoding="utf-8"), delimiter="\t")}
    for name in sys.argv[2:] or sorted(commits):
        path = os.path.join(mirrors, name.replace("/", "+"), "repo")
        path = os.path.join(path, ".git") if os.path.exists(os.path.join(path, ".git")) else path
        if not os.path.exists(path):
            continue
        repository = Repository(path, commits.get(name, "HEAD"))
        for lock_path in sorted((path for path in repository.files if path.rsplit("/", 1)[-1] == "package-lock.json" and "node_modules/" not in path), key=len)[:1]:
            try:
                lock = json.loads(repository.read([lock_path]).get(lock_path, b""))
            except ValueError:
                continue
            nodes = {(n, v) for n, v in nodes_of(lock) if isinstance(n, str) and isinstance(v, str) and not v.startswith(("file:", "git", "http"))}
            counted = [node for node in nodes if not is_reserved("npm", node[0])]
            known = sum(node[0] in have for node in counted)
            if len(counted) >= 20:
                print(name, lock_path, len(nodes), "nodes,", len(counted), "not reserved,", known, "of known projects", flush=True)
                rows += [(name + ":" + lock_path, n, v, state(n, v, have)) for n, v in nodes]
    write_list("npm-trees.tsv", ("tree", "name", "version", "state"), rows)


if __name__ == "__main__":
    main()
