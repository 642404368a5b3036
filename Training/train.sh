#!/usr/bin/env bash
# Remakes the weights, the tests' reference and the figures from the committed sequences; about ten minutes.
set -euo pipefail
cd "$(dirname "$0")"
. ./environment.sh
build="${AIRLOCK_TRAINING_BUILD:-$PWD/build}"
"$PYTHON" train.py --out "$build" "$@"
"$PYTHON" evaluate.py --model "$build"
"$PYTHON" export.py --model "$build/model.npz"
