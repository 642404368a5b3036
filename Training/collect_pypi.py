"""Benign PyPI wheels: the dependency trees that pip itself resolves for ordinary applications.

pip resolves each tree from wheel metadata only (`--dry-run --report`, wheels only: nothing is built or run), then
downloads the chosen wheels. Reserved projects take part in the resolution and are never downloaded.
"""
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from corpus_rules import CORPUS, LISTS, MAXIMUM_BYTES, is_reserved, normalized, sha256, write_list

TREES = """
flask django jupyterlab apache-airflow ansible awscli scrapy poetry black streamlit langchain mlflow-skinny dvc celery[redis] sentry-sdk[flask]
fastapi[standard] sphinx tox pre-commit pytest-xdist httpie azure-cli google-cloud-storage boto3 snakemake mkdocs-material dbt-core prefect wagtail
litellm[proxy] datasette mitmproxy checkov conan kedro locust discord.py web3 esphome pyinstaller twine yt-dlp[default] selenium sqlfluff
great-expectations cookiecutter ipython aiohttp gunicorn pandas notebook uvicorn[standard] semgrep bandit salt buildbot homeassistant openai
anthropic transformers gradio plotly dash pipenv hatch pdm nox paramiko fabric glances
django-cms localstack-core aws-sam-cli Plone mopidy beets pwntools oletools impacket spyder orange3 qiskit osmnx nornir google-cloud-bigquery
ccxt robotframework-seleniumlibrary panel kubernetes streamlink gallery-dl telethon apprise luigi cibuildwheel briefcase thefuck scapy
volatility3 meltano sunpy[all] pyramid devpi-server pyomo trytond frappe-bench
""".split()
# Large native files say nothing about Python behavior.
SKIPPED = re.compile(r"^(torch|nvidia-.*|tensorflow.*|triton|jaxlib|pyspark|pyside6.*|pyqt.*|ray|botocore-stubs|opencv.*|pyarrow|llvmlite|playwright)$")


def resolve(tree):
    """(tree, its nodes as name, version, digest); an earlier run's answer is kept beside the corpus."""
    kept = os.path.join(CORPUS, "trees", tree.replace("/", "+") + ".json")
    if os.path.exists(kept):
        return tree, [tuple(node) for node in json.load(open(kept))]
    tree, nodes = resolve_anew(tree)
    if nodes:
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        with open(kept, "w") as out:
            json.dump(nodes, out)
    return tree, nodes


def nodes_of_report(report):
    return [(item["metadata"]["name"], item["metadata"]["version"], item["download_info"]["archive_info"]["hashes"]["sha256"])
            for item in report["install"]]


def resolve_anew(tree):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--only-binary", ":all:",
                   "--report", report.name, tree]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=420)
        except subprocess.TimeoutExpired:
            return tree, []
        if done.returncode != 0:
            print(tree, "unresolved:", done.stderr.strip().split("\n")[-1][:160], flush=True)
            return tree, []
        return tree, nodes_of_report(json.load(open(report.name)))


def download(pins):
    folder = os.path.join(CORPUS, "pypi-benign")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", folder, *pins]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0 and len(pins) > 1:
        for pin in pins:
            download([pin])


def listed_rows():
    """Rows of an earlier run whose archive is still there: its trees may have resolved to other versions."""
    path = os.path.join(LISTS, "pypi-benign-wheels.tsv")
    if os.path.exists(path):
        for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
            yield row["sha256"], row["origin"]


def main():
    folder = os.path.join(CORPUS, "pypi-benign")
    os.makedirs(folder, exist_ok=True)
    origin = dict(listed_rows())
    have = {sha256(open(path, "rb").read()) for path in glob.glob(os.path.join(folder, "*.whl"))}
    trees, wanted = [], set()
    with ThreadPoolExecutor(4) as pool, ThreadPoolExecutor(3) as downloads:
        pending = []
        for tree, nodes in pool.map(resolve, TREES):
            trees += [(tree, *node) for node in nodes]
            fresh = []
            for name, version, digest in nodes:
                origin.setdefault(digest, "tree:" + tree)
                if digest not in have | wanted and not is_reserved("pypi", name) and not SKIPPED.match(normalized("pypi", name)):
                    wanted.add(digest)
                    fresh.append(f"{name}=={version}")
            pending += [downloads.submit(download, fresh[at:at + 20]) for at in range(0, len(fresh), 20)]
            print(tree, len(nodes), "nodes,", len(fresh), "fresh", flush=True)
        for task in pending:
            task.result()
    rows = []
    for path in glob.glob(os.path.join(folder, "*.whl")):
        name, version = os.path.basename(path).split("-")[:2]
        data = open(path, "rb").read()
        if is_reserved("pypi", name) or len(data) > MAXIMUM_BYTES:
            os.remove(path)
            continue
        rows.append((normalized("pypi", name), version, sha256(data), len(data), origin.get(sha256(data), "tree:?")))
    write_list("pypi-benign-wheels.tsv", ("name", "version", "sha256", "bytes", "origin"), rows)
    collected = {row[2] for row in rows}
    write_list("pypi-trees.tsv", ("tree", "name", "version", "sha256", "state"), [
        (tree, normalized("pypi", name), version, digest,
         "reserved" if is_reserved("pypi", name) else "collected" if digest in collected else "too-large-or-native") for tree, name, version, digest in trees])
    print(len(rows), "wheels of", len({row[0] for row in rows}), "projects;", len({tree for tree, *_ in trees}), "trees")


if __name__ == "__main__":
    main()
