"""Benign npm packages and Python source archives through apt, the ordinary client of Debian's archive.

  collect_debian.py node COUNT      node-* packages, each module folder packed the way `npm pack` does
  collect_debian.py source COUNT    upstream tarballs of Python source packages (nothing is built)
"""
import glob
import hashlib
import io
import json
import lzma
import os
import re
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor

from corpus_rules import CORPUS, MAXIMUM_BYTES, is_reserved, packed, sha256, write_list

APT = os.path.join(CORPUS, "apt")
ENVIRONMENT = dict(os.environ, APT_CONFIG=os.path.join(APT, "opts.conf"))


def prepare():
    """A private apt state with deb-src, so that the machine's own stays as it is."""
    for folder in ("lists/partial", "parts", "cache/archives/partial"):
        os.makedirs(os.path.join(APT, folder), exist_ok=True)
    options = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n"
    with open(os.path.join(APT, "sources.list"), "w") as out:
        out.write("deb " + options + "deb-src " + options)
    with open(os.path.join(APT, "opts.conf"), "w") as out:
        out.write(f'Dir::Etc::SourceList "{APT}/sources.list";\nDir::Etc::SourceParts "{APT}/parts";\n'
                  f'Dir::State::Lists "{APT}/lists";\nDir::Cache "{APT}/cache";\nAPT::Sandbox::User "root";\n')
    if not glob.glob(os.path.join(APT, "lists", "*Sources*")):
        subprocess.run(["apt-get", "update"], env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


def by_hash(names):
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())


def fetch(arguments, folder, names, batch):
    """Runs apt-get over batches of names, two at a time; what a mirror lacks is left out."""
    os.makedirs(folder, exist_ok=True)
    def one(group):
        command = ["apt-get", "-q", *arguments, *group]
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, [names[at:at + batch] for at in range(0, len(names), batch)]))


def deb_members(path):
    """Regular files of a .deb's data part, with symbolic links inside it resolved."""
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for entry in tar:
            if entry.isfile():
                yield entry.name.removeprefix("./"), tar.extractfile(entry).read(), bool(entry.mode & 0o111)


def module_folders(names):
    """Folders of installed modules: nodejs/NAME and nodejs/@SCOPE/NAME, nested node_modules included."""
    found = set()
    for name in names:
        match = re.match(r"(usr/(?:share|lib/[^/]+|lib)/nodejs/(?:.*/node_modules/)?(?:@[^/]+/)?[^/@]+)/package\.json$", name)
        if match:
            found.add(match.group(1))
    return found


def npm_rows(files, folders, origin, taken):
    for folder in sorted(folders):
        try:
            manifest = json.loads(files[folder + "/package.json"][0])
            name, version = manifest["name"], manifest["version"]
        except (KeyError, ValueError, TypeError):
            continue
        if not isinstance(name, str) or not isinstance(version, str) or is_reserved("npm", name):
            continue
        members = [("package/" + path[len(folder) + 1:], data, executable) for path, (data, executable) in sorted(files.items())
                   if path.startswith(folder + "/") and "/node_modules/" not in path[len(folder):]]
        archive = packed(members)
        if len(archive) > MAXIMUM_BYTES:
            continue
        target = os.path.join(CORPUS, "npm-benign", f"{name.replace('/', '+')}-{version}.tgz")
        if target not in taken:
            taken.add(target)
            with open(target, "wb") as out:
                out.write(archive)
            yield name, version, sha256(archive), len(archive), origin


def collect_node(count):
    known = subprocess.run(["apt-cache", "pkgnames", "node-"], env=ENVIRONMENT, check=True, capture_output=True, text=True)
    names = by_hash(known.stdout.split())[:count]
    folder = os.path.join(CORPUS, "deb-node")
    fetch(["download"], folder, names, 25)
    os.makedirs(os.path.join(CORPUS, "npm-benign"), exist_ok=True)
    rows, taken = [], set()
    for path in sorted(glob.glob(os.path.join(folder, "*.deb"))):
        files = {name: (data, executable) for name, data, executable in deb_members(path)}
        rows += npm_rows(files, module_folders(files), "debian:" + os.path.basename(path).split("_")[0], taken)
    root = "/usr/lib/node_modules"
    files = {}
    for folder, folders, entries in os.walk(root):
        for entry in entries:
            path = os.path.join(folder, entry)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as stream:
                    files["usr/lib/nodejs" + path[len(root):]] = (stream.read(), os.access(path, os.X_OK))
    rows += npm_rows(files, module_folders(files), "npm-bundled", taken)
    write_list("npm-benign.tsv", ("name", "version", "sha256", "bytes", "origin"), rows)
    print(len(rows), "npm packages")


def source_records():
    for path in glob.glob(os.path.join(APT, "lists", "*Sources*")):
        text = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", path], check=True, capture_output=True, text=True).stdout
        for record in text.split("\n\n"):
            fields, last = {}, None
            for line in record.split("\n"):
                if line[:1].isspace():
                    fields[last] += "\n" + line
                elif ":" in line:
                    last, value = line.split(":", 1)
                    fields[last] = value
            yield fields


def collect_source(count):
    native, plain = [], []
    for fields in source_records():
        needs = fields.get("Build-Depends", "") + fields.get("Build-Depends-Indep", "")
        archives = [line.split() for line in fields.get("Files", "").split("\n") if re.search(r"\.orig\.tar\.(gz|xz|bz2)$", line)]
        if "dh-python" not in needs or "python3" not in needs or len(archives) != 1:
            continue
        if int(archives[0][1]) > 4 << 20:
            continue
        name = fields["Package"].strip()
        (native if re.search(r"cython3|python3(-all)?-dev|pybind11", needs) else plain).append(name)
    print(len(native), "native,", len(plain), "plain candidates", flush=True)
    names = by_hash(native)[:count // 2]
    names += by_hash(plain)[:count - len(names)]
    candidates = [n for n in names if not is_reserved("pypi", n) and not is_reserved("pypi", re.sub(r"^python3?-", "", n))]
    folder = os.path.join(CORPUS, "deb-src")
    fetch(["source", "--download-only"], folder, candidates, 40)
    rows = []
    os.makedirs(os.path.join(CORPUS, "pypi-benign"), exist_ok=True)
    for path in sorted(glob.glob(os.path.join(folder, "*.orig.tar.*"))):
        row = source_row(path)
        if row:
            rows.append(row)
    write_list("pypi-benign-sdists.tsv", ("name", "version", "sha256", "bytes", "origin"), rows)
    print(len(rows), "source archives")


def source_row(path):
    """Repacks one upstream tarball as .tar.gz, without tests' data files over the size limit, if it is an installable project."""
    if path.endswith(".asc"):
        return None
    source, version = re.match(r"(.*)_(.*)\.orig\.tar", os.path.basename(path)).groups()
    entries, name = [], None
    try:
        with tarfile.open(path) as tar:
            for entry in tar:
                if entry.isfile() and entry.size <= 8 << 20:
                    data = tar.extractfile(entry).read()
                    entries.append((entry.name.removeprefix("./"), data, bool(entry.mode & 0o111)))
    except (tarfile.TarError, EOFError, lzma.LZMAError, OSError):
        return None
    depth = {entry[0].count("/"): entry for entry in entries if entry[0].rsplit("/", 1)[-1] in ("setup.py", "pyproject.toml")}
    if 1 not in depth:
        return None
    for path_inside, data, _ in entries:
        if path_inside.count("/") == 1 and path_inside.endswith("/PKG-INFO"):
            match = re.search(rb"^Name: *(\S+)", data, re.M)
            name = match.group(1).decode("utf-8", "replace") if match else None
    name = name or re.sub(r"^python3?-", "", source)
    if is_reserved("pypi", name):
        return None
    archive = packed(entries)
    if len(archive) > MAXIMUM_BYTES:
        return None
    target = f"{name}-{version}.tar.gz"
    with open(os.path.join(CORPUS, "pypi-benign", target), "wb") as out:
        out.write(archive)
    return name, version, sha256(archive), len(archive), "debian:" + source


if __name__ == "__main__":
    prepare()
    {"node": collect_node, "source": collect_source}[sys.argv[1]](int(sys.argv[2]))
