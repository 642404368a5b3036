#!/usr/bin/env bash
# Runs the suites of uv and pipx with the newest of both, in an environment of their own; build the tests first.
#   Tests/tools.sh [REQUIREMENT…]      uv and pipx when none is given, else for instance 'uv==0.8' pipx
# It asks the index that pip is configured for, for these tools and for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=("$@")
[ "${#tools[@]}" -gt 0 ] || tools=(uv pipx)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/tools"
"$folder/tools/bin/python" -m pip install --quiet --disable-pip-version-check "${tools[@]}"
"$folder/tools/bin/python" -m pip list --disable-pip-version-check --format freeze | grep -E '^(uv|pipx)='
log="$folder/log"
status=0
AIRLOCK_TEST_TOOLS="$folder/tools/bin" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test -c release \
    -Xswiftc -enable-testing --scratch-path .build/tests --disable-xctest --disable-sandbox --skip-build \
    --filter 'EndToEndTests.(OtherTool|PythonTool)' >"$log" 2>&1 || status=1
Tests/count_forms.sh "$log"
exit "$status"
