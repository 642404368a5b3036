#!/usr/bin/env bash
# The steps of Documentation/ContinuousIntegration.md, on machines that know nothing: an empty home and a bare PATH each.
#
#   ci.sh PATH_OF_AIRLOCK
#
# First a cold install, then the next run with the cache of the first, then a flagged package in the lockfile, then a job
# without airlock. The packages come from a loopback registry that this script starts; no code of them runs.
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
machine 77 airlock npm install --no-audit --no-fund
[ ! -e "$folder/home/app/node_modules" ]
echo "=== without airlock the job fails"
rm "$folder/bin/airlock"
machine 127 airlock npm ci
[ ! -e "$MARKER" ] || { echo "ci: code of a package ran" >&2; exit 1; }
printf '\n=== all as it should be\n'
