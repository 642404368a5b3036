"""Makes an npm tree for benchmarks out of the packages that npm itself carries.

    npm_tree.py FOLDER COUNT [--generated]

Every package of `npm/node_modules` is packed again under its own name, version and ranges. Generated packages bring
the number to COUNT: each has the files of one of those and depends on up to four others, six and more levels deep. With
`--generated` all are. Each document lists versions before the real ones too, as many as registries' do (5 to 250). The
folder gets `tree.json` (see `upstream.py`), the tarballs and `dependencies.json`, which a project asks for.
"""
import argparse
import base64
import gzip
import hashlib
import io
import json
import os
import random
import subprocess
import tarfile

INSTALL_SCRIPTS = ("preinstall", "install", "postinstall")


def digest(bytes, name="sha512"):
    return base64.b64encode(hashlib.new(name, bytes).digest()).decode()


def carried():
    """The folders of npm's own packages: (folder, manifest), one for each name and version."""
    root = os.path.join(subprocess.check_output(["npm", "root", "-g"], text=True).strip(), "npm", "node_modules")
    found = {}
    for folder, _, files in os.walk(root):
        parent = os.path.dirname(folder)
        if os.path.basename(parent).startswith("@"):
            parent = os.path.dirname(parent)
        if "package.json" not in files or os.path.basename(parent) != "node_modules":
            continue
        manifest = json.load(open(os.path.join(folder, "package.json")))
        found.setdefault((manifest["name"], manifest["version"]), (folder, manifest))
    asked = json.load(open(os.path.join(os.path.dirname(root), "package.json")))["dependencies"]
    return [found[key] for key in sorted(found)], asked


def pack(folder, manifest):
    """An npm tarball: the files of one folder below `package/`, without packages nested in it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        def add(name, content):
            entry = tarfile.TarInfo("package/" + name)
            entry.size, entry.mode, entry.mtime = len(content), 0o644, 499162500
            archive.addfile(entry, io.BytesIO(content))
        add("package.json", json.dumps(manifest, indent=2).encode())
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "node_modules")
            for name in sorted(files):
                path = os.path.join(place, name)
                relative = os.path.relpath(path, folder)
                if relative != "package.json":
                    add(relative, open(path, "rb").read())
    return gzip.compress(out.getvalue(), 6, mtime=0)


def release(manifest, tarball, packed=None, seed=None):
    """One version as abbreviated documents list it."""
    name, version = manifest["name"], manifest["version"]
    noise = random.Random(seed or name + version)
    content = packed if packed is not None else noise.randbytes(64)
    entry = {key: manifest[key] for key in
             ("name", "dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "bin",
              "engines", "os", "cpu", "deprecated") if key in manifest}
    entry["version"] = version
    if any(script in manifest.get("scripts", {}) for script in INSTALL_SCRIPTS):
        entry["hasInstallScript"] = True
    entry["dist"] = {
        "integrity": "sha512-" + digest(content), "shasum": hashlib.sha1(content).hexdigest(),
        "tarball": "@@BASE@@/" + tarball, "fileCount": noise.randrange(4, 60),
        "unpackedSize": noise.randrange(4000, 400000),
        "signatures": [{"keyid": "SHA256:" + digest(noise.randbytes(32), "sha256"),
                        "sig": base64.b64encode(noise.randbytes(70)).decode()}]}
    return entry


def earlier(version, count):
    """`count` release versions below a real one, the highest first."""
    major, minor, patch = [int(part) for part in version.split("-")[0].split("+")[0].split(".")]
    found = []
    while len(found) < count and (major, minor, patch) > (0, 0, 1):
        if patch > 0:
            patch -= 1
        elif minor > 0:
            minor, patch = minor - 1, 3
        else:
            major, minor, patch = major - 1, 9, 3
        found.append("%d.%d.%d" % (major, minor, patch))
    return found


def generated(count, models, chance):
    """`count` packages in a tree that is wider the deeper it gets, with some edges across."""
    names = ["airlock-bench-%04d" % number for number in range(count)]
    for number, name in enumerate(names):
        below = [child for child in range(3 * number + 1, 3 * number + 4) if child < count]
        if number > 0 and number + 7 < count and chance.random() < 0.3:
            below.append(chance.randrange(number + 1, min(count, number + 400)))
        folder, model = models[number % len(models)]
        manifest = {"name": name, "version": "1.%d.%d" % (number % 20, number % 7), "license": "MIT",
                    "dependencies": {names[child]: "^1.0.0" for child in below}}
        if "main" in model:
            manifest["main"] = model["main"]
        yield folder, manifest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("count", type=int)
    parser.add_argument("--generated", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    models, asked = carried()
    real = [] if options.generated else models
    made = list(generated(options.count - len(real), models, chance))
    packages, tree = real + made, {"files": {}, "packuments": {}}
    os.makedirs(options.folder, exist_ok=True)
    for number, (folder, manifest) in enumerate(packages):
        name, version = manifest["name"], manifest["version"]
        manifest = {key: value for key, value in manifest.items() if key not in ("bundleDependencies", "bundledDependencies")}
        packed = pack(folder, manifest)
        file = "%d.tgz" % number
        open(os.path.join(options.folder, file), "wb").write(packed)
        base = name.split("/")[-1]
        tarball = "%s/-/%s-%s.tgz" % (name, base, version)
        tree["files"]["/" + tarball] = file
        document = tree["packuments"].setdefault(name, {"name": name, "dist-tags": {}, "versions": {}, "time": {},
                                                        "modified": "2026-01-02T03:04:05.678Z"})
        document["versions"][version] = release(manifest, tarball, packed)
    for name, document in tree["packuments"].items():
        order = lambda version: [int(part) for part in version.split("-")[0].split(".")]
        real = sorted(document["versions"], key=order)
        document["dist-tags"]["latest"] = real[-1]
        model = document["versions"][real[0]]
        count = int(min(250, max(5, chance.lognormvariate(3.4, 0.9))))
        for version in reversed(earlier(real[0], count)):
            base = name.split("/")[-1]
            document["versions"][version] = release(
                dict(model, version=version), "%s/-/%s-%s.tgz" % (name, base, version))
        document["time"] = {version: "2025-01-02T03:04:05.678Z" for version in document["versions"]}
        document["versions"] = {version: document["versions"][version] for version in sorted(document["versions"], key=order)}
    json.dump(tree, open(os.path.join(options.folder, "tree.json"), "w"))
    # What nothing else in the tree depends on, as a project's own dependencies are.
    needed = {name for _, manifest in packages for name in
              list(manifest.get("dependencies", {})) + list(manifest.get("optionalDependencies", {}))}
    roots = {name: version for name, version in asked.items() if name not in needed and name in tree["packuments"]}
    roots = {} if options.generated else roots
    if made:
        roots[made[0][1]["name"]] = "^1.0.0"
    json.dump(roots, open(os.path.join(options.folder, "dependencies.json"), "w"), indent=2)


main()
