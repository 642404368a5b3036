#!/usr/bin/env bash
# Costs of the release build: size, start-up, pass-through over the bare command, judging per package.
#
#   run.sh FOLDER_OF_BINARIES
#
# Ratios and differences are taken in one run, since machines are noisy. Needs hyperfine and pip.
set -euo pipefail
binaries=$(cd "$1" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/airlock-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
command -v hyperfine >/dev/null || { echo "bench: hyperfine is missing ('apt-get install hyperfine')" >&2; exit 1; }

echo "== size (bytes)"
stat -c '%s  %n' "$binaries/airlock" "$binaries/airlock-guard"

median() { # the median in milliseconds of one command, 60 runs
    hyperfine -N --warmup 5 --runs "${runs:-60}" --export-json "$folder/one.json" "$1" >/dev/null 2>&1
    python3 -c 'import json, sys; print("%.2f" % (json.load(open(sys.argv[1]))["results"][0]["median"] * 1000))' "$folder/one.json"
}

echo "== start-up and pass-through (median ms of 60 runs; 'true' stands in for npm, so that only Airlock's part is seen)"
mkdir "$folder/fake" && cp /bin/true "$folder/fake/npm"
bare=$(median "$folder/fake/npm --version")
through=$(PATH=$folder/fake:$PATH median "$binaries/airlock npm --version")
echo "bare program            $bare"
echo "through airlock         $through"
python3 -c 'import sys; print("cost of pass-through    %.2f" % (float(sys.argv[2]) - float(sys.argv[1])))' "$bare" "$through"
echo "airlock-guard --version $(median "$binaries/airlock-guard --version")"

echo "== real commands (median ms of 15 runs)"
for command in "npm --version" "pip --version"; do
    [ -n "$(command -v "${command%% *}")" ] || continue
    bare=$(runs=15 median "$command")
    through=$(runs=15 median "$binaries/airlock $command")
    echo "$command: bare $bare, through airlock $through"
done

echo "== parsers and extraction (one core)"
root=$(cd "$(dirname "$0")/.." && pwd)
# The standard library linked statically, as in what is shipped: some hundredths faster.
build=(swift build -c release --static-swift-stdlib --package-path "$root/Benchmarks" --disable-sandbox)
"${build[@]}" --product SpeedBenchmark 2>&1 | tail -1
speed=$("${build[@]}" --show-bin-path)/SpeedBenchmark
library=$(python3 -c "import sysconfig; print(sysconfig.get_paths()['stdlib'])")
find "$library" -name '*.py' -not -path '*/site-packages/*' | sort >"$folder/python"
find /usr/lib/node_modules /usr/share/nodejs /usr/local/lib/node_modules -type f \
    \( -name '*.js' -o -name '*.cjs' -o -name '*.mjs' \) 2>/dev/null | sort >"$folder/javascript" || true
"$speed" real "$folder/python" "$folder/javascript"
echo "== hostile shapes (slowest first; 10 MB/s is the floor)"
"$speed" shapes >"$folder/shapes" 2>/dev/null || true
head -25 "$folder/shapes"
grep -E 'SUPERLINEAR' "$folder/shapes" || echo "none grows faster than its size"

echo "== packages"
"$(dirname "$0")/packages.sh" "$binaries"

echo "== scoring (one core; the classifier alone)"
"${build[@]}" --product ScoringBenchmark 2>&1 | tail -1
mkdir "$folder/wheels"
pip download --quiet --disable-pip-version-check --only-binary :all: --dest "$folder/wheels" flask requests rich jinja2 boto3
"$binaries/airlock" scan --sequence "$folder"/wheels/* 2>/dev/null | "${speed%/*}/ScoringBenchmark"

echo "== judging (milliseconds per artifact, one process, all cores)"
start=$(date +%s%N)
"$binaries/airlock" scan --json "$folder"/wheels/* >"$folder/scan.jsonl" || true
end=$(date +%s%N)
python3 - "$folder/scan.jsonl" $((end - start)) <<'PYTHON'
import json, statistics, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
times = sorted(row["milliseconds"] for row in rows)
print("artifacts %d, median %.1f, highest %.1f, wall for all %.0f" % (
    len(rows), statistics.median(times), times[-1], int(sys.argv[2]) / 1e6))
for row in rows:
    if row["verdict"] != "allow":
        print("not allowed:", row["name"], row["version"], row["verdict"], row["score"])
PYTHON
