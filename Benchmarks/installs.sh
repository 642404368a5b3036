#!/usr/bin/env bash
# Guarded installs against bare ones: npm and pip, cold and warm, one package, pass-through, phases, judging, memory, large
# trees.
#
#   installs.sh FOLDER_OF_BINARIES [--runs 5] [--cases npm,pip,small,pass,phases,judging,memory,scale]
#
# The trees are made once, below .build/bench-installs: the npm tree from the packages that npm itself carries, the pip
# tree by downloading what Benchmarks/installs/pip-tree.lock pins. A loopback upstream serves both with 40 ms a request
# and 50 MB/s. Needs npm, python3 (3.11 or later) with venv, and the configured index the first time.
set -euo pipefail
here=$(cd "$(dirname "$0")/installs" && pwd)
binaries=$(cd "$1" && pwd)
shift
work=${AIRLOCK_BENCH:-$(cd "$here/../.." && pwd)/.build/bench-installs}
mkdir -p "$work"
for count in 200 1000 3000; do
    [ -f "$work/npm-$count/dependencies.json" ] || python3 "$here/npm_tree.py" "$work/npm-$count" "$count" \
        $([ "$count" = 200 ] || echo --generated)
done
[ -f "$work/pip/tree.json" ] || python3 "$here/pip_tree.py" "$work/pip" "$here/pip-tree.lock"
if [ ! -d "$work/template" ]; then
    rm -rf "$work/venv"
    python3 -m venv "$work/venv"
    # Programs of an environment name its path: it is made where the copies will be.
    mv "$work/venv" "$work/template"
fi
echo "machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(uname -sr); load $(cut -d' ' -f1-3 /proc/loadavg)"
echo "$(npm --version | sed 's/^/npm /'), node $(node --version), $("$work/template/bin/python" -m pip --version | cut -d' ' -f1-2), $("$work/template/bin/python" --version)"
python3 "$here/measure.py" "$binaries" "$work" "$@"
