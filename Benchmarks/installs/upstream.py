"""A loopback upstream for benchmarks: an npm registry or a simple index over one shaped link.

    upstream.py FOLDER [--latency 0.040] [--rate 50e6]

Serves a tree that `npm_tree.py` or `pip_tree.py` made. Each request waits the latency, all bodies share the rate,
connections are kept alive, and requests on different connections are served at the same time. Prints its address, then
serves until its standard input ends. `GET /-/bench/count` tells the requests and body bytes since it was asked last.
"""
import argparse
import asyncio
import email.utils
import gzip
import hashlib
import json
import os
import sys
import threading

PIECE = 64 << 10
JSON_PAGE = "application/vnd.pypi.simple.v1+json"
ABBREVIATED = "application/vnd.npm.install-v1+json"


class Document:
    """One answer, in plain and compressed form, with the validators that registries send."""

    def __init__(self, kind, body, caching, compress=False):
        self.kind, self.body, self.caching = kind, body, caching
        self.packed = gzip.compress(body, 6) if compress and len(body) > 1000 else None
        self.tag = '"%s"' % hashlib.md5(body).hexdigest()


class Link:
    """The one line to the world: bytes take their time, one after the other."""

    def __init__(self, rate):
        self.rate, self.free = rate, 0.0

    async def carry(self, count):
        loop = asyncio.get_running_loop()
        now = loop.time()
        self.free = max(now, self.free) + count / self.rate
        if self.free - now > 0.001:
            await asyncio.sleep(self.free - now)


class Upstream:
    def __init__(self, folder, latency, rate):
        self.folder, self.latency, self.link = folder, latency, Link(rate)
        self.requests = self.bytes = 0
        self.full, self.abbreviated, self.other = {}, {}, {}

    def load(self, base):
        read = lambda name: open(os.path.join(self.folder, name), "rb").read()
        packages = json.loads(read("tree.json").replace(b"@@BASE@@", base.encode()))
        for path, name in packages.get("files", {}).items():
            kind = "text/plain" if path.endswith(".metadata") else "application/octet-stream"
            self.other[path] = Document(kind, read(name), "public, max-age=31557600, immutable")
        for path, page in packages.get("pages", {}).items():
            body = json.dumps(page, separators=(",", ":")).encode()
            self.other[path] = Document(JSON_PAGE, body, "max-age=600, public", compress=True)
        for name, packument in packages.get("packuments", {}).items():
            path = "/" + name.replace("/", "%2f")
            short = {key: packument[key] for key in ("name", "dist-tags", "versions", "modified")}
            for table, content, kind in ((self.full, packument, "application/json"), (self.abbreviated, short, ABBREVIATED)):
                body = json.dumps(content, separators=(",", ":")).encode()
                table[path] = Document(kind, body, "public, max-age=300", compress=True)

    def find(self, method, path, headers):
        if method == "POST":
            return Document("application/json", b"{}", "no-store")
        if path in self.full:
            wanted = self.abbreviated if ABBREVIATED in headers.get("accept", "") else self.full
            return wanted[path]
        return self.other.get(path)

    async def serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, path, _ = head[0].split(" ", 2)
                headers = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in head[1:])}
                await reader.readexactly(int(headers.get("content-length", 0)))
                await self.answer(method, path.split("?")[0].replace("%2F", "%2f"), headers, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, method, path, headers, writer):
        if path == "/-/bench/count":
            body = json.dumps({"requests": self.requests, "bytes": self.bytes}).encode()
            self.requests = self.bytes = 0
            return writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        self.requests += 1
        await asyncio.sleep(self.latency)
        found = self.find(method, path, headers)
        if found is None:
            return writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}")
        # Without a date no client keeps anything.
        fields = "Date: %s\r\nETag: %s\r\nCache-Control: %s\r\nVary: Accept, Accept-Encoding\r\n" % (
            email.utils.formatdate(usegmt=True), found.tag, found.caching)
        if headers.get("if-none-match") == found.tag:
            return writer.write(b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % fields.encode())
        body = found.body
        if found.packed and "gzip" in headers.get("accept-encoding", ""):
            body = found.packed
            fields += "Content-Encoding: gzip\r\n"
        fields += "Content-Type: %s\r\nContent-Length: %d\r\n" % (found.kind, len(body))
        self.bytes += len(body)
        writer.write(b"HTTP/1.1 200 OK\r\n%s\r\n" % fields.encode())
        for start in range(0, len(body) if method != "HEAD" else 0, PIECE):
            piece = body[start:start + PIECE]
            await self.link.carry(len(piece))
            writer.write(piece)
            await writer.drain()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--latency", type=float, default=0.040)
    parser.add_argument("--rate", type=float, default=50e6)
    options = parser.parse_args()
    upstream = Upstream(options.folder, options.latency, options.rate)
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0, limit=1 << 20)
    base = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
    upstream.load(base)
    print(base, flush=True)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def watch():
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=watch, daemon=True).start()
    await ended.wait()
    os._exit(0)


asyncio.run(main())
