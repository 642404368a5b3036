#!/usr/bin/env bash
# Shows Airlock at work with the real pip and npm: a real tree that passes, look-alikes that are blocked.
#
#   try.sh PATH_OF_AIRLOCK
#
# Everything happens in a throwaway folder; the look-alikes come from a loopback registry that this script starts.
set -euo pipefail
airlock=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/airlock-try.XXXXXX")
server=""
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

export XDG_CACHE_HOME=$folder/cache XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
say() { printf '\n=== %s\n' "$*"; }
show() {
    printf '$ %s\n' "${*//$airlock/airlock}"
    status=0
    "$@" || status=$?
    printf '(exit status %s)\n' "$status"
}
expect() {
    if [ "$status" != "$1" ]; then
        echo "try: expected exit status $1, got $status" >&2
        exit 1
    fi
}

say "a real tree from the configured index, into a throwaway venv"
python3 -m venv "$folder/venv"
PATH=$folder/venv/bin:$PATH
show "$airlock" plan pip install flask
expect 0
show "$airlock" pip install --quiet flask
expect 0
python3 -c 'import flask, importlib.metadata; print("installed flask", importlib.metadata.version("flask"))'

python3 "$here/loopback_registry.py" "$folder" &
server=$!
while [ ! -e "$folder/names.sh" ]; do sleep 0.1; done
# shellcheck source=/dev/null
. "$folder/names.sh"

say "a look-alike of a malicious package, from a loopback index: blocked, the venv unchanged"
pip freeze >"$folder/before"
show "$airlock" pip install --index-url "$REGISTRY/simple/" "$PYPI_FLAGGED"
expect 77
say "renamed and with other strings: blocked as well"
show "$airlock" pip install --index-url "$REGISTRY/simple/" "$PYPI_RENAMED"
expect 77
pip freeze >"$folder/after"
cmp "$folder/before" "$folder/after"
[ ! -e "$MARKER" ] || { echo "try: code of a blocked package ran" >&2; exit 1; }
say "the same package with the behavior taken out: installed"
# Its build requirement (setuptools) comes from the venv, since the loopback index serves nothing else.
show "$airlock" pip install --quiet setuptools wheel
expect 0
show "$airlock" pip install --quiet --no-build-isolation --index-url "$REGISTRY/simple/" "$PYPI_HARMLESS"
expect 0
pip freeze | grep "^$PYPI_HARMLESS"
rm -f "$MARKER"

if ! command -v npm >/dev/null 2>&1; then
    say "npm is not installed: its half was left out"
    exit 0
fi
say "npm, against the loopback registry: a look-alike is blocked, the project unchanged"
mkdir "$folder/project" && cd "$folder/project"
printf '{"name": "try", "version": "1.0.0"}\n' >package.json
printf 'registry=%s/\n' "$REGISTRY" >.npmrc
cp package.json ../package.json.before
show "$airlock" npm install "$NPM_FLAGGED"
expect 77
say "deep in a tree, renamed and with other strings: blocked as well"
show "$airlock" npm install "$NPM_RENAMED"
expect 77
cmp package.json ../package.json.before
[ ! -e node_modules ] && [ ! -e package-lock.json ]
[ ! -e "$MARKER" ] || { echo "try: code of a blocked package ran" >&2; exit 1; }
say "the same package with the behavior taken out: installed"
show "$airlock" npm install "$NPM_HARMLESS"
expect 0
ls node_modules
say "all as it should be"
