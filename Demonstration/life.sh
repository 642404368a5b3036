#!/usr/bin/env bash
# The life of an installation, in an empty home for each shell: setup, doctor, a blocked install, explain, allow, trust,
# install, teardown. Prints the transcript, and ends with 1 at the first step that does not end as it should.
#
#   life.sh PATH_OF_AIRLOCK [SHELL…]       default: bash, zsh and fish, as far as they are installed
#
# Everything happens in a throwaway folder; the packages come from a loopback registry that this script starts, and
# no code of them runs.
set -euo pipefail
airlock=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/airlock-life.XXXXXX")
server=""
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

mkdir "$folder/bin" "$folder/registry"
ln -s "$airlock" "$folder/bin/airlock"
python3 "$here/loopback_registry.py" "$folder/registry" &
server=$!
while [ ! -e "$folder/registry/names.sh" ]; do sleep 0.1; done
# shellcheck source=/dev/null
. "$folder/registry/names.sh"

# A line as it would be typed into a new shell, in a session of its own as a terminal would give it.
type_line() {
    local expected=$1 line=$2 status=0
    printf '\n%s> %s\n' "$shell" "$line"
    env -i HOME="$home" PATH="$folder/bin:$PATH" LANG=C.UTF-8 TERM=dumb setsid -w "$shell" -i -c "cd ~/project; $line" \
        </dev/null 2>&1 | sed -e '/cannot set terminal process group/d' -e '/no job control/d' -e "s|$home|~|g" \
        -e "s|$folder/bin/||g" || status=${PIPESTATUS[0]}
    [ "$status" = "$expected" ] || {
        echo "life: expected exit status $expected, got $status" >&2
        exit 1
    }
    [ "$status" = 0 ] || printf '(exit status %s)\n' "$status"
}

for shell in ${*:-bash zsh fish}; do
    command -v "$shell" >/dev/null 2>&1 || {
        printf '\n=== %s is not installed: left out\n' "$shell"
        continue
    }
    printf '\n=== %s, in an empty home\n' "$shell"
    home=$folder/$shell
    mkdir -p "$home/project"
    printf '{"name": "project", "version": "1.0.0"}\n' >"$home/project/package.json"
    printf 'registry=%s/\n' "$REGISTRY" >"$home/project/.npmrc"

    type_line 0 "airlock setup --shell $shell"
    type_line 0 "airlock doctor"
    type_line 77 "npm install --ignore-scripts $NPM_FLAGGED"
    type_line 0 "airlock explain $NPM_FLAGGED@1.0.0"
    type_line 0 "airlock allow npm $NPM_FLAGGED@1.0.0 --reason 'read by us'"
    type_line 0 "airlock trust"
    type_line 0 "npm install --ignore-scripts $NPM_FLAGGED"
    type_line 0 "ls node_modules"
    type_line 0 "airlock teardown"
    for file in .bashrc .profile .zshrc .zprofile .config/fish/config.fish .local/share/airlock; do
        [ ! -e "$home/$file" ] || {
            echo "life: teardown left '$file' behind" >&2
            exit 1
        }
    done
done
[ ! -e "$MARKER" ] || { echo "life: code of a package ran" >&2; exit 1; }
printf '\n=== all as it should be\n'
