"""Rules every collector shares: name normalization, the reserve, archive packing.

Samples and artifacts are data: nothing here unpacks to disk, runs, imports or installs them.
"""
import gzip
import hashlib
import io
import os
import re
import tarfile

CORPUS = os.environ.get("AIRLOCK_CORPUS", "/tmp/airlock-corpus")
LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
MAXIMUM_BYTES = 30 << 20


def normalized(ecosystem, name):
    """PEP 503 for PyPI; lower case with its scope for npm."""
    return re.sub(r"[-_.]+", "-", name).lower() if ecosystem == "pypi" else name.lower()


def is_reserved(ecosystem, name):
    """Benign projects whose name's sha256 hex begins with 0-5 are held back for the final evaluation."""
    return hashlib.sha256(normalized(ecosystem, name).encode()).hexdigest()[0] in "012345"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def packed(entries):
    """A .tgz with fixed times; entries are (name, bytes, is_executable)."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=6) as stream, \
            tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, data, is_executable in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            entry.mode = 0o755 if is_executable else 0o644
            entry.mtime = 499162500
            tar.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def write_list(name, header, rows):
    os.makedirs(LISTS, exist_ok=True)
    with open(os.path.join(LISTS, name), "w", encoding="utf-8") as out:
        out.write("\t".join(header) + "\n")
        for row in sorted(rows):
            out.write("\t".join(str(cell) for cell in row) + "\n")
