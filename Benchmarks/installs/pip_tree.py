"""Makes a simple index for benchmarks out of wheels from the configured index.

    pip_tree.py FOLDER LOCK

Downloads the wheels that LOCK pins (once: a folder that has them keeps them) and writes `tree.json` (see
`upstream.py`): JSON pages (PEP 691) with digests, sizes, times and separate metadata (PEP 658). Each page lists earlier
versions too, wheel and source archive, as many as indexes do (5 to 400).
"""
import glob
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import zipfile


def sha256(bytes):
    return hashlib.sha256(bytes).hexdigest()


def earlier(version, count):
    """`count` release versions below a real one."""
    numbers = [int(part) for part in re.match(r"\d+(\.\d+)*", version).group().split(".")][:3]
    major, minor, patch = numbers + [0] * (3 - len(numbers))
    found = []
    while len(found) < count and (major, minor, patch) > (0, 0, 1):
        if patch > 0:
            patch = min(patch, 9) - 1
        elif minor > 0:
            minor, patch = minor - 1, 4
        else:
            major, minor, patch = major - 1, 12, 4
        found.append("%d.%d.%d" % (major, minor, patch))
    return found[::-1]


def entry(name, size, digest, metadata=None):
    file = {"filename": name, "url": "@@BASE@@/files/" + name, "hashes": {"sha256": digest}, "size": size,
            "requires-python": ">=3.8", "upload-time": "2025-01-02T03:04:05.678901Z", "yanked": False,
            "provenance": None}
    stated = {"sha256": metadata} if metadata else False
    return dict(file, **{"core-metadata": stated, "data-dist-info-metadata": stated})


def main():
    folder, lock = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    pinned = [line for line in open(lock) if "==" in line]
    if len(glob.glob(folder + "/*.whl")) < len(pinned):
        subprocess.check_call([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
                               "--no-deps", "--only-binary", ":all:", "--dest", folder, "--requirement", lock])
    tree = {"files": {}, "pages": {}}
    for path in sorted(glob.glob(folder + "/*.whl")):
        name = os.path.basename(path)
        project, version = name.split("-")[:2]
        content = open(path, "rb").read()
        with zipfile.ZipFile(path) as wheel:
            place = next(place for place in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", place))
            metadata = wheel.read(place)
        open(path + ".metadata", "wb").write(metadata)
        tree["files"]["/files/" + name] = name
        tree["files"]["/files/" + name + ".metadata"] = name + ".metadata"
        chance = random.Random(name)
        files = []
        for old in earlier(version, int(min(400, max(5, chance.lognormvariate(4, 1))))):
            files.append(entry("%s-%s-py3-none-any.whl" % (project, old), chance.randrange(9000, 900000),
                               sha256(chance.randbytes(8)), sha256(chance.randbytes(8))))
            files.append(entry("%s-%s.tar.gz" % (project, old), chance.randrange(9000, 900000), sha256(chance.randbytes(8))))
        files.append(entry(name, len(content), sha256(content), sha256(metadata)))
        normalized = re.sub(r"[-_.]+", "-", project).lower()
        tree["pages"]["/simple/%s/" % normalized] = {"meta": {"api-version": "1.1"}, "name": normalized, "files": files}
    json.dump(tree, open(os.path.join(folder, "tree.json"), "w"))


main()
