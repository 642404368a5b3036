"""Benign PyPI wheels: the dependency trees that pip itself resolves for ordinary applications.

pip resolves each tree from wheel metadata only (`--dry-run --report`, wheels only: nothing is built or run), then
downloads the chosen wheels. Reserved projects take part in the resolution and are never downloaded.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from corpus_rules import CORPUS, MAXIMUM_BYTES, is_reserved, normalized, sha256, write_list

TREES = """
flask django-cms wagtail apache-airflow jupyterlab great-expectations ansible buildbot scrapy
mlflow-skinny prefect streamlit mitmproxy poetry pdm snakemake localstack-core aws-sam-cli azure-cli
Plone datasette esphome mopidy beets pwntools oletools impacket mkdocs-material spyder orange3 qiskit osmnx langchain
sqlfluff dbt-core checkov nornir google-cloud-bigquery discord.py web3 ccxt selenium conan
fabric twine tox pre-commit sphinx locust robotframework-seleniumlibrary panel kubernetes pyinstaller yt-dlp[default] streamlink
gallery-dl telethon litellm apprise httpie glances celery[redis] luigi dvc awscli bandit semgrep cibuildwheel briefcase
thefuck scapy volatility3 meltano kedro sunpy[all] pyramid devpi-server pyomo trytond frappe-bench
""".split()
# Large native files say nothing about Python behavior.
SKIPPED = re.compile(r"^(torch|nvidia-.*|tensorflow.*|triton|jaxlib|pyspark|pyside6.*|pyqt.*|ray|botocore-stubs|opencv.*|pyarrow|llvmlite|playwright)$")


def resolve(tree):
    """(tree, its nodes); an earlier run's answer is kept beside the corpus."""
    kept = os.path.join(CORPUS, "trees", tree.replace("/", "+") + ".json")
    if os.path.exists(kept):
        return tree, [tuple(node) for node in json.load(open(kept))]
    tree, nodes = resolve_anew(tree)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    with open(kept, "w") as out:
        json.dump(nodes, out)
    return tree, nodes


def resolve_anew(tree):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--only-binary", ":all:",
                   "--no-cache-dir", "--report", report.name, tree]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=420)
        except subprocess.TimeoutExpired:
            return tree, []
        if done.returncode != 0:
            print(tree, "unresolved:", done.stderr.strip().split("\n")[-1][:160], flush=True)
            return tree, []
        found = json.load(open(report.name))["install"]
        return tree, [(item["metadata"]["name"], item["metadata"]["version"]) for item in found]


def download(pins):
    folder = os.path.join(CORPUS, "pypi-benign")
    have = {normalized("pypi", os.path.basename(path).split("-")[0]) for path in glob.glob(os.path.join(folder, "*.whl"))}
    pins = [pin for pin in pins if normalized("pypi", pin.split("==")[0]) not in have]
    if not pins:
        return
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "-d", folder, *pins]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0 and len(pins) > 1:
        for pin in pins:
            download([pin])


def main():
    os.makedirs(os.path.join(CORPUS, "pypi-benign"), exist_ok=True)
    chosen, origin = {}, {}
    with ThreadPoolExecutor(4) as pool, ThreadPoolExecutor(3) as downloads:
        pending = []
        for tree, nodes in pool.map(resolve, TREES):
            fresh = []
            for name, version in nodes:
                key = normalized("pypi", name)
                if key not in chosen and not is_reserved("pypi", name) and not SKIPPED.match(key):
                    chosen[key], origin[key] = version, tree
                    fresh.append(f"{name}=={version}")
            pending += [downloads.submit(download, fresh[at:at + 20]) for at in range(0, len(fresh), 20)]
            print(tree, len(nodes), "nodes,", len(fresh), "fresh,", len(chosen), "projects", flush=True)
        for task in pending:
            task.result()
    rows = []
    for path in glob.glob(os.path.join(CORPUS, "pypi-benign", "*.whl")):
        name, version = os.path.basename(path).split("-")[:2]
        data = open(path, "rb").read()
        if is_reserved("pypi", name) or len(data) > MAXIMUM_BYTES:
            os.remove(path)
            continue
        rows.append((normalized("pypi", name), version, sha256(data), len(data), "tree:" + origin.get(normalized("pypi", name), "?")))
    write_list("pypi-benign-wheels.tsv", ("name", "version", "sha256", "bytes", "origin"), rows)
    print(len(rows), "wheels")


if __name__ == "__main__":
    main()
