"""Malicious training and validation samples, copied as archives out of bare git mirrors. Never unpacked to disk, never run.

  collect_malicious.py pypi TABLE MIRROR    rows of pypi-malicious.tsv only; at most three a cluster (train), one (valid)
  collect_malicious.py npm MIRROR           SpiderScan's dataset, clustered by near-duplicate code
"""
import collections
import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile

from corpus_rules import CORPUS, MAXIMUM_BYTES, sha256, write_list

CODE = (".py", ".js", ".cjs", ".mjs", ".ts", ".sh", ".json", ".pth")


def blobs(mirror, paths):
    """Streams (path, bytes or None) of HEAD's blobs through one `git cat-file --batch`."""
    process = subprocess.Popen(["git", "-C", mirror, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for path in paths:
        process.stdin.write(f"HEAD:{path}\n".encode())
        process.stdin.flush()
        header = process.stdout.readline().decode().rstrip()
        if header.endswith(("missing", "ambiguous")):
            yield path, None
            continue
        size = int(header.rsplit(" ", 1)[1])
        data = process.stdout.read(size)
        process.stdout.read(1)
        yield path, data
    process.stdin.close()
    process.wait()


def code_of(archive):
    """The archive's code as one masked token list: strings, digits and comments folded."""
    parts = []
    try:
        if archive[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(archive)) as whole:
                for entry in whole.infolist():
                    if entry.filename.lower().endswith(CODE) and entry.file_size <= 4 << 20:
                        parts.append(whole.read(entry))
        else:
            with tarfile.open(fileobj=io.BytesIO(archive)) as whole:
                for entry in whole:
                    if entry.isfile() and entry.name.lower().endswith(CODE) and entry.size <= 4 << 20:
                        parts.append(whole.extractfile(entry).read())
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError):
        return []
    text = b"\n".join(parts)[:4 << 20].decode("latin-1")
    text = re.sub(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", "S", text)
    return re.findall(r"[A-Za-z_$]+|[^\sA-Za-z_$\d]", re.sub(r"\d+", "0", text))


def shingles(tokens):
    return {hashlib.blake2b("\0".join(tokens[at:at + 5]).encode(), digest_size=8).digest() for at in range(max(1, len(tokens) - 4))}


def collect_pypi(table, mirror):
    rows = [row for row in csv.DictReader(open(table, encoding="utf-8"), delimiter="\t") if row["note"] != "in-train"]
    clusters = collections.defaultdict(list)
    for row in rows:
        clusters[row["part"], row["cluster"]].append(row)
    wanted = []
    for (part, _), members in sorted(clusters.items()):
        members.sort(key=lambda row: hashlib.sha256(row["path"].encode()).hexdigest())
        wanted += members[:8] if part == "train" else members[:1]
    taken, skeletons, out = collections.Counter(), collections.defaultdict(set), []
    folder = os.path.join(CORPUS, "pypi-malicious")
    os.makedirs(folder, exist_ok=True)
    records = {row["path"]: row for row in wanted}
    for path, data in blobs(mirror, [row["path"] for row in wanted]):
        row = records[path]
        key = row["part"], row["cluster"]
        if data is None or len(data) > MAXIMUM_BYTES or data.startswith(b"version https://git-lfs"):
            continue
        if row["part"] == "train":
            skeleton = sha256("\0".join(code_of(data)).encode())
            if taken[key] >= 3 or skeleton in skeletons[key]:
                continue
            skeletons[key].add(skeleton)
        taken[key] += 1
        digest = sha256(data)
        suffix = next((s for s in (".tar.gz", ".whl", ".zip", ".tar.bz2", ".tgz") if path.endswith(s)), ".tar.gz")
        if data[:2] == b"PK" and suffix != ".whl":
            suffix = ".zip"
        with open(os.path.join(folder, digest + suffix), "wb") as stream:
            stream.write(data)
        out.append((digest, row["cluster"], row["built"], row["part"], row["note"], path))
    write_list("pypi-malicious.tsv", ("sha256", "cluster", "built", "part", "note", "path"), out)
    print(len(out), "samples of", len(taken), "clusters")


def collect_npm(mirror):
    listing = subprocess.run(["git", "-C", mirror, "ls-tree", "-r", "--name-only", "HEAD", "dataset/"], check=True, capture_output=True, text=True)
    folder = os.path.join(CORPUS, "npm-malicious")
    os.makedirs(folder, exist_ok=True)
    samples = []
    for path, data in blobs(mirror, [line for line in listing.stdout.split("\n") if line.endswith(".tgz")]):
        if data is None or len(data) > MAXIMUM_BYTES:
            continue
        samples.append((path, sha256(data), shingles(code_of(data))))
        with open(os.path.join(folder, sha256(data) + ".tgz"), "wb") as stream:
            stream.write(data)
    parent = list(range(len(samples)))

    def root(node):
        while parent[node] != node:
            node = parent[node]
        return node
    for left in range(len(samples)):
        for right in range(left):
            a, b = samples[left][2], samples[right][2]
            if min(len(a), len(b)) >= 0.7 * max(len(a), len(b)) and len(a & b) >= 0.7 * len(a | b):
                parent[root(left)] = root(right)
    rows = []
    for at, (path, digest, _) in enumerate(samples):
        cluster = f"N{root(at):04d}"
        part = "valid" if hashlib.sha256(cluster.encode()).digest()[0] % 4 == 0 else "train"
        rows.append((digest, cluster, "", part, "", path))
    write_list("npm-malicious.tsv", ("sha256", "cluster", "built", "part", "note", "path"), rows)
    print(len(rows), "samples of", len({row[1] for row in rows}), "clusters")


if __name__ == "__main__":
    if sys.argv[1] == "pypi":
        collect_pypi(sys.argv[2], sys.argv[3])
    else:
        collect_npm(sys.argv[2])
