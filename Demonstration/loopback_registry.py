#!/usr/bin/env python3
"""Serves freshly made look-alikes from a PyPI index and an npm registry on 127.0.0.1, for `make try`.

  loopback_registry.py FOLDER     writes FOLDER/names.sh (ports and names as shell variables), then serves until ended
"""

import hashlib
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import look_alikes

folder = sys.argv[1]
marker = os.path.join(folder, "package-code-ran")
generator = look_alikes.fresh_generator()
responses = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        kind, body = responses.get(unquote(self.path), ("text/plain", None))
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
base = f"http://127.0.0.1:{server.server_address[1]}"


def add_sdist(acting):
    name = look_alikes.fresh_name(generator)
    data = look_alikes.python_sdist(name, "1.0.0", marker, acting, generator)
    filename = f"{name}-1.0.0.tar.gz"
    link = f'<a href="/files/{filename}#sha256={hashlib.sha256(data).hexdigest()}">{filename}</a>'
    responses[f"/simple/{name}/"] = ("text/html", f"<!DOCTYPE html><html><body>{link}</body></html>".encode())
    responses[f"/files/{filename}"] = ("application/gzip", data)
    return name


def add_npm(acting, dependencies=None):
    name = look_alikes.fresh_name(generator)
    manifest, data = look_alikes.npm_tarball(name, "1.0.0", marker, acting, generator, dependencies)
    document = look_alikes.packument(manifest, data, base)
    responses[f"/{name}"] = ("application/json", json.dumps(document).encode())
    responses[f"/{name}/-/{name}-1.0.0.tgz"] = ("application/octet-stream", data)
    return name


leaf = add_npm(False)
flagged_leaf = add_npm(True)
names = {
    "REGISTRY": base,
    "MARKER": marker,
    "PYPI_FLAGGED": add_sdist(True),
    "PYPI_RENAMED": add_sdist(True),
    "PYPI_HARMLESS": add_sdist(False),
    "NPM_FLAGGED": flagged_leaf,
    "NPM_RENAMED": add_npm(False, {add_npm(True): "1.0.0"}),
    "NPM_HARMLESS": add_npm(False, {leaf: "^1.0.0"}),
}
with open(os.path.join(folder, "names.tmp"), "w") as out:
    out.writelines(f"{key}='{value}'\n" for key, value in names.items())
os.rename(os.path.join(folder, "names.tmp"), os.path.join(folder, "names.sh"))
server.serve_forever()
