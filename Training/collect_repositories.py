"""Benign npm packages out of public repositories: installed modules they commit, yarn's offline cache, and their own packages.

  collect_repositories.py MIRRORS [OWNER/NAME ...]

MIRRORS holds clones as OWNER+NAME/repo[/.git]; corpus/npm-repositories.tsv lists those used and their commits, to which
new ones can be added by name.

Three places of a repository's tree give packages: `node_modules/NAME` folders (what a client installed from the
registry), `.yarn/cache/*.zip` (the same, zipped), and folders whose package.json says a name, a version and no `private`
(the project itself, near to what it publishes). Each is packed the way `npm pack` does, with fixed times. One artifact a
project; up to four versions of one that runs install scripts, older tags of its own repository among them. Installed modules are taken only if
their name is in the list given by AIRLOCK_KNOWN_NAMES (one name a line or first column), where set: private and long-removed names stay out.
"""
import csv
import fnmatch
import glob
import io
import json
import os
import re
import subprocess
import sys
import zipfile

from corpus_rules import CORPUS, LISTS, MAXIMUM_BYTES, is_reserved, packed, sha256, write_list

FOLDER = os.path.join(CORPUS, "npm-benign")
REPOSITORIES = os.path.join(LISTS, "npm-repositories.tsv")
HOOKS = ("preinstall", "install", "postinstall")
MAXIMUM_FILES = 4000
# Versions that were published by an attacker, or as a protest, under a benign name.
TAKEN_OVER = {"event-stream": "3.3.6", "flatmap-stream": "", "eslint-scope": "3.7.2", "eslint-config-eslint": "5.0.2", "ua-parser-js": "0.7.29 0.8.0 1.0.0",
              "coa": "2.0.3 2.0.4 2.1.1 2.1.3 3.0.1 3.1.3", "rc": "1.2.9 1.3.9 2.3.9", "colors": "1.4.1 1.4.2 1.4.44-liberty-2",
              "faker": "6.6.6", "node-ipc": "9.2.2 10.1.1 10.1.2 10.1.3 11.0.0 11.1.0", "peacenotwar": "", "es5-ext": "", "styled-components": "",
              "event-source-polyfill": "", "crossenv": "", "getcookies": "", "electron-native-notify": "", "bb-builder": "", "chalk": "5.6.1",
              "debug": "4.4.2", "ansi-styles": "6.2.2", "ansi-regex": "6.2.1", "strip-ansi": "7.1.1", "supports-color": "10.2.1",
              "wrap-ansi": "9.0.1", "slice-ansi": "7.1.1", "color-convert": "3.1.1", "color-name": "2.0.1", "error-ex": "1.3.3",
              "is-arrayish": "0.3.3", "simple-swizzle": "0.2.3", "has-ansi": "6.0.1", "backslash": "0.2.1", "color": "5.0.1", "color-string": "2.1.1",
              "eslint-config-prettier": "8.10.1 9.1.1 10.1.6 10.1.7", "eslint-plugin-prettier": "4.2.2 4.2.3", "synckit": "0.11.9", "napi-postinstall": "0.3.1",
              "@pkgr/core": "0.2.8", "is": "3.3.1 5.0.0", "got-fetch": "5.1.11 5.1.12", "@solana/web3.js": "1.95.6 1.95.7"}


def is_taken_over(name, version):
    return name in TAKEN_OVER and (not TAKEN_OVER[name] or version in TAKEN_OVER[name].split())


class Repository:
    """A bare clone at one revision, read with git's plumbing; nothing is checked out."""

    def __init__(self, path, revision="HEAD"):
        self.git = ["git", "--git-dir=" + path]
        self.commit = subprocess.run([*self.git, "rev-parse", revision + "^{commit}"], check=True, capture_output=True, text=True).stdout.strip()
        listing = subprocess.run([*self.git, "ls-tree", "-r", "-z", "-l", self.commit], check=True, capture_output=True).stdout
        self.files = {}
        for line in listing.decode("utf-8", "replace").split("\0"):
            if "\t" in line:
                mode, kind, identifier, size = line.split("\t")[0].split()
                if kind == "blob" and mode in ("100644", "100755") and size.isdigit():
                    self.files[line.split("\t", 1)[1]] = (identifier, int(size), mode == "100755")

    def older_tags(self):
        """The last tag of each of the four majors before the newest revision's."""
        tags = subprocess.run([*self.git, "tag"], check=True, capture_output=True, text=True).stdout.split()
        last = {}
        for tag in tags:
            match = re.fullmatch(r"v?(\d+)\.(\d+)\.(\d+)", tag)
            if match:
                version = tuple(map(int, match.groups()))
                major = version[:1] if version[0] else version[:2]
                last[major] = max(last.get(major, (version, tag)), (version, tag))
        return [tag for _, tag in sorted(last.values(), reverse=True)[:4]]

    def read(self, paths):
        """Contents by path; a blob that the clone lacks is left out."""
        wanted = [self.files[path][0] for path in paths]
        done = subprocess.run([*self.git, "cat-file", "--batch"], input="\n".join(wanted).encode() + b"\n", capture_output=True)
        found, at, output = {}, 0, done.stdout
        for path in paths:
            end = output.find(b"\n", at)
            header = output[at:end].split()
            at = end + 1
            if len(header) == 3:
                size = int(header[2])
                found[path] = output[at:at + size]
                at += size + 1
        return found


def installed_folders(files):
    """Folder: True for node_modules/NAME and node_modules/@SCOPE/NAME at any depth outside tests' fixtures."""
    for path in files:
        match = re.match(r"(?:.*/)?node_modules/(?:@[^/]+/)?[^/@.][^/]*(?=/package\.json$)", path)
        if match and not re.search(r"(^|/)(tests?|__tests__|fixtures?|__fixtures__|testdata|spec|e2e)/", match.group(0).split("node_modules/")[0]):
            yield match.group(0)


def own_folders(files):
    for path in files:
        if path.rsplit("/", 1)[-1] == "package.json" and "node_modules/" not in path and path.count("/") <= 4:
            if not re.search(r"(^|/)(tests?|__tests__|fixtures?|__fixtures__|testdata|spec|e2e|examples?|templates?|integration[^/]*|benchmarks?|demos?|website|docs?)/", path):
                yield path.rpartition("/")[0]


def cleaned(manifest):
    """A manifest without what npm 6 and older wrote into installed ones."""
    return {key: value for key, value in manifest.items() if not key.startswith("_") or key in ("_hasShrinkwrap",)}


def has_hooks(manifest):
    scripts = manifest.get("scripts")
    return isinstance(scripts, dict) and any(isinstance(scripts.get(hook), str) for hook in HOOKS)


def has_entry(manifest, names):
    """Whether the code that would run is in the archive: repositories often ignore build outputs."""
    main = manifest.get("main")
    wanted = [main] if isinstance(main, str) and main else ["index.js"]
    binaries = manifest.get("bin")
    if not isinstance(main, str):
        wanted += [binaries] if isinstance(binaries, str) else [b for b in binaries.values() if isinstance(b, str)] if isinstance(binaries, dict) else []
    for entry in wanted:
        entry = os.path.normpath(entry).lstrip("/")
        if any(entry + ending in names for ending in ("", ".js", ".cjs", ".mjs", ".json", "/index.js")) or (entry == "." and "index.js" in names):
            return True
    return has_hooks(manifest) and any(name.endswith((".js", ".cjs", ".mjs")) for name in names)


def publishes(manifest, names):
    """The files that `npm pack` would take: `files` where given, else all less tests and dot files."""
    patterns = manifest.get("files")
    kept = set()
    for name in names:
        base = name.rsplit("/", 1)[-1].lower()
        if name == "package.json" or ("/" not in name and base.startswith(("readme", "license", "licence", "changelog"))):
            kept.add(name)
        elif isinstance(patterns, list):
            for pattern in patterns:
                if isinstance(pattern, str) and not pattern.startswith("!"):
                    plain = re.sub(r"^(\./|/)+", "", pattern).rstrip("/")
                    plain = re.sub(r"/\*\*?(/\*)?$", "", plain)
                    if name == plain or name.startswith(plain + "/") or fnmatch.fnmatch(name, plain) or plain in ("", ".", "*", "**"):
                        kept.add(name)
        elif not re.search(r"(^|/)(\.[^/]+|tests?|__tests__|docs?|examples?|benchmarks?|coverage)(/|$)", name):
            kept.add(name)
    for field in ("main", "module", "browser"):
        if isinstance(manifest.get(field), str):
            entry = os.path.normpath(manifest[field]).lstrip("/")
            kept |= {entry, entry + ".js", entry + "/index.js"} & names
    binaries = manifest.get("bin")
    for entry in [binaries] if isinstance(binaries, str) else binaries.values() if isinstance(binaries, dict) else []:
        if isinstance(entry, str):
            kept |= {os.path.normpath(entry)} & names
    scripts = manifest.get("scripts") if isinstance(manifest.get("scripts"), dict) else {}
    for hook in HOOKS:
        for word in re.findall(r"[\w./-]+\.[cm]?js|[\w./-]+", str(scripts.get(hook, ""))):
            word = os.path.normpath(word)
            kept |= {word, word + ".js"} & names if not isinstance(patterns, list) else set()
    return kept


class Collector:
    def __init__(self, known):
        self.known = known
        self.taken = {}  # name: versions
        self.hooked = {}  # name: versions that run install scripts
        self.rows = []

    def wants(self, name, version, hooks):
        if not isinstance(name, str) or not isinstance(version, str) or is_reserved("npm", name) or is_taken_over(name, version):
            return False
        if not re.fullmatch(r"(@[\w.~-]+/)?[\w.~-]+", name) or not re.fullmatch(r"\d+\.\d+\.\d+[\w.+-]*", version):
            return False
        if not hooks:
            return name not in self.taken
        return version not in self.taken.get(name, ()) and len(self.hooked.get(name, ())) < 4

    def keep(self, manifest, members, origin):
        name, version = manifest["name"], manifest["version"]
        archive = packed([("package/" + path, data, executable) for path, data, executable in sorted(members)])
        if len(archive) > MAXIMUM_BYTES:
            return
        self.taken.setdefault(name, set()).add(version)
        if has_hooks(manifest):
            self.hooked.setdefault(name, set()).add(version)
        with open(os.path.join(FOLDER, f"{name.replace('/', '+')}-{version}.tgz"), "wb") as out:
            out.write(archive)
        self.rows.append((name, version, sha256(archive), len(archive), origin))

    def manifest(self, data):
        try:
            found = json.loads(data)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None

    def collect(self, repository, label):
        files = repository.files
        by_folder = {}
        installed = sorted(set(installed_folders(files)))
        # A repository that commits its modules is an application, not a package.
        own = [] if len(installed) > 30 else sorted(set(own_folders(files)))
        manifests = repository.read([os.path.join(folder, "package.json") for folder in installed + own])
        chosen = []
        for folder in installed + own:
            manifest = self.manifest(manifests.get(os.path.join(folder, "package.json"), b""))
            is_installed = "node_modules/" in folder + "/" and folder in set_of(installed)
            if manifest is None or not self.wants(manifest.get("name"), manifest.get("version"), has_hooks(manifest)):
                continue
            name = manifest["name"]
            if is_installed:
                resolved = manifest.get("_resolved", "")
                if not folder.endswith("node_modules/" + name) or (self.known and name not in self.known):
                    continue
                if resolved and not str(resolved).startswith("https://registry.npmjs.org/"):
                    continue
            elif manifest.get("private") or re.match(r"0\.0\.0", manifest["version"]):
                continue
            chosen.append((folder, manifest, is_installed))
        wanted = {folder for folder, _, _ in chosen}
        for path in files:
            parts = path.split("/")
            for depth in range(len(parts) - 1, -1, -1):
                folder = "/".join(parts[:depth])
                if folder in wanted:
                    rest = "/".join(parts[depth:])
                    if "node_modules/" not in rest:
                        by_folder.setdefault(folder, []).append(rest)
                    break
        for folder, manifest, is_installed in chosen:
            if not self.wants(manifest["name"], manifest["version"], has_hooks(manifest)):
                continue
            names = set(by_folder.get(folder, ()))
            if is_installed:
                names = {name for name in names if not re.match(r"build/(Release/|config\.gypi|Makefile|.*\.(mk|target\.mk)$)", name) and not name.endswith(".node")}
            else:
                names = publishes(manifest, names)
            if not names or len(names) > MAXIMUM_FILES or not has_entry(manifest, names):
                continue
            paths = {name: os.path.join(folder, name) for name in sorted(names)}
            if sum(files[path][1] for path in paths.values()) > 4 * MAXIMUM_BYTES:
                continue
            contents = repository.read(list(paths.values()))
            if any(path not in contents and name.endswith((".js", ".cjs", ".mjs", ".json")) for name, path in paths.items()):
                continue
            members = []
            for name, path in paths.items():
                if path in contents:
                    data = contents[path]
                    if name == "package.json" and is_installed and any(key.startswith("_") for key in manifest):
                        data = json.dumps(cleaned(manifest), indent=2, ensure_ascii=False).encode() + b"\n"
                    members.append((name, data, files[path][2]))
            self.keep(manifest, members, ("installed:" if is_installed else "repository:") + label)
        archives = [path for path in files if re.search(r"(^|/)\.yarn/cache/[^/]+\.zip$", path)]
        for at in range(0, len(archives), 100):
            for path, data in repository.read(archives[at:at + 100]).items():
                self.collect_zip(data, label)

    def collect_zip(self, data, label):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
                roots = [re.match(r"node_modules/(?:@[^/]+/)?[^/]+/(?=package\.json$)", entry.filename) for entry in entries]
                root = next((match.group(0) for match in roots if match), None)
                if root is None or len(entries) > MAXIMUM_FILES or sum(entry.file_size for entry in entries) > 4 * MAXIMUM_BYTES:
                    return
                manifest = self.manifest(archive.read(root + "package.json"))
                if manifest is None or not self.wants(manifest.get("name"), manifest.get("version"), has_hooks(manifest)):
                    return
                if self.known and manifest["name"] not in self.known:
                    return
                members = [(entry.filename.removeprefix(root), archive.read(entry), bool(entry.external_attr >> 16 & 0o111))
                           for entry in entries if entry.filename.startswith(root)]
        except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, OSError):
            return
        self.keep(manifest, members, "installed:" + label)


_sets = {}


def set_of(values):
    return _sets.setdefault(id(values), set(values))


def main():
    mirrors = sys.argv[1]
    known = set()
    if os.environ.get("AIRLOCK_KNOWN_NAMES"):
        with open(os.environ["AIRLOCK_KNOWN_NAMES"], encoding="utf-8") as lines:
            known = {line.split("\t")[0].strip() for line in lines}
    os.makedirs(FOLDER, exist_ok=True)
    collector = Collector(known)
    for row in csv.DictReader(open(os.path.join(LISTS, "npm-benign.tsv"), encoding="utf-8"), delimiter="\t"):
        collector.taken.setdefault(row["name"], set()).add(row["version"])
    pinned = {}
    if os.path.exists(REPOSITORIES):
        pinned = {row["repository"]: row["commit"] for row in csv.DictReader(open(REPOSITORIES, encoding="utf-8"), delimiter="\t")}
    used = []
    names = sorted({*pinned, *sys.argv[2:]})
    for name in names:
        paths = [path for path in (os.path.join(mirrors, name.replace("/", "+"), "repo", ".git"), os.path.join(mirrors, name.replace("/", "+"), "repo"))
                 if os.path.exists(os.path.join(path, "HEAD"))]
        if not paths:
            print(name, "is not in", mirrors, file=sys.stderr)
            continue
        before = len(collector.rows)
        repository = Repository(paths[0], pinned.get(name, "HEAD"))
        collector.collect(repository, name)
        _sets.clear()
        if "package.json" in repository.files and not any("node_modules/" in path for path in repository.files):
            for tag in repository.older_tags():
                collector.collect(Repository(paths[0], tag), name + "@" + tag)
                _sets.clear()
        used.append((name, repository.commit))
        print(name, len(collector.rows) - before, "packages", flush=True)
    write_list("npm-repositories.tsv", ("repository", "commit"), used)
    write_list("npm-benign-repositories.tsv", ("name", "version", "sha256", "bytes", "origin"), collector.rows)
    print(len(collector.rows), "packages")


if __name__ == "__main__":
    main()
