"""Gathers real source files for the oracles and writes one list a language.

usage: gather.py SCRATCH_FOLDER

Python: the standard library of the interpreter that runs this and the wheels of `WHEELS` (pip downloads them; with
AIRLOCK_ORACLE_WHEELS, those in that folder instead). JavaScript and TypeScript: the global `node_modules`,
/usr/share/nodejs and Debian's `node-*` packages (apt-get downloads some; with AIRLOCK_ORACLE_DEBS, those in that folder).
Reserved projects are left out (`Training/corpus_rules.py`). Only source files are written to the scratch folder, under
names of our own; nothing is installed or run.
"""

import io
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "Training"))
from corpus_rules import is_reserved, sha256  # noqa: E402

WHEELS = [
    "ansible-core", "astropy", "attrs", "babel", "black", "bokeh", "boto3", "botocore", "celery", "click", "dask",
    "distributed", "django", "docutils", "fastapi", "flask", "httpx", "ipython", "jinja2", "mypy", "networkx", "nltk",
    "numpy", "pandas", "pip", "plotly", "poetry", "pydantic", "pygments", "pylint", "pytest", "requests", "rich", "scikit-learn",
    "scipy", "scrapy", "setuptools", "sphinx", "sqlalchemy", "sympy", "tornado", "twisted", "urllib3", "werkzeug",
]
ENDINGS = {
    "python": (".py",), "javascript": (".js", ".cjs", ".mjs"), "typescript": (".ts", ".tsx", ".mts", ".cts"),
}
FILES_PER_ARCHIVE = 120
DEBIAN_PACKAGES = 400
LARGEST_FILE = 4 << 20


def language_of(name):
    return next((language for language, endings in ENDINGS.items() if name.endswith(endings)), None)


def folders():
    library = sysconfig.get_paths()["stdlib"]
    yield library
    for folder in ("/usr/lib/node_modules", "/usr/share/nodejs", "/usr/local/lib/node_modules"):
        if os.path.isdir(folder):
            yield folder


def from_folders(lists):
    for folder in folders():
        for parent, children, names in os.walk(folder):
            children[:] = sorted(child for child in children if child not in ("site-packages", "__pycache__"))
            for name in sorted(names):
                path = os.path.join(parent, name)
                language = language_of(name)
                if language and os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) <= LARGEST_FILE:
                    lists[language].append(path)


def keep(scratch, lists, archive, entries):
    """Writes an archive's sources; entries are (name, function that gives the bytes)."""
    kept = 0
    for index, (name, read) in enumerate(entries):
        language = language_of(name)
        if not language or "\n" in name:
            continue
        data = read()
        if len(data) > LARGEST_FILE:
            continue
        ending = name[name.rindex("."):]
        path = os.path.join(scratch, language, "%s-%d%s" % (archive.replace("/", "_"), index, ending))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data)
        lists[language].append(path)
        kept += 1
        if kept >= FILES_PER_ARCHIVE:
            break


def wheels(scratch):
    folder = os.environ.get("AIRLOCK_ORACLE_WHEELS")
    if not folder:
        folder = os.path.join(scratch, "wheels")
        os.makedirs(folder, exist_ok=True)
        for name in WHEELS:
            if is_reserved("pypi", name):
                continue
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                 "--only-binary", ":all:", "--dest", folder, name], check=False)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".whl")]


def from_wheels(scratch, lists):
    for path in wheels(scratch):
        name = os.path.basename(path).split("-")[0]
        if is_reserved("pypi", name):
            continue
        with zipfile.ZipFile(path) as archive:
            infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
            keep(scratch, lists, name, [(info.filename, lambda info=info: archive.read(info)) for info in infos])


def debs(scratch):
    folder = os.environ.get("AIRLOCK_ORACLE_DEBS")
    if not folder:
        folder = os.path.join(scratch, "debs")
        os.makedirs(folder, exist_ok=True)
        found = subprocess.run(["apt-cache", "pkgnames", "node-"], capture_output=True, text=True, check=False).stdout.split()
        names = [name for name in sorted(found) if not is_reserved("npm", name[len("node-"):])]
        subprocess.run(["apt-get", "download", "-qq"] + names[:DEBIAN_PACKAGES], cwd=folder, check=False)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".deb")]


def from_debs(scratch, lists):
    for path in debs(scratch):
        package = os.path.basename(path).split("_")[0]
        if not package.startswith("node-") or is_reserved("npm", package[len("node-"):]):
            continue
        data = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], capture_output=True, check=False).stdout
        if not data:
            continue
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            members = sorted((member for member in archive if member.isreg()), key=lambda member: member.name)
            keep(scratch, lists, package, [
                (member.name, lambda member=member: archive.extractfile(member).read()) for member in members])


def distinct(paths):
    """Each content once: copies of a file say nothing new."""
    seen = set()
    kept = []
    for path in paths:
        with open(path, "rb") as file:
            digest = sha256(file.read())
        if digest not in seen:
            seen.add(digest)
            kept.append(path)
    return kept


def main():
    scratch = sys.argv[1]
    lists = {language: [] for language in ENDINGS}
    from_folders(lists)
    from_wheels(scratch, lists)
    from_debs(scratch, lists)
    for language, paths in lists.items():
        paths = distinct(paths)
        with open(os.path.join(scratch, language + ".list"), "w", encoding="utf-8") as out:
            out.write("".join(path + "\n" for path in paths))
        print("%-12s %6d files" % (language, len(paths)))


if __name__ == "__main__":
    main()
