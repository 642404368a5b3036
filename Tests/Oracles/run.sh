#!/usr/bin/env bash
# Compares our parsers with CPython's `ast`, acorn and TypeScript's own parser on thousands of real files.
#
#   run.sh [SCRATCH_FOLDER]
#
# Prints a table and every file that differs; ends with 1 when fewer than 99.5 % of a language's files agree or an oracle
# is missing. Installs Debian's node-acorn and node-typescript when it may. See Documentation/Parsing.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=${1:-$(mktemp -d "${TMPDIR:-/tmp}/airlock-oracle.XXXXXX")}
mkdir -p "$scratch"
[ $# -gt 0 ] || trap 'rm -rf "$scratch"' EXIT
export NODE_PATH=${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs

has_module() { node -e 'require(process.argv[1])' "$1" >/dev/null 2>&1; }
missing=""
has_module acorn-walk || missing="$missing node-acorn"
has_module typescript || missing="$missing node-typescript"
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || { echo "oracle: missing:$missing ('apt-get install$missing')" >&2; exit 1; }
    # Word splitting of the list is meant.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >&2
fi

echo "== corpus"
python3 "$here/gather.py" "$scratch"
echo "== parsers"
swift build -c release --package-path "$root/Benchmarks" --disable-sandbox --product SyntaxFacts 2>&1 | tail -1
facts=$(swift build -c release --package-path "$root/Benchmarks" --disable-sandbox --show-bin-path)/SyntaxFacts
for language in python javascript typescript; do
    "$facts" "$language" <"$scratch/$language.list" >"$scratch/$language.ours"
done
python3 "$here/python_facts.py" <"$scratch/python.list" >"$scratch/python.oracle"
node --stack-size=4000 "$here/javascript_facts.cjs" <"$scratch/javascript.list" >"$scratch/javascript.oracle"
node --stack-size=4000 "$here/typescript_facts.cjs" <"$scratch/typescript.list" >"$scratch/typescript.oracle"
echo "== fixtures (forms that only older or newer versions read)"
status=0
# compare NAME LANGUAGE FIXTURE COMMAND...: the command prints the oracle's facts
fixture() {
    local name=$1 language=$2 path=$here/Fixtures/$3
    shift 3
    echo "$path" | "$facts" "$language" >"$scratch/fixture.ours"
    echo "$path" | "$@" >"$scratch/fixture.oracle" 2>"$scratch/fixture.log" || tail -3 "$scratch/fixture.log"
    python3 "$here/compare_facts.py" "$name" "$scratch/fixture.oracle" "$scratch/fixture.ours" --at-least 1 || status=1
}
python3 -m venv "$scratch/venv" && "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check libcst
if python3 -W ignore -c "import lib2to3" 2>/dev/null; then
    fixture lib2to3 python legacy.py python3 -W ignore "$here/python_versions.py" lib2to3 "$here/Fixtures/legacy.py"
else
    echo "lib2to3      not compared: this Python has none (CPython up to 3.12 does)"
fi
fixture libcst python newest.py "$scratch/venv/bin/python" "$here/python_versions.py" libcst "$here/Fixtures/newest.py"
fixture acorn javascript modern.js node "$here/javascript_facts.cjs"
fixture typescript typescript modern.ts node "$here/typescript_facts.cjs"
echo "== agreement"
for language in python javascript typescript; do
    python3 "$here/compare_facts.py" "$language" "$scratch/$language.oracle" "$scratch/$language.ours" || status=1
done
exit $status
