#!/usr/bin/env bash
# Runs the pip suites with other versions of pip, each in an environment of its own; build the tests first (`make test`).
#   Tests/pips.sh [VERSION…]        21.3.1 22.3.1 23.2.1 24.3.1 25.3 and the newest when none is given
# FILTER=REGEX runs other suites than all of pip's; KEEP=FOLDER keeps environments and logs there, for the next time.
# It asks the index that pip is configured for, for these pips and for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
versions=("$@")
[ "${#versions[@]}" -gt 0 ] || versions=(21.3.1 22.3.1 23.2.1 24.3.1 25.3 newest)
folder=${KEEP:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
status=0
for version in "${versions[@]}"; do
    environment="$folder/pip-$version"
    if [ ! -x "$environment/bin/pip" ]; then
        [ "$version" = newest ] && wanted=pip || wanted="pip==$version"
        python3 -m venv "$environment"
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "$wanted"
    fi
    log="$folder/pip-$version.log"
    AIRLOCK_TEST_VENV="$environment" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test -c release \
        -Xswiftc -enable-testing --scratch-path .build/tests --disable-xctest --disable-sandbox --skip-build \
        --filter "${FILTER:-EndToEndTests.Pip}" >"$log" 2>&1 || status=1
    "$environment/bin/pip" --version | cut -d' ' -f1,2
    Tests/count_forms.sh "$log"
done
exit "$status"
