"""Benign PyPI source archives, as published: of projects in the resolved trees (collect_pypi.py), one version each.

  collect_pypi_sources.py UV COUNT [PINS.txt ...]     UV is the uv program, which finds a version's archive without building it

PINS are files of names (corpus/requirements): requirement files of real applications with `name==version` lines, whose
versions are taken as they are, and a list of known tools whose ordinary work resembles malware's.

Packages with an acting setup.py are mostly older ones, so the date up to which versions count is drawn from the name's
hash. An archive is fetched through pip's own session, read in memory and kept if it has a setup.py: nothing is built.
"""
import csv
import glob
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from concurrent.futures import ThreadPoolExecutor

from corpus_rules import CORPUS, LISTS, is_reserved, normalized, sha256, write_list

DATES = ("2016-07-01", "2018-07-01", "2020-07-01", "2022-07-01", "2024-07-01", "")
MAXIMUM_SOURCE_BYTES = 5 << 20


def tree_names():
    """Projects of the kept trees, reserved ones left out."""
    found = set()
    for path in glob.glob(os.path.join(CORPUS, "trees", "*.json")):
        for node in json.load(open(path)):
            if not is_reserved("pypi", node[0]):
                found.add(normalized("pypi", node[0]))
    return found


def pinned(paths):
    """(requirement, origin) by name of the requirement files' lines, reserved projects left out."""
    found = {}
    for path in paths:
        origin = "requirements:" + os.path.splitext(os.path.basename(path))[0]
        for line in open(path, encoding="utf-8"):
            match = re.match(r"([\w.-]+)(==[\w.+-]+)?\s*$", line)
            if match and not is_reserved("pypi", match.group(1)):
                found.setdefault(normalized("pypi", match.group(1)), (match.group(0).strip() if match.group(2) else "", origin))
    return found


def locate(uv, name, requirement):
    """(name, version, address, digest, bytes) of one source archive, or None."""
    first = int(hashlib.sha256(("date" + name).encode()).hexdigest(), 16) % len(DATES)
    for date in ("",) if requirement else DATES[first:]:
        with tempfile.NamedTemporaryFile("w", suffix=".in") as pins:
            pins.write((requirement or name) + "\n")
            pins.flush()
            command = [uv, "pip", "compile", "--quiet", "--no-deps", "--no-header", "--python", sys.executable, "--no-python-downloads", "--format", "pylock.toml", pins.name]
            done = subprocess.run(command + (["--exclude-newer", date] if date else []), capture_output=True, text=True)
        if done.returncode != 0:
            continue
        try:
            package = tomllib.loads(done.stdout)["packages"][0]
            source = package["sdist"]
            return name, package["version"], source["url"], source["hashes"]["sha256"], source.get("size", 0)
        except (KeyError, IndexError, tomllib.TOMLDecodeError):
            continue
    return None


def has_setup(data, file_name):
    try:
        if file_name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
        else:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                names = archive.getnames()
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError):
        return False
    return any(re.fullmatch(r"(\./)?[^/]+/setup\.py", name) for name in names)


def fetch(session, located, origin):
    name, version, address, digest, size = located
    file_name = os.path.basename(address)
    if size > MAXIMUM_SOURCE_BYTES or not file_name.endswith((".tar.gz", ".zip", ".tgz", ".tar.bz2")):
        return None
    answer = session.get(address, headers={"Accept-Encoding": "identity"})
    data = answer.content
    if answer.status_code != 200 or sha256(data) != digest or not has_setup(data, file_name):
        return None
    with open(os.path.join(CORPUS, "pypi-benign", file_name), "wb") as out:
        out.write(data)
    return name, version, digest, len(data), origin


def main():
    from pip._internal.network.session import PipSession
    uv, count = sys.argv[1], int(sys.argv[2])
    path = os.path.join(LISTS, "pypi-benign-published-sdists.tsv")
    rows = [tuple(row.values()) for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t")] if os.path.exists(path) else []
    debian = {normalized("pypi", row["name"]) for row in csv.DictReader(open(os.path.join(LISTS, "pypi-benign-sdists.tsv"), encoding="utf-8"), delimiter="\t")}
    pins = pinned(sys.argv[3:])
    names = sorted((tree_names() | set(pins)) - debian - {row[0] for row in rows}, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:count]
    session = PipSession(retries=2)

    def one(name):
        requirement, origin = pins.get(name, ("", "tree"))
        located = locate(uv, name, requirement)
        return fetch(session, located, origin) if located else None

    header = ("name", "version", "sha256", "bytes", "origin")
    with ThreadPoolExecutor(4) as pool:
        for at, row in enumerate(pool.map(one, names)):
            if row:
                rows.append(row)
            if at % 50 == 49:
                write_list("pypi-benign-published-sdists.tsv", header, rows)
                print(at + 1, "projects,", len(rows), "archives", flush=True)
    write_list("pypi-benign-published-sdists.tsv", header, rows)
    print(len(rows), "source archives")


if __name__ == "__main__":
    main()
