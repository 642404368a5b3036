#!/usr/bin/env bash
# CPU and peak memory of `airlock scan`, one process an artifact, on one core.
#
#   packages.sh FOLDER_OF_BINARIES
#
# Over the wheels in AIRLOCK_CORPUS/pypi-benign if that is set, else over some that pip downloads. The cost of starting the
# process is measured with an empty wheel and taken off; peak memory is compared with the largest source file.
set -euo pipefail
binaries=$(cd "$1" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/airlock-packages.XXXXXX")
trap 'rm -rf "$folder"' EXIT
if [ -n "${AIRLOCK_CORPUS:-}" ]; then
    wheels=$AIRLOCK_CORPUS/pypi-benign
else
    wheels=$folder/wheels
    mkdir "$wheels"
    pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$wheels" \
        attrs babel boto3 botocore celery click django docutils flask httpx jinja2 mypy networkx pip pydantic pygments \
        requests rich setuptools sphinx sqlalchemy sympy tornado twisted urllib3 werkzeug
fi
HOME=$folder python3 - "$binaries/airlock-guard" "$wheels" "$folder" <<'PYTHON'
import ctypes, glob, os, statistics, subprocess, sys, zipfile

# Packages are read by workers, which outlive the guard by a moment: as their reaper we see what they used.
if ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) != 0:  # PR_SET_CHILD_SUBREAPER
    sys.exit("packages.sh: this system has no subreapers; the workers' use cannot be seen")

guard, wheels, folder = sys.argv[1:]
SOURCES = (".py", ".pyw", ".js", ".cjs", ".mjs", ".ts", ".tsx", ".jsx")


def measure(path):
    """CPU milliseconds of one scan, its workers included, and the peak KiB of the largest of these processes."""
    subprocess.Popen([guard, "scan", "--json", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds, peak = 0.0, 0
    while True:
        try:
            _, _, usage = os.wait3(0)
        except ChildProcessError:
            return seconds * 1000, peak
        seconds += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)


empty = os.path.join(folder, "empty-1-py3-none-any.whl")
with zipfile.ZipFile(empty, "w") as archive:
    archive.writestr("empty/__init__.py", "")
    archive.writestr("empty-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: empty\nVersion: 1\n")
start = statistics.median(measure(empty)[0] for _ in range(9))
rows = []
for path in sorted(glob.glob(os.path.join(wheels, "*.whl"))):
    with zipfile.ZipFile(path) as archive:
        sizes = [info.file_size for info in archive.infolist() if info.filename.endswith(SOURCES)]
    milliseconds, peak = measure(path)
    rows.append((milliseconds - start, peak / 1024, max(sizes, default=0) / 1e6, sum(sizes) / 1e6, os.path.basename(path)))
times = sorted(row[0] for row in rows)
above = sorted(((row[1] - row[2], row) for row in rows), reverse=True)
print("wheels %d, start %.1f ms; CPU ms per package above it: median %.1f, p95 %.1f, highest %.1f" % (
    len(rows), start, statistics.median(times), times[int(len(times) * 0.95)], times[-1]))
print("peak MiB above the largest source file: median %.0f, p95 %.0f, highest %.0f" % (
    statistics.median(a for a, _ in above), above[int(len(above) * 0.05)][0], above[0][0]))
for over, row in above[:5]:
    print("  %.0f MiB above, %.0f ms, %.1f MB of source: %s" % (over, row[0], row[3], row[4]))
PYTHON
