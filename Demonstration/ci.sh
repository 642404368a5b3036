#!/usr/bin/env bash
# The steps of Documentation/ContinuousIntegration.md, on machines that know nothing: an empty home and a bare PATH each.
#
#   ci.sh PATH_OF_AIRLOCK
#
# First a cold install, then the next run with the cache of the first, then a flagged package with its report as SARIF and as
# annotations, then that package allowed by a policy file that only a pinned digest puts in force, then a job without airlock.
# The packages come from a loopback registry that this script starts; no code of them runs. AIRLOCK_SARIF_SCHEMA may name a
# copy of OASIS's schema, and SARIF is then held against it (with python3-jsonschema).
set -euo pipefail
airlock=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/airlock-ci.XXXXXX")
server=""
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

mkdir -p "$folder/bin" "$folder/registry" "$folder/checkout" "$folder/cache"
ln -s "$airlock" "$folder/bin/airlock"
python3 "$here/loopback_registry.py" "$folder/registry" &
server=$!
while [ ! -e "$folder/registry/names.sh" ]; do sleep 0.1; done
# shellcheck source=/dev/null
. "$folder/registry/names.sh"
printf 'registry=%s/\n' "$REGISTRY" >"$folder/checkout/.npmrc"
printf '{"name": "app", "version": "1.0.0", "dependencies": {"%s": "1.0.0"}}\n' "$NPM_HARMLESS" \
    >"$folder/checkout/package.json"

# A fresh machine with the checkout and the kept cache: runs a step, and keeps the cache if the step succeeded.
machine() {
    local expected=$1 status=0
    shift
    rm -rf "$folder/home" && mkdir -p "$folder/home/.local/state" "$folder/home/.cache"
    cp -R "$folder/checkout" "$folder/home/app"
    [ ! -d "$folder/cache/state" ] || cp -R "$folder/cache/state" "$folder/home/.local/state/airlock"
    [ ! -d "$folder/cache/cache" ] || cp -R "$folder/cache/cache" "$folder/home/.cache/airlock"
    printf '\n$ %s\n' "$*"
    (cd "$folder/home/app" && env -i HOME="$folder/home" PATH="$folder/bin:/usr/bin:/bin" CI=true "$@") 2>&1 |
        tee "$folder/output" || status=${PIPESTATUS[0]}
    [ "$status" = "$expected" ] || {
        echo "ci: expected exit status $expected, got $status" >&2
        exit 1
    }
    if [ "$status" = 0 ]; then
        rm -rf "$folder/cache" && mkdir "$folder/cache"
        cp -R "$folder/home/.local/state/airlock" "$folder/cache/state"
        cp -R "$folder/home/.cache/airlock" "$folder/cache/cache"
    fi
}
says() {
    grep -q "$1" "$folder/output" || {
        echo "ci: expected '$1' in the output" >&2
        exit 1
    }
}

echo "=== a project without a lockfile gets one"
machine 0 airlock npm install --no-audit --no-fund
says "2 packages judged (0 cached)"
cp "$folder/home/app/package-lock.json" "$folder/checkout/"
echo "=== the next run takes the verdicts back"
machine 0 airlock npm ci --no-audit --no-fund
says "2 packages judged (2 cached)"
echo "=== strict"
machine 0 airlock --strict npm ci --no-audit --no-fund
echo "=== the guard works in this image"
machine 0 airlock doctor
echo "=== a pull request brings a flagged package"
printf '{"name": "app", "version": "1.0.0", "dependencies": {"%s": "1.0.0"}}\n' "$NPM_FLAGGED" \
    >"$folder/checkout/package.json"
rm "$folder/checkout/package-lock.json"
# As the recipes do: the install fails the job, and the report is written all the same.
machine 77 GITHUB_ACTIONS=true GITHUB_WORKSPACE="$folder/home/app" sh -c \
    'airlock npm install --no-audit --no-fund; status=$?; airlock report --sarif >airlock.sarif; exit $status'
[ ! -e "$folder/home/app/node_modules" ]
says "^::error file=package.json,line=1,title=airlock%3A blocked $NPM_FLAGGED@1.0.0::"
python3 - "$folder/home/app/airlock.sarif" "$NPM_FLAGGED" <<'SARIF'
import json, os, sys
document = json.load(open(sys.argv[1]))
results = [result for run in document["runs"] for result in run["results"]]
[blocked] = [result for result in results if result["ruleId"] == "behavior-sequence"]
assert document["version"] == "2.1.0" and blocked["level"] == "error"
assert sys.argv[2] in json.dumps(blocked["locations"])
print(f"airlock.sarif: {len(results)} results, at {blocked['locations'][0]['physicalLocation']['artifactLocation']['uri']}")
if os.environ.get("AIRLOCK_SARIF_SCHEMA"):
    import jsonschema
    jsonschema.validate(document, json.load(open(os.environ["AIRLOCK_SARIF_SCHEMA"])))
    print("airlock.sarif fits the schema")
SARIF
echo "=== somebody reads the package and allows it; CI does not believe the file by itself"
machine 77 sh -c "airlock --quiet npm install --no-audit --no-fund; \
    airlock allow npm $NPM_FLAGGED@1.0.0 --reason 'read by us'; exit 77"
cp "$folder/home/app/.airlock.toml" "$folder/checkout/"
digest=$(sha256sum "$folder/checkout/.airlock.toml" | cut -d ' ' -f 1)
machine 77 airlock npm install --ignore-scripts --no-audit --no-fund
says "not trusted"
echo "=== with its digest pinned in the CI system's settings it counts"
machine 0 airlock --policy-digest "sha256:$digest" npm install --ignore-scripts --no-audit --no-fund
says "allowed by"
echo "=== a changed file does not"
echo "# one more line" >>"$folder/checkout/.airlock.toml"
machine 77 airlock --policy-digest "sha256:$digest" npm install --ignore-scripts --no-audit --no-fund
says "names another content"
echo "=== without airlock the job fails"
rm "$folder/bin/airlock"
machine 127 airlock npm ci
[ ! -e "$MARKER" ] || { echo "ci: code of a package ran" >&2; exit 1; }
printf '\n=== all as it should be\n'
