#!/usr/bin/env bash
# Runs the pip suites with other versions of pip, each in an environment of its own; build the tests first (`make test`).
#   Tests/pips.sh [VERSION…]        21.3.1 22.3.1 23.2.1 24.3.1 and the newest when none is given
# It asks the index that pip is configured for, for these pips and for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
versions=("$@")
[ "${#versions[@]}" -gt 0 ] || versions=(21.3.1 22.3.1 23.2.1 24.3.1 "")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0
for version in "${versions[@]}"; do
    environment="$folder/pip-${version:-newest}"
    python3 -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip${version:+==$version}"
    "$environment/bin/pip" --version
    AIRLOCK_TEST_VENV="$environment" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test -c release \
        -Xswiftc -enable-testing --scratch-path .build/tests --disable-xctest --disable-sandbox --skip-build \
        --filter 'EndToEndTests.Pip' || status=1
done
exit "$status"
